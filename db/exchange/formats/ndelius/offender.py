"""The offender as probation knows him or her: numbers, names, details, addresses, manager, limited access."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from db.exchange.carried import ABSENT, Absent, Maybe, Text, known
from db.exchange.defendant_records import AliasRecord, DefendantRecord
from db.exchange.dossiers import DossierRecord, Holding, LimitRecord
from db.exchange.formats.fields import Fields
from db.exchange.formats.ndelius.subject import Subject, code_of, described, objects_of, refused, standing, subject_of
from db.exchange.formats.ndelius.supervision import managers, registrations
from db.exchange.oddities import Code
from db.exchange.records import RefusedRecord, System
from db.tables.held import HealthRecord
from db.tables.past import Remand
from db.tables.people import Address
from db.words.families.bail import BailStatus
from db.words.families.held import NeedState
from db.words.families.people import AddressKind, IdentifierKind, Sex, sex_from

_NUMBERS: Final = (
    (IdentifierKind.PNC, "pncNumber"), (IdentifierKind.CRO, "croNumber"), (IdentifierKind.NOMS, "nomsNumber"),
    (IdentifierKind.NI, "niNumber"),
)  # fmt: skip
_LINES: Final = ("buildingName", ("addressNumber", "streetName"), "district", "town", "county")
_KINDS: Final = {
    "M": AddressKind.HOME, "MA": AddressKind.POSTAL, "S": AddressKind.SECOND, "P": AddressKind.PREVIOUS,
    "B": AddressKind.BAIL,
}  # fmt: skip
_NEVER_LIVED: Final = frozenset({"PR", "RJ"})
"""Proposed, and proposed and turned down."""


def offender(item: Fields, raw: bytes) -> DossierRecord | RefusedRecord:
    """One person; for quarantine when deleted in its system, or without any number."""
    subject = subject_of(item)
    if not subject.key:
        return refused(item, raw)
    if item.flag("softDeleted") is True:
        return RefusedRecord(item.at, Code.NOT_VALID, "the record is marked as deleted in its own system", raw)
    person = _person(item, subject)
    holdings = tuple(_holdings(item))
    return DossierRecord(
        System.PROBATION,
        item.at,
        raw,
        subject.key,
        person,
        holdings=holdings,
        also=subject.also if subject.crn else (),
        is_part=not any(isinstance(part, str) for part in (person.given, person.middle, person.family)),
        limits=limits(item),
        problems=tuple(item.oddities),
    )


def _person(item: Fields, subject: Subject) -> DefendantRecord:
    profile, contact = item.child("offenderProfile"), item.child("contactDetails")
    return DefendantRecord(
        native_id=subject.key,
        title=item.text("title"),
        given=item.text("firstName"),
        middle=_middle(item),
        family=item.text("surname"),
        aliases=_aliases(item),
        dob=item.birthday("dateOfBirth", by=None),
        sex=_sex(item),
        ethnicity_self=profile.text("ethnicity") if profile else ABSENT,
        nationalities=_nationalities(profile),
        language=_language(profile, "primaryLanguage"),
        interpreter=_interpreter(profile),
        phones=_phones(contact),
        emails=contact.texts("emailAddresses") if contact else ABSENT,
        identifiers=tuple(_identifiers(item, subject)),
    )


def _middle(item: Fields) -> Text:
    names = item.texts("middleNames")
    return names if isinstance(names, Absent) else " ".join(names) or None


def _aliases(item: Fields) -> tuple[AliasRecord, ...] | Absent:
    aliases = item.items("offenderAliases")
    if isinstance(aliases, Absent):
        return ABSENT
    return tuple(
        AliasRecord(
            given=alias.text("firstName"),
            middle=_middle(alias),
            family=alias.text("surname"),
            born=alias.birthday("dateOfBirth", by=None),
        )
        for alias in standing(aliases)
        if alias.word("firstName") or alias.word("surname")
    )


def _sex(item: Fields) -> Maybe[Sex]:
    text = item.text("gender")
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        item.odd(Code.ODD_VALUE, "gender is no known word", "gender")
        return ABSENT
    return found


def _nationalities(profile: Fields | None) -> tuple[str, ...] | Absent:
    if profile is None or not profile.has("nationality"):
        return ABSENT
    return tuple(filter(None, (profile.word("nationality"), profile.word("secondaryNationality"))))


def _language(profile: Fields | None, name: str) -> Text:
    languages = profile.child("offenderLanguages") if profile else None
    return languages.text(name) if languages else ABSENT


def _interpreter(profile: Fields | None) -> Text:
    languages = profile.child("offenderLanguages") if profile else None
    needed = languages.flag("requiresInterpreter") if languages else ABSENT
    if not isinstance(needed, bool):
        return needed
    return (languages.word("primaryLanguage") if languages else None) or "yes" if needed else None


def _phones(contact: Fields | None) -> tuple[str, ...] | Absent:
    numbers = contact.items("phoneNumbers") if contact else ABSENT
    if isinstance(numbers, Absent):
        return ABSENT
    return tuple(dict.fromkeys(number for each in numbers if (number := each.word("number"))))


def _identifiers(item: Fields, subject: Subject) -> Iterator[tuple[IdentifierKind, str | None]]:
    ids = item.child("otherIds")
    if subject.crn:
        yield IdentifierKind.CRN, subject.crn
    for kind, name in _NUMBERS:
        text = ids.text(name) if ids else ABSENT
        if not isinstance(text, Absent):
            yield kind, text
    if subject.also:
        yield IdentifierKind.LOCAL, subject.also[0]
        prisoner = ids.word("mostRecentPrisonerNumber") if ids else None
        if prisoner:
            yield IdentifierKind.LOCAL, prisoner


def _holdings(item: Fields) -> Iterator[Holding]:
    contact, profile = item.child("contactDetails"), item.child("offenderProfile")
    addresses = contact.items("addresses") if contact else ABSENT
    if not isinstance(addresses, Absent):
        yield Holding(Address, tuple(row for each in standing(addresses) if (row := _address(each))))
    if profile is not None and profile.has("disabilities"):
        rows = (row for each in standing(profile.items("disabilities")) if (row := _disability(each)))
        yield Holding(HealthRecord, tuple(rows))
    if profile is not None and profile.has("remandStatus"):
        text = profile.word("remandStatus")
        yield Holding(Remand, ({"raw": text, "status": remand_of(text)},) if text else ())
    if item.has("offenderManagers"):
        yield managers(item)
    if item.has("registrations"):
        yield from registrations(item)


def _address(item: Fields) -> dict[str, Any] | None:
    code = code_of(item, "status").upper()
    if code in _NEVER_LIVED:
        return None
    until = known(item.day("to"))
    lines = []
    for name in _LINES:
        parts = (item.word(each) for each in ((name,) if isinstance(name, str) else name))
        lines.append(" ".join(filter(None, parts)))
    text, postcode = "\n".join(filter(None, lines)), (item.word("postcode") or "").upper()
    nowhere = item.flag("noFixedAbode") is True
    if not (text or postcode or nowhere):
        return None
    return {
        "kind": _KINDS.get(code, AddressKind.PREVIOUS if until else AddressKind.HOME),
        "lines": text,
        "postcode": postcode,
        "no_fixed_abode": nowhere,
        "valid_from": known(item.day("from")),
        "valid_to": until,
    }


def _disability(item: Fields) -> dict[str, Any] | None:
    kind = described(item, "disabilityType")
    if not kind:
        return None
    notes = item.block("notes")
    return {
        "kind": kind,
        "state": NeedState.CLOSED if known(item.day("endDate")) else NeedState.OPEN,
        "since": known(item.day("startDate")),
        "detail": "\n".join(filter(None, (described(item, "condition"), known(notes)))),
    }


def remand_of(text: str) -> BailStatus | None:
    """The status behind probation's words, `Bail - Unconditional`."""
    said = text.casefold()
    if "unconditional" in said:
        return BailStatus.UNCONDITIONAL
    if "conditional" in said:
        return BailStatus.CONDITIONAL
    return BailStatus.CUSTODY if "custody" in said else None


def limits(item: Fields) -> LimitRecord | None:
    """Limited access: marked, or with its lists; None where the message says nothing of it."""
    flags = [item.flag(name) for name in ("currentRestriction", "currentExclusion", "userExcluded", "userRestricted")]
    away, only = (_users(item, name) for name in ("excludedFrom", "restrictedTo"))
    if all(isinstance(one, Absent) for one in (*flags, away, only)):
        return item_denied(item)
    listed = bool(known(away)) or bool(known(only))
    return LimitRecord(listed or any(flag is True for flag in flags), away, only)


def item_denied(item: Fields) -> LimitRecord | None:
    """A hit of a search that its reader may not open."""
    return LimitRecord(limited=True) if item.flag("accessDenied") is True else None


def _users(item: Fields, name: str) -> tuple[str, ...] | Absent:
    if not item.has(name):
        return ABSENT
    named = (each.word("email") or each.word("username") for each in objects_of(item, name))
    return tuple(filter(None, named)) or item.texts(name)
