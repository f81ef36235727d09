"""Where nobody is found the screen says how the words were understood, which names are near, and what to press."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.find.box import FindScreen
from screens.frame.place import Place
from tests.support.made_hits import MadeHits
from tests.support.screen import open_screen, press, screen_text, type_text

HOSTILE = "LEE\x1b]52;c;aGFjaw==\x07[/b]\u202eEVIL"


def panel_of(shown: str) -> str:
    """What stands in the place of the hits, its lines joined as they are read."""
    return " ".join(line.strip() for line in shown.splitlines()[3:-5])


async def test_it_says_what_was_understood_which_names_are_near_and_the_next_keys(tmp_path: Path) -> None:
    desk = MadeHits(hits=0, nearest=("SHAUGHNESSY", "SHAW"))
    async with open_screen(lambda _, place: FindScreen(desk, place), tmp=tmp_path, place=Place("find.box")) as pilot:  # type: ignore[arg-type]
        await type_text(pilot, "zhornessy 12/3/80 7")
        said = panel_of(screen_text(pilot.app))
        for words in (
            "Nothing found among the people of your courts and your agency.",
            "Understood: name zhornessy…; born Wed 12 Mar 1980.",
            "Not used: 7: too short for a number.",
            "Nearest names: SHAUGHNESSY; SHAW.",
            "^T reads a part of it another way.",
            "Esc goes back to the box",
            "+ there adds a new defendant",
            "a on the hit then adds the name you heard",
            "! asks for emergency access",
        ):
            assert words in said, words


@pytest.mark.parametrize("nearest", [(), ("LEE",)])
async def test_names_are_near_only_where_some_are(tmp_path: Path, nearest: tuple[str, ...]) -> None:
    desk = MadeHits(hits=0, nearest=nearest)
    async with open_screen(lambda _, place: FindScreen(desk, place), tmp=tmp_path, place=Place("find.box")) as pilot:  # type: ignore[arg-type]
        await type_text(pilot, "zzyx")
        assert ("Nearest names" in panel_of(screen_text(pilot.app))) is bool(nearest)


async def test_a_near_name_is_text_of_the_record_and_steers_nothing(tmp_path: Path) -> None:
    desk = MadeHits(hits=0, nearest=(HOSTILE,))
    async with open_screen(lambda _, place: FindScreen(desk, place), tmp=tmp_path, place=Place("find.box")) as pilot:  # type: ignore[arg-type]
        await type_text(pilot, "zzyx")
        shown = screen_text(pilot.app)
        assert "[/b]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


async def test_enter_goes_to_the_panel_and_the_next_letter_that_finds_somebody_takes_it_away(tmp_path: Path) -> None:
    desk = MadeHits(hits=0)
    async with open_screen(lambda _, place: FindScreen(desk, place), tmp=tmp_path, place=Place("find.box")) as pilot:  # type: ignore[arg-type]
        await type_text(pilot, "smit")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        assert screen.focused is not None
        assert screen.focused.id == "find-nothing"
        await press(pilot, "escape")
        assert screen.focused is screen.box
        assert screen.box.value == "smit"
        desk.hits = 2
        await type_text(pilot, "h")
        shown = screen_text(pilot.app)
        assert "SMITH, Smith 1" in shown
        assert "Nothing found" not in shown
