"""Statements made ready once for a standing and an engine, then run by their text: nothing is worked out at a key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Generic, Self, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause, Join

from db.access.guard import RAW, RAW_PURPOSES
from db.people.lookup.served import Served, Statement, called, is_list_of
from db.tables.base import Key
from db.words.errors import Refused

Row = tuple[Any, ...]
K = TypeVar("K")
_KEYS = 4_096
"""Keys of which it is remembered what they are: the same people stand in many rows."""
HALF = 32
"""Bits of either number of a pair."""
_NAMED = SQLiteDialect(paramstyle="named")
_LIST = re.compile(r"IN \(\[(\w+)\]\)")


class Prepared:
    """One statement, written out for one engine: lists are given to `among` and `listed`, the rest to bindparams.

    On PostgreSQL it is a call of the function `name` of the second wall, in which the statement stands.
    """

    def __init__(self, statement: Statement | Served, dialect: Dialect, name: str) -> None:
        if isinstance(statement, Served) or dialect.name == "postgresql":
            function = statement if isinstance(statement, Served) else called(name, statement)
            self._text, kinds = function.called, function.gives
            self._given: Callable[[object], object] = _to_psycopg
            fixed: Mapping[str, Any] = {}
        else:
            compiled: Any = statement.compile(dialect=_NAMED)
            self._text, kinds = str(compiled), tuple(column.type for column in compiled._result_columns)
            self._given = _to_sqlite
            fixed = compiled.construct_params(_check=False)
        self._lists = frozenset(_LIST.findall(self._text))
        self._texts: dict[tuple[int, ...], str] = {}
        self._fixed = {name: self._given(value) for name, value in fixed.items() if value is not None}
        self._fault: type[Exception] = dialect.loaded_dbapi.Error
        self._readers = [
            (place, read) for place, kind in enumerate(kinds) if (read := _reader(kind, dialect)) is not None
        ]

    def rows(self, connection: Connection, **values: object) -> list[Row]:
        """Every row, each value as its column's type gives it; asked by the driver's own cursor, which saves half.

        The connection is one of `Units.raw`, in a transaction: that is what its guard asks of raw statements.
        """
        lists = {name: list(cast("Collection[Any]", values.pop(name))) for name in self._lists}
        named = self._fixed | {name: self._given(value) for name, value in values.items()}
        text = self._sized(lists, named) if lists else self._text
        found = self._asked(connection, text, named)
        readers = self._readers
        if not readers:
            return found
        rows = []
        for one in found:
            row = list(one)
            for place, read in readers:
                row[place] = read(row[place])
            rows.append(tuple(row))
        return rows

    def _asked(self, connection: Connection, text: str, named: dict[str, Any]) -> list[Row]:
        if connection.get_execution_options().get(RAW) not in RAW_PURPOSES or not connection.in_transaction():
            raise Refused("No actor, no session.")
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, named)
            found = cast("list[Row]", cursor.fetchall())
        except self._fault as fault:
            raise DBAPIError(text, None, fault, hide_parameters=True) from None
        finally:
            cursor.close()
        return found

    def _sized(self, lists: Mapping[str, list[Any]], named: dict[str, Any]) -> str:
        """The text with room for the lists; their lengths are rounded up, so that few texts are ever made."""
        sizes = {name: 1 << max(0, len(given) - 1).bit_length() for name, given in lists.items()}
        for name, given in lists.items():
            padded = [*given, *(given[-1:] or [None]) * (sizes[name] - len(given))]
            named |= {f"{name}_{place}": _to_sqlite(value) for place, value in enumerate(padded)}
        key = tuple(sizes.values())
        if key not in self._texts:
            text = self._text
            for name, size in sizes.items():
                text = text.replace(f"[{name}]", ", ".join(f":{name}_{place}" for place in range(size)))
            self._texts[key] = text
        return self._texts[key]


_SERVED: dict[str, Prepared] = {}


class Shelf(Generic[K]):
    """Statements by a key, each made ready when it is first asked for, and kept.

    `named` names the functions in which they stand on PostgreSQL; those are the same for every reader.
    """

    def __init__(self, dialect: Dialect, make: Callable[[K], Statement], named: Callable[[K], str]) -> None:
        self._dialect = dialect
        self._make = make
        self._named = named
        self._made: dict[K, Prepared] = {}

    def __getitem__(self, key: K) -> Prepared:
        """The statement of this key."""
        if key not in self._made:
            self._made[key] = self._prepared(key)
        return self._made[key]

    def _prepared(self, key: K) -> Prepared:
        name = self._named(key)
        if self._dialect.name != "postgresql":
            return Prepared(self._make(key), self._dialect, name)
        if name not in _SERVED:
            _SERVED[name] = Prepared(self._make(key), self._dialect, name)
        return _SERVED[name]


def _reader(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(kind, Key) and dialect.name == "sqlite":
        return _key
    read: Callable[[Any], Any] | None = kind._cached_result_processor(dialect, None)
    return read


@lru_cache(_KEYS)
def _key(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def _to_psycopg(value: object) -> object:
    return list(value) if isinstance(value, tuple | frozenset | set) else value


def _to_sqlite(value: object) -> object:
    """What the driver takes; a list of numbers, for `listed`, as JSON."""
    if isinstance(value, list):
        return json.dumps(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.bytes if isinstance(value, UUID) else value


class _Among(ColumnElement[bool]):
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.given: sa.BindParameter[Any] = sa.bindparam(name)
        self.type = sa.Boolean()

    def self_group(self, against: object = None) -> Self:
        """It is a comparison already: SQLAlchemy need not add `= 1`, with which no index is used."""
        return self


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The column is one of the list given as `name`; the text is the same whatever the length of the list."""
    return _Among(column, name)


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    # Not a subquery over JSON: of how many values that gives SQLite knows nothing, and reads the whole table.
    return f"{compiler.process(element.column, **kw)} IN ([{element.given.key}])"


