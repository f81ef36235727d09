"""How long a weekly prison file of 90,000 rows takes from the file to who of the registered is inside.

`python -m bench.cross_reference [--persons 100000] [--prisoners 90000]` fills a temporary SQLite record with invented
people, registers one in two hundred of them as prolific offenders, and takes in two weeks' files. A third of the
prisoners are people on record: by turns under their PNC, under their name and day of birth alone, or under one of
their aliases. Taken in means loaded, and held against those who are registered; then the list of who is in prison is
asked. Nobody else is signed in. Each part runs in a process of its own, so that the peak is that of taking in. The
bounds are 60 s and 300 MB for a week's file.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from bench.import_prisoners import prisoners
from bench.lookup.register import Person, people, write
from bench.programs import settings
from db.access.deriving import derived
from db.cards.searching import InPrison
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.search.engine import search
from db.store.engine import make_engine
from db.store.upgrade import upgrade
from db.tables.base import table_of
from db.tables.held import PpoRegistration
from db.tables.people import SourceRecord
from db.tables.places import Agency, Area
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.places import AgencyKind, AreaKind
from tests.support.record import Record
from tests.support.signed_in import sign_in

PERSONS: Final = 100_000
PRISONERS: Final = 90_000
SECONDS: Final = 60.0
MEGABYTES: Final = 300
SEED: Final = 20261123
KNOWN_ONE_IN: Final = 3
"""One prisoner of so many is on the register of people."""
REGISTERED_ONE_IN: Final = 200
AREA: Final = "AREA"


@dataclass(frozen=True, slots=True)
class Week:
    """One file: seconds in all and of the processor, how many were linked to somebody, how many ask a question."""

    seconds: float
    worked: float
    linked: int
    asked: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Both files, the peak of the process in MiB, and who of the registered the list finds inside, in which time."""

    weeks: tuple[Week, Week]
    peak: int
    registered: int
    inside: int
    listed: float


def file_of(path: Path, persons: int, count: int, *, week: int) -> Path:
    """The file of a week."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"extractedAt":"2026-03-{week * 7 + 1:02}T01:00:00Z","content":[')
        for number, record in enumerate(_rows(persons, count, week=week)):
            out.write(("," if number else "") + json.dumps(record))
        out.write("]}")
    return path


def _rows(persons: int, count: int, *, week: int) -> Iterator[dict[str, object]]:
    register = people(persons, seed=SEED)
    for number, record in enumerate(prisoners(count, week=week)):
        known = next(register, None) if number % KNOWN_ONE_IN == 0 else None
        yield {**record, **(_as_known(known, number // KNOWN_ONE_IN) if known else {})}


def _as_known(one: Person, turn: int) -> dict[str, object]:
    """Somebody of the register as a prison has them."""
    surname, forename, born = list(one.identities)[-1 if turn % 3 == 2 else 0]
    said: dict[str, object] = {
        "firstName": forename, "lastName": surname, "dateOfBirth": str(born), "aliases": [], "pncNumber": None,
        "gender": "Male" if one.sex == "M" else "Female",
    }  # fmt: skip
    return {**said, "pncNumber": one.pnc} if turn % 3 == 0 else said


def fill(folder: Path, persons: int) -> None:
    """The register of people, taken in as a file of them, and who of them is registered."""
    url = f"sqlite:///{folder / 'bench.db'}"
    upgrade(url)
    units = Units(make_engine(url), Clock())
    record = Record(units)
    area = Area(code=AREA, name="The area", kind=AreaKind.FORCE)
    record.put(area)
    agencies = [
        Agency(code=code, name=code, kind=kind, area_id=area.id)
        for code, kind in (("POL", AgencyKind.POLICE), ("PRIS", AgencyKind.PRISON))
    ]
    record.put(*agencies)
    clerk = record.user("police", agencies[0].id, Role.PPO_OFFICER)
    record.user("prison", agencies[1].id, Role.PRISON_OFFICER)
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        write(people(persons, seed=SEED), out)
    import_file(units, clerk, Job(path, agencies[0].id))
    with units.raw("bulk") as connection:
        source = table_of(SourceRecord).c
        keys = connection.execute(sa.select(source.person_id).order_by(source.external_id)).scalars()
        known = list(islice(keys, 0, None, REGISTERED_ONE_IN))
    today = units.clock.today()
    for person in known:
        row = PpoRegistration(
            person_id=person, owner_agency_id=agencies[0].id, area_id=area.id, scheme="Scheme", nominated_on=today,
            recorded_at=units.clock.now(),
        )  # fmt: skip
        record.put(row)
        for due in derived(PpoRegistration, row):
            record.relevant(due)
    units.close()


def take_in(folder: Path, persons: int, count: int) -> Taken:
    """The files of both weeks, one after the other, by the prison's officer; then the list of the police."""
    units = Units(make_engine(f"sqlite:///{folder / 'bench.db'}"), Clock())
    police, prison = (_actor(units, name, role) for name, role in _WHO)
    sign_in(units, prison)
    weeks = []
    for week in (0, 1):
        path = file_of(folder / f"week{week}.json", persons, count, week=week)
        began, worked = time.monotonic(), time.process_time()
        outcome = import_file(units, prison, Job(path, prison.agency_id))
        if outcome.read != count or outcome.quarantined:
            raise SystemExit(f"{outcome.read} of {count} rows were read, {outcome.quarantined} set aside")
        weeks.append(
            Week(time.monotonic() - began, time.process_time() - worked, outcome.linked or 0, outcome.asked or 0)
        )
        path.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sign_in(units, police)
    with units.read(police) as unit:
        began = time.monotonic()
        found = search(unit, InPrison(area=AREA), units.clock.today())
        listed = time.monotonic() - began
    units.close()
    return Taken((weeks[0], weeks[1]), peak, found.registered, len(found.rows), listed)


