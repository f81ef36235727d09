"""The note form by keys, on a real desk: nothing typed is lost, and everybody knows who will read it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from db.accounts.judge_key import make_judge_keys, unwrap
from db.cards.drafts import Draft, DraftKind
from db.cards.notes import NoteCard
from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.errors import TryLater
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.editor import NoteEditor
from screens.write.note import NoteScreen
from tests.support.record import Known, Listed, Record
from tests.support.screen import LARGE, SMALL, open_screen, press, screen_text, settle, type_text, until

HALF = b"h" * 32
HOSTILE = "SM\x1b]52;c;aGk=\x07ITH[/b]"


@dataclass
class Stand:
    """One defendant on today's list, and the people who write about him."""

    record: Record
    clerk: Actor
    judge: Actor
    usher: Actor
    known: Known
    listed: Listed
    folder: Path

    def desk(self, actor: Actor) -> Desk:
        key = None
        if actor.has(Role.JUDGE):
            public, wrapped = make_judge_keys(HALF, actor.user_id)
            key = unwrap(wrapped, HALF, actor.user_id, public=public)
        return Desk(self.record.units, actor, judge_key=key, drafts=self.folder / "drafts")

    def open(
        self, desk: Desk, *, size: tuple[int, int] = SMALL, **place: object
    ) -> AbstractAsyncContextManager[Pilot[int]]:
        at = Place("write.note", person=self.known.person)
        return open_screen(_make, tmp=self.folder, desk=desk, place=replace(at, **place), size=size)

    def bodies(self, actor: Actor) -> list[str]:
        return [one.body for one in self.desk(actor).notes.of_person(self.known.person)]


def _make(desk: object, place: Place) -> BaseScreen:
    if place.screen == "write.note":
        return NoteScreen(desk, place)
    return _Below(place)


class _Below(BaseScreen):
    """What lies under the form."""

    PLACE = "start.home"
    TITLE = "Below"


@pytest.fixture
def stand(sqlite_url: str, tmp_path: Path) -> Iterator[Stand]:
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court(), record.agency("HMCTS", name="Courts")
    known = record.person(agency, "SMITH", "John")
    listed = record.listing(known, record.case(known, court, case_no="2500123"), court)
    yield Stand(
        record,
        record.user("clerk", agency, Role.CLERK, courts=[court]),
        record.user("judge", agency, Role.JUDGE, courts=[court]),
        record.user("usher", agency, Role.USHER, courts=[court]),
        known,
        listed,
        tmp_path,
    )
    units.close()


def _editor(app: App[int]) -> NoteEditor:
    return app.screen.query_one(NoteEditor)


async def _kept(desk: Desk, text: str, *, seconds: float = 2.0) -> Draft:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for draft in desk.drafts.pending():
            if draft.text == text:
                return draft
        await asyncio.sleep(0.01)
    raise AssertionError(f"{text[:80]!r} was not kept")


async def _saved(stand: Stand, actor: Actor, count: int = 1) -> list[str]:
    for _ in range(200):
        if len(found := stand.bodies(actor)) >= count:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("nothing was saved")


async def test_a_judges_note_takes_a_letter_the_text_and_f10(stand: Stand) -> None:
    desk = stand.desk(stand.judge)
    async with stand.open(desk) as pilot:
        await pilot.press("j")
        await type_text(pilot, "Credit for the plea.")
        shown = await until(pilot, "SMITH, John")
        assert "[j judge's personal]" in shown
        assert "Will be seen by: only you. Not by: anybody else." in shown
        assert "court 01, case 2500123" in " ".join(shown.split())
        await press(pilot, "f10")
        await _saved(stand, stand.judge)
    (note,) = desk.notes.of_person(stand.known.person)
    assert (note.body, note.kind) == ("Credit for the plea.", NoteKind.JUDGE_PERSONAL)
    assert desk.drafts.pending() == ()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_each_kind_has_a_letter_in_either_case_and_says_who_will_see_it(
    stand: Stand, size: tuple[int, int]
) -> None:
    async with stand.open(stand.desk(stand.judge), size=size) as pilot:
        for letter, words in {
            "h": "court staff and judges of the courts of this person",
            "A": "your agency. Not by: other agencies",
            "s": "agencies that hold a record of this person",
            "J": "only you",
        }.items():
            await press(pilot, letter)
            assert words in " ".join(screen_text(pilot.app).split())
            await press(pilot, "ctrl+t")
        assert _editor(pilot.app).text == ""


