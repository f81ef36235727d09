"""What the key costs: an encrypted database against the same rows in the clear, with the product's own engine."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from bench.figures import Figure, against, in_turn, ratio, spread
from bench.homes import folder
from db.store.engine import make_engine

PEOPLE = 300_000
PROBES = 500
ROUNDS = 15
OPENINGS = 200
FIRST = 60
_PROBE = "SELECT id, name, dob FROM person WHERE pnc = ?"


def measure() -> Iterator[Figure]:
    """One table of invented people with three indexes, twice; jobs take turns on both files."""
    place, key = folder(), os.urandom(32)
    sealed = make_engine(f"sqlite:///{_written(place / 'sealed.db', key)}", key=key)
    plain = make_engine(f"sqlite:///{_written(place / 'plain.db', None)}")
    how = f"{PEOPLE:,} rows, 3 indexes, raw key; the same driver and settings, the two files in turn"
    openings = [_opening(sealed) for _ in range(OPENINGS)]
    openings.sort()
    yield Figure(
        "encrypted database opened",
        openings[len(openings) // 2] * 1000,
        "ms",
        1,
        spread(openings),
        "connect, settings, key and one row read; the median",
    )
    for name, goal, job, unit, scale, what in _JOBS:
        mine, theirs = in_turn(ROUNDS, _job(job, sealed), _job(job, plain))
        seen = against(mine, theirs, unit=unit, scale=scale)
        yield Figure(f"{name}, encrypted", ratio(mine, theirs), "x", goal, seen, f"{what}; {how}")
    sealed.dispose()
    plain.dispose()


def _job(job: Callable[[Engine], float], engine: Engine) -> Callable[[], float]:
    return lambda: job(engine)


def _opening(engine: Engine) -> float:
    engine.dispose()
    began = time.perf_counter()
    driver = engine.raw_connection()
    driver.cursor().execute(_PROBE, (_pnc(7),)).fetchone()
    took = time.perf_counter() - began
    driver.close()
    return took


def _warm(engine: Engine) -> float:
    """Probes whose pages were read before."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    _probes(cursor)
    took = _probes(cursor)
    connection.close()
    return took


def _cold(engine: Engine) -> float:
    """The first probe of a new connection, the file being out of the system's cache too; the mean of some."""
    took = 0.0
    for number in range(FIRST):
        engine.dispose()
        descriptor = os.open(str(engine.url.database), os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
        connection = engine.raw_connection()
        cursor = connection.cursor()
        began = time.process_time()
        cursor.execute(_PROBE, (_pnc(number * 997 % PEOPLE),)).fetchone()
        took += time.process_time() - began
        connection.close()
    return took / FIRST


def _fresh_pages(engine: Engine) -> float:
    """Probes over the whole table on a connection that has read no page yet: most read pages of their own."""
    engine.dispose()
    connection = engine.raw_connection()
    took = _probes(connection.cursor())
    connection.close()
    return took


def _scan(engine: Engine) -> float:
    engine.dispose()
    connection = engine.raw_connection()
    began = time.process_time()
    connection.cursor().execute("SELECT count(*), max(length(address)) FROM person").fetchone()
    took = time.process_time() - began
    connection.close()
    return took


def _probes(cursor: Any) -> float:  # noqa: ANN401 - the driver is untyped
    """CPU seconds of the same probes each time, over the whole table."""
    wanted = random.Random(11)
    numbers = [_pnc(wanted.randrange(PEOPLE)) for _ in range(PROBES)]
    began = time.process_time()
    for number in numbers:
        cursor.execute(_PROBE, (number,)).fetchone()
    return time.process_time() - began


def _written(path: Path, key: bytes | None) -> Path:
    engine = make_engine(f"sqlite:///{path}", key=key)
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE person (id BLOB PRIMARY KEY, pnc TEXT, name TEXT, dob TEXT, address TEXT)")
    for column in ("pnc", "name", "dob"):
        cursor.execute(f"CREATE INDEX by_{column} ON person ({column})")
    cursor.execute("BEGIN")
    chosen = random.Random(5)
    cursor.executemany(
        "INSERT INTO person VALUES (?, ?, ?, ?, ?)",
        [
            (
                number.to_bytes(16, "big"),
                _pnc(number),
                f"Name {chosen.randrange(40_000)}",
                f"19{chosen.randrange(40, 99)}-{chosen.randrange(1, 13):02}-{chosen.randrange(1, 29):02}",
                f"{chosen.randrange(300)} Street {chosen.randrange(9000)}",
            )
            for number in range(PEOPLE)
        ],
    )
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    engine.dispose()
    return path


def _pnc(number: int) -> str:
    return f"{(number * 7919) % 90 + 10}/{(number * 104_729) % 9_999_991:07}X"


_JOBS: tuple[tuple[str, float | None, Callable[[Engine], float], str, float, str], ...] = (
    ("warm point read", 1.1, _warm, "us", 1e6 / PROBES, "CPU; pages that were read before"),
    ("cold point read", 1.5, _cold, "us", 1e6, "CPU; the first of a new connection, file out of the system's cache"),
    ("point reads of pages not read yet", None, _fresh_pages, "us", 1e6 / PROBES, "CPU; the connection is open"),
    ("cold scan", 2.5, _scan, "ms", 1000, "CPU; every row on a new connection"),
)
