"""Emergency access by keys: from a find without hits to the page, its banner, its end, and the reviewer's queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.desk import Desk
from db.store.engine import make_engine
from db.tables.care import Marker
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.court import MarkerKind
from screens.frame.place import Place
from tests.support.cases import Cases
from tests.support.machine import slack
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
WHY = "brought in on a warrant at night"
BANNER = "EMERGENCY ACCESS  15 min left"


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Cases]:
    """The scene of the sharing cases, with somebody of no relevance to court M."""
    units = Units(make_engine(sqlite_url), Clock())
    made = Cases(Record(units))
    night = made.record.person(made.agency["POL"], "NOCTURNE", "Ned", born=date(1985, 7, 4))
    made.fact(Marker, known=night, kind=MarkerKind.VIOLENCE, text="Bites")
    yield made
    units.close()


def desk(at: Cases, name: str) -> Desk:
    """A user's desk."""
    return Desk(at.units, at.user[name])


async def test_S29_a_find_without_hits_leads_to_the_page_under_its_banner(at: Cases, tmp_path: Path) -> None:
    place = Place("find.box")
    async with open_screen(
        make_screen, tmp=tmp_path, desk=desk(at, "clerk m"), place=place, clock=at.record.clock
    ) as pilot:
        await type_text(pilot, "nocturne, ned 4/7/1985")
        await until(pilot, "! asks for emergency access")
        await press(pilot, "down", "exclamation_mark")
        shown = await until(pilot, "Why, in 10 to 250 characters")
        assert "nocturne, ned 4/7/1985" in shown
        await type_text(pilot, "short")
        await press(pilot, "enter")
        assert "it wants 10 to 250" in await until(pilot, "has 5 characters")
        await press(pilot, "escape")
        await type_text(pilot, " " + WHY)
        await press(pilot, "enter")
        await until(pilot, "It is told and reviewed.")
        await press(pilot, "enter")
        assert "Nothing was done." in screen_text(pilot.app)
        await press(pilot, "enter", "y")
        shown = await until(pilot, "Bites")
        assert BANNER in await until(pilot, BANNER)
        assert "NOCTURNE, Ned" in shown.splitlines()[0]
        assert all(len(line) <= 80 for line in shown.splitlines())
        await press(pilot, "f6")
        assert "reads only" in await until(pilot, "reads only")


async def test_within_two_seconds_of_its_end_nothing_of_the_person_is_on_the_screen(at: Cases, tmp_path: Path) -> None:
    clerk = desk(at, "clerk m")
    opened = clerk.emergency.open("NOCTURNE, Ned 4/7/1985", WHY)
    place = Place("start.home")
    async with open_screen(make_screen, tmp=tmp_path, desk=clerk, place=place, clock=at.record.clock) as pilot:
        from screens.frame.messages import EmergencyChanged, PersonOpened

        pilot.app.post_message(EmergencyChanged(opened))
        await until(pilot, "Bites")
        pilot.app.post_message(PersonOpened(opened.person_id))
        await until(pilot, "2 Cases")
        await until(pilot, BANNER)
        at.record.clock.shift += timedelta(minutes=14)
        await until(pilot, "EMERGENCY ACCESS  1 min left")
        at.record.clock.shift += timedelta(minutes=1)
        shown = await until(pilot, "Emergency access is over", seconds=2.0 * slack())
        assert "NOCTURNE" not in shown
        assert "EMERGENCY ACCESS" not in shown
        await press(pilot, "minus")
        assert "NOCTURNE" not in screen_text(pilot.app)


async def test_z_closes_it_early(at: Cases, tmp_path: Path) -> None:
    clerk = desk(at, "clerk m")
    opened = clerk.emergency.open("NOCTURNE, Ned 4/7/1985", WHY)
    async with open_screen(
        make_screen, tmp=tmp_path, desk=clerk, place=Place("start.home"), clock=at.record.clock
    ) as pilot:
        from screens.frame.messages import EmergencyChanged

        pilot.app.post_message(EmergencyChanged(opened))
        await until(pilot, "Bites")
        await press(pilot, "z", "y")
        shown = await until(pilot, "Emergency access is over")
        assert "NOCTURNE" not in shown
        assert clerk.emergency.mine() == ()


