"""How long a statement, a lock and an idle transaction of this login may last: what one that was forgotten holds up."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.store.wall.roles import PATIENCE


@dataclass(frozen=True, slots=True)
class Patience:
    """The limits of this login in words, and the names of those that it does not have."""

    set_to: tuple[str, ...]
    missing: tuple[str, ...]


def patience(connection: Connection) -> Patience:
    """As the server gave them to this session when it began, which a session may set back for itself."""
    found = connection.execute(
        sa.text("SELECT name, reset_val::bigint AS most FROM pg_catalog.pg_settings WHERE name = ANY(:names)"),
        {"names": list(PATIENCE)},
    )
    most = {row.name: row.most for row in found}
    return Patience(
        tuple(f"{name} {most[name] / 1000:g} s" for name in PATIENCE if most.get(name)),
        tuple(name for name in PATIENCE if not most.get(name)),
    )
