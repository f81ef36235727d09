"""How fast an invented weekly file of prisoners is taken in, new and a week later, where nobody else is signed in.

`python -m bench.import_prisoners [--prisoners 20000]` works on a temporary SQLite file and prints records a second of
the whole path, raw, provenance, audit and change rows included, and the peak memory. The goal is 5,000 a second.
`--megabytes 2048` takes in one file of that size instead, of records of 4 KB, or with `--each 40` of 41 KB; it
wants four times as much room on the disk and prints the peak, of which the goal is 300 MB.
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
from db.words.identifiers.parsed import check_letter
from tests.support.signed_in import sign_in

PRISONERS = 20_000
SEED = 20261123
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
LETTERS_LAST = 240_000 * len(LETTERS)
"""So many numbers there are."""


def prisoners(count: int, *, week: int) -> Iterator[dict[str, object]]:
    """Invented records; from one week to the next one in twenty moved and got another curfew date."""
    draw, moved = Random(SEED), Random(SEED + week)
    for number in range(count):
        elsewhere = week > 0 and moved.random() < 0.05
        yield {
            "prisonerNumber": f"{LETTERS[number // 240_000]}{number % 10_000:04}{LETTERS[number // 10_000 % 24]}A",
            "pncNumber": _pnc(draw.randrange(80, 100), draw.randrange(1, 900_000)), "bookNumber": f"A{number:05}",
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


def _pnc(year: int, serial: int) -> str:
    return f"{year}/{serial}{check_letter(f'{year}{serial:07}')}"


def offences(draw: Random, count: int) -> list[dict[str, object]]:
    """Invented convictions of one prisoner, some 220 bytes each: Tracker keeps them with the record as it came."""
    return [
        {
            "statuteCode": f"TH{draw.randrange(60, 99)}", "offenceCode": f"TH{draw.randrange(60_000, 99_999)}",
            "offenceDescription": f"Theft from a shop, count {place}", "offenceDate": "2025-11-02", "bookingId": place,
            "sentenceStartDate": "2026-01-05", "primarySentence": place == 0, "latestBooking": True,
        }
        for place in range(count)
    ]  # fmt: skip


def write_large(path: Path, megabytes: int, *, each: int) -> int:
    """A file of at least so many megabytes; how many prisoners it names."""
    draw, written, count = Random(SEED), 0, 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"extractedAt":"2026-03-01T01:00:00Z","content":[')
        for record in prisoners(LETTERS_LAST, week=0):
            text = json.dumps({**record, "allConvictedOffences": offences(draw, each * 1024 // 220)})
            out.write("," * bool(count) + text)
            written, count = written + len(text), count + 1
            if written >= megabytes * 2**20:
                break
        out.write("]}")
    return count


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
    return _taken_in(home, write_week(folder / f"week{week}.json", count, week=week), count)


def _taken_in(home: Ready, path: Path, count: int) -> float:
    began = time.perf_counter()
    outcome = import_file(home.units, home.clerk, Job(path, home.agency_id))
    if outcome.read != count or outcome.quarantined:
        raise SystemExit(f"{outcome.read} of {count} records were read, {outcome.quarantined} set aside")
    return count / (time.perf_counter() - began)


def measure_large(folder: Path, *, megabytes: int, each: int) -> tuple[int, float]:
    """How many records a file of that size has, and how many a second are taken in."""
    path = folder / "large.json"
    count = write_large(path, megabytes, each=each)
    with ready(folder) as home:
        sign_in(home.units, home.clerk)
        return count, _taken_in(home, path, count)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prisoners", type=int, default=PRISONERS)
    parser.add_argument("--megabytes", type=int, default=0, help="one file of this size instead")
    parser.add_argument("--each", type=int, default=3, help="KB of convictions in each record of it")
    given = parser.parse_args()
    if given.megabytes:
        with tempfile.TemporaryDirectory(prefix="trk-") as name:
            count, pace = measure_large(Path(name), megabytes=given.megabytes, each=given.each)
        print(f"{count:,} prisoners in one file of {given.megabytes:,} MiB: {pace:,.0f} records/s")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
        return
    with tempfile.TemporaryDirectory(prefix="trk-") as name:
        first, second = measure_once(Path(name), count=given.prisoners)
    print(f"{given.prisoners:,} prisoners: {first:,.0f} records/s new, {second:,.0f} records/s a week later")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
