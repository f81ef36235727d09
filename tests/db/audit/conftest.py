"""The log that the tests of its protection attack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.databases import Database
from tests.support.log_book import LogBook
from tests.support.record import Record


@pytest.fixture
def book(database: Database, record: Record) -> Iterator[LogBook]:
    """Three sealed sign-ins of six acts each."""
    made = LogBook(database, record)
    made.seal()
    yield made
    made.engine.dispose()
