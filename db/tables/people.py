"""The person as a hub over source records, and the facts that agencies gave: names, identifiers, details."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from db.tables.base import Bytewise, Governance, Key, Reach, Row, key_to, moment, word
from db.tables.pieces import DIALLED, DIALLED_END, ENDING, SERIAL, worked_out
from db.words.families.access import Category
from db.words.families.people import (
    AddressKind,
    DetailKind,
    IdentifierKind,
    LinkState,
    NameKind,
)

_IDENTITY = Governance(Reach.PERSON, Category.IDENTITY, live=True)


def _of_corrections(table: str) -> Index:
    """An index over the few rows that are corrections."""
    made = text("corrects_id IS NOT NULL")
    return Index(f"ix_{table}_corrects", "corrects_id", sqlite_where=made, postgresql_where=made)


def _of_standing(name: str, *columns: str) -> Index:
    """An index over the facts that nothing has replaced."""
    standing = text("ended_at IS NULL")
    return Index(name, *columns, sqlite_where=standing, postgresql_where=standing)


class Person(Row, table=True):
    """One human being or organisation; holds no copied facts."""

    governance: ClassVar[Governance] = Governance(Reach.SELF, Category.IDENTITY, live=True)
    public_ref: str = Field(unique=True)
    created_at: datetime = moment()
    merged_into_id: UUID | None = key_to("person.id", null=True, index=False)
    restricted_level: int = 0
    own_level: int | None = None
    """What `restricted_level` was before somebody more limited was found to be this person; None where nobody was."""
    deceased_on: date | None = None


class SourceRecord(Row, table=True):
    """What one system of one agency holds about somebody; `person_id` is its present placement (D1)."""

    __tablename__ = "source_record"
    __table_args__ = (UniqueConstraint("agency_id", "system", "external_id"),)
    governance: ClassVar[Governance] = _IDENTITY
    agency_id: UUID = key_to("agency.id")
    system: str
    external_id: str
    person_id: UUID = key_to("person.id")
    home_id: UUID | None = key_to("person.id", null=True)
    """The person that it was made with, once a decision has moved it; None where none has."""
    link_state: LinkState = word(LinkState)
    score: float | None = None
    reasons: str = ""
    decided_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    decided_at: datetime = moment()
    first_batch_id: UUID | None = key_to("feed_batch.id", null=True, index=False)
    last_batch_id: UUID | None = key_to("feed_batch.id", null=True)
    said_at: datetime | None = moment(default=None, nullable=True)
    """When the newest message about it was written, where its system says so: an older one changes nothing."""


class Fact(Row):
    """A fact with source, validity and recording time (D2): a correction ends the row and adds another.

    `ended_at` is set when a later row replaced this one; `valid_from/to` are the fact's own dates.
    """

    person_id: UUID = key_to("person.id")
    source_record_id: UUID = key_to("source_record.id")
    recorded_at: datetime = moment()
    recorded_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    valid_from: date | None = None
    valid_to: date | None = None
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_by_id: UUID | None = key_to("user_account.id", null=True, index=False)


class Correctable(Fact):
    """A fact that a correction may stand beside: `corrects_id` is the fact that this row corrects, `why` the reason.

    The fact itself stays as its agency sent it. A correction hangs on a record of its own, which goes where the record
    of the fact goes, and ends when somebody ends it, not when the agency sends another value.
    """

    corrects_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    why: str | None = Field(default=None, nullable=True)


class FieldChange(Row, table=True):
    """What a field of a case, charge or hearing said before, so that nothing is overwritten unseen.

    One row for each defendant concerned; values are shown as text. Facts need none: their old rows stay.
    """

    __tablename__ = "field_change"
    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.CASE)
    person_id: UUID = key_to("person.id")
    kind: str
    object_id: UUID = Field(sa_type=Key, index=True)
    field: str
    old: str
    new: str
    changed_at: datetime = moment()
    changed_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    batch_id: UUID | None = key_to("feed_batch.id", null=True, index=False)


class PersonName(Correctable, table=True):
    """A name somebody goes by; an alias is a row here. Organisations have only `family`."""

    __tablename__ = "person_name"
    # Either word may be the one that is typed first; the person in the index saves a look at the row.
    __table_args__ = (
        _of_standing("ix_person_name_family", "family_folded", "given_folded", "person_id"),
        _of_standing("ix_person_name_given", "given_folded", "family_folded", "person_id"),
        _of_corrections("person_name"),
    )
    governance: ClassVar[Governance] = _IDENTITY
    kind: NameKind = word(NameKind)
    title: str = ""
    family: str
    given: str = ""
    middle: str = ""
    family_folded: str = Field(sa_type=Bytewise)
    given_folded: str = Field(default="", sa_type=Bytewise)
    born_with_it: date | None = None
    is_organisation: bool = False


class Identifier(Correctable, table=True):
    """A number some system knows the person by: raw as it came, canonical where it can be read."""

    __table_args__ = (Index("ix_identifier_kind_canonical", "kind", "canonical"), _of_corrections("identifier"))
    governance: ClassVar[Governance] = _IDENTITY
    kind: IdentifierKind = word(IdentifierKind)
    raw: str = Field(index=True, sa_type=Bytewise)
    canonical: str | None = Field(default=None, sa_type=Bytewise, nullable=True)
    valid: bool = True
    problem: str = ""


worked_out(Identifier, serial=SERIAL, ending=ENDING)


class PersonDetail(Correctable, table=True):
    """One detail: date of birth (ISO), sex, ethnicity, nationality, language, interpreter, occupation ..."""

    __tablename__ = "person_detail"
    __table_args__ = (Index("ix_person_detail_kind_value", "kind", "value"), _of_corrections("person_detail"))
    governance: ClassVar[Governance] = _IDENTITY
    kind: DetailKind = word(DetailKind)
    value: str = Field(sa_type=Bytewise)
    raw: str = ""


class Address(Correctable, table=True):
    """Where somebody lives or lived; `lines` are newline-separated."""

    __table_args__ = (_of_corrections("address"),)
    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.ADDRESS, live=True)
    kind: AddressKind = word(AddressKind)
    lines: str
    postcode: str = Field(default="", index=True, sa_type=Bytewise)
    no_fixed_abode: bool = False


class ContactPoint(Correctable, table=True):
    """A telephone number or e-mail address."""

    __tablename__ = "contact_point"
    __table_args__ = (_of_corrections("contact_point"),)
    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.ADDRESS, live=True)
    kind: str
    value: str


worked_out(ContactPoint, dialled=DIALLED, ending=DIALLED_END)
