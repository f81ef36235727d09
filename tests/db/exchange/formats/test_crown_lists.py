"""Crown Court lists, XML and JSON alike: rooms, times, masked names, warned weeks, and what is set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from db.exchange.oddities import Code
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import DefendantRecord, HearingRecord, ListKey, ListScope, Record, RefusedRecord
from db.words.families.court import Jurisdiction
from db.words.families.exchange import FeedFormat, System
from db.words.families.people import IdentifierKind, Sex


@pytest.fixture
def records(sample: Callable[[str], Path]) -> Callable[[str], list[Record]]:
    def all_of(name: str) -> list[Record]:
        path = sample(f"crown/{name}")
        return list(read(path, recognise(path)))

    return all_of


Records = Callable[[str], list[Record]]


def hearings(records: list[Record]) -> list[HearingRecord]:
    return [each for each in records if isinstance(each, HearingRecord)]


def people(record: HearingRecord) -> tuple[DefendantRecord, ...]:
    return record.cases[0].defendants


def test_a_list_is_recognised_by_its_content(sample: Callable[[str], Path]) -> None:
    assert recognise(sample("crown/daily.xml")) is FeedFormat.CROWN_LIST
    assert recognise(sample("crown/warned.xml")) is FeedFormat.CROWN_LIST
    assert recognise(sample("crown/daily.json")) is FeedFormat.CROWN_LIST_JSON


def test_a_row_gives_case_room_time_and_the_first_defendant(records: Records) -> None:
    first, *_ = hearings(records("daily.xml"))
    assert (first.system, first.snapshot, first.jurisdiction) == (System.LIST, True, Jurisdiction.CROWN)
    assert first.hearing_key == "XHIBIT 991/T20269001/2026-03-02/TRL"
    assert first.hearing_type == "For trial"
    assert first.list_key == ListKey("XHIBIT 991", date(2026, 3, 2), None, "crown:final")
    (day,) = first.days
    assert (day.court_ref, day.court_name, day.room) == ("991", "OVERSTOKE CROWN", "3")
    assert (day.on, day.start) == (date(2026, 3, 2), time(14, 15))
    case = first.cases[0]
    assert (case.case_no, case.urn, case.authority_name) == ("T20269001", "77OV0009126", "Crown Prosecution Service")
    one = people(first)[0]
    assert (one.given, one.middle, one.family) == ("Ianthe", "Rose", "QUILLFEATHER")
    assert (one.dob, one.sex) == (date(1988, 7, 19), Sex.FEMALE)
    assert isinstance(one.charges, tuple)
    assert [(each.key, each.code, each.count, each.title) for each in one.charges] == [
        ("TH68010/2", "TH68010", 2, "Theft from a shop")
    ]


def test_the_twin_in_json_gives_the_same_keys_and_more(records: Records) -> None:
    (first,) = hearings(records("daily.json"))
    assert first.hearing_key == "XHIBIT 991/T20269001/2026-03-02/TRL"
    assert [problem.code for problem in first.problems] == [Code.DATE_FROM_HEAD]
    one = people(first)[0]
    assert one.identifiers == ((IdentifierKind.NOMS, "A9999ZZ"),)
    assert one.address is not None


@pytest.mark.parametrize("name", ["daily.xml", "daily.json"])
def test_a_masked_name_is_nowhere_in_what_is_handed_on(records: Records, name: str) -> None:
    found = records(name)
    first = hearings(found)[0]
    masked = people(first)[1]
    assert (masked.family, masked.off_public_list) == ("Name masked", True)
    assert isinstance(masked.restrictions, tuple)
    assert [each.label for each in masked.restrictions] == ["The list masks the name"]
    assert masked.dob == date(2009, 1, 30)
    everything = repr(found).casefold()
    assert "underhazel" not in everything
    assert "hidden" not in everything


def test_words_in_place_of_a_time_are_shown_and_restrictions_are_taken_from_notes(records: Records) -> None:
    second = hearings(records("daily.xml"))[1]
    (one,) = people(second)
    assert (second.days[0].start, one.slot) == (time(10), "NOT BEFORE 12 NOON")
    assert isinstance(one.restrictions, tuple)
    assert [each.label for each in one.restrictions] == ["Direction under section 45A of an Act"]


def test_a_case_on_common_platform_goes_by_its_urn_and_a_lone_surname_is_kept(records: Records) -> None:
    second = hearings(records("daily.xml"))[1]
    assert (second.cases[0].case_key, second.cases[0].urn) == ("XHIBIT 991/77OV0009226", "77OV0009226")
    assert (people(second)[0].given, people(second)[0].family) == (None, "THISTLEDOWN")


def test_a_defendant_without_any_name_is_set_aside_and_the_list_vacates_nothing(records: Records) -> None:
    found = records("daily.xml")
    (refused,) = (each for each in found if isinstance(each, RefusedRecord))
    assert refused.code is Code.NO_NAME
    assert b"S20269003" in refused.raw
    scopes = [each for each in found if isinstance(each, ListScope)]
    assert [(each.key and each.key.court, each.cases, each.refused) for each in scopes] == [
        ("XHIBIT 991", 2, 1),
        ("XHIBIT 992", 0, 0),
    ]


def test_a_warned_list_gives_fixtures_a_day_without_room_and_other_cases_a_week(records: Records) -> None:
    fixed, loose = hearings(records("warned.xml"))
    assert fixed.list_key == ListKey("XHIBIT 991", date(2026, 3, 12), None, "crown:warned")
    assert fixed.days[0].start is None
    assert (loose.days, loose.hearing_key) == ((), "")
    assert people(loose)[0].warned_for == date(2026, 3, 9)
    assert loose.cases[0].court is not None
    assert loose.cases[0].court.court_ref == "991"


def test_a_daily_list_that_calls_itself_draft_is_one(
    records: Records, sample: Callable[[str], Path], written: Callable[[bytes], Path]
) -> None:
    text = sample("crown/daily.xml").read_bytes().replace(b">DL-17<", b">Draft-17<")
    path = written(text)
    (first, *_) = hearings(list(read(path, recognise(path))))
    assert first.list_key is not None
    assert first.list_key.kind == "crown:draft"


def test_the_page_of_a_courts_hall_is_known_and_set_aside_without_its_names(records: Records) -> None:
    (page,) = records("hall_page.xml")
    assert isinstance(page, RefusedRecord)
    assert page.code is Code.NO_FACTS
    assert b"Quillfeather" not in page.raw


def test_memory_stays_flat_over_a_long_list(sample: Callable[[str], Path], written: Callable[[bytes], Path]) -> None:
    text = sample("crown/daily.xml").read_text()
    start, end = text.index("<cs:Hearing>"), text.index("</cs:Hearing>") + len("</cs:Hearing>")
    row = text[start:end]
    rows = "".join(row.replace("T20269001", f"T{20_270_000 + number}") for number in range(3000))
    path = written((text[:start] + rows + text[end:]).encode())
    found = sum(isinstance(each, HearingRecord) for each in read(path, recognise(path)))
    assert found == 3001
