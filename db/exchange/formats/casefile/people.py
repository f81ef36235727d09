"""Defendants of a prosecutor's case: persons and organisations, other names, parent or guardian."""

from __future__ import annotations

from datetime import date

from db.exchange.carried import ABSENT, Absent, Maybe, Text
from db.exchange.defendant_records import AddressRecord, AliasRecord, DefendantRecord, GuardianRecord
from db.exchange.formats.casefile.charges import charges
from db.exchange.formats.casefile.checks import (
    Inbound,
    check_birth,
    check_liberty,
    check_numbers,
    flag,
    uuid_of,
)
from db.exchange.formats.common_platform.people import address
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.words.families.people import IdentifierKind, Sex, sex_from

_NUMBERS = ((IdentifierKind.ASN, "asn"), (IdentifierKind.PNC, "pncIdentifier"), (IdentifierKind.CRO, "croNumber"))
_OWN_NUMBERS = ((IdentifierKind.NI, "nationalInsuranceNumber"), (IdentifierKind.DRIVER, "driverNumber"))
_LANGUAGES = {"W": "WELSH", "E": "ENGLISH"}
_NOTHING = ("no ", "none", "n/a", "not ")


def defendant(item: Fields, *, by: date | None, charged: bool, notice: bool = False) -> DefendantRecord | None:
    """One defendant, None without any name; `notice` says that the case began by a single justice notice."""
    name = item.word("organisationName")
    accused = item.child("individual")
    person = accused.child("personalInformation") if accused else None
    if name is None and (person is None or not (person.word("lastName") or person.word("firstName"))):
        return None
    native = uuid_of(item, "id")
    check_numbers(item)
    check_liberty(item)
    about = accused.child("selfDefinedInformation") if accused else None
    if about is not None and name is None:
        check_birth(about, by, wanted=notice)
    return DefendantRecord(
        native_id=native,
        defendant_id=native or ABSENT,
        is_organisation=name is not None,
        organisation=name or ABSENT,
        title=_of(person, "title"),
        given=_of(person, "firstName"),
        middle=_middle(person),
        family=_of(person, "lastName"),
        aliases=_aliases(item),
        dob=about.birthday("dateOfBirth", by=None) if about else ABSENT,
        birth_year=_birth_year(accused, by),
        sex=sex_of(about, "gender"),
        ethnicity_self=_of(about, "ethnicity"),
        ethnicity_observed=_of(person, "observedEthnicity"),
        nationalities=_nationalities(about),
        language=_language(item),
        interpreter=_needs(item, "languageRequirement"),
        requirements=_needs(item, "specificRequirements"),
        occupation=_of(person, "occupation"),
        address=_address(person, item),
        phones=_contacts(person, item, ("home", "work", "mobile"), ("telephoneNumberBusiness",)),
        emails=_contacts(person, item, ("primaryEmail", "secondaryEmail"), ("emailAddress1", "emailAddress2")),
        identifiers=_numbers(item, _NUMBERS) + _numbers(accused, _OWN_NUMBERS),
        bail_status=item.text("custodyStatus"),
        bail_conditions=_conditions(item, accused),
        guardian=_guardian(accused),
        previous_convictions=item.whole("numPreviousConvictions"),
        charges=charges(item, charged=charged),
    )


def sex_of(about: Fields | None, name: str) -> Maybe[Sex]:
    """The sex as a word of any system; one that is none is flagged."""
    text = about.text(name) if about else ABSENT
    if about is None or not isinstance(text, str):
        return None if text is None else ABSENT
    found = sex_from(text)
    if found is None:
        about.odd(Code.ODD_VALUE, f"{name} is no known word", name)
        return ABSENT
    return found


def _of(holder: Fields | None, name: str) -> Text:
    return holder.text(name) if holder else ABSENT


def _middle(person: Fields | None) -> Text:
    names = ("givenName2", "givenName3")
    if person is None or not any(person.has(name) for name in names):
        return ABSENT
    return " ".join(filter(None, map(person.word, names))) or None


def _birth_year(accused: Fields | None, by: date | None) -> Maybe[int]:
    found = accused.whole("perceivedBirthYear") if accused else ABSENT
    if accused is not None and by is not None and isinstance(found, int) and found > by.year:
        flag(accused, Inbound.BIRTH_YEAR_IN_FUTURE, "perceivedBirthYear lies after the case", "perceivedBirthYear")
    return found


def _nationalities(about: Fields | None) -> tuple[str, ...] | Absent:
    names = ("nationality", "additionalNationality")
    if about is None or not any(about.has(name) for name in names):
        return ABSENT
    return tuple(filter(None, map(about.word, names)))


def _language(item: Fields) -> Text:
    text = item.text("documentationLanguage")
    return _LANGUAGES.get(text, text) if isinstance(text, str) else text


def _needs(item: Fields, name: str) -> Text:
    """A need in words; a sentence that there is none is none."""
    text = item.text(name)
    return None if isinstance(text, str) and text.casefold().startswith(_NOTHING) else text


def _address(person: Fields | None, item: Fields) -> Maybe[AddressRecord]:
    return address(person) if person is not None and person.has("address") else address(item)


def _contacts(
    person: Fields | None, item: Fields, names: tuple[str, ...], of_defendant: tuple[str, ...]
) -> tuple[str, ...] | Absent:
    contact = person.child("contactDetails") if person else None
    holders = [(contact, name) for name in names] + [(item, name) for name in of_defendant]
    carried = [(holder, name) for holder, name in holders if holder is not None and holder.has(name)]
    if not carried:
        return ABSENT
    return tuple(dict.fromkeys(filter(None, (holder.word(name) for holder, name in carried))))


def _numbers(
    holder: Fields | None, names: tuple[tuple[IdentifierKind, str], ...]
) -> tuple[tuple[IdentifierKind, str | None], ...]:
    found = ((kind, _of(holder, name)) for kind, name in names)
    return tuple((kind, text) for kind, text in found if not isinstance(text, Absent))


def _conditions(item: Fields, accused: Fields | None) -> Text:
    if accused is not None and accused.has("bailConditions"):
        return accused.block("bailConditions")
    return item.block("bailConditions")


def _aliases(item: Fields) -> tuple[AliasRecord, ...] | Absent:
    people, companies = item.items("individualAliases"), item.texts("aliasForCorporate")
    if isinstance(people, Absent) and isinstance(companies, Absent):
        return ABSENT
    found = [
        AliasRecord(each.text("title"), each.text("firstName"), _middle(each), each.text("lastName"))
        for each in item.many("individualAliases")
        if each.word("firstName") or each.word("lastName")
    ]
    names = () if isinstance(companies, Absent) else companies
    return tuple(dict.fromkeys([*found, *(AliasRecord(organisation=name) for name in names)]))


def _guardian(accused: Fields | None) -> Maybe[GuardianRecord]:
    if accused is None or not accused.has("parentGuardianInformation"):
        return ABSENT
    item = accused.child("parentGuardianInformation")
    if item is None:
        return None
    person = item.child("personalInformation")
    parts = (person.word(name) for name in ("firstName", "givenName2", "givenName3", "lastName")) if person else ()
    name = item.word("organisationName") or " ".join(filter(None, parts))
    if not name:
        return ABSENT
    return GuardianRecord(name, "parent or guardian", address(person) if person else address(item))
