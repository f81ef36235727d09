"""By keys alone: a judge chooses a note and a judge, types y; the other judge's bench page has that one note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.accounts.judges import settle
from db.desk import Desk
from db.words.actor import Actor, Role
from db.words.families.notes import NoteKind
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.note_stand import HALF, HOSTILE, Stand, draft
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen


@dataclass
class Bench:
    """Two judges with their keys."""

    stand: Stand
    other: Actor
    keys: dict[Actor, JudgeKey]

    def desk(self, actor: Actor) -> Desk:
        stand = self.stand
        return Desk(stand.record.units, actor, judge_key=self.keys.get(actor), drafts=stand.folder / "drafts")

    def write(self, text: str) -> None:
        self.desk(self.stand.judge).notes.save(replace(draft(self.stand, text), note_kind=NoteKind.JUDGE_PERSONAL))

    def marks(self, actor: Actor) -> list[tuple[str, str]]:
        return [(one.body, one.mark) for one in self.desk(actor).notes.of_person(self.stand.known.person)]


@pytest.fixture
def bench(stand: Stand) -> Bench:
    other = stand.record.user("other", stand.judge.agency_id, Role.JUDGE, courts=stand.judge.courts)
    keys = {}
    for judge in (stand.judge, other):
        public, wrapped = make_judge_keys(HALF, judge.user_id)
        keys[judge] = unwrap(wrapped, HALF, judge.user_id, public=public)
        settle(stand.record.units, judge, keys[judge])
    return Bench(stand, other, keys)


def at(bench: Bench, screen: str) -> Place:
    return Place(screen, person=bench.stand.known.person)


async def test_one_of_two_notes_is_handed_over_seen_there_and_taken_back(bench: Bench, tmp_path: Path) -> None:
    bench.write("First remark")
    bench.write(f"Second {HOSTILE} remark")
    a, b = bench.stand.judge, bench.other
    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(a), place=at(bench, "file.bench")) as pilot:
        shown = await until(pilot, "only you: First remark")
        assert "only you: Second" in shown
        await press(pilot, "g")
        await until(pilot, "Which of your notes?")
        await press(pilot, "down", "enter")
        shown = await until(pilot, "Your note of")
        assert "First remark" in shown
        assert "Other" in shown
        await press(pilot, "enter")
        assert "Hand this one note over to Other" in await until(pilot, "read it from then on?")
        assert bench.marks(b) == []
        await press(pilot, "y")
        await until(pilot, "Handed over to Other.")
        assert "since" in await until(pilot, "since")
        assert [mark for _, mark in bench.marks(b)] == ["from Judge"]
        await press(pilot, "escape")
        await until(pilot, "Bench >")
    assert [mark for _, mark in bench.marks(a)] == ["only you", "you and Other"]

    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(b), place=at(bench, "file.bench")) as pilot:
        shown = await until(pilot, "from Judge: First remark")
        assert "Second" not in shown
        await press(pilot, "g")
        await until(pilot, "You wrote no personal note about this person.")

    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(a), place=at(bench, "write.hand_over")) as pilot:
        await until(pilot, "Which of your notes?")
        await press(pilot, "down", "enter")
        await until(pilot, "since")
        await press(pilot, "enter")
        await until(pilot, "What was read stays read")
        await press(pilot, "y")
        await until(pilot, "Taken back from Other.")
    assert bench.marks(b) == []


async def test_anything_but_y_hands_nothing_over(bench: Bench, tmp_path: Path) -> None:
    bench.write("The only remark")
    place = at(bench, "write.hand_over")
    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(bench.stand.judge), place=place) as pilot:
        await until(pilot, "Your note of")
        for key in ("enter", "n", "escape"):
            await press(pilot, "enter")
            await until(pilot, "read it from then on?")
            await press(pilot, key)
    assert bench.marks(bench.other) == []


async def test_a_name_is_found_by_a_part_of_it(bench: Bench, tmp_path: Path) -> None:
    bench.write("The only remark")
    place = at(bench, "write.hand_over")
    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(bench.stand.judge), place=place) as pilot:
        await until(pilot, "Your note of")
        await press(pilot, "f")
        await type_text(pilot, "zz")
        await until(pilot, "No other judge has a key")
        await press(pilot, "escape")
        await until(pilot, "Other")
        assert all(len(line) <= 80 for line in screen_text(pilot.app).splitlines())


async def test_who_is_no_judge_has_nothing_to_hand_over(bench: Bench, tmp_path: Path) -> None:
    place = at(bench, "file.bench")
    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(bench.stand.clerk), place=place) as pilot:
        await until(pilot, "Yours")
        await press(pilot, "g")
        await until(pilot, "Only a judge has personal notes to hand over.")
        assert isinstance(pilot.app.screen, BaseScreen)
        assert pilot.app.screen.PLACE == "file.bench"


async def test_the_note_under_the_cursor_of_the_file_is_the_one(bench: Bench, tmp_path: Path) -> None:
    bench.write("First remark")
    bench.write("Second remark")
    place = at(bench, "file.person")
    async with open_screen(make_screen, tmp=tmp_path, desk=bench.desk(bench.stand.judge), place=place) as pilot:
        await until(pilot, "judge's personal, only you")
        await press(pilot, "6", "down", "g")
        shown = await until(pilot, "Your note of")
        assert "Second remark" in shown
        assert "First remark" not in shown
