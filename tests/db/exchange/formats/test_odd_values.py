"""Values that are not what their field should hold: flagged, never guessed, never a reason to stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from db.exchange.records import (
    ABSENT,
    CaseRecord,
    Code,
    FileRefused,
    HearingRecord,
    ListScope,
    RefusedRecord,
)


class Gathered(Protocol):
    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]
    scopes: tuple[ListScope, ...]
    codes: set[str]


Gather = Callable[[Path], Gathered]
Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]
Changed = Callable[[str, Callable[[dict[str, object]], None]], Gathered]


@pytest.fixture
def changed(sample: Sample, gather: Gather, written: Written) -> Changed:
    """An own JSON sample read after a change."""

    def read_changed(name: str, change: Callable[[dict[str, object]], None]) -> Gathered:
        message = json.loads(sample(name).read_text())
        change(message)
        return gather(written(json.dumps(message)))

    return read_changed


def hearing_in(message: dict[str, object]) -> dict[str, object]:
    hearing = message["hearing"]
    assert isinstance(hearing, dict)
    return hearing


def first_case(message: dict[str, object]) -> dict[str, object]:
    cases = hearing_in(message)["prosecutionCases"]
    assert isinstance(cases, list)
    case: dict[str, object] = cases[0]
    return case


def first_offence(message: dict[str, object]) -> dict[str, object]:
    defendants = first_case(message)["defendants"]
    assert isinstance(defendants, list)
    offence: dict[str, object] = defendants[0]["offences"][0]
    return offence


CONFIRMED = "common_platform/hearing_confirmed.json"
RESULTED = "common_platform/hearing_resulted.json"
APPLICATION = "common_platform/hearing_application_only.json"


def test_a_case_without_id_and_number_is_refused_and_nothing_else(changed: Changed) -> None:
    def change(message: dict[str, object]) -> None:
        first_case(message).pop("id")
        first_case(message).pop("prosecutionCaseIdentifier")

    found = changed(CONFIRMED, change)
    assert [(item.code, item.at) for item in found.refused] == [(Code.NO_KEY, "$.hearing.prosecutionCases[0]")]
    assert found.hearings == ()


def test_a_case_without_defendants_is_flagged(changed: Changed) -> None:
    found = changed(CONFIRMED, lambda message: first_case(message).update(defendants=[]))
    assert found.hearings[0].cases == ()
    assert found.codes == {Code.NO_NAME, Code.NO_CASES}


def test_a_hearing_without_case_and_application_is_flagged(changed: Changed) -> None:
    found = changed(CONFIRMED, lambda message: hearing_in(message).pop("prosecutionCases"))
    assert (found.hearings[0].cases, found.codes) == ((), {Code.NO_CASES})


def test_a_charge_without_id_is_known_by_its_place(changed: Changed) -> None:
    found = changed(CONFIRMED, lambda message: first_offence(message).pop("id"))
    charges = found.hearings[0].cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    assert (charges[0].key, found.codes) == ("pos:1", {Code.NO_KEY})


def test_a_charge_may_say_itself_that_it_is_shadow_listed(changed: Changed) -> None:
    found = changed(RESULTED, lambda message: first_offence(message).update(shadowListed=False))
    charges = found.hearings[0].cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    assert charges[0].shadow_listed is False


def test_linked_cases_are_carried_by_id(changed: Changed) -> None:
    linked = [{"id": "one"}, {"caseURN": "two"}]
    found = changed(CONFIRMED, lambda message: first_case(message).update(linkedProsecutionCases=linked))
    assert found.hearings[0].cases[0].linked == ("one", "two")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("isReshare", "perhaps", Code.ODD_VALUE),
        ("sharedTime", "yesterday", Code.ODD_DATE),
    ],
)
def test_odd_values_of_the_event_are_flagged(name: str, value: str, code: Code, changed: Changed) -> None:
    found = changed(RESULTED, lambda message: message.update({name: value}))
    assert found.codes == {code}
    assert {found.hearings[0].shared_at is None, found.hearings[0].is_reshare is ABSENT} == {True, False}


def test_a_next_hearing_without_a_readable_start_is_kept_and_flagged(changed: Changed) -> None:
    def change(message: dict[str, object]) -> None:
        results = first_offence(message)["judicialResults"]
        assert isinstance(results, list)
        results[2]["nextHearing"]["listedStartDateTime"] = "soon"
        results[1]["nextHearing"] = None

    found = changed(RESULTED, change)
    assert found.codes == {Code.ODD_DATE}


def application(found: Gathered) -> CaseRecord:
    return found.hearings[0].cases[0]


def first_application(message: dict[str, object]) -> dict[str, object]:
    items = hearing_in(message)["courtApplications"]
    assert isinstance(items, list)
    item: dict[str, object] = items[0]
    return item


def test_an_application_without_id_is_refused(changed: Changed) -> None:
    found = changed(APPLICATION, lambda message: first_application(message).pop("id"))
    assert [(item.code, item.case_no) for item in found.refused] == [(Code.NO_KEY, "99ZZ0000126")]


def test_sides_of_an_application_may_be_companies_or_nameless(changed: Changed) -> None:
    company = {"masterDefendantId": "m", "legalEntityDefendant": {"organisation": {"name": "Marlowe Ltd"}}}

    def change(message: dict[str, object]) -> None:
        first_application(message).update(
            type=None,
            applicant={"organisation": {}},
            subject={"masterDefendant": company},
            respondents=[{"masterDefendant": {"masterDefendantId": "n"}}, {}],
        )

    case = application(changed(APPLICATION, change))
    assert isinstance(case.parties, tuple)
    assert [(party.role, party.name, party.is_organisation) for party in case.parties] == [
        ("subject", "Marlowe Ltd", True)
    ]
    assert (case.application_type, len(case.defendants)) == (ABSENT, 1)


def test_a_subject_that_is_only_a_person_stands_in_court_all_the_same(changed: Changed) -> None:
    subject = {"id": "s-1", "personDetails": {"firstName": "Aled", "lastName": "Holloway", "gender": None}}

    def change(message: dict[str, object]) -> None:
        first_application(message).update(applicant=None, subject=subject)

    (person,) = application(changed(APPLICATION, change)).defendants
    assert (person.native_id, person.family, person.sex) == ("s-1", "Holloway", None)


def test_a_guardian_is_the_first_associated_person_of_that_role(changed: Changed) -> None:
    people = [
        {"role": "Employer", "person": {"lastName": "Jessop"}},
        {"role": "Parent or guardian", "person": {}},
        {"role": "ParentGuardian", "person": {"firstName": "Nerys", "lastName": "Jessop"}},
    ]

    def change(message: dict[str, object]) -> None:
        defendants = first_case(message)["defendants"]
        assert isinstance(defendants, list)
        defendants[0]["associatedPersons"] = people

    guardian = changed(CONFIRMED, change).hearings[0].cases[0].defendants[0].guardian
    assert guardian is not None
    assert guardian is not ABSENT
    assert (guardian.name, guardian.kind) == ("Nerys Jessop", "ParentGuardian")


def test_a_notification_in_too_many_notifications_is_refused(sample: Sample, written: Written, gather: Gather) -> None:
    text = sample("libra/case.json").read_text()
    for _time in range(4):
        text = json.dumps({"Message": text})
    with pytest.raises(FileRefused) as refused:
        gather(written(text))
    assert refused.value.problem.code is Code.TOO_DEEP


@pytest.mark.parametrize(
    ("change", "codes", "refused"),
    [
        ({"sessionStartTime": None}, set(), [Code.NO_DATE]),
        ({"sessionStartTime": "at ten"}, set(), [Code.NO_DATE]),
        ({"courtCode": "?"}, set(), [Code.NO_COURT]),
        ({"courtCode": "?", "courtName": "Overstoke"}, {Code.ODD_VALUE}, []),
        ({"caseNo": None}, set(), [Code.NO_CASE_NUMBER]),
        ({"name": None, "defendantName": ""}, set(), [Code.NO_NAME]),
        ({"defendantType": "X"}, {Code.ODD_VALUE}, []),
        ({"defendantSex": "?"}, {Code.ODD_VALUE}, []),
        ({"defendantAge": "twenty"}, {Code.ODD_VALUE}, []),
        ({"defendantAge": "9" * 40}, {Code.ODD_VALUE}, []),
        ({"defendantDob": "01/01/1805"}, {Code.ODD_DATE}, []),
        ({"offences": [{"seq": 1}, {"seq": 1}, {"seq": None}]}, set(), []),
        ({"offences": "none"}, {Code.ODD_VALUE}, []),
        ({"offences": [7, None, {}]}, {Code.ODD_VALUE}, []),
        ({"name": "Ms Bronwen"}, {Code.ODD_VALUE}, []),
    ],
)
def test_odd_values_of_a_single_case(
    change: dict[str, object], codes: set[Code], refused: list[Code], changed: Changed
) -> None:
    found = changed("libra/case.json", lambda message: message.update(change))
    assert [item.code for item in found.refused] == refused
    assert found.codes == codes
    assert len(found.hearings) == (0 if refused else 1)


def test_charges_of_one_defendant_never_share_a_key(changed: Changed) -> None:
    offences = [{"seq": 1}, {"seq": 1}, {}, {"seq": 1}, {}]
    found = changed("libra/case.json", lambda message: message.update(offences=offences))
    charges = found.hearings[0].cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    assert len({charge.key for charge in charges}) == len(offences)


@pytest.mark.parametrize("name", ["5_02032026_2999_overstoke_X", "x", "5_02032026_2999__X"])
def test_a_file_name_without_a_court_code_gives_none(
    name: str, sample: Sample, gather: Gather, written: Written
) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("<ou_code>B99ZZ05</ou_code>", "")
    found = gather(written(text.replace("7_02032026_2999_B99ZZ05_ADULT_COURT_LIST_DAILY", name)))
    day = found.hearings[0].days[0]
    assert (day.court_code, day.court_name) == (None, "Overstoke Magistrates' Court")


def test_a_session_without_a_day_takes_it_from_the_head_of_the_document(
    sample: Sample, gather: Gather, written: Written
) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("<doh>02/03/2026</doh>", "")
    found = gather(written(text))
    assert found.hearings[0].days[0].on == date(2026, 3, 2)
    assert found.codes == {Code.DATE_FROM_NAME}


def test_rows_outside_blocks_and_markup_in_a_field_are_read(sample: Sample, gather: Gather, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text()
    text = text.replace("<blocks><block>", "<rows><row>").replace("</block>", "</row>", 1)
    text = (
        text.replace("<block><sb_id>4", "<row><sb_id>4").replace("</block>", "</row>").replace("</blocks>", "</rows>")
    )
    found = gather(written(text.replace("<title>Fail to", "<title>Fail <b>not</b> to")))
    charges = found.hearings[0].cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    assert (found.hearings[0].hearing_type, charges[1].title) == (ABSENT, "Fail not to surrender")


@pytest.mark.parametrize(
    "message", [{"documents": {"document": [], "x": 1}, "document": {"data": {}}}, {"document": [{"data": {}}]}]
)
def test_a_twin_without_sessions_is_an_empty_list(message: dict[str, object], gather: Gather, written: Written) -> None:
    scopes = gather(written(json.dumps(message))).scopes
    assert [scope.is_empty for scope in scopes] == [True]
