"""F9 a: the auditor's log is asked about somebody and about days; acts come, and the asking is on record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.desk import Desk
from db.store.engine import make_engine
from db.tables.people import Person
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from screens.frame.place import Place
from tests.support.file_record import Scene, scene
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Scene]:
    """A court, its clerk who has opened the file of SMITH, John."""
    units = Units(make_engine(sqlite_url), Clock())
    here = scene(Record(units))
    here.desk.file.open(here.person.person)
    yield here
    units.close()


@pytest.fixture
def auditor(at: Scene) -> Actor:
    """The auditor."""
    return at.record.user("m.ito", at.record.agency("AUDIT"), Role.AUDITOR)


def read(at: Scene) -> list[str]:
    """What the log says of those who read it."""
    with at.record.units.raw("keeper") as connection:
        wanted = sa.select(EVENT.c.action).where(EVENT.c.action.in_(["audit.read", "audit.refused"]))
        return list(connection.scalars(wanted))


def reference(at: Scene) -> str:
    with at.record.units.raw("keeper") as connection:
        wanted = sa.select(PERSON.c.public_ref).where(PERSON.c.id == at.person.person)
        return str(connection.execute(wanted).scalar())


async def test_the_auditor_goes_there_by_f9_a_and_reads_acts_never_the_record(
    at: Scene, auditor: Actor, tmp_path: Path
) -> None:
    desk, ref = Desk(at.record.units, auditor), reference(at)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("start.more")) as pilot:
        await until(pilot, "The log")
        await press(pilot, "a")
        await until(pilot, "Nothing is asked yet.")
        assert read(at) == []
        await press(pilot, "tab")
        await type_text(pilot, ref)
        await press(pilot, "enter")
        await type_text(pilot, "-7")
        await press(pilot, "enter", "enter")
        shown = await until(pilot, "opened the file")
        assert at.desk.actor.user_name in shown
        assert "person" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        assert not any(word in shown for word in ("SMITH", "John", "1980"))
        assert f"person{at.person.person}" in "".join(shown.split())
        assert read(at) == ["audit.read"]
        await press(pilot, "escape")
        await until(pilot, "Emergency access")


async def test_a_question_without_a_name_or_a_first_day_reads_nothing(
    at: Scene, auditor: Actor, tmp_path: Path
) -> None:
    desk = Desk(at.record.units, auditor)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("review.log")) as pilot:
        await until(pilot, "Nothing is asked yet.")
        await press(pilot, "tab", "tab", "tab", "enter")
        await until(pilot, "asked about a user or a person")
        await press(pilot, "escape")
        await type_text(pilot, at.desk.actor.user_name)
        await press(pilot, "enter", "enter", "enter", "enter")
        await until(pilot, "asked from a day on")
        await press(pilot, "escape")
        await type_text(pilot, "soon")
        await press(pilot, "enter", "enter")
        shown = await until(pilot, "Nothing is asked yet.")
        assert "opened the file" not in shown
        assert read(at) == []
        await press(pilot, "escape", *("backspace",) * 4)
        await type_text(pilot, "today")
        await press(pilot, "enter", "enter")
        assert "opened the file" in await until(pilot, "opened the file")
        assert read(at) == ["audit.read"]
        await press(pilot, "tab", "tab")
        assert "opened the file" in screen_text(pilot.app)


async def test_an_unknown_user_is_told_and_nobody_about_whom_nothing_is_known(
    at: Scene, auditor: Actor, tmp_path: Path
) -> None:
    at.record.user("quiet", at.record.agency("FAR"), Role.CLERK)
    desk = Desk(at.record.units, auditor)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("review.log")) as pilot:
        await type_text(pilot, "nobody")
        await press(pilot, "tab", "tab")
        await type_text(pilot, "today")
        await press(pilot, "enter", "enter")
        await until(pilot, "There is no user 'nobody'")
        await press(pilot, "escape", "shift+tab", "shift+tab", "shift+tab", *("backspace",) * 6)
        await type_text(pilot, "quiet")
        await press(pilot, "enter", "enter", "enter", "enter")
        await until(pilot, "No act is on record.")


async def test_it_is_for_auditors_and_others_who_come_there_are_refused_on_record(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=Place("start.more")) as pilot:
        await until(pilot, "The log")
        await press(pilot, "a")
        await until(pilot, "It is for auditor.")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=Place("review.log")) as pilot:
        await type_text(pilot, at.desk.actor.user_name)
        await press(pilot, "tab", "tab")
        await type_text(pilot, "today")
        await press(pilot, "enter", "enter")
        shown = await until(pilot, "Only an auditor reads the log.")
        assert "opened the file" not in shown
    assert read(at) == ["audit.refused"]
