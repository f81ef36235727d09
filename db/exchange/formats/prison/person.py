"""Who a prisoner's record is about: names, other names with their own dates of birth, numbers, details, address."""

from __future__ import annotations

from typing import Final

from db.exchange.carried import ABSENT, Absent, Maybe, Text
from db.exchange.formats.prison.leaves import Leaves
from db.exchange.records import AddressRecord, AliasRecord, DefendantRecord
from db.words.families.people import IdentifierKind, Sex, sex_from

MOST: Final = 100
"""Aliases, numbers or telephones of one person that are taken."""
_TYPES: Final = {
    "PNC": IdentifierKind.PNC,
    "CRO": IdentifierKind.CRO,
    "NINO": IdentifierKind.NI,
    "DL": IdentifierKind.DRIVER,
    "NOMS": IdentifierKind.NOMS,
    "MERGED": IdentifierKind.NOMS,
}
Numbers = tuple[tuple[IdentifierKind, str | None], ...]


def person(leaves: Leaves, number: str, former: tuple[str, ...]) -> DefendantRecord:
    """Everything the record says of who it is; numbers stay as they came."""
    aliases = leaves.many("aliases")
    others = () if isinstance(aliases, Absent) else aliases[:MOST]
    return DefendantRecord(
        native_id=number,
        title=leaves.text("title"),
        given=leaves.text("firstName"),
        middle=leaves.text("middleNames"),
        family=leaves.text("lastName"),
        aliases=ABSENT if isinstance(aliases, Absent) else tuple(filter(None, map(_alias, others))),
        dob=leaves.birthday("dateOfBirth"),
        sex=_sex(leaves),
        ethnicity_self=_first(leaves, "ethnicity", "raceCode"),
        nationalities=_nationality(leaves),
        language=leaves.text("language"),
        is_youth=ABSENT,
        address=_address(leaves),
        phones=_values(leaves, "phoneNumbers", "number"),
        emails=_values(leaves, "emailAddresses", "email"),
        identifiers=_numbers(leaves, number, former, others=others),
    )


def merged(leaves: Leaves, number: str) -> tuple[str, ...]:
    """Numbers that were merged into the present one, in the order of the record."""
    held = leaves.many("identifiers")
    found = () if isinstance(held, Absent) else held
    old = (each.word("value") for each in found if each.word("type").upper() == "MERGED")
    removed = leaves.word("removedNomsNumber")
    return tuple(dict.fromkeys(each for each in (*old, removed) if each and each != number))[:MOST]


def _alias(leaves: Leaves) -> AliasRecord | None:
    if not (leaves.word("firstName") or leaves.word("lastName")):
        return None
    middle = leaves.text("middleNames") if "middleNames" in leaves.members else leaves.text("middleName")
    born = leaves.birthday("dateOfBirth" if "dateOfBirth" in leaves.members else "dob")
    return AliasRecord(
        title=leaves.text("title"), given=leaves.text("firstName"), middle=middle, family=leaves.text("lastName"),
        born=born,
    )  # fmt: skip


def _numbers(leaves: Leaves, number: str, former: tuple[str, ...], *, others: tuple[Leaves, ...]) -> Numbers:
    """The prison number and those merged into it, PNC, CRO, booking and other numbers, also those of aliases."""
    found: dict[tuple[IdentifierKind, str | None], None] = {(IdentifierKind.NOMS, number): None}
    found.update({(IdentifierKind.NOMS, old): None for old in former})
    for kind, name in (
        (IdentifierKind.PNC, "pncNumber"),
        (IdentifierKind.CRO, "croNumber"),
        (IdentifierKind.LOCAL, "bookNumber"),
    ):
        text = leaves.text(name)
        if not isinstance(text, Absent):
            found[(kind, text)] = None
    for holder in (leaves, *others):
        held = holder.many("identifiers")
        for each in () if isinstance(held, Absent) else held[:MOST]:
            kind_of = _TYPES.get(each.word("type").upper())
            if kind_of is not None and each.word("value"):
                found[(kind_of, each.word("value"))] = None
    return tuple(found)


def _sex(leaves: Leaves) -> Maybe[Sex]:
    text = _first(leaves, "gender", "sexCode")
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        leaves.odd("gender", "is no known word")
        return ABSENT
    return found


def _first(leaves: Leaves, *names: str) -> Text:
    """The first of the members that holds a text; None where one is there and none does."""
    found: Text = ABSENT
    for name in names:
        text = leaves.text(name)
        if isinstance(text, str):
            return text
        found = text if not isinstance(text, Absent) else found
    return found


def _nationality(leaves: Leaves) -> tuple[str, ...] | Absent:
    found = _first(leaves, "nationality", "nationalities")
    if isinstance(found, Absent):
        return ABSENT
    return (found,) if found else ()


def _address(leaves: Leaves) -> Maybe[AddressRecord]:
    """The primary address, else the first that is one; no fixed abode only where that is the primary."""
    held = leaves.many("addresses")
    if isinstance(held, Absent):
        return ABSENT
    primary = [each for each in held if each.flag("primaryAddress") is True]
    for each in primary:
        if each.flag("noFixedAddress") is True:
            return AddressRecord(("No fixed abode",), None)
    for each in (*primary, *held):
        if each.flag("noFixedAddress") is not True and (found := _one_address(each)) is not None:
            return found
    return None


def _one_address(leaves: Leaves) -> AddressRecord | None:
    whole = leaves.word("fullAddress")
    lines = tuple(filter(None, (leaves.word(name) for name in ("street", "locality", "town", "county"))))
    postcode = leaves.word("postalCode") or leaves.word("postcode") or None
    named = tuple(part.strip() for part in whole.split(",") if part.strip()) or lines
    return AddressRecord(named, postcode) if named or postcode else None


def _values(leaves: Leaves, name: str, member: str) -> tuple[str, ...] | Absent:
    held = leaves.many(name)
    if isinstance(held, Absent):
        return ABSENT
    return tuple(dict.fromkeys(filter(None, (each.word(member) for each in held[:MOST]))))
