"""Defendants of Common Platform: a person or an organisation, under a case or in an application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.exchange.carried import ABSENT, Absent, Day, Maybe, Text
from db.exchange.charge_records import ResultRecord
from db.exchange.formats.common_platform.charges import charges
from db.exchange.formats.common_platform.results import results
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import AddressRecord, AliasRecord, DefendantRecord, GuardianRecord
from db.words.families.people import IdentifierKind, Sex, sex_from

_GUARDIAN_ROLES = ("parent", "guardian", "carer", "local authority")


@dataclass(frozen=True, slots=True)
class Context:
    """What a defendant is read with: the hearing's last day, results by master defendant, shadow charges."""

    by: date | None = None
    results: tuple[tuple[str, ResultRecord], ...] = ()
    shadow: frozenset[str] | None = None


def defendant(item: Fields, context: Context) -> DefendantRecord | tuple[Code, str]:
    """The defendant, or why not: no id to know him or her by, or no name at all."""
    master, own = item.word("masterDefendantId"), item.word("id")
    native = master or own
    if native is None:
        return Code.NO_KEY, "the defendant has neither masterDefendantId nor id"
    return _described(item, native, context)


def _described(item: Fields, native: str, context: Context) -> DefendantRecord | tuple[Code, str]:
    body = _organisation(item, native) or _person(item, native, context)
    if body is None:
        return Code.NO_NAME, "the defendant has no name"
    shared = [result for key, result in context.results if key in {native, item.word("id")}]
    own = results(item)
    both = own if not shared else (() if isinstance(own, Absent) else own) + tuple(shared)
    return replace(
        body,
        defendant_id=item.text("id"),
        master_id=item.text("masterDefendantId"),
        aliases=_aliases(item),
        identifiers=body.identifiers + _identifiers(item, _OWN_NUMBERS),
        is_youth=item.flag("isYouth"),
        concluded=item.flag("proceedingsConcluded"),
        off_public_list=item.flag("restrictFromCourtList"),
        guardian=_guardian(item),
        results=both,
        charges=charges(item, shadow=context.shadow),
    )


_OWN_NUMBERS = ((IdentifierKind.PNC, "pncId"), (IdentifierKind.CRO, "croNumber"))
_PERSON_NUMBERS = ((IdentifierKind.ASN, "arrestSummonsNumber"), (IdentifierKind.DRIVER, "driverNumber"))
_DETAIL_NUMBERS = ((IdentifierKind.NI, "nationalInsuranceNumber"),)


def _identifiers(
    item: Fields, names: tuple[tuple[IdentifierKind, str], ...]
) -> tuple[tuple[IdentifierKind, str | None], ...]:
    found = ((kind, item.text(name)) for kind, name in names)
    return tuple((kind, text) for kind, text in found if not isinstance(text, Absent))


def _organisation(item: Fields, native: str) -> DefendantRecord | None:
    """A company: it has a legal entity with a name and no person, whatever else the message carries."""
    entity = item.child("legalEntityDefendant")
    holder = entity.child("organisation") if entity else item.child("organisation")
    name = holder.word("name") if holder else None
    if holder is None or name is None or item.child("personDefendant") is not None:
        return None
    return DefendantRecord(
        native_id=native,
        is_organisation=True,
        organisation=name,
        address=address(holder),
        phones=_contacts(holder, ("home", "work", "mobile")),
        emails=_contacts(holder, ("primaryEmail", "secondaryEmail")),
    )


def _person(item: Fields, native: str, context: Context) -> DefendantRecord | None:
    accused = item.child("personDefendant")
    details = accused.child("personDetails") if accused else item.child("personDetails")
    if details is None or not (details.word("lastName") or details.word("firstName")):
        return None
    if details.word("lastName") is None:
        details.odd(Code.NO_FAMILY_NAME, "the defendant has no family name")
    ethnicity = details.child("ethnicity")
    described = DefendantRecord(
        native_id=native,
        title=details.text("title"),
        given=details.text("firstName"),
        middle=details.text("middleName"),
        family=details.text("lastName"),
        dob=details.birthday("dateOfBirth", by=context.by),
        sex=_sex(details),
        ethnicity_self=_of(ethnicity, "selfDefinedEthnicityCode"),
        ethnicity_observed=_of(ethnicity, "observedEthnicityCode"),
        nationalities=_nationalities(details),
        language=details.text("documentationLanguageNeeds"),
        interpreter=details.text("interpreterLanguageNeeds"),
        disability=details.text("disabilityStatus"),
        requirements=details.text("specificRequirements"),
        occupation=details.text("occupation"),
        address=address(details),
        phones=_contacts(details, ("home", "work", "mobile")),
        emails=_contacts(details, ("primaryEmail", "secondaryEmail")),
        identifiers=_identifiers(details, _DETAIL_NUMBERS),
    )
    return _with_bail(described, accused) if accused else described


