"""Which of several values is shown: confirmed before the rest, then the newest, then sources in their order.

Source of the rule: decision D1 of the record (one person, many agency records).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.cards.person import FieldCard, ValueCard
from db.words.text import fold


def better_first(values: Iterable[ValueCard]) -> list[ValueCard]:
    """The values in the order of the rule; the order they came in decides nothing."""
    by_source = sorted(values, key=lambda one: (one.source.agency, one.source.system, one.text))
    newest = sorted(by_source, key=lambda one: one.recorded_at, reverse=True)
    return sorted(newest, key=lambda one: not one.confirmed)


def distinct(values: Iterable[ValueCard]) -> tuple[ValueCard, ...]:
    """The values by the rule, each text once; the best source of a text stands for it, the others are counted.

    Texts that differ in case, accents or signs only are one text.
    """
    kept: dict[str, ValueCard] = {}
    for value in better_first(values):
        key = fold(value.text) or value.text
        known = kept.get(key)
        kept[key] = replace(known, same=known.same + 1) if known else value
    return tuple(kept.values())


def field_of(key: str, label: str, *, values: Sequence[ValueCard], earlier: int = 0) -> FieldCard:
    """A field with its best value first."""
    return FieldCard(key, label, distinct(values), earlier)
