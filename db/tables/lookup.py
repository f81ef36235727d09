"""What finding asks: distinct words of names, their near forms, and who bears them, by to whom they matter.

Everything here is derived (`db.index`) and can be derived again. Scope 0 stands for everybody. In the index
tables the key is the whole row: on SQLite they are stored as that key alone.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import SYSTEM, Bytewise, Governance, Key, word
from db.words.families.access import Scope

FAMILY, GIVEN = 0, 1
DAY = 2
"""The sides of a name, and a day in their place."""
EVERYBODY = 0
"""The scope of every name."""
NO_WORD = 0
"""Where a name has no family name or no forename."""
NO_BIRTH = 0
WHOLE, PART = 0, 1
"""A row for a name as it stands, and one for half of a double name or for a middle name."""


def _number(kind: type[sa.Integer] = sa.Integer) -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A part of the key that is the row."""
    return Field(sa_type=kind, primary_key=True, sa_column_kwargs={"autoincrement": False})


class LookupScope(SQLModel, table=True):
    """A court, agency, area, team or user by a small number: the first part of every key."""

    __tablename__ = "lookup_scope"
    __table_args__ = (UniqueConstraint("scope", "scope_id"),)
    governance: ClassVar[Governance] = SYSTEM
    id: int | None = Field(default=None, primary_key=True)
    scope: Scope = word(Scope)
    scope_id: UUID = Field(sa_type=Key)


class LookupWord(SQLModel, table=True):
    """A distinct family name or forename: folded, without spaces; two keys of its sound."""

    __tablename__ = "lookup_word"
    __table_args__ = (
        UniqueConstraint("side", "norm"),
        Index("ix_lookup_word_sound_one", "side", "sound_one"),
        Index("ix_lookup_word_sound_two", "side", "sound_two"),
    )
    governance: ClassVar[Governance] = SYSTEM
    id: int | None = Field(default=None, primary_key=True)
    side: int = Field(sa_type=sa.SmallInteger)
    norm: str = Field(sa_type=Bytewise)
    sound_one: str = Field(sa_type=Bytewise)
    sound_two: str = Field(sa_type=Bytewise)


class LookupForm(SQLModel, table=True):
    """A word, and every word that is left when one sign of it is taken away: two near words share one."""

    __tablename__ = "lookup_form"
    __table_args__ = {"sqlite_with_rowid": False}
    governance: ClassVar[Governance] = SYSTEM
    form: str = Field(sa_type=Bytewise, primary_key=True)
    side: int = _number(sa.SmallInteger)
    word: int = _number()


class LookupName(SQLModel, table=True):
    """Who bears a name: one row for each scope and date of birth; `born` is a day's ordinal."""

    __tablename__ = "lookup_name"
    __table_args__ = {"sqlite_with_rowid": False}
    governance: ClassVar[Governance] = SYSTEM
    scope: int = _number()
    family: int = _number()
    given: int = _number()
    part: int = _number(sa.SmallInteger)
    born: int = _number()
    name: UUID = Field(sa_type=Key, primary_key=True)


class LookupPair(SQLModel, table=True):
    """Which family names go with a forename in a scope, so that a forename alone finds."""

    __tablename__ = "lookup_pair"
    __table_args__ = {"sqlite_with_rowid": False}
    governance: ClassVar[Governance] = SYSTEM
    scope: int = _number()
    given: int = _number()
    family: int = _number()


class LookupBorn(SQLModel, table=True):
    """Who was born on a day, in a scope; for everybody only names with a date of their own, the rest is on record."""

    __tablename__ = "lookup_born"
    __table_args__ = {"sqlite_with_rowid": False}
    governance: ClassVar[Governance] = SYSTEM
    scope: int = _number()
    born: int = _number()
    name: UUID = Field(sa_type=Key, primary_key=True)


class LookupMap(SQLModel, table=True):
    """While the index is made anew: stored texts, and the words or days that they stand for; empty otherwise."""

    __tablename__ = "lookup_map"
    __table_args__ = {"sqlite_with_rowid": False}
    governance: ClassVar[Governance] = SYSTEM
    side: int = _number(sa.SmallInteger)
    text: str = Field(sa_type=Bytewise, primary_key=True)
    middle: str = Field(sa_type=Bytewise, primary_key=True)
    word: int = _number()
    part: int = Field(sa_type=sa.SmallInteger)
