"""The world of the register, once on each engine."""

from __future__ import annotations

import pytest

from tests.support.record import Record
from tests.support.schemes import Schemes


@pytest.fixture
def at(record: Record) -> Schemes:
    """Areas, agencies and officers; nobody is registered yet."""
    return Schemes(record)
