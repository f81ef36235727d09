"""What police and prosecution enter by hand counts as a charge does, is marked, and stands once with the case's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.cards.arrests import NewArrest
from db.cards.searching import BY_HAND, Convicted, Criterion, CrossBorder, Found, Offences, People, Unfinalised
from db.demo.fixture_rows import CODES, person_key
from db.demo.keys import key, user_key
from db.tables.past import PastCharge
from db.tables.places import AreaPostcode
from db.tables.sharing import ExclusionEntry, Seal
from db.words.errors import NotFound
from db.words.families.access import Exclusion
from db.words.families.charges import VerdictCategory
from tests.support.areas_asked import Asked, column, names, undecided, written
from tests.support.databases import Database
from tests.support.record import Record

DOC: dict[str, Any] = {
    "as_of": "2024-03-31",
    "areas": {
        "LAND": {"type": "national", "parent": None}, "A": {"type": "force", "parent": "LAND"},
        "A1": {"type": "cdrp", "parent": "A"}, "B": {"type": "force", "parent": "LAND"},
    },
    "persons": [{"id": 1, "name": "ASH, Ann"}, {"id": 2, "name": "BIRCH, Bo"}],
    "ppo": [{"person": 1, "area": "A1", "from": "2020-01-01", "to": None},
            {"person": 2, "area": "A1", "from": "2020-01-01", "to": None}],
    "offences": [
        {"id": "c1", "person": 1, "type": "BURG", "date": "2024-03-01", "date_to": "2024-03-05", "area": "B",
         "status": "charged", "convicted_on": None},
    ],
    "hearings": [],
    "batches": [{"id": "w1", "taken": "2024-03-30", "rows": [
        {"person": 2, "est": "LEEDS", "status": "remand", "hdced": None, "release": None}]}],
}  # fmt: skip
ANY = (Criterion("burglary"), Criterion("theft"))
BURGLARIES = Offences(area="A", wanted=(Criterion("burglary", 2),))
ABROAD = CrossBorder(area="A", threshold=2, dates=2)


def entry(person: int, what: str, on: str | None, **more: str) -> dict[str, Any]:
    """An arrest and charge of the day after the offence."""
    common = {"arrested_on": on or "2024-03-20", "charged_on": on or "2024-03-20", "outcome": None, "decided_on": None}
    return {"person": person, "type": what, "date": on, "area": "B", **common, **more}


@pytest.fixture
def asked(database: Database, tmp_path: Any) -> Iterator[Asked]:  # noqa: ANN401 - a folder
    """Two registered people, one of them charged before a court."""
    made = Asked(database, written(tmp_path, DOC))
    yield made
    made.units.close()


def offences(found: Found) -> list[str]:
    return [line.words for line in found.rows[0].offences]


def test_a_charge_entered_by_hand_counts_in_every_search_and_is_marked(asked: Asked) -> None:
    asked.enter([
        entry(1, "THEFT", "2024-03-10"),
        entry(2, "THEFT", "2024-03-11", outcome="convicted", decided_on="2024-03-12"),
    ])  # fmt: skip
    abroad = asked.found(ABROAD)
    assert (names(abroad), column(abroad, "cross_border")) == (["ASH"], [2])
    assert offences(abroad)[1].endswith(f"10 Mar 2024, B, charged, {BY_HAND}")
    kinds = asked.found(Offences(area="A", wanted=ANY))
    assert list(zip(names(kinds), column(kinds, "offences_n"), strict=True)) == [("ASH", 2), ("BIRCH", 1)]
    assert column(asked.found(People(area="A", wanted=ANY)), "offences_n") == [2]
    convicted = asked.found(Convicted(area="A"))
    assert names(convicted) == ["BIRCH"]
    assert column(convicted, "offence")[0].endswith(BY_HAND)
    open_ = asked.found(Unfinalised(area="A"))
    assert names(open_) == ["BIRCH"]
    assert (column(open_, "status"), column(open_, "days_since_charge")) == (["convicted"], [20])


def test_an_arrest_without_a_charge_is_only_alleged_and_one_that_ended_counts_no_more(asked: Asked) -> None:
    asked.enter([
        entry(1, "THEFT", "2024-03-10", charged_on=""),
        entry(2, "BURG", "2024-03-11", outcome="no_further_action", decided_on="2024-03-12"),
        entry(2, "BURG", "2024-03-11", outcome="cautioned", decided_on="2024-04-01"),
    ])  # fmt: skip
    thefts = Offences(area="A", wanted=(Criterion("theft"),))
    assert names(asked.found(thefts)) == []
    assert names(asked.found(Offences(area="A", wanted=thefts.wanted, alleged=True))) == ["ASH"]
    # The caution comes after the day of the search: until then it stands as charged.
    kinds = asked.found(Offences(area="A", wanted=(Criterion("burglary"),)))
    assert list(zip(names(kinds), column(kinds, "offences_n"), strict=True)) == [("ASH", 1), ("BIRCH", 1)]


def test_what_is_missing_of_it_is_named_and_leaves_it_undecided(asked: Asked) -> None:
    asked.enter([entry(1, "THEFT", "2024-03-10", area=""), entry(2, "BURG", None)])
    assert undecided(asked.found(ABROAD)) == {"ASH": ("place of an offence",)}
    assert undecided(asked.found(Offences(area="A", wanted=(Criterion("burglary"),)))) == {
        "BIRCH": ("date of an offence",)
    }


def test_the_offence_that_a_case_has_too_counts_once(asked: Asked) -> None:
    asked.enter([entry(1, "BURG", "2024-03-05")])
    assert names(asked.found(BURGLARIES)) == []
    (line,) = offences(asked.found(Offences(area="A", wanted=(Criterion("burglary"),))))
    assert line.startswith("c1 ")
    assert line.endswith(", ~1 Mar 2024, B, charged")
    # Another day, another code and another person are other offences.
    asked.enter([entry(1, "BURG", "2024-03-06"), entry(2, "BURG", "2024-03-05")])
    assert names(asked.found(BURGLARIES)) == ["ASH"]


def test_what_two_agencies_enter_of_one_offence_counts_once_as_the_one_who_knows_more_has_it(asked: Asked) -> None:
    asked.enter([entry(2, "THEFT", "2024-03-10")])
    on = date(2024, 3, 10)
    Record(asked.units).put(
        PastCharge(
            person_id=person_key("2"), owner_agency_id=key("agency", "CPS"), recorded_at=asked.units.clock.now(),
            code=CODES["theft"], title="Theft", offence_from=on, charged_on=on, state="convicted",
            verdict=VerdictCategory.GUILTY, decided_on=on, convicted_on=on,
        )
    )  # fmt: skip
    thefts = asked.found(Offences(area="A", wanted=(Criterion("theft"),)))
    assert column(thefts, "offences_n") == [1]
    assert "convicted" in offences(thefts)[0]
    asked.enter([entry(2, "THEFT", "2024-03-10")])
    assert column(asked.found(Offences(area="A", wanted=(Criterion("theft"),))), "offences_n") == [1]
    twice = [entry(1, "THEFT", "2024-03-10"), entry(1, "THEFT", "2024-03-10")]
    asked.enter(twice)
    assert column(asked.found(Offences(area="A", wanted=(Criterion("theft"),))), "offences_n") == [2, 1]


def test_a_case_that_the_reader_may_not_see_takes_nothing_away_and_a_hidden_person_is_not_counted(asked: Asked) -> None:
    asked.enter([entry(1, "BURG", "2024-03-05"), entry(1, "THEFT", "2024-03-10"), entry(2, "THEFT", "2024-03-10")])
    burglary, thefts = (Offences(area="A", wanted=(Criterion(kind),)) for kind in ("burglary", "theft"))
    assert BY_HAND not in offences(asked.found(burglary))[0]
    assert names(asked.found(thefts)) == ["ASH", "BIRCH"]
    assert names(asked.found(thefts, "prison")) == []
    record, now = Record(asked.units), asked.units.clock.now()
    record.put(
        Seal(
            case_id=key("fixture", "case", "c1"), court_id=key("court", "B90LV"), set_at=now,
            set_by_id=user_key("clerk-sealed"), reason="for the test of the rules",
        )
    )  # fmt: skip
    assert BY_HAND in offences(asked.found(burglary))[0]
    record.put(
        ExclusionEntry(
            person_id=person_key("1"), owner_agency_id=key("agency", "POL"), user_id=user_key("ppo"),
            kind=Exclusion.EXCLUDE, reason="for the test of the rules", set_at=now, set_by_id=user_key("police"),
        )
    )  # fmt: skip
    assert names(asked.found(thefts)) == ["BIRCH"]


def test_an_area_that_is_none_is_refused_and_a_postcode_tells_one(asked: Asked) -> None:
    with pytest.raises(NotFound, match="no area ZZ"):
        asked.enter([entry(1, "THEFT", "2024-03-10", area="ZZ")])
    Record(asked.units).put(AreaPostcode(area_id=key("area", "B"), outward="PD1"))
    new = NewArrest(person_key("1"), CODES["theft"], charged_on=asked.day, place="Quay House, PD1 4XY")
    assert asked.desk().arrests.enter(new, dry_run=True).area == "B"
    assert asked.desk().arrests.enter(replace(new, place="The quay")).area == ""
