"""No acknowledged save is lost: the saving process is killed, and the power is cut, at many moments.

The short runs belong to every test run; `make prove` runs 25 kills and 480 cuts (trust requirements, section 7).
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.audit.reading import log_of
from db.audit.verify import verify
from db.store.engine import make_engine
from db.tables.notes import Note
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from tests.support.record import Record
from tests.support.saver import text_of

ROOT = Path(__file__).parents[2]
KILLS, CUTS = 25, 480
MODES = ("cut off", "zeros", "garbage", "one bit")
NOTE: sa.Table = Note.__table__  # type: ignore[attr-defined]
EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Scene:
    """A database file, a person whom a clerk may write about, and the clerk."""

    path: Path
    person: UUID
    user: UUID


@pytest.fixture
def scene(sqlite_url: str) -> Scene:
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court(), record.agency()
    known = record.person(agency, "KEPT", "Ada")
    record.listing(known, record.case(known, court), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    with units.raw("keeper") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    units.close()
    return Scene(Path(sqlite_url.removeprefix("sqlite:///")), known.person, clerk.user_id)


def _save_until_killed(scene: Scene, seconds: float) -> list[tuple[int, int]]:
    """The acknowledged saves, as (number, size of the log), of a process killed after some time."""
    command = [sys.executable, "-m", "tests.support.saver", str(scene.path), str(scene.person), str(scene.user)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    lines = [line.split() for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [(int(number), int(size)) for number, size in lines]


def _notes(path: Path) -> list[str]:
    """Bodies in the order they were written; the file must be sound."""
    units = Units(make_engine(f"sqlite:///{path}"), Clock())
    try:
        with units.raw("keeper") as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            bodies = list(connection.execute(sa.select(NOTE.c.body).order_by(NOTE.c.id)).scalars())
            saved = sa.select(sa.func.count()).where(EVENT.c.action == "note.save")
            assert connection.execute(saved).scalar() == len(bodies), "a note and its audit row came apart"
            assert verify(log_of(connection)).sound, "the audit's chain is broken"
            return bodies
    finally:
        units.close()


def _kill_and_check(scene: Scene, times: int) -> int:
    draw = random.Random(11)
    done = 0
    for _ in range(times):
        before = len(_notes(scene.path))
        acknowledged = _save_until_killed(scene, draw.uniform(0.0, 0.15))
        kept = _notes(scene.path)[before:]
        assert len(acknowledged) <= len(kept) <= len(acknowledged) + 1
        assert kept == [text_of(number) for number in range(1, len(kept) + 1)]
        done += len(acknowledged)
    return done


def _cut_and_check(scene: Scene, folder: Path, *, cuts: int, seconds: float) -> int:
    acknowledged = _save_until_killed(scene, seconds)
    log = Path(f"{scene.path}-wal").read_bytes()
    draw = random.Random(12)
    assert acknowledged[-1][1] <= len(log)
    for turn in range(cuts):
        offset = draw.randrange(len(log) + 1)
        copy = folder / f"cut{turn}.db"
        shutil.copyfile(scene.path, copy)
        Path(f"{copy}-wal").write_bytes(_broken(log, offset, MODES[turn % len(MODES)], draw))
        kept = _notes(copy)
        assert kept == [text_of(number) for number in range(1, len(kept) + 1)], "not a prefix"
        # What was acknowledged when the log was this long had reached the disk.
        assert len(kept) >= sum(size <= offset for _, size in acknowledged)
        for tail in ("", "-wal", "-shm"):
            Path(f"{copy}{tail}").unlink(missing_ok=True)
    return len(acknowledged)


def _broken(log: bytes, offset: int, mode: str, draw: random.Random) -> bytes:
    head, tail = log[:offset], log[offset:]
    if mode == "zeros":
        return head + bytes(len(tail))
    if mode == "garbage":
        return head + draw.randbytes(len(tail))
    if mode == "one bit" and tail:
        flipped = bytearray(tail)
        flipped[0] ^= 1 << draw.randrange(8)
        return head + bytes(flipped)
    return head


def test_two_kills_lose_no_acknowledged_save(scene: Scene) -> None:
    assert _kill_and_check(scene, 2) > 0


def test_sixteen_power_cuts_lose_no_acknowledged_save(scene: Scene, tmp_path: Path) -> None:
    assert _cut_and_check(scene, tmp_path, cuts=16, seconds=0.5) > 0


@pytest.mark.slow_proof
def test_twenty_five_kills_lose_no_acknowledged_save(scene: Scene) -> None:
    print(f"{_kill_and_check(scene, KILLS)} acknowledged saves over {KILLS} kills, none lost")


@pytest.mark.slow_proof
def test_four_hundred_and_eighty_power_cuts_lose_no_acknowledged_save(scene: Scene, tmp_path: Path) -> None:
    print(f"{_cut_and_check(scene, tmp_path, cuts=CUTS, seconds=4)} acknowledged saves, {CUTS} cuts, none lost")
    assert not any(tmp_path.glob("cut*"))
