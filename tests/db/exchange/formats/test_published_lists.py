"""Published lists: magistrates' lists row by row; single justice lists and lists of places are set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from db.exchange.oddities import Code
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import HearingRecord, ListKey, ListScope, Record, RefusedRecord
from db.words.families.court import CaseKind
from db.words.families.exchange import FeedFormat
from db.words.families.people import IdentifierKind, Sex

Sample = Callable[[str], Path]


def of(sample: Sample, name: str) -> list[Record]:
    path = sample(f"published/{name}")
    return list(read(path, recognise(path)))


def test_a_case_gives_its_defendant_with_numbers_restrictions_and_offences(sample: Sample) -> None:
    assert recognise(sample("published/standard.json")) is FeedFormat.PUBLISHED_LIST
    first = of(sample, "standard.json")[0]
    assert isinstance(first, HearingRecord)
    assert first.hearing_key == "Overstoke Magistrates' Court/77OV0003126/2026-03-02/First hearing"
    assert first.list_key == ListKey("Overstoke Magistrates' Court", date(2026, 3, 2), None, "published:final")
    assert (first.days[0].room, first.days[0].start) == ("Courtroom 01", time(10))
    case = first.cases[0]
    assert (case.case_no, case.urn, case.authority_name) == ("77OV0003126", "77OV0003126", "Vale Police")
    (one,) = case.defendants
    assert (one.given, one.family, one.dob, one.sex) == ("Aled", "Quarmby", date(1985, 4, 3), Sex.MALE)
    assert (IdentifierKind.PNC, "1985/0000001A") in one.identifiers
    assert one.slot == "in custody"
    assert isinstance(one.restrictions, tuple)
    assert [each.label for each in one.restrictions] == ["Order under section 45"]
    assert isinstance(one.charges, tuple)
    assert [(each.key, each.plea) for each in one.charges[:1]] == [("TH68010", "NOT_GUILTY")]
    assert one.charges[1].key == "TH68010/2"
    assert one.charges[0].wording == "On a day stole <goods>"
    assert isinstance(one.charges[0].restrictions, tuple)
    assert len(one.charges[0].restrictions) == 1


def test_an_application_is_a_case_of_its_own_with_its_subject(sample: Sample) -> None:
    second = of(sample, "standard.json")[1]
    assert isinstance(second, HearingRecord)
    case = second.cases[0]
    assert (case.kind, case.case_no, case.application_type) == (CaseKind.APPLICATION, "APP-77-1", "Vary bail")
    assert [one.organisation for one in case.defendants] == ["Brackish Haulage Ltd"]
    assert isinstance(case.parties, tuple)
    assert [(each.role, each.name) for each in case.parties] == [
        ("applicant", "Brackish Haulage Ltd"),
        ("respondent", "Una Crossfield"),
    ]


def test_the_scope_is_the_court_house_on_the_day(sample: Sample) -> None:
    *rows, scope = of(sample, "standard.json")
    assert len(rows) == 3
    assert isinstance(scope, ListScope)
    assert scope.key is not None
    assert (scope.key.court, scope.cases, scope.refused) == ("Overstoke Magistrates' Court", 3, 0)


def test_a_list_of_single_justice_cases_is_set_aside_because_it_names_no_court_and_no_day(sample: Sample) -> None:
    (only,) = of(sample, "single_justice.json")
    assert isinstance(only, RefusedRecord)
    assert (only.code, only.case_no) == (Code.NO_COURT, "77OV0005126")
    assert "neither court nor day" in only.reason


def test_a_list_of_places_is_known_and_no_source_of_facts(sample: Sample) -> None:
    assert recognise(sample("published/places.csv")) is FeedFormat.NO_FACTS
    rows = of(sample, "places.csv")
    assert len(rows) == 2
    assert all(isinstance(row, RefusedRecord) and row.code is Code.NO_FACTS for row in rows)
