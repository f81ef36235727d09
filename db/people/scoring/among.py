"""Warnings that only several people together give: twins, parent and child, one person recorded twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.people.scoring.identity import Identity
from db.words.families.people import IdentifierKind
from db.words.heard.variants import relation

_GENERATION = 15  # years
_NUMBERS = (IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.NOMS)


def warn_among(people: Sequence[Identity]) -> tuple[tuple[str, ...], ...]:
    """For each person what the others make doubtful, in the order given.

    Compared are the main names: the same surname and day of birth, or the same name a generation apart.
    """
    found: list[list[str]] = [[] for _ in people]
    families: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        if person.names:
            families.setdefault(person.names[0].family.replace(" ", ""), []).append(place)
    for family, places in families.items():
        for at, one in enumerate(places if family else ()):
            for other in places[at + 1 :]:
                for says in _between(people[one], people[other]):
                    found[one].append(says)
                    found[other].append(says)
    return tuple(tuple(dict.fromkeys(says)) for says in found)


def _between(one: Identity, other: Identity) -> list[str]:
    """What two people of one surname make doubtful about one another."""
    here, there = _days(one), _days(other)
    if not here or not there:
        return []
    first, second = one.names[0].given, other.names[0].given
    same = first == second
    if set(here) & set(there):
        if same or not first or not second:
            differ = _numbers_differ(one, other)
            return [f"same name and date of birth as another{f', {differ} differs' if differ else ''}"]
        if _one_person(one, other):
            return ["perhaps the same person twice"]
        return [] if _sexes_and_homes_apart(one, other) else ["possible twin"]
    apart = min(abs(a.year - b.year) for a in here for b in there)
    if apart >= _GENERATION and (same or relation(first, second, "given") == "spelling"):
        return [f"possible parent or child: same name, {apart} years apart"]
    return []


def _days(person: Identity) -> list[date]:
    return [one.day for one in person.births if not one.with_name]


def _one_person(one: Identity, other: Identity) -> bool:
    """A shared number: two records of one person, not two people."""
    return bool(set(one.numbers) & set(other.numbers))


def _sexes_and_homes_apart(one: Identity, other: Identity) -> bool:
    """Namesakes of a common surname and no shared home are likelier than twins, if the forenames are far apart."""
    shared = set(one.postcodes) & set(other.postcodes)
    known = one.postcodes and other.postcodes
    near = relation(one.names[0].given, other.names[0].given, "given")
    return bool(known and not shared and not near and one.names[0].given[:1] != other.names[0].given[:1])


def _numbers_differ(one: Identity, other: Identity) -> str:
    for kind in _NUMBERS:
        here = {value for of, value in one.numbers if of is kind}
        there = {value for of, value in other.numbers if of is kind}
        if here and there and not here & there:
            return kind.value
    return ""
