"""What the tests of finding ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.find_town import Town, a_town


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """A small town and its clerk."""
    with a_town(sqlite_url) as made:
        yield made
