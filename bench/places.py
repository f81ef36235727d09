"""Where a record is kept while it is measured: a SQLite file, and the newest PostgreSQL found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.homes import folder
from db.store.engine import ROLE
from db.store.wall.roles import KEEPER
from db.unit import Units
from db.words.actor import Actor
from tests.support import postgres
from tests.support.databases import Backend, Database


class Unwalled(Units):
    """Units past the second wall of PostgreSQL, for figures alone."""

    def _acting(self, actor: Actor) -> dict[str, Any]:
        return {**super()._acting(actor), ROLE: KEEPER}


@contextmanager
def databases() -> Iterator[list[Database]]:
    """A fresh, migrated database on SQLite and, where one is installed, on a PostgreSQL of this run."""
    place = folder()
    servers = postgres.installed()[:1]
    try:
        with Backend(place, os.getpid()).migrated(place) as plain:
            if not servers:
                yield [plain]
                return
            with Backend(place, os.getpid(), servers[0]).migrated(place) as shared:
                yield [plain, shared]
    finally:
        postgres.stop_all(place)
