"""What is written for the police has the schema's elements in their order, and comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from db.exchange.formats.spi.forms import read_spi
from db.exchange.records import HearingRecord
from db.output.spi.values import Length, NextSitting, OffenceOut, Outcome, ResultedOut, ResultOut
from db.output.spi.writing import NO_ADDRESS, plain, written
from tests.support.spi import asn
from tests.support.spi_schema import spi_schema

WHOLE = ResultedOut(
    court="B99ZZ01",
    area="2999",
    on=date(2026, 6, 2),
    at=time(10),
    urn="31KL2600417",
    summons=asn(1),
    family="TREVANION",
    title="Mr",
    given=("Branok", "Jory"),
    born=date(1991, 2, 17),
    sex="M",
    pnc="20040012345U",
    conditions="Reside at Quay;Report daily",
    bail="B",
    address=("14B Ropewalk", "Pendrift", "ZZ9 7QX"),
    present="Y",
    offences=(
        OffenceOut(
            1, "TH68010", "Stole a crab pot & a <net>.", "4", date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 9),
            (
                ResultOut(
                    "1015", "Fined.", ("RB", "AB"), NextSitting("B99ZZ01", date(2026, 7, 7), time(14), "for trial"),
                    Outcome(6, "120.00", Length(6, "M"), Length(18, "M"), date(2026, 6, 2), date(2026, 12, 1)),
                ),
                ResultOut("", "Some words."),
            ),
            charged=date(2026, 5, 9), arrested=date(2026, 5, 8), place="Pendrift harbour", plea="1", mode="1",
            final=True, convicted=date(2026, 6, 2), finding="G",
        ),
    ),
)  # fmt: skip

texts = st.text(max_size=60)


def read_back(case: ResultedOut) -> HearingRecord:
    (record,) = read_spi(BytesIO(written(case)))
    assert isinstance(record, HearingRecord)
    return record


def test_what_is_written_is_read_back_as_it_was() -> None:
    record = read_back(WHOLE)
    who = record.cases[0].defendants[0]
    assert (record.cases[0].urn, record.days[0].court_code, record.days[0].on) == (
        "31KL2600417", "B99ZZ", date(2026, 6, 2),
    )  # fmt: skip
    assert (who.family, who.given, who.middle, who.dob) == ("TREVANION", "Branok", "Jory", date(1991, 2, 17))
    assert (who.bail_status, who.bail_conditions) == ("B", "Reside at Quay\nReport daily")
    assert isinstance(who.charges, tuple)
    charge = who.charges[0]
    assert (charge.key, charge.wording, charge.plea) == ("seq:1", "Stole a crab pot & a <net>.", "1")
    assert (charge.verdict_code, charge.concluded, charge.date_code) == ("G", True, "4")
    assert isinstance(charge.results, tuple)
    fine, words = charge.results
    assert isinstance(fine.prompts, tuple)
    assert {each.label: each.value for each in fine.prompts if each.label != "Qualifier"} == {
        "Amount": "\u00a3120.00", "Penalty points": "6", "Duration": "6 months", "Secondary duration": "18 months",
        "Start date": "2026-06-02", "End date": "2026-12-01", "Next hearing court": "B99ZZ01",
        "Next hearing date": "2026-07-07", "Next hearing time": "14:00", "Next hearing reason": "for trial",
    }  # fmt: skip
    assert (words.code, words.text) == ("1000", "Some words.")


@pytest.mark.shared_data
def test_the_published_schema_takes_what_is_written(shared_folder: Path) -> None:
    schema = spi_schema(shared_folder / "data" / "feeds" / "spi-new-case")
    odd = "\u0141ukasz \u2019 | \u6f22 \x00" + "x" * 4000
    offence = WHOLE.offences[0]
    for case in (
        WHOLE,
        replace(WHOLE, is_organisation=True, title="", given=(), born=None, sex="", bail=""),
        replace(WHOLE, address=(), present="", bail="", pnc="", conditions="", born=None, sex="", at=time(0)),
        replace(WHOLE, family=odd, given=(odd,) * 5, title=odd, address=(odd,) * 9, conditions=odd, urn=odd, pnc=odd),
        replace(WHOLE, family="\u6f22"),
        replace(
            WHOLE, offences=(replace(offence, wording=odd, place=odd, plea="", mode="", finding="", convicted=None),)
        ),
        replace(WHOLE, offences=(offence,) * 40),
    ):
        schema.assertValid(etree.fromstring(written(case)))


@given(family=texts, street=texts, wording=texts, reason=texts)
def test_whatever_stands_in_the_record_is_well_formed(family: str, street: str, wording: str, reason: str) -> None:
    result = replace(
        WHOLE.offences[0].results[0], text=reason, following=NextSitting("B99ZZ", date(2026, 7, 7), time(9), reason)
    )
    case = replace(
        WHOLE,
        family=family,
        address=(street,),
        offences=(replace(WHOLE.offences[0], wording=wording, results=(result,)),),
    )
    etree.fromstring(written(case))


def test_letters_that_the_schema_does_not_know_are_written_plainly() -> None:
    assert plain("Z\u00f6e O\u2019N\u00e9ill-\u0141uk | \u6f22") == "Zoe O'Neill-Luk"


def test_an_unknown_address_says_so_because_one_must_be_given() -> None:
    assert NO_ADDRESS in written(replace(WHOLE, address=())).decode()
