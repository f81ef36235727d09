"""Two invented sources of so many people each, by seed: `python -m bench.matching.two_sources --people 1000 --out DIR`.

Seven in ten of the second are people of the first as another agency holds them: half with a slip, a nickname or an
alias, some with a mistaken date of birth, a number left out, another address. The rest are other people of the same
country. It writes `records.csv` and `truth.csv` as `tracker match evaluate` reads them. Nobody in it lives.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from bench.lookup.corrupt import KINDS
from bench.lookup.register import Person, people

HEADER: Final = (
    "record_id,source,forename1,forenames_other,surname,dob,sex,pnc,cro,address1,postcode,aliases,sentence_dates"
)
SHARED: Final = 0.7
_SLIPS: Final = ("typo", "hearing", "nickname", "transposition", "swapped", "half of a double")
_ROADS: Final = (
    "Mill Lane|Station Road|Church Street|Park View|Spring Bank|Hessle Road|Stanley Road|Scotland Road".split("|")
)

Row = tuple[str, ...]


def rows(count: int, *, seed: int) -> Iterator[tuple[Row, str]]:
    """Every record of both sources with the person whose it is: the first source, then the second."""
    both = int(count * SHARED)
    draw = random.Random(seed)
    for person in people(2 * count - both, seed=seed):
        if person.number < count:
            yield _row(person, "POLICE", draw, noise=False), person.key
        if person.number < both or person.number >= count:
            yield _row(person, "PRISON", draw, noise=True), person.key


def _row(person: Person, source: str, draw: random.Random, *, noise: bool) -> Row:
    forename, surname, born = person.forename, person.surname, person.born
    if noise and person.aliases and draw.random() < 0.08:
        used = draw.choice(person.aliases)
        forename, surname, born = used.forename, used.surname, used.born or born
    elif noise and draw.random() < 0.4 and (heard := KINDS[draw.choice(_SLIPS)](forename, surname, draw)):
        forename, surname = heard.forename, heard.surname
    day = born.isoformat()
    if noise and (kind := draw.random()) < 0.1:
        day = "" if kind < 0.04 else (born + timedelta(days=draw.choice((-1, 1, 10, 31, 365)))).isoformat()
    home = draw if noise and draw.random() < 0.3 else random.Random(person.postcode)
    address = f"{home.randint(1, 250)} {home.choice(_ROADS)}"
    postcode = person.postcode if home is not draw else f"L{draw.randint(1, 40)} {draw.randint(0, 9)}AB"
    aliases = ";".join(f"{one.forename}|{one.surname}|{one.born or ''}" for one in person.aliases[:2])
    return (
        f"{source[:3]}{person.number:08}",
        source,
        forename,
        "" if noise and draw.random() < 0.4 else person.middle,
        surname,
        day,
        person.sex,
        "" if draw.random() < (0.5 if noise else 0.1) else person.pnc,
        "" if draw.random() < 0.5 else person.cro,
        address,
        "" if draw.random() < 0.1 else postcode,
        aliases if draw.random() < 0.15 else "",
        "",
    )


def write(folder: Path, count: int, *, seed: int) -> None:
    """The records and the truth as two files."""
    with (
        (folder / "records.csv").open("w", encoding="utf-8", newline="") as records,
        (folder / "truth.csv").open("w", encoding="utf-8", newline="") as truth,
    ):
        left, right = csv.writer(records), csv.writer(truth)
        left.writerow(HEADER.split(","))
        right.writerow(("record_id", "person_id"))
        for row, person in rows(count, seed=seed):
            left.writerow(row)
            right.writerow((row[0], person))


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    write(asked.out, asked.people, seed=asked.seed)


if __name__ == "__main__":
    main()
