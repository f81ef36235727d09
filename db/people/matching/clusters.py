"""Records linked into people: the strongest links first, each person valid as a whole, in doubt nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from db.words.families.matching import Guard

MOST: Final = 12
"""Records of one person that are linked without somebody."""
CLEAR: Final = 10.0
"""Bits by which a link must be stronger than one that it cannot stand beside."""

Pair = tuple[int, int]
Forbids = Callable[[Sequence[int], Sequence[int]], bool]
"""Whether two people, as the places of their records, may not be one."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """People as they were linked: `of` gives each linked record its person; `refused` are links that were not made.

    `made` are the links that hold each person together, the strongest first.

    A person is named by the first of its records; a record that is linked to nobody is not in `of`.
    """

    of: Mapping[int, int]
    refused: Mapping[Pair, Guard]
    made: tuple[tuple[float, int, int], ...] = ()

    @property
    def people(self) -> dict[int, list[int]]:
        """The records of each person, in order."""
        found: dict[int, list[int]] = {}
        for record in sorted(self.of):
            found.setdefault(self.of[record], []).append(record)
        return found


@dataclass(slots=True)
class _Growing:
    """A person while links are added: members, the links it is made of, and whether it may still grow."""

    members: list[int]
    links: list[tuple[float, int, int]] = field(default_factory=list)
    closed: bool = False


def cluster(links: Iterable[tuple[float, int, int]], forbids: Forbids, *, most: int = MOST) -> Clusters:
    """People of links (weight, place, place) that nothing forbids by itself; the order of the links does not matter.

    A link is made when the two people together are valid: not too many, and no two records that exclude each other.
    Where it is not, one of the links is wrong, and only those that are clearly stronger stay.
    """
    groups: dict[int, _Growing] = {}
    refused: dict[Pair, Guard] = {}
    for weight, one, other in sorted(links, key=_order):
        here = groups.setdefault(one, _Growing([one]))
        there = groups.setdefault(other, _Growing([other]))
        if here is there:
            continue
        guard = _together(here, there, forbids, most)
        if guard is None:
            _join(groups, here, there, (weight, one, other))
            continue
        refused[one, other] = guard
        if guard is Guard.NOT_ONE_PERSON and not (here.closed or there.closed):
            for group in (here, there):
                _part(groups, group, weight + CLEAR, refused)
    people = {id(group): group for group in groups.values() if len(group.members) > 1}
    of = {record: min(group.members) for group in people.values() for record in group.members}
    made = sorted((link for group in people.values() for link in group.links), key=_order)
    return Clusters(of, refused, tuple(made))


def chains(clusters: Clusters) -> dict[Pair, float]:
    """For every two records of one person the weakest link of the strongest chain between them."""
    found: dict[Pair, float] = {}
    members: dict[int, list[int]] = {}
    for weight, one, other in clusters.made:
        here, there = members.setdefault(one, [one]), members.setdefault(other, [other])
        for left in here:
            for right in there:
                found[min(left, right), max(left, right)] = weight
        here += there
        for record in there:
            members[record] = here
    return found


def _order(link: tuple[float, int, int]) -> tuple[float, int, int]:
    return -link[0], link[1], link[2]


def _together(here: _Growing, there: _Growing, forbids: Forbids, most: int) -> Guard | None:
    """Why two people cannot be one without somebody; None where they can."""
    if here.closed or there.closed:
        return Guard.NOT_ONE_PERSON
    if len(here.members) + len(there.members) > most:
        return Guard.TOO_MANY
    return Guard.NOT_ONE_PERSON if forbids(here.members, there.members) else None


def _join(groups: dict[int, _Growing], here: _Growing, there: _Growing, link: tuple[float, int, int]) -> None:
    large, small = (here, there) if len(here.members) >= len(there.members) else (there, here)
    large.members += small.members
    large.links += [*small.links, link]
    for record in small.members:
        groups[record] = large


def _part(groups: dict[int, _Growing], group: _Growing, least: float, refused: dict[Pair, Guard]) -> None:
    """Take a person apart at the links that are not clear of a contradiction; what stays does not grow again."""
    for record in group.members:
        groups[record] = _Growing([record], closed=True)
    for weight, one, other in group.links:
        if weight < least:
            refused[one, other] = Guard.NOT_ONE_PERSON
        else:
            _join(groups, groups[one], groups[other], (weight, one, other))