async def test_every_line_fits_eighty_columns_with_the_longest_words(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "h")
        shown = await until(pilot, "Hearing:")
        assert "Not by: other agencies." in " ".join(shown.split())
        assert shown.splitlines()[-1].rstrip().endswith("F1 Help  ^P All")
        assert "F10 Save" in shown


async def test_a_letter_that_is_no_kind_is_not_lost_in_silence(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "x")
        assert "First choose who it is for: h, a, s" in screen_text(pilot.app)
        await press(pilot, "right", "enter")
        await type_text(pilot, "x")
        assert _editor(pilot.app).text == "x"
        assert "[a agency]" in screen_text(pilot.app)


async def test_what_is_typed_is_in_the_journal_within_a_quarter_of_a_second(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, hearing=stand.listed.listing) as pilot:
        await pilot.press("h")
        began = time.monotonic()
        await pilot.press(*"Bail")
        typed = time.monotonic()
        draft = await _kept(stand.desk(stand.clerk), "Bail")
        # The machine may be busy; the form itself waits 0.2 s at most.
        assert time.monotonic() - typed < 0.25 + (typed - began) + 1.0
        assert (draft.note_kind, draft.cursor, draft.hearing_id) == (NoteKind.HEARING, (0, 4), stand.listed.listing)
        await until(pilot, "Draft kept at")


async def test_esc_keeps_the_text_and_ctrl_r_brings_it_back(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, screen="start.home") as pilot:
        await press(pilot, "f6")
        await until(pilot, "Will be seen by")
        await press(pilot, "s")
        await type_text(pilot, "Not yet")
        await press(pilot, "escape")
        assert "kept as a draft" in await until(pilot, "Not saved yet")
        await press(pilot, "f6")
        await until(pilot, "^R: your unsaved text of")
        await press(pilot, "a")
        await type_text(pilot, "Another")
        await press(pilot, "ctrl+r")
        await until(pilot, "is back; it is not saved yet")
        assert _editor(pilot.app).text == "Not yet"
        assert "[s shared]" in screen_text(pilot.app)
        await type_text(pilot, "!")
        assert _editor(pilot.app).text == "Not yet!"
        assert {one.text for one in desk.drafts.pending()} >= {"Another"}
        await press(pilot, "f10")
        await _saved(stand, stand.clerk)
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
        assert _editor(pilot.app).cursor_location == (1, 4)
        assert "[s shared]" in screen_text(pilot.app)
        await type_text(pilot, "-X-")
        await press(pilot, "f10")
        assert await _saved(stand, stand.clerk) == ["line one\nline-X- two"]


async def test_no_f_key_changes_the_text(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk), kind="agency") as pilot:
        await type_text(pilot, "keep this")
        for number in range(1, 10):
            await pilot.press(f"f{number}")
            await settle(pilot)
            while not isinstance(pilot.app.screen, NoteScreen):
                await pilot.press("escape")
                await settle(pilot)
            _editor(pilot.app).focus()
            await type_text(pilot, "z")
        assert _editor(pilot.app).text == "keep this" + "z" * 9


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
        assert (await _kept(stand.desk(stand.clerk), "Careful words")).note_kind is NoteKind.AGENCY
        monkeypatch.setattr(desk.notes, "save", real)
        await press(pilot, "ctrl+o")
        assert await _saved(stand, stand.clerk) == ["Careful words"]


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
        await pilot.press("h", *"typed at once")
        await pilot.pause()
        assert "typed at once" in screen_text(pilot.app)
        await _kept(stand.desk(stand.clerk), "typed at once")
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
        assert _editor(pilot.app).text == "First-more"
        await press(pilot, "f10")
        await settle(pilot)
        for _ in range(100):
            if stand.bodies(stand.clerk) == ["First-more"]:
                break
            await asyncio.sleep(0.02)
    assert stand.bodies(stand.clerk) == ["First-more"]


