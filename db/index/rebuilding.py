"""Makes the whole index anew out of the record, in one transaction: in the order of its keys, so that it is dense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.index.derived import BORN, PAIRS
from db.index.identity import BIRTHS, SCOPES
from db.index.vocabulary import FORM, WORD, scope_numbers
from db.index.words import Word, family_words, forms, given_words, ordinal, sound_keys
from db.store.many import insert_plain
from db.store.statistics import count_tables
from db.store.wall.roles import KEEPER, OWNER
from db.tables.lookup import (
    DAY,
    FAMILY,
    GIVEN,
    NO_BIRTH,
    NO_WORD,
    WHOLE,
    LookupForm,
    LookupMap,
    LookupName,
    LookupWord,
)
from db.tables.people import PersonName
from db.words.batches import in_batches
from db.words.families.people import DetailKind
from db.words.text import fold

_AT_ONCE = 10_000
_TABLES: Final = (
    "lookup_map",
    "lookup_born",
    "lookup_pair",
    "lookup_name",
    "lookup_form",
    "lookup_word",
    "lookup_scope",
)
_MAP: Final = ("side", "text", "middle", "word", "part")
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_map: sa.Table = LookupMap.__table__  # type: ignore[attr-defined]
_word: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_form: sa.Table = LookupForm.__table__  # type: ignore[attr-defined]

# The same statements on both engines; every value in them is a word of the program. CROSS JOIN keeps SQLite to the
# order of the tables, whatever it has counted in them; PostgreSQL reads it as any join. A name's own key stands in an
# expression, as SQLite otherwise reads the names in the order of their keys, one by one from all over the file.
_ALL: Final = f"""
INSERT INTO lookup_name (scope, family, given, part, born, name)
SELECT DISTINCT 0, f.word, g.word, CASE WHEN f.part + g.part > 0 THEN 1 ELSE 0 END,
    COALESCE(w.word, b.word, {NO_BIRTH}), COALESCE(n.id, n.id)
FROM person_name n CROSS JOIN lookup_map f CROSS JOIN lookup_map g
LEFT JOIN lookup_map w ON n.born_with_it IS NOT NULL AND w.side = {DAY}
    AND w.text = CAST(n.born_with_it AS VARCHAR(10)) AND w.middle = ''
LEFT JOIN person_detail d ON n.born_with_it IS NULL AND d.person_id = n.person_id
    AND d.kind = '{DetailKind.DATE_OF_BIRTH.value}' AND d.ended_at IS NULL
    AND d.value IN (SELECT text FROM lookup_map WHERE side = {DAY} AND middle = '')
LEFT JOIN lookup_map b ON b.side = {DAY} AND b.text = d.value AND b.middle = ''
WHERE n.ended_at IS NULL AND f.part + g.part < 2
    AND f.side = {FAMILY} AND f.text = n.family_folded AND f.middle = ''
    AND g.side = {GIVEN} AND g.text = n.given_folded AND g.middle = n.middle
ORDER BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608
_SCOPED: Final = """
INSERT INTO lookup_name (scope, family, given, part, born, name)
SELECT DISTINCT s.id, e.family, e.given, e.part, e.born, e.name
FROM lookup_name e CROSS JOIN person_name n CROSS JOIN relevance r CROSS JOIN lookup_scope s
WHERE e.scope = 0 AND n.id = e.name AND r.person_id = n.person_id AND s.scope = r.scope AND s.scope_id = r.scope_id
ORDER BY 1, 2, 3, 4, 5, 6
"""
_PAIRS: Final = f"INSERT INTO lookup_pair (scope, given, family) {PAIRS} ORDER BY 1, 2, 3"
_BORN: Final = f"INSERT INTO lookup_born (scope, born, name) {BORN} ORDER BY 1, 2, 3"
# PostgreSQL takes a table that this transaction has just filled for an empty one, and would go through it row by row.
_WHOLE_TABLES: Final = ("SET LOCAL enable_nestloop = off", "SET LOCAL work_mem = '128MB'")
_COUNT_ANEW: Final = (
    f"SET LOCAL ROLE {OWNER}",
    f"ANALYZE {', '.join(_TABLES)}, person, person_name, person_detail, identifier, relevance",
    f"SET LOCAL ROLE {KEEPER}",
)


@dataclass(frozen=True, slots=True)
class Made:
    """How many rows there are: names as they are stored, distinct words, rows of the index."""

    names: int
    words: int
    rows: int


