"""Legal aid: what a search found and the list of old Crown cases carry facts, a summary without its case none."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from db.exchange.recognise import recognise
from db.exchange.records import ABSENT, Code, CourtRecord, HearingRecord, ListScope, RefusedRecord
from db.words.families.exchange import FeedFormat, System
from db.words.families.people import IdentifierKind


class Gathered(Protocol):
    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]
    scopes: tuple[ListScope, ...]
    codes: set[str]


Gather = Callable[[Path], Gathered]
Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


def test_every_shape_is_recognised(sample: Sample) -> None:
    assert recognise(sample("legal_aid/search.json")) is FeedFormat.LEGAL_AID_CASE
    assert recognise(sample("legal_aid/summary.json")) is FeedFormat.LEGAL_AID_CASE
    assert recognise(sample("legal_aid/crown_cases.csv")) is FeedFormat.LEGAL_AID_CSV


def test_a_case_that_was_found_is_known_by_its_reference_and_has_no_hearing_here(
    gather: Gather, sample: Sample
) -> None:
    (record,) = gather(sample("legal_aid/search.json")).hearings
    case = record.cases[0]
    assert (record.system, record.days, record.first_word) == (System.LEGAL_AID, (), False)
    assert (case.case_key, case.urn, case.status) == ("61QT0099926", "61QT0099926", "ACTIVE")


def test_its_defendant_is_read_whole(gather: Gather, sample: Sample) -> None:
    (one,) = gather(sample("legal_aid/search.json")).hearings[0].cases[0].defendants
    assert (one.given, one.middle, one.family) == ("Ellis", None, "Farrowdale")
    assert (one.dob, one.concluded) == (date(1979, 4, 2), False)
    assert (one.defendant_id, one.master_id) == (
        "b7a6958c-4d3e-4f21-9c0b-8a7f6e544001",
        "b7a6958c-4d3e-4f21-9c0b-8a7f6e544009",
    )
    assert one.identifiers == (
        (IdentifierKind.CP_DEFENDANT, "b7a6958c-4d3e-4f21-9c0b-8a7f6e544001"),
        (IdentifierKind.CP_MASTER_DEFENDANT, "b7a6958c-4d3e-4f21-9c0b-8a7f6e544009"),
        (IdentifierKind.ASN, "2600QT0100000009926B"),
        (IdentifierKind.NI, "QQ112233B"),
    )
    assert isinstance(one.charges, tuple)
    (charge,) = one.charges
    assert (charge.code, charge.title, charge.mode) == ("TH68012", "Burglary other than dwelling", "Either Way")
    assert (charge.plea, charge.plea_on) == ("GUILTY", date(2026, 2, 10))
    assert (charge.verdict, charge.verdict_category) == ("Guilty on his own plea", "GUILTY")
    assert charge.concluded is False


def test_who_has_no_name_and_which_has_no_number_is_refused_alone(gather: Gather, sample: Sample) -> None:
    refused = gather(sample("legal_aid/search.json")).refused
    assert [(each.code, each.at) for each in refused] == [
        (Code.NO_NAME, "$.cases[0].defendantSummary[1]"),
        (Code.NO_CASE_NUMBER, "$.cases[1]"),
    ]


def test_a_defendant_without_the_case_is_refused(gather: Gather, sample: Sample) -> None:
    (refused,) = gather(sample("legal_aid/summary.json")).refused
    assert refused.code is Code.NO_CASE_NUMBER
    assert "without its case" in refused.reason


def test_a_search_that_found_nothing_is_refused_for_that(gather: Gather, written: Written) -> None:
    (refused,) = gather(written(json.dumps({"totalResults": 0, "cases": []}))).refused
    assert refused.code is Code.NO_CASES


def test_a_row_of_old_crown_cases_has_its_court_and_number(gather: Gather, sample: Sample) -> None:
    first, second = gather(sample("legal_aid/crown_cases.csv")).hearings
    case = first.cases[0]
    assert (case.case_key, case.case_no, case.urn) == ("61QT0077726", "T20267001", "61QT0077726")
    assert case.court == CourtRecord("C99ZZ", "Overstoke Crown Court")
    one, other = case.defendants[0], second.cases[0].defendants[0]
    assert (one.given, one.middle, one.family, one.dob) == ("Nest", "Mair", "Holloway-Pugh", date(1969, 12, 1))
    assert one.identifiers == (
        (IdentifierKind.CP_DEFENDANT, "2e1d0c9b-8a7f-4e6d-9c5b-4a3f2e555001"),
        (IdentifierKind.ASN, "2600QT0100000007726K"),
    )
    assert (other.native_id, other.dob, other.identifiers) == (None, ABSENT, ())
    assert {problem.code for problem in second.problems} == {Code.ODD_KEY, Code.ODD_DATE}


def test_a_bad_row_is_refused_alone(gather: Gather, sample: Sample) -> None:
    found = gather(sample("legal_aid/crown_cases.csv"))
    assert [(each.at, each.code) for each in found.refused] == [
        ("line 4", Code.NO_CASE_NUMBER),
        ("line 5", Code.NO_NAME),
        ("line 6", Code.BROKEN),
    ]
    assert found.scopes[0].cases == 5


def test_a_list_without_rows_says_so(gather: Gather, written: Written) -> None:
    found = gather(written("case_urn,xhibit_case_number,defendant_last_name\n"))
    assert found.codes == {Code.EMPTY_LIST}
