"""Two sources matched in a process of its own: `python -m bench.matching.whole DIR [splink]` prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from db.people.evaluating.files import read_records, read_truth
from db.people.evaluating.measuring import measure
from db.people.matching.batch import match_records
from db.people.matching.links import links_of
from db.people.matching.splink_pairs import finder_of
from db.words.families.matching import Engine


def main(folder: Path, engine: Engine) -> None:
    """Read, match, measure."""
    known, _ = read_records(folder / "records.csv")
    begun, used = time.perf_counter(), _used()
    matched = match_records(known, between=True, workers=os.cpu_count() or 1, finder=finder_of(engine))
    seconds, worked = time.perf_counter() - begun, _used() - used
    links = list(links_of(matched))
    report = measure(matched, links, read_truth(folder / "truth.csv", (each.ref for each in known)), between=True)
    told = {
        "seconds": seconds,
        "processor": worked,
        "pairs": report.compared,
        "precision": report.precision,
        "recall": report.recall,
        "best": report.best.f1,
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _used() -> float:
    """Seconds of the processor, of this process and those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main(Path(sys.argv[1]), Engine(sys.argv[2]) if len(sys.argv) > 2 else Engine.CORE)
