"""Free criteria: each alone and together, on both databases; the text and the sentence of every question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from db.cards.searching import Found, People
from db.demo.keys import key
from db.search.months import months_back
from db.search.text import completions, read
from db.search.types import asked_type, is_type
from db.tables.care import Marker
from db.tables.cases import Bail
from db.tables.held import Need
from db.tables.past import CourtOrder
from db.words.errors import BadInput, NotFound
from db.words.families.bail import BailStatus
from db.words.families.court import MarkerKind
from db.words.families.held import NeedState, RecordState
from tests.support.areas_asked import OWN, Asked, column, names, undecided
from tests.support.databases import Database
from tests.support.record import Record

TODAY = date(2024, 2, 29)


@pytest.fixture
def dales(database: Database) -> Iterator[Asked]:
    """The eight people of our own, with what more is known of three of them."""
    made = Asked(database, OWN)
    now = made.units.clock.now()

    def fact(number: int) -> dict[str, object]:
        person, record = key("fixture", "person", str(number)), key("fixture", "record", str(number))
        return {"person_id": person, "source_record_id": record, "recorded_at": now}

    held = {"owner_agency_id": key("agency", "POL"), "recorded_at": now}
    Record(made.units).put(
        Marker(kind=MarkerKind.VIOLENCE, text="care", **fact(1)),
        Bail(defendant_case_id=key("fixture", "defendant", "b1"), status=BailStatus.CONDITIONAL, **fact(2)),
        Need(kind="Housing", state=NeedState.OPEN, person_id=key("fixture", "person", "2"), **held),
        CourtOrder(kind="Community order", state=RecordState.OPEN, person_id=key("fixture", "person", "4"), **held),
    )
    yield made
    made.units.close()


def _found(dales: Asked, text: str, user: str = "ppo") -> Found:
    query = read(text, TODAY).query
    assert query is not None, text
    return dales.found(query, user)


@pytest.mark.parametrize(
    ("text", "rows", "open_"),
    [
        ("area:DAL", ["ASHBY", "BRISCOE", "DENBY", "ELLWOOD", "GRANGE", "HALLAM"], set()),
        ("area:DAL in-custody", ["ASHBY", "BRISCOE", "DENBY", "ELLWOOD", "HALLAM"], set()),
        ("area:DAL at-liberty", ["GRANGE"], set()),
        ("area:HIL offence:theft>=2 since:3m", ["BRISCOE"], set()),
        ("area:HIL offence:theft>=3 since:3m", [], {"BRISCOE"}),
        ("area:HIL offence:theft>=2 since:30/11/2023", ["BRISCOE"], set()),
        ("area:HIL offence:theft>=2 since:2023-11-30..today", ["BRISCOE"], set()),
        ("area:DAL offence:theft>=2 at-liberty", [], set()),
        ("area:DAL offence:theft offence:robbery mode:any", ["BRISCOE", "DENBY", "ELLWOOD"], set()),
        ("area:DAL not:burglary", ["DENBY", "ELLWOOD", "HALLAM", "ASHBY"], {"BRISCOE"}),
        ("area:DAL age:43-44", ["ASHBY"], {"BRISCOE", "DENBY", "ELLWOOD", "GRANGE", "HALLAM"}),
        ("area:DAL age:44-60", [], {"BRISCOE", "DENBY", "ELLWOOD", "GRANGE", "HALLAM"}),
        ("area:DAL name:ash", ["ASHBY"], set()),
        ("name:noel,ashby", ["ASHBY"], set()),
        ("name:fro not-ppo", ["FROST"], set()),
        ("name:fro ppo", [], set()),
        ("area:DAL marker:violence", ["ASHBY"], set()),
        ("area:DAL bail:conditional", ["BRISCOE"], set()),
        ("area:DAL bail:any need:hous", ["BRISCOE"], set()),
        ("area:DAL on-order", ["DENBY"], set()),
        ("area:DAL no-order release:28d", ["HALLAM"], set()),
        ("area:DAL hearing:14d", ["ASHBY", "DENBY"], set()),
        ("court:B90LV hearing:2024-03-01..2024-03-31", ["ASHBY", "BRISCOE"], set()),
        ("court:B90LV hearing:2024-03-15", ["BRISCOE"], set()),
        ("agency:PRIS not-ppo", [], set()),
        ("area:DAL agency:PRIS name:gra", ["GRANGE"], set()),
    ],
)
def test_each_criterion_finds_who_meets_it(dales: Asked, text: str, rows: list[str], open_: set[str]) -> None:
    found = _found(dales, text)
    assert sorted(names(found)) == sorted(rows), text
    assert undecided(found).keys() == open_, text


@pytest.mark.parametrize("asked", ["area:DAL offence:theft", "offence area:DAL type:burglary", "crossborder area:UP"])
def test_days_from_to_find_what_as_many_months_find(dales: Asked, asked: str) -> None:
    for months in (1, 2, 3, 6, 12):
        first = months_back(TODAY, months).first
        by_months, by_days = _found(dales, f"{asked} since:{months}m"), _found(dales, f"{asked} since:{first}..{TODAY}")
        assert (by_days.rows, by_days.cannot_decide) == (by_months.rows, by_months.cannot_decide)
        assert _found(dales, f"{asked} since:{first}").rows == by_months.rows
    days = {line.on for row in _found(dales, f"{asked} since:12m").rows for line in row.offences if line.on}
    for day in days:
        of_the_day = _found(dales, f"{asked} since:{day}..{day}{' threshold:1 dates:1' if 'cross' in asked else ''}")
        lines = [line for row in of_the_day.rows for line in row.offences]
        assert lines
        assert all(line.on == day or line.about for line in lines)


def test_days_are_refused_where_they_cannot_be_meant() -> None:
    for word in ("since:soon", "since:1/3/2024", "since:2024-02-20..2024-02-10", "since:..", "months:2024-02-20"):
        reading = read(f"area:DAL offence:theft {word}", TODAY)
        assert [reading.text[one.start : one.end] for one in reading.faults] == [word], word
    later = read("area:DAL offence:theft as-of:1/1/2020 since:2024-02-10", TODAY)
    assert [one.words for one in later.faults] == ["Those days have not come by the day of the search."]


def test_what_is_missing_is_named_and_counts_stand_beside_it(dales: Asked) -> None:
    found = _found(dales, "area:DAL age:20-40 release:70d")
    assert set(undecided(found)["BRISCOE"]) == {"date of birth"}
    assert found.words == f"0 people; cannot decide: {len(found.cannot_decide)}"
    theft = _found(dales, "area:HIL offence:theft>=2")
    assert (column(theft, "offences_n"), column(theft, "types")) == ([2], [("theft",)])
    assert [line.ref for line in theft.rows[0].offences] == ["b1", "b2"]


def test_who_sees_no_registration_begins_with_nobody_of_an_area(dales: Asked) -> None:
    assert _found(dales, "area:LAND", "usher").registered == 0
    assert names(_found(dales, "area:LAND", "clerk")) == []
    listed = _found(dales, "court:B90LV hearing:2024-03-01..2024-03-31", "clerk")
    assert (names(listed), column(listed, "home_area")) == (["ASHBY", "BRISCOE"], [(), ()])


def test_a_question_begins_somewhere_and_its_codes_exist(dales: Asked) -> None:
    with pytest.raises(BadInput):
        dales.found(People())
    for text in ("court:NOWHERE", "area:NOWHERE", "agency:NOWHERE"):
        with pytest.raises(NotFound):
            _found(dales, text)


def test_words_that_cannot_be_read_are_named_where_they_stand() -> None:
    said = read("area:DAL colour:red age:old in-custody", TODAY)
    assert said.query is None
    assert [(fault.start, fault.end) for fault in said.faults] == [(9, 19), (20, 27)]
    assert [said.text[fault.start : fault.end] for fault in said.faults] == ["colour:red", "age:old"]
    assert read("", TODAY) == read("", TODAY)
    assert not read("", TODAY).faults
    assert "Smith" not in repr(read("name:Smith", TODAY))
    for hostile in ("[b]area:x[/b]", "area:'; DROP TABLE person;--", "\x1b[31m", "name:%", "type:" + "x" * 600):
        reading = read(hostile, TODAY)
        assert reading.query is not None or reading.faults, hostile


def test_a_word_is_completed_by_what_may_stand_there() -> None:
    areas = {"MER": "Merseyside", "LPL": "Liverpool"}

    def may(text: str) -> list[str]:
        return list(completions(text, len(text), areas))

    assert may("rel") == ["release", "release:"]
    assert may("area:") == ["area:MER", "area:LPL"]
    assert may("area:MER in") == ["include:", "in-custody"]
    assert may("area:MER offence:bur") == ["offence:burglary"]
    assert may("release area:MER da") == ["days:"]
    assert may("area:MER marker:vi") == ["marker:violence"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("affray", "violence"), ("stolen goods", "theft"), ("TH68036", "burglary"), ("burglry", "burglry"),
     ("crimdam", "damage")],
)  # fmt: skip
def test_a_word_asks_for_the_type_that_a_title_of_that_word_has(word: str, kind: str) -> None:
    assert asked_type(word) == kind
    assert is_type(kind) is (kind != "burglry")
