"""Many rows at once into one table: values made ready column by column, one executemany or a COPY."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.tables.base import Key

Maker = Callable[[Any], Any]
_NOTHING = object()


def insert_many(
    connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], *, walled: bool = False
) -> None:
    """Insert the rows, each with a value for the same columns, in the caller's transaction.

    On PostgreSQL it is a COPY, three times quicker there; on SQLite one executemany without SQLAlchemy's work for
    each value of each row. Into a `walled` table PostgreSQL copies nothing: every row is looked at by its rules.
    """
    if not rows:
        return
    if walled and connection.dialect.name == "postgresql":
        connection.execute(sa.insert(table).inline(), rows)
        return
    makers = {name: make for name, make in _makers(connection, table).items() if name in rows[0]}
    columns = [_made([row[name] for row in rows], make) for name, make in makers.items()]
    insert_plain(connection, table, list(makers), list(zip(*columns, strict=True)))


def insert_plain(
    connection: Connection,
    table: sa.Table,
    names: Sequence[str],
    rows: list[tuple[Any, ...]],
    *,
    known_stay: bool = False,
) -> None:
    """Insert rows of values that the driver takes as they are (a key: `as_stored`), in the order of these columns.

    `known_stay` leaves what is there already as it is, by whoever it was written.
    """
    if not rows:
        return
    postgres = connection.dialect.name == "postgresql"
    if postgres and not known_stay:
        _copy(connection, table, names, rows)
        return
    quote = connection.dialect.identifier_preparer.quote
    listed, marks = ", ".join(map(quote, names)), ", ".join(["%s" if postgres else "?"] * len(names))
    passing = " ON CONFLICT DO NOTHING" if known_stay else ""
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({listed}) VALUES ({marks}){passing}", rows)  # noqa: S608 - names of our own tables


def insert_alike(
    connection: Connection,
    table: sa.Table,
    names: Sequence[str],
    rows: list[tuple[Any, ...]],
    *,
    alike: Mapping[str, Any],
) -> None:
    """As `insert_plain`, of rows that have one value in every column of `alike`; that one is made ready here."""
    if not rows:
        return
    makers = _makers(connection, table)
    fixed = {name: _made([value], makers[name])[0] for name, value in alike.items()}
    if connection.dialect.name == "postgresql":
        values = tuple(fixed.values())
        insert_plain(connection, table, [*names, *fixed], [(*row, *values) for row in rows])
        return
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(map(quote, [*names, *fixed]))
    marks = ", ".join(["?"] * len(names) + [_literal(value) for value in fixed.values()])
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({listed}) VALUES ({marks})", rows)  # noqa: S608 - names and values of our own


def _literal(value: bytes | float | str | None) -> str:
    """A value as SQLite reads it in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value + 0)


def rows_plain(connection: Connection, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What SQLite finds, as it stores it: for a bulk of rows, several times faster than one by one."""
    driver: Any = connection.connection.driver_connection
    return driver.execute(query, values).fetchall()  # type: ignore[no-any-return]  # the driver is not typed


def as_stored(connection: Connection) -> Callable[[UUID], Any]:
    """What makes a key into the value that the driver takes; values sort as their keys do."""
    return _bytes if connection.dialect.name == "sqlite" else _same


def _makers(connection: Connection, table: sa.Table) -> dict[str, Maker | None]:
    dialect = connection.dialect
    plain = dialect.name == "sqlite"
    return {
        column.name: _key
        if plain and isinstance(column.type, Key)
        else column.type.dialect_impl(dialect).bind_processor(dialect)
        for column in table.columns
    }


def _key(value: UUID | None) -> bytes | None:
    """As `Key` has it for SQLite; ten of them a row are worth a way of their own."""
    return value.int.to_bytes(16) if value is not None else None


def _bytes(value: UUID) -> bytes:
    return value.int.to_bytes(16)


def _same(value: UUID) -> UUID:
    return value


def _made(values: list[Any], make: Maker | None) -> list[Any]:
    """Values as the driver takes them; what stands in many rows running is made ready once."""
    if make is None:
        return values
    found: list[Any] = []
    last, made = _NOTHING, None
    for value in values:
        if value is not last:
            last, made = value, make(value)
        found.append(made)
    return found


def _copy(connection: Connection, table: sa.Table, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    if not connection.in_transaction():
        connection.begin()  # whoever acts is said at the beginning, and COPY would begin without
    driver: Any = connection.connection.driver_connection
    quote = connection.dialect.identifier_preparer.quote
    faults = connection.dialect.loaded_dbapi.Error
    listed = ", ".join(map(quote, names))
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    except faults as fault:
        # COPY goes past SQLAlchemy, which would have wrapped it for `told_plainly`.
        raise sa.exc.DBAPIError.instance("COPY", None, fault, faults, dialect=connection.dialect) from fault
