"""Where nearly every record of a file is odd its outcome names some and counts the rest; memory stays flat."""

from __future__ import annotations

import json

import pytest

from db.exchange.loading import books, chunk
from db.tables.system import FeedRecord
from tests.support.feeds import Inbox


def test_an_outcome_names_so_many_oddities_and_counts_the_rest(feed: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (books, chunk):
        monkeypatch.setattr(module, "MOST_TOLD", 2)
    rows = "\n".join(f"{number},Moss{number},nothing" for number in range(5))
    outcome = feed.take(f"person_id,surname,pnc\n{rows}\n")
    assert (outcome.flagged, len(outcome.problems)) == (5, 3)
    assert (outcome.problems[-1].code, outcome.problems[-1].reason) == (
        "more", "3 more are on record, each with its record",
    )  # fmt: skip
    assert sum(len(json.loads(row.problems)) for row in feed.rows(FeedRecord)) == 5
    again = feed.again(feed.folder / "feed1")
    assert again.problems == outcome.problems
