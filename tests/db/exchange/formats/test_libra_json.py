"""The JSON twin of the LIBRA list, and the single case as an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Protocol

from db.exchange.records import (
    ABSENT,
    ChargeRecord,
    Code,
    DefendantRecord,
    HearingRecord,
    ListScope,
    Problem,
    RefusedRecord,
)


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


def test_the_json_twin_reads_collapsed_lists_numbers_and_missing_parts(sample: Sample, gather: Gather) -> None:
    found = gather(sample("libra/list_twin.json"))
    first, second = found.hearings
    assert first.cases[0].case_no == "0026000001"
    assert [item.code for item in first.problems] == [Code.NUMBER_RESTORED]
    assert [charge.title for charge in charges_of(first)] == ["Theft from a shop"]
    assert (defendant_of(first).age, first.days[0].room) == (40, "1")
    assert second.days[0].on == date(2026, 3, 3)
    assert (defendant_of(second).given, charges_of_or_absent(second)) == ("Priya", ABSENT)
    (refused,) = found.refused
    assert refused.at == "$.document.data.job.sessions.session[1].blocks.block[0].cases.case[1]"
    assert [scope.cases for scope in found.scopes] == [1, 1, 0, 0]


def charges_of_or_absent(hearing: HearingRecord) -> object:
    return defendant_of(hearing).charges


def test_the_twins_print_date_stands_in_for_its_missing_day_and_is_flagged(sample: Sample, gather: Gather) -> None:
    found = gather(sample("libra/list_twin.json"))
    assert found.hearings[0].days[0].on == date(2026, 3, 2)
    assert Code.DATE_FROM_PRINT in found.codes


def test_one_case_is_an_event_with_the_keys_of_the_list(sample: Sample, gather: Gather) -> None:
    (event,) = gather(sample("libra/case.json")).hearings
    row = gather(sample("libra/list_soap.xml")).hearings[0]
    assert (event.snapshot, event.list_key) == (False, None)
    assert event.hearing_key == row.hearing_key
    assert event.cases[0].case_key == row.cases[0].case_key
    assert defendant_of(event).native_id == defendant_of(row).native_id
    assert charges_of(event)[0].key == charges_of(row)[0].key
    assert (event.days[0].on, event.days[0].start) == (date(2026, 3, 2), time(10))
    assert defendant_of(event).bail_conditions is ABSENT


def test_text_behind_the_message_of_a_notification_is_flagged_and_left_out(sample: Sample, gather: Gather) -> None:
    found = gather(sample("libra/case_notification.json"))
    assert found.codes == {Code.TRAILING_TEXT}
    assert found.hearings[0].at == "$.Message"


def test_a_case_number_of_a_list_is_never_padded_and_a_number_of_the_twin_is(
    sample: Sample, gather: Gather, written: Written
) -> None:
    text = sample("libra/list_twin.json").read_text()
    path = written(text.replace('"caseno": 26000001', '"caseno": "26000001"'))
    (hearing, _other) = gather(path).hearings
    assert hearing.cases[0].case_no == "26000001"
    assert [item.code for item in hearing.problems] == [Code.ODD_CASE_NUMBER]
