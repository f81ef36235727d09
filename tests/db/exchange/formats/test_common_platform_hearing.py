"""The Common Platform hearing event in every envelope, and everything that is tricky in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Protocol

import pytest

from db.exchange.recognise import recognise
from db.exchange.records import (
    ABSENT,
    AddressRecord,
    AttendanceRecord,
    ChargeRecord,
    Code,
    DefendantRecord,
    FileRefused,
    HearingRecord,
    NextHearingRecord,
    PromptRecord,
    RefusedRecord,
    ResultRecord,
)
from db.words.families.court import CaseKind, Jurisdiction
from db.words.families.exchange import FeedFormat
from db.words.families.people import IdentifierKind, Sex


class Gathered(Protocol):
    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]
    codes: set[str]


Gather = Callable[[Path], Gathered]
Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


def identity(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def defendant_of(hearing: HearingRecord) -> DefendantRecord:
    return hearing.cases[0].defendants[0]


def charge_of(hearing: HearingRecord) -> ChargeRecord:
    charges = defendant_of(hearing).charges
    assert isinstance(charges, tuple)
    return charges[0]


def results_of(hearing: HearingRecord) -> tuple[ResultRecord, ...]:
    results = charge_of(hearing).results
    assert isinstance(results, tuple)
    return results


@pytest.mark.parametrize("name", ["hearing_confirmed", "hearing_bare", "hearing_notification"])
def test_every_envelope_gives_the_same_hearing(name: str, sample: Sample, gather: Gather, written: Written) -> None:
    path = written(sample(f"common_platform/{name}.json").read_bytes())
    assert recognise(path) is FeedFormat.COMMON_PLATFORM_HEARING
    (hearing,) = gather(path).hearings
    (other,) = gather(sample("common_platform/hearing_confirmed.json")).hearings
    assert (hearing.hearing_key, hearing.days, hearing.cases) == (other.hearing_key, other.days, other.cases)
    assert hearing.raw == path.read_bytes()


def test_sitting_days_are_london_days_earliest_first_and_summer_is_an_hour_later(
    sample: Sample, gather: Gather
) -> None:
    (hearing,) = gather(sample("common_platform/hearing_confirmed.json")).hearings
    winter, summer = hearing.days
    assert (winter.on, winter.start, winter.minutes) == (date(2026, 3, 2), time(10, 30), 30)
    assert (summer.on, summer.start, summer.sequence) == (date(2026, 7, 2), time(10), 1)
    assert (winter.court_code, winter.room_suffix, winter.room) == ("B99ZZ", "00", "Courtroom 05")
    assert (winter.cancelled, summer.cancelled) == (ABSENT, False)


def test_a_person_keeps_every_field(sample: Sample, gather: Gather) -> None:
    (hearing,) = gather(sample("common_platform/hearing_confirmed.json")).hearings
    assert (hearing.snapshot, hearing.jurisdiction) == (False, Jurisdiction.MAGISTRATES)
    case = hearing.cases[0]
    assert (case.case_no, case.authority_ou, case.markers) == ("99ZZ0000126", "0990000", ("Vulnerable",))
    person = defendant_of(hearing)
    assert (person.native_id, person.defendant_id) == (identity(20), identity(21))
    assert (person.family, person.dob, person.sex) == ("Fairweather", date(1985, 4, 3), Sex.FEMALE)
    assert (person.ethnicity_self, person.ethnicity_observed) == ("W1", "1")
    assert person.nationalities == ("GBR", "IRL")
    assert (person.language, person.interpreter, person.occupation) == ("WELSH", "Welsh", "Baker")
    assert person.address == AddressRecord(("14 Mill Bank", "Netherby"), "ZZ1 1QX")
    assert (person.phones, person.emails) == (("07700900001",), ("b@example.org",))
    assert (person.bail_status, person.establishment) == ("C", "HMP Invented")
    assert (person.custody_time_limit, person.bail_conditions) == (date(2026, 6, 1), None)
    assert isinstance(person.aliases, tuple)
    assert [(alias.family, alias.organisation) for alias in person.aliases] == [
        ("Weather", ABSENT),
        (ABSENT, "Weather Cakes"),
    ]


def test_absent_null_and_given_identifiers_are_told_apart(sample: Sample, gather: Gather) -> None:
    (before,) = gather(sample("common_platform/hearing_confirmed.json")).hearings
    (after,) = gather(sample("common_platform/hearing_reshared.json")).hearings
    given, later = dict(defendant_of(before).identifiers), dict(defendant_of(after).identifiers)
    assert given[IdentifierKind.PNC] == "2004/0012345U"
    assert given[IdentifierKind.CRO] is None
    assert IdentifierKind.PNC not in later
    assert given[IdentifierKind.ASN] == "2601ZZ0100000000001A"


def test_a_charge_keeps_plea_verdict_and_restriction_as_sent(sample: Sample, gather: Gather) -> None:
    (hearing,) = gather(sample("common_platform/hearing_resulted.json")).hearings
    charge = charge_of(hearing)
    assert charge.legislation == "Contrary to section 1(1) and 7 of the Theft Act 1968."
    assert (charge.plea, charge.plea_on) == ("not guilty", date(2026, 3, 2))
    assert charge.indicated_plea == "INDICATED_NOT_GUILTY"
    assert (charge.verdict_code, charge.verdict_category, charge.verdict) == ("G", "GUILTY", "Found guilty")
    assert (charge.alternative_code, charge.alternative_title) == ("TH68013", "Attempt theft")
    assert (charge.convicted_on, charge.acquitted_on) == (date(2026, 3, 3), date(2026, 3, 4))
    assert (charge.concluded, charge.discontinued, charge.shadow_listed) == (True, False, True)
    assert isinstance(charge.restrictions, tuple)
    assert charge.restrictions[0].label == "Section 45 order"
    assert hearing.attendance == (AttendanceRecord(identity(21), date(2026, 3, 2), "BY_VIDEO"),)


def test_results_are_a_tree_by_ids_and_prompt_dates_stay_as_sent(sample: Sample, gather: Gather) -> None:
    (hearing,) = gather(sample("common_platform/hearing_resulted.json")).hearings
    order, work, adjourned = results_of(hearing)
    assert (order.external_id, order.root_id, order.parent_id) == (identity(40), identity(40), ABSENT)
    assert (work.root_id, work.parent_id, work.as_prompt) == (identity(40), identity(40), True)
    assert order.prompts == (PromptRecord("End date", "02/03/2027", "DATE", "endDate"),)
    assert order.text == "Community order\nEnd date 02/03/2027"
    assert (order.category, order.convicted, order.terminates) == ("FINAL", True, False)
    following = adjourned.next_hearing
    assert isinstance(following, NextHearingRecord)
    assert (following.court_code, following.on, following.start) == ("C98YY", date(2026, 6, 10), time(10, 30))
    assert (following.kind, following.duration, following.reason) == ("Sentence", "20 minutes", "For reports")


def test_results_about_the_defendant_across_cases_reach_the_defendant(sample: Sample, gather: Gather) -> None:
    (hearing,) = gather(sample("common_platform/hearing_resulted.json")).hearings
    results = defendant_of(hearing).results
    assert isinstance(results, tuple)
    assert [result.label for result in results] == ["Surcharge"]


def test_a_reshare_keeps_the_ids_and_says_what_was_amended_or_deleted(sample: Sample, gather: Gather) -> None:
    (first,) = gather(sample("common_platform/hearing_resulted.json")).hearings
    (second,) = gather(sample("common_platform/hearing_reshared.json")).hearings
    assert (first.is_reshare, second.is_reshare) == (False, True)
    assert second.shared_at == datetime(2026, 3, 5, 9, tzinfo=UTC)
    before, after = results_of(first), results_of(second)
    assert [item.external_id for item in before] == [item.external_id for item in after]
    assert (after[0].new_amendment, after[0].amended_on) == (True, date(2026, 3, 5))
    assert (after[0].amendment_reason, after[1].deleted) == ("Recorded wrongly", True)


def test_a_hearing_of_applications_only_carries_them_as_cases(sample: Sample, gather: Gather) -> None:
    found = gather(sample("common_platform/hearing_application_only.json"))
    (hearing,) = found.hearings
    (case,) = hearing.cases
    assert (case.kind, case.application_code) == (CaseKind.APPLICATION, "BA76504")
    assert (case.linked, case.received_on) == ((identity(10),), date(2026, 2, 20))
    assert isinstance(case.parties, tuple)
    assert [(party.role, party.name) for party in case.parties] == [
        ("applicant", "Osian Penhaligon"),
        ("subject", "Osian Penhaligon"),
        ("respondent", "INVPF"),
        ("respondent", "Tamsin Yardley"),
    ]
    (person,) = case.defendants
    assert (person.native_id, person.sex) == (identity(92), Sex.NOT_SPECIFIED)
    assert dict(person.identifiers)[IdentifierKind.PNC] == "2010/0000001A"
    assert isinstance(case.results, tuple)
    assert (hearing.days[0].start, found.codes) == (time(10), {Code.ODD_DATE})


def test_defendants_that_cannot_be_read_are_refused_and_the_others_are_kept(sample: Sample, gather: Gather) -> None:
    found = gather(sample("common_platform/hearing_odd_people.json"))
    assert [(item.code, item.at) for item in found.refused] == [
        (Code.NO_NAME, "$.hearing.prosecutionCases[0].defendants[1]"),
        (Code.NO_KEY, "$.hearing.prosecutionCases[0].defendants[2]"),
    ]
    (hearing,) = found.hearings
    company, zelda = hearing.cases[0].defendants
    assert (company.organisation, company.is_organisation) == ("Marlowe Stores Ltd", True)
    assert company.address == AddressRecord(("1 Quay Street",), "ZZ2 2QX")
    assert (zelda.given, zelda.family, zelda.sex) == ("Zelda", ABSENT, ABSENT)
    assert found.codes >= {Code.NO_FAMILY_NAME, Code.ODD_DATE, Code.ODD_VALUE, Code.ODD_KEY}


def test_another_prosecutors_reference_stands_for_a_missing_urn(sample: Sample, gather: Gather) -> None:
    (hearing,) = gather(sample("common_platform/hearing_odd_people.json")).hearings
    first, second = hearing.cases
    assert (first.case_no, first.urn) == ("TFL4359536", ABSENT)
    assert (second.case_no, second.case_key) == (None, identity(12))
    assert hearing.days[0].court_code is None


@pytest.mark.parametrize("name", ["large_message_pointer", "large_message_notification"])
def test_a_pointer_to_a_large_message_is_refused_with_advice(name: str, sample: Sample) -> None:
    with pytest.raises(FileRefused) as refused:
        recognise(sample(f"common_platform/{name}.json"))
    assert refused.value.code is Code.POINTER
    assert "Fetch the large message" in refused.value.to_do


def test_another_message_of_the_platform_is_named_and_refused(sample: Sample, written: Written) -> None:
    message = {**json.loads(sample("common_platform/counsel_removed.json").read_text()), "somethingElse": {}}
    with pytest.raises(FileRefused, match="it holds hearingId, id, somethingElse") as refused:
        recognise(written(json.dumps(message)))
    assert refused.value.code is Code.UNKNOWN_FORMAT


@pytest.mark.parametrize(
    ("without", "code"),
    [("id", Code.NO_KEY), ("courtCentre", Code.NO_COURT), ("hearingDays", Code.NO_DATE)],
)
def test_a_hearing_without_id_court_or_day_is_refused(
    without: str, code: Code, sample: Sample, gather: Gather, written: Written
) -> None:
    message = json.loads(sample("common_platform/hearing_confirmed.json").read_text())
    del message["hearing"][without]
    found = gather(written(json.dumps(message)))
    assert [item.code for item in found.refused] == [code]
    assert found.hearings == ()


def test_nulls_in_place_of_objects_and_lists_are_read(sample: Sample, gather: Gather, written: Written) -> None:
    message = json.loads(sample("common_platform/hearing_confirmed.json").read_text())
    accused = message["hearing"]["prosecutionCases"][0]["defendants"][0]
    accused.update(aliases=None, offences=None, legalEntityDefendant=None)
    accused["personDefendant"].update(bailStatus=None)
    accused["personDefendant"]["personDetails"].update(address=None, contact=None, ethnicity=None)
    (hearing,) = gather(written(json.dumps(message))).hearings
    person = defendant_of(hearing)
    assert (person.aliases, person.charges, person.address, person.phones) == ((), (), None, ABSENT)
