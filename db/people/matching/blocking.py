"""Which pairs of records are worth comparing: keys from several sides, made narrower where too many share one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Final

from db.people.scoring.identity import Identity, KnownName
from db.words.heard.sounds import sounds

SMALL: Final = 60
"""Records that share a key and are compared one with another; more of them need a narrower key."""
_MANY: Final = 40_000
"""Records from which on keys have to be narrower."""
_SMALL_OF_MANY: Final = 24

ENOUGH: Final = 9.0
"""A side that is enough by itself."""

Keys = Iterable[Hashable]


@dataclass(slots=True)
class Sides:
    """A record as keys are made of it; made once for all rules."""

    identity: Identity
    words: tuple[str, ...] = ()
    heard: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()
    years: tuple[int, ...] = ()


@dataclass(slots=True)
class Ears:
    """The sound of each word, asked for once in a batch."""

    _sounds: dict[str, str] = field(default_factory=dict)

    def sides(self, identity: Identity) -> Sides:
        """A record ready for its keys."""
        if len(identity.names) == 1:
            words = tuple(dict.fromkeys(_words(identity.names[0])))
        else:
            words = tuple(dict.fromkeys(word for name in identity.names for word in _words(name)))
        return Sides(
            identity,
            words,
            frozenset(map(self.heard, words)),
            frozenset(word[0] for word in words),
            frozenset(birth.day.toordinal() for birth in identity.births),
            tuple(dict.fromkeys([birth.day.year for birth in identity.births] + _unclear_years(identity))),
        )

    def heard(self, word: str) -> str:
        """How a word sounds; itself where that is not known."""
        found = self._sounds.get(word)
        if found is None:
            found = self._sounds[word] = sounds(word)[0] or word
        return found


def pairs_of(records: Sequence[Identity], *, between: Sequence[Hashable] | None = None) -> Iterator[tuple[int, int]]:
    """Pairs of places, each once, the smaller first; with `between` only of records of two different values of it."""
    small, least = (SMALL, 1.0) if len(records) < _MANY else (_SMALL_OF_MANY, 2.0)
    ears = Ears()
    sides = [ears.sides(identity) for identity in records]
    seen: set[int] = set()
    count = len(records)
    for rule in rules(ears):
        for block in _blocks(sides, rule, small):
            for one, other in combinations(block, 2):
                key = one * count + other
                if key in seen or (between is not None and between[one] == between[other]):
                    continue
                seen.add(key)
                if agreeing(sides[one], sides[other]) >= least:
                    yield one, other


def agreeing(one: Sides, other: Sides) -> float:
    """On how many sides two records agree at first sight: a word of the name, the birth, a home, a day of sentence.

    A number that both have is enough; what agrees in part is half a side.
    """
    here, there = one.identity, other.identity
    if here.numbers and there.numbers and not set(here.numbers).isdisjoint(there.numbers):
        return ENOUGH
    shared = len(one.heard & other.heard)
    sides = float(shared) if shared else 0.5 * (not one.starts.isdisjoint(other.starts))
    if one.days and other.days:
        sides += _births_agree(one, other)
    if here.postcodes and there.postcodes:
        if not set(here.postcodes).isdisjoint(there.postcodes):
            sides += 1.0
        elif here.postcodes[0][:-3] == there.postcodes[0][:-3]:
            sides += 0.5
    elif here.addresses and there.addresses and not set(here.addresses).isdisjoint(there.addresses):
        sides += 1.0
    if here.sentenced and there.sentenced and not set(here.sentenced).isdisjoint(there.sentenced):
        sides += 1.0
    if here.traits and there.traits:
        sides += 0.5 * len(set(here.traits) & set(there.traits))
    return sides


def _births_agree(one: Sides, other: Sides) -> float:
    """1 for the same day, or two of year, month and day; half for the year alone; less than nothing for another."""
    if not one.days.isdisjoint(other.days):
        return 1.0
    best = max(
        (left.year == right.year) + (left.month == right.month) + (left.day == right.day) + 0.5 * _swapped(left, right)
        for left in (birth.day for birth in one.identity.births)
        for right in (birth.day for birth in other.identity.births)
    )
    return 1.0 if best >= 2 or best == 1.5 else 0.0 if best else -0.5


def _swapped(left: date, right: date) -> bool:
    return left.month == right.day and left.day == right.month


def _blocks(sides: Sequence[Sides], rule: Sequence[Callable[[Sides], Keys]], small: int) -> Iterator[list[int]]:
    """Places that share a key; a block that is too large is parted by the rule's next key, and then left."""
    left: list[Sequence[int]] = [range(len(sides))]
    for keys in rule:
        large: list[Sequence[int]] = []
        for places in left:
            found: dict[Hashable, list[int]] = {}
            for place in places:
                for key in keys(sides[place]):
                    if key in found:
                        found[key].append(place)
                    else:
                        found[key] = [place]
            for block in found.values():
                if len(block) > small:
                    large.append(block)
                elif len(block) > 1:
                    yield block
        left = large


