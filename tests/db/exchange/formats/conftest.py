"""What the readers' tests ask for: own samples by name, and everything a file gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import HearingRecord, ListScope, Problem, RefusedRecord

SAMPLES = Path(__file__).parents[3] / "samples"


@dataclass(frozen=True, slots=True)
class Gathered:
    """All records of one file, by kind."""

    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]
    scopes: tuple[ListScope, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every flag of the file in order."""
        return tuple(problem for item in (*self.hearings, *self.scopes) for problem in item.problems)

    @property
    def codes(self) -> set[str]:
        """The codes of the flags."""
        return {str(problem.code) for problem in self.problems}


@pytest.fixture
def sample() -> Callable[[str], Path]:
    """The path of an own sample, `libra/case.json`."""
    return lambda name: SAMPLES / name


@pytest.fixture
def samples() -> tuple[Path, ...]:
    """Every own sample."""
    return tuple(sorted(path for path in SAMPLES.rglob("*") if path.is_file()))


@pytest.fixture
def gather() -> Callable[[Path], Gathered]:
    """Recognise a file and read it to its end."""

    def everything(path: Path) -> Gathered:
        records = list(read(path, recognise(path)))
        return Gathered(
            tuple(item for item in records if isinstance(item, HearingRecord)),
            tuple(item for item in records if isinstance(item, RefusedRecord)),
            tuple(item for item in records if isinstance(item, ListScope)),
        )

    return everything


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes | str], Path]:
    """A file with this content; the name says nothing, because names are not trusted."""

    def write(content: bytes | str) -> Path:
        path = tmp_path / "file.bin"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
