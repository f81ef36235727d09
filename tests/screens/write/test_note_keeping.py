"""Nothing typed into a note is lost: drafts, failed saves, slow databases, hang-ups."""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

import pytest
from textual import events

from db.cards.drafts import Draft
from db.cards.notes import NoteCard
from db.words.errors import TryLater
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.note_stand import Stand, editor, kept, saved
from tests.support.screen import press, screen_text, settle, type_text, until


async def test_what_is_typed_is_in_the_journal_within_a_quarter_of_a_second(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, hearing=stand.listed.listing) as pilot:
        await pilot.press("ctrl+t", "h")
        began = time.monotonic()
        await pilot.press(*"Bail")
        typed = time.monotonic()
        draft = await kept(stand.desk(stand.clerk), "Bail")
        # The machine may be busy; the form itself waits 0.2 s at most.
        assert time.monotonic() - typed < 0.25 + (typed - began) + 1.0
        assert (draft.note_kind, draft.cursor, draft.hearing_id) == (NoteKind.HEARING, (0, 4), stand.listed.listing)
        await until(pilot, "Draft kept at")


async def test_esc_keeps_the_text_and_ctrl_r_brings_it_back(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, screen="start.home") as pilot:
        await press(pilot, "f6")
        await until(pilot, "Will be seen by")
        await press(pilot, "ctrl+t", "s")
        await type_text(pilot, "Not yet")
        await press(pilot, "escape")
        assert "kept as a draft" in await until(pilot, "Not saved yet")
        await press(pilot, "f6")
        await until(pilot, "^R: your unsaved text of")
        await press(pilot, "ctrl+t", "a")
        await type_text(pilot, "Another")
        await press(pilot, "ctrl+r")
        await until(pilot, "is back; it is not saved yet")
        assert editor(pilot.app).text == "Not yet"
        assert "[s shared]" in screen_text(pilot.app)
        await type_text(pilot, "!")
        assert editor(pilot.app).text == "Not yet!"
        assert {one.text for one in desk.drafts.pending()} >= {"Another"}
        await press(pilot, "f10")
        await saved(stand, stand.clerk)
        await until(pilot, "Saved: shared note")
    assert stand.bodies(stand.clerk) == ["Not yet!"]
    assert [one.text for one in desk.drafts.pending()] == ["Another"]


