"""The note form by keys: everybody knows who will read it, and no key changes a word."""

from __future__ import annotations

import pytest
from textual import events

from db.words.families.notes import NoteKind
from screens.write.note import NoteScreen
from tests.support.note_stand import HOSTILE, Stand, editor, saved
from tests.support.screen import LARGE, SMALL, press, screen_text, settle, type_text, until


async def test_a_judges_note_takes_a_letter_the_text_and_f10(stand: Stand) -> None:
    desk = stand.desk(stand.judge)
    async with stand.open(desk) as pilot:
        await press(pilot, "ctrl+t", "j")
        await type_text(pilot, "Credit for the plea.")
        shown = await until(pilot, "SMITH, John")
        assert "[j judge's personal]" in shown
        assert "Will be seen by: only you. Not by: anybody else." in shown
        assert "court 01, case 2500123" in " ".join(shown.split())
        await press(pilot, "f10")
        await saved(stand, stand.judge)
    (note,) = desk.notes.of_person(stand.known.person)
    assert (note.body, note.kind) == ("Credit for the plea.", NoteKind.JUDGE_PERSONAL)
    assert desk.drafts.pending() == ()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_each_kind_has_a_letter_in_either_case_and_says_who_will_see_it(
    stand: Stand, size: tuple[int, int]
) -> None:
    async with stand.open(stand.desk(stand.judge), size=size) as pilot:
        await until(pilot, "SMITH, John")
        await until(pilot, "Hearing:")
        for letter, words in {
            "h": "Will be seen by: court staff, ushers, judges.",
            "A": "Will be seen by: court staff, judges. Not by: ushers.",
            "s": "Will be seen by: court staff, judges. Not by: ushers.",
            "J": "Will be seen by: only you. Not by: anybody else.",
        }.items():
            await press(pilot, "ctrl+t", letter)
            assert words in " ".join(screen_text(pilot.app).split())
        assert editor(pilot.app).text == ""


async def test_every_line_fits_eighty_columns_with_the_longest_words(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "ctrl+t", "h")
        shown = await until(pilot, "Hearing:")
        assert "Will be seen by: court staff, ushers, judges." in " ".join(shown.split())
        assert shown.splitlines()[-1].rstrip().endswith("F1 Help  ^P All")
        assert "F10 Save" in shown


async def test_a_letter_that_is_no_kind_is_not_lost_in_silence(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "ctrl+t", "x")
        assert "First choose who it is for: h, a, s" in screen_text(pilot.app)
        await press(pilot, "right", "enter")
        await type_text(pilot, "x")
        assert editor(pilot.app).text == "x"
        assert "[a agency]" in screen_text(pilot.app)


async def test_no_f_key_changes_the_text(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk), kind="agency") as pilot:
        await type_text(pilot, "keep this")
        for number in range(1, 10):
            await pilot.press(f"f{number}")
            await settle(pilot)
            while not isinstance(pilot.app.screen, NoteScreen):
                await pilot.press("escape")
                await settle(pilot)
            editor(pilot.app).focus()
            await type_text(pilot, "z")
        assert editor(pilot.app).text == "keep this" + "z" * 9


async def test_who_only_reads_is_told_so_and_nothing_can_be_typed(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.usher)) as pilot:
        shown = await until(pilot, "Your role reads only.")
        assert "You cannot write notes here." in shown
        await press(pilot, "tab")
        await type_text(pilot, "x")
        assert editor(pilot.app).text == ""
        await press(pilot, "f10")
        assert "Not now: Your role reads only." in screen_text(pilot.app)


async def test_an_empty_note_is_not_saved_and_f10_says_why(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "f10")
        assert "Not now: Nothing is written yet." in screen_text(pilot.app)
    assert stand.bodies(stand.clerk) == []


async def test_the_first_letter_typed_is_the_notes_and_never_changes_who_reads_it(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.judge)) as pilot:
        await type_text(pilot, "Asked him to bring it")
        assert editor(pilot.app).text == "Asked him to bring it"
        assert "[j judge's personal]" in screen_text(pilot.app)


async def test_a_paste_before_the_kind_is_chosen_is_in_the_note(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "ctrl+t")
        pilot.app.post_message(events.Paste("from the clipboard\x1b[2J"))
        await until(pilot, "Now choose who it is for")
        assert editor(pilot.app).text == "from the clipboard[2J"
        await press(pilot, "h")
        await type_text(pilot, "!")
        assert "[h hearing]" in screen_text(pilot.app)


async def test_hostile_names_and_texts_are_shown_as_dots(stand: Stand) -> None:
    (court,) = stand.clerk.courts
    known = stand.record.seen_at(stand.record.person(stand.clerk.agency_id, HOSTILE, "John"), court)
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, person=known.person, kind="agency") as pilot:
        shown = await until(pilot, "ITH[/B]")
        assert "\x1b" not in shown
        assert "·" in shown
