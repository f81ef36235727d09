"""The figures of an evaluation beside the plain way of counting them, and the picture of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from db.cards.matching import CurvePoint
from db.people.evaluating.files import Truth
from db.people.evaluating.measuring import measure
from db.people.evaluating.picture import picture
from db.people.matching.batch import match_records
from db.people.matching.known import Known
from db.people.matching.links import Link, links_of
from db.words.families.matching import Outcome
from tests.support.records_of_people import PNC, RECORDS, held, numbered

HOME = "L13 4AB"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _hanging(count: int, pairs: list[tuple[int, int]]) -> list[frozenset[int]]:
    groups = [{place} for place in range(count)]
    for one, other in pairs:
        here = next(group for group in groups if one in group)
        there = next(group for group in groups if other in group)
        if here is not there:
            groups.remove(there)
            here |= there
    return [next(frozenset(group) for group in groups if place in group) for place in range(count)]


@settings(max_examples=80)
@for_all(st.lists(RECORDS, max_size=8), st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_every_figure_is_the_plain_count(records: list[Known], persons: list[int]) -> None:
    known = numbered(records)
    matched = match_records(known)
    links = list(links_of(matched))
    of = dict(zip((record.ref for record in known), map(str, persons), strict=False))
    report = measure(matched, links, Truth(of, frozenset({"R00"})))
    person = [of[record.ref] for record in matched.batch.records]
    true = {pair for pair in combinations(range(len(known)), 2) if person[pair[0]] == person[pair[1]]}
    automatic = {link.pair for link in links if link.outcome is Outcome.AUTO}
    assert report.true_pairs == len(true)
    assert (report.automatic, report.recall) == (len(automatic), _share(len(automatic & true), len(true)))
    assert report.precision == _share(len(automatic & true), len(automatic))
    sound = {pair for pair in automatic if 0 not in pair}
    assert (report.precision_sound, report.left_out) == (
        _share(len(sound & true), len(sound)),
        len(automatic) - len(sound),
    )
    found = _hanging(len(known), sorted(automatic))
    asked = {
        frozenset((found[link.pair[0]], found[link.pair[1]]))
        for link in links
        if link.outcome is Outcome.REVIEW and found[link.pair[0]] != found[link.pair[1]]
    }
    assert report.questions == len(asked)
    mine: dict[str, set[int]] = defaultdict(set)
    for place, name in enumerate(person):
        mine[name].add(place)
    precision = sum(len(found[at] & mine[person[at]]) / len(found[at]) for at in range(len(known)))
    assert report.b_cubed[0] == pytest.approx(precision / max(1, len(known)))
    assert report.best.f1 == pytest.approx(_best_f1(links, true))


def _best_f1(links: list[Link], true: set[tuple[int, int]]) -> float:
    best = 0.0
    for least in {60.0, -12.0, *(link.weight for link in links)}:
        taken = {link.pair for link in links if link.weight >= least}
        best = max(
            best, CurvePoint(least, 0, _share(len(taken & true), len(taken)), _share(len(taken & true), len(true))).f1
        )
    return best


def test_the_picture_is_a_plain_drawing() -> None:
    records = [held("A", postcode=HOME, pnc=PNC), held("B", postcode=HOME, pnc=PNC), held("C", family="Popa")]
    matched = match_records(records)
    truth = Truth({"A": "1", "B": "1", "C": "2"}, frozenset())
    drawn = picture(measure(matched, list(links_of(matched)), truth))
    root = ET.fromstring(drawn)
    assert root.tag.endswith("svg")
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "title", "rect", "line", "polyline", "circle", "text"}
    assert "recall 1.000" in drawn
