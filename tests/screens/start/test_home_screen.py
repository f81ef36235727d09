"""Home by role on the real record: the list, news, notes or the installation; Enter opens, keys are about the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.accounts.asking import AskingService
from db.accounts.credentials import SYSTEM_USER, no_proof
from db.cards.accounts import NewRequest
from db.desk import Desk
from db.tables.hearings import Follow
from db.tables.users import UserAccount
from db.words.actor import Role
from db.words.families.places import AgencyKind, UserState
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.start.home import HomeScreen, last_time
from tests.support.court_day import Court
from tests.support.screen import open_screen, press, screen_text, until


class Elsewhere(BaseScreen):
    """Any place that home leads to; its breadcrumb names it."""

    @property
    def title_words(self) -> str:
        return f"went to {self.place.screen} {self.place.person is not None}"


def _make(desk: object, place: Place) -> BaseScreen:
    if place.screen != "start.home":
        return Elsewhere(place)
    assert isinstance(desk, Desk)
    return HomeScreen(desk, place)


async def test_a_clerk_sees_the_list_and_enter_opens_the_file(court: Court, tmp_path: Path) -> None:
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        shown = await until(pilot, "SMITH, John")
        assert "Northtown" in shown
        assert "Nothing that you follow has changed." in shown
        await press(pilot, "enter")
        await until(pilot, "went to file.person True")


async def test_what_steers_a_terminal_is_shown_as_dots(court: Court, tmp_path: Path) -> None:
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        shown = await until(pilot, "LEE [/B]")
        assert "De·clan" in shown


async def test_f6_is_about_the_person_under_the_cursor(court: Court, tmp_path: Path) -> None:
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "f6")
        await until(pilot, "went to write.note True")


async def test_a_judge_reads_whose_notes_they_wrote(court: Court, tmp_path: Path) -> None:
    judge = court.record.user("h.farrow", court.agency, Role.JUDGE, courts=[court.id])
    async with open_screen(
        _make, tmp=tmp_path, desk=Desk(court.record.units, judge), place=Place("start.home")
    ) as pilot:
        shown = await until(pilot, "My notes")
        assert "You have written no notes yet." in shown
        assert "SMITH, John" in shown


async def test_an_agency_sees_its_own_people_listed_today(court: Court, tmp_path: Path) -> None:
    record = court.record
    probation = record.agency("PROB", AgencyKind.PROBATION)
    ours = record.person(probation, "WAINWRIGHT", "Ada")
    record.listing(ours, record.case(ours, court.id), court.id, sequence=4)
    worker = record.user("b.lund", probation, Role.PROBATION_OFFICER)
    async with open_screen(_make, tmp=tmp_path, desk=Desk(record.units, worker), place=Place("start.home")) as pilot:
        shown = await until(pilot, "WAINWRIGHT, Ada")
        assert "Our people listed on" in shown
        assert "(1 of 1)" in shown
        assert "SMITH" not in shown


async def test_an_agency_whose_people_are_not_listed_is_told_so(court: Court, tmp_path: Path) -> None:
    """That the court's own agency owns what its feeds bring makes nobody of it relevant without a posting (R1)."""
    for agency in (court.record.agency("PROB", AgencyKind.PROBATION), court.agency):
        worker = court.record.user(f"worker-{agency}", agency, Role.PROBATION_OFFICER)
        desk = Desk(court.record.units, worker)
        async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
            await until(pilot, "Nobody who concerns you or your agency is listed today.")
            assert "SMITH" not in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.ADMINISTRATOR, ("Accounts", "Account requests (0)", "0 to review", "Courts", "Feeds", "Upkeep")),
        (Role.AUTHORISER, ("Account requests (0)", "Nobody waits for an account.", "All users")),
        (Role.AUDITOR, ("The log", "tracker audit verify")),
        (Role.TRAINER, ("Teaching", "tracker demo --reset")),
        (Role.BOARD_ANALYST, ("Your role reads no files",)),
    ],
)
async def test_roles_without_case_data_have_a_home_without_names(
    court: Court, tmp_path: Path, role: Role, words: tuple[str, ...]
) -> None:
    desk = Desk(court.record.units, court.record.user("other", court.agency, role))
    async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        shown = await until(pilot, words[0])
        assert all(word in shown for word in words)
        assert "SMITH" not in shown
        assert "(F2 List)" in shown
        await press(pilot, "f3")
        await until(pilot, "Your role reads no files and keeps no lists.")


async def test_a_request_for_an_account_stands_at_the_authorisers_home(court: Court, tmp_path: Path) -> None:
    own = UserAccount(
        user_name=SYSTEM_USER,
        display_name="Own",
        agency_id=court.agency,
        state=UserState.CLOSED,
        created_at=court.record.clock.now(),
    )
    court.record.put(own, no_proof(own.id))
    new = NewRequest(
        "r.dale", "Robin Dale", "HMCTS", frozenset({Role.CLERK}), contact="01234 555 010", reason="New here"
    )
    AskingService(court.record.units, "front-desk").ask(new)
    lead = court.record.user("c.north", court.agency, Role.AUTHORISER, Role.CLERK, courts=[court.id])
    desk = Desk(court.record.units, lead)
    async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        shown = await until(pilot, "Account requests (1)")
        assert "Robin Dale, clerk of HMCTS" in shown
        assert "SMITH, John" in shown
        await press(pilot, "enter")
        await until(pilot, "went to admin.requests False")


async def test_news_of_a_followed_person_stands_at_home(court: Court, tmp_path: Path) -> None:
    known, tried, _ = court.put("WAINWRIGHT", "Ada", number=3)
    now = court.record.clock.now()
    follow = Follow(user_id=court.clerk.user_id, person_id=known.person, since=now, looked_at=now)
    court.record.put(follow)
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(_make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        await until(pilot, "Changed since you looked (0)")
        court.record.listing(known, tried, court.id, day=date(2030, 1, 2))
        pilot.app.screen.query_one("#home")
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        screen.records_changed(frozenset({"listing"}))
        await until(pilot, "Changed since you looked (1)")


def test_the_last_sign_in_and_wrong_passwords_are_told_once() -> None:
    from datetime import UTC, datetime

    moment = datetime(2025, 7, 3, 8, 12, tzinfo=UTC)
    assert last_time(moment, 0) == "You were last here on 3 Jul 2025 at 09:12."
    assert last_time(moment, 2).endswith("; 2 wrong passwords since.")
    assert last_time(None, 0) == ""
