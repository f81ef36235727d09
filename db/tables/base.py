"""What all tables share: application-made keys, versions, portable column types and governance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel

from db.words.families.access import Category
from db.words.keys import uuid7

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Key(sa.types.TypeDecorator[UUID]):
    """A UUID: 16 raw bytes on SQLite (half of a text key, so half of every index), `uuid` on PostgreSQL."""

    impl = sa.LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """The column type of the engine at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.Uuid())
        return dialect.type_descriptor(sa.LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:  # noqa: ANN401 - driver's own type
        """UUID to what the driver takes."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:  # noqa: ANN401
        """What the driver gives to UUID."""
        return value if value is None or isinstance(value, UUID) else UUID(bytes=bytes(value))


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment, always UTC; SQLite keeps it as naive UTC text that sorts by time."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a naive moment: a time without its zone is a wrong time twice a year."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs its time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Word(sa.types.TypeDecorator[StrEnum]):
    """One word of a family of words, stored as plain text so that a new word needs no migration."""

    impl = sa.String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        self.words = words
        super().__init__()

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Only words of the family are stored; others raise ValueError."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The word as its enum."""
        return None if value is None else self.words(value)


class Bytewise(sa.types.TypeDecorator[str]):
    """Text that is compared byte by byte on both databases, so that a plain index serves prefixes.

    PostgreSQL would sort by the language of the installation, and then no range stands for a prefix.
    """

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """The column type of the engine at hand."""
        return dialect.type_descriptor(sa.String(collation="C") if dialect.name == "postgresql" else sa.String())


class Reach(Enum):
    """How the guard finds out whether an actor may read a row; each has one criterion in `db.access`."""

    OPEN = "open: reference facts and names of staff, no case data"
    PERSON = "carries person_id: the person must be relevant to the actor"
    SELF = "is the person: must be relevant to the actor"
    CASE = "carries case_id: one of the case's defendants must be relevant"
    CASE_SELF = "is the case"
    HEARING = "carries hearing_id: one of the hearing's defendants must be relevant"
    HEARING_SELF = "is the hearing"
    NOTE = "a note: decided by its kind, author and owner"
    NOTE_KEY = "the key of a sealed note: its holder only"
    BATCH = "a feed's file: the agency that owns it"
    OWN = "carries user_id: that user only"
    JUDGES = "no secret of a judge's key: judges and administrators read it, each judge writes the own"
    HELD = "carries person_id and owner_agency_id: the person must be relevant, the owner must share"
    HELD_CASE = "carries case_id and owner_agency_id: a record of a case"
    LEAD = "carries owner_agency_id: the sharing leads of that agency only"
    ASKED = "a request to share: who asked, and the owner's sharing leads"
    AGENCY = "carries owner_agency_id and no person: those of that agency who read cases"
    SEAL = "a restricted case's seal: who may read that case"
    EMERGENCY = "emergency access: who opened it, and who reviews"
    SYSTEM = "never read through a session of a person: accounts, audit, change rows, relevance"


@dataclass(frozen=True, slots=True)
class Governance:
    """Who owns the rows of a table and which category of the sharing matrix they fall in.

    `live` tables write a change row with every commit, so that open screens read again.
    """

    reach: Reach
    category: Category | None = None
    live: bool = False


OPEN = Governance(Reach.OPEN)
SYSTEM = Governance(Reach.SYSTEM)


class Row(SQLModel):
    """A stored row: UUIDv7 key made by the application, and a version that every ORM update raises."""

    governance: ClassVar[Governance | None] = None

    id: UUID = Field(default_factory=uuid7, primary_key=True, sa_type=Key)
    version: int = Field(default=1)


@event.listens_for(Row, "instrument_class", propagate=True)
def _count_versions(mapper: Mapper[Any], _: type) -> None:
    """Optimistic locking on every table; a mixin's mapper arguments cannot name a column that is copied."""
    if "version" in mapper.local_table.c:
        mapper.version_id_col = mapper.local_table.c.version


def key_to(target: str, *, null: bool = False, index: bool = True, default: Any = ...) -> Any:  # noqa: ANN401
    """A foreign key column to `table.id`; SQLModel's Field is untyped by design."""
    if null:
        return Field(default=None, foreign_key=target, nullable=True, index=index, sa_type=Key)
    return Field(default=default, foreign_key=target, index=index, sa_type=Key)


def word(words: type[StrEnum], **more: Any) -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A column for one word of a family."""
    return Field(sa_type=Word(words), **more)


def moment(**more: Any) -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A column for an aware moment."""
    return Field(sa_type=Moment, **more)


def table_of(model: type[SQLModel]) -> sa.Table:
    """The table of a mapped class."""
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table
