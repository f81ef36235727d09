"""The rows of a save: the note, the version it replaces, the key of a sealed one, and the draft it came from."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.drafts import Draft
from db.cards.notes import LONGEST
from db.notes.bodies import put_body
from db.notes.sittings import find_sitting
from db.tables.cases import Case
from db.tables.notes import Note, NoteDraftRef, NoteKey
from db.tables.people import Person
from db.unit import Unit
from db.words.errors import BadInput, Conflict, Refused
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from db.words.text import clean_block

__all__ = ["add", "checked", "new_row", "newest", "put_body", "saved_by", "to_correct"]


def checked(text: str) -> str:
    """The text as it is stored. Raises BadInput when there is no word in it, or too many."""
    cleaned = clean_block(text)
    if not cleaned.strip():
        raise BadInput("Nothing is written yet.", kept="Nothing was saved.", to_do="Type the note, then F10.")
    if len(cleaned) > LONGEST:
        raise BadInput(
            f"The note has {len(cleaned):,} characters; {LONGEST:,} is the most.",
            kept="Nothing was saved; the text is kept as a draft.",
            to_do="Save it in parts.",
        )
    return cleaned


def saved_by(unit: Unit, draft_id: UUID) -> Note | None:
    """The newest row that a draft of this actor was saved as; None when it was never saved."""
    if unit.session.get(NoteDraftRef, draft_id) is None:
        return None
    rows = sa.select(Note).where(col(Note.draft_ref) == draft_id)
    newest_first = rows.order_by(col(Note.written_at).desc(), col(Note.id).desc())
    return unit.session.scalars(newest_first.limit(1)).first()


def newest(unit: Unit, note: Note) -> Note:
    """The last version of a note, withdrawn or not."""
    seen = {note.id}
    while True:
        later = sa.select(Note).where(col(Note.supersedes_id) == note.id).order_by(col(Note.id).desc())
        # An edit that was undone does not count: what it replaced stands again.
        row = unit.session.scalars(later.where(col(Note.withdrawn_at).is_(None)).limit(1)).first()
        if row is None and note.superseded_at is not None:
            row = unit.session.scalars(later.limit(1)).first()
        if row is None or row.id in seen:
            return note
        seen.add(row.id)
        note = row


def to_correct(unit: Unit, note_id: UUID) -> Note:
    """The note that a draft corrects. Raises Conflict when it does not stand any more."""
    note = unit.get(Note, note_id)
    if note.author_id != unit.actor.user_id:
        raise Refused("This is another user's note.", to_do="Write a note of your own.")
    if note.superseded_at is not None or note.withdrawn_at is not None:
        raise Conflict(
            "This note was changed at another terminal while you were typing.",
            kept="Both texts are kept.",
            to_do="Compare and choose.",
        )
    return note


def new_row(unit: Unit, draft: Draft, *, person: Person, old: Note | None, again: bool) -> Note:
    """The row to add, without its text. A correction stays with the kind, case and hearing of its note.

    `again` says that `old` was saved from this very draft, so the draft's own kind counts. Raises Refused
    for a hearing note of nobody's hearing.
    """
    if old is not None and not again:
        kind, day, case = old.kind, old.hearing_day_id, old.case_id
    else:
        sitting = find_sitting(unit, person.id, at=draft.hearing_id)
        kind, day = draft.note_kind, sitting.hearing_day_id if sitting else None
        case = _case(unit, draft.case_id) or (sitting.case_id if sitting else None)
    if kind is NoteKind.HEARING and day is None:
        raise Refused(
            "A hearing note needs a hearing, and none is listed for this person today.",
            kept="Nothing was saved; what you typed is kept.",
            to_do="Choose another kind, or open the person from the list of that day.",
        )
    return Note(
        id=uuid7(),
        kind=kind,
        person_id=person.id,
        case_id=case,
        hearing_day_id=day,
        author_id=unit.actor.user_id,
        owner_agency_id=unit.actor.agency_id,
        written_at=unit.now,
        audit_session=unit.actor.audit_session,
        supersedes_id=old.id if old and old.withdrawn_at is None else None,
        draft_ref=draft.id,
    )


def add(unit: Unit, note: Note, key_row: NoteKey | None, *, draft_id: UUID, old: Note | None) -> None:
    """Add the rows in the order of their references; the version that is replaced gets its mark."""
    if unit.session.get(NoteDraftRef, draft_id) is None:
        unit.add(NoteDraftRef(id=draft_id, user_id=unit.actor.user_id, saved_at=unit.now))
        unit.session.flush()
    if old is not None and note.supersedes_id == old.id:
        old.superseded_at = unit.now
    unit.add(note)
    unit.session.flush()
    if key_row is not None:
        unit.add(key_row)
        unit.session.flush()


def _case(unit: Unit, case_id: UUID | None) -> UUID | None:
    """The case, if the actor sees it."""
    case = unit.session.get(Case, case_id) if case_id else None
    return case.id if case else None
