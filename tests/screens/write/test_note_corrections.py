"""A note is corrected, compared and withdrawn in its form, and nothing goes without a typed y."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.pilot import Pilot

from db.cards.drafts import DraftKind
from db.cards.notes import NoteCard
from tests.support.note_stand import Stand, draft
from tests.support.screen import press, settle, type_text, until


async def test_a_correction_starts_from_the_note_and_shows_edited(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    note = desk.notes.save(draft(stand, "Tuesday"))
    async with stand.open(desk, kind="edit", cursor=str(note.id)) as pilot:
        shown = await until(pilot, "Tuesday")
        assert "(a correction keeps it" in shown
        assert "Agency note of" in shown
        await press(pilot, "ctrl+end")
        await type_text(pilot, " 10am")
        await press(pilot, "f10")
        for _ in range(100):
            if stand.bodies(stand.clerk) == ["Tuesday 10am"]:
                break
            await asyncio.sleep(0.02)
    (after,) = desk.notes.of_person(stand.known.person)
    assert (after.body, after.edited) == ("Tuesday 10am", True)


async def _both_edit(stand: Stand, pilot: Pilot[int], note: NoteCard) -> None:
    await until(pilot, "Tuesday")
    other = replace(draft(stand, "Wednesday"), kind=DraftKind.EDIT, note_id=note.id)
    stand.desk(stand.clerk).notes.save(other)
    await press(pilot, "ctrl+end")
    await type_text(pilot, "!")
    await press(pilot, "f10")
    shown = await until(pilot, "Saved by")
    assert "Tuesday!" in shown
    assert "Wednesday" in shown


async def test_two_corrections_of_one_note_stand_side_by_side_and_mine_may_win(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    note = desk.notes.save(draft(stand, "Tuesday"))
    async with stand.open(desk, kind="edit", cursor=str(note.id)) as pilot:
        await _both_edit(stand, pilot, note)
        await press(pilot, "escape")
        await until(pilot, "your text is here")
        await press(pilot, "f10")
        await until(pilot, "Saved by")
        await press(pilot, "left", "enter")
        for _ in range(100):
            if stand.bodies(stand.clerk) == ["Tuesday!"]:
                break
            await asyncio.sleep(0.02)
    (after,) = desk.notes.of_person(stand.known.person)
    assert [one.body for one in desk.notes.versions(after.id)] == ["Tuesday!", "Wednesday", "Tuesday"]


async def test_the_others_correction_is_taken_only_after_a_typed_y(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    note = desk.notes.save(draft(stand, "Tuesday"))
    async with stand.open(desk, kind="edit", cursor=str(note.id)) as pilot:
        await _both_edit(stand, pilot, note)
        await press(pilot, "right", "enter")
        await until(pilot, "Drop your own text of 8 characters?")
        await press(pilot, "enter")
        assert [one.text for one in stand.desk(stand.clerk).drafts.pending()] == ["Tuesday!"]
        await press(pilot, "enter")
        await until(pilot, "Drop your own text")
        await press(pilot, "y")
        await settle(pilot)
        for _ in range(100):
            if not stand.desk(stand.clerk).drafts.pending():
                break
            await asyncio.sleep(0.02)
    assert stand.desk(stand.clerk).drafts.pending() == ()
    assert stand.bodies(stand.clerk) == ["Wednesday"]


async def test_an_own_note_is_withdrawn_by_a_typed_y(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    note = desk.notes.save(draft(stand, "Wrong person"))
    async with stand.open(desk, kind="edit", cursor=str(note.id)) as pilot:
        await until(pilot, "Wrong person")
        await press(pilot, "ctrl+t", "d")
        await until(pilot, "Withdraw this note?")
        await press(pilot, "n")
        assert stand.bodies(stand.clerk) == ["Wrong person"]
        await press(pilot, "d", "y")
        for _ in range(100):
            if not stand.bodies(stand.clerk):
                break
            await asyncio.sleep(0.02)
    assert stand.bodies(stand.clerk) == []
