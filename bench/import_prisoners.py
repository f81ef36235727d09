"""How fast an invented weekly file of prisoners is taken in, new and a week later, where nobody else is signed in.

`python -m bench.import_prisoners [--prisoners 20000]` works on a temporary SQLite file and prints records a second of
the whole path, raw, provenance, audit and change rows included, and the peak memory. The goal is 5,000 a second.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.import_list import Ready, ready
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from tests.support.signed_in import sign_in

PRISONERS = 20_000
SEED = 20261123
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def prisoners(count: int, *, week: int) -> Iterator[dict[str, object]]:
    """Invented records; from one week to the next one in twenty moved and got another curfew date."""
    draw, moved = Random(SEED), Random(SEED + week)
    for number in range(count):
        elsewhere = week > 0 and moved.random() < 0.05
        yield {
            "prisonerNumber": f"{LETTERS[number // 240_000]}{number % 10_000:04}{LETTERS[number // 10_000 % 24]}A",
            "pncNumber": f"{draw.randrange(80, 100)}/{draw.randrange(1, 900_000)}A", "bookNumber": f"A{number:05}",
            "firstName": f"GIVEN{draw.randrange(800)}", "lastName": f"FAMILY{draw.randrange(9_000)}",
            "dateOfBirth": f"{draw.randrange(1950, 2005)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
            "gender": "Male", "ethnicity": "Mixed: White and Asian", "status": "ACTIVE IN", "inOutStatus": "IN",
            "prisonId": "QWI" if elsewhere else "QDI", "prisonName": "Wenbeck" if elsewhere else "Quarrydean",
            "lastMovementTypeCode": "ADM", "lastMovementDate": "2026-02-20" if elsewhere else "2026-01-05",
            "aliases": [{"firstName": "OTHER", "lastName": f"NAME{number % 700}", "dateOfBirth": "1980-02-03"}]
            * (number % 2),
            "legalStatus": "SENTENCED", "recall": False, "indeterminateSentence": False, "restrictedPatient": False,
            "sentenceStartDate": "2026-01-05", "sentenceExpiryDate": "2028-01-05", "mostSeriousOffence": "Robbery",
            "homeDetentionCurfewEligibilityDate": "2026-12-01" if elsewhere else "2026-11-01",
            "conditionalReleaseDate": "2027-01-05", "receptionDate": "2026-01-05",
        }  # fmt: skip


def write_week(path: Path, count: int, *, week: int) -> Path:
    """The file of a week."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"extractedAt":"2026-03-{week * 7 + 1:02}T01:00:00Z","content":[')
        for number, record in enumerate(prisoners(count, week=week)):
            out.write("," if number else "")
            json.dump(record, out)
        out.write("]}")
    return path


def measure_once(folder: Path, *, count: int) -> tuple[float, float]:
    """Records a second of the first week and of the second."""
    with ready(folder) as home:
        sign_in(home.units, home.clerk)
        first, second = (_pace(home, folder, count, week=week) for week in (0, 1))
        return first, second


def _pace(home: Ready, folder: Path, count: int, *, week: int) -> float:
    path = write_week(folder / f"week{week}.json", count, week=week)
    began = time.perf_counter()
    outcome = import_file(home.units, home.clerk, Job(path, home.agency_id))
    if outcome.read != count or outcome.quarantined:
        raise SystemExit(f"{outcome.read} of {count} records were read, {outcome.quarantined} set aside")
    return count / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prisoners", type=int, default=PRISONERS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trk-") as name:
        first, second = measure_once(Path(name), count=given.prisoners)
    print(f"{given.prisoners:,} prisoners: {first:,.0f} records/s new, {second:,.0f} records/s a week later")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
