"""What the index weighs, table by table: the rows of everybody, and beside them those for courts and teams."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

SCOPED: Final = ("lookup_name", "lookup_pair", "lookup_born")
_WORDS: Final = ("lookup_form", "lookup_word")
_POSTGRES: Final = "SELECT pg_total_relation_size(CAST(%s AS regclass))"


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one table with its indexes; of a table with scopes they are shared out by rows."""

    table: str
    everybody: int
    scoped: int = 0


def weigh(connection: Connection, path: Path | None) -> tuple[Weight, ...]:
    """Each table of the index; none where this SQLite does not tell. `path` is a SQLite file without a key."""
    tables = (*SCOPED, *_WORDS, "lookup_scope")
    try:
        found = _of_file(path, tables) if path is not None else _of_server(connection, tables)
    except sqlite3.OperationalError:
        return ()
    return tuple(_shared_out(connection, table, found[table]) for table in tables)


def _shared_out(connection: Connection, table: str, size: int) -> Weight:
    if table in _WORDS:
        return Weight(table, size)
    if table not in SCOPED:
        return Weight(table, 0, size)
    count = f"SELECT count(*), count(CASE WHEN scope = 0 THEN 1 END) FROM {table}"
    rows, of_everybody = connection.exec_driver_sql(count).one()
    everybody = size * of_everybody // max(1, rows)
    return Weight(table, everybody, size - everybody)


def _of_file(path: Path, tables: tuple[str, ...]) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("SELECT 1 FROM dbstat LIMIT 1")
        kept = plain.execute("SELECT tbl_name, name FROM sqlite_master WHERE rootpage > 0").fetchall()
        trees = {table: [name for owner, name in kept if owner == table] for table in tables}
        size = "SELECT sum(pgsize) FROM dbstat WHERE name = ? AND aggregate = TRUE"
        return {table: sum(plain.execute(size, [name]).fetchone()[0] for name in of) for table, of in trees.items()}


def _of_server(connection: Connection, tables: tuple[str, ...]) -> dict[str, int]:
    return {table: int(connection.exec_driver_sql(_POSTGRES, (table,)).scalar_one()) for table in tables}
