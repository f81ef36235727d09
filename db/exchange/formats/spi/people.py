"""The defendant of an SPI message: names, numbers, address, guardian; the same in a new and in a resulted case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from db.exchange.carried import ABSENT, Absent, Maybe, known
from db.exchange.defendant_records import AddressRecord, AliasRecord, DefendantRecord, GuardianRecord
from db.exchange.formats.spi.fields import SpiFields
from db.exchange.oddities import Code
from db.words.families.people import IdentifierKind, Sex, sex_from
from db.words.names import NameParts

_BS_LINES: Final = ("Locality", "Town", "AdministrativeArea", "PostTown")
_PHONES: Final = ("TelephoneNumberHome", "TelephoneNumberMobile", "TelephoneNumberBusiness")
_EMAILS: Final = ("EmailAddress1", "EmailAddress2")
# Numbers and suffixes of a BS7666 object stand in columns: four figures, a letter, perhaps a second number, words.
_OBJECT = re.compile(r"([0-9 ]{4})([A-Z ])(?:([0-9 ]{4})([A-Z ])([^\n]*))?")
_LANGUAGES: Final = {"E": "English", "W": "Welsh"}


def name_of(person: SpiFields) -> NameParts | None:
    """The name in its parts; None where there is no part of it but a title."""
    middle = " ".join(filter(None, (person.word("PersonGivenName2"), person.word("PersonGivenName3"))))
    parts = NameParts(
        person.word("PersonTitle") or "", person.word("PersonGivenName1") or "", middle,
        person.word("PersonFamilyName") or "",
    )  # fmt: skip
    return parts if parts.given or parts.middle or parts.family else None


def whole_name(person: SpiFields) -> str:
    """The name in one line, empty where there is none."""
    parts = name_of(person)
    return " ".join(filter(None, (parts.title, parts.given, parts.middle, parts.family))) if parts else ""


def defendant(element: SpiFields, *, individual: str, corporate: str, by: date | None) -> DefendantRecord | None:
    """Who stands accused, without charges; None where the message gives no name."""
    asn = element.text("ProsecutorReference")
    numbers = () if isinstance(asn, Absent) else ((IdentifierKind.ASN, asn),)
    person, company = element.within(individual), element.within(corporate)
    if element.has(individual):
        found = _individual(person, by=by)
    else:
        found = _company(company) if element.has(corporate) else None
    if found is None:
        return None
    return replace(found, identifiers=(*numbers, *found.identifiers))


def _individual(person: SpiFields, *, by: date | None) -> DefendantRecord | None:
    basis = person.within("PersonDefendant", "BasePersonDetails")
    name = name_of(basis.within("PersonName"))
    if name is None:
        return None
    if not name.family:
        basis.odd(Code.NO_FAMILY_NAME, "the name has no family name")
    own = person.within("PersonDefendant")
    ethnicity = person.within("PersonEthnicity")
    language = person.within("LanguageOptions").text("HearingLanguage")
    nationality = own.word("PersonStatedNationality")
    guardian = person.within("ParentGuardianDetails")
    return DefendantRecord(
        native_id=None,
        title=name.title or ABSENT,
        given=name.given or ABSENT,
        middle=name.middle or ABSENT,
        family=name.family or ABSENT,
        aliases=_aliases(person),
        dob=basis.birthday("Birthdate", by=by),
        birth_year=person.whole("PerceivedBirthYear"),
        sex=_sex(basis),
        ethnicity_self=ethnicity.text("SelfDefinedEthnicity"),
        ethnicity_observed=ethnicity.text("ObservedEthnicity"),
        nationalities=(nationality,) if nationality else ABSENT,
        language=_LANGUAGES.get(language.upper(), language) if isinstance(language, str) else language,
        interpreter=person.text("LanguageNeeds"),
        disability=person.text("SpecialNeeds"),
        occupation=person.text("Occupation"),
        address=address_of(person),
        phones=_many(basis.within("TelephoneDetails"), _PHONES),
        emails=_many(basis.within("EmailDetails"), _EMAILS),
        identifiers=(
            *_number(own, IdentifierKind.PNC, "PNCidentifier"),
            *_number(person, IdentifierKind.CRO, "CROnumber"),
            *_number(person.within("DriverInformation"), IdentifierKind.DRIVER, "DriverNumber"),
        ),
        guardian=_guardian(guardian) if person.has("ParentGuardianDetails") else ABSENT,
    )


def _company(company: SpiFields) -> DefendantRecord | None:
    name = company.word("OrganisationName")
    if not name:
        return None
    aliases = company.texts("Alias")
    return DefendantRecord(
        native_id=None,
        is_organisation=True,
        organisation=name,
        aliases=aliases if isinstance(aliases, Absent) else tuple(AliasRecord(organisation=each) for each in aliases),
        address=address_of(company),
        phones=_many(company, ("TelephoneNumberBusiness",)),
        emails=_many(company.within("EmailDetails"), _EMAILS),
        identifiers=(
            *_number(company, IdentifierKind.PNC, "PNCidentifier"),
            *_number(company, IdentifierKind.CRO, "CROnumber"),
        ),
    )


def _aliases(person: SpiFields) -> tuple[AliasRecord, ...] | Absent:
    found = []
    for each in person.many("Alias"):
        name = name_of(each) if isinstance(each, SpiFields) else None
        if name is not None:
            found.append(AliasRecord(name.title or None, name.given or None, name.middle or None, name.family or None))
    return tuple(dict.fromkeys(found)) or ABSENT


def _sex(basis: SpiFields) -> Maybe[Sex]:
    text = basis.text("Gender")
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        basis.odd(Code.ODD_VALUE, "Gender is no known sex", "Gender")
        return ABSENT
    return found


def _number(element: SpiFields, kind: IdentifierKind, name: str) -> tuple[tuple[IdentifierKind, str], ...]:
    text = element.word(name)
    return ((kind, text),) if text else ()


def _many(element: SpiFields, names: tuple[str, ...]) -> tuple[str, ...] | Absent:
    return tuple(filter(None, (element.word(name) for name in names))) or ABSENT


def _guardian(guardian: SpiFields) -> Maybe[GuardianRecord]:
    name = whole_name(guardian.within("BasePersonDetails", "PersonName"))
    return GuardianRecord(name, address=address_of(guardian)) if name else ABSENT


def address_of(holder: SpiFields) -> Maybe[AddressRecord]:
    """A BS7666 address or five lines, whichever the message has."""
    outer = holder.within("Address")
    simple = outer.within("SimpleAddress")
    whole = outer.within("ComplexAddress") if outer.has("ComplexAddress") else outer
    if outer.has("SimpleAddress"):
        five = (simple.word(f"AddressLine{number}") for number in range(1, 6))
        lines = tuple(line for line in five if line)
        return AddressRecord(lines) if lines else ABSENT
    street = " ".join(filter(None, (_object(whole, "SAON"), _object(whole, "PAON"), whole.word("StreetDescription"))))
    places = dict.fromkeys(filter(None, (whole.word(name) for name in _BS_LINES)))
    lines = tuple(filter(None, (street, *places)))
    postcode = whole.word("PostCode")
    return AddressRecord(lines, postcode) if lines or postcode else ABSENT


def _object(address: SpiFields, name: str) -> str:
    """`  56A         Mill House` as it is read: `56A Mill House`; leading noughts are filling."""
    text = address.raw(name)
    found = _OBJECT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return known(address.text(name)) or ""
    first, second = (
        f"{number or ''}{suffix or ''}".strip().lstrip("0") for number, suffix in (found.group(1, 2), found.group(3, 4))
    )
    numbers = f"{first}-{second}" if first and second else first or second
    return " ".join(f"{numbers} {found[5] or ''}".split())
