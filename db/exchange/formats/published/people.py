"""The parties of a published list: who stands accused, and who else takes part in an application."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.exchange.carried import ABSENT, Absent, Flag, Maybe, Text
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import (
    AddressRecord,
    ChargeRecord,
    DefendantRecord,
    PartyRecord,
    RestrictionRecord,
)
from db.words.families.people import IdentifierKind, Sex, sex_from

_ACCUSED: Final = frozenset({"DEFENDANT", "ACCUSED"})
_PROSECUTES: Final = frozenset({"PROSECUTING_AUTHORITY", "PROSECUTOR"})
_ROLES: Final = {"APPLICANT": "applicant", "RESPONDENT": "respondent", "SUBJECT": "subject"}
_NUMBERS: Final = ((IdentifierKind.ASN, "asn"), (IdentifierKind.PNC, "pncId"))


def role_of(party: Fields) -> str:
    """The part somebody plays, in capitals."""
    return (party.word("partyRole") or "").upper().replace(" ", "_")


def accused(parties: tuple[Fields, ...]) -> tuple[Fields, ...]:
    """Who stands accused; in an application its subject, else who applies."""
    found = tuple(party for party in parties if role_of(party) in _ACCUSED)
    subjects = tuple(party for party in parties if party.flag("subject") is True or role_of(party) == "SUBJECT")
    applicants = tuple(party for party in parties if role_of(party) == "APPLICANT")
    return found or subjects or applicants


def prosecutor(parties: tuple[Fields, ...]) -> Text:
    """The prosecutor's name, where the list gives it."""
    for party in parties:
        body = party.child("organisationDetails")
        if role_of(party) in _PROSECUTES and body is not None:
            return body.text("organisationName")
    return ABSENT


def others(parties: tuple[Fields, ...]) -> tuple[PartyRecord, ...]:
    """Applicants, respondents and subjects by name."""
    found = []
    for party in parties:
        role = _ROLES.get(role_of(party))
        body, details = party.child("organisationDetails"), party.child("individualDetails")
        names = (details.word("individualForenames"), details.word("individualSurname")) if details else ()
        name = body.word("organisationName") if body else " ".join(filter(None, names))
        if role and name:
            found.append(PartyRecord(role, name, is_organisation=body is not None))
    return tuple(found)


def described(
    party: Fields,
    *,
    by: date | None,
    offences: tuple[Fields, ...] | Absent,
    restrictions: tuple[RestrictionRecord, ...],
) -> DefendantRecord | tuple[Code, str]:
    """The defendant with the charges of the row, or why not."""
    body, details = party.child("organisationDetails"), party.child("individualDetails")
    charges = _charges(offences)
    if body is not None and (name := body.word("organisationName")):
        return DefendantRecord(
            native_id=None,
            is_organisation=True,
            organisation=name,
            address=_address(body, "organisationAddress"),
            restrictions=restrictions,
            charges=charges,
        )
    family = details.word("individualSurname") if details else None
    given = details.word("individualForenames") if details else None
    if details is None or not (family or given):
        return Code.NO_NAME, "the row has no name"
    if family is None:
        details.odd(Code.NO_FAMILY_NAME, "the defendant has no family name")
    return DefendantRecord(
        native_id=None,
        title=details.text("title"),
        given=given,
        middle=details.text("individualMiddleName"),
        family=family,
        dob=details.birthday("dateOfBirth", by=by),
        age=details.whole("age"),
        sex=_sex(details),
        address=_address(details, "address"),
        identifiers=tuple(
            (kind, text) for kind, name in _NUMBERS if not isinstance(text := details.text(name), Absent)
        ),
        slot=_held(details.flag("inCustody")),
        restrictions=restrictions,
        charges=charges,
    )


def _held(held: Flag) -> Text:
    """A list says that somebody is held and not where: words on the list, and no custody record."""
    return "in custody" if held is True else ABSENT


def _sex(details: Fields) -> Maybe[Sex]:
    text = details.text("gender")
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        details.odd(Code.ODD_VALUE, "gender is no known word", "gender")
        return ABSENT
    return found


def _address(holder: Fields, name: str) -> Maybe[AddressRecord]:
    if not holder.has(name):
        return ABSENT
    item = holder.child(name)
    if item is None:
        return None
    said = item.texts("line")
    lines = () if isinstance(said, Absent) else said
    towns = tuple(word for each in ("town", "county") if (word := item.word(each)))
    postcode = item.word("postCode")
    return AddressRecord((*lines, *towns), postcode) if lines or towns or postcode else None


def _charges(offences: tuple[Fields, ...] | Absent) -> tuple[ChargeRecord, ...] | Absent:
    if isinstance(offences, Absent):
        return ABSENT
    taken: dict[str, int] = {}
    return tuple(_charge(one, number, taken) for number, one in enumerate(offences, 1))


def _charge(item: Fields, number: int, taken: dict[str, int]) -> ChargeRecord:
    """A charge; its code or title is its key, because lists number nothing."""
    stem = item.word("offenceCode") or item.word("offenceTitle") or "-"
    taken[stem] = taken.get(stem, 0) + 1
    restricted = item.flag("reportingRestriction") is True
    return ChargeRecord(
        key=stem if taken[stem] == 1 else f"{stem}/{taken[stem]}",
        sequence=number,
        code=item.text("offenceCode"),
        title=item.text("offenceTitle"),
        wording=item.text("offenceWording"),
        legislation=item.text("offenceLegislation"),
        max_penalty=item.text("offenceMaxPen"),
        plea=item.text("plea"),
        plea_on=item.day("pleaDate"),
        convicted_on=item.day("convictionDate"),
        adjourned_to=item.day("adjournedDate"),
        restrictions=(RestrictionRecord("Reporting restriction on the offence"),) if restricted else (),
    )
