"""Two hits marked by Space stand side by side; `m` proposes them as the same person, `u` takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.matching import ProposalState
from screens.find.box import FindScreen
from screens.frame.place import Place
from screens.parts.compare import Difference, same_sign
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, settle, type_text, until


@dataclass(frozen=True)
class Namesakes:
    units: Units
    clerk: Actor
    usher: Actor

    def desk(self, actor: Actor | None = None) -> Desk:
        return Desk(self.units, actor or self.clerk)


@pytest.fixture
def two(sqlite_url: str) -> Iterator[Namesakes]:
    """Two of one name, born on different days."""
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    record.seen_at(
        record.person(agency, "Smith", "John", born=date(1980, 3, 12), sex="M", aliases=[("Lee", "Jack")]), court
    )
    record.seen_at(record.person(agency, "Smith", "John", born=date(1981, 3, 12), sex="M"), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    usher = record.user("usher", agency, Role.USHER, courts=[court])
    yield Namesakes(units, clerk, usher)
    units.close()


def screen_of(pilot: Pilot[int]) -> FindScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FindScreen)
    return screen


async def side_by_side(pilot: Pilot[int]) -> str:
    """Both marked from the box by keys alone."""
    await type_text(pilot, "john smith")
    await until(pilot, "12 Mar 1981")
    await press(pilot, "down", "space")
    assert "Marked. Space on another one" in screen_text(pilot.app)
    await press(pilot, "down", "space")
    return await until(pilot, "LEE, Jack")


async def test_two_marked_stand_side_by_side_with_a_sign_for_what_is_the_same(two: Namesakes, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=two.desk(), place=Place("find.box")) as pilot:
        shown = await side_by_side(pilot)
        assert "= Name" in shown
        assert "= Sex" in shown
        assert "/ Born" in shown
        assert "  Other names" in shown, "known on one side only is neither same nor different"
        assert "m proposes them" in shown
        await press(pilot, "escape")
        assert screen_of(pilot).focused is screen_of(pilot).table
        assert screen_of(pilot).table.marked == set()
        assert "12 Mar 1981" in screen_text(pilot.app)


async def test_m_wants_a_reason_and_a_typed_y_and_u_takes_it_back(two: Namesakes, tmp_path: Path) -> None:
    desk = two.desk()
    async with open_screen(FindScreen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await side_by_side(pilot)
        await press(pilot, "m")
        await settle(pilot)
        await press(pilot, "enter")
        await until(pilot, "Say in a few words why")
        await type_text(pilot, "same photo")
        await press(pilot, "enter")
        await until(pilot, "as the same person?")
        await press(pilot, "enter")
        await until(pilot, "Nothing was done.")
        assert desk.proposals.mine() == ()
        await press(pilot, "enter", "y")
        await until(pilot, "Proposed; it waits for its review.")
        (made,) = desk.proposals.mine()
        assert (made.reason, made.state) == ("same photo", ProposalState.OPEN)
        await press(pilot, "u", "y")
        await until(pilot, "Taken back")
        assert [one.state for one in desk.proposals.mine()] == [ProposalState.TAKEN_BACK]


async def test_escape_leaves_the_reason_before_the_comparison(two: Namesakes, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=two.desk(), place=Place("find.box")) as pilot:
        await side_by_side(pilot)
        await press(pilot, "m")
        await settle(pilot)
        await press(pilot, "escape")
        assert "/ Born" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "/ Born" not in screen_text(pilot.app)


async def test_who_only_reads_is_refused_in_words(two: Namesakes, tmp_path: Path) -> None:
    desk = two.desk(two.usher)
    async with open_screen(FindScreen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await side_by_side(pilot)
        await press(pilot, "m")
        await settle(pilot)
        await type_text(pilot, "same photo")
        await press(pilot, "enter", "y")
        await until(pilot, "your role reads only")
        assert desk.proposals.mine() == ()


async def test_m_without_two_marked_says_what_to_do(two: Namesakes, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=two.desk(), place=Place("find.box")) as pilot:
        await type_text(pilot, "john smith")
        await until(pilot, "12 Mar 1981")
        await press(pilot, "down", "m")
        await until(pilot, "Mark two people with Space first")


@pytest.mark.parametrize(
    ("mine", "theirs", "sign"), [("Müller", "muller", "="), ("1980", "1981", "/"), ("", "1981", " "), ("", "", " ")]
)
def test_a_sign_says_whether_both_are_the_same(mine: str, theirs: str, sign: str) -> None:
    assert same_sign(Difference("field", mine, theirs)) == sign
