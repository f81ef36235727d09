"""In which role of the server a piece of work is done; SQLite has no roles and does not look at this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from db.store.engine import ROLE, TODAY, TOKEN
from db.store.wall.roles import APP, KEEPER, LOADER

# What every terminal does it does as the application; feeds and upkeep need a login that may become more.
_ROLES: Final[Mapping[str, str]] = {"bulk": LOADER, "keeper": KEEPER}


def as_user(token: bytes | None, today: date) -> dict[str, Any]:
    """Options of a connection that works for the sign-in of this token, under row security."""
    return {ROLE: APP, TOKEN: token, TODAY: today}


def as_house(purpose: str, token: Callable[[], bytes | None] | None = None) -> dict[str, Any]:
    """Options of a connection for one of the raw purposes; `token` is asked at the begin of each transaction."""
    return {ROLE: _ROLES.get(purpose, APP), TOKEN: token}
