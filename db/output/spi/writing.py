"""Writes a resulted case as SPI's ResultedCaseMessage: its elements in the schema's order, its texts within bounds."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from datetime import date
from typing import Final

from db.output.spi.values import Length, NextSitting, OffenceOut, Outcome, ResultedOut, ResultOut

NAMESPACE: Final = "http://www.dca.gov.uk/xmlschemas/libra"
NO_ADDRESS: Final = "Address not known"
_ATTRIBUTES: Final = (
    ("Flow", "ResultedCasesForThePolice"), ("Interface", "LibraStandardProsecutorPolice"), ("SchemaVersion", "0.6g"),
)  # fmt: skip
# Names and addresses hold these signs alone; others are written plainly or left out.
_NOT_ALLOWED: Final = re.compile(r"[^A-Za-z0-9\s~!\"@#$%&'()*+,\-./:;<=>?\[\\\]_{}^\u00a3\u20ac]")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PNC: Final = re.compile(r"[^0-9A-Za-z'.\-_]")
_PLAIN: Final = str.maketrans(
    {
        "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u00df": "ss",
        "\u00f8": "o", "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe",
        "\u0152": "OE", "\u0111": "d", "\u0110": "D",
    }
)  # fmt: skip
_LONG: Final = 2500
_NAME: Final = 35
_GENDERS: Final = {"M": "1", "F": "2", "NS": "9"}


def written(case: ResultedOut) -> bytes:
    """The message, in UTF-8."""
    attributes = "".join(f' {name}="{value}"' for name, value in _ATTRIBUTES)
    body = _wrap("Session", _hearing(case), _wrap("Case", _tag("PTIURN", case.urn[:11]), _defendant(case)))
    text = f'<ResultedCaseMessage xmlns="{NAMESPACE}"{attributes}>{body}</ResultedCaseMessage>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _hearing(case: ResultedOut) -> str:
    when = _wrap(
        "Hearing",
        _tag("CourtHearingLocation", case.court[:10]),
        _tag("DateOfHearing", case.on),
        _tag("TimeOfHearing", f"{case.at:%H:%M:%S}"),
    )
    return _wrap("CourtHearing", when, _tag("PSAcode", case.area))


def _defendant(case: ResultedOut) -> str:
    who = _company(case) if case.is_organisation else _individual(case)
    offences = "".join(_offence(each) for each in case.offences)
    return _wrap("Defendant", _tag("ProsecutorReference", case.summons[:20]), who, offences)


def _company(case: ResultedOut) -> str:
    name = _wrap("OrganisationName", _tag("OrganisationName", plain(case.family)[:255]))
    return _wrap(
        "CourtCorporateDefendant",
        name,
        _given("PNCidentifier", _pnc(case.pnc)),
        _address(case),
        _tag("PresentAtHearing", case.present),
        _tag("BailStatus", "A"),
    )


def _individual(case: ResultedOut) -> str:
    names = [_given("PersonTitle", plain(case.title)[:_NAME])]
    for number, name in enumerate(case.given[:3], 1):
        names.append(_given(f"PersonGivenName{number}", plain(name)[:_NAME]))
    names.append(_tag("PersonFamilyName", plain(case.family)[:_NAME] or "-"))
    details = _wrap(
        "BasePersonDetails",
        _wrap("PersonName", *names),
        _given("Birthdate", case.born),
        _tag("Gender", _GENDERS.get(case.sex, "0")),
    )
    person = _wrap(
        "PersonDefendant",
        details,
        _given("PNCidentifier", _pnc(case.pnc)),
        _given("BailConditions", _short(case.conditions, _LONG)),
    )
    return _wrap(
        "CourtIndividualDefendant",
        person,
        _tag("BailStatus", case.bail),
        _address(case),
        _tag("PresentAtHearing", case.present),
    )


def _address(case: ResultedOut) -> str:
    lines = [line for each in case.address for line in textwrap.wrap(plain(each), _NAME)]
    if len(lines) > 5:
        lines = textwrap.wrap(", ".join(plain(each) for each in case.address), _NAME)[:5]
    tags = (_tag(f"AddressLine{number}", line) for number, line in enumerate(lines or [NO_ADDRESS], 1))
    return _wrap("Address", _wrap("SimpleAddress", *tags))


def _offence(offence: OffenceOut) -> str:
    end = _wrap("OffenceEnd", _tag("OffenceEndDate", offence.ends)) if offence.ends else ""
    timing = _wrap(
        "OffenceTiming",
        _tag("OffenceDateCode", offence.date_code),
        _wrap("OffenceStart", _tag("OffenceDateStartDate", offence.starts)),
        end,
    )
    base = _wrap(
        "BaseOffenceDetails",
        _tag("OffenceSequenceNumber", f"{offence.sequence:03}"),
        _tag("OffenceCode", offence.code[:8]),
        _tag("OffenceWording", _short(offence.wording, _LONG)),
        timing,
        _given("ChargeDate", offence.charged),
        _given("ArrestDate", offence.arrested),
        _given("LocationOfOffence", _short(offence.place, 80)),
    )
    return _wrap(
        "Offence",
        base,
        _tag("InitiatedDate", offence.initiated),
        _given("Plea", offence.plea),
        _given("ModeOfTrial", offence.mode),
        _tag("FinalDisposalIndicator", "Y" if offence.final else "N"),
        _given("ConvictionDate", offence.convicted),
        _given("Finding", offence.finding),
        *(_result(each) for each in offence.results),
    )


def _result(result: ResultOut) -> str:
    return _wrap(
        "Result",
        _given("ResultCode", result.code),
        _tag("ResultText", _short(result.text, _LONG)),
        *(_tag("ResultCodeQualifier", code) for code in result.qualifiers[:4]),
        _following(result.following) if result.following else "",
        "" if result.outcome.is_empty else _outcome(result.outcome),
    )


def _following(following: NextSitting) -> str:
    details = _wrap(
        "NextHearingDetails",
        _tag("CourtHearingLocation", following.court[:10]),
        _tag("DateOfHearing", following.on),
        _tag("TimeOfHearing", f"{following.at:%H:%M:%S}"),
    )
    return _wrap("NextHearing", details, _given("NextHearingReason", _short(following.reason, 80)))


def _outcome(outcome: Outcome) -> str:
    inner = [
        *_length("Duration", outcome.length),
        *_length("SecondaryDuration", outcome.second),
        _given("DurationStartDate", outcome.starts),
        _given("DurationEndDate", outcome.ends),
    ]
    return _wrap(
        "Outcome",
        _given("PenaltyPoints", None if outcome.points is None else str(outcome.points)),
        _given("ResultAmountSterling", outcome.amount),
        _wrap("Duration", *inner) if any(inner) else "",
    )


def _length(name: str, length: Length | None) -> tuple[str, ...]:
    if length is None:
        return ()
    return _tag(f"{name}Value", str(length.value)), _tag(f"{name}Unit", length.unit)


def plain(text: str) -> str:
    """The text in the signs that names and addresses of the schema may have: accents are dropped, not their letters."""
    parted = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(_NOT_ALLOWED.sub("", bare).split())


def _pnc(text: str) -> str:
    return _NOT_PNC.sub("", text)[:13]


def _short(text: str, most: int) -> str:
    """At most so many signs, whole words where it is cut."""
    text = _NOT_XML.sub("", text).strip()
    return text if len(text) <= most else f"{text[: most - 4].rpartition(' ')[0]} ..."


def _given(name: str, value: object) -> str:
    return "" if value is None or value == "" else _tag(name, value)


def _tag(name: str, value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else _NOT_XML.sub("", str(value))
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, entity)
    return f"<{name}>{text}</{name}>"


def _wrap(name: str, *inner: str) -> str:
    return f"<{name}>{''.join(inner)}</{name}>"
