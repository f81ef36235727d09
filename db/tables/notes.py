"""Notes: agency, shared and hearing notes as text; a judge's personal note only sealed."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint

from db.tables.base import Governance, Reach, Row, key_to, moment, word
from db.words.families.access import Category
from db.words.families.notes import NoteKind


class Note(Row, table=True):
    """One note about a person; a judge's personal note has no `body`, only `sealed` (D7)."""

    __table_args__ = (
        CheckConstraint("(kind = 'judge_personal') = (body IS NULL)", name="personal_is_sealed"),
        CheckConstraint("(kind = 'judge_personal') = (sealed IS NOT NULL)", name="sealed_is_personal"),
    )
    governance: ClassVar[Governance] = Governance(Reach.NOTE, Category.AGENCY_NOTE, live=True)
    kind: NoteKind = word(NoteKind)
    person_id: UUID = key_to("person.id")
    case_id: UUID | None = key_to("court_case.id", null=True)
    hearing_day_id: UUID | None = key_to("hearing_day.id", null=True)
    author_id: UUID = key_to("user_account.id")
    owner_agency_id: UUID = key_to("agency.id")
    body: str | None = None
    sealed: bytes | None = None
    written_at: datetime = moment()
    audit_session: UUID = key_to("audit_chain.id", index=False)
    supersedes_id: UUID | None = key_to("note.id", null=True)
    superseded_at: datetime | None = moment(default=None, nullable=True)
    withdrawn_at: datetime | None = moment(default=None, nullable=True)
    draft_ref: UUID | None = key_to("note_draft_ref.id", null=True, index=False)


class NoteDraftRef(Row, table=True):
    """The draft a saved note came from: a save repeated after a lost answer finds it and adds nothing."""

    __tablename__ = "note_draft_ref"
    governance: ClassVar[Governance] = Governance(Reach.OWN)
    user_id: UUID = key_to("user_account.id")
    saved_at: datetime = moment()


class NoteKey(Row, table=True):
    """A sealed note's key, encrypted to one judge's public key; hand-over adds a row."""

    __tablename__ = "note_key"
    __table_args__ = (UniqueConstraint("note_id", "holder_id"),)
    governance: ClassVar[Governance] = Governance(Reach.NOTE_KEY, Category.PERSONAL_NOTE)
    note_id: UUID = key_to("note.id")
    holder_id: UUID = key_to("user_account.id")
    given_by_id: UUID = key_to("user_account.id", index=False)
    wrapped: bytes
