"""The named power searches and the builder's count on a national record, with the policy on, beside their bare SQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from bench.figures import Figure, at
from bench.lookup.options import Options
from bench.places import databases
from bench.searching.asking import Asker
from bench.searching.filled import Filler, Size
from bench.searching.places import Places
from db.store.engine import make_engine
from db.tables.base import table_of
from db.tables.cases import Case, Charge
from db.tables.held import PpoRegistration
from db.tables.people import Person
from db.tables.places import Area
from db.unit import Units
from db.words.clock import Clock
from db.words.families.places import AreaKind
from tests.support.databases import Database

GOALS = {"sqlite": 2.0, "postgresql": 20.0}
BUILDER = 100.0


def measure(options: Options | None = None) -> Iterator[Figure]:
    """Fill a record of so many persons, and ask; a kept record is filled once."""
    chosen = options or Options()
    with _record(chosen) as database:
        units = Units(make_engine(database.url), Clock())
        places, size = _filled(units, chosen)
        of = f"{size.persons:,} persons, {size.registered:,} registered, {size.cases:,} cases, {size.charges:,} charges"
        asker = Asker(units, places)
        for force in (False, True):
            where = "a force" if force else "a partnership"
            for name, times in asker.named(force=force).items():
                goal = None if force else GOALS[database.dialect]
                yield Figure(
                    f"search {name} of {where}, p99, {database.dialect}", at(times.clock, 99), "ms", goal,
                    times.words, f"{of}; counted as it is typed, rules, names and rows included",
                )  # fmt: skip
            times = asker.typed(force=force)
            yield Figure(
                f"the builder's count of {where}, p95, {database.dialect}", at(times.clock, 95), "ms", BUILDER,
                times.words, f"{of}; eight texts as they grow, read and counted",
            )  # fmt: skip
        units.close()


@contextmanager
def _record(options: Options) -> Iterator[Database]:
    """An empty database of the engine, or the kept one."""
    if options.keep and "://" in options.keep:
        dialect = "sqlite" if options.keep.startswith("sqlite") else "postgresql"
        yield Database(options.keep, dialect)  # type: ignore[arg-type]
        return
    with databases() as found:
        database = next(one for one in found if one.dialect == options.engine)
        kept = Path(options.keep) if options.keep and database.path else None
        if kept is None or database.path is None:
            yield database
            return
        if not kept.exists():
            shutil.copyfile(database.path, kept)
        yield Database(f"sqlite:///{kept}", "sqlite", kept)


def _filled(units: Units, options: Options) -> tuple[Places, Size]:
    """The record, filled unless it is already."""
    area = table_of(Area).c
    with units.raw("keeper") as connection:
        there = connection.scalar(
            sa.select(sa.func.count()).select_from(table_of(Area)).where(area.kind == AreaKind.PARTNERSHIP)
        )
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(table_of(model))) or 0
            for model in ((Person, PpoRegistration, Case, Charge) if there else ())
        ]
    if there:
        return Places(there), Size(*counts)
    filler = Filler(units, options.people)
    return filler.places, filler.fill()
