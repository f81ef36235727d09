"""Every search finds on invented files what a slow, plain account of the definitions finds in them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.cards.searching import (
    Changed,
    Convicted,
    Criterion,
    CrossBorder,
    Found,
    InPrison,
    Mode,
    Offences,
    Release,
    Unfinalised,
)
from db.words.families.places import AreaKind
from tests.support.areas_asked import Asked, column, written
from tests.support.databases import Database
from tests.support.power_made import made
from tests.support.power_oracle import Oracle, back

AREAS = ("NAT", "A", "A1W")


def _who(found: Found) -> list[int]:
    return [int(row.name[4:6]) for row in found.rows]


def _open(found: Found) -> set[int]:
    return {int(row.name[4:6]) for row in found.cannot_decide}


@pytest.mark.parametrize("seed", range(4))
def test_the_searches_find_what_the_definitions_say(database: Database, tmp_path: Path, seed: int) -> None:
    doc = made(seed)
    asked = Asked(database, written(tmp_path, doc))
    asked.enter(doc["by_hand"])
    # A few days before the file's own: registrations, downloads and months are those of that day.
    for on in (asked.day, asked.day - timedelta(days=9)):
        oracle = Oracle(doc, on)
        for area in AREAS:
            _crossing(asked, oracle, area)
            _offences(asked, oracle, area)
            _prison(asked, oracle, area)
            found = asked.counted(Convicted(area=area, as_of=on))
            rows, undecided = oracle.convicted(area)
            assert sorted(zip(_who(found), column(found, "offence_ref"), strict=True)) == rows
            assert {row.offences[0].ref for row in found.cannot_decide} == undecided
            assert found.registered == len(oracle.ppos(area))
    asked.units.close()


def _crossing(asked: Asked, oracle: Oracle, area: str) -> None:
    for threshold, dates, level in ((3, 2, AreaKind.FORCE), (1, 1, AreaKind.PARTNERSHIP), (2, 2, AreaKind.REGION)):
        query = CrossBorder(area=area, as_of=oracle.on, threshold=threshold, dates=dates, border=level)
        found = asked.counted(query)
        rows, undecided = oracle.crossing(area, threshold=threshold, dates=dates, level=level.value)
        shown = zip(_who(found), column(found, "cross_border"), column(found, "all"), strict=True)
        assert (list(shown), _open(found)) == (rows, undecided), (query, asked.day)


def _offences(asked: Asked, oracle: Oracle, area: str) -> None:
    for wanted, mode, barred in (
        ([("burglary", 1), ("theft", 1)], Mode.ANY, []),
        ([("burglary", 1), ("theft", 2)], Mode.ALL, []),
        ([("theft", 2)], Mode.ANY, ["robbery"]),
        ([("robbery", 1), ("twoc", 1), ("theft", 1)], Mode.ALL, ["burglary"]),
    ):
        criteria = tuple(Criterion(*each) for each in wanted)
        query = Offences(area=area, as_of=oracle.on, wanted=criteria, mode=mode, without=tuple(barred))
        found = asked.counted(query)
        rows, undecided = oracle.offences(area, wanted, every=mode is Mode.ALL, barred=barred)
        shown = zip(_who(found), column(found, "criteria_met"), column(found, "offences_n"), strict=True)
        assert (list(shown), _open(found)) == (rows, undecided), (query, asked.day)


def _prison(asked: Asked, oracle: Oracle, area: str) -> None:
    on = oracle.on
    for days in (28, 0):
        found = asked.counted(Release(area=area, as_of=on, days=days))
        bands = {(who, row.band.value) for who, row in zip(_who(found), found.rows, strict=True) if row.band}
        assert bands == oracle.releases(area, days)
    inside = asked.counted(InPrison(area=area, as_of=on))
    here = {who for who, row in zip(_who(inside), inside.rows, strict=True) if row.band is None}
    gone = set(_who(inside)) - here
    ppos = set(oracle.ppos(area))
    assert here == ppos & oracle.held().keys()
    assert gone == ppos & (oracle.held(-2).keys() - oracle.held().keys())
    changed = asked.counted(Changed(area=area, as_of=on))
    assert set(zip(_who(changed), column(changed, "field"), strict=True)) == oracle.changed(area)
    assert sorted(column(asked.counted(Unfinalised(area=area, as_of=on)), "offence_ref")) == oracle.unfinalised(area)


def test_the_oracle_knows_the_windows_that_the_definitions_name() -> None:
    from datetime import date

    assert back(date(2007, 9, 24), 12) == date(2006, 9, 25)
    assert back(date(2007, 9, 24), 3) == date(2007, 6, 25)
    assert back(date(2007, 5, 31), 3) == date(2007, 3, 1)
    assert back(date(2024, 2, 29), 12) == date(2023, 3, 1)