@compiles(_Among, "postgresql")
def _among_postgresql(element: _Among, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    kind = _array(element.column.type)
    given = compiler.process(element.given, **kw)
    is_list_of(compiler, element.given.key, kind)
    return f"{compiler.process(element.column, **kw)} = ANY({given})"


def _array(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, Key):
        return "UUID[]"
    return "INTEGER[]" if isinstance(kind, sa.Integer) else "TEXT[]"


def listed(name: str, dialect: Dialect) -> tuple[FromClause, ColumnElement[int], ColumnElement[int]]:
    """The whole numbers of the list given as `name` as rows: where from, the number, and its place from 0."""
    if dialect.name == "postgresql":
        given: sa.BindParameter[Any] = sa.bindparam(name, type_=ARRAY(sa.BigInteger))
        asked = sa.func.unnest(given).table_valued("value", with_ordinality="key").render_derived(name="asked")
        return asked, sa.type_coerce(asked.c.value, sa.BigInteger), sa.type_coerce(asked.c.key - 1, sa.BigInteger)
    asked = sa.func.json_each(sa.bindparam(name)).table_valued("key", "value").alias("asked")
    return asked, sa.type_coerce(asked.c.value, sa.BigInteger), sa.type_coerce(asked.c.key, sa.BigInteger)


def paired(names: tuple[str, str, str], dialect: Dialect) -> tuple[FromClause, tuple[ColumnElement[int], ...]]:
    """Pairs of whole numbers as rows: where from, both numbers, and the place from 0.

    `names` are the list of pairs, each as one number, for SQLite, and the two lists for PostgreSQL: there no
    arithmetic may stand between an index and row security.
    """
    if dialect.name == "postgresql":
        given: Iterable[Any] = (sa.bindparam(name, type_=ARRAY(sa.Integer)) for name in names[1:])
        asked = sa.func.unnest(*given).table_valued("one", "other", with_ordinality="key").render_derived(name="asked")
        whole = (sa.type_coerce(asked.c[name], sa.Integer) for name in ("one", "other"))
        return asked, (*whole, sa.type_coerce(asked.c.key - 1, sa.BigInteger))
    found, value, place = listed(names[0], dialect)
    high, low = value.op(">>")(sa.literal_column(str(HALF))), value.op("&")(sa.literal_column(str((1 << HALF) - 1)))
    return found, (high, low, place)


class InOrder(Join):
    """A join that runs from left to right, so that rows come in the order of the left side."""

    inherit_cache = False


@compiles(InOrder, "sqlite")
def _in_order(element: InOrder, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    kw["asfrom"] = True
    left, right = compiler.process(element.left, **kw), compiler.process(element.right, **kw)
    return f"{left} CROSS JOIN {right} ON {compiler.process(element.onclause, from_linter=kw.get('from_linter'))}"


@compiles(InOrder, "postgresql")
def _laterally(element: InOrder, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    """What stands in the right side names the left one, and nothing is pulled out of it: OFFSET 0."""
    kw["asfrom"] = True
    left, right = compiler.process(element.left, **kw), compiler.process(element.right, **kw)
    on = compiler.process(element.onclause, from_linter=kw.get("from_linter"))
    name = element.right.name  # type: ignore[attr-defined]
    return f"{left} CROSS JOIN LATERAL (SELECT {name}.* FROM {right} WHERE {on} OFFSET 0) AS {name}"  # noqa: S608


def in_order(left: FromClause, *steps: tuple[FromClause, ColumnElement[bool]]) -> FromClause:
    """The left side, then each step to a table by its condition."""
    for table, condition in steps:
        left = InOrder(left, table, condition)
    return left
