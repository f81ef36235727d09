"""The part of a home that is about messages to other systems: shown only where one is late."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from db.access import outbox_rules as rules
from db.cards.home import HomeBlock, HomeLine
from db.outbox.sending import OutboxKeeper
from db.words.actor import Actor
from db.words.dates import court_time, short

if TYPE_CHECKING:
    from db.cards.outbox import MessageCard
    from db.unit import Units

MOST: Final = 3


def outbox_makers(units: Units, actor: Actor) -> tuple[Callable[[], HomeBlock], ...]:
    """The maker of this block: for those who look after messages, where one has waited too long or was refused."""
    if not rules.looks_after(actor).allowed:
        return ()
    keeper = OutboxKeeper(units, actor)
    if not (late := keeper.count().late):
        return ()
    return (lambda: _block(keeper, late),)


def _block(keeper: OutboxKeeper, late: int) -> HomeBlock:
    lines = tuple(_line(card) for card in keeper.list() if card.late)
    return HomeBlock(
        f"Results for the police: {late} late",
        lines[:MOST],
        why="None is late.",
        next_key="tracker outbox list shows them.",
    )


def _line(card: MessageCard) -> HomeLine:
    day, at = court_time(card.made_at)
    return HomeLine(f"outbox:{card.id}", f"{card.short}: {card.state.label}", f"{short(day)} {at:%H:%M}", sign="!")
