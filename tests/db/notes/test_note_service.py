"""Notes are saved once, corrected by further rows, withdrawn and undone."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from db.cards.drafts import DraftKind
from db.store.changes import Touched, Watcher
from db.store.engine import make_engine
from db.tables.notes import Note, NoteDraftRef
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, Refused
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.note_court import SECRET, Ask, Court, actions, count


def test_a_note_belongs_to_todays_hearing_and_says_who_wrote_it(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("Bail bundle is on the way.\n\nTwo pages.", NoteKind.HEARING))

    assert (saved.author, saved.agency, saved.edited, saved.own) == ("Clerk", "Courts", False, True)
    assert saved.body == "Bail bundle is on the way.\n\nTwo pages."
    assert (saved.case_id, saved.hearing_day_id) == (court.case, court.listed.day)
    assert saved.hearing_on == court.record.clock.today()
    assert court.notes(court.clerk).of_person(court.known.person) == (saved,)


@pytest.mark.parametrize("which", ["listing", "hearing", "day"])
def test_a_hearing_may_be_named_by_list_row_hearing_or_day(court: Court, which: str) -> None:
    key = getattr(court.listed, which)
    assert court.notes(court.clerk).form(court.known.person, at=key).sitting.hearing_day_id == court.listed.day
    saved = court.notes(court.clerk).save(court.draft("x", NoteKind.HEARING, hearing_id=key))
    assert saved.hearing_day_id == court.listed.day


def test_a_save_repeated_after_a_lost_answer_adds_nothing(court: Court) -> None:
    for kind in (NoteKind.AGENCY, NoteKind.JUDGE_PERSONAL):
        draft = court.draft("Once only.", kind)
        first = court.notes(court.judge_a).save(draft)
        assert court.notes(court.judge_a).save(draft) == first
    assert count(court.record.units, court.judge_a, Note) == 2
    assert count(court.record.units, court.judge_a, NoteDraftRef) == 2
    assert actions(court.record.units).count("note.save") == 2


def test_a_draft_that_went_on_after_its_save_corrects_what_it_saved(court: Court) -> None:
    draft = court.draft("First half.")
    first = court.notes(court.clerk).save(draft)
    second = court.notes(court.clerk).save(replace(draft, text="First half. Second half."))

    assert court.notes(court.clerk).of_person(court.known.person) == (second,)
    assert second.edited
    assert second.first_written_at == first.written_at


def test_a_change_of_kind_after_a_lost_answer_leaves_no_wider_reader(court: Court) -> None:
    draft = court.draft("Meant for me.", NoteKind.SHARED)
    court.notes(court.judge_a).save(draft)
    court.notes(court.judge_a).save(replace(draft, note_kind=NoteKind.JUDGE_PERSONAL))

    assert court.notes(court.probation).of_person(court.known.person) == ()
    assert [one.kind for one in court.notes(court.judge_a).of_person(court.known.person)] == [NoteKind.JUDGE_PERSONAL]


def test_a_correction_is_a_new_row_that_shows_edited(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Tuesday.", NoteKind.HEARING))
    edit = court.draft("Wednesday.", kind=DraftKind.EDIT, note_id=first.id)
    second = notes.save(edit)

    assert (second.body, second.edited, second.kind) == ("Wednesday.", True, NoteKind.HEARING)
    assert [one.body for one in notes.versions(second.id)] == ["Wednesday.", "Tuesday."]
    assert notes.of_person(court.known.person) == (second,)
    assert actions(court.record.units)[-2:] == ["note.save", "note.edit"]
    assert notes.of_person(court.known.person, moment=first.written_at)[0].body == "Tuesday."


def test_the_second_of_two_corrections_is_told_and_loses_nothing(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Tuesday."))
    notes.save(court.draft("Wednesday.", kind=DraftKind.EDIT, note_id=first.id))
    mine = court.draft("Thursday.", kind=DraftKind.EDIT, note_id=first.id)
    with pytest.raises(Conflict, match="Compare"):
        notes.save(mine)

    theirs = notes.newest_of(first.id)
    assert theirs is not None
    assert theirs.body == "Wednesday."
    assert notes.save(replace(mine, note_id=theirs.id)).body == "Thursday."
    assert [one.body for one in notes.versions(notes.of_person(court.known.person)[0].id)] == [
        "Thursday.",
        "Wednesday.",
        "Tuesday.",
    ]


def test_nobody_corrects_or_withdraws_anothers_note(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("Mine."))
    asked: tuple[Ask, ...] = (
        lambda n: n.save(court.draft("Not mine.", kind=DraftKind.EDIT, note_id=saved.id)),
        lambda n: n.withdraw(saved.id),
        lambda n: n.undo(saved.id),
    )
    for act in asked:
        with pytest.raises(Refused):
            act(court.notes(court.judge_a))
    assert court.notes(court.clerk).of_person(court.known.person)[0].body == "Mine."


def test_a_withdrawn_note_is_out_of_the_file_and_in_the_audit(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Wrong person."))
    edited = notes.save(court.draft("Still wrong.", kind=DraftKind.EDIT, note_id=first.id))
    notes.withdraw(edited.id)

    assert notes.of_person(court.known.person) == ()
    assert notes.newest_of(first.id) is None
    assert actions(court.record.units)[-1] == "note.withdraw"
    assert notes.of_person(court.known.person, moment=edited.written_at)[0].body == "Still wrong."
    with pytest.raises(Conflict):
        notes.withdraw(edited.id)


def test_u_undoes_the_correction_first_and_then_the_note(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Before."))
    notes.save(court.draft("After.", kind=DraftKind.EDIT, note_id=first.id))

    assert "correction of the agency note" in notes.undo_last(court.known.person).words
    assert [one.body for one in notes.of_person(court.known.person)] == ["Before."]
    assert notes.newest_of(first.id).body == "Before."
    notes.undo_last(court.known.person)
    assert notes.of_person(court.known.person) == ()
    assert actions(court.record.units)[-2:] == ["note.undo", "note.undo"]
    with pytest.raises(Refused, match="no note"):
        notes.undo_last(court.known.person)


def test_a_note_of_an_earlier_sign_in_is_withdrawn_and_not_undone(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("Yesterday."))
    again = replace(court.clerk, audit_session=uuid7())
    assert court.notes(again).undoable() is None
    with pytest.raises(Refused, match="withdrawn instead"):
        court.notes(again).undo(saved.id)
    court.notes(again).withdraw(saved.id)
    assert court.notes(court.clerk).of_person(court.known.person) == ()


def test_a_hearing_note_needs_a_hearing(court: Court) -> None:
    nobody_listed = court.record.person(court.probation.agency_id, "FREE", "Freda")
    clerk = court.record.user("demo clerk", court.probation.agency_id, Role.CLERK)
    with pytest.raises(Refused, match="needs a hearing"):
        court.notes(clerk).save(court.draft("x", NoteKind.HEARING, person_id=nobody_listed.person))


def test_an_empty_or_endless_note_is_not_saved(court: Court) -> None:
    for text in ("", " \n\t ", "x" * 1_000_001):
        with pytest.raises(BadInput):
            court.notes(court.clerk).save(court.draft(text))


def test_a_note_of_a_hundred_thousand_characters_is_whole(court: Court) -> None:
    text = "".join(f"line {number} of a very long report\n" for number in range(4000)).strip()
    assert len(text) > 100_000
    for kind in (NoteKind.SHARED, NoteKind.JUDGE_PERSONAL):
        assert court.notes(court.judge_a).save(court.draft(text, kind)).body == text


def test_hostile_text_is_cleaned_before_it_is_stored(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("a\x1b]52;c;aGk=\x07b\u202ec [/b]\r\nd"))
    assert saved.body == "a]52;c;aGk=bc [/b]\nd"


def test_what_did_not_fit_the_audit_was_not_saved(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Refused("no audit")

    monkeypatch.setattr("db.unit.append", broken)
    with pytest.raises(Refused, match="no audit"):
        court.notes(court.clerk).save(court.draft("text"))
    assert count(court.record.units, court.clerk, Note) == 0


def test_another_terminal_hears_of_a_note_within_two_seconds(court: Court, database: Database) -> None:
    engine = make_engine(database.url)
    watcher = Watcher(engine)
    watcher.wait(0.1)
    began = time.monotonic()
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    heard: list[Touched] = []
    while not any(one.object_id == saved.id for one in heard) and time.monotonic() < began + 2:
        heard += watcher.wait(0.5)
    watcher.close()
    engine.dispose()

    assert [one.person_id for one in heard if one.object_id == saved.id] == [court.known.person]


def test_opening_one_note_is_a_consultation_and_reading_the_file_again_is_not(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("text"))
    before = len(actions(court.record.units))
    court.notes(court.clerk).of_person(court.known.person)
    court.notes(court.clerk).open(saved.id)
    assert actions(court.record.units)[before:] == ["note.open"]
