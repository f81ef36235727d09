"""An invented national register by seed: `python -m bench.lookup.register --people 100000 --out people.csv`.

Frequent names are borne by many and most names by few; persons have aliases (some of them a whole identity with
a date of birth of its own), come in households (twins, a father and a son of one name), and matter to a court
and some to a team. It is made as a stream: ten million persons take no more memory than ten. The same seed
gives the same bytes. About 2.3 names a person. Nobody in it lives.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from bench.lookup import names
from bench.lookup.nicknames import nickname
from db.words.identifiers.parsed import check_letter
from db.words.text import fold

COURTS: Final = 300
TEAMS: Final = 400
HEADER: Final = "person_id,forename,middle,surname,dob,sex,pnc,cro,postcode,aliases,note".split(",")
_TODAY: Final = date(2026, 1, 1).toordinal()
_ALIASES: Final = names.Drawn([(0, 36), (1, 29), (2, 18), (3, 9), (4, 5), (5, 3)])
_SIZES: Final = names.Drawn([(1, 64), (2, 19), (3, 9), (4, 6), (5, 2)])
_FROM_ABROAD: Final = 0.14
_DOUBLE: Final = 0.025
_TWINS: Final = 0.015
_SAME_NAME: Final = 0.06
_AREAS: Final = "B BD BS CF CV DE DY E EX G HU L LE LS M ME N NE NG NN NW OL OX PE PL PR S SE SO ST SW TS WV YO".split()


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name; with `born` it is a whole identity of its own."""

    forename: str
    surname: str
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the register; `number` counts from 0, `team` is -1 for most."""

    number: int
    forename: str
    middle: str
    surname: str
    born: date
    sex: str
    pnc: str
    cro: str
    postcode: str
    aliases: tuple[Alias, ...]
    court: int
    team: int

    @property
    def key(self) -> str:
        """The id in the source's own system."""
        return f"R{self.number:08}"

    @property
    def identities(self) -> Iterator[tuple[str, str, date]]:
        """Every (surname, forename, born) as it is written, the person's own first."""
        yield self.surname, self.forename, self.born
        for one in self.aliases:
            yield one.surname, one.forename, one.born or self.born

    @property
    def folded(self) -> Iterator[tuple[str, str, date]]:
        """The identities as they are compared."""
        for surname, forename, born in self.identities:
            yield fold(surname), fold(forename), born


@dataclass(frozen=True, slots=True)
class _Home:
    """What a household shares."""

    surname: str
    origin: str
    postcode: str
    court: int


def people(count: int, *, seed: int) -> Iterator[Person]:
    """So many persons; those of one household follow each other."""
    return islice(_people(random.Random(seed)), count)


def _people(draw: random.Random) -> Iterator[Person]:
    number = 0
    while True:
        home = _home(draw)
        before: Person | None = None
        for _ in range(_SIZES.one(draw)):
            before = _person(draw, number, home, before)
            number += 1
            yield before


def _home(draw: random.Random) -> _Home:
    origin, surname = "en_GB", ""
    if draw.random() < _FROM_ABROAD:
        origin = names.country(draw)
        surname = names.families(origin).one(draw)
    else:
        surname = names.surname(draw)
    if draw.random() < _DOUBLE:
        surname += draw.choice("--- ") + names.surname(draw)
    return _Home(_written(surname, draw), origin, _postcode(draw), draw.randrange(COURTS))


def _person(draw: random.Random, number: int, home: _Home, before: Person | None) -> Person:
    sex = "M" if draw.random() < 0.74 else "F"
    born = date.fromordinal(_TODAY - 5_000 - int(26_000 * draw.betavariate(1.5, 3.0)))
    forename = _written(names.forename(draw, sex, home.origin), draw)
    if before and draw.random() < _TWINS:
        born = before.born
    elif before and before.sex == sex == "M" and draw.random() < _SAME_NAME:
        forename, born = before.forename, _shifted(before.born, draw.randint(19, 38))
    middle = _written(names.forename(draw, sex, home.origin), draw) if draw.random() < 0.55 else ""
    surname = home.surname if draw.random() < 0.85 or not before else _written(names.surname(draw), draw)
    main = Alias(forename, surname)
    aliases = tuple(dict.fromkeys(_alias(draw, main, middle, sex) for _ in range(_ALIASES.one(draw))))
    year, serial = (
        draw.randint(max(born.year + 12, 1995), max(born.year + 14, 2025)) % 100,
        f"{(number + 1) % 10**7:07}",
    )
    pnc = f"{1900 + year if year > 50 else 2000 + year}/{serial}{check_letter(f'{year:02}{serial}')}"
    file = f"{(number + 1) % 10**6:06}"
    cro = f"{file}/{year:02}{check_letter(f'{year:02}{file}')}" if draw.random() < 0.6 else ""
    team = draw.randrange(TEAMS) if draw.random() < 0.12 else -1
    return Person(
        number, forename, middle, surname, born, sex, pnc, cro, home.postcode,
        tuple(one for one in aliases if one != main), home.court, team,
    )  # fmt: skip


def _alias(draw: random.Random, main: Alias, middle: str, sex: str) -> Alias:
    kind = draw.random()
    if kind < 0.25 and (short := nickname(main.forename, draw)):
        return Alias(short, main.surname)
    if kind < 0.45:
        return Alias(main.forename, names.respelled(main.surname, draw))
    if kind < 0.55 and middle:
        return Alias(middle, main.surname)
    if kind < 0.78:
        return Alias(main.forename, names.surname(draw))
    if kind < 0.90:
        own = date.fromordinal(_TODAY - 6_500 - int(22_000 * draw.betavariate(1.5, 3.0)))
        return Alias(names.forename(draw, sex), names.surname(draw), own)
    return Alias(names.forename(draw, sex), main.surname)


def _written(name: str, draw: random.Random) -> str:
    """As an agency's system keeps it: every third drops the accents."""
    if name.isascii() or draw.random() > 0.35:
        return name
    plain = fold(name).title()
    return plain or name


def _shifted(born: date, years: int) -> date:
    """So many years younger, or older where younger would not be born yet."""
    later = born + timedelta(days=round(365.25 * years))
    return later if later.toordinal() < _TODAY - 4_500 else born - timedelta(days=round(365.25 * years))


def _postcode(draw: random.Random) -> str:
    inward = "".join(draw.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return f"{draw.choice(_AREAS)}{draw.randint(1, 40)} {draw.randint(0, 9)}{inward}"


def row_of(one: Person) -> list[str]:
    """A person as a row under `HEADER`."""
    aliases = ";".join(
        f"{each.forename} {each.surname}" + (f"|{each.born.isoformat()}" if each.born else "") for each in one.aliases
    )
    row = [one.key, one.forename, one.middle, one.surname, one.born.isoformat(), one.sex, one.pnc, one.cro]
    return [*row, one.postcode, aliases, ""]


def write(register: Iterator[Person], out: TextIO) -> int:
    """The register as a plain CSV, as agencies send people; how many were written."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    count = 0
    for one in register:
        writer.writerow(row_of(one))
        count += 1
    return count


def main() -> None:
    """Write a register."""
    parser = argparse.ArgumentParser(prog="python -m bench.lookup.register", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    with given.out.open("w", encoding="utf-8", newline="") as out:
        count = write(people(given.people, seed=given.seed), out)
    sys.stdout.write(f"{count:,} persons in {given.out}\n")


if __name__ == "__main__":
    main()
