"""Every given file beside the repository is taken in or set aside; once more in another order changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.exchange.loading.rows import ORDER
from db.exchange.service import FeedService
from tests.support.feeds import Inbox


def contents(feed: Inbox) -> dict[str, int]:
    """How many rows every table holds that a feed can write to."""
    with feed.units.raw("keeper") as connection:
        counts = {one.__name__: connection.scalar(sa.select(sa.func.count()).select_from(one)) for one in ORDER}
    return {name: number or 0 for name, number in counts.items()}


@pytest.mark.shared_data
def test_all_of_them_taken_in_again_in_another_order_change_nothing(feed: Inbox, shared_folder: Path) -> None:
    paths = sorted(path for path in (shared_folder / "data" / "feeds").rglob("*") if path.is_file())
    service = FeedService(feed.units, feed.clerk)
    first = list(service.import_paths(paths))
    assert len(first) == len(paths) > 300
    for outcome in first:
        assert outcome.read or outcome.problems or outcome.refused, outcome.file
        assert outcome.exit_code in (0, 1), outcome.refused
        assert all(problem.reason for problem in outcome.problems)
    assert sum(outcome.new for outcome in first) > 50
    before = contents(feed)
    random.Random(2026).shuffle(paths)
    second = list(service.import_paths(paths))
    assert all(outcome.repeat or outcome.refused for outcome in second)
    assert sum(outcome.new + outcome.changed for outcome in second) == 0
    assert contents(feed) == before
