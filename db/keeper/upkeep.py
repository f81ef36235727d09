"""Keeping the database: upgrade, check, relevance derived again, backup, and restore of PostgreSQL."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.keeper.installation import Installation
from db.keeper.lookup import fill
from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from db.court.rederive import Rederived
    from db.exchange.areas_anew import AreasAnew


@dataclass(frozen=True, slots=True)
class Step:
    """From which version of the tables to which."""

    before: str
    after: str

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to do."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Checked:
    """What `db check` found; `problems` are sentences, `rows` those of each table."""

    version: str
    rows: dict[str, int]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that was made and proved, or put back; `rows` is None for PostgreSQL, which counts none."""

    file: Path
    size: int
    rows: int | None
    version: str
    aside: Path | None = None


def planned(installation: Installation) -> Step:
    """What an upgrade would do. Raises Misconfigured for a database of a newer Tracker."""
    from db.store.standing import newest, stands_at

    with installation.units.raw("keeper") as connection:
        step = Step(stands_at(connection), newest())
    if step.before > step.after:
        raise Misconfigured(
            f"The database was last used with a newer Tracker (tables {step.before}).",
            to_do="Install the newer version.",
        )
    return step


def upgrade(installation: Installation) -> Step:
    """Bring the tables to this version, all steps or none; on PostgreSQL the second wall with them.

    Where they stand then is read from the database again.
    """
    from db.keeper.the_wall import whole_wall

    step = planned(installation)
    if step.is_needed or not _wall_stands(installation):
        # Alembic costs 0.6 s of CPU; only this needs it.
        from db.store.upgrade import upgrade as run

        run(installation.url, key=installation.key, wall=whole_wall())
        installation.note("database.upgrade")
        fill(installation)
        return replace(step, after=planned(installation).before)
    return step


def _wall_stands(installation: Installation) -> bool:
    """Whether the server holds every statement to the rules of this version; SQLite has no such wall."""
    from db.keeper.the_wall import whole_wall
    from db.store.wall.install import stands

    if installation.file is not None:
        return True
    with installation.units.raw("keeper") as connection:
        return stands(connection, whole_wall())


def check(installation: Installation) -> Checked:
    """Read every page and reference, compare the tables with what this version expects, count rows."""
    import sqlalchemy as sa

    from db.store.standing import newest, stands_at
    from db.store.upgrade import differences
    from db.tables.registry import metadata
    from db.words.errors import TrackerError

    problems: list[str] = []
    if installation.file is not None:
        from db.store.backup import prove

        try:
            prove(installation.file, key=installation.key)
        except TrackerError as problem:
            return Checked("", {}, (problem.sentence,))
    with installation.units.raw("keeper") as connection:
        version = stands_at(connection)
        known = set(sa.inspect(connection).get_table_names())
        rows = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name in known
        }
    if version != newest():
        problems.append(f"The tables are {version or 'not made'}; this version needs {newest()}: tracker db upgrade")
    else:
        found = differences(installation.url, key=installation.key)
        problems += [f"The tables differ from what this version expects: {one}" for one in found]
    return Checked(version, rows, tuple(problems))


def rederive(installation: Installation, *, dry_run: bool = False) -> Rederived:
    """Derive again, out of records and lists, to whom people are relevant; `dry_run` only counts."""
    # The models are loaded when this runs.
    from db.court.rederive import rederive as run

    if not dry_run:
        installation.note("relevance.rederive")
    return run(installation.units, dry_run=dry_run)


def areas(installation: Installation, *, dry_run: bool = False) -> AreasAnew:
    """Work out in which area offences lie that have none; `dry_run` only counts."""
    # The readers of feeds are loaded when this runs.
    from db.exchange.areas_anew import areas_anew

    if not dry_run:
        installation.note("charge.areas")
    return areas_anew(installation.units, dry_run=dry_run)


def backup(installation: Installation, target: Path, *, over: bool = False) -> Saved:
    """A proved copy of the database in one file, under the same key, made while clerks go on working.

    `over` replaces a file that is there. Raises Refused when it is there otherwise.
    """
    _insist_folder(target)
    if target.exists() and not over:
        raise Refused(f"There is a file {target} already.", to_do="Name another one, or give --yes.")
    # Noted first, so that the copy holds the entry of its own making.
    installation.note("database.backup")
    beside = target.with_name(f".{target.name}.{os.getpid()}.new") if target.exists() else target
    if installation.file is None:
        from db.store.postgres_tools import dump
        from db.store.standing import newest

        dump(installation.url, beside)
        saved = Saved(target, beside.stat().st_size, None, newest())
    else:
        from db.store.backup import copy_live

        proof = copy_live(installation.file, beside, key=installation.key)
        saved = Saved(target, beside.stat().st_size, proof.total, proof.version)
    if beside != target:
        beside.replace(target)
    return saved


def look_into_postgres(installation: Installation, source: Path) -> None:
    """Prove that a file is a backup of PostgreSQL. Raises Misconfigured where it is none."""
    from db.store.postgres_tools import look_into as prove

    if not source.is_file():
        raise Misconfigured(f"There is no file {source}.")
    prove(installation.url, source)


def restore_postgres(installation: Installation, source: Path) -> None:
    """Put a backup of PostgreSQL in the place of the tables, all or nothing."""
    from db.audit.form import moment
    from db.keeper.remembered import settle
    from db.keeper.the_wall import whole_wall
    from db.store.postgres_tools import restore as run
    from db.store.standing import newest, stands_at
    from db.store.upgrade import lower_wall, raise_wall

    look_into_postgres(installation, source)
    lower_wall(installation.url)
    try:
        run(installation.url, source)
    finally:
        with installation.units.raw("keeper") as connection:
            current = stands_at(connection) == newest()
        # Tables of an older version get theirs from tracker db upgrade; until then they are shut.
        if current:
            raise_wall(installation.url, whole_wall())
    if current:
        with installation.units.raw("keeper") as connection:
            settle(installation, connection, restored=moment(installation.clock.now()))
    installation.note("database.restore")


def _insist_folder(target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise Misconfigured(f"There is no folder {target.absolute().parent}.", to_do="Make it first.")
