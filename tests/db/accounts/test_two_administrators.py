"""Two administrators on one account: different fields are both kept, one field is chosen, and no change is lost."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from db.accounts.changing import ChangingService
from db.accounts.users import UsersService
from db.cards.accounts import AccountCard, Change
from db.tables.users import UserAccount
from db.words.actor import Actor, Role
from db.words.errors import Conflict
from tests.support.offices import Offices
from tests.support.record import Record

WRITERS, TURNS = 4, 5


@pytest.fixture
def offices(record: Record) -> Offices:
    """Areas, agencies, a court, and a clerk to look after."""
    made = Offices(record)
    made.user("j.moss", Role.CLERK)
    return made


def administrator(offices: Offices, name: str) -> tuple[Actor, ChangingService]:
    actor = offices.user(name, Role.ADMINISTRATOR)
    return actor, ChangingService(offices.record.units, actor)


def card(offices: Offices, actor: Actor) -> AccountCard:
    return UsersService(offices.record.units, actor).show("j.moss")


def as_seen(found: AccountCard) -> Change:
    return Change(
        roles=frozenset(map(Role, found.user.roles)), courts=found.user.courts, areas=found.areas,
        networks=found.networks, team=found.team,
    )  # fmt: skip


def test_changes_of_different_fields_are_both_kept(offices: Offices) -> None:
    one, first = administrator(offices, "a.one")
    _, second = administrator(offices, "b.two")
    seen = as_seen(card(offices, one))
    first.change("j.moss", Change(team="north"), seen=seen)
    second.change("j.moss", Change(networks=("gsi",)), seen=seen)
    found = card(offices, one)
    assert (found.team, found.networks) == ("north", ("gsi",))


def test_the_second_change_of_a_field_is_shown_the_first_and_nothing_is_saved(offices: Offices) -> None:
    one, first = administrator(offices, "a.one")
    _, second = administrator(offices, "b.two")
    seen = as_seen(card(offices, one))
    first.change("j.moss", Change(team="north"), seen=seen)
    for dry_run in (True, False):
        with pytest.raises(Conflict, match="changed since you opened it: team") as met:
            second.change("j.moss", Change(team="south"), seen=seen, dry_run=dry_run)
        assert met.value.theirs == (("team", "north"),)
        assert met.value.theirs_by.startswith("A.One")
    assert card(offices, one).team == "north"
    second.change("j.moss", Change(team="south"), seen=replace(seen, team="north"))
    assert card(offices, one).team == "south"


def test_what_both_want_alike_is_no_conflict(offices: Offices) -> None:
    one, first = administrator(offices, "a.one")
    _, second = administrator(offices, "b.two")
    seen = as_seen(card(offices, one))
    first.change("j.moss", Change(team="north"), seen=seen)
    second.change("j.moss", Change(team="north", networks=("gsi",)), seen=seen)
    assert card(offices, one).networks == ("gsi",)


def test_of_many_writers_no_acknowledged_change_is_lost(offices: Offices) -> None:
    """Each change that was saved stood on what its writer had seen: saved changes form one chain."""
    people = [administrator(offices, f"admin{number}") for number in range(WRITERS)]
    saved: list[tuple[str, str]] = []
    met, lock = [0], threading.Lock()

    def write(number: int) -> None:
        actor, service = people[number]
        for turn in range(TURNS):
            wanted = f"team {number} {turn}"
            while True:
                seen = as_seen(card(offices, actor))
                try:
                    service.change("j.moss", Change(team=wanted), seen=seen)
                except Conflict:
                    met[0] += 1
                    continue
                with lock:
                    saved.append((seen.team or "", wanted))
                break

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = dict(saved)
    assert len(saved) == len(after) == WRITERS * TURNS  # nobody overwrote what somebody else had overwritten
    here, steps = "", 0
    while here in after:
        here, steps = after[here], steps + 1
    assert steps == WRITERS * TURNS
    assert card(offices, people[0][0]).team == here


def test_a_change_that_nobody_decided_is_somebody_elses(offices: Offices) -> None:
    one, first = administrator(offices, "a.one")
    seen = as_seen(card(offices, one))
    with offices.record.units.raw("keeper", writes=True) as connection:
        account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
        connection.execute(sa.update(account).where(account.c.user_name == "j.moss").values(team="south"))
    with pytest.raises(Conflict) as refused:
        first.change("j.moss", Change(team="north"), seen=seen)
    assert (refused.value.theirs, refused.value.theirs_by) == ((("team", "south"),), "somebody else")
