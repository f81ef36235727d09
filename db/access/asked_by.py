"""For whom a statement of finding is written: one reader by name, or whoever holds the token of a transaction.

The same statements, with the same rules by the same builder. On PostgreSQL they stand inside functions of the second
wall, where row security would otherwise be asked for each row that is looked at.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from db.access import matrix, partial
from db.access.constants import written_out
from db.access.criteria import criteria, rule_of, visible
from db.access.reader import Bool, Column
from db.access.session_reader import POSTGRES, RowOf, RowsReader, at_my_court, me, once
from db.access.standing import Standing
from db.tables.places import Court
from db.words.families.access import Category, Level

KNOWN: Final = "known"
"""The variable of a function that holds those of the people asked for who matter to the reader."""


class AskedBy(Protocol):
    """What a statement asks of whoever asks."""

    def criteria(self, *models: type[SQLModel]) -> tuple[Bool, ...]:
        """The rule of each table."""

    def fact(self, model: type[SQLModel]) -> Bool:
        """The rule of a table's rows about people of whom it was asked already that they matter to the reader."""

    def at_my_courts(self, court_id: Column) -> Bool:
        """Whether it is a court of the reader."""

    def whole(self, category: Category) -> Bool:
        """Whether all records of the category are given to the reader in full."""


class ByStanding:
    """See AskedBy; for one reader, with plain values."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def criteria(self, *models: type[SQLModel]) -> tuple[Bool, ...]:
        """See AskedBy."""
        return criteria(self._standing, *models)

    def fact(self, model: type[SQLModel]) -> Bool:
        """See AskedBy."""
        return rule_of(self._standing, model, known=not self._standing.emergency)

    def at_my_courts(self, court_id: Column) -> Bool:
        """See AskedBy."""
        actor = self._standing.actor
        every: Any = sa.select(col(Court.id))
        return written_out(court_id.in_(every if actor.every_court else sorted(actor.courts)))

    def whole(self, category: Category) -> Bool:
        """See AskedBy."""
        return sa.false() if partial.in_part(self._standing, category) else sa.true()


class BySession:
    """See AskedBy; every answer is an expression over `me`, where PLAIN holds a shorter one."""

    def __init__(self, *, plain: bool = False) -> None:
        self._plain = plain

    def criteria(self, *models: type[SQLModel]) -> tuple[Bool, ...]:
        """See AskedBy."""
        return tuple(_rule(model, "", self._plain) for model in models)

    def fact(self, model: type[SQLModel]) -> Bool:
        """See AskedBy; who matters is reckoned anew, as a function can be asked about anybody."""
        return _rule(model, KNOWN, self._plain)

    def at_my_courts(self, court_id: Column) -> Bool:
        """See AskedBy."""
        return at_my_court(court_id)

    def whole(self, category: Category) -> Bool:
        """See AskedBy."""
        rule = sa.func.unnest(me("rules")).table_valued("category").c
        ruled = sa.false() if self._plain else sa.exists().where(rule.category == category.value)
        full = RowsReader().gives(lambda one: matrix.default(one.columns, category).level is Level.FULL)
        return once(sa.and_(~ruled, full))


@lru_cache
def _rule(model: type[SQLModel], known: str, plain: bool) -> Bool:  # noqa: FBT001 - for the cache
    """The rule of a table as text: some fifty statements carry the same few."""
    rule = visible(RowsReader(known, plain=plain), model, row=RowOf(model.__table__))  # type: ignore[attr-defined]
    text = str(rule.compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True}))
    return sa.literal_column(f"({text})", sa.Boolean())


def asked_by(standing: Standing, dialect: str) -> AskedBy:
    """The reader of this standing; on PostgreSQL it is the server that knows who asks."""
    return BySession() if dialect == "postgresql" else ByStanding(standing)