_WHO: Final = (("police", Role.PPO_OFFICER), ("prison", Role.PRISON_OFFICER))


def _actor(units: Units, name: str, role: Role) -> Actor:
    """The user of this name, as the database has them."""
    from db.tables.users import UserAccount
    from db.words.keys import uuid7

    account = table_of(UserAccount).c
    with units.raw("keeper") as connection:
        row = connection.execute(sa.select(account.id, account.agency_id).where(account.user_name == name)).one()
    agency: UUID = row.agency_id
    today = units.clock.today()
    return Actor(row.id, name, name, agency, frozenset({role}), frozenset(), today, "bench", uuid7())


def measured(persons: int = PERSONS, count: int = PRISONERS) -> Taken:
    """Fill and take in, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="trk-") as folder:
        command = [sys.executable, "-m", "bench.cross_reference", "--persons", str(persons), "--prisoners", str(count)]
        said = [
            subprocess.run(
                [*command, "--part", part, "--folder", folder],
                env=settings(), stdout=subprocess.PIPE, text=True, check=True,
            ).stdout
            for part in ("fill", "load")
        ]  # fmt: skip
        told: dict[str, Any] = json.loads(said[-1])
        first, second = (Week(**week) for week in told.pop("weeks"))
        return Taken((first, second), **told)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=PERSONS, help="people on record")
    parser.add_argument("--prisoners", type=int, default=PRISONERS, help="rows of a week's file")
    parser.add_argument("--part", choices=("fill", "load"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part == "fill":
        fill(given.folder, given.persons)
        return
    if given.part == "load":
        print(json.dumps(asdict(take_in(given.folder, given.persons, given.prisoners))))
        return
    began = time.monotonic()
    taken = measured(given.persons, given.prisoners)
    print(f"{given.prisoners:,} prisoners against {given.persons:,} people on record:")
    for what, week in zip(("first file", "a week later"), taken.weeks, strict=True):
        told = f"{week.linked:,} linked, {week.asked:,} questions"
        print(f"  {what}: {week.seconds:.1f} s, {week.worked:.1f} s of the processor; {told}")
    print(f"  peak memory {taken.peak} MiB")
    print(f"  {taken.inside:,} of {taken.registered:,} registered people in prison, listed in {taken.listed:.3f} s")
    print(f"  the whole run {time.monotonic() - began:.0f} s")
    if taken.weeks[1].seconds > SECONDS or taken.peak * 1.048576 > MEGABYTES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
