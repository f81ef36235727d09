"""What Common Platform would send back to the prosecutor, by its own codes; here the fact is kept and flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from db.exchange.carried import Absent, known
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.words.families.bail import bail_from
from db.words.families.court import initiation_from
from db.words.families.people import IdentifierKind
from db.words.identifiers.recognise import parse

OFFENCE_DATE_CODES: Final = frozenset("123456")
_OFFENCE_DATES: Final = ("offenceCommittedDate", "chargeDate", "arrestDate", "laidDate")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


class Inbound(StrEnum):
    """Codes of Common Platform for what is wrong with a prosecution."""

    BIRTH_IN_FUTURE = "DEFENDANT_DOB_IN_FUTURE"
    BIRTH_YEAR_IN_FUTURE = "DEFENDANT_PERCEIVED_BIRTH_YEAR_IN_FUTURE"
    NO_BIRTH = "DEFENDANT_DOB_NOT_PRESENT"
    CUSTODY_STATUS = "DEFENDANT_CUSTODY_STATUS_INVALID"
    DUPLICATE = "DUPLICATE_DEFENDANT"
    INITIATION = "CASE_INITIATION_CODE_INVALID"
    HEARING_PLACE = "COURT_HEARING_LOCATION_OUCODE_INVALID"
    HEARING_BEFORE_OFFENCE = "DATE_OF_HEARING_EARLIER_THAN_OFFENCE_COMMITTED_DATE"
    OFFENCE_PLACE = "OFFENCE_REQUIRES_A_LOCATION"
    OFFENCE_DATE_CODE = "OFFENCE_DATE_CODE_IS_INVALID"
    NO_CHARGE_DATE = "CHARGE_DATE_IS_NOT_PRESENT"
    PNC = "INVALID_PNC_ID"
    CRO = "INVALID_CRO_NUMBER"
    GROUP_COUNT = "GROUP_PROSECUTION_CASE_COUNT_INVALID"


def flag(where: Fields, code: Inbound, reason: str, name: str = "", kind: Code = Code.ODD_VALUE) -> None:
    """Note what is wrong, with Common Platform's code for it; the fact stays."""
    where.odd(kind, f"{reason} ({code})", name)


def uuid_of(where: Fields, name: str) -> str | None:
    """Common Platform's own number; anything else in its place is flagged and identifies nobody."""
    text = where.word(name)
    if text is None or _UUID.match(text):
        return text
    where.odd(Code.ODD_KEY, f"{name} is not a number of Common Platform, so nothing is known by it", name)
    return None


def is_uuid(text: str) -> bool:
    """Whether the text is written as Common Platform writes its numbers."""
    return bool(_UUID.match(text))


def by_when(details: Fields, defendant: Fields, offences: Iterable[Fields]) -> date | None:
    """The earliest day that the message speaks of: everybody in it was born before."""
    quiet = [
        *(day for day in (_day(details, "dateReceived"), _day(defendant, "postingDate")) if day),
        *(day for offence in offences for name in _OFFENCE_DATES if (day := _day(offence, name))),
    ]
    return min(quiet, default=None)


def _day(where: Fields, name: str) -> date | None:
    before = len(where.oddities)
    found = where.day(name)
    del where.oddities[before:]  # whoever reads the field for good notes what is odd about it
    return known(found)


def check_birth(about: Fields, by: date | None, *, wanted: bool) -> None:
    """A date of birth after something the defendant did."""
    born = _day(about, "dateOfBirth")
    if born is not None and by is not None and born > by:
        flag(about, Inbound.BIRTH_IN_FUTURE, "dateOfBirth is later than what the case is about", "dateOfBirth",
             Code.ODD_DATE)  # fmt: skip
    elif wanted and not about.has("dateOfBirth"):
        flag(about, Inbound.NO_BIRTH, "no date of birth came with the defendant")


def check_numbers(defendant: Fields) -> None:
    """Numbers that pass no check; the loader keeps them as they came."""
    for kind, name, code in (
        (IdentifierKind.PNC, "pncIdentifier", Inbound.PNC),
        (IdentifierKind.CRO, "croNumber", Inbound.CRO),
    ):
        text = defendant.word(name)
        parsed = parse(kind, text) if text else None
        if parsed is not None and not parsed.valid:
            flag(defendant, code, f"{name} fails the check of its kind", name, Code.ODD_IDENTIFIER)


def check_liberty(defendant: Fields) -> None:
    """A custody status that is none."""
    text = defendant.word("custodyStatus")
    if text and bail_from(text) is None:
        flag(defendant, Inbound.CUSTODY_STATUS, "custodyStatus is no known code", "custodyStatus")


def check_initiation(details: Fields) -> None:
    """A way to begin a case that there is not."""
    text = details.word("initiationCode")
    if text and initiation_from(text) is None:
        flag(details, Inbound.INITIATION, "initiationCode is no known code", "initiationCode")


def check_offence(offence: Fields, *, charged: bool) -> None:
    """An offence without place, with an unknown date code, or charged on no day."""
    if offence.word("offenceLocation") is None:
        flag(offence, Inbound.OFFENCE_PLACE, "the offence has no location")
    code = offence.word("offenceDateCode")
    if code and code not in OFFENCE_DATE_CODES:
        flag(offence, Inbound.OFFENCE_DATE_CODE, "offenceDateCode is none of 1 to 6", "offenceDateCode")
    if charged and offence.word("chargeDate") is None:
        flag(offence, Inbound.NO_CHARGE_DATE, "the case was begun by a charge, and the offence has no day of it")


def check_twice(case: Fields, defendants: Iterable[DefendantRecord]) -> None:
    """The same name and date of birth twice in one case: both stay, as nobody can say here that they are one."""
    seen: set[tuple[object, ...]] = set()
    for one in defendants:
        who = (known(one.family), known(one.given), known(one.organisation), known(one.dob))
        folded = tuple(each.casefold() if isinstance(each, str) else each for each in who)
        if folded in seen and not isinstance(one.dob, Absent):
            flag(case, Inbound.DUPLICATE, "two defendants have the same name and date of birth", "defendants")
        seen.add(folded)
