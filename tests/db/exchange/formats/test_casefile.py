"""A prosecutor's case, read by value; what is wrong in it is flagged with Common Platform's own code and kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any, Protocol

import pytest

from db.exchange.recognise import recognise
from db.exchange.records import (
    ABSENT,
    AddressRecord,
    AliasRecord,
    Code,
    DayRecord,
    GuardianRecord,
    HearingRecord,
    RefusedRecord,
)
from db.words.families.exchange import FeedFormat, System
from db.words.families.people import IdentifierKind, Sex


class Gathered(Protocol):
    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]
    codes: set[str]


Gather = Callable[[Path], Gathered]
Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


def message(sample: Sample, name: str = "prosecution") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sample(f"casefile/{name}.json").read_text(encoding="utf-8"))
    return found


def test_a_prosecution_is_recognised_alone_and_in_a_group(sample: Sample) -> None:
    assert {recognise(sample(f"casefile/{name}.json")) for name in ("prosecution", "odd", "group")} == {
        FeedFormat.CASE_INITIATION
    }


def test_the_case_stands_under_its_own_id_with_number_prosecutor_and_markers(gather: Gather, sample: Sample) -> None:
    first, second = gather(sample("casefile/prosecution.json")).hearings
    case = first.cases[0]
    assert case.case_key == second.cases[0].case_key == "5b1de2a4-3c07-4d51-9f5e-6a0c1f2b7e01"
    assert (case.case_no, case.urn, case.initiation) == ("61QT0048126", "61QT0048126", "C")
    assert (case.authority_code, case.received_on) == ("061QT00", date(2026, 2, 20))
    assert case.markers == ("Domestic abuse", "XQ")
    assert (first.system, first.snapshot, first.first_word) == (System.COMMON_PLATFORM, False, True)


def test_each_first_hearing_is_a_record_with_those_who_are_called_to_it(gather: Gather, sample: Sample) -> None:
    first, second = gather(sample("casefile/prosecution.json")).hearings
    assert first.days == (DayRecord("B99ZZ", date(2026, 3, 2), start=time(9, 45)),)
    assert second.days == (DayRecord("B99ZZ", date(2026, 3, 9), start=time(14)),)
    assert first.hearing_key != second.hearing_key
    assert [len(each.cases[0].defendants) for each in (first, second)] == [1, 1]


def test_a_person_is_read_whole(gather: Gather, sample: Sample) -> None:
    one = gather(sample("casefile/prosecution.json")).hearings[0].cases[0].defendants[0]
    assert one.native_id == one.defendant_id == "8f0a7c11-52d9-4a3e-8d67-0b9e4c5a1101"
    assert (one.title, one.given, one.middle, one.family) == ("Mr", "Tobiasz", "Emlyn Rhun", "Wexcombe")
    assert (one.dob, one.birth_year, one.sex) == (date(1991, 8, 14), 1990, Sex.MALE)
    assert (one.ethnicity_self, one.ethnicity_observed, one.nationalities) == ("W3", "1", ("POL", "GBR"))
    assert (one.language, one.interpreter, one.requirements) == ("WELSH", "Polish interpreter", None)
    assert one.occupation == "Roofer"
    assert one.address == AddressRecord(("14 Lantern Row", "Overstoke"), "ov1 4qt")
    assert one.phones == ("01632 960114", "07700 900114")
    assert one.emails == ("t.wexcombe@example.test",)
    assert one.aliases == (AliasRecord("Mr", "Tobi", "Emlyn", "Weks"),)
    assert one.guardian == GuardianRecord("Hanna Wexcombe", "parent or guardian")
    assert (one.bail_status, one.previous_convictions) == ("B", 4)
    assert one.bail_conditions == "Not to go to 3 Mill Lane\nTo sleep at 14 Lantern Row"
    assert one.identifiers == (
        (IdentifierKind.ASN, "2600QT0100000008126V"),
        (IdentifierKind.PNC, "2009/0145678G"),
        (IdentifierKind.CRO, "45678/09H"),
        (IdentifierKind.NI, "QQ123456C"),
        (IdentifierKind.DRIVER, "WEXCO908141TE9QT"),
    )


def test_an_organisation_has_its_names_and_no_person(gather: Gather, sample: Sample) -> None:
    one = gather(sample("casefile/prosecution.json")).hearings[1].cases[0].defendants[0]
    assert (one.is_organisation, one.organisation) == (True, "Brindle & Sawtry Haulage Ltd")
    assert one.aliases == (AliasRecord(organisation="Brindle Haulage"), AliasRecord(organisation="B&S Haulage"))
    assert (one.phones, one.emails) == (("01632 960220",), ("office@example.test",))
    assert (one.dob, one.family, one.previous_convictions) == (ABSENT, ABSENT, ABSENT)


def test_an_offence_says_where_and_how_exactly_it_is_dated(gather: Gather, sample: Sample) -> None:
    charges = gather(sample("casefile/prosecution.json")).hearings[0].cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    (one,) = charges
    assert (one.key, one.sequence, one.code) == ("c2d80a34-9b1f-4f0e-a77c-5e1b3d9f0001", 1, "CJ88116")
    assert (one.started_on, one.ended_on) == (date(2026, 2, 11), date(2026, 2, 12))
    assert (one.date_code, one.place) == ("4", "Mill Lane, Overstoke")
    assert one.wording == "Between 11 and 12 February 2026 at Overstoke assaulted Lowri Pennant"
    assert one.facts == "The officers were called to Mill Lane."
    assert (one.arrested_on, one.charged_on) == (date(2026, 2, 12), date(2026, 2, 13))
    assert (one.plea, one.plea_on) == ("NOT_GUILTY", date(2026, 2, 19))
    assert (one.verdict, one.verdict_category) == ("Proved in absence", "NO_VERDICT")


def test_an_offence_without_an_id_is_known_by_its_sequence(gather: Gather, sample: Sample) -> None:
    charges = gather(sample("casefile/prosecution.json")).hearings[1].cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    assert charges[0].key == "seq:1"


FLAGS = (
    "CASE_INITIATION_CODE_INVALID",
    "COURT_HEARING_LOCATION_OUCODE_INVALID",
    "DATE_OF_HEARING_EARLIER_THAN_OFFENCE_COMMITTED_DATE",
    "DEFENDANT_CUSTODY_STATUS_INVALID",
    "DEFENDANT_DOB_IN_FUTURE",
    "DEFENDANT_PERCEIVED_BIRTH_YEAR_IN_FUTURE",
    "DUPLICATE_DEFENDANT",
    "INVALID_CRO_NUMBER",
    "INVALID_PNC_ID",
    "OFFENCE_DATE_CODE_IS_INVALID",
    "OFFENCE_REQUIRES_A_LOCATION",
)


@pytest.mark.parametrize("code", FLAGS)
def test_what_common_platform_would_send_back_is_flagged_with_its_code(
    gather: Gather, sample: Sample, code: str
) -> None:
    reasons = [problem.reason for each in gather(sample("casefile/odd.json")).hearings for problem in each.problems]
    assert any(f"({code})" in reason for reason in reasons)


def test_what_is_flagged_is_kept(gather: Gather, sample: Sample) -> None:
    found = gather(sample("casefile/odd.json"))
    without, called = found.hearings
    one, other = without.cases[0].defendants[0], called.cases[0].defendants[0]
    assert (without.days, without.hearing_key) == ((), "")
    assert called.days[0].on == date(2026, 1, 2)
    assert one.dob == other.dob == date(2030, 5, 6)
    assert (IdentifierKind.PNC, "not a number") in one.identifiers
    assert one.sex is ABSENT
    assert [(each.code, each.reason) for each in found.refused] == [(Code.NO_NAME, "the defendant has no name")]


def test_a_placeholder_is_nobodys_number(gather: Gather, sample: Sample, written: Written) -> None:
    case = gather(sample("casefile/odd.json")).hearings[0].cases[0]
    assert case.case_key.startswith("said:")
    assert case.case_no == "CASE-REF"
    assert case.defendants[0].native_id is None
    other = message(sample, "odd")
    other["defendants"][0]["offences"][0]["offenceWording"] = "Another theft"
    again = gather(written(json.dumps(other))).hearings[0].cases[0]
    assert again.case_key != case.case_key
    same = gather(written(json.dumps(message(sample, "odd"), indent=3))).hearings[0].cases[0]
    assert same.case_key == case.case_key


def test_a_template_that_nobody_filled_in_was_not_carried(gather: Gather, sample: Sample, written: Written) -> None:
    assert not any(kind is IdentifierKind.ASN for kind, _ in identifiers(gather(sample("casefile/odd.json"))))
    template = message(sample)
    template["caseDetails"] |= {"caseId": "${case.id}", "prosecutorCaseReference": "{{case.urn}}"}
    found = gather(written(json.dumps(template)))
    assert not found.hearings
    assert [each.code for each in found.refused] == [Code.NO_CASE_NUMBER]
    assert "placeholders" in found.refused[0].reason


def identifiers(found: Gathered) -> tuple[tuple[IdentifierKind, str | None], ...]:
    return found.hearings[0].cases[0].defendants[0].identifiers


def test_a_case_without_an_id_is_known_by_its_reference(gather: Gather, sample: Sample, written: Written) -> None:
    without = message(sample)
    del without["caseDetails"]["caseId"]
    assert gather(written(json.dumps(without))).hearings[0].cases[0].case_key == "urn:61QT0048126"


def test_a_case_with_neither_is_refused(gather: Gather, sample: Sample, written: Written) -> None:
    without = message(sample)
    del without["caseDetails"]["caseId"], without["caseDetails"]["prosecutorCaseReference"]
    found = gather(written(json.dumps(without)))
    assert ([each.code for each in found.refused], found.hearings) == ([Code.NO_CASE_NUMBER], ())


def test_a_case_without_defendants_is_refused(gather: Gather, sample: Sample, written: Written) -> None:
    found = gather(written(json.dumps(message(sample) | {"defendants": []})))
    assert ([each.code for each in found.refused], found.hearings) == ([Code.NO_NAME], ())


def test_the_members_of_a_group_name_its_first_case(gather: Gather, sample: Sample) -> None:
    master, member = (each.cases[0] for each in gather(sample("casefile/group.json")).hearings)
    assert master.linked is ABSENT
    assert member.linked == (master.case_key,)
    assert [each.days != () for each in gather(sample("casefile/group.json")).hearings] == [True, False]


def test_a_group_of_one_is_flagged(gather: Gather, sample: Sample, written: Written) -> None:
    group = message(sample, "group")
    del group["groupProsecutions"][1]
    reasons = [problem.reason for problem in gather(written(json.dumps(group))).hearings[0].problems]
    assert "the group holds one case only (GROUP_PROSECUTION_CASE_COUNT_INVALID)" in reasons


def test_a_notice_without_a_date_of_birth_is_flagged(gather: Gather, sample: Sample, written: Written) -> None:
    notice = message(sample)
    notice["caseDetails"]["initiationCode"] = "J"
    del notice["defendants"][0]["individual"]["selfDefinedInformation"]["dateOfBirth"]
    reasons = [problem.reason for problem in gather(written(json.dumps(notice))).hearings[0].problems]
    assert any("(DEFENDANT_DOB_NOT_PRESENT)" in reason for reason in reasons)
    assert not any("CHARGE_DATE" in reason for reason in reasons)


def test_a_charge_without_its_day_is_flagged(gather: Gather, sample: Sample, written: Written) -> None:
    charged = message(sample)
    del charged["defendants"][0]["offences"][0]["chargeDate"]
    reasons = [problem.reason for problem in gather(written(json.dumps(charged))).hearings[0].problems]
    assert any("(CHARGE_DATE_IS_NOT_PRESENT)" in reason for reason in reasons)
