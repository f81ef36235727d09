"""Performance of an area: counted over everybody, small numbers told to those who read the rows, fixed per quarter."""

from __future__ import annotations

import pytest

from db.cards.performance import MeasureLine, Performance
from db.tables.schemes import AreaFigure, SimilarArea
from db.words.actor import Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.schemes import Measure
from tests.support.schemes import Schemes


def _line(found: Performance, measure: Measure) -> MeasureLine:
    return next(one for one in found.lines if one.measure is measure)


def test_an_area_stands_beside_the_similar_ones_the_region_and_the_nation(at: Schemes) -> None:
    for number in range(6):
        known = at.person(f"P{number}")
        at.registered(known, "LPL" if number < 4 else "SEF", since=400)
        if number == 0:
            at.registered(known, "SEF", since=300)
            at.convicted(known, at.today)
    at.registered(at.person("BOLTON", of="GPOL"), "BOL", of="GPOL", since=400)
    found = at.desk().performance.of_area("mer")
    active = _line(found, Measure.ACTIVE)
    assert (active.own.value, found.twice, active.region and active.region.value) == (6, 1, 7)
    assert (found.similar, active.similar[0].value) == (("GMP",), None), "one person of another area is not told"
    convicted = _line(found, Measure.CONVICTED)
    assert (convicted.own.value, convicted.own.per_100, convicted.national and convicted.national.value) == (
        1, 16.7, None,
    )  # fmt: skip
    below = at.desk().performance.of_area("LPL")
    assert [_line(below, Measure.ACTIVE).own.value, below.similar] == [4, ("SEF", "BOL")]
    assert _line(below, Measure.ACTIVE).rank is None


def test_a_board_reads_figures_and_no_small_number(at: Schemes) -> None:
    for number in range(6):
        at.registered(at.person(f"P{number}"), "LPL" if number < 5 else "SEF", since=400)
    board = at.desk(at.user("t.wray", "CPS", Role.BOARD_ANALYST))
    assert _line(board.performance.of_area("LPL"), Measure.ACTIVE).own.value == 5
    assert _line(board.performance.of_area("SEF"), Measure.ACTIVE).own.value is None
    assert _line(board.performance.of_area("GMP"), Measure.ACTIVE).own.value == 0
    with pytest.raises(Refused, match="Figures of areas"):
        at.desk(at.user("root", "HMCTS", Role.ADMINISTRATOR)).performance.of_area("LPL")


def test_a_quarter_that_is_over_is_counted_once_and_its_similar_areas_stay(at: Schemes) -> None:
    at.registered(at.person("ADDY"), "LPL", since=800)
    past = f"{at.today.year - 1}Q1"
    performance = at.desk().performance
    first = performance.of_area("LPL", quarter=past)
    kept = at.count(AreaFigure), at.count(SimilarArea)
    for _ in range(6):
        at.registered(at.person("LATE"), "SEF", since=800)
    again = performance.of_area("LPL", quarter=past)
    assert again.lines == first.lines
    assert (at.count(AreaFigure), at.count(SimilarArea)) == kept
    for wrong in ("2026", f"{at.today.year + 1}Q1"):
        with pytest.raises(BadInput):
            performance.of_area("LPL", quarter=wrong)
    with pytest.raises(NotFound):
        performance.of_area("nowhere")
