"""A request is written by anybody, answered by the authoriser of its area alone, and becomes an account with a code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts import keeping
from db.accounts.asking import MOST_FROM_HERE, AskingService, reference
from db.accounts.authorising import AuthorisingService, last_moment, notes_for
from db.accounts.codes import CODE
from db.accounts.users import UsersService
from db.cards.accounts import NewRequest
from db.tables.requests import AccountRequest
from db.tables.users import Credential, UserAccount
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused, TryLater
from db.words.families.accounts import AskedState
from tests.support.offices import Offices
from tests.support.record import Record


@pytest.fixture
def offices(record: Record) -> Offices:
    """Areas, agencies, a court."""
    return Offices(record)


@pytest.fixture
def north(offices: Offices) -> Actor:
    """The authoriser of the north."""
    return offices.user("c.north", Role.AUTHORISER, agency="NPROB")


def desk(offices: Offices, actor: Actor) -> AuthorisingService:
    return AuthorisingService(offices.record.units, actor)


def test_a_request_becomes_an_account_with_roles_courts_end_and_a_one_time_code(offices: Offices, north: Actor) -> None:
    name = offices.ask()
    (waiting,) = desk(offices, north).list()
    assert (waiting.reference, waiting.state, waiting.why_not) == (name, "open", "")
    code = desk(offices, north).authorise(name)
    assert code is not None
    assert len(code.code.replace("-", "")) >= 16
    assert code.code not in repr(code)
    shown = UsersService(offices.record.units, offices.user("p.hale", Role.ADMINISTRATOR)).show("r.dale")
    assert (shown.user.roles, shown.user.courts, shown.user.agency) == (("probation_officer",), ("B01LY",), "NPROB")
    assert shown.authorised_by == "C.North"
    assert shown.user.expires_at == last_moment(None, offices.record.clock.now())
    assert [(step.step, step.detail) for step in shown.history] == [("authorised", f"request {name}")]
    assert desk(offices, north).list() == ()
    (answered,) = desk(offices, north).list(everything=True)
    assert (answered.state, answered.decided_by) == ("authorised", "C.North")
    assert offices.deeds(shown.user.id) == ["user.add", "role.add", "group.add", "account.authorise"]
    with offices.record.units.raw("keeper") as connection:
        c = Credential.__table__.c  # type: ignore[attr-defined]
        kept = connection.execute(sa.select(c.parameters, c.expires_at).where(c.user_id == shown.user.id)).one()
    assert kept.parameters == CODE
    assert kept.expires_at - offices.record.clock.now() < timedelta(hours=24)


def test_the_log_of_a_request_holds_ids_and_no_name(offices: Offices, north: Actor) -> None:
    desk(offices, north).authorise(offices.ask())
    with offices.record.units.raw("keeper") as connection:
        rows = [str(row) for row in connection.execute(sa.text("SELECT * FROM audit_event"))]
    assert rows
    assert not any("dale" in row.casefold() or "robin" in row.casefold() for row in rows)


def test_another_areas_authoriser_neither_sees_nor_answers_a_request(offices: Offices) -> None:
    name = offices.ask()
    south = offices.user("c.south", Role.AUTHORISER, agency="SPROB")
    assert desk(offices, south).list() == ()
    with pytest.raises(Refused, match="another area"):
        desk(offices, south).authorise(name)
    with pytest.raises(Refused, match="another area"):
        desk(offices, south).refuse(name, reason="no")
    both = offices.user("c.both", Role.AUTHORISER, agency="SPROB", areas=("EW",))
    assert len(desk(offices, both).list()) == 1
    assert desk(offices, both).authorise(name, dry_run=True) is None


def test_a_request_for_a_court_of_another_area_is_that_areas_too(offices: Offices) -> None:
    name = offices.ask(agency="SPROB")
    south = offices.user("c.south", Role.AUTHORISER, agency="SPROB")
    with pytest.raises(Refused, match="another area"):
        desk(offices, south).authorise(name)


@pytest.mark.parametrize("role", [Role.CLERK, Role.SHARING_LEAD, Role.AUDITOR, Role.PROBATION_MANAGER])
def test_nobody_else_reads_requests(offices: Offices, role: Role) -> None:
    name = offices.ask()
    other = offices.user("other", role)
    with pytest.raises(Refused, match="authoriser"):
        desk(offices, other).list()
    with pytest.raises(Refused, match="authoriser"):
        desk(offices, other).authorise(name)


def test_an_administrator_reads_every_request_and_answers_none(offices: Offices) -> None:
    name = offices.ask()
    admin = offices.user("p.hale", Role.ADMINISTRATOR)
    (seen,) = desk(offices, admin).list()
    assert "authoriser" in seen.why_not
    with pytest.raises(Refused, match="authoriser of the area"):
        desk(offices, admin).authorise(name)


def test_nobody_answers_his_own_request(offices: Offices, north: Actor) -> None:
    name = offices.ask("another.name", by=north)
    assert "own" in desk(offices, north).list()[0].why_not
    with pytest.raises(Refused, match="own"):
        desk(offices, north).authorise(name)


def test_a_request_is_answered_once(offices: Offices, north: Actor) -> None:
    name = offices.ask()
    desk(offices, north).refuse(name, reason="Not of our team")
    with pytest.raises(Refused, match="refused already"):
        desk(offices, north).authorise(name)
    (answered,) = desk(offices, north).list(everything=True)
    assert (answered.answer, answered.why_not) == ("Not of our team", "It is refused already.")
    assert offices.deeds()[-1] == "account.refuse"


def test_an_answer_that_came_in_this_very_moment_is_not_answered_over(
    offices: Offices, north: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = offices.ask()
    make = keeping.make_account

    def and_somebody_refuses(connection: Connection, **values: object) -> None:
        make(connection, **values)
        asked: sa.Table = AccountRequest.__table__  # type: ignore[attr-defined]
        connection.execute(sa.update(asked).values(state=AskedState.REFUSED, decided_by_id=north.user_id))

    monkeypatch.setattr(keeping, "make_account", and_somebody_refuses)
    with pytest.raises(Conflict, match="in this moment"):
        desk(offices, north).authorise(name)
    with offices.record.units.read(north) as unit:
        accounts = unit.session.scalars(sa.select(UserAccount)).all()
    assert name not in {one.user_name for one in accounts}
    (waiting,) = desk(offices, north).list()
    assert waiting.user_name


def test_what_a_code_is_for_is_told_and_a_judge_hears_of_the_key() -> None:
    assert len(notes_for(frozenset({Role.CLERK}))) == 1
    assert "personal notes" in notes_for(frozenset({Role.JUDGE}))[1]


def test_a_refusal_says_why(offices: Offices, north: Actor) -> None:
    name = offices.ask()
    with pytest.raises(BadInput, match="why"):
        desk(offices, north).refuse(name, reason=" ")
    desk(offices, north).refuse(name, reason="x", dry_run=True)
    assert len(desk(offices, north).list()) == 1


def test_a_name_that_is_taken_wants_another_and_is_not_told_to_the_applicant(offices: Offices, north: Actor) -> None:
    name = offices.ask("c.north", display_name="Cleo Other")
    with pytest.raises(Refused, match="own"):
        desk(offices, north).authorise(name)
    offices.user("r.dale", Role.CLERK)
    again = offices.ask("r.dale")
    with pytest.raises(Conflict, match="already"):
        desk(offices, north).authorise(again)
    code = desk(offices, north).authorise(again, user_name="Robin.Dale")
    assert code is not None
    assert code.user_name == "robin.dale"


def test_a_request_is_found_by_reference_or_user_name(offices: Offices, north: Actor) -> None:
    name = offices.ask()
    assert desk(offices, north).authorise(name.lower(), dry_run=True) is None
    assert desk(offices, north).authorise("r.dale", dry_run=True) is None
    offices.ask()
    with pytest.raises(NotFound):
        desk(offices, north).authorise("r.dale", dry_run=True)
    with pytest.raises(NotFound):
        desk(offices, north).authorise("A-NOTHERE")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"display_name": " "}, "your name"),
        ({"contact": ""}, "how to reach"),
        *(
            ({"contact": said}, "e-mail address, or a telephone")
            for said in ("1", "me", "r.dale@", "a b@c.uk", "12345")
        ),
        *(({"reason": said}, "in a few words") for said in ("New", "x y", "Replacement")),
        ({"reason": "x" * 301}, "300"),
        ({"roles": frozenset()}, "which role"),
        ({"roles": frozenset({Role.ADMINISTRATOR})}, "administrator only"),
        ({"roles": frozenset({Role.YOUTH})}, "only adds"),
        ({"user_name": "a b"}, "user name"),
    ],
)
def test_what_is_missing_or_not_to_be_asked_for_is_said_before_anything_is_written(
    offices: Offices, more: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        offices.ask(**more)  # type: ignore[arg-type]
    assert offices.deeds() == []


@pytest.mark.parametrize(
    "said", ["r.dale@probation.example.gov.uk", "01234 555 010", "+44 (0)1234 555010", "01234-555010 ext. 12", "555010"]
)
def test_an_address_and_a_telephone_number_in_any_usual_form_are_taken(offices: Offices, said: str) -> None:
    assert offices.ask(contact=said).startswith("A-")


@pytest.mark.parametrize("more", [{"agency": "NONE"}, {"courts": ("B99ZZ",)}, {"area": "Q"}])
def test_a_place_that_is_not_there_is_named(offices: Offices, more: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        offices.ask(**more)  # type: ignore[arg-type]


def test_an_area_that_was_asked_for_becomes_the_users(offices: Offices, north: Actor) -> None:
    desk(offices, north).authorise(offices.ask(area="n"))
    shown = UsersService(offices.record.units, north).show("r.dale")
    assert shown.areas == ("N",)


def test_a_terminal_cannot_fill_the_database_with_requests(offices: Offices) -> None:
    for number in range(MOST_FROM_HERE):
        offices.ask(f"user{number}")
    with pytest.raises(TryLater, match="waiting"):
        offices.ask("one.more")


def test_checking_writes_nothing(offices: Offices) -> None:
    new = NewRequest(
        "R.Dale", "Robin Dale", "nprob", frozenset({Role.PROBATION_OFFICER}), contact="x@y.uk", reason="New here"
    )
    whole = AskingService(offices.record.units, "t").check(new)
    assert (whole.user_name, whole.agency) == ("r.dale", "NPROB")
    assert offices.deeds() == []


def test_a_reference_is_short_and_of_the_random_part_of_the_key() -> None:
    one, other = AccountRequest.__table__.c.id.default.arg(None), AccountRequest.__table__.c.id.default.arg(None)  # type: ignore[attr-defined]
    assert reference(one) != reference(other)
    assert len(reference(one)) == 10


def test_the_last_day_is_whole_by_the_courts_clock_and_two_years_away_at_most(offices: Offices) -> None:
    now = offices.record.clock.now()
    today = offices.record.clock.today()
    assert last_moment(date(today.year, today.month, today.day), now) > now
    for wrong in (today - timedelta(days=1), today + timedelta(days=1000)):
        with pytest.raises(BadInput):
            last_moment(wrong, now)
