"""Compares the index with a plain telling of what it should hold, and names what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.index.derived import BORN, PAIRS
from db.index.identity import BIRTHS, NAMES, SCOPES, everywhere, gathered, name_of
from db.index.words import forms, sound_keys
from db.tables.lookup import LookupForm, LookupName, LookupScope, LookupWord
from db.tables.people import PersonName

_names: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_word: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_form: sa.Table = LookupForm.__table__  # type: ignore[attr-defined]
_scope: sa.Table = LookupScope.__table__  # type: ignore[attr-defined]
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_BUCKETS = 4096
_PEOPLE_AT_ONCE = 5_000
NAMED: Final = 20
"""Rows of each fault that are named."""
_LACKING: Final = {
    "a forename without its family name": f"{PAIRS} EXCEPT SELECT scope, given, family FROM lookup_pair",  # noqa: S608
    "a day of birth without its name": f"{BORN} EXCEPT SELECT scope, born, name FROM lookup_born",  # noqa: S608
    "a day of birth of nobody": f"SELECT scope, born, name FROM lookup_born EXCEPT {BORN}",  # noqa: S608
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is lacking or too much; by ids and numbers, never by a name."""

    what: str
    row: str


def check(connection: Connection) -> Iterator[Fault]:
    """Every difference, of each kind the first few: rows by name, their forenames and days, words and near forms."""
    yield from _compared("name", lambda: _wanted(connection), lambda: _held(connection))
    yield from _compared("near form", lambda: _near(connection), lambda: _formed(connection))
    for one in connection.execute(sa.select(_word)):
        if (one.sound_one, one.sound_two) != sound_keys(one.norm):
            yield Fault("a word with another sound", str(one.id))
    for what, statement in _LACKING.items():
        for row in connection.exec_driver_sql(f"SELECT * FROM ({statement}) AS differing LIMIT {NAMED}"):  # noqa: S608
            yield Fault(what, _told(row))


def _wanted(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """What the record says, person by person, worked out as if there were no index."""
    numbers = {(row.side, row.norm): row.id for row in connection.execute(sa.select(_word))}
    scopes = {(row.scope, row.scope_id): row.id for row in connection.execute(sa.select(_scope))}
    for first, last in _ranges(connection):
        names, births, mattering = (
            connection.execute(query.where(column.between(first, last))).all()
            for query, column in (
                (NAMES, NAMES.selected_columns.person_id),
                (BIRTHS, BIRTHS.selected_columns.person_id),
                (SCOPES, SCOPES.selected_columns.person_id),
            )
        )
        standing = gathered(map(name_of, names), births, mattering)
        for name in standing.names:
            if name.ended:
                continue
            known = {one: numbers.get(one, -1) for one in name.spellings}
            where = everywhere(scopes.get(one, -1) for one in standing.scopes.get(name.person, ()))
            for key in set(name.keys(known, standing.births.get(name.person, ()), where)):
                yield *key, name.id


def _ranges(connection: Connection) -> Iterator[tuple[UUID, UUID]]:
    """People with a name, some at a time, by the first and last of their keys."""
    last: UUID | None = None
    while True:
        some = sa.select(_name.c.person_id).distinct().order_by(_name.c.person_id).limit(_PEOPLE_AT_ONCE)
        people = connection.scalars(some if last is None else some.where(_name.c.person_id > last)).all()
        if not people:
            return
        last = people[-1]
        yield people[0], people[-1]


def _held(connection: Connection) -> Iterator[tuple[Any, ...]]:
    return (tuple(row) for row in connection.execution_options(yield_per=10_000).execute(sa.select(_names)))


def _near(connection: Connection) -> Iterator[tuple[Any, ...]]:
    words = connection.execute(sa.select(_word.c.id, _word.c.side, _word.c.norm)).all()
    return ((form, row.side, row.id) for row in words for form in forms(row.norm))


def _formed(connection: Connection) -> Iterator[tuple[Any, ...]]:
    return (tuple(row) for row in connection.execution_options(yield_per=10_000).execute(sa.select(_form)))


def _compared(what: str, wanted: Any, held: Any) -> Iterator[Fault]:  # noqa: ANN401 - two makers of rows
    """Both sides summed up in buckets; only where two sums differ are rows looked at once more."""
    ours, theirs = _sums(wanted()), _sums(held())
    differing = {place for place in range(_BUCKETS) if ours[place] != theirs[place]}
    if not differing:
        return
    lacking, spare = _in(wanted(), differing), _in(held(), differing)
    for row in sorted(lacking - spare, key=str)[:NAMED]:
        yield Fault(f"a {what} that is lacking", _told(row))
    for row in sorted(spare - lacking, key=str)[:NAMED]:
        yield Fault(f"a {what} too much", _told(row))


def _sums(rows: Iterable[tuple[Any, ...]]) -> list[int]:
    sums = [0] * _BUCKETS
    for row in rows:
        told = hash(row)
        sums[told % _BUCKETS] += told
    return sums


def _in(rows: Iterable[tuple[Any, ...]], buckets: set[int]) -> set[tuple[Any, ...]]:
    return {row for row in rows if hash(row) % _BUCKETS in buckets}


def _told(row: Iterable[Any]) -> str:
    return " ".join(str(UUID(bytes=each) if isinstance(each, bytes) else each) for each in row)
