"""Who may be meant: by exact words and beginnings first, then by near spellings, sounds and other names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from db.cards.asked import NameSide
from db.cards.find import Query
from db.index.words import joined
from db.people.lookup.births import Born, day_values, kind_of, mistaken, ranges
from db.people.lookup.looking import Found, Look, Within, pair_up
from db.people.lookup.prepared import Row
from db.people.lookup.probes import By, pairs_asked
from db.people.lookup.quick import Quick
from db.people.lookup.words import BEGUN, LAST, Listed, Spelling
from db.people.scoring.asked import Asked
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN

_SWAPPED = "swapped_names"
RESERVED = 5
ENOUGH = 10
"""So many that are seen and answer by exact words and beginnings leave no need for near ones."""
_DAY = 2_000
_NEAR_BEGUN = 30
_PAIRS = 1_500
"""Pairs of words that are looked for in one statement; of more, people are looked for by what they begin with."""
_FEW, _WHOLE = 300, 2_000
"""So few names in all scopes of a reader are looked at one by one; more of them only where nobody was found."""
_OF_RANGE, _OF_SOME = (By.DAY_RANGE, By.RECORDED_DAY), (By.DAY, By.RECORDED_DAYS)
_MISTAKEN = -6.0
_ANY_DAY = -15.0
Way = tuple[str, str]
"""A family name and a forename, each as one word; either may be empty."""


class Candidates:
    """Looks for one question's candidates on one connection."""

    def __init__(self, connection: Connection, look: Look, query: Query, asked: Asked) -> None:
        self._connection = connection
        self._look = look
        self._query = query
        self._asked = asked
        self._bits = asked.weights.bits
        self._scopes = sorted(look.scopes)
        self._near: Mapping[Spelling, Listed] | None = None
        self._ways: dict[Way, float] | None = None
        self._births = query.births

    def find(self, found: Found, *, few: int, people: Collection[UUID] = ()) -> None:
        """Everybody who may answer, `few` of each way at most; `people` are looked at besides."""
        if people:
            within = Within(len(people))
            self.take_named(found, self._rows(By.PEOPLE, within, people=sorted(people)), few)
        named = bool(self._query.names)
        days = [one.first for one in self._births if one.first and one.first == one.last]
        block = self._born_on(days)
        if named:
            self.take_named(found, block, few)
        else:
            self.take(found, Within(len(block)), [(0, *row[1:]) for row in block])
        if named and days and len(found.order) < ENOUGH:
            near_days = frozenset(near for day in days for near in mistaken(day))
            # Who was born that day and is called just so leaves little room for two mistakes at once.
            near = max(found.order.values(), default=_MISTAKEN) < self._bits["prefix"]
            self._by_names(found, Within(few, near_days, _MISTAKEN, near))
        elif named and not days:
            for one in ranges(self._births):
                self._by_names(found, Within(few, one))
        elif self._births and not days:
            for one in ranges(self._births):
                self._of_days(found, Within(few, one))
        if self._births and named and not found.order:
            self._in_part(found, few, days, block)

    # -- names ------------------------------------------------------------------------------------

    def _by_names(self, found: Found, within: Within) -> None:
        ways = self.ways()
        begun = self._begun(ways)
        pairs: dict[int, float] = {}
        for way in ways:
            words = begun.get((FAMILY, way[0]), []), begun.get((GIVEN, way[1]), [])
            if any(word and not some for word, some in zip(way, words, strict=True)):
                continue
            if not all(way):
                self._one_begun(found, within, way)
            elif max(map(len, words)) > BEGUN or len(words[0]) * len(words[1]) > _PAIRS:
                self._both_begun(found, within, way, words)
            else:
                costs = [self._costs(word, some) for word, some in zip(way, words, strict=True)]
                pair_up(pairs, costs[0], costs[1], ways[way])
        self._take_pairs(found, within, pairs)
        if within.near and len(found.order) < ENOUGH:
            self._by_near_names(found, within, begun, pairs)
        called_so = max(found.order.values(), default=_ANY_DAY) >= within.cost
        if within.near and len(found.order) < ENOUGH and not called_so and EVERYBODY not in self._scopes:
            self._of_scopes(found, within)

    def ways(self) -> dict[Way, float]:
        """Family name and forename as the words can be read, each as one word, with the bits that the order costs.

        Of several forenames it is the first, or all of them as one.
        """
        if self._ways is None:
            self._ways = self._read()
        return self._ways

    def _read(self) -> dict[Way, float]:
        found: dict[Way, float] = {}
        placed = self._query.family_first or any(side is not NameSide.EITHER for side in self._query.sides)
        for family, given, order in self._asked.splits:
            if placed and order == _SWAPPED:
                continue  # a comma and a correction say which word is which
            one, cost = joined(" ".join(family)), self._bits[order] if order else 0.0
            found.setdefault((one, joined("".join(given))), cost)
            if one and given:
                found.setdefault((one, joined(given[0])), cost)
        return found

    def _begun(self, ways: Iterable[Way]) -> dict[Spelling, list[tuple[int, str]]]:
        """The words that each typed word is or begins; one letter alone is somebody's whole name."""
        wanted: dict[Spelling, bool] = {}
        for family, given in ways:
            for side, word, other in ((FAMILY, family, given), (GIVEN, given, family)):
                if word:
                    # What begins with one letter alone is for the next key.
                    wanted[(side, word)] = wanted.get((side, word), False) or len(word) > 1 or bool(other)
        kept = self._look.kept.begun
        new = {one: begins for one, begins in wanted.items() if (one, begins) not in kept}
        for one, words in self._look.words.begun(self._connection, new).items():
            kept[one, new[one]] = words
        return {one: kept[one, begins] for one, begins in wanted.items()}

    def _costs(self, word: str, words: Iterable[tuple[int, str]]) -> Listed:
        """The word itself first, then what begins with it."""
        return [(0.0 if norm == word else self._bits["prefix"], number) for number, norm in words]

    def _one_begun(self, found: Found, within: Within, way: Way) -> None:
        """By one word alone: who is called so, then whose name begins so."""
        by, name, word = (By.FAMILY_BEGUN, "family", way[0]) if way[0] else (By.GIVEN_BEGUN, "given", way[1])
        last = word + LAST if len(word) > 1 else word
        values = {f"{name}_first": word, f"{name}_last": last}
        rows = self._rows(by, within, scopes=self._scopes, **values)
        begun = self._bits["prefix"]
        self.take(found, within, [(0 if row[0] == word else begun, *row[1:]) for row in rows])

    def _both_begun(self, found: Found, within: Within, way: Way, words: Sequence[Sequence[Any]]) -> None:
        """By what both words begin, from the side that has fewer words."""
        by = By.FAMILY_FIRST if len(words[0]) <= len(words[1]) else By.GIVEN_FIRST
        values = {"family_first": way[0], "family_last": way[0] + LAST}
        values |= {"given_first": way[1], "given_last": way[1] + LAST}
        rows = self._rows(by, within, scopes=self._scopes, **values)
        self.take(found, within, [(self._bits["prefix"], *row[1:]) for row in rows])

    def _take_pairs(self, found: Found, within: Within, pairs: Mapping[int, float]) -> None:
        if pairs:
            best = sorted(pairs, key=pairs.__getitem__, reverse=True)
            rows = self._rows(By.PAIRS, within, scopes=self._scopes, **pairs_asked(best, self._connection.dialect))
            self.take(found, within, [(pairs[best[row[0]]], *row[1:]) for row in rows])
            if len(rows) > within.few:
                # So many of one name that nobody would be seen of whose double name it is a half.
                halves = replace(within, few=RESERVED, cost=within.cost + self._bits["half"])
                some = pairs_asked(best[:_NEAR_BEGUN], self._connection.dialect)
                rows = self._rows(By.HALVES, halves, scopes=self._scopes, **some)
                self.take(found, halves, [(pairs[best[row[0]]], *row[1:]) for row in rows])
                found.apart |= {row[1] for row in rows[:RESERVED]}

    def _by_near_names(
        self,
        found: Found,
        within: Within,
        begun: Mapping[Spelling, Sequence[tuple[int, str]]],
        asked_already: Mapping[int, float],
    ) -> None:
        """By words that are spelt or sound nearly so, the nearest pairs first."""
        near = self._near_words()
        pairs: dict[int, float] = {}
        for way, order in self.ways().items():
            lists = [self._near_or_begun(near, begun, (side, word)) for side, word in enumerate(way)]
            if way[0] and way[1]:
                pair_up(pairs, lists[0], lists[1], order)
            elif words := lists[0] or lists[1]:
                costs = [one for one, _ in words]
                by = By.FAMILIES if way[0] else By.GIVENS
                rows = self._rows(by, within, scopes=self._scopes, words=[number for _, number in words])
                self.take(found, within, [(costs[row[0]], *row[1:]) for row in rows])
        for one in asked_already.keys() & pairs.keys():
            del pairs[one]
        best = sorted(pairs, key=pairs.__getitem__, reverse=True)[:_PAIRS]
        self._take_pairs(found, within, {one: pairs[one] for one in best})

    def _in_part(self, found: Found, few: int, days: Sequence[date], block: Sequence[Row]) -> None:
        """Where nobody answers everything: born then and called otherwise in part, or called so and born otherwise."""
        quick = Quick(self._query, self._bits)
        ranked = sorted(((quick.in_part(*row[3:]), row[1]) for row in block), key=lambda one: -one[0])
        for cost, person in ranked[:few]:
            found.take(person, cost)
        near_days: list[Born] = [frozenset(near for day in days for near in mistaken(day))] if days else []
        for born in near_days or ranges(self._births):
            self._by_one_word(found, Within(few, born, _MISTAKEN + self._bits["given_differs"]))
        self._by_names(found, Within(few, cost=_ANY_DAY))

    def nearest(self, found: Found, *, few: int) -> None:
        """Who bears one word of the question, or one near to it."""
        self._by_one_word(found, Within(few))

    def _by_one_word(self, found: Found, within: Within) -> None:
        near = self._near_words()
        for by, side in ((By.FAMILIES, FAMILY), (By.GIVENS, GIVEN)):
            words = [one for asked, listed in near.items() if asked[0] == side for one in listed]
            if words:
                words.sort(reverse=True)
                rows = self._rows(by, within, scopes=self._scopes, words=[number for _, number in words])
                self.take(found, within, [(words[row[0]][0], *row[1:]) for row in rows])

    def _near_words(self) -> Mapping[Spelling, Listed]:
        """The words that may have been meant by each typed one, on each side; a quoted word is meant just so."""
        if self._near is None:
            wanted = dict.fromkeys((side, word) for way in self.ways() for side, word in enumerate(way) if word)
            asked = [one for one in wanted if one[1] not in self._query.quoted]
            kept = self._look.kept.near
            new = [one for one in asked if one not in kept]
            kept.update(self._look.words.near(self._connection, new, self._bits, self._scopes))
            self._near = {one: kept[one] for one in asked}
        return self._near

    def _near_or_begun(
        self, near: Mapping[Spelling, Listed], begun: Mapping[Spelling, Sequence[tuple[int, str]]], one: Spelling
    ) -> Listed:
        if not one[1]:
            return []
        known = {number: cost for cost, number in near.get(one, ())}
        if max(known.values(), default=-1.0) < 0:
            # Nobody is called just so: it may be a beginning.
            for cost, number in self._costs(one[1], begun.get(one, ())[:_NEAR_BEGUN]):
                known.setdefault(number, cost)
        return sorted(((cost, number) for number, cost in known.items()), reverse=True)

    # -- people -----------------------------------------------------------------------------------

    def _born_on(self, days: Iterable[date]) -> list[Row]:
        """Everybody who was born on one of the days."""
        found: list[Row] = []
        for day in days:
            number, text = day.toordinal(), day.isoformat()
            values = day_values((number, number))
            found += self._look.probes.names(By.DAY).rows(
                self._connection, few=_DAY, scopes=self._scopes, borns=[number], **values
            )
            if EVERYBODY in self._scopes:
                found += self._rows(By.RECORDED_DAY, Within(_DAY), day=text, day_end=text)
        return found

    def _of_days(self, found: Found, within: Within) -> None:
        """Everybody of a range of days, or of some."""
        by, recorded = _OF_RANGE if isinstance(within.born, tuple) else _OF_SOME
        rows = self._rows(by, within, scopes=self._scopes)
        more = self._rows(recorded, within) if EVERYBODY in self._scopes else []
        self.take(found, within, [(0, *row[1:]) for row in (*rows, *more)])

    def _of_scopes(self, found: Found, within: Within) -> None:
        """Where few people are in the reader's scopes, the name of each is looked at: no index of words is as sure."""
        few = _FEW if found.order else _WHOLE
        rows = self._rows(By.SCOPE, Within(few, within.born), scopes=self._scopes, most=few)
        self.take_named(found, rows, within.few, ahead=within.cost)

    def _rows(self, by: By, within: Within, **values: object) -> list[Row]:
        asked = self._look.probes.names(by, born=kind_of(within.born))
        return asked.rows(self._connection, few=within.few + 1, **values, **day_values(within.born))

    def take(self, found: Found, within: Within, rows: Sequence[Row]) -> None:
        """Take rows that begin with what their name costs, and the person."""
        found.complete = found.complete and len(rows) <= within.few
        for row in rows[: within.few]:
            found.take(row[1], row[0] + within.cost)

    def take_named(self, found: Found, rows: Sequence[Row], few: int, *, ahead: float = 0.0) -> None:
        """Of rows with their names those whose name answers, the best first."""
        quick = Quick(self._query, self._bits, self._look.kept.compared)
        quick.meet(row[3:] for row in rows)
        ranked = [(cost, row[1]) for row in rows if (cost := quick.cost(*row[3:])) is not None]
        ranked.sort(key=lambda one: -one[0])
        found.complete = found.complete and len(ranked) <= few
        for cost, person in ranked[:few]:
            found.take(person, cost + ahead)
