"""A court with a clerk, for every test of this room."""

from __future__ import annotations

import pytest

from tests.support.court_day import Court
from tests.support.record import Record


@pytest.fixture
def court(record: Record) -> Court:
    """A court of one agency with a posted clerk and one room, and no row yet."""
    return Court(record)
