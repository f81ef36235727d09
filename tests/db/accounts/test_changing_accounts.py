"""Accounts are changed by another administrator, with a reason, in the log, and felt by open sign-ins at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.access.sign_ins import standing
from db.accounts.authorising import last_moment
from db.accounts.changing import ChangingService
from db.accounts.codes import CODE
from db.accounts.judge_key import make_judge_keys, unwrap
from db.accounts.judges import settle
from db.accounts.users import UsersService
from db.cards.accounts import AccountCard, Change, NewUser
from db.tables.sessions import PastCredential
from db.tables.users import Credential
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from tests.support.offices import Offices
from tests.support.record import Record

Act = Callable[[ChangingService, str], object]
EVERY_ACT: dict[str, Act] = {
    "change": lambda desk, name: desk.change(name, Change(roles=frozenset({Role.USHER}))),
    "suspend": lambda desk, name: desk.suspend(name, reason="left her desk"),
    "reinstate": lambda desk, name: desk.reinstate(name, reason="back"),
    "end": lambda desk, name: desk.end(name, reason="moved away"),
    "extend": lambda desk, name: desk.extend(name, last_day=desk._units.clock.today() + timedelta(days=9)),
    "reset": lambda desk, name: desk.reset(name, reason="forgotten"),
}


@pytest.fixture
def offices(record: Record) -> Offices:
    """Areas, agencies, a court."""
    return Offices(record)


@pytest.fixture
def admin(offices: Offices) -> Actor:
    """One administrator."""
    return offices.user("p.hale", Role.ADMINISTRATOR)


@pytest.fixture
def clerk(offices: Offices, admin: Actor) -> Actor:
    """A clerk."""
    return offices.user("j.moss", Role.CLERK)


def desk(offices: Offices, actor: Actor) -> ChangingService:
    return ChangingService(offices.record.units, actor)


def show(offices: Offices, actor: Actor, name: str = "j.moss") -> AccountCard:
    return UsersService(offices.record.units, actor).show(name)


@pytest.mark.parametrize("act", EVERY_ACT.values(), ids=EVERY_ACT)
def test_nobody_does_it_to_himself(offices: Offices, admin: Actor, act: Act) -> None:
    offices.user("second", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="own account"):
        act(desk(offices, admin), admin.user_name)


@pytest.mark.parametrize("act", EVERY_ACT.values(), ids=EVERY_ACT)
def test_nobody_but_an_administrator_does_it(offices: Offices, clerk: Actor, act: Act) -> None:
    for role in (Role.COURT_MANAGER, Role.AUTHORISER, Role.AUDITOR):
        other = offices.user(f"other-{role}", role)
        with pytest.raises(Refused, match="administrator"):
            act(desk(offices, other), clerk.user_name)


@pytest.mark.parametrize("name", ["change", "suspend", "end", "extend"])
def test_the_last_administrator_stays(offices: Offices, admin: Actor, name: str) -> None:
    second = offices.user("second", Role.ADMINISTRATOR)
    offices.put(admin.user_id, expires_at=offices.record.clock.now() + timedelta(days=30))
    offices.put(second.user_id, expires_at=offices.record.clock.now() + timedelta(days=30))
    EVERY_ACT[name](desk(offices, admin), second.user_name)
    # Whoever is left does not count one that is suspended, ended or run out.
    offices.put(second.user_id, state="suspended")
    with pytest.raises(Refused):
        EVERY_ACT[name](desk(offices, second), admin.user_name)


def test_what_is_changed_is_told_kept_and_audited_one_by_one(offices: Offices, admin: Actor, clerk: Actor) -> None:
    wanted = Change(
        roles=frozenset({Role.USHER, Role.YOUTH}),
        courts=("b01ly",),
        areas=("N",),
        team="Blue",
        networks=("gsi", "local"),
        os_user="jmoss",
        agency="NPROB",
        display_name="Jo Moss",
    )
    said = desk(offices, admin).change("j.moss", wanted, reason="moved")
    assert "role usher given" in said
    assert "role clerk taken away" in said
    shown = show(offices, admin)
    assert shown.user.roles == ("usher", "youth")
    assert (shown.user.courts, shown.areas, shown.team, shown.os_user) == (("B01LY",), ("N",), "Blue", "jmoss")
    assert (shown.networks, shown.user.agency, shown.user.display_name) == (("gsi", "local"), "NPROB", "Jo Moss")
    assert (shown.history[0].step, shown.history[0].reason) == ("changed", "moved")
    assert set(offices.deeds(clerk.user_id)) == {
        "role.add", "role.remove", "group.add", "privilege.change", "account.change",
    }  # fmt: skip
    back = desk(offices, admin).change("j.moss", Change(courts=(), areas=(), team="", networks=()))
    assert "court B01LY taken away" in back
    shown = show(offices, admin)
    assert (shown.user.courts, shown.areas, shown.networks, shown.team) == ((), (), (), "")


def test_an_administrator_stays_one_and_moves_teams_and_the_agency_that_it_is_stays(
    offices: Offices, admin: Actor
) -> None:
    offices.user("a.other", Role.ADMINISTRATOR)
    said = desk(offices, admin).change("a.other", Change(team="Green", agency="hmcts"))
    assert said == ("team Green",)
    with pytest.raises(BadInput, match="would be different"):
        desk(offices, admin).change("a.other", Change(agency="HMCTS"))


def test_a_role_that_is_taken_away_is_gone_at_the_next_call(offices: Offices, admin: Actor, clerk: Actor) -> None:
    units = offices.record.units
    with units.read(clerk) as unit:
        assert unit.actor.roles == {Role.CLERK}
    desk(offices, admin).change("j.moss", Change(roles=frozenset({Role.USHER})))
    with units.read(clerk) as unit:
        assert unit.actor.roles == {Role.USHER}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(roles=frozenset()), "at least one role"),
        (Change(roles=frozenset({Role.ADMINISTRATOR, Role.CLERK})), "stands alone"),
        (Change(roles=frozenset({Role.SERVICE})), "made differently"),
        (Change(roles=frozenset({Role.CLERK})), "would be different"),
        (Change(networks=("moon",)), "network class"),
        (Change(display_name=" "), "name that colleagues read"),
    ],
)
def test_what_no_rule_allows_is_refused_and_nothing_is_written(
    offices: Offices, admin: Actor, clerk: Actor, change: Change, words: str
) -> None:
    with pytest.raises((Refused, BadInput), match=words):
        desk(offices, admin).change("j.moss", change)
    assert offices.deeds(clerk.user_id) == []


def test_a_place_or_user_that_is_not_there_is_named(offices: Offices, admin: Actor, clerk: Actor) -> None:
    for change in (Change(courts=("B99ZZ",)), Change(areas=("Q",)), Change(agency="NONE")):
        with pytest.raises(NotFound):
            desk(offices, admin).change("j.moss", change)
    with pytest.raises(NotFound, match="no user"):
        desk(offices, admin).suspend("nobody", reason="x")


def test_a_suspended_account_loses_its_sign_ins_at_once_and_comes_back(
    offices: Offices, admin: Actor, clerk: Actor
) -> None:
    assert desk(offices, admin).suspend("j.moss", reason="on leave") == 1
    with offices.record.units.raw("keeper") as connection:
        now = offices.record.clock.now()
        assert standing(connection, clerk.audit_session, now=now).over
    with pytest.raises(Refused), offices.record.units.read(clerk):
        pass
    with pytest.raises(Refused, match="suspended already"):
        desk(offices, admin).suspend("j.moss", reason="again")
    desk(offices, admin).reinstate("j.moss", reason="back")
    assert show(offices, admin).user.state == "active"
    with pytest.raises(Refused, match="not suspended"):
        desk(offices, admin).reinstate("j.moss", reason="back")
    assert [step.step for step in show(offices, admin).history] == ["reinstated", "suspended"]
    assert offices.deeds(clerk.user_id) == ["account.suspend", "account.reinstate"]


def test_an_ended_account_stays_in_the_record(offices: Offices, admin: Actor, clerk: Actor) -> None:
    desk(offices, admin).end("j.moss", reason="retired")
    assert show(offices, admin).user.state == "closed"
    with pytest.raises(Refused, match="closed already"):
        desk(offices, admin).end("j.moss", reason="retired")


def test_the_last_day_can_be_sooner_or_later(offices: Offices, admin: Actor, clerk: Actor) -> None:
    clock = offices.record.clock
    day = clock.today() + timedelta(days=3)
    desk(offices, admin).extend("j.moss", last_day=day)
    assert show(offices, admin).user.expires_at == last_moment(day, clock.now())
    offices.put(clerk.user_id, expires_at=clock.now() - timedelta(days=1))
    assert show(offices, admin).user.state == "expired"
    with pytest.raises(BadInput, match="past"):
        desk(offices, admin).extend("j.moss", last_day=clock.today() - timedelta(days=1))


def test_a_reset_gives_a_code_and_never_a_password(offices: Offices, admin: Actor, clerk: Actor) -> None:
    told = desk(offices, admin).reset("j.moss", reason="forgotten")
    assert told is not None
    assert told.code not in repr(told)
    assert len(told.notes) == 1
    with offices.record.units.raw("keeper") as connection:
        c = Credential.__table__.c  # type: ignore[attr-defined]
        kept = connection.execute(sa.select(c).where(c.user_id == clerk.user_id)).one()
        past = PastCredential.__table__.c  # type: ignore[attr-defined]
        before = connection.scalar(sa.select(sa.func.count()).where(past.user_id == clerk.user_id))
    assert (kept.parameters, kept.wrapped_private_key, before) == (CODE, None, 1)
    assert kept.expires_at - offices.record.clock.now() < timedelta(hours=24)
    assert offices.deeds(clerk.user_id) == ["account.reset", "account.code"]
    desk(offices, admin).reset("j.moss", reason="lost the code")


def test_a_judges_reset_says_what_becomes_of_the_notes(offices: Offices, admin: Actor) -> None:
    offices.user("h.imlach", Role.JUDGE)
    told = desk(offices, admin).reset("h.imlach", reason="never signed in")
    assert told is not None
    assert len(told.notes) == 1
    judge = offices.user("h.farrow", Role.JUDGE)
    public, wrapped = make_judge_keys(b"h" * 32, judge.user_id)
    settle(offices.record.units, judge, unwrap(wrapped, b"h" * 32, judge.user_id, public=public))
    told = desk(offices, admin).reset("h.farrow", reason="forgotten")
    assert told is not None
    assert "sealed for ever" in told.notes[-1]


def test_services_and_closed_doors_are_not_reset(offices: Offices, admin: Actor, clerk: Actor) -> None:
    offices.user("feeds", Role.SERVICE)
    with pytest.raises(Refused, match="key file"):
        desk(offices, admin).reset("feeds", reason="x")
    offices.put(clerk.user_id, state="suspended")
    with pytest.raises(Refused, match="suspended"):
        desk(offices, admin).reset("j.moss", reason="x")


@pytest.mark.parametrize("name", ["suspend", "reinstate", "end", "reset"])
def test_every_one_of_them_wants_a_reason(offices: Offices, admin: Actor, clerk: Actor, name: str) -> None:
    with pytest.raises(BadInput, match="why"):
        getattr(desk(offices, admin), name)("j.moss", reason="  ")


def test_a_dry_run_checks_everything_and_writes_nothing(offices: Offices, admin: Actor, clerk: Actor) -> None:
    one, day = desk(offices, admin), offices.record.clock.today()
    assert one.change("j.moss", Change(roles=frozenset({Role.USHER}), courts=("B01LY",), areas=("N",)), dry_run=True)
    one.suspend("j.moss", reason="x", dry_run=True)
    one.end("j.moss", reason="x", dry_run=True)
    one.extend("j.moss", last_day=day, dry_run=True)
    assert one.reset("j.moss", reason="x", dry_run=True) is None
    offices.put(clerk.user_id, state="suspended")
    one.reinstate("j.moss", reason="x", dry_run=True)
    assert offices.deeds() == []
    assert show(offices, admin).user.roles == ("clerk",)


def test_accounts_are_shown_to_those_who_keep_them(offices: Offices, admin: Actor, clerk: Actor) -> None:
    assert show(offices, admin).why_not == ""
    assert "own account" in show(offices, admin, "p.hale").why_not
    with pytest.raises(Refused):
        show(offices, clerk, "p.hale")


def test_the_list_is_narrowed_by_agency_role_state_and_name(offices: Offices, admin: Actor, clerk: Actor) -> None:
    users = UsersService(offices.record.units, admin)
    gone = offices.user("o.gone", Role.PROBATION_OFFICER, agency="NPROB")
    offices.put(gone.user_id, expires_at=offices.record.clock.now() - timedelta(days=1))
    for wanted, names in (
        ({"agency": "nprob"}, ["o.gone"]),
        ({"role": Role.CLERK}, ["j.moss"]),
        ({"state": "expired"}, ["o.gone"]),
        ({"state": "active"}, ["j.moss", "p.hale"]),
        ({"state": "closed"}, ["tracker"]),
        ({"state": "suspended"}, []),
        ({"find": "MOS"}, ["j.moss"]),
        ({}, ["j.moss", "o.gone", "p.hale", "tracker"]),
    ):
        page = users.list(**wanted)  # type: ignore[arg-type]
        assert ([one.user_name for one in page.items], page.total) == (names, len(names)), wanted
    with pytest.raises(BadInput, match="no state"):
        users.list(state="odd")


def test_a_new_account_begins_with_a_code_and_roles_that_fit_together(offices: Offices, admin: Actor) -> None:
    users = UsersService(offices.record.units, admin)
    told = users.add_with_code(NewUser("n.new", "N. New", "HMCTS", frozenset({Role.CLERK})))
    assert told.user_name == "n.new"
    assert show(offices, admin, "n.new").history[0].step == "made"
    with pytest.raises(BadInput, match="stands alone"):
        users.add_with_code(NewUser("n.two", "N", "HMCTS", frozenset({Role.ADMINISTRATOR, Role.CLERK})))
