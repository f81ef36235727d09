"""Matching two invented sources of 100,000 people each, the pairs found by our rules and by Splink."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from db.words.families.matching import Engine

PEOPLE, SEED = 100_000, 7


def measure() -> Iterator[Figure]:
    """A process of its own matches, and the memory of it and its workers is looked at all the while."""
    # The register and its names, for this one measure.
    from bench.matching.two_sources import write

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), PEOPLE, seed=SEED)
        for engine in Engine:
            yield from _measured(folder, engine)


def _measured(folder: str, engine: Engine) -> Iterator[Figure]:
    whole = [sys.executable, "-m", "bench.matching.whole", folder, engine.value]
    with subprocess.Popen(whole, stdout=subprocess.PIPE, text=True) as program:
        peak = _watched(program)
        told = json.loads(program.communicate()[0])
    how = f"records in memory to links: pairs by {engine.label}, weights, guards, people; all processors"
    seen = f"{told['pairs']:,} pairs, {told['processor']:.1f} s of the processors, best F1 {told['best']:.4f}"
    yield Figure(f"match 100,000 x 100,000, {engine.value}", told["seconds"], "s", 15, seen, how)
    yield Figure(
        f"memory of it, {engine.value}", peak, "MB", 1024,
        f"automatic precision {told['precision']:.5f}, recall {told['recall']:.3f}",
        "peak of the process and its workers together, what they share counted once",
    )  # fmt: skip


def _watched(program: subprocess.Popen[str]) -> float:
    """The most MB that a program and its children have had while it ran, looked at five times a second."""
    peak = 0.0
    while True:
        try:
            program.wait(0.2)
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(map(_memory, [program.pid, *_children(program.pid)])))
        else:
            return peak


def _children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _memory(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
