"""Notes: agency, shared and hearing notes as text; a judge's personal note only sealed."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint

from db.tables.base import SYSTEM, Governance, Reach, Row, key_to, moment, word
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
    """A sealed note's key, encrypted to one judge's public key; hand-over adds a row.

    Taken back it has an end, and `wrapped` is empty: the key is gone and the record of it stays.
    """

    __tablename__ = "note_key"
    __table_args__ = (UniqueConstraint("note_id", "holder_id"),)
    governance: ClassVar[Governance] = Governance(Reach.NOTE_KEY, Category.PERSONAL_NOTE)
    note_id: UUID = key_to("note.id")
    holder_id: UUID = key_to("user_account.id")
    given_by_id: UUID = key_to("user_account.id")
    wrapped: bytes
    given_at: datetime | None = moment(default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)


class JudgePublicKey(Row, table=True):
    """The public half of a judge's key, published at sign-in: what another judge's note is handed over to.

    `recovery_key_id` says for which recovery key the private half was sealed, if for any.
    """

    __tablename__ = "judge_public_key"
    __table_args__ = (UniqueConstraint("user_id"),)
    governance: ClassVar[Governance] = Governance(Reach.JUDGES)
    user_id: UUID = key_to("user_account.id", index=False)
    public_key: bytes
    since: datetime = moment()
    recovery_key_id: UUID | None = key_to("recovery_key.id", null=True, index=False)


class RecoveryKey(Row, table=True):
    """The installation's key for judges' keys: its public half seals, its private half needs two custodians."""

    __tablename__ = "recovery_key"
    governance: ClassVar[Governance] = Governance(Reach.JUDGES)
    public_key: bytes
    made_at: datetime = moment()
    made_by_id: UUID = key_to("user_account.id", index=False)
    ended_at: datetime | None = moment(default=None, nullable=True)


class RecoveryCopy(Row, table=True):
    """A judge's private key once more, encrypted to the recovery key; one for each pair that the judge ever had."""

    __tablename__ = "recovery_copy"
    __table_args__ = (UniqueConstraint("user_id", "public_key"),)
    governance: ClassVar[Governance] = Governance(Reach.OWN)
    user_id: UUID = key_to("user_account.id", index=False)
    public_key: bytes
    recovery_key_id: UUID = key_to("recovery_key.id", index=False)
    sealed: bytes
    made_at: datetime = moment()


class RecoveryCustodian(Row, table=True):
    """One of the people who keep a passphrase of a recovery key: how it is stretched, never what it is."""

    __tablename__ = "recovery_custodian"
    __table_args__ = (UniqueConstraint("recovery_key_id", "user_id"),)
    governance: ClassVar[Governance] = SYSTEM
    recovery_key_id: UUID = key_to("recovery_key.id", index=False)
    user_id: UUID = key_to("user_account.id", index=False)
    salt: bytes
    parameters: str


class RecoveryBox(Row, table=True):
    """The private half of a recovery key, locked so that two custodians together open it and one alone does not."""

    __tablename__ = "recovery_box"
    __table_args__ = (UniqueConstraint("recovery_key_id", "first_id", "second_id"),)
    governance: ClassVar[Governance] = SYSTEM
    recovery_key_id: UUID = key_to("recovery_key.id", index=False)
    first_id: UUID = key_to("user_account.id", index=False)
    second_id: UUID = key_to("user_account.id", index=False)
    box: bytes
