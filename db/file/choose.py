"""Several values of one field as one field: the best first, each text once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from db.cards.person import FieldCard, ValueCard
from db.words.text import fold


def distinct(values: Iterable[ValueCard]) -> tuple[ValueCard, ...]:
    """The values in the order given, each text once; its first source stands for it, the others are counted.

    Texts that differ in case, accents or signs only are one text.
    """
    kept: dict[str, ValueCard] = {}
    for value in values:
        key = fold(value.text) or value.text
        known = kept.get(key)
        kept[key] = replace(known, same=known.same + 1) if known else value
    return tuple(kept.values())


def field_of(key: str, label: str, *, values: Iterable[ValueCard], earlier: int = 0) -> FieldCard:
    """A field of values that come the best first."""
    return FieldCard(key, label, distinct(values), earlier)
