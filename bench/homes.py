"""Homes to measure on: demo homes made once for a run and copied where something is written."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from bench.programs import run

_made: list[tempfile.TemporaryDirectory[str]] = []


def folder() -> Path:
    """A new folder that goes with the run."""
    made = tempfile.TemporaryDirectory(prefix="tracker-bench-", ignore_cleanup_errors=True)
    _made.append(made)
    return Path(made.name)


@cache
def demo() -> Path:
    """The demo home of this run; nobody writes case data into it."""
    home = folder() / "demo"
    run("demo", "--prepare", "--home", home)
    return home


def copy_of(home: Path) -> Path:
    """The same home elsewhere, to write into; no program may have it open."""
    other = folder() / "home"
    shutil.copytree(home, other)
    other.chmod(0o700)
    return other


def clean_up() -> None:
    """Remove every home of the run."""
    while _made:
        _made.pop().cleanup()
