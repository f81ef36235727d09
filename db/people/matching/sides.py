"""A record as pairs are looked for: its words, their sounds, its days; and what agrees at first sight."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import Final

from db.people.scoring.identity import Identity, KnownName
from db.people.scoring.words import edits
from db.words.heard.sounds import sounds

ENOUGH: Final = 9.0
"""A side that is enough by itself."""


@dataclass(slots=True)
class Sides:
    """A record as keys are made of it; made once for all rules."""

    identity: Identity
    words: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(slots=True)
class Ears:
    """The sound of each word, asked for once in a batch."""

    _sounds: dict[str, str] = field(default_factory=dict)

    def sides(self, identity: Identity) -> Sides:
        """A record ready for its keys."""
        if len(identity.names) == 1:
            words = tuple(dict.fromkeys(words_of(identity.names[0])))
        else:
            words = tuple(dict.fromkeys(word for name in identity.names for word in words_of(name)))
        return Sides(
            identity,
            words,
            tuple(dict.fromkeys(map(self.heard, words))),
            tuple(dict.fromkeys(word[0] for word in words)),
            tuple(dict.fromkeys(birth.day.toordinal() for birth in identity.births)),
            tuple(dict.fromkeys([birth.day.year for birth in identity.births] + _unclear_years(identity))),
        )

    def heard(self, word: str) -> str:
        """How a word sounds; itself where that is not known."""
        found = self._sounds.get(word)
        if found is None:
            found = self._sounds[word] = sounds(word)[0] or word
        return found


def agreeing(one: Sides, other: Sides) -> float:
    """On how many sides two records agree at first sight: a word of the name, the birth, a home, a day of sentence.

    A number that both have is enough; what agrees in part is half a side.
    """
    here, there = one.identity, other.identity
    if here.numbers and there.numbers and not set(here.numbers).isdisjoint(there.numbers):
        return ENOUGH
    shared = sum(word in other.heard for word in one.heard)
    sides = float(shared) if shared else 0.5 * any(start in other.starts for start in one.starts)
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


def likely(one: Sides, other: Sides) -> bool:
    """Whether enough agrees for a large batch: a number, both names, or one of them with the birth or a home.

    A word counts that sounds the same or is two slips away.
    """
    here, there = one.identity, other.identity
    if here.numbers and there.numbers and any(number in there.numbers for number in here.numbers):
        return True
    words = sum(word in other.heard for word in one.heard)
    if words > 1:
        return True
    placed = any(day in other.days for day in one.days) or any(code in there.postcodes for code in here.postcodes)
    if words and placed:
        return True
    distance = edits()
    near = sum(
        len(word) > 2 and any(len(known) > 2 and distance(word, known, score_cutoff=2) < 3 for known in other.words)
        for word in one.words
    )
    return near > 1 or (near == 1 and placed)


def _births_agree(one: Sides, other: Sides) -> float:
    """1 for the same day, or two of year, month and day; half for the year alone; less than nothing for another."""
    if any(day in other.days for day in one.days):
        return 1.0
    best = max(
        (left.year == right.year) + (left.month == right.month) + (left.day == right.day) + 0.5 * _swapped(left, right)
        for left in (birth.day for birth in one.identity.births)
        for right in (birth.day for birth in other.identity.births)
    )
    return 1.0 if best >= 2 or best == 1.5 else 0.0 if best else -0.5


def _swapped(left: date, right: date) -> bool:
    return left.month == right.day and left.day == right.month


def words_of(name: KnownName) -> list[str]:
    """Surname and forename in words; the middle names are in the pair's weight alone."""
    return [intern(word) for word in f"{name.family} {name.given}".split()]


def _unclear_years(identity: Identity) -> list[int]:
    return [int(signs[:4]) for signs in identity.unclear if signs[:4].isdecimal()]
