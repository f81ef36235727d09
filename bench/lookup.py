"""How long a keystroke in the find box takes, by how much of an invented register the user may see.

`python -m bench.lookup [--people 100000] [--postgres URL]` makes the register in a temporary database and
prints milliseconds a keystroke (every prefix of every question from two letters on) and a whole question.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.people.linking import public_ref
from db.people.service import PeopleService
from db.store.engine import make_engine
from db.store.upgrade import upgrade
from db.tables.people import Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.places import Agency, Court, CourtRoom
from db.tables.registry import metadata
from db.tables.system import FOR_EVER, Relevance
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.access import Scope
from db.words.families.court import Jurisdiction
from db.words.families.people import DetailKind, IdentifierKind, LinkState, NameKind
from db.words.families.places import AgencyKind, UserState
from db.words.identifiers.parsed import check_letter
from db.words.keys import uuid7

SEED = 20070501
COURTS = 300
QUESTIONS = 300
AT_ONCE = 40  # hits, as the screen asks
CHUNK = 5000
_START = "b br c ch d f fl g gr h j k l m n p pr r s sh st t th tr w wh y".split()
_MIDDLE = "a e i o u ai ea ee oo ou".split()
_END = "ck dge ll lm m n nd ng nt r rd rk rn rt s ss st t th wick ton ley worth man son field by".split()


Tables: TypeAlias = dict[type[SQLModel], list[dict[str, Any]]]
Truth: TypeAlias = tuple[str, str, date, str]


class Names:
    """Invented words with the skew of real names: a few are borne by very many."""

    def __init__(self, chance: random.Random, count: int, syllables: tuple[int, int]) -> None:
        found: dict[str, None] = {}
        while len(found) < count:
            size = chance.randint(*syllables)
            word = "".join(chance.choice(_START) + chance.choice(_MIDDLE) for _ in range(size)) + chance.choice(_END)
            found[word] = None
        self._chance = chance
        self.words = list(found)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(count)))

    def one(self) -> str:
        """A name, the frequent ones more often."""
        return self._chance.choices(self.words, cum_weights=self._weights)[0]


def insert(units: Units, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Bulk rows by executemany."""
    with units.raw("bulk", writes=True) as connection:
        for first in range(0, len(rows), CHUNK):
            connection.execute(sa.insert(metadata.tables[str(model.__tablename__)]), rows[first : first + CHUNK])


def defaults(model: type[SQLModel], **values: object) -> dict[str, Any]:
    """A row as the classes would make it."""
    row: dict[str, Any] = model(**values).model_dump()
    return row


