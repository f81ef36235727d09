"""SPI is read in every envelope, by value, and whatever is odd about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from db.exchange.carried import ABSENT
from db.exchange.records import (
    AddressRecord,
    AliasRecord,
    ChargeRecord,
    Code,
    FileRefused,
    HearingRecord,
    VictimRecord,
)
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind, Sex
from tests.db.exchange.formats.conftest import Gathered
from tests.support.spi import LIBRA, URN, Offence, Person, asn, deliver, new_case, resulted, route

Read = Callable[[str | bytes], Gathered]

VICTIM = (
    "<OtherPartyVictim><PersonDetails><PersonGivenName1>Loveday</PersonGivenName1>"
    "<PersonFamilyName>Penrose</PersonFamilyName></PersonDetails>"
    '<Address xmlns:b="http://www.govtalk.gov.uk/people/bs7666"><b:PAON>   9</b:PAON>'
    "<b:StreetDescription>Fish Street</b:StreetDescription><b:Town>Pendrift</b:Town></Address>"
    "<TelephoneDetails><TelephoneNumberMobile>07700900417</TelephoneNumberMobile></TelephoneDetails></OtherPartyVictim>"
)


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


def test_a_new_case_is_a_case_with_its_officer_its_charges_and_its_first_hearing(given: Read) -> None:
    message = new_case(
        Person(
            pnc="20040012345U",
            aliases=(("Bran", "TREVANNION"),),
            bail="C",
            conditions="Reside at Fish Street;Surrender passport;",
            more="<PersonEthnicity><ObservedEthnicity>1</ObservedEthnicity><SelfDefinedEthnicity>W1"
            "</SelfDefinedEthnicity></PersonEthnicity><CROnumber>065656/91H</CROnumber><OffenderCode>PYO</OffenderCode>",
        ),
        offences=(Offence(victim=VICTIM),),
        marker="DV",
    )
    record = only(given(route(message)))
    case, who = record.cases[0], record.cases[0].defendants[0]
    assert (record.system, record.snapshot, record.as_of) == (
        System.POLICE_CASE, False, datetime(2026, 5, 20, 9, tzinfo=UTC),
    )  # fmt: skip
    day = record.days[0]
    assert (day.court_code, day.room_suffix, day.on, day.start) == ("B99ZZ", "01", date(2026, 6, 2), time(10))
    assert (case.case_key, case.urn, case.authority_code, case.initiation) == (URN, URN, "031KL00", "C")
    assert case.officer == "DC Senara Quick, 4417, 031KL00"
    assert case.markers == ("DV", "persistent young offender")
    assert case.victims == (
        VictimRecord("Loveday Penrose", AddressRecord(("9 Fish Street", "Pendrift")), "07700900417"),
    )
    assert (who.given, who.family, who.dob, who.sex) == ("Branok", "TREVANION", date(1991, 2, 17), Sex.MALE)
    assert who.aliases == (AliasRecord(None, "Bran", None, "TREVANNION"),)
    assert who.address == AddressRecord(("14B Ropewalk", "Pendrift"), "ZZ9 7QX")
    assert (who.ethnicity_self, who.ethnicity_observed, who.language) == ("W1", "1", "Welsh")
    assert who.identifiers == (
        (IdentifierKind.ASN, asn(1)), (IdentifierKind.PNC, "20040012345U"), (IdentifierKind.CRO, "065656/91H"),
    )  # fmt: skip
    assert (who.bail_status, who.bail_conditions) == ("C", "Reside at Fish Street\nSurrender passport")
    charge = charge_of(given(message))
    assert (charge.key, charge.code, charge.date_code, charge.place) == ("seq:1", "TH68010", "4", "Pendrift harbour")
    assert (charge.started_on, charge.ended_on) == (date(2026, 5, 3), date(2026, 5, 4))
    assert (charge.arrested_on, charge.charged_on) == (date(2026, 5, 8), date(2026, 5, 9))
    assert charge.title == "Between 3 May 2026 and 4 May 2026 at Pendrift stole a crab pot."
    assert charge.plea is ABSENT


@pytest.mark.parametrize(
    "wrap",
    [
        lambda message: message,
        route,
        lambda message: route(message, times=2),
        lambda message: route(message, times=3),
        lambda message: route(f"<![CDATA[{message}]]>", times=0),
        lambda message: route('<?xml version="1.0" encoding="UTF-8"?>\n  ' + message),
        deliver,
        lambda message: route(route(message)),
        lambda message: message.replace("<", "<l:").replace("<l:/", "</l:").replace("xmlns=", "xmlns:l=")
        .replace("<l:b:", "<b:").replace("</l:b:", "</b:"),
        lambda message: "<!-- from the test -->" + message,
    ],
    ids=["bare", "escaped", "twice", "thrice", "cdata", "declared", "delivered", "routed twice", "prefixed", "comment"],
)  # fmt: skip
def test_every_envelope_gives_the_same_case(given: Read, wrap: Callable[[str], str]) -> None:
    plain = only(given(new_case()))
    found = only(given(wrap(new_case())))
    assert (found.hearing_key, found.days, found.cases) == (plain.hearing_key, plain.days, plain.cases)


@pytest.mark.parametrize(
    ("sent", "on", "start"),
    [
        ("10:00:00", "2026-06-02", time(10)),
        ("10:00:00.0000000-00:00", "2026-06-02", time(10)),
        ("09:00:00Z", "2026-06-02", time(10)),
        ("10:00:00+01:00", "2026-06-02", time(10)),
        ("09:00:00Z", "2026-01-06", time(9)),
        ("11:00", "2026-06-02", time(11)),
        ("09:01:01.001", "2026-06-02", time(9, 1, 1)),
    ],
)
def test_a_time_without_its_zone_is_the_clock_on_the_wall(given: Read, sent: str, on: str, start: time) -> None:
    assert only(given(new_case(at=sent, on=on))).days[0].start == start


def test_a_time_that_is_none_is_left_out_and_said(given: Read) -> None:
    found = given(new_case(at="after lunch"))
    assert (only(found).days[0].start, found.codes) == (None, {"odd-time"})


def test_a_company_has_its_name_and_its_bail_does_not_apply(given: Read) -> None:
    record = only(given(new_case(Person(company="Pendrift Crab & Eel Limited"))))
    who = record.cases[0].defendants[0]
    assert (who.is_organisation, who.organisation) == (True, "Pendrift Crab & Eel Limited")


def test_individual_and_corporate_defendants_of_one_case_are_a_record_each(given: Read) -> None:
    found = given(new_case(Person(), Person(company="Pendrift Crab Limited", summons=asn(2))))
    assert len({record.hearing_key for record in found.hearings}) == 2
    assert {record.cases[0].case_key for record in found.hearings} == {URN}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (new_case(urn=""), Code.NO_CASE_NUMBER),
        (new_case(on=""), Code.NO_DATE),
        (new_case(court="Overstoke"), Code.NO_COURT),
        (new_case(Person(given="", family="")), Code.NO_NAME),
        (new_case().replace("<Defendant>", "<Nobody>").replace("</Defendant>", "</Nobody>"), Code.NO_NAME),
        (resulted(urn=""), Code.NO_CASE_NUMBER),
        (resulted(court="", psa="0000000"), None),
        (resulted(court=""), Code.NO_COURT),
        (resulted((Person(given="", family=""), (Offence(),))), Code.NO_NAME),
    ],
)
def test_only_what_has_no_number_name_court_or_day_is_set_aside(given: Read, message: str, code: Code | None) -> None:
    found = given(message)
    assert [each.code for each in found.refused] == ([code] if code else [])
    assert all(each.raw for each in found.refused)


def test_a_defendant_without_a_name_does_not_keep_the_other_one_out(given: Read) -> None:
    found = given(new_case(Person(given="", family=""), Person(summons=asn(2))))
    assert (len(found.hearings), len(found.refused)) == (1, 1)


def test_a_broken_message_within_an_envelope_is_set_aside_alone(given: Read) -> None:
    stream = (
        route(new_case().replace("<Case>", "<<Case>")).replace("</RouteData>", "")
        + (route(new_case()).partition("<RouteData")[2].partition(">")[2])
    )
    found = given(stream)
    assert (len(found.hearings), [each.code for each in found.refused]) == (1, [Code.BROKEN])


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>' + new_case(),
        route('<!DOCTYPE x [<!ENTITY a "b">]>' + new_case()),
        route('<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">' + new_case(), times=2),
        route("<a>" * 70 + new_case() + "</a>" * 70),
        route(route(route(route(route(new_case()))))),
        new_case().replace("</Case>", "<x/>" * 100_001 + "</Case>"),
        route(new_case()).encode("utf-16"),
        (route(new_case()) + "\0").encode(),
    ],
    ids=["dtd", "dtd inside", "external", "deep", "nested", "long", "utf-16", "nul"],
)
def test_an_attack_refuses_the_whole_file(given: Read, attack: str | bytes) -> None:
    with pytest.raises(FileRefused):
        given(attack)


def test_text_that_was_escaped_twice_is_read(given: Read) -> None:
    message = new_case().replace("TREVANION", "TRE&amp;amp;VANION")
    assert only(given(route(message))).cases[0].defendants[0].family == "TRE&VANION"


def test_elements_in_another_order_are_read(given: Read) -> None:
    message = new_case()
    urn = f"<PTIURN>{URN}</PTIURN>"
    assert only(given(message.replace(urn, "").replace("</Case>", f"{urn}</Case>"))).cases[0].urn == URN


def test_several_cases_of_a_session_are_kept_each_as_it_came(given: Read) -> None:
    found = given(resulted((Person(), (Offence(),)), (Person(summons=asn(2)), (Offence(),))))
    assert len({record.raw for record in found.hearings}) == 2
    assert all(record.raw.startswith(f'<Case xmlns="{LIBRA}"'.encode()) for record in found.hearings)
