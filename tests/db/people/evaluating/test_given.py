"""The given records of known people: the figures promised, on the half that was not used to choose weights."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from db.cards.matching import MatchReport
from db.people.evaluating.files import Truth, read_records, read_truth
from db.people.evaluating.measuring import measure
from db.people.matching.batch import match_records
from db.people.matching.deciding import decide
from db.people.matching.links import links_of
from db.words.families.matching import Outcome

pytestmark = pytest.mark.shared_data


def _tried(folder: Path, records: str, truth: str, *, half: bool = True) -> MatchReport:
    known, shape = read_records(folder / "data" / "matching" / records)
    right = read_truth(folder / "data" / "matching" / truth, (each.ref for each in known))
    if half:
        known = [each for each in known if zlib.crc32(f"x{right.person[each.ref]}".encode()) % 2]
    matched = match_records(known, between=bool(shape.between))
    links = list(links_of(matched))
    for link in links:
        if link.outcome is Outcome.AUTO:
            assert decide(*(matched.batch.records[place] for place in link.pair)).guards == ()
    return measure(matched, links, Truth(right.person, right.unsound), between=bool(shape.between))


def test_records_of_agencies_are_matched_as_promised(shared_folder: Path) -> None:
    report = _tried(shared_folder, "justice_synth_give_records.csv", "justice_synth_give_truth.csv")
    assert report.best.f1 >= 0.96
    assert report.precision_sound >= 0.9998
    assert report.recall >= 0.65
    assert report.per_thousand <= 150
    assert report.b_cubed_after[1] >= 0.987


def test_a_historical_register_is_matched_as_promised(shared_folder: Path) -> None:
    report = _tried(shared_folder, "historical_dedupe_give.csv", "historical_dedupe_give.csv")
    assert report.best.f1 >= 0.83
    assert report.precision == 1.0


def test_two_sources_of_the_classic_benchmark_are_linked(shared_folder: Path) -> None:
    report = _tried(shared_folder, "febrl4_link.csv", "febrl4_link.csv")
    assert report.best.f1 >= 0.999
    assert report.precision == 1.0
