"""Two clerks correct one record of their agency: the second chooses field by field, nothing is thrown away unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.cards.records import NewRecord
from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.access import Category
from screens.frame.place import Place
from tests.support.cases import Cases
from tests.support.record import Record
from tests.support.screen import open_screen, press, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Cases]:
    """The scene of the sharing cases; the drug service knows X."""
    units = Units(make_engine(sqlite_url), Clock())
    made = Cases(Record(units))
    made.owns("DRUG")
    yield made
    units.close()


async def test_the_second_clerk_sees_both_versions_and_chooses(at: Cases, tmp_path: Path) -> None:
    mine = Desk(at.units, at.record.user("mine", at.agency["DRUG"], Role.DRUG_WORKER))
    other = Desk(at.units, at.record.user("other", at.agency["DRUG"], Role.DRUG_WORKER))
    person = at.x.person
    seen = mine.records.add(NewRecord(person, Category.TREATMENT, "began", source="letter"))
    place = Place("write.record", person=person, kind="correct", cursor=str(seen.id))
    async with open_screen(make_screen, tmp=tmp_path, desk=mine, place=place) as pilot:
        await until(pilot, "letter")
        other.records.add(
            NewRecord(person, Category.TREATMENT, "began Monday", source="call", replaces=(seen.id, seen.version))
        )
        screen = pilot.app.screen
        screen.line("summary").text = "began Tuesday"  # type: ignore[attr-defined]
        await press(pilot, "f10")
        shown = await until(pilot, "Left takes yours")
        assert "Saved by Other" in shown
        assert "[x] began Tuesday" in shown
        assert "[ ] began Monday" in shown
        await press(pilot, "down", "right", "enter")
        await until(pilot, "What you chose stands here")
        await press(pilot, "f10")
        await until(pilot, "Saved: ")
    (card,) = mine.records.of(person)
    assert (card.summary, card.source) == ("began Tuesday", "call")
