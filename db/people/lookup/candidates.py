"""Who may be meant: by exact words and beginnings first, then by near spellings, sounds and other names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from rapidfuzz.distance import OSA, JaroWinkler
from sqlalchemy.engine import Connection

from db.cards.asked import Birth, NameSide
from db.cards.find import Query
from db.index.words import forms, joined, ordinal
from db.people.lookup.probes import By, Probes
from db.people.scoring.asked import Asked
from db.people.scoring.identity import Identity, KnownBirth, KnownName
from db.people.scoring.judge import judge
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN, NO_BIRTH
from db.words.heard.sounds import sounds
from db.words.heard.variants import Side, variants
from db.words.text import fold

_SWAPPED = "swapped_names"
LAST = "\U0010ffff"
ENOUGH = 10
"""So many that are seen and answer by exact words and beginnings leave no need for near ones."""
_BEGUN = 400
_NEAR = 60
_DAY = 2_000
Born = tuple[int, int] | frozenset[int] | None
"""A range of days, some days, or any."""
_SIDES: dict[int, Side] = {FAMILY: "family", GIVEN: "given"}


@dataclass
class Found:
    """Candidates with how well the name and birth that they were found by answer."""

    order: dict[UUID, float] = field(default_factory=dict)
    complete: bool = True

    def take(self, person: UUID, order: float) -> None:
        """One more, or the same by a better name."""
        if order > self.order.get(person, -1e9):
            self.order[person] = order


class Candidates:
    """Looks for one question's candidates on one connection; `scopes` are those of the reader."""

    def __init__(
        self, connection: Connection, probes: Probes, query: Query, asked: Asked, *, scopes: Collection[int]
    ) -> None:
        self._connection = connection
        self._probes = probes
        self._query = query
        self._asked = asked
        self._scopes = sorted(scopes)
        self._seen: dict[tuple[object, ...], tuple[float, bool]] = {}
        self._births = tuple(one for one in query.births if one.first is not None and one.last is not None)

    def find(self, found: Found, *, few: int, people: Collection[UUID] = ()) -> None:
        """Everybody who may answer, `few` of each way at most; `people` are looked at besides."""
        if people:
            self.take(found, self._rows(By.PEOPLE, few, people=sorted(people)), few)
        days = [one.first for one in self._births if one.first and one.first == one.last]
        block = self._born_on(days)
        named = bool(self._query.names)
        self.take(found, block, len(block), near=named)
        if named and days and len(found.order) < ENOUGH:
            self._by_names(found, few, frozenset(near for day in days for near in mistaken(day)))
        elif named and not days:
            for one in _ranges(self._births):
                self._by_names(found, few, one)
        elif not days:
            for birth in self._births:
                self._of_range(found, few, birth)
        if self._births and named and not found.order:
            self._by_names(found, few, None)
            self.take(found, block, few)

    def _by_names(self, found: Found, few: int, born: Born) -> None:
        ways = self.ways()
        words = self._begun(ways)
        for way in ways:
            self._exact_then_begun(found, few, way, words, born)
        if len(found.order) < ENOUGH:
            near = self._near(ways)
            for family, given in ways:
                ids = near.get((FAMILY, family), []), near.get((GIVEN, given), [])
                if all(some or not word for some, word in zip(ids, (family, given), strict=True)):
                    self.take(found, self._probe(4 * few, *ids, born), 4 * few)

    # -- words ------------------------------------------------------------------------------------

    def ways(self) -> list[tuple[str, str]]:
        """Family name and forename as the words can be read, each as one word; of several forenames the first."""
        found: dict[tuple[str, str], None] = {}
        placed = self._query.family_first or any(side is not NameSide.EITHER for side in self._query.sides)
        for family, given, order in self._asked.splits:
            if placed and order == _SWAPPED:
                continue  # a comma and a correction say which word is which
            one = joined(" ".join(family))
            for other in ("".join(given), *given[:1]):
                found[(one, joined(other))] = None
        return list(found)

    def _begun(self, ways: Iterable[tuple[str, str]]) -> dict[tuple[int, str], list[tuple[int, str]]]:
        """Numbers of the words that are, or begin with, each typed word, the word itself first."""
        wanted: dict[tuple[int, str], bool] = {}
        for family, given in ways:
            for side, word, other in ((FAMILY, family, given), (GIVEN, given, family)):
                if word:
                    # One letter alone is somebody's whole name; what begins with it is for the next key.
                    wanted[(side, word)] = wanted.get((side, word), False) or len(word) > 1 or bool(other)
        values: dict[str, Any] = {"most": _BEGUN + 1}
        for place, ((side, word), begins) in enumerate(wanted.items()):
            values |= {f"side{place}": side, f"first{place}": word, f"last{place}": word + LAST if begins else word}
        found: dict[tuple[int, str], list[tuple[int, str]]] = {one: [] for one in wanted}
        asked = list(wanted)
        if asked:
            for place, number, norm in self._connection.execute(self._probes.begin(len(asked)), values):
                found[asked[place]].append((number, norm))
        return found

    def _exact_then_begun(
        self,
        found: Found,
        few: int,
        way: tuple[str, str],
        words: dict[tuple[int, str], list[tuple[int, str]]],
        born: Born,
    ) -> None:
        family, given = way
        begun = [words.get((FAMILY, family), []), words.get((GIVEN, given), [])]
        exact = [[number for number, norm in some if norm == word] for some, word in zip(begun, way, strict=True)]
        if all(ids or not word for ids, word in zip(exact, way, strict=True)):
            rows = self._probe(few, exact[0], exact[1], born)
            self.take(found, rows, few)
            if len(rows) > few:
                return
        if any(word and not some for some, word in zip(begun, way, strict=True)):
            return
        if begun == [[(ids[0], word)] if ids else [] for ids, word in zip(exact, way, strict=True)]:
            return
        self.take(found, self._of_begun(few, way, begun, born), few)

    def _of_begun(
        self, few: int, way: tuple[str, str], begun: list[list[tuple[int, str]]], born: Born
    ) -> Sequence[Any]:
        """By whichever side has fewer words; the other one is narrowed by how it begins."""
        families, givens = ([number for number, _ in some] for some in begun)
        if not way[0] or not way[1] or len(families) * len(givens) <= 5 * _BEGUN:
            return self._probe(few, families, givens, born)
        values: dict[str, Any] = {"scopes": self._scopes, **_days(born)}
        if len(families) <= len(givens):
            values |= {"families": families, "first": way[1], "last": way[1] + LAST}
            return self._rows(By.FAMILY_AND_BEGUN, few, narrow=_kind(born), **values)
        values |= {"givens": givens, "first": way[0], "last": way[0] + LAST}
        return self._rows(By.GIVEN_AND_BEGUN, few, narrow=_kind(born), **values)

    def _near(self, ways: Iterable[tuple[str, str]]) -> dict[tuple[int, str], list[int]]:
        found: dict[tuple[int, str], list[int]] = {}
        for way in ways:
            for side, word in ((FAMILY, way[0]), (GIVEN, way[1])):
                if word and (side, word) not in found:
                    found[(side, word)] = self._near_words(side, word)
        return found

    def _near_words(self, side: int, word: str) -> list[int]:
        """The numbers of words that may have been meant, the nearest first; a quoted word is meant just so."""
        if word in self._query.quoted:
            return []
        others = variants(word, _SIDES[side])
        heard = {key for key in sounds(word) if key}
        values = {"side": side, "forms": sorted(forms(word)), "sounds": sorted(heard), "norms": sorted({word, *others})}
        ranked: list[tuple[float, int]] = []
        for number, norm, one, two in self._connection.execute(self._probes.near, values):
            far = OSA.distance(word, norm, score_cutoff=3)
            alike = JaroWinkler.similarity(word, norm)
            same = bool(heard & {one, two} - {""})
            if norm in others or norm == word or far <= 1 or (same and alike > 0.5) or (far == 2 and len(word) > 4):
                ranked.append((2.0 if norm in others else alike + 0.2 * same - 0.05 * far, number))
        ranked.sort(reverse=True)
        return [number for _, number in ranked[:_NEAR]]

    # -- people -----------------------------------------------------------------------------------

    def _probe(self, few: int, families: list[int], givens: list[int], born: Born) -> Sequence[Any]:
        by = By.BOTH if families and givens else By.FAMILY if families else By.GIVEN
        values: dict[str, Any] = {"scopes": self._scopes, **_days(born)}
        if families:
            values["families"] = families
        if givens:
            values["givens"] = givens
        return self._rows(by, few, narrow=_kind(born), **values)

    def _born_on(self, days: Iterable[date]) -> list[Any]:
        """Everybody who was born on one of the days."""
        found: list[Any] = []
        for day in days:
            number, text = day.toordinal(), day.isoformat()
            found += self._rows(By.DAY, _DAY, scopes=self._scopes, borns=[number], **_days((number, number)))
            if EVERYBODY in self._scopes:
                found += self._rows(By.RECORDED_DAY, _DAY, day=text, day_end=text)
        return found

    def _of_range(self, found: Found, few: int, one: Birth) -> None:
        if one.first and one.last:
            values = {"day": one.first.isoformat(), "day_end": one.last.isoformat()}
            self.take(found, self._rows(By.RECORDED_DAY, few, **values), few)

    def _rows(self, by: By, few: int, *, narrow: str = "", **values: object) -> Sequence[Any]:
        return self._connection.execute(self._probes.names(by, born=narrow), {"few": few + 1, **values}).all()

    def take(self, found: Found, rows: Sequence[Any], few: int, *, near: bool = False, ahead: float = 0) -> None:
        """Judge each row as if it were all that is known of the person; with `near` only who answers is taken."""
        found.complete = found.complete and len(rows) <= few
        for _, person, family, given, middle, with_it, born in rows[:few]:
            day = with_it.toordinal() if with_it else ordinal(born) if isinstance(born, str) else born
            key = (family, given, middle, day)
            if key not in self._seen:
                self._seen[key] = self._judged(family, given, middle, day)
            order, agrees = self._seen[key]
            if agrees or not near:
                found.take(person, order + ahead)

    def _judged(self, family: str, given: str, middle: str, day: int) -> tuple[float, bool]:
        births = (KnownBirth(date.fromordinal(day)),) if day != NO_BIRTH else ()
        verdict = judge(self._asked, Identity((KnownName(family, given, fold(middle) if middle else ""),), births))
        return verdict.order, verdict.agrees


