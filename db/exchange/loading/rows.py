"""Rows as plain dictionaries: known ones by natural key, new and changed ones waiting to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from pydantic_core import PydanticUndefined
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access.deriving import MAKERS
from db.index.keeping import keep, keep_new
from db.store.many import insert_many
from db.tables.base import table_of
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.cases import (
    Bail,
    Case,
    CaseLink,
    Charge,
    DefendantCase,
    Plea,
    ReportingRestriction,
    Result,
    ResultPrompt,
    Verdict,
    Warrant,
)
from db.tables.hearings import Attendance, Hearing, HearingDay, Listing
from db.tables.held import VictimWitness
from db.tables.people import (
    Address,
    ContactPoint,
    FieldChange,
    Identifier,
    Person,
    PersonDetail,
    PersonName,
    SourceRecord,
)
from db.tables.places import Court, CourtAlias, CourtRoom
from db.tables.sharing import ExclusionEntry
from db.tables.system import FeedRecord, QuarantineEntry, Relevance
from db.words.keys import uuid7

RowDict: TypeAlias = dict[str, Any]
Model: TypeAlias = type[SQLModel]

# Parents before children, so that every foreign key finds its row.
ORDER: tuple[Model, ...] = (
    Court, CourtRoom, CourtAlias, Person, SourceRecord, PersonName, Identifier, PersonDetail, Address,
    ContactPoint, Case, CaseLink, DefendantCase, Charge, Plea, Verdict, Hearing, HearingDay, Result,
    ResultPrompt, Bail, Warrant, ReportingRestriction, VictimWitness, Marker, CustodyEpisode, CustodySnapshot, *MAKERS,
    ExclusionEntry, Listing, Attendance, Relevance, FeedRecord, QuarantineEntry, FieldChange,
)  # fmt: skip


# What people are found by (`db.index`); to whom they matter is never taken back.
_NAMED: tuple[Model, ...] = (PersonName, PersonDetail)
_FOUND_BY: tuple[Model, ...] = (*_NAMED, Relevance)


def blank(model: Model) -> RowDict:
    """Every column with its default, None where it has none; the key is made by `Pending.insert`."""
    fields = model.model_fields
    return {
        name: None if fields[name].default is PydanticUndefined else fields[name].default
        for name in table_of(model).columns.keys()  # noqa: SIM118 - a collection of columns yields columns
        if name in fields  # some the database works out
    }


class Pending:
    """New and changed rows of one chunk; written table by table, each by one executemany."""

    def __init__(self, order: tuple[Model, ...] = ORDER) -> None:
        self._order = order
        self._blanks = {model: blank(model) for model in order}
        self._new: dict[Model, list[RowDict]] = defaultdict(list)
        self._changed: dict[Model, dict[UUID, RowDict]] = defaultdict(dict)
        self._fresh: set[UUID] = set()
        self._renamed: set[UUID] = set()
        self.count = 0

    def insert(self, model: Model, **values: Any) -> RowDict:  # noqa: ANN401 - columns of any type
        """A new row with its key; the dictionary stays live until the chunk is written."""
        row = {**self._blanks[model], "id": uuid7(), **values}
        self._new[model].append(row)
        self._fresh.add(row["id"])
        self.count += 1
        return row

    def change(self, model: Model, row: RowDict, **values: Any) -> None:  # noqa: ANN401
        """Change a row, known or new in this chunk."""
        row.update(values)
        if row["id"] in self._fresh:
            return
        if row["id"] not in self._changed[model]:
            row["version"] += 1
            self.count += 1
        if model in _NAMED:
            self._renamed.add(row["person_id"])
        self._changed[model].setdefault(row["id"], {"b_id": row["id"]}).update(values, version=row["version"])

    def waiting(self, model: Model) -> list[RowDict]:
        """New rows of the table that are not written yet; each dictionary is live."""
        return list(self._new[model])

    def drop(self) -> None:
        """Forget what waits; a row that was new stays new."""
        self._new.clear()
        self._changed.clear()
        self._renamed.clear()
        self.count = 0

    def write(self, connection: Connection) -> None:
        """Insert and update everything that waits, in the caller's transaction.

        Changes first: a new row may take the natural key (a start, a number) that a changed one gives up.
        """
        made = {row["id"] for row in self._new[Person]}
        names, details, mattering = (self._new[model] for model in _FOUND_BY)
        found_by = {row["person_id"] for rows in (names, details, mattering) for row in rows} | self._renamed
        for model in self._order:
            if changes := self._changed.pop(model, None):
                _update(connection, table_of(model), changes.values())
            if rows := self._new.pop(model, None):
                insert_many(connection, table_of(model), rows)
        keep(connection, changed=found_by - made)
        keep_new(
            connection, *([row for row in rows if row["person_id"] in made] for rows in (names, details, mattering))
        )
        self._renamed.clear()
        self._fresh.clear()
        self.count = 0


def _update(connection: Connection, table: sa.Table, changes: Iterable[RowDict]) -> None:
    """One executemany for each set of changed columns."""
    alike: dict[tuple[str, ...], list[RowDict]] = defaultdict(list)
    for change in changes:
        alike[tuple(sorted(change))].append(change)
    for names, rows in alike.items():
        columns = [name for name in names if name not in ("b_id", "version")]
        statement = sa.update(table).where(table.c.id == sa.bindparam("b_id"))
        # Counted by the database: a clerk may have saved since the row was read, and must not share a version.
        raised = {"version": table.c.version + 1, **{name: sa.bindparam(f"v_{name}") for name in columns}}
        connection.execute(statement.values(raised), [
            {"b_id": row["b_id"], **{f"v_{name}": row[name] for name in columns}} for row in rows
        ])  # fmt: skip


def fetch(
    connection: Connection,
    model: Model,
    column: str,
    values: Iterable[Any],
    **equal: Any,  # noqa: ANN401
) -> list[RowDict]:
    """Rows whose `column` is one of the values, and whose other named columns equal theirs; none for no values."""
    wanted = sorted(set(values))
    if not wanted:
        return []
    table = table_of(model)
    query = sa.select(table).where(table.c[column].in_(wanted))
    for name, value in equal.items():
        query = query.where(table.c[name].is_(None) if value is None else table.c[name] == value)
    return [dict(row) for row in connection.execute(query).mappings()]


def differs(row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the row does not have already."""
    return {name: value for name, value in values.items() if row[name] != value}


def text_of(value: object) -> str:
    """A stored value as text for the history of a field."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return str(value)
