"""Which version of the tables a database stands at, told without loading the migrations."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.words.errors import Misconfigured

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_marks = sa.table("alembic_version", sa.column("version_num"))


def newest() -> str:
    """The newest version that this program knows: the number its script's file name begins with."""
    return max((path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py")), default="")


def stands_at(connection: Connection) -> str:
    """The version of the database's tables; empty for one without tables."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(sa.select(_marks.c.version_num)).scalar() or "")


def insist_current(connection: Connection) -> None:
    """Raise Misconfigured unless the tables are those that this program was written for."""
    found, wanted = stands_at(connection), newest()
    if found == wanted:
        return
    if found > wanted:
        raise Misconfigured(
            f"The database was last used with a newer Tracker (tables {found}, this one knows {wanted}).",
            to_do="Install the newer version.",
        )
    raise Misconfigured(
        f"The tables of the database are {found or 'not made'}; this version needs {wanted}.",
        to_do="Run: tracker db upgrade",
    )