def rules(ears: Ears) -> tuple[tuple[Callable[[Sides], Keys], ...], ...]:
    """Each rule from its widest key to its narrowest."""
    return (
        (_numbers, _starts),
        (_days, _starts, lambda sides: sides.words),
        (lambda sides: sides.identity.addresses, _starts, lambda sides: sides.words),
        (lambda sides: sides.identity.postcodes, _starts, lambda sides: sides.words),
        (lambda sides: _family_heard(sides, ears), _starts, _years, _middles),
        (lambda sides: _given_heard(sides, ears), _family_starts, _years),
        (_years_and_words,),
        (_birthdays_and_words,),
        (_traits_and_words, _starts),
        (_outwards_and_words, _starts),
    )


def _words(name: KnownName) -> list[str]:
    """Surname and forename in words; the middle names are in the pair's weight alone."""
    return f"{name.family} {name.given}".split()


def _unclear_years(identity: Identity) -> list[int]:
    return [int(signs[:4]) for signs in identity.unclear if signs[:4].isdecimal()]


def _numbers(sides: Sides) -> Keys:
    if not sides.identity.doubtful:
        return sides.identity.numbers
    return [*sides.identity.numbers, *((kind, signs[:-1]) for kind, signs in sides.identity.doubtful)]


def _days(sides: Sides) -> Keys:
    return sides.days


def _years(sides: Sides) -> Keys:
    return sides.years


def _starts(sides: Sides) -> Keys:
    return sides.starts


def _family_starts(sides: Sides) -> Keys:
    return {name.family[:2] for name in sides.identity.names}


def _middles(sides: Sides) -> Keys:
    return {name.middle for name in sides.identity.names if name.middle}


def _family_heard(sides: Sides, ears: Ears) -> Keys:
    names = sides.identity.names
    if len(names) == 1:
        family = names[0].family
        return (ears.heard(family.replace(" ", "")),) if family else ()
    return {ears.heard(name.family.replace(" ", "")) for name in names if name.family}


def _given_heard(sides: Sides, ears: Ears) -> Keys:
    """The forename and what it is short for, by sound."""
    found = set()
    for name in sides.identity.names:
        if name.given:
            found.add(ears.heard(name.given.replace(" ", "")))
    return found


def _years_and_words(sides: Sides) -> Keys:
    return [(year, word) for year in sides.years for word in sides.heard]


def _birthdays_and_words(sides: Sides) -> Keys:
    days = [birth.day for birth in sides.identity.births]
    return {(day.month, day.day, word) for day in days for word in sides.heard}


def _traits_and_words(sides: Sides) -> Keys:
    traits = sides.identity.traits
    return [(trait, word[:2]) for trait in traits for word in sides.words] if traits else ()


def _outwards_and_words(sides: Sides) -> Keys:
    codes = sides.identity.postcodes
    return [(code[:-3], word) for code in codes for word in sides.heard] if codes else ()
