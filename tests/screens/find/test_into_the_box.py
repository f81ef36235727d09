"""The find key leads into the box from wherever it is pressed: what is typed next is a name, and nothing else."""

from __future__ import annotations

from pathlib import Path

from screens.find.box import FindScreen
from tests.support.find_town import Town, at, opened
from tests.support.screen import press, type_text, until


async def test_the_find_key_from_a_file_leads_into_the_box_and_a_name_takes_the_place_of_the_old_one(
    town: Town, tmp_path: Path
) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "smi")
        await until(pilot, "SMITHSON, Joan")
        await press(pilot, "enter", "enter")
        assert at(pilot).screen == "file.person"
        # Each of these letters does something to the hit under the cursor, were the focus still there.
        await pilot.press("slash", *"kayl")
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        assert screen.focused is screen.box
        assert screen.box.value == "kayl"
        await press(pilot, "down", "slash", "end")
        await pilot.press(*" sh")
        await until(pilot, "name kayl…; name sh…")
        assert screen.box.value == "kayl sh"


async def test_the_find_key_pressed_again_while_the_whole_text_is_marked_keeps_the_text(
    town: Town, tmp_path: Path
) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "smi")
        await until(pilot, "SMITHSON, Joan")
        await press(pilot, "enter", "f3", "slash")
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        assert screen.box.value == "smi"
