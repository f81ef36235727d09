"""Which pairs of records are worth comparing: keys from several sides, made narrower where too many share one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from db.people.matching.sides import Ears, Sides, agreeing, likely, words_of
from db.people.scoring.identity import Identity

SMALL: Final = 60
"""Records that share a key and are compared one with another; more of them need a narrower key."""
MANY: Final = 40_000
"""Records from which on a key is made of two sides, because one alone would name too many pairs."""
SMALL_OF_MANY: Final = 24

Keys = Iterable[Hashable]


def pairs_of(records: Sequence[Identity], between: Sequence[Hashable] | None = None) -> Iterator[tuple[int, int]]:
    """Pairs of places, each once, the smaller first; with `between` only of records of two different values of it."""
    sought = Sought(records, between)
    seen: set[int] = set()
    for rule in range(sought.rules):
        yield from map(sought.places, sought.pairs(rule, seen))


class Sought:
    """The records of a batch ready for their keys: made once, whoever then looks for pairs by which rule."""

    def __init__(self, records: Sequence[Identity], between: Sequence[Hashable] | None = None) -> None:
        ears = Ears()
        self._many = len(records) >= MANY
        self._count, self._between = len(records), between
        self._sides = [ears.sides(identity) for identity in records]
        self._rules = rules_of_many(ears) if self._many else rules(ears)

    @property
    def rules(self) -> int:
        """How many rules there are."""
        return len(self._rules)

    def places(self, pair: int) -> tuple[int, int]:
        """The places of a pair, which is one number."""
        return divmod(pair, self._count)

    def pairs(self, rule: int, seen: set[int]) -> Iterator[int]:
        """The pairs that one rule names and `seen` does not have yet; they are added to it."""
        count, between, sides = self._count, self._between, self._sides
        for block in _blocks(sides, self._rules[rule], SMALL_OF_MANY if self._many else SMALL):
            for one, other in combinations(block, 2):
                if between is not None and between[one] == between[other]:
                    continue
                key = one * count + other
                if key in seen:
                    continue
                here, there = sides[one], sides[other]
                if likely(here, there) if self._many else agreeing(here, there) >= 1.0:
                    seen.add(key)
                    yield key


def _blocks(sides: Sequence[Sides], rule: Sequence[Callable[[Sides], Keys]], small: int) -> Iterator[list[int]]:
    """Places that share a key; a block that is too large is parted by the rule's next key, and then left."""
    left: list[Sequence[int]] = [range(len(sides))]
    for keys in rule:
        large: list[Sequence[int]] = []
        for places in left:
            # Nearly every key is one record's alone: its place stands there, and a list only where there are more.
            found: dict[Hashable, int | list[int]] = {}
            several: list[list[int]] = []
            for place in places:
                for key in keys(sides[place]):
                    before = found.setdefault(key, place)
                    if isinstance(before, list):
                        before.append(place)
                    elif before != place:
                        found[key] = block = [before, place]
                        several.append(block)
            found.clear()
            for block in several:
                if len(block) > small:
                    large.append(block)
                else:
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


def rules_of_many(ears: Ears) -> tuple[tuple[Callable[[Sides], Keys], ...], ...]:
    """The rules of a large batch: every key says that two sides agree, or a number."""
    return (
        (_numbers,),
        (_days_and_initials,),
        (_months_and_words,),
        (_days_of_years_and_words,),
        (lambda sides: _names_heard(sides, ears), _years),
        (_postcodes_and_starts,),
        (_addresses_and_words,),
    )


def _days_and_initials(sides: Sides) -> Keys:
    days = sides.days
    if not days:
        return ()
    initials = {tuple(sorted((name.family[:1], name.given[:1]))) for name in sides.identity.names}
    return [(day, both) for day in days for both in initials]


def _months_and_words(sides: Sides) -> Keys:
    days = {(birth.day.year, birth.day.month) for birth in sides.identity.births}
    return [(day, word) for day in days for word in sides.heard]


def _days_of_years_and_words(sides: Sides) -> Keys:
    days = {(birth.day.year, birth.day.day) for birth in sides.identity.births}
    return [(day, word) for day in days for word in sides.heard]


def _names_heard(sides: Sides, ears: Ears) -> Keys:
    """Two words of a name by sound, whichever stands first."""
    heard = [sorted({ears.heard(word) for word in words_of(name)}) for name in sides.identity.names]
    return {pair for words in heard for pair in combinations(words, 2)}


def _postcodes_and_starts(sides: Sides) -> Keys:
    codes = sides.identity.postcodes
    return [(code, start) for code in codes for start in sides.starts] if codes else ()


def _addresses_and_words(sides: Sides) -> Keys:
    lines = sides.identity.addresses
    return [(line, word) for line in lines for word in sides.heard] if lines else ()


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
