"""Probation's answers are read part by part, each fact to its own family, and whose they are is never guessed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from db.exchange.carried import ABSENT
from db.exchange.dossiers import DossierRecord, LimitRecord
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import AliasRecord, Code, FileRefused, Record, RefusedRecord
from db.tables.care import CustodyEpisode, Marker
from db.tables.held import Compliance, HealthRecord, ReportRequest, RiskAssessment, SupervisionAssignment
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.people import Address
from db.words.families.bail import BailStatus, CustodyStatus
from db.words.families.charges import VerdictCategory
from db.words.families.court import MarkerKind
from db.words.families.exchange import FeedFormat, System
from db.words.families.held import ComplianceKind, NeedState, RecordState, ReportKind
from db.words.families.people import AddressKind, IdentifierKind, Sex

SAMPLES = Path(__file__).parents[3] / "samples" / "ndelius"


def records(content: Path | object, written: Callable[[bytes], Path]) -> list[Record]:
    path = content if isinstance(content, Path) else written(json.dumps(content).encode())
    assert recognise(path) is FeedFormat.PROBATION_RECORD
    return list(read(path, FeedFormat.PROBATION_RECORD))


def sample(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((SAMPLES / f"{name}.json").read_text())


@pytest.fixture
def one(written: Callable[[bytes], Path]) -> Callable[[object], DossierRecord]:
    """The only record of a sample or of content."""

    def found(content: object) -> DossierRecord:
        [record] = records(SAMPLES / f"{content}.json" if isinstance(content, str) else content, written)
        assert isinstance(record, DossierRecord)
        return record

    return found


def held(record: DossierRecord, table: type[SQLModel]) -> list[Mapping[str, Any]]:
    return [{**each.among, **row} for each in record.holdings if each.table is table for row in each.rows]


Reader = Callable[[object], DossierRecord]


def test_an_offender_is_known_by_the_crn_and_says_who_it_is(one: Reader) -> None:
    record = one("offender")
    person = record.person
    assert (record.system, record.key, record.also, record.is_part) == (
        System.PROBATION, "E410772", ("offender 7300114",), False,
    )  # fmt: skip
    assert (person.title, person.given, person.middle, person.family) == ("Mr", "Idris", "Penn Amos", "Colbourne")
    assert (person.dob, person.sex, person.ethnicity_self) == (date(1991, 4, 2), Sex.MALE, "White: Welsh")
    assert (person.nationalities, person.language, person.interpreter) == (("British",), "Welsh", "Welsh")
    assert person.phones == ("01632 960 118", "07700 900 654")
    assert person.emails == ("idris@example.org",)
    assert person.aliases == (AliasRecord(given="Id", middle=None, family="Colburn", born=date(1991, 2, 4)),)
    assert person.identifiers == (
        (IdentifierKind.CRN, "E410772"), (IdentifierKind.PNC, "2011/0123456H"), (IdentifierKind.CRO, "098765/11Z"),
        (IdentifierKind.NOMS, "A1234BC"), (IdentifierKind.LOCAL, "offender 7300114"), (IdentifierKind.LOCAL, "W20117"),
    )  # fmt: skip


def test_addresses_keep_kind_and_days_and_one_that_was_turned_down_is_none(one: Reader) -> None:
    home, earlier = held(one("offender"), Address)
    assert (home["kind"], home["lines"], home["postcode"]) == (
        AddressKind.HOME, "8 Ropewalk Close\nMillbeck\nOverstoke", "QX4 2AB",
    )  # fmt: skip
    assert (home["valid_from"], home["valid_to"]) == (date(2023, 2, 1), None)
    assert (earlier["kind"], earlier["lines"], earlier["valid_to"]) == (
        AddressKind.PREVIOUS, "Tannery House\n2 Dye Lane\nOverstoke", date(2023, 1, 31),
    )  # fmt: skip


def test_only_an_active_manager_who_is_somebody_supervises(one: Reader) -> None:
    [row] = held(one("offender"), SupervisionAssignment)
    assert (row["team"], row["officer"], row["starts_on"]) == ("N91RIV", "Beca Lloyd", date(2025, 1, 6))


@pytest.mark.parametrize(
    "staff",
    [
        {"code": "N91RIVU", "forenames": "Nobody", "surname": "Yet"},
        {"forenames": "Unallocated", "surname": "Staff"},
        {"code": "N91A001", "forenames": "A", "surname": "B", "unallocated": True},
    ],
)
def test_a_post_that_is_not_filled_leaves_the_team(one: Reader, staff: dict[str, Any]) -> None:
    content = sample("offender")
    content["offenderManagers"] = [
        {"staff": staff, "team": {"code": "N91RIV"}, "fromDate": "2025-01-06", "active": True}
    ]
    [row] = held(one(content), SupervisionAssignment)
    assert (row["team"], row["officer"]) == ("N91RIV", "")


def test_a_risk_to_staff_is_a_warning_and_another_registration_a_risk_with_its_colour(one: Reader) -> None:
    record = one("offender")
    [marker] = held(record, Marker)
    assert (marker["kind"], marker["level"], marker["text"]) == (MarkerKind.VIOLENCE, "Red", "Risk to staff")
    assert marker["review_on"] == date(2025, 8, 4)
    [risk] = held(record, RiskAssessment)
    assert (risk["tool"], risk["score"], risk["band"]) == ("register", "Medium risk of harm", "Amber")
    assert (risk["assessed_on"], risk["review_on"]) == (date(2025, 2, 3), date(2025, 8, 3))


def test_disability_is_health_and_remand_is_bail_never_identity(one: Reader) -> None:
    record = one("offender")
    [health] = held(record, HealthRecord)
    assert (health["kind"], health["state"], health["since"]) == ("Hearing", NeedState.OPEN, date(2015, 3, 1))
    assert [(row["raw"], row["status"]) for row in held(record, Remand)] == [
        ("Bail - Conditional", BailStatus.CONDITIONAL)
    ]
    assert record.person.disability is ABSENT


def test_what_a_message_does_not_carry_is_absent_and_what_is_empty_is_none(one: Reader) -> None:
    bare = {"otherIds": {"crn": "X1", "pncNumber": None}, "surname": "Bare", "contactDetails": {"addresses": []}}
    record = one(bare)
    assert (record.person.given, record.person.dob, record.person.phones) == (ABSENT, ABSENT, ABSENT)
    assert record.person.identifiers == ((IdentifierKind.CRN, "X1"), (IdentifierKind.PNC, None))
    assert [(each.table, each.rows) for each in record.holdings] == [(Address, ())]
    assert record.limits is None


def test_convictions_keep_the_home_office_figures_as_sent_and_the_london_day(one: Reader) -> None:
    record = one("convictions")
    assert (record.key, record.is_part, record.person.family) == ("offender 7300114", True, ABSENT)
    first, second, third = held(record, PastCharge)
    assert (first["ho_code"], first["title"], first["count"], first["is_main"]) == (
        "03900", "Theft from the person of another", 2, True,
    )  # fmt: skip
    assert (first["offence_from"], first["convicted_on"], first["verdict"]) == (
        date(2024, 7, 1), date(2024, 12, 12), VerdictCategory.GUILTY,
    )  # fmt: skip
    assert (second["reference"], second["title"], second["offence_from"]) == (
        "88001/2", "Threatening behaviour", date(2024, 7, 2),
    )  # fmt: skip
    assert (third["case_ref"], third["state"], third["result_codes"]) == ("87004", "closed", "307")


def test_sentences_are_orders_with_what_they_ask_for(one: Reader) -> None:
    record = one("convictions")
    order, custody = held(record, CourtOrder)
    assert (order["kind"], order["reference"], order["length"], order["unit"]) == (
        "ORA Community Order", "88001", 18, "months",
    )  # fmt: skip
    assert (order["starts_on"], order["ends_on"], order["lead"]) == (
        date(2024, 12, 12), date(2026, 6, 11), "Beca Lloyd",
    )  # fmt: skip
    assert (order["state"], order["in_breach"], order["awaits_report"]) == (RecordState.OPEN, True, False)
    assert (custody["further"], custody["state"], custody["ended_why"]) == (
        "and 1 years", RecordState.CLOSED, "Expired (Normal)",
    )  # fmt: skip
    work, activity = held(record, OrderRequirement)
    assert (work["kind"], work["length"], work["unit"], work["done"]) == ("unpaid work", 4800, "minutes", 1260)
    assert work["narrative"].startswith("6 appointments, 4 attended, 1 acceptable absences")
    assert (activity["kind"], activity["length"], activity["done"]) == ("Rehabilitation activity: RAR days", 20, 5)
    assert held(record, CustodyEpisode) == []


def test_one_conviction_speaks_for_itself_alone(one: Reader) -> None:
    record = one("conviction")
    assert [dict(each.among) for each in record.holdings] == [
        {"case_ref": "88001"}, {"reference": "88001"}, {"order_ref": "88001"}, {"external_ref": "88001"},
    ]  # fmt: skip
    [stay] = held(record, CustodyEpisode)
    assert (stay["establishment"], stay["status"], stay["release_on"], stay["release_kind"]) == (
        "HMP Vale", CustodyStatus.SENTENCED, date(2025, 11, 1), "conditional release",
    )  # fmt: skip


def test_requirements_are_read_under_the_number_beside_them(one: Reader) -> None:
    content = {
        "crn": "X1",
        "convictionId": 5,
        "requirements": [{"requirementId": 1, "requirementTypeMainCategory": {"description": "Curfew"}, "length": 2}],
        "licenceConditions": [{"licenceConditionTypeMainCat": {"description": "Residence"}, "active": False}],
        "pssRequirements": [{"type": {"description": "Drug testing"}}],
    }
    rows = held(one(content), OrderRequirement)
    assert [(row["order_ref"], row["kind"], row["state"]) for row in rows] == [
        ("5", "Curfew", RecordState.OPEN), ("5", "licence condition: Residence", RecordState.CLOSED),
        ("5", "post-sentence supervision: Drug testing", RecordState.OPEN),
    ]  # fmt: skip


def test_appearances_and_reports_have_their_days(one: Reader) -> None:
    rows = held(one("appearances"), PastAppearance)
    assert [(row["appeared_on"], row["kind"], row["reference"]) for row in rows] == [
        (date(2024, 12, 12), "Sentence", "61"), (date(2024, 11, 20), "Trial", "62"),
    ]  # fmt: skip
    assert [problem.code for problem in one("appearances").problems] == [Code.NO_DATE]
    fast, doctor = held(one("reports"), ReportRequest)
    assert (fast["kind"], fast["asked_on"], fast["due_on"], fast["delivered_on"]) == (
        ReportKind.FAST, date(2024, 11, 20), date(2024, 12, 11), date(2024, 12, 10),
    )  # fmt: skip
    assert (doctor["kind"], doctor["due_on"], doctor["delivered_on"]) == (ReportKind.PSYCHIATRIC, None, None)


def test_a_page_of_contacts_gives_each_person_the_appointments_with_an_outcome(
    written: Callable[[bytes], Path],
) -> None:
    first, second = records(SAMPLES / "contacts.json", written)
    assert isinstance(first, DossierRecord)
    assert isinstance(second, DossierRecord)
    visit, work = held(first, Compliance)
    assert (visit["kind"], visit["happened_on"], visit["attended"], visit["acceptable"]) == (
        ComplianceKind.APPOINTMENT, date(2025, 6, 3), True, True,
    )  # fmt: skip
    assert (work["kind"], work["attended"], work["acceptable"]) == (ComplianceKind.UNPAID_WORK, False, False)
    [missed] = held(second, Compliance)
    assert (second.key, missed["kind"], missed["attended"], missed["acceptable"]) == (
        "E555001", ComplianceKind.PROGRAMME, False, True,
    )  # fmt: skip


def test_the_other_interface_gives_offence_sentence_plea_and_joint_management(one: Reader) -> None:
    record = one("supervisions")
    [charge] = held(record, PastCharge)
    assert (charge["ho_code"], charge["sentenced_on"], charge.get("convicted_on")) == (
        "03900",
        date(2024, 12, 12),
        None,
    )
    [order] = held(record, CourtOrder)
    assert (order["kind"], order["length"], order["unit"]) == ("ORA Community Order", 18, "months")
    assert [row["plea"] for row in held(record, PastAppearance)] == ["Guilty"]
    [level] = held(record, RiskAssessment)
    assert (level["tool"], level["band"], level["review_on"]) == ("MAPPA", "MAPPA Level 2", date(2025, 9, 10))
    assert [row["kind"] for row in held(record, Marker)] == [MarkerKind.VIOLENCE]


def test_limited_access_is_a_mark_a_list_or_a_refusal(one: Reader, written: Callable[[bytes], Path]) -> None:
    assert one("limited").limits == LimitRecord(
        limited=True, away=("other.officer@probation.example", "stranger@probation.example"), only=()
    )
    marked, denied, deleted, nobody = records(SAMPLES / "search.json", written)
    assert isinstance(marked, DossierRecord)
    assert isinstance(denied, DossierRecord)
    assert (marked.limits, denied.limits) == (LimitRecord(limited=True), LimitRecord(limited=True))
    assert (marked.is_part, denied.is_part) == (False, True)
    assert isinstance(deleted, RefusedRecord)
    assert isinstance(nobody, RefusedRecord)
    assert (deleted.code, nobody.code) == (Code.NOT_VALID, Code.NO_KEY)
    [refused] = records(SAMPLES / "refused.json", written)
    assert isinstance(refused, RefusedRecord)
    assert (refused.code, "access to the person is limited" in refused.reason) == (Code.NO_FACTS, True)


@pytest.mark.parametrize(
    "content",
    [
        {"contactDetails": {"addresses": [{"streetName": "Lone Street"}]}},
        {"requirements": [{"requirementTypeMainCategory": {"description": "Curfew"}}]},
        [
            {"convictionId": 1, "offences": [{"offenderId": 1}]},
            {"convictionId": 2, "offences": [{"offenderId": 2}]},
        ],
    ],
)
def test_what_names_nobody_by_one_number_is_for_quarantine(content: object, written: Callable[[bytes], Path]) -> None:
    [record] = records(content, written)
    assert isinstance(record, RefusedRecord)
    assert record.code is Code.NO_KEY


@pytest.mark.parametrize(
    "content",
    [
        {"offenderNo": "A1", "offenderId": 5, "firstName": "Of", "lastName": "Prison"},
        {"status": 400, "developerMessage": "an id has three letters"},
        {"status": 200, "message": "the CRN is there"},
        {"otherIds": {"crn": "X1"}},
        {"courtAppearances": []},
        {"convictions": [{"convictionId": 1}]},
    ],
)
def test_what_only_looks_like_it_is_not_taken(content: object, written: Callable[[bytes], Path]) -> None:
    path = written(json.dumps(content).encode())
    with suppress(FileRefused):
        assert recognise(path) is not FeedFormat.PROBATION_RECORD
