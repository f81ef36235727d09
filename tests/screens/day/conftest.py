"""A court on SQLite for the screens of the day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from tests.support.court_day import Court
from tests.support.record import Record


@pytest.fixture
def court(sqlite_url: str) -> Iterator[Court]:
    """A court of one agency with a posted clerk and one room, and no row yet."""
    units = Units(make_engine(sqlite_url), Clock())
    yield Court(Record(units))
    units.close()


@pytest.fixture
def desk(court: Court) -> Desk:
    """The real desk of the court's clerk."""
    return Desk(court.record.units, court.clerk)
