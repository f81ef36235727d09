"""Lost updates: many writers correct one record at once; every acknowledged correction stands in the history."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from bench.figures import Figure
from bench.places import databases
from db.cards.records import NewRecord
from db.desk import Desk
from db.store.engine import make_engine
from db.tables.held import AgencyRecord
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.errors import Conflict
from db.words.families.access import Category
from db.words.families.places import AgencyKind
from tests.support.databases import Database
from tests.support.record import Record
from tests.support.signed_in import sign_in

WRITERS, TURNS = 8, 25
ROW: sa.Table = AgencyRecord.__table__  # type: ignore[attr-defined]


def measure() -> Iterator[Figure]:
    """Writers in one process on each engine, no pause; whoever is told of a conflict reads again and chooses anew."""
    with databases() as found:
        for database in found:
            yield _on(database)


def _on(database: Database) -> Figure:
    units = Units(make_engine(database.url), Clock())
    record = Record(units)
    agency = record.agency("DRUG", AgencyKind.DRUG)
    known = record.person(agency, "TREVANION", "Ada")
    desks = [Desk(units, record.user(f"worker{number}", agency, Role.DRUG_WORKER)) for number in range(WRITERS)]
    if units.dialect == "postgresql":
        for desk in desks:
            units.admit(desk.actor.audit_session, sign_in(units, desk.actor))
    first = desks[0].records.add(NewRecord(known.person, Category.TREATMENT, "began"))
    saved: list[tuple[UUID, UUID]] = []
    met = [0] * WRITERS

    def write(number: int) -> None:
        for turn in range(TURNS):
            while True:
                (seen,) = desks[number].records.of(known.person)
                wanted = NewRecord(
                    known.person, Category.TREATMENT, f"{number} {turn}", replaces=(seen.id, seen.version)
                )
                try:
                    saved.append((seen.id, desks[number].records.add(wanted).id))
                except Conflict:
                    met[number] += 1
                    continue
                break

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after, here, steps = dict(saved), first.id, 0
    while here in after:
        here, steps = after[here], steps + 1
    with units.raw("keeper") as connection:
        standing = list(connection.scalars(sa.select(ROW.c.id).where(ROW.c.ended_at.is_(None))))
    units.close()
    lost = len(saved) - steps + (standing != [here])
    where = "SQLite" if database.dialect == "sqlite" else "PostgreSQL"
    return Figure(
        f"lost updates, {where}", lost, "", 0, f"{len(saved)} acknowledged, {sum(met)} conflicts shown",
        f"{WRITERS} writers, {TURNS} corrections each of one record, no pause",
    )  # fmt: skip
