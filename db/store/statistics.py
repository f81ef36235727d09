"""What the database knows of its own tables: by that alone it tells a narrow index from a wide one."""

from __future__ import annotations

from typing import Final

from sqlalchemy.engine import Connection

_LOOKED_AT: Final = 1_000
"""Rows of each index that are looked at, so that a record of any size is counted in a moment."""
_EVERY_TABLE: Final = 0x10002
"""For `PRAGMA optimize`: tables that nobody has asked yet too; and what has grown tenfold is counted anew."""


def are_wanted(dialect: str) -> bool:
    """Whether tables are counted by `count_tables`, so that a caller opens no transaction for nothing."""
    return dialect == "sqlite"


def count_tables(connection: Connection) -> None:
    """Let SQLite count the tables that have grown since they were last counted; PostgreSQL does so by itself.

    A new file knows nothing: of two indexes it takes either, and reads every person's row where eight were asked for.
    """
    if are_wanted(connection.dialect.name):
        connection.exec_driver_sql(f"PRAGMA analysis_limit={_LOOKED_AT}")
        connection.exec_driver_sql(f"PRAGMA optimize={_EVERY_TABLE}")