async def test_a_draft_comes_back_with_kind_cursor_and_hearing(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    draft = Draft(
        uuid7(),
        stand.known.person,
        "line one\nline two",
        stand.record.clock.now(),
        note_kind=NoteKind.SHARED,
        cursor=(1, 4),
        hearing_id=stand.listed.listing,
    )
    desk.drafts.put(draft)
    async with stand.open(stand.desk(stand.clerk), draft=draft.id) as pilot:
        await until(pilot, "line two")
        assert editor(pilot.app).cursor_location == (1, 4)
        assert "[s shared]" in screen_text(pilot.app)
        await type_text(pilot, "-X-")
        await press(pilot, "f10")
        assert await saved(stand, stand.clerk) == ["line one\nline-X- two"]


async def test_a_save_that_fails_keeps_the_text_and_says_what_to_do(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = stand.desk(stand.clerk)
    real = desk.notes.save

    def away(draft: Draft) -> NoteCard:
        raise TryLater("The database does not answer.", kept="Nothing was saved.", to_do="Try again in a moment.")

    async with stand.open(desk, kind="agency") as pilot:
        await type_text(pilot, "Careful words")
        monkeypatch.setattr(desk.notes, "save", away)
        await press(pilot, "f10")
        shown = await until(pilot, "Try again in a moment")
        assert "Careful words" in shown
        assert (await kept(stand.desk(stand.clerk), "Careful words")).note_kind is NoteKind.AGENCY
        monkeypatch.setattr(desk.notes, "save", real)
        await press(pilot, "ctrl+o")
        assert await saved(stand, stand.clerk) == ["Careful words"]


async def test_a_lost_answer_does_not_save_twice(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stand.desk(stand.clerk)
    real = desk.notes.save

    def lost(draft: Draft) -> NoteCard:
        real(draft)
        raise TryLater("The connection was lost.")

    async with stand.open(desk, kind="agency") as pilot:
        await type_text(pilot, "Once")
        monkeypatch.setattr(desk.notes, "save", lost)
        await press(pilot, "f10")
        await until(pilot, "connection was lost")
        monkeypatch.setattr(desk.notes, "save", real)
        await press(pilot, "f10")
        await settle(pilot)
    assert stand.bodies(stand.clerk) == ["Once"]


async def test_with_the_database_five_seconds_late_typing_echoes_and_the_draft_is_kept(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = stand.desk(stand.clerk)
    form, vital = desk.notes.form, desk.file.vital

    def slow_form(*args: object, **more: object) -> object:
        time.sleep(5)
        return form(*args, **more)

    def slow_vital(person: UUID) -> object:
        time.sleep(5)
        return vital(person)

    monkeypatch.setattr(desk.notes, "form", slow_form)
    monkeypatch.setattr(desk.file, "vital", slow_vital)
    async with stand.open(desk) as pilot:
        began = time.monotonic()
        await pilot.press("ctrl+t", "h", *"typed at once")
        await pilot.pause()
        assert "typed at once" in screen_text(pilot.app)
        await kept(stand.desk(stand.clerk), "typed at once")
        assert time.monotonic() - began < 4


async def test_what_is_typed_while_saving_is_not_lost(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stand.desk(stand.clerk)
    real = desk.notes.save

    def slow(draft: Draft) -> NoteCard:
        time.sleep(0.3)
        return real(draft)

    monkeypatch.setattr(desk.notes, "save", slow)
    async with stand.open(desk, kind="agency") as pilot:
        await type_text(pilot, "First")
        await pilot.press("f10", *"-more")
        await until(pilot, "What you typed since is a draft")
        assert editor(pilot.app).text == "First-more"
        await press(pilot, "f10")
        await settle(pilot)
        for _ in range(100):
            if stand.bodies(stand.clerk) == ["First-more"]:
                break
            await asyncio.sleep(0.02)
    assert stand.bodies(stand.clerk) == ["First-more"]


async def test_a_paste_of_a_hundred_thousand_characters_is_kept_and_saved_whole(stand: Stand) -> None:
    text = "\n".join(f"paragraph {number} of a report that was pasted" for number in range(2500))
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, kind="shared") as pilot:
        pilot.app.post_message(events.Paste(text))
        await settle(pilot)
        await kept(stand.desk(stand.clerk), text, seconds=5)
        await press(pilot, "f10")
        assert await saved(stand, stand.clerk) == [text]
    assert len(text) > 100_000


async def test_the_draft_of_a_personal_note_is_sealed_in_the_journal(stand: Stand) -> None:
    desk = stand.desk(stand.judge)
    async with stand.open(desk) as pilot:
        await press(pilot, "ctrl+t", "j")
        await type_text(pilot, "Ombersley willow")
        await kept(desk, "Ombersley willow")
        files = [path for path in stand.folder.rglob("*") if path.is_file()]
        assert any(path.suffix == ".journal" for path in files)
        assert all(b"Ombersley" not in path.read_bytes() for path in files)


async def test_a_hang_up_loses_no_letter(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk), kind="agency") as pilot:
        await pilot.press(*"to the last letter")
        pilot.app.way.flush_drafts()
        assert [one.text for one in stand.desk(stand.clerk).drafts.pending()] == ["to the last letter"]


async def test_a_full_disk_is_said_once_and_the_text_stays(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stand.desk(stand.clerk)

    def full(draft: Draft) -> None:
        raise TryLater("The draft could not be written to the disk: no space.", kept="It is on the screen.")

    monkeypatch.setattr(desk.drafts, "put", full)
    async with stand.open(desk, kind="agency") as pilot:
        await type_text(pilot, "abc")
        await until(pilot, "could not be written")
        await until(pilot, "The draft is NOT kept")
        await press(pilot, "escape")
        assert editor(pilot.app).text == "abc"
        await press(pilot, "f10")
        assert await saved(stand, stand.clerk) == ["abc"]
