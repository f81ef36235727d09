"""The questions of a run: true names of drawn persons, corrupted, with who is a right answer to each."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from bench.lookup.corrupt import KINDS, heard, wrong_day
from bench.lookup.register import COURTS, Person
from db.words.text import fold

NAME, BIRTH, WRONG_BIRTH = "name", "with date of birth", "with a wrong date of birth"
MODES: Final = (NAME, BIRTH, WRONG_BIRTH)
_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
_POOL = 3_000
_DOUBLES = 400


@dataclass(frozen=True, slots=True)
class View:
    """How much of the register one user may see: everything, three courts, or the people of one team."""

    share: float

    @property
    def words(self) -> str:
        """`100 %`, `1 %` or `0.03 %`."""
        return f"{self.share * 100:g} %"

    @property
    def courts(self) -> tuple[int, ...]:
        """The courts by number; none where everything is seen, or a team's people alone."""
        return tuple(range(3)) if self.share == 0.01 else ()

    @property
    def team(self) -> int | None:
        """The team by number."""
        return 0 if self.share == 0.0003 else None

    def sees(self, one: Person) -> bool:
        """Whether this user may see the person."""
        return one.team == self.team if self.team is not None else not self.courts or one.court in self.courts

    def sql(self) -> str:
        """The same for a peer's table, as the end of a condition."""
        if self.team is not None:
            return f" AND n.team = {self.team}"
        return f" AND n.court < {len(self.courts)}" if self.courts else ""


VIEWS: Final = {share: View(share) for share in (1.0, 0.01, 0.0003)}
assert COURTS == 300, "three courts are one hundredth"


@dataclass(frozen=True, slots=True)
class Question:
    """A text for the box; `answers` are the persons of whom one must be found: for a bare name all who bear it."""

    kind: str
    mode: str
    text: str
    person: int
    answers: frozenset[int]

    def rank(self, found: Iterable[int]) -> int:
        """The place of the first right one, from 1; 0 where none is there."""
        return next((place for place, one in enumerate(found, 1) if one in self.answers), 0)


@dataclass
class Pool:
    """Persons drawn from a passing register for one view, each with the same chance; double names apart."""

    view: View
    draw: random.Random
    kept: list[Person] = field(default_factory=list)
    doubles: list[Person] = field(default_factory=list)
    _passed: int = 0
    _doubles: int = 0

    def meet(self, one: Person) -> None:
        """Keep the person, or not."""
        if not self.view.sees(one):
            return
        self._passed += 1
        _keep(self.kept, one, self._passed, _POOL, self.draw)
        if len(fold(one.surname).split()) == 2:
            self._doubles += 1
            _keep(self.doubles, one, self._doubles, _DOUBLES, self.draw)


def _keep(kept: list[Person], one: Person, passed: int, most: int, draw: random.Random) -> None:
    if len(kept) < most:
        kept.append(one)
    elif (place := draw.randrange(passed)) < most:
        kept[place] = one


class Bearers(Protocol):
    """Who bears a name, of those whom the user may see."""

    def __call__(self, surname: str, forename: str, view: View) -> frozenset[int]:
        """By the folded words."""


def questions(pool: Pool, bearers: Bearers, *, each: int, seed: int) -> list[Question]:
    """`each` of every kind by name alone, a third of that with a date of birth and with a wrong one; mixed."""
    found = [
        one
        for kind in KINDS
        for mode in MODES
        for one in _of_kind(pool, bearers, (kind, mode), wanted=each if mode == NAME else max(1, each // 3), seed=seed)
    ]
    random.Random(seed).shuffle(found)
    return found


def _of_kind(pool: Pool, bearers: Bearers, what: tuple[str, str], *, wanted: int, seed: int) -> Iterator[Question]:
    kind, mode = what
    draw = random.Random(f"{seed} {kind} {mode}")
    people = list(pool.doubles if kind == "half of a double" else pool.kept)
    draw.shuffle(people)
    for one in people:
        if wanted == 0:
            return
        identities = list(one.identities)
        surname, forename, born = identities[0] if draw.random() < 0.75 else draw.choice(identities)
        said = heard(kind, (forename, surname), draw)
        if said is None or not fold(forename) or not fold(surname):
            continue
        wanted -= 1
        if mode == NAME:
            yield Question(kind, mode, said.text, one.number, bearers(fold(surname), fold(forename), pool.view))
        else:
            day = born if mode == BIRTH else wrong_day(born, draw)
            yield Question(kind, mode, f"{said.text} {day:%d/%m/%Y}", one.number, frozenset({one.number}))


def keystrokes(text: str) -> Iterator[str]:
    """What stands in the box on the way, from two letters on."""
    yield from (text[:size] for size in range(2, len(text) + 1))


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a peer without a box of its own is given it: folded words, and a day."""

    words: tuple[str, ...]
    born: date | None = None

    @staticmethod
    def of(text: str) -> Typed:
        """Taken apart; a day that does not exist is none."""
        born = None
        if match := _DAY.search(text):
            text = text.replace(match[0], " ")
            try:
                born = date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                pass
        return Typed(tuple(fold(text).split()), born)

    @property
    def ways(self) -> list[tuple[str, str]]:
        """(family name, forename) in every way the words can stand, in parts and as one word; the usual one first."""
        found: dict[tuple[str, str], None] = {}
        for cut in range(len(self.words) - 1, 0, -1):
            front, back = self.words[:cut], self.words[cut:]
            for family, given in ((back, front), (front, back)):
                for sign in (" ", ""):
                    found[(sign.join(family), " ".join(given))] = None
        return list(found) or [(word, "") for word in self.words] + [("", word) for word in self.words]
