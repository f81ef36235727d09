"""The part of a home that is about emergency access: what waits for a review, and what owners of records are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from db.access import emergency_rules as rules
from db.cards.home import HomeBlock, HomeLine, Opens
from db.file.emergency import EmergencyService
from db.words.actor import Actor, Role
from db.words.dates import court_time, short

if TYPE_CHECKING:
    from db.cards.emergency import AccessCard
    from db.unit import Units

MOST: Final = 4


def told_makers(units: Units, actor: Actor) -> tuple[Callable[[], HomeBlock], ...]:
    """The makers of this block: one for reviewers and sharing leads, where there is something to tell."""
    if not (rules.looks_at_reviews(actor).allowed or actor.has(Role.SHARING_LEAD)):
        return ()
    service = EmergencyService(units, actor)
    found = tuple(
        card for card in service.list() if not card.why_not or card.told or (service.reviews and card.verdict is None)
    )
    if not found and not actor.has(Role.SUPERVISOR):
        return ()
    return (lambda: _block(found, reviews=service.reviews),)


def _block(found: tuple[AccessCard, ...], *, reviews: bool) -> HomeBlock:
    own = sum(bool(card.why_not) for card in found) if reviews else 0
    late = sum(card.overdue for card in found if not card.why_not)
    overdue = f", {late} overdue" if late and reviews else ""
    title = (
        f"Emergency access to review ({len(found) - own}{overdue}): F9 e"
        if reviews
        else f"Emergency access to people whose records you hold ({len(found)} in 30 days): F9 e"
    )
    return HomeBlock(
        title,
        tuple(_line(card, reviews=reviews) for card in found[:MOST]),
        why="None waits for a review.",
        next_key="F9 e shows what was opened.",
    )


def _line(card: AccessCard, *, reviews: bool) -> HomeLine:
    day, at = court_time(card.opened_at)
    late = reviews and card.overdue
    aside = f"{'overdue since' if late else 'review by'} {short(card.due)}" if reviews else ""
    if reviews and card.why_not:
        aside = f"for another reviewer, by {short(card.due)}"
    text = f"{short(day)} {at:%H:%M} {card.user}, {card.agency}: {card.person_ref}"
    return HomeLine(
        f"emergency:{card.id}", text, aside, Opens.PLACE, sign="!" if late else "", place="review.emergency"
    )
