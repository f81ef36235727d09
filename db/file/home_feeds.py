"""The part of a home that is about feeds that are expected: shown only where one is late or has failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from db.access import feed_rules as rules
from db.agencies.expected import ExpectedFeeds
from db.cards.home import HomeBlock, HomeLine
from db.words.actor import Actor
from db.words.dates import court_cell
from db.words.families.exchange import FeedHealth

if TYPE_CHECKING:
    from db.cards.feeds import ExpectedFeed
    from db.unit import Units

MOST: Final = 3


def feed_makers(units: Units, actor: Actor) -> tuple[Callable[[], HomeBlock], ...]:
    """The maker of this block: for those who take in files, where an expected feed is late or has failed."""
    if not rules.looks_at(actor).allowed:
        return ()
    wrong = [feed for feed in ExpectedFeeds(units, actor).status() if feed.health is not FeedHealth.ON_TIME]
    if not wrong:
        return ()
    return (lambda: _block(wrong),)


def _block(wrong: list[ExpectedFeed]) -> HomeBlock:
    return HomeBlock(
        f"Feeds that are late or have failed: {len(wrong)}",
        tuple(_line(feed) for feed in wrong[:MOST]),
        why="None is late.",
        next_key="tracker feed status shows every one.",
    )


def _line(feed: ExpectedFeed) -> HomeLine:
    last = f"last {court_cell(feed.last_at)}" if feed.last_at else "none yet"
    text = f"{feed.agency} {feed.format.label}: {feed.health.label}"
    return HomeLine(f"feed:{feed.agency}:{feed.format}", text, last, sign="!")
