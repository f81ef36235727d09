"""A court on SQLite for the home screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from tests.support.court_day import Court
from tests.support.record import Record


@pytest.fixture
def court(sqlite_url: str) -> Iterator[Court]:
    """A court with a clerk and two defendants listed today."""
    units = Units(make_engine(sqlite_url), Clock())
    here = Court(Record(units))
    here.put("SMITH", "John", born=date(1980, 3, 12))
    here.put("LEE [/b]", "De\x1bclan", number=2)
    yield here
    units.close()
