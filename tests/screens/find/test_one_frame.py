"""A key and its answer are one paint where the search is quick; a slow one holds up no letter and moves no cursor."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from textual.geometry import Size
from textual.pilot import Pilot

from db.cards.asked import PartKind
from db.cards.find import Hit, Page
from screens.find import box as box_module
from screens.find.box import FindScreen
from screens.find.shown import HitRows
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.made_hits import TODAY, MadeHits
from tests.support.screen import open_screen, press, screen_text, settle, type_text, until

PATIENT = 5.0
"""Seconds that a key waits in these tests, so that a busy machine counts as a quick search."""


class Held(MadeHits):
    """Questions of some texts hang until the test lets them go."""

    def __init__(self, *texts: str) -> None:
        super().__init__(hits=3)
        self.gate, self.texts = threading.Event(), texts

    def find(self, text: str, *, limit: int, corrections: Mapping[str, PartKind]) -> Page:
        if text in self.texts:
            self.asked.append(text)
            self.gate.wait(PATIENT)
            return self.make(text)
        return super().find(text, limit=limit, corrections=corrections)


def shown_by(desk: MadeHits) -> Callable[[object, Place], BaseScreen]:
    def make(_: object, place: Place) -> BaseScreen:
        return FindScreen(desk, place)  # type: ignore[arg-type]

    return make


def screen_of(pilot: Pilot[int]) -> FindScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FindScreen)
    return screen


async def test_the_letter_and_its_hits_are_one_paint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box_module, "ONE_FRAME", PATIENT)
    desk = MadeHits()
    async with open_screen(shown_by(desk), tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smi")
        painted: list[str] = []
        monkeypatch.setattr(pilot.app, "post_display_hook", lambda: painted.append(screen_text(pilot.app)))
        await type_text(pilot, "t")
        first = next(shown for shown in painted if "Find: smit" in shown)
        assert "SMITH, Smit 0" in first
        assert "name smit…" in first
        assert "surname begins SMIT;" in first.splitlines()[-3], "the lines below the hits are of the same answer"


async def test_the_screen_is_laid_out_anew_only_when_the_scrollbar_comes_or_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = MadeHits()
    async with open_screen(shown_by(desk), tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "s")
        screen, laid_out = screen_of(pilot), list[object]()
        lay_out = screen._refresh_layout

        def counted(size: Size | None = None, *, scroll: bool = False) -> None:
            laid_out.append(size)
            lay_out(size, scroll)

        monkeypatch.setattr(screen, "_refresh_layout", counted)
        for letter, hits in zip("mit", (38, 30, 17), strict=True):
            desk.hits = hits
            await type_text(pilot, letter)
        assert laid_out == []
        desk.hits = 12
        await type_text(pilot, "h")
        assert laid_out, "names have the room of the scrollbar that is gone"
        laid_out.clear()
        for letter, hits in zip("son", (5, 3, 1), strict=True):
            desk.hits = hits
            await type_text(pilot, letter)
        shown = screen_text(pilot.app)
        assert "SMITH, Smithson 0" in shown
        assert "SMITH, Smithson 1" not in shown
        assert laid_out == []


async def test_a_search_that_takes_long_holds_up_no_letter_and_its_late_answer_moves_no_cursor(tmp_path: Path) -> None:
    desk = Held("smi")
    async with open_screen(shown_by(desk), tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "sm")
        await pilot.press("i")
        shown = await until(pilot, "Find: smi")
        assert "SMITH, Sm 0" in shown, "what was found before stays until the answer is here"
        await pilot.press("t")
        await until(pilot, "SMITH, Smit 0")
        await press(pilot, "down", "down", "down")
        before = screen_of(pilot).table.cursor_key
        desk.gate.set()
        await settle(pilot)
        assert "SMITH, Smit 0" in screen_text(pilot.app)
        assert screen_of(pilot).table.cursor_key == before


async def test_a_question_that_a_newer_one_overtook_before_it_was_begun_is_never_asked(tmp_path: Path) -> None:
    held = ("s", "sm", "smi", "smit")
    desk = Held(*held)
    async with open_screen(shown_by(desk), tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await pilot.press(*"smith", *"son")
        assert desk.asked == list(held), "as many as there are threads"
        desk.gate.set()
        await until(pilot, "SMITH, Smithson 0")
        assert desk.asked == [*held, "smithson"]


async def test_after_a_slow_answer_no_key_waits_until_one_is_quick_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box_module, "ONE_FRAME", 0.5)
    desk = MadeHits(pause=0.6)
    async with open_screen(shown_by(desk), tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "s")
        await until(pilot, "SMITH, S 0")
        painted: list[str] = []
        monkeypatch.setattr(pilot.app, "post_display_hook", lambda: painted.append(screen_text(pilot.app)))
        desk.pause = 0.1
        await type_text(pilot, "m")
        await until(pilot, "SMITH, Sm 0")
        first = next(shown for shown in painted if "Find: sm" in shown)
        assert "SMITH, Sm 0" not in first, "the letter was there before its answer"
        painted.clear()
        desk.pause = 0.0
        await type_text(pilot, "i")
        first = next(shown for shown in painted if "Find: smi" in shown)
        assert "SMITH, Smi 0" in first


async def test_only_hits_that_are_painted_are_put_into_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[HitRows] = []

    def remembered(hits: Sequence[Hit], today: date) -> HitRows:
        made.append(HitRows(hits, today))
        return made[-1]

    monkeypatch.setattr(box_module, "HitRows", remembered)
    desk = MadeHits(hits=200)
    async with open_screen(shown_by(desk), tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smi")
        assert screen_text(pilot.app).count("SMITH, Smi ") > 10
        assert len(made[-1]) == 200
        assert len(made[-1]._made) < 24


def test_rows_of_hits_are_a_sequence_like_any_other() -> None:
    hits = MadeHits(hits=5).make("smith").hits
    rows = HitRows(hits, TODAY)
    assert [row.key for row in rows] == [hit.key for hit in hits]
    assert [row.key for row in rows[1:3]] == [hit.key for hit in hits[1:3]]
    assert rows[-1].key == hits[-1].key
    assert rows[0] is rows[0], "put into words once"