@pytest.mark.parametrize("screen", ["file.emergency", "file.person"])
async def test_print_and_export_under_emergency_access_are_refused_in_words_and_in_the_log(
    at: Cases, tmp_path: Path, screen: str
) -> None:
    clerk = desk(at, "clerk m")
    opened = clerk.emergency.open("NOCTURNE, Ned 4/7/1985", WHY)
    place = Place(screen, person=opened.person_id)
    async with open_screen(make_screen, tmp=tmp_path, desk=clerk, place=place, clock=at.record.clock) as pilot:
        await until(pilot, "Bites")
        await press(pilot, "p")
        await until(pilot, "nothing of it is printed")
        await press(pilot, "escape", "x")
        if screen == "file.person":
            await until(pilot, "Export as")
            await press(pilot, "c")
        await until(pilot, "nothing of it is printed")
    with at.units.raw("keeper") as connection:
        acts = list(connection.scalars(sa.select(EVENT.c.action).order_by(EVENT.c.number)))
    assert [one for one in acts if one.endswith(".refused")] == ["print.refused", "export.refused"]


async def test_nothing_tells_whether_a_name_was_nearly_right(at: Cases, tmp_path: Path) -> None:
    async with open_screen(
        make_screen, tmp=tmp_path, desk=desk(at, "clerk m"), place=Place("review.open"), clock=at.record.clock
    ) as pilot:
        await type_text(pilot, "NOCTURNE, Ned 5/7/1985")
        await press(pilot, "enter")
        await type_text(pilot, WHY)
        await press(pilot, "enter", "y")
        assert "Bites" not in await until(pilot, "does not name exactly one person")


async def test_the_reviewer_says_whether_it_was_justified(at: Cases, tmp_path: Path) -> None:
    desk(at, "clerk m").emergency.open("NOCTURNE, Ned 4/7/1985", WHY)
    supervisor = Desk(at.units, at.record.user("supervisor", at.agency["HMCTS"], Role.SUPERVISOR))
    async with open_screen(
        make_screen, tmp=tmp_path, desk=supervisor, place=Place("review.emergency"), clock=at.record.clock
    ) as pilot:
        shown = await until(pilot, f"Reason: {WHY}")
        assert "Clerk-M, HMCTS" in shown
        assert "NOCTURNE" not in shown
        await press(pilot, "k")
        await type_text(pilot, "the warrant is on the file")
        await press(pilot, "enter")
        assert "No emergency access waits" in await until(pilot, "Justified: on record.")


async def test_home_tells_a_court_manager_what_waits_for_a_review_and_by_which_key(at: Cases, tmp_path: Path) -> None:
    clerk = desk(at, "clerk m")
    clerk.emergency.open("NOCTURNE, Ned 4/7/1985", WHY)
    manager = at.record.user("manager", at.agency["HMCTS"], Role.COURT_MANAGER)
    place = Place("start.home")
    for reviewer, title in ((manager, "(1): F9 e"), (replace(manager, user_id=clerk.actor.user_id), "(0): F9 e")):
        async with open_screen(
            make_screen, tmp=tmp_path, desk=Desk(at.units, reviewer), place=place, clock=at.record.clock
        ) as pilot:
            shown = await until(pilot, f"Emergency access to review {title}")
            assert ("for another reviewer, by" if reviewer is not manager else "review by") in shown
            assert "NOCTURNE" not in shown


async def test_an_owner_is_told_and_cannot_review(at: Cases, tmp_path: Path) -> None:
    desk(at, "clerk m").emergency.open("NOCTURNE, Ned 4/7/1985", WHY)
    lead = Desk(at.units, at.record.user("lead", at.agency["POL"], Role.SHARING_LEAD))
    async with open_screen(
        make_screen, tmp=tmp_path, desk=lead, place=Place("review.emergency"), clock=at.record.clock
    ) as pilot:
        await until(pilot, f"Reason: {WHY}")
        await press(pilot, "d")
        assert "A supervisor or court manager" in await until(pilot, "Not now")
