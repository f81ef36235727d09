"""A police record is read to earlier charges, appearances and remands, under the oldest reference of a case."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.exchange.dossiers import DossierRecord, Holding
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import Code, RefusedRecord
from db.tables.past import PastAppearance, PastCharge, Remand
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.exchange import FeedFormat, System
from db.words.families.people import IdentifierKind

SAMPLE = Path(__file__).parents[3] / "samples" / "police_record" / "record.json"


@pytest.fixture
def record() -> DossierRecord:
    """The sample, read."""
    assert recognise(SAMPLE) is FeedFormat.POLICE_RECORD
    [found] = read(SAMPLE, FeedFormat.POLICE_RECORD)
    assert isinstance(found, DossierRecord)
    return found


def rows(record: DossierRecord, number: int) -> list[dict[str, Any]]:
    return [dict(row) for row in record.holdings[number].rows]


def test_it_is_known_by_its_oldest_case_and_names_nobody(record: DossierRecord) -> None:
    assert (record.system, record.key, record.former_keys, record.is_part) == (
        System.POLICE_RECORD, "23/1905/000099P", ("24/1905/000417U",), True,
    )  # fmt: skip
    assert record.person.identifiers == (
        (IdentifierKind.ASN, "23/63RV/01/1188Z"), (IdentifierKind.ASN, "24/63RV/01/4711C"),
    )  # fmt: skip
    assert [each.table for each in record.holdings] == [PastCharge, PastAppearance, Remand]


def test_a_charge_has_codes_plea_finding_and_the_disposals_of_every_appearance(record: DossierRecord) -> None:
    waiting, theft, acquitted = rows(record, 0)
    assert (theft["code"], theft["npcc_code"], theft["title"], theft["place"]) == (
        "TH68010", "5.5.8.1", "Theft from a shop", "Eastmere Arcade",
    )  # fmt: skip
    assert (theft["plea"], theft["verdict"]) == (PleaKind.GUILTY, VerdictCategory.GUILTY)
    assert (theft["convicted_on"], theft["sentenced_on"]) == (date(2024, 3, 14), date(2024, 4, 11))
    assert theft["results"] == "disposal 4004, from 2024-03-14\ndisposal 1015"
    assert theft["result_codes"] == "4004 1015"
    assert (acquitted["verdict"], acquitted["decided_on"], acquitted["convicted_on"]) == (
        VerdictCategory.NOT_GUILTY, date(2024, 3, 14), None,
    )  # fmt: skip
    assert acquitted["results"] == "disposal 2004, qualified LA"
    assert (waiting["verdict"], waiting["convicted_on"], waiting["state"]) == (None, None, "case status A")


def test_appearances_and_remands_have_court_and_days(record: DossierRecord) -> None:
    assert [(row["case_ref"], row["appeared_on"]) for row in rows(record, 1)] == [
        ("23/1905/000099P", date(2023, 1, 31)), ("24/1905/000417U", date(2024, 3, 14)),
        ("24/1905/000417U", date(2024, 4, 11)),
    ]  # fmt: skip
    bail, custody = rows(record, 2)
    assert (bail["status"], bail["next_on"], bail["next_court_code"], bail["conditions"]) == (
        BailStatus.CONDITIONAL, date(2024, 3, 14), "1906", "Not to enter Eastmere Arcade",
    )  # fmt: skip
    assert (custody["status"], custody["remanded_on"]) == (BailStatus.CUSTODY, date(2024, 3, 14))


def test_bail_without_conditions_stays_in_the_records_own_words(written: Callable[[bytes], Path]) -> None:
    content = json.loads(SAMPLE.read_text())
    content["remands"][0]["remandConditions"] = []
    [found] = read(written(json.dumps(content).encode()), FeedFormat.POLICE_RECORD)
    assert isinstance(found, DossierRecord)
    assert (rows(found, 2)[0]["status"], rows(found, 2)[0]["raw"]) == (None, "remanded-on-bail")


def test_a_record_without_remands_says_nothing_of_them(written: Callable[[bytes], Path]) -> None:
    content = json.loads(SAMPLE.read_text())
    del content["remands"]
    [found] = read(written(json.dumps(content).encode()), FeedFormat.POLICE_RECORD)
    assert isinstance(found, DossierRecord)
    assert Holding(Remand, ()) not in found.holdings
    assert len(found.holdings) == 2


def test_a_record_without_a_case_is_for_quarantine(written: Callable[[bytes], Path]) -> None:
    path = written(json.dumps({"disposals": [], "remands": [{"remandDate": "2024-01-01"}]}).encode())
    [found] = read(path, recognise(path))
    assert isinstance(found, RefusedRecord)
    assert found.code is Code.NO_KEY
