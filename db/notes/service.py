"""Notes of one actor: the form, saving, correcting, withdrawing and undoing; every change is a further row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.access.readers import ALONE, NoteAt, will_see
from db.accounts.judge_key import JudgeKey
from db.audit.chain import Act
from db.cards.drafts import Draft
from db.cards.notes import KindChoice, NoteCard, NoteForm, UndoableNote, day_and_time
from db.notes import reading, saving
from db.notes.sittings import find_sitting
from db.people.linking import surviving
from db.people.shown import NOT_KNOWN, shown
from db.tables.notes import Note
from db.tables.people import Person
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import Conflict, Refused
from db.words.families.access import AuditOperation
from db.words.families.notes import NoteKind


class NoteService:
    """Reads and writes notes for one actor; `judge_key` opens and seals a judge's personal ones."""

    def __init__(self, units: Units, actor: Actor, *, judge_key: JudgeKey | None = None) -> None:
        self._units = units
        self._actor = actor
        self._key = judge_key

    def kinds(self) -> tuple[KindChoice, ...]:
        """Kinds that the actor may write, the likeliest first; asks no database, so names no reader yet."""
        kinds = rules.writable_note_kinds(self._actor)
        return tuple(self._choice(kind, ALONE if kind is NoteKind.JUDGE_PERSONAL else ((), ())) for kind in kinds)

    def _kinds_for(self, person_id: UUID, case_id: UUID | None) -> tuple[KindChoice, ...]:
        """The same with who will see each and who will not (rule W): the policy is asked for real users."""
        kinds = rules.writable_note_kinds(self._actor)
        if not kinds:
            return ()
        at = NoteAt(self._units.present(self._actor), person_id, case_id)
        asked = self._units.dialect == "postgresql"
        with self._units.raw("lookup", actor=self._actor) as connection:
            now = self._units.clock.now()
            told = will_see(connection, self._units.standing, at, kinds=kinds, now=now, asked=asked)
        return tuple(self._choice(kind, told[kind]) for kind in kinds)

    def form(self, person_id: UUID, *, at: UUID | None = None, note_id: UUID | None = None) -> NoteForm:
        """What a note form shows before anything is typed.

        `at` is the list row, hearing or sitting day it was opened from, else today's counts; `note_id`
        the note to correct. Raises NotFound for a person or note that is not for this actor.
        """
        with self._units.read(self._actor) as unit:
            person = surviving(unit, person_id)
            named = shown(unit, [person.id]).get(person.id)
            note = reading.card(unit, unit.get(Note, note_id), key=self._key) if note_id else None
            sitting = find_sitting(unit, person.id, at=note.hearing_day_id if note else at)
        may = rules.writes(self._actor)
        refusal = "" if may.allowed else f"{may.reason[:1].upper()}{may.reason[1:]}."
        name = named.name if named else NOT_KNOWN
        at_hearing = None if note and not note.hearing_on else sitting
        case_id = note.case_id if note else at_hearing.case_id if at_hearing else None
        return NoteForm(person.id, name, self._kinds_for(person.id, case_id), refusal, at_hearing, note)

    def save(self, draft: Draft) -> NoteCard:
        """Save a draft as a note, or as a correction of the note it names.

        Saved again after an answer that was lost, the draft adds nothing; with other text it corrects what
        it saved. Raises Conflict when the note to correct was changed elsewhere, BadInput for an empty
        text, Refused for a kind that is not the actor's to write.
        """
        text = saving.checked(draft.text)
        try:
            return self._save(draft, text)
        except Conflict:
            # Two calls of one draft may have met; then the first one's row answers for both.
            if not self._was_saved(draft):
                raise
            return self._save(draft, text)

    def open(self, note_id: UUID) -> NoteCard:
        """One note opened on purpose: an audited consultation. Raises NotFound."""
        with self._units.act(self._actor) as unit:
            note = unit.get(Note, note_id)
            unit.audit(Act(AuditOperation.CONSULTATION, "note.open", "note", note.id, note.person_id))
            return reading.card(unit, note, key=self._key)

    def newest_of(self, note_id: UUID) -> NoteCard | None:
        """The version of a note that stands now; None when it was withdrawn. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            note = unit.get(Note, note_id)
            newest = saving.newest(unit, note)
            return None if newest.withdrawn_at else reading.card(unit, newest, key=self._key)

    def versions(self, note_id: UUID) -> tuple[NoteCard, ...]:
        """The note and what it said before, newest first."""
        with self._units.read(self._actor) as unit:
            chain = reading.chain_of(unit, unit.get(Note, note_id))
            return reading.cards(unit, chain, rows=chain, key=self._key)

    def of_person(self, person_id: UUID, *, moment: datetime | None = None) -> tuple[NoteCard, ...]:
        """The notes that the policy shows, as they stand now or stood at a moment; the newest 200 first."""
        with self._units.read(self._actor) as unit:
            return reading.notes_about(unit, person_id, key=self._key, moment=moment)

    def own_comments(self, person_id: UUID, case_ids: Collection[UUID] = ()) -> tuple[NoteCard, ...]:
        """What this actor wrote about the person or was handed, newest first; with `case_ids`, on these or on none."""
        with self._units.read(self._actor) as unit:
            found = reading.notes_about(unit, person_id, key=self._key, only_own=True)
        return tuple(note for note in found if not case_ids or note.case_id is None or note.case_id in case_ids)

    def withdraw(self, note_id: UUID) -> None:
        """Withdraw an own note: it is out of every file, and stays in the record with its audit.

        Raises Refused for another's note and Conflict when it was changed or withdrawn elsewhere.
        """
        with self._units.act(self._actor) as unit:
            note = self._own(unit, note_id)
            note.withdrawn_at = unit.now
            unit.audit(Act(AuditOperation.ALTERATION, "note.withdraw", "note", note.id, note.person_id))

    def undoable(self, person_id: UUID | None = None) -> UndoableNote | None:
        """The last note of this sign-in that still stands, about this person or anybody; None for none."""
        with self._units.read(self._actor) as unit:
            note = self._last_of_sign_in(unit, person_id)
            if note is None:
                return None
            words = f"{'correction of the ' if note.supersedes_id else ''}{note.kind.label} note"
            written = day_and_time(note.written_at, unless=unit.now)
            return UndoableNote(note.id, note.person_id, note.written_at, f"{words} of {written}")

    def undo(self, note_id: UUID) -> NoteCard | None:
        """Undo a note or a correction of this sign-in by a compensating entry.

        Returns what stands again after a correction was undone, else None. Raises Refused when it is not of
        this sign-in, Conflict when it was changed since.
        """
        with self._units.act(self._actor) as unit:
            note = self._own(unit, note_id)
            if note.audit_session != self._actor.audit_session:
                raise Refused("This note was not written in this sign-in.", to_do="It can be withdrawn instead.")
            note.withdrawn_at = unit.now
            before = unit.get(Note, note.supersedes_id) if note.supersedes_id else None
            if before is not None:
                before.superseded_at = None
            unit.audit(Act(AuditOperation.ALTERATION, "note.undo", "note", note.id, note.person_id))
            unit.session.flush()
            return reading.card(unit, before, key=self._key) if before else None

    def undo_last(self, person_id: UUID | None = None) -> UndoableNote:
        """Undo the last note of this sign-in. Raises Refused when there is none."""
        last = self.undoable(person_id)
        if last is None:
            raise Refused("You wrote no note since you signed in that could be undone.")
        self.undo(last.id)
        return last

    def _choice(self, kind: NoteKind, told: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())) -> KindChoice:
        sealed = kind is NoteKind.JUDGE_PERSONAL and self._key is None
        return KindChoice(kind, *told, "It needs your password: sign in with it." if sealed else "")

    def _save(self, draft: Draft, text: str) -> NoteCard:
        with self._units.act(self._actor) as unit:
            person = surviving(unit, draft.person_id)
            earlier = saving.saved_by(unit, draft.id)
            if earlier is not None:
                saved = reading.card(unit, earlier, key=self._key)
                if earlier.withdrawn_at is None and (saved.body, saved.kind) == (text, draft.note_kind):
                    return saved
            corrected = earlier.id if earlier is not None and earlier.withdrawn_at is None else draft.note_id
            old = saving.to_correct(unit, corrected) if corrected else None
            note = saving.new_row(unit, draft, person=person, old=old, again=earlier is not None and old is earlier)
            key_row = saving.put_body(note, text, key=self._key)
            saving.add(unit, note, key_row, draft_id=draft.id, old=old)
            action = "note.edit" if note.supersedes_id else "note.save"
            unit.audit(Act(AuditOperation.ALTERATION, action, "note", note.id, person.id))
            return reading.card(unit, note, key=self._key)

    def _was_saved(self, draft: Draft) -> bool:
        with self._units.read(self._actor) as unit:
            return saving.saved_by(unit, draft.id) is not None

    def _own(self, unit: Unit, note_id: UUID) -> Note:
        """The note with its person, both read in this unit, when it is the actor's own and stands."""
        note = unit.get(Note, note_id)
        if note.author_id != self._actor.user_id:
            raise Refused("This is another user's note.", to_do="Only its author withdraws it.")
        if note.superseded_at is not None or note.withdrawn_at is not None:
            raise Conflict("This note was changed or withdrawn meanwhile.", to_do="Look at it again.")
        unit.get(Person, note.person_id)
        return note

    def _last_of_sign_in(self, unit: Unit, person_id: UUID | None) -> Note | None:
        query = sa.select(Note).where(
            col(Note.audit_session) == self._actor.audit_session,
            col(Note.author_id) == self._actor.user_id,
            col(Note.superseded_at).is_(None),
            col(Note.withdrawn_at).is_(None),
        )
        if person_id is not None:
            query = query.where(col(Note.person_id) == person_id)
        return unit.session.scalars(query.order_by(col(Note.written_at).desc(), col(Note.id).desc()).limit(1)).first()