def mistaken(day: date) -> Iterator[int]:
    """The day and those that are commonly written in its place, as numbers."""
    steps = (0, 1, -1, 10, -10)
    yield from (number for step in steps if (number := day.toordinal() + step) > 0)
    figures = f"{day.year:04}{day.month:02}{day.day:02}"
    texts = {figures[:4] + figures[6:] + figures[4:6]}
    texts |= {f"{day.year + step:04}{figures[4:]}" for step in (*steps, 2, -2) if day.year + step > 0}
    texts |= {
        figures[:place] + figure + figures[place + 1 :] for place in range(2, 8) for figure in "0123456789"
    }  # fmt: skip
    texts |= {figures[:at] + figures[at + 1] + figures[at] + figures[at + 2 :] for at in range(2, 7)}
    for text in texts:
        if (number := ordinal(f"{text[:4]}-{text[4:6]}-{text[6:]}")) != NO_BIRTH:
            yield number


def _kind(born: Born) -> str:
    return "" if born is None else "range" if isinstance(born, tuple) else "days"


def _days(born: Born) -> dict[str, Any]:
    """The values of a range of days or of some days, as numbers and as text."""
    if born is None:
        return {}
    if isinstance(born, tuple):
        first, last = (date.fromordinal(max(day, 1)).isoformat() for day in born)
        return {"born": born[0], "born_end": born[1], "day": first, "day_end": last}
    return {"borns": sorted(born), "days": [date.fromordinal(one).isoformat() for one in sorted(born)]}


def _ranges(births: Sequence[Birth]) -> list[Born]:
    """Ranges of days that the readings of a birth stand for; none where none was typed."""
    found: list[Born] = [(one.first.toordinal(), one.last.toordinal()) for one in births if one.first and one.last]
    return found or [None]
