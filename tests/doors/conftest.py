"""The scene of the sharing cases, for every door."""

from __future__ import annotations

import pytest

from tests.support.cases import Cases
from tests.support.record import Record


@pytest.fixture
def at(record: Record) -> Cases:
    """Courts L and M, X, and somebody of every agency."""
    return Cases(record)
