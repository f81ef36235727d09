"""One person on today's list, for every screen of the file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from tests.support.file_record import Scene, scene
from tests.support.record import Record


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Scene]:
    """A court, its clerk and judge, and SMITH, John on today's list, on SQLite."""
    units = Units(make_engine(sqlite_url), Clock())
    yield scene(Record(units))
    units.close()
