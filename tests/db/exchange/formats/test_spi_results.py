"""What a court decided is read from SPI by value, also what stands in its text alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.exchange.carried import ABSENT
from db.exchange.records import ChargeRecord, HearingRecord, PromptRecord, ResultRecord
from tests.db.exchange.formats.conftest import Gathered
from tests.support.spi import Offence, Person, deliver, result, resulted

Read = Callable[[str | bytes], Gathered]


@pytest.fixture
def given(gather: Callable[[Path], Gathered], written: Callable[[bytes | str], Path]) -> Read:
    """What a file of this content gives."""
    return lambda content: gather(written(content))


def only(found: Gathered) -> HearingRecord:
    assert (len(found.hearings), found.refused) == (1, ())
    return found.hearings[0]


def charge_of(found: Gathered) -> ChargeRecord:
    charges = only(found).cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    return charges[0]


def results_of(found: Gathered) -> tuple[ResultRecord, ...]:
    results = charge_of(found).results
    assert isinstance(results, tuple)
    return results


def prompts_of(found: Gathered) -> dict[str, str]:
    prompts = results_of(found)[0].prompts
    assert isinstance(prompts, tuple)
    return {prompt.label: prompt.value for prompt in prompts}


def with_result(text: str) -> str:
    return resulted((Person(), (Offence(results=(text,)),)))


def test_an_offence_added_in_court_has_a_key_of_its_own(given: Read) -> None:
    two = (Offence(sequence=0), Offence(sequence=0), Offence(sequence=0, code="CJ88116"), Offence(sequence=2))
    charges = only(given(resulted((Person(), two)))).cases[0].defendants[0].charges
    assert isinstance(charges, tuple)
    assert [each.key for each in charges] == ["court:TH68010", "court:TH68010/2", "court:CJ88116", "seq:2"]


def test_a_resulted_case_has_plea_finding_results_and_liberty(given: Read) -> None:
    fine = result("1015", "Fined.", "<Outcome><ResultAmountSterling>120</ResultAmountSterling></Outcome>")
    offence = Offence(plea="1", finding="G", convicted="2026-06-02", final="Y", results=(fine,))
    found = given(deliver(resulted((Person(bail="B", conditions="Reside at 2 Quay;Report daily"), (offence,)))))
    record, charge = only(found), charge_of(found)
    assert (record.shared_at, record.whole_results) == (datetime(2026, 6, 2, 16, tzinfo=UTC), True)
    assert (charge.plea, charge.plea_on, charge.mode) == ("1", ABSENT, "summary only")
    assert charge.verdict_on == date(2026, 6, 2)
    assert (charge.verdict_code, charge.convicted_on, charge.concluded) == ("G", date(2026, 6, 2), True)
    assert results_of(found)[0].prompts == (PromptRecord("Amount", "\u00a3120.00", "CURR"),)
    who = record.cases[0].defendants[0]
    assert (who.bail_status, who.bail_conditions) == ("B", "Reside at 2 Quay\nReport daily")


def test_custody_of_the_police_is_not_taken_for_bail(given: Read) -> None:
    assert only(given(resulted((Person(bail="P"), (Offence(),))))).cases[0].defendants[0].bail_status == "PB"


def test_a_removed_hearing_drops_its_offence_and_a_hearing_without_offences_is_cancelled(given: Read) -> None:
    gone, kept = Offence(results=(result("4583", "Hearing removed"),)), Offence(sequence=2, results=(result(),))
    assert charge_of(given(resulted((Person(), (gone, kept))))).key == "seq:2"
    assert only(given(resulted((Person(), (gone,))))).days[0].cancelled is True


def test_the_crown_court_of_a_sending_stands_in_its_text_alone(given: Read) -> None:
    text = "Committed to Great Overstoke Crown Court for sentence on bail on 14/07/2026 or such other date as notified"
    found = given(with_result(result("4014", text)))
    assert prompts_of(found) == {
        "Next hearing court": "Great Overstoke Crown Court", "Next hearing date": "2026-07-14",
    }  # fmt: skip
    assert charge_of(found).adjourned_to == date(2026, 7, 14)
    assert prompts_of(given(with_result(result("1015", text)))) == {}


def test_offences_taken_into_consideration_stand_in_the_text_alone(given: Read) -> None:
    text = "12 other offences admitted and taken into consideration."
    assert prompts_of(given(with_result(result("", text)))) == {"Offences taken into consideration": "12"}


def test_a_result_without_a_code_is_free_text(given: Read) -> None:
    assert [each.code for each in results_of(given(with_result(result(""))))] == ["1000"]


@pytest.mark.parametrize(
    ("inner", "prompts"),
    [
        ("<DurationValue>6</DurationValue><DurationUnit>M</DurationUnit>", {"Duration": "6 months"}),
        ("<DurationValue>1</DurationValue><DurationUnit>Y</DurationUnit>", {"Duration": "1 year"}),
        ("<DurationValue>20</DurationValue><DurationUnit>.</DurationUnit>", {"Duration": "20 sessions"}),
        ("<DurationUnit>L</DurationUnit>", {"Duration": "life"}),
        (
            (
                "<DurationValue>12</DurationValue><DurationUnit>W</DurationUnit><SecondaryDurationValue>18"
                "</SecondaryDurationValue><SecondaryDurationUnit>M</SecondaryDurationUnit><DurationStartDate>2026-06-02"
                "</DurationStartDate><DurationEndDate>2026-08-25</DurationEndDate>"
            ),
            {
                "Duration": "12 weeks", "Secondary duration": "18 months", "Start date": "2026-06-02",
                "End date": "2026-08-25",
            },
        ),
    ],
)  # fmt: skip
def test_lengths_have_their_units_and_the_second_one_is_kept(given: Read, inner: str, prompts: dict[str, str]) -> None:
    outcome = f"<Outcome><Duration>{inner}</Duration></Outcome>"
    assert prompts_of(given(with_result(result("1002", "Sentence.", outcome)))) == prompts


def test_the_fifth_qualifier_that_was_lost_is_seen_in_the_text(given: Read) -> None:
    four = "".join(f"<ResultCodeQualifier>{code}</ResultCodeQualifier>" for code in ("RB", "JK", "JO", "JQ"))
    found = given(with_result(result("4027", "Remanded. To be electronically monitored.", four)))
    prompts = results_of(found)[0].prompts
    assert isinstance(prompts, tuple)
    assert [each.value for each in prompts][:4] == ["RB", "JK", "JO", "JQ"]
    assert "electronic monitoring" in prompts[4].value


@pytest.mark.parametrize(("court", "shown"), [("B99ZZ01", "B99ZZ01"), ("2576", "2576"), ("25", "2500")])
def test_the_next_court_is_a_code_of_either_kind(given: Read, court: str, shown: str) -> None:
    following = (
        f"<NextHearing><NextHearingDetails><CourtHearingLocation>{court}</CourtHearingLocation><DateOfHearing>2026-07-01"
        "</DateOfHearing><TimeOfHearing>14:00</TimeOfHearing></NextHearingDetails><NextHearingReason>for trial;"
        "</NextHearingReason></NextHearing>"
    )
    found = given(with_result(result("4027", "Remanded.", following)))
    assert prompts_of(found) == {
        "Next hearing court": shown, "Next hearing date": "2026-07-01", "Next hearing time": "14:00",
        "Next hearing reason": "for trial",
    }  # fmt: skip
    assert (charge_of(found).adjourned_to, charge_of(found).adjournment_reason) == (date(2026, 7, 1), "for trial")


def test_adjourned_without_a_day_takes_the_hearing_for_the_day_of_conviction_and_says_so(given: Read) -> None:
    found = given(with_result(result("2007", "Adjourned sine die")))
    assert charge_of(found).convicted_on == date(2026, 6, 2)
    assert found.codes == {"odd-date"}
    other = (result("2007", "Adjourned sine die"), result("1015"))
    assert charge_of(given(resulted((Person(), (Offence(results=other),))))).convicted_on is ABSENT
