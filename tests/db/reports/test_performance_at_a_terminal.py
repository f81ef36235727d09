"""A terminal of PostgreSQL, whose login sees only what its user may, reads figures that another login has counted."""

from __future__ import annotations

import pytest

from db.reports.performance import PerformanceService
from db.tables.places import Area
from db.unit import Units
from db.words.actor import Role
from db.words.errors import Refused
from db.words.families.places import AgencyKind, AreaKind
from tests.support.app_login import acting, house, terminal
from tests.support.sharing_court import Sharing

__all__ = ["house", "terminal"]


def test_it_says_that_nothing_is_counted_and_reads_what_was(house: Sharing, terminal: Units) -> None:
    record = house.record
    record.put(Area(code="FAR", name="Farland", kind=AreaKind.FORCE))
    officer = record.user("n.corrie", record.agency("FARPOL", AgencyKind.POLICE), Role.PPO_OFFICER)
    here = acting(house, terminal, officer)
    with pytest.raises(Refused, match="not counted yet, and this terminal's login cannot count over everybody"):
        PerformanceService(terminal, here).of_area("FAR")
    counted = PerformanceService(record.units, officer).of_area("FAR")
    assert PerformanceService(terminal, here).of_area("FAR") == counted
