"""However a file was damaged on its way: it is read or refused in words, and taken in or set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.service import FeedService
from db.words.errors import TrackerError
from tests.support.feeds import Inbox
from tests.support.ledger import shared_folder
from tests.support.mutations import WAYS, Mutant, mutants, sources

FEW, MANY = 400, 10_000
TAKEN_IN = 20
"""One in so many is taken in to the end; all are read."""


def all_sources() -> tuple[Path, ...]:
    """The own samples, and the given files where they lie beside the repository."""
    beside = shared_folder()
    return sources() if beside is None else sources(beside / "data" / "feeds")


def read_whole(mutant: Mutant, path: Path) -> None:
    path.write_bytes(mutant.content)
    said = "."
    try:
        for _record in read(path, recognise(path)):
            pass
    except TrackerError as refusal:
        said = refusal.sentence
    assert said.endswith("."), mutant.number


def take_in(feed: Inbox, mutant: Mutant) -> None:
    path = feed.folder / f"mutant{mutant.number}"
    path.write_bytes(mutant.content)
    (outcome,) = FeedService(feed.units, feed.clerk).import_paths([path])
    told = (mutant.number, mutant.how, outcome.refused)
    assert outcome.exit_code in (0, 1), told
    assert outcome.read == outcome.new + outcome.changed + outcome.unchanged + outcome.quarantined, told
    assert outcome.refused == "" or outcome.problems, told
    path.unlink()


def test_a_few_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    for mutant in mutants(FEW, sources()):
        read_whole(mutant, tmp_path / "feed")


def test_a_few_damaged_files_are_taken_in_or_set_aside(feed: Inbox) -> None:
    for mutant in mutants(FEW // 10, sources(), seed=7):
        take_in(feed, mutant)


def test_the_same_seed_makes_the_same_files_in_every_way() -> None:
    first, second = (list(mutants(40, sources())) for _ in range(2))
    assert first == second
    assert {mutant.how for mutant in first} == set(WAYS)
    changed = [mutant for mutant in first if mutant.content != mutant.source.read_bytes()]
    assert len(changed) > 30


@pytest.mark.slow_proof
def test_ten_thousand_damaged_files_raise_nothing(tmp_path: Path) -> None:
    for mutant in mutants(MANY, all_sources()):
        read_whole(mutant, tmp_path / "feed")


@pytest.mark.slow_proof
def test_of_ten_thousand_damaged_files_one_in_twenty_is_taken_in(feed: Inbox) -> None:
    for mutant in mutants(MANY, all_sources()):
        if mutant.number % TAKEN_IN == mutant.number // TAKEN_IN % TAKEN_IN:
            take_in(feed, mutant)