async def test_a_correction_starts_from_the_note_and_shows_edited(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    note = desk.notes.save(_draft(stand, "Tuesday"))
    async with stand.open(desk, kind="edit", cursor=str(note.id)) as pilot:
        shown = await until(pilot, "Tuesday")
        assert "(a correction keeps it)" in shown
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
    other = replace(_draft(stand, "Wednesday"), kind=DraftKind.EDIT, note_id=note.id)
    stand.desk(stand.clerk).notes.save(other)
    await press(pilot, "ctrl+end")
    await type_text(pilot, "!")
    await press(pilot, "f10")
    shown = await until(pilot, "Saved by")
    assert "Tuesday!" in shown
    assert "Wednesday" in shown


async def test_two_corrections_of_one_note_stand_side_by_side_and_mine_may_win(stand: Stand) -> None:
    desk = stand.desk(stand.clerk)
    note = desk.notes.save(_draft(stand, "Tuesday"))
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
    note = desk.notes.save(_draft(stand, "Tuesday"))
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
    note = desk.notes.save(_draft(stand, "Wrong person"))
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


async def test_who_only_reads_is_told_so_and_nothing_can_be_typed(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.usher)) as pilot:
        shown = await until(pilot, "Your role reads only.")
        assert "You cannot write notes here." in shown
        await press(pilot, "tab")
        await type_text(pilot, "x")
        assert _editor(pilot.app).text == ""
        await press(pilot, "f10")
        assert "Not now: Your role reads only." in screen_text(pilot.app)


async def test_an_empty_note_is_not_saved_and_f10_says_why(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        await press(pilot, "f10")
        assert "Not now: Nothing is written yet." in screen_text(pilot.app)
    assert stand.bodies(stand.clerk) == []


async def test_a_paste_of_a_hundred_thousand_characters_is_kept_and_saved_whole(stand: Stand) -> None:
    text = "\n".join(f"paragraph {number} of a report that was pasted" for number in range(2500))
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, kind="shared") as pilot:
        pilot.app.post_message(events.Paste(text))
        await settle(pilot)
        await _kept(stand.desk(stand.clerk), text, seconds=5)
        await press(pilot, "f10")
        assert await _saved(stand, stand.clerk) == [text]
    assert len(text) > 100_000


async def test_a_paste_before_the_kind_is_chosen_is_in_the_note(stand: Stand) -> None:
    async with stand.open(stand.desk(stand.clerk)) as pilot:
        pilot.app.post_message(events.Paste("from the clipboard\x1b[2J"))
        await until(pilot, "Now choose who it is for")
        assert _editor(pilot.app).text == "from the clipboard[2J"
        await press(pilot, "h")
        await type_text(pilot, "!")
        assert "[h hearing]" in screen_text(pilot.app)


async def test_hostile_names_and_texts_are_shown_as_dots(stand: Stand) -> None:
    known = stand.record.person(stand.clerk.agency_id, HOSTILE, "John")
    desk = stand.desk(stand.clerk)
    async with stand.open(desk, person=known.person, kind="agency") as pilot:
        shown = await until(pilot, "ITH[/B]")
        assert "\x1b" not in shown
        assert "·" in shown


async def test_the_draft_of_a_personal_note_is_sealed_in_the_journal(stand: Stand) -> None:
    desk = stand.desk(stand.judge)
    async with stand.open(desk) as pilot:
        await press(pilot, "j")
        await type_text(pilot, "Ombersley willow")
        await _kept(desk, "Ombersley willow")
        kept = [path for path in stand.folder.rglob("*") if path.is_file()]
        assert any(path.suffix == ".journal" for path in kept)
        assert all(b"Ombersley" not in path.read_bytes() for path in kept)


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
        assert _editor(pilot.app).text == "abc"
        await press(pilot, "f10")
        assert await _saved(stand, stand.clerk) == ["abc"]


def _draft(stand: Stand, text: str) -> Draft:
    return Draft(uuid7(), stand.known.person, text, stand.record.clock.now())
