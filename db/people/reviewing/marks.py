"""Two records field by field: the same, nearly the same, not the same, missing; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from db.cards.review import FIELDS, Mark
from db.people.scoring.identity import Identity
from db.people.shown import iso_day
from db.words.dates import short
from db.words.families.people import IdentifierKind, NameKind

_NUMBERS: Final = {kind.value: kind for kind in IdentifierKind}
_NEAR: Final = 2
"""Letters of a name by which two spellings may differ and still be held side by side."""


def values_of(identity: Identity) -> tuple[str, ...]:
    """The fields of a record as a clerk reads them, several values parted by commas."""
    return tuple(", ".join(_spoken(field, value) for value in _values(identity, field)) for field in FIELDS)


def _spoken(field: str, value: str) -> str:
    if field == "surname":
        return value.upper()
    if field in ("forenames", "also known as", "address"):
        return value.title()
    if field == "born":
        day = iso_day(value)
        return short(day) if day is not None else value
    return value


def marks_of(one: Identity, other: Identity) -> tuple[Mark, ...]:
    """Each field of two records; which is which does not matter."""
    return tuple(_mark(field, _values(one, field), _values(other, field)) for field in FIELDS)


def _values(identity: Identity, field: str) -> list[str]:
    if field in _NUMBERS:
        return [value for kind, value in (*identity.numbers, *identity.doubtful) if kind.value == field]
    found = _READ[field](identity)
    return list(dict.fromkeys(text for text in found if text))


def _others(identity: Identity) -> list[str]:
    return [f"{name.given} {name.family}".strip() for name in identity.names if name.kind is not NameKind.PRIMARY]


_READ: Final[dict[str, Callable[[Identity], Sequence[str]]]] = {
    "surname": lambda one: [one.names[0].family],
    "forenames": lambda one: [f"{one.names[0].given} {one.names[0].middle}".strip()],
    "also known as": _others,
    "born": lambda one: [each.day.isoformat() for each in one.births] + list(one.unclear),
    "sex": lambda one: [one.sex.label] if one.sex else [],
    "postcode": lambda one: one.postcodes,
    "address": lambda one: one.addresses,
    "telephone": lambda one: one.telephones,
}


def _mark(field: str, one: list[str], other: list[str]) -> Mark:
    if not one or not other:
        return Mark.MISSING
    if not set(one).isdisjoint(other):
        return Mark.SAME
    return Mark.NEAR if any(_near(field, left, right) for left in one for right in other) else Mark.OTHER


def _near(field: str, one: str, other: str) -> bool:
    if field == "postcode":
        return one[:-3] == other[:-3]
    if field == "sex":
        return False
    if field == "born" and sorted(one) == sorted(other):
        return True  # day and month, or two figures, swapped
    most = _NEAR if field in ("surname", "forenames", "also known as", "address") else 1
    return _apart(one, other) <= most or (field == "forenames" and _begins(one, other))


def _begins(one: str, other: str) -> bool:
    """A forename beside the same one with a second, or an initial beside the name."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short)


def _apart(one: str, other: str) -> int:
    return int(OSA.distance(one, other, score_cutoff=_NEAR))
