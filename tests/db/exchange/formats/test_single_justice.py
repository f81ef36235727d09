"""Single justice cases: with their defendant they are a file, with a number of one they wait in quarantine."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from db.exchange.recognise import recognise
from db.exchange.records import AddressRecord, Code, HearingRecord, RefusedRecord
from db.words.families.exchange import FeedFormat
from db.words.families.people import IdentifierKind, Sex


class Gathered(Protocol):
    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]


Gather = Callable[[Path], Gathered]
Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


def test_both_shapes_are_recognised(sample: Sample) -> None:
    for name in ("case_received", "case_created"):
        assert recognise(sample(f"sjp/{name}.json")) is FeedFormat.SINGLE_JUSTICE_CASE


def test_a_case_with_its_defendant_is_read_whole(gather: Gather, sample: Sample) -> None:
    (record,) = gather(sample("sjp/case_received.json")).hearings
    case = record.cases[0]
    assert (record.days, record.hearing_key, record.first_word) == ((), "", True)
    assert (case.case_key, case.case_no) == ("3f4c8d90-1b2a-4c3d-9e8f-70a1b2c33001", "OVT26009X41")
    assert (case.authority_code, case.initiation, case.received_on) == ("OVT", "J", date(2026, 2, 16))
    (one,) = case.defendants
    assert one.defendant_id == "a91c7f00-6d5e-4b1c-8a22-4be8d0c33001"
    assert (one.title, one.given, one.family) == ("Miss", "Gwenllian", "Oakapple")
    assert (one.dob, one.sex, one.previous_convictions) == (date(1987, 11, 30), Sex.FEMALE, 1)
    assert one.address == AddressRecord(("Flat 2", "8 Tannery Steps", "Overstoke"), "OV2 8TS")
    assert (one.phones, one.emails) == (("07700 900321",), ("g.oakapple@example.test",))
    assert one.identifiers == (
        (IdentifierKind.NI, "QQ654321A"),
        (IdentifierKind.DRIVER, "OAKAP861307G99XX"),
    )
    assert isinstance(one.charges, tuple)
    (charge,) = one.charges
    assert (charge.key, charge.code, charge.sequence) == ("d0f1e2c3-b4a5-4968-8778-695a4b333001", "PS90011", 1)
    assert (charge.started_on, charge.date_code, charge.charged_on) == (date(2025, 12, 3), "1", date(2026, 2, 16))
    assert charge.facts == "An inspector asked for a ticket on the 41 tram."


def test_a_witness_is_nowhere_in_the_record(gather: Gather, sample: Sample) -> None:
    (record,) = gather(sample("sjp/case_received.json")).hearings
    assert "saw her board" not in repr(record.cases)


def test_a_case_that_names_nobody_says_which_message_does(gather: Gather, sample: Sample) -> None:
    found = gather(sample("sjp/case_created.json"))
    (refused,) = found.refused
    assert (refused.code, refused.case_no) == (Code.NO_NAME, "OVT26009X42")
    assert "case-received" in refused.reason


def test_a_case_without_number_or_name_is_refused(gather: Gather, sample: Sample, written: Written) -> None:
    message = json.loads(sample("sjp/case_received.json").read_text(encoding="utf-8"))
    bare = message | {"urn": None}
    del bare["caseId"]
    assert [each.code for each in gather(written(json.dumps(bare))).refused] == [Code.NO_CASE_NUMBER]
    del message["defendant"]["lastName"], message["defendant"]["firstName"]
    assert [each.code for each in gather(written(json.dumps(message))).refused] == [Code.NO_NAME]


def test_a_company_and_odd_values_are_kept(gather: Gather, sample: Sample, written: Written) -> None:
    message = json.loads(sample("sjp/case_received.json").read_text(encoding="utf-8"))
    message["defendant"] |= {"legalEntityName": "Oakapple Carriages Ltd", "gender": "?", "dateOfBirth": "2026-01-01"}
    message["defendant"]["offences"][0]["libraOffenceDateCode"] = 8
    (record,) = gather(written(json.dumps(message))).hearings
    one = record.cases[0].defendants[0]
    assert (one.is_organisation, one.organisation) == (True, "Oakapple Carriages Ltd")
    reasons = " ".join(problem.reason for problem in record.problems)
    assert "OFFENCE_DATE_CODE_IS_INVALID" in reasons
    assert "DEFENDANT_DOB_IN_FUTURE" in reasons