def _with_bail(described: DefendantRecord, accused: Fields) -> DefendantRecord:
    bail, police = accused.child("bailStatus"), accused.child("policeBailStatus")
    held = accused.child("custodialEstablishment")
    return replace(
        described,
        birth_year=accused.whole("perceivedBirthYear"),
        identifiers=described.identifiers + _identifiers(accused, _PERSON_NUMBERS),
        bail_status=_of(bail, "code"),
        bail_description=_of(bail, "description"),
        bail_conditions=accused.block("bailConditions"),
        bail_reasons=accused.block("bailReasons"),
        police_bail_status=_of(police, "description"),
        custody_time_limit=_time_limit(accused, bail),
        establishment_code=_of(held, "id"),
        establishment=_of(held, "name"),
    )


def _of(holder: Fields | None, name: str) -> Text:
    return holder.text(name) if holder else ABSENT


def _time_limit(accused: Fields, bail: Fields | None) -> Day:
    if accused.has("custodyTimeLimit"):
        return accused.day("custodyTimeLimit")
    limit = bail.child("custodyTimeLimit") if bail else None
    return limit.day("timeLimit") if limit else ABSENT


def _sex(details: Fields) -> Maybe[Sex]:
    text = details.text("gender")
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        details.odd(Code.ODD_VALUE, "gender is no known word", "gender")
        return ABSENT
    return found


def _nationalities(details: Fields) -> tuple[str, ...] | Absent:
    """Codes as sent, words where there is no code."""
    names = ("nationality", "additionalNationality")
    if not any(details.has(f"{name}{end}") for name in names for end in ("Code", "Description")):
        return ABSENT
    found = (details.word(f"{name}Code") or details.word(f"{name}Description") for name in names)
    return tuple(filter(None, found))


def address(holder: Fields) -> Maybe[AddressRecord]:
    """Lines 1 to 5 and the postcode."""
    if not holder.has("address"):
        return ABSENT
    item = holder.child("address")
    if item is None:
        return None
    lines = tuple(line for number in range(1, 6) if (line := item.word(f"address{number}")))
    postcode = item.word("postcode") or item.word("postCode")
    return AddressRecord(lines, postcode) if lines or postcode else None


def _contacts(holder: Fields, names: tuple[str, ...]) -> tuple[str, ...] | Absent:
    contact = holder.child("contact")
    if contact is None or not any(contact.has(name) for name in names):
        return ABSENT
    found = (contact.word(name) for name in names)
    return tuple(dict.fromkeys(filter(None, found)))


def _aliases(item: Fields) -> tuple[AliasRecord, ...] | Absent:
    aliases = item.items("aliases")
    if isinstance(aliases, Absent):
        return ABSENT
    return tuple(
        AliasRecord(
            title=alias.text("title"),
            given=alias.text("firstName"),
            middle=alias.text("middleName"),
            family=alias.text("lastName"),
            organisation=alias.text("legalEntityName"),
        )
        for alias in aliases
        if alias.word("firstName") or alias.word("lastName") or alias.word("legalEntityName")
    )


def _guardian(item: Fields) -> Maybe[GuardianRecord]:
    """The first associated person whose role is a parent's or guardian's."""
    people = item.items("associatedPersons")
    if isinstance(people, Absent):
        return ABSENT
    for other in people:
        role, person = other.word("role"), other.child("person")
        if person is None or not any(word in (role or "").casefold() for word in _GUARDIAN_ROLES):
            continue
        name = " ".join(filter(None, (person.word("firstName"), person.word("lastName"))))
        if name:
            return GuardianRecord(name, role, address(person))
    return None
