"""What the loader's tests ask for: a clerk with an inbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.unit import Units
from db.words.actor import Role
from tests.support.feeds import Inbox
from tests.support.record import Record


@pytest.fixture
def feed(units: Units, record: Record, tmp_path: Path) -> Inbox:
    """A clerk of the court's agency with an inbox, once on each engine."""
    agency = record.agency("HMCTS")
    clerk = record.user("clerk", agency, Role.CLERK, every_court=True)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Inbox(units, clerk, inbox)
