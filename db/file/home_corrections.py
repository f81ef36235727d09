"""The part of a home that is about corrections which a source has contradicted since; shown only where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from db.access.correcting_rules import corrects
from db.cards.home import HomeBlock, HomeLine, Opens
from db.file.corrections import standing
from db.words.clock import LONDON
from db.words.dates import short

if TYPE_CHECKING:
    from db.cards.corrections import CorrectionCard
    from db.cards.page import Page
    from db.unit import Units
    from db.words.actor import Actor

MOST: Final = 3


def correction_makers(units: Units, actor: Actor) -> tuple[Callable[[], HomeBlock], ...]:
    """The maker of this block: for those who correct, where a source says otherwise by now."""
    if not corrects(actor).allowed:
        return ()
    with units.read(actor) as unit:
        found = standing(unit, differing=True)
    return (lambda: _block(found),) if found.items else ()


def _block(found: Page[CorrectionCard]) -> HomeBlock:
    return HomeBlock(
        f"Corrections that a source contradicts: {found.total}",
        tuple(_line(card) for card in found.items[:MOST]),
        why="None is contradicted.",
        next_key="F9 c lists every correction.",
    )


def _line(card: CorrectionCard) -> HomeLine:
    text = f"{card.person}, {card.label}: {card.value}; the source: {card.now}"
    aside = short(card.at.astimezone(LONDON).date())
    return HomeLine(f"correction:{card.id}", text, aside, Opens.PERSON, card.person_id, sign="!")