def rebuild(connection: Connection) -> Made:
    """Take everything out and write it anew, in the caller's transaction."""
    served = connection.dialect.name == "postgresql"
    for statement in _WHOLE_TABLES if served else ():
        connection.exec_driver_sql(statement)
    for table in _TABLES:
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - words of the program
    scope_numbers(connection, {(row.scope, row.scope_id) for row in connection.execute(_scopes())})
    family, given, days = list(_families(connection)), list(_givens(connection)), list(_days(connection))
    numbers = _vocabulary(connection, [*_spellings(FAMILY, family), *_spellings(GIVEN, given)])
    for mapped in (_mapped(FAMILY, family, numbers), _mapped(GIVEN, given, numbers), days):
        _write(connection, _map, _MAP, mapped)
    for statement in (_ALL, _SCOPED, _PAIRS, _BORN):
        connection.exec_driver_sql(statement)
    connection.execute(sa.delete(_map))
    if served:
        _count_anew(connection)
    count_tables(connection)
    return Made(
        names=_count(connection, _name, _name.c.ended_at.is_(None)),
        words=_count(connection, _word),
        rows=_count(connection, LookupName.__table__),  # type: ignore[attr-defined]
    )


def _count_anew(connection: Connection) -> None:
    """Tell PostgreSQL how many rows there are now, which only the tables' owner may; else it finds out by itself."""
    for setting in ("enable_nestloop", "work_mem"):
        connection.exec_driver_sql(f"SET LOCAL {setting} TO DEFAULT")
    if connection.scalar(sa.text(f"SELECT pg_has_role(session_user, '{OWNER}', 'MEMBER')")):
        for statement in _COUNT_ANEW:
            connection.exec_driver_sql(statement)


def is_empty(connection: Connection) -> bool:
    """Whether there are names and nothing to find them by: a database of a version before the index."""
    named = connection.execute(sa.select(_name.c.id).where(_name.c.ended_at.is_(None)).limit(1)).first()
    return named is not None and connection.execute(sa.select(_word.c.id).limit(1)).first() is None


def _scopes() -> sa.Select[Any]:
    of = SCOPES.subquery()
    found: sa.Select[Any] = sa.select(of.c.scope, of.c.scope_id).distinct()
    return found


Text = tuple[str, str, tuple[Word, ...]]
"""A family name or the forenames as they are stored, the middle names beside them, and what they are found by."""
Mapped = tuple[int, str, str, int, int]
"""A row of `lookup_map`."""


def _families(connection: Connection) -> Iterator[Text]:
    for (text,) in connection.execute(_distinct(_name.c.family_folded)):
        yield text, "", family_words(text)


def _givens(connection: Connection) -> Iterator[Text]:
    for text, middle in connection.execute(_distinct(_name.c.given_folded, _name.c.middle)):
        yield text, middle, given_words(text, fold(middle) if middle else "")


def _distinct(*columns: sa.ColumnElement[str]) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*columns).where(_name.c.ended_at.is_(None)).distinct()


def _days(connection: Connection) -> Iterator[Mapped]:
    """Every text of a date that is one, with its number."""
    texts = {row.value for row in connection.execute(sa.select(BIRTHS.subquery().c.value).distinct())}
    with_name = sa.select(_name.c.born_with_it).where(_name.c.born_with_it.is_not(None)).distinct()
    texts |= {day.isoformat() for day in connection.scalars(with_name)}
    numbered = ((text, ordinal(text)) for text in sorted(texts))
    return ((DAY, text, "", number, WHOLE) for text, number in numbered if number != NO_BIRTH)


def _mapped(side: int, texts: Iterable[Text], numbers: dict[tuple[int, str], int]) -> Iterator[Mapped]:
    for text, middle, words in texts:
        for norm, part in words or (("", WHOLE),):
            word = numbers[(side, norm)] if norm else NO_WORD
            yield side, text, middle, word, part


def _spellings(side: int, texts: Iterable[Text]) -> Iterator[tuple[int, str]]:
    return ((side, norm) for _, _, words in texts for norm, _ in words)


def _vocabulary(connection: Connection, spellings: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    ordered = sorted(set(spellings))
    heard = ((side, norm, *sound_keys(norm)) for side, norm in ordered)
    _write(connection, _word, WORD, heard)
    known = connection.execute(sa.select(_word.c.side, _word.c.norm, _word.c.id))
    numbers = {(side, norm): number for side, norm, number in known}
    near = [(form, side, number) for (side, norm), number in numbers.items() for form in forms(norm)]
    near.sort()
    _write(connection, _form, FORM, near)
    return numbers


def _write(connection: Connection, table: sa.Table, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    for some in in_batches(rows, _AT_ONCE):
        insert_plain(connection, table, columns, some)


def _count(connection: Connection, table: sa.Table, *only: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(table).where(*only)
    return connection.execute(counted).scalar_one()
