"""Common Platform's court list and single events: keys, restricted rows, applications, weeks, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from db.exchange.oddities import Code
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import HearingRecord, ListKey, ListScope, OffenceRecord, Record, RefusedRecord
from db.words.families.court import CaseKind, Jurisdiction
from db.words.families.exchange import FeedFormat

Sample = Callable[[str], Path]
COURT = "c0000000-0000-4000-8000-00000000c001"
ROOM = "c0000000-0000-4000-8000-00000000d001"


def of(sample: Sample, name: str) -> list[Record]:
    path = sample(f"common_platform/{name}")
    return list(read(path, recognise(path)))


def test_a_row_has_a_key_of_its_own_and_the_ids_of_its_people(sample: Sample) -> None:
    assert recognise(sample("common_platform/court_list_final.json")) is FeedFormat.COMMON_PLATFORM_LIST
    refused, first, *_ = of(sample, "court_list_final.json")
    assert isinstance(refused, RefusedRecord)
    assert refused.code is Code.NO_NAME
    assert isinstance(first, HearingRecord)
    assert first.hearing_key == f"list/77OV0006126/{COURT}/2026-03-02/Plea"
    assert first.jurisdiction is Jurisdiction.MAGISTRATES
    assert first.list_key == ListKey(COURT, date(2026, 3, 2), ROOM, "cp:final")
    (day,) = first.days
    assert (day.court_ref, day.room_ref, day.start, day.end) == (COURT, ROOM, time(10), time(10, 20))
    (case,) = first.cases
    assert (case.case_key, case.urn) == ("c0000000-0000-4000-8000-0000000000f1", "77OV0006126")
    one, other = case.defendants
    assert (one.native_id, one.given, one.family) == ("c0000000-0000-4000-8000-0000000000e2", "Barnaby", "Inkpen")
    assert (one.off_public_list, one.slot) == (False, "video link")
    assert isinstance(one.charges, tuple)
    assert isinstance(one.charges[0].restrictions, tuple)
    assert [each.label for each in one.charges[0].restrictions] == ["Offence not to be shown on the court list"]
    assert (other.family, other.off_public_list, other.custody_time_limit) == ("Nogiven", True, date(2026, 5, 1))


def test_an_application_without_a_case_is_about_the_party_that_is_a_defendant(sample: Sample) -> None:
    found = [each for each in of(sample, "court_list_final.json") if isinstance(each, HearingRecord)]
    case = found[1].cases[0]
    assert (case.kind, case.case_key, case.case_no) == (CaseKind.APPLICATION, "APP-88-1", "APP-88-1")
    assert [one.given for one in case.defendants] == ["Elspeth"]


def test_every_sitting_has_a_scope_also_one_without_hearings(sample: Sample) -> None:
    scopes = [each for each in of(sample, "court_list_final.json") if isinstance(each, ListScope)]
    assert [(each.cases, each.refused, each.is_empty) for each in scopes] == [(2, 1, False), (0, 0, False)]


def test_a_week_without_a_day_is_no_sitting(sample: Sample) -> None:
    first, scope, *_ = of(sample, "court_list_week.json")
    assert isinstance(first, HearingRecord)
    assert (first.days, first.list_key, first.jurisdiction) == ((), None, Jurisdiction.CROWN)
    (one,) = first.cases[0].defendants
    assert one.warned_for == date(2026, 3, 9)
    assert first.cases[0].court is not None
    assert first.cases[0].court.court_code == "C99ZZ"
    assert isinstance(one.charges, tuple)
    assert (one.charges[0].title, one.charges[0].wording) == ("Wounding", "Wounded")
    assert isinstance(scope, ListScope)
    assert scope.is_empty


def test_a_verdict_alone_is_news_of_its_offence(sample: Sample) -> None:
    (news,) = of(sample, "verdict_updated.json")
    assert isinstance(news, OffenceRecord)
    assert news.charge.key == "c0000000-0000-4000-8000-0000000000a1"
    assert (news.charge.verdict_category, news.charge.verdict_on) == ("NOT_GUILTY", date(2026, 3, 5))


def test_counsel_who_come_and_go_are_known_and_no_fact_of_a_file(sample: Sample) -> None:
    (only,) = of(sample, "counsel_removed.json")
    assert isinstance(only, RefusedRecord)
    assert only.code is Code.NO_FACTS