def register(units: Units, people: int) -> tuple[UUID, list[UUID], list[Truth]]:
    """Fill the database; the agency, the courts and the true names that questions are made of."""
    chance = random.Random(SEED)
    now = units.clock.now()
    agency = defaults(Agency, code="BENCH", name="Bench", kind=AgencyKind.POLICE)
    courts = [
        defaults(Court, code=f"B{n:04}", name=f"Court {n}", jurisdiction=Jurisdiction.MAGISTRATES)
        for n in range(COURTS + 1)
    ]
    rooms = [defaults(CourtRoom, court_id=court["id"], name="01") for court in courts]
    insert(units, Agency, [agency])
    insert(units, Court, courts)
    insert(units, CourtRoom, rooms)
    words = Names(chance, max(2000, people * 2 // 5), (1, 2)), Names(chance, 4500, (1, 1))
    truth = []
    for first in range(0, people, CHUNK):
        tables: Tables = {
            model: [] for model in (Person, SourceRecord, PersonName, PersonDetail, Identifier, Relevance)
        }
        for number in range(first, min(people, first + CHUNK)):
            rare = number % (people // 30) == 0
            court = courts[COURTS if rare else number % COURTS]["id"]
            born = date(1940, 1, 1) + timedelta(days=chance.randrange(25_000))
            truth.append(_person(tables, number, born, words=words, agency=agency["id"], court=court, now=now))
        for model, rows in tables.items():
            insert(units, model, rows)
    return agency["id"], [court["id"] for court in courts], truth


def _person(
    tables: Tables,
    number: int,
    born: date,
    *,
    words: tuple[Names, Names],
    agency: UUID,
    court: UUID,
    now: datetime,
) -> Truth:
    """One person with names, birth and number, relevant to one court."""
    key, record = uuid7(), uuid7()
    serial = f"{born.year % 100 + 16:02}"[-2:] + f"{number:07}"
    pnc = f"19{serial[:2]}/{serial[2:]}{check_letter(serial)}"
    common = {"person_id": key, "source_record_id": record, "recorded_at": now}
    tables[Person].append(defaults(Person, id=key, public_ref=f"{public_ref(key)}{number}", created_at=now))
    source = {"agency_id": agency, "system": "bench", "external_id": str(number), "person_id": key}
    linked = {"link_state": LinkState.AUTO, "decided_at": now}
    tables[SourceRecord].append(defaults(SourceRecord, id=record, **source, **linked))
    surnames, forenames = words
    family, given = surnames.one(), forenames.one()
    aliases = [(NameKind.ALIAS, surnames.one(), forenames.one())] if number % 3 == 0 else []
    for kind, surname, forename in ((NameKind.PRIMARY, family, given), *aliases):
        spelt = {"family": surname, "given": forename, "family_folded": surname, "given_folded": forename}
        tables[PersonName].append(defaults(PersonName, kind=kind, **spelt, **common))
    birth = defaults(PersonDetail, kind=DetailKind.DATE_OF_BIRTH, value=born.isoformat(), **common)
    tables[PersonDetail].append(birth)
    tables[Identifier].append(defaults(Identifier, kind=IdentifierKind.PNC, raw=pnc, canonical=pnc, **common))
    days = {"starts_on": date.min, "ends_on": FOR_EVER}
    why = {"scope": Scope.COURT, "scope_id": court, "reason": "listed", "source_id": record}
    tables[Relevance].append(defaults(Relevance, person_id=key, **why, **days))
    return family, given, born, pnc


def actor(units: Units, agency: UUID, courts: frozenset[UUID], *, every: bool) -> Actor:
    """A clerk of these courts."""
    account = defaults(
        UserAccount,
        user_name=str(uuid7()),
        display_name="C",
        agency_id=agency,
        state=UserState.ACTIVE,
        created_at=units.clock.now(),
    )
    insert(units, UserAccount, [account])
    # Another agency than the register's owner, so that only courts decide what is seen.
    return Actor(
        account["id"],
        "c",
        "C",
        uuid7(),
        frozenset({Role.CLERK}),
        courts,
        units.clock.today(),
        "bench",
        uuid7(),
        every_court=every,
    )


def questions(truth: list[tuple[str, str, date, str]]) -> list[str]:
    """What clerks type: names in both orders, parts of them, births, numbers."""
    chance = random.Random(SEED + 1)
    found = []
    for number in range(QUESTIONS):
        family, given, born, pnc = chance.choice(truth)
        found.append(
            (
                f"{given} {family}", f"{family}, {given}", f"{given[:3]} {family[:4]}", family,
                f"{family[:4]} {born:%d/%m/%y}", f"{born:%d/%m/%Y}", pnc, given,
            )[number % 8]
        )  # fmt: skip
    return found


def keystrokes(question: str) -> Iterator[str]:
    """Everything that stands in the box on the way."""
    yield from (question[:size] for size in range(2, len(question) + 1))


def measure(finder: PeopleService, texts: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each search: by the clock, and of this processor alone (on a shared machine the truer one)."""
    spent, worked = [], []
    for text in texts:
        began, busy = time.perf_counter(), time.thread_time()
        finder.find(text, limit=AT_ONCE)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    return spent, worked


def line(label: str, spent: list[float]) -> str:
    """p50, p95, p99 and the worst."""
    marks = statistics.quantiles(spent, n=100)
    return f"{label:<34}{marks[49]:8.2f}{marks[94]:8.2f}{marks[98]:8.2f}{max(spent):8.2f}  n={len(spent)}"


def main() -> None:
    """Make the register, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--postgres", default="", help="an empty database to use instead of SQLite")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.postgres or f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        units = Units(make_engine(url), Clock())
        began = time.perf_counter()
        agency, courts, truth = register(units, chosen.people)
        print(f"{chosen.people:,} people on {units.dialect}, made in {time.perf_counter() - began:.0f} s")
        print(f"{'milliseconds':<34}{'p50':>8}{'p95':>8}{'p99':>8}{'worst':>8}")
        asked = questions(truth)
        typed = [text for question in asked for text in keystrokes(question)]
        for label, posted, every in (
            ("all", frozenset[UUID](), True),
            ("1 %", frozenset(courts[:3]), False),
            ("0.03 %", frozenset(courts[-1:]), False),
        ):
            finder = PeopleService(units, actor(units, agency, posted, every=every))
            finder.find("warm up")
            for what, texts in (("key", typed), ("whole question", asked)):
                spent, worked = measure(finder, texts)
                print(line(f"{what}, may see {label}", spent))
                print(line("  of which processor", worked))
        units.close()


if __name__ == "__main__":
    main()
