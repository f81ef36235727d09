"""Rules come first and counting after: whom, or what, a reader may not see is in no row and in no number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.cards.searching import (
    Changed,
    Convicted,
    Criterion,
    CrossBorder,
    InPrison,
    Offences,
    People,
    Query,
    Release,
    Unfinalised,
)
from db.demo.keys import key, user_key
from db.tables.sharing import ExclusionEntry, Seal
from db.words.errors import Refused
from db.words.families.access import Exclusion
from tests.support.areas_asked import OWN, Asked, column, names
from tests.support.databases import Database
from tests.support.record import Record

EVERY: tuple[Query, ...] = (
    CrossBorder(area="LAND", threshold=1, dates=1), Release(area="LAND"), Convicted(area="LAND"),
    Offences(area="LAND", wanted=(Criterion("theft"), Criterion("burglary"))), InPrison(area="LAND"),
    Changed(area="LAND"), Unfinalised(area="LAND"), People(area="LAND"),
)  # fmt: skip


@pytest.fixture
def dales(database: Database) -> Iterator[Asked]:
    """The eight people of our own."""
    made = Asked(database, OWN)
    yield made
    made.units.close()


def test_another_area_or_a_role_without_registrations_finds_and_counts_nobody(dales: Asked) -> None:
    for user in ("probation-leeds", "clerk", "usher", "defence", "drugs", "voluntary"):
        for query in EVERY:
            found = dales.found(query, user)
            assert (found.rows, found.cannot_decide, found.registered) == ((), (), 0), (user, query.kind)


def test_who_reads_registrations_in_the_area_finds_what_the_officer_finds(dales: Asked) -> None:
    for user in ("police", "probation"):
        for query in EVERY:
            mine, officers = dales.found(query, user), dales.found(query)
            assert mine.registered == officers.registered == 6
            assert names(mine) == names(officers), (user, query.kind)


def test_a_prison_reads_cases_in_summary_so_it_finds_by_custody_and_by_no_charge(dales: Asked) -> None:
    for query in EVERY:
        mine, officers = dales.found(query, "prison"), dales.found(query)
        by_custody = isinstance(query, Release | InPrison | Changed | People)
        assert names(mine) == (names(officers) if by_custody else []), query.kind


def test_roles_without_cases_are_refused(dales: Asked) -> None:
    for user in ("administrator", "auditor", "trainer", "board", "programme"):
        with pytest.raises(Refused):
            dales.found(EVERY[0], user)


def test_a_charge_of_a_restricted_case_is_counted_nowhere(dales: Asked) -> None:
    query = CrossBorder(area="HIL", threshold=1, dates=1)
    before = dales.found(query)
    assert (names(before), column(before, "cross_border"), column(before, "all")) == (["ASHBY"], [2], [2])
    Record(dales.units).put(
        Seal(
            case_id=key("fixture", "case", "a1"), court_id=key("court", "B90LV"), set_at=dales.units.clock.now(),
            set_by_id=user_key("clerk-sealed"), reason="for the test of the rules",
        )
    )  # fmt: skip
    after = dales.found(query)
    assert (column(after, "cross_border"), column(after, "all")) == ([1], [1])
    assert [line.ref for line in after.rows[0].offences] == ["a2"]
    assert "a1" not in column(dales.found(Unfinalised(area="HIL")), "offence_ref")


def test_somebody_under_limited_access_is_in_no_row_and_no_number(dales: Asked) -> None:
    everybody = dales.found(InPrison(area="HIL"))
    Record(dales.units).put(
        ExclusionEntry(
            person_id=key("fixture", "person", "1"), owner_agency_id=key("agency", "POL"), user_id=user_key("ppo"),
            kind=Exclusion.EXCLUDE, reason="for the test of the rules", set_at=dales.units.clock.now(),
            set_by_id=user_key("police"),
        )
    )  # fmt: skip
    found = dales.found(InPrison(area="HIL"))
    assert (names(everybody)[0], everybody.registered) == ("ASHBY", 3)
    assert ("ASHBY" in names(found), found.registered) == (False, 2)
    for query in EVERY:
        assert "ASHBY" not in names(dales.found(query))
