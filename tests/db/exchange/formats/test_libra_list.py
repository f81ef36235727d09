"""The LIBRA court list in every envelope, and everything that is tricky in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Protocol

import pytest

from db.exchange.recognise import recognise
from db.exchange.records import (
    ABSENT,
    AddressRecord,
    ChargeRecord,
    Code,
    DefendantRecord,
    GuardianRecord,
    HearingRecord,
    ListKey,
    ListScope,
    Problem,
    RefusedRecord,
)
from db.words.families.court import Jurisdiction
from db.words.families.exchange import FeedFormat, System
from db.words.families.people import IdentifierKind, Sex


class Gathered(Protocol):
    hearings: tuple[HearingRecord, ...]
    refused: tuple[RefusedRecord, ...]
    scopes: tuple[ListScope, ...]
    problems: tuple[Problem, ...]
    codes: set[str]


Gather = Callable[[Path], Gathered]
Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


def defendant_of(hearing: HearingRecord) -> DefendantRecord:
    return hearing.cases[0].defendants[0]


def charges_of(hearing: HearingRecord) -> tuple[ChargeRecord, ...]:
    charges = defendant_of(hearing).charges
    assert isinstance(charges, tuple)
    return charges


@pytest.mark.parametrize(
    "name",
    [
        "list_soap",
        "list_bare_request",
        "list_gateway",
        "list_gateway_escaped",
        "list_message_body_type",
        "list_bare_court_list",
        "list_empty_data",
        "list_no_documents",
    ],
)
def test_every_envelope_is_recognised_by_content(name: str, sample: Sample, written: Written) -> None:
    content = sample(f"libra/{name}.xml").read_bytes()
    assert recognise(written(content)) is FeedFormat.LIBRA_COURT_LIST


@pytest.mark.parametrize("name", ["list_soap", "list_gateway", "list_gateway_escaped"])
def test_the_same_list_is_read_alike_in_every_envelope(name: str, sample: Sample, gather: Gather) -> None:
    found = gather(sample(f"libra/{name}.xml"))
    assert [defendant_of(item).family for item in found.hearings] == ["FAIRWEATHER", "van der BERG"]
    assert {item.list_key for item in found.hearings} == {
        ListKey("B99ZZ", date(2026, 3, 2), "05", "ADULT_COURT_LIST_DAILY")
    }
    assert found.refused == ()


def test_a_full_row_keeps_every_field(sample: Sample, gather: Gather) -> None:
    hearing = gather(sample("libra/list_soap.xml")).hearings[0]
    assert (hearing.system, hearing.snapshot) == (System.LIBRA, True)
    assert hearing.jurisdiction is Jurisdiction.MAGISTRATES
    assert hearing.hearing_type == "First Hearings Slot"
    assert hearing.lja == "Invented Shire Magistrates; Court"
    day = hearing.days[0]
    assert (day.court_code, day.room_suffix, day.room, day.on) == ("B99ZZ", "05", "05", date(2026, 3, 2))
    assert (day.start, day.end, day.sequence, day.estimate) == (time(10, 15), time(12, 30), 1, "0.07")
    case = hearing.cases[0]
    assert (case.case_no, case.urn, case.authority_code) == ("2600000001", "99ZZ0000126", "POL01")
    assert (case.markers, case.linked, case.extra) == (("VULNERABLE",), ("2600000009",), "Reply awaited")
    person = defendant_of(hearing)
    assert (person.title, person.given, person.middle) == ("Ms", "Bronwen", "Nerys Cerys")
    assert (person.dob, person.age, person.sex) == (date(1985, 4, 3), 40, Sex.NOT_KNOWN)
    assert person.address == AddressRecord(("14 Mill Bank", "Netherby"), "ZZ1 1QX")
    assert person.nationalities == ("British", "Irish")
    assert person.native_id == "9001"
    assert dict(person.identifiers) == {
        IdentifierKind.PNC: "2004/0012345U",
        IdentifierKind.CRO: "12345/04A",
        IdentifierKind.ASN: "2601ZZ0100000000001A",
    }
    assert person.bail_conditions == "To live at 14 Mill Bank.\nNot to enter Overstoke."
    assert person.guardian == GuardianRecord("Aled FAIRWEATHER", "P", AddressRecord(("14 Mill Bank",)))


def test_a_charge_keeps_plea_adjournment_and_welsh_and_loses_hard_wrapping(sample: Sample, gather: Gather) -> None:
    first, second = charges_of(gather(sample("libra/list_soap.xml")).hearings[0])
    assert (first.key, first.external_id, first.code) == ("seq:1", "880011", "TH68010")
    assert first.wording == (
        "On 05/01/2026 at Netherby stole a kettle, to the value of £20.00;, belonging to Marlowe Stores"
    )
    assert first.max_penalty == "EW: 6M &/or Ultd Fine"
    assert (first.welsh_title, first.welsh_wording) == ("Dwyn o siop", "Ar 05/01/2026 yn Netherby")
    assert (first.plea, first.plea_on, first.convicted_on) == ("NG", date(2026, 1, 12), None)
    assert (first.adjourned_to, first.adjournment_reason) == (date(2026, 2, 2), "for a trial to be fixed")
    assert (second.plea, second.convicted_on, second.facts) == ("G", date(2026, 1, 12), ABSENT)


def test_absent_empty_and_given_are_told_apart(sample: Sample, gather: Gather) -> None:
    full, bare = gather(sample("libra/list_soap.xml")).hearings
    assert charges_of(bare) == ()
    assert defendant_of(bare).bail_conditions is ABSENT
    assert defendant_of(bare).address is ABSENT
    assert charges_of(full)[0].alcohol_method is None


def test_the_raw_row_is_kept_as_it_came(sample: Sample, gather: Gather) -> None:
    raw = gather(sample("libra/list_soap.xml")).hearings[0].raw.decode()
    assert raw.startswith("<case>")
    assert "<sum>On 05/01/2026 at Netherby stole a kettle,\n " in raw
    assert "to the value of £20.00;" in raw
    assert raw.endswith("</case>")


def test_documents_days_rooms_and_sessions_of_one_file_are_told_apart(sample: Sample, gather: Gather) -> None:
    found = gather(sample("libra/list_bare_request.xml"))
    assert [(item.key, item.cases, item.refused) for item in found.scopes] == [
        (ListKey("B99ZZ", date(2026, 3, 2), "05", "ADULT_COURT_LIST_DAILY"), 2, 0),
        (ListKey("B98YY", date(2026, 3, 2), "02", "YOUTH_COURT_LIST_DAILY"), 2, 0),
        (ListKey("B98YY", date(2026, 3, 2), "02", "YOUTH_COURT_LIST_DAILY"), 0, 0),
        (None, 0, 1),
    ]
    assert not any(item.is_empty for item in found.scopes)


def test_a_session_without_court_code_takes_it_from_the_lists_file_name(sample: Sample, gather: Gather) -> None:
    found = gather(sample("libra/list_bare_request.xml"))
    assert found.hearings[2].days[0].court_code == "B98YY"
    assert Code.COURT_FROM_NAME in found.codes


def test_a_file_name_with_a_date_of_six_digits_is_flagged_and_gives_no_date(sample: Sample, gather: Gather) -> None:
    found = gather(sample("libra/list_bare_request.xml"))
    assert Code.ODD_FILE_NAME in found.codes
    assert [(item.code, item.case_no) for item in found.refused] == [(Code.NO_DATE, "2600000002")]


def test_an_organisation_is_a_defendant_without_date_of_birth(sample: Sample, gather: Gather) -> None:
    person = defendant_of(gather(sample("libra/list_bare_request.xml")).hearings[1])
    assert (person.is_organisation, person.organisation) == (True, "MARLOWE STORES LTD")
    assert (person.family, person.dob) == (ABSENT, None)


def test_a_surname_alone_is_a_name_and_a_short_case_number_is_flagged_not_refused(
    sample: Sample, gather: Gather
) -> None:
    hearing = gather(sample("libra/list_bare_request.xml")).hearings[3]
    assert (defendant_of(hearing).family, hearing.cases[0].case_no) == ("ODDNUMBER", "260000004")
    assert [item.code for item in hearing.problems] == [Code.ODD_CASE_NUMBER]


def test_a_bare_court_list_knows_its_court_by_name(sample: Sample, gather: Gather) -> None:
    hearing = gather(sample("libra/list_bare_court_list.xml")).hearings[0]
    day = hearing.days[0]
    assert (day.court_code, day.court_name) == (None, "Overstoke Magistrates' Court")
    assert hearing.list_key == ListKey("Overstoke Magistrates' Court", date(2026, 3, 2))


def test_an_empty_document_says_nothing_about_hearings(sample: Sample, gather: Gather) -> None:
    (scope,) = gather(sample("libra/list_empty_data.xml")).scopes
    assert (scope.is_empty, scope.cases) == (True, 0)
    assert scope.key == ListKey("B99ZZ", date(2026, 3, 2), "05", "ADULT_COURT_LIST_DAILY")


def test_no_document_at_all_is_an_empty_list(sample: Sample, gather: Gather) -> None:
    (scope,) = gather(sample("libra/list_no_documents.xml")).scopes
    assert (scope.is_empty, scope.key) == (True, None)
    assert [item.code for item in scope.problems] == [Code.EMPTY_LIST]


def test_rows_without_case_number_name_court_or_day_are_refused_with_line_and_reason(
    sample: Sample, gather: Gather
) -> None:
    found = gather(sample("libra/list_quarantine.xml"))
    assert [item.code for item in found.refused] == [Code.NO_CASE_NUMBER, Code.NO_NAME, Code.NO_COURT]
    lines = sample("libra/list_quarantine.xml").read_text().splitlines()
    for item in found.refused:
        assert "<case>" in lines[int(item.at.removeprefix("line ")) - 1]
        assert item.raw.startswith(b"<case>")
    assert [scope.refused for scope in found.scopes] == [2, 1]


def test_a_row_marked_not_valid_and_an_impossible_birthday_are_flagged_and_kept(sample: Sample, gather: Gather) -> None:
    (hearing,) = gather(sample("libra/list_quarantine.xml")).hearings
    assert {item.code for item in hearing.problems} == {Code.NOT_VALID, Code.ODD_DATE}
    assert defendant_of(hearing).dob is ABSENT
    assert defendant_of(hearing).family == "ABARA"


def test_the_hearing_key_survives_a_move_to_another_room_and_time(
    sample: Sample, gather: Gather, written: Written
) -> None:
    text = sample("libra/list_soap.xml").read_text()
    moved = text.replace("<room>05</room>", "<room>02</room>").replace("10:15", "14:15")
    before, after = gather(sample("libra/list_soap.xml")), gather(written(moved))
    assert [item.hearing_key for item in before.hearings] == [item.hearing_key for item in after.hearings]


def test_reading_twice_gives_the_same_records(sample: Sample, gather: Gather) -> None:
    path = sample("libra/list_bare_request.xml")
    assert gather(path) == gather(path)


def test_control_and_bidi_characters_never_leave_the_reader(sample: Sample, gather: Gather, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("FAIRWEATHER", "FAIR\u202e&#x85;WEATHER\u200b")
    person = defendant_of(gather(written(text)).hearings[0])
    assert isinstance(person.family, str)
    assert person.family.replace(" ", "") == "FAIRWEATHER"


def test_co_defendants_share_a_hearing_and_sessions_without_ids_do_not(
    sample: Sample, gather: Gather, written: Written
) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("7002", "7001").replace("2600000002", "2600000001")
    first, second = gather(written(text)).hearings
    assert first.hearing_key == second.hearing_key
    assert (defendant_of(first).native_id, defendant_of(second).native_id) == ("9001", "9002")
    nameless = text.replace("<h_id>7001</h_id>", "")
    start, end = nameless.index("<session>"), nameless.index("</session>") + len("</session>")
    later = nameless[start:end].replace("<sstart>10:00", "<sstart>14:00")
    keys = [item.hearing_key for item in gather(written(nameless[:end] + later + nameless[end:])).hearings]
    assert len(set(keys)) == 2
    assert keys[0] == keys[1]
    assert keys[2] == keys[3]


def test_lines_beyond_the_parsers_sixteen_bits_are_right_to_a_line(
    sample: Sample, gather: Gather, written: Written
) -> None:
    text = sample("libra/list_soap.xml").read_text()
    start = text.index("<case>")
    found = gather(written(text[:start] + "\n" * 70_000 + text[start:]))
    line = text.count("\n", 0, start) + 70_001
    assert abs(int(found.hearings[0].at.removeprefix("line ")) - line) <= 1


def test_the_generator_of_the_bench_writes_a_list_without_a_flag(gather: Gather, tmp_path: Path) -> None:
    script = Path(__file__).parents[4] / "bench" / "make_court_list.py"
    out = tmp_path / "list.xml"
    order = [sys.executable, str(script), "--cases", "60", "--sessions", "3", "--out", str(out)]
    subprocess.run(order, check=True)
    found = gather(out)
    assert (len(found.hearings), len(found.scopes), found.refused, found.codes) == (60, 3, (), set())
    assert len({item.hearing_key for item in found.hearings}) == 60
