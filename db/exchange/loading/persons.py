"""What a record says of a person: names, identifiers, details, address, contacts, markers, custody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.exchange.carried import ABSENT, Absent
from db.exchange.loading.keys import parts_of
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.exchange.records import AliasRecord, DefendantRecord, known
from db.tables.care import CustodyEpisode
from db.tables.people import Address, ContactPoint, Identifier, PersonDetail, PersonName
from db.words.families.bail import CustodyStatus, bail_from
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, NameKind
from db.words.identifiers.recognise import parse
from db.words.names import NameParts
from db.words.text import fold

Values = dict[str, Any]


Family = tuple[type[Any], dict[str, Any], list[Values]]
"""A table, what narrows it to one family of facts, and the facts that the message wants in it."""


def sync_person(
    sync: Sync, record: RowDict, defendant: DefendantRecord, problems: list[Problem], *, at: str, whole: bool
) -> None:
    """Bring every fact family that the message carried up to date; `whole` says that it is a list's row."""
    owner = record["id"]
    common = {"person_id": record["person_id"], "source_record_id": owner}
    for model, among, wanted in families(defendant, problems, at=at, whole=whole):
        sync.facts(model, owner, wanted, common=common, among=among)


def families(defendant: DefendantRecord, problems: list[Problem], *, at: str, whole: bool) -> Iterator[Family]:
    """What the message carries of who it is, family by family; one that it does not carry is not among them."""
    if not _is_nameless(defendant):
        name = _name(parts_of(defendant), organisation=defendant.is_organisation)
        yield PersonName, {"kind": NameKind.PRIMARY}, [name]
    if not isinstance(defendant.aliases, Absent):
        yield PersonName, {"kind": NameKind.ALIAS}, [_alias(each) for each in defendant.aliases]
    for kind, value in _details(defendant):
        if isinstance(value, Absent) or (whole and kind is DetailKind.DATE_OF_BIRTH and value == []):
            continue  # a date of birth is part of the key of a list's row: without it the row says nothing about it
        yield PersonDetail, {"kind": kind}, value
    for identifier, wanted in _identifiers(defendant, problems, at):
        yield Identifier, {"kind": identifier}, wanted
    for model, among, found in (
        (Address, {"kind": AddressKind.HOME}, _address(defendant)),
        (ContactPoint, {"kind": "phone"}, _contacts(defendant.phones)),
        (ContactPoint, {"kind": "e-mail"}, _contacts(defendant.emails)),
        (CustodyEpisode, {}, _custody(defendant)),
    ):
        if not isinstance(found, Absent):
            yield model, among, found


def _is_nameless(defendant: DefendantRecord) -> bool:
    """Whether the message carries no part of a name at all: it says nothing about the one that is known."""
    parts = (defendant.organisation, defendant.given, defendant.middle, defendant.family)
    return all(isinstance(part, Absent) for part in parts)


def _name(parts: NameParts, *, organisation: bool = False) -> Values:
    return {
        "title": parts.title,
        "family": parts.family,
        "given": parts.given,
        "middle": parts.middle,
        "family_folded": fold(parts.family),
        "given_folded": fold(parts.given),
        "is_organisation": organisation,
    }


def _alias(alias: AliasRecord) -> Values:
    organisation = known(alias.organisation)
    if organisation:
        return _name(NameParts("", "", "", organisation), organisation=True)
    words = (known(alias.title), known(alias.given), known(alias.middle), known(alias.family))
    return {**_name(NameParts(*(word or "" for word in words))), "born_with_it": known(alias.born)}


def _details(defendant: DefendantRecord) -> Iterator[tuple[DetailKind, list[Values] | Absent]]:
    born = known(defendant.dob)
    single = {
        DetailKind.DATE_OF_BIRTH: defendant.dob,
        DetailKind.SEX: defendant.sex,
        DetailKind.ETHNICITY_SELF: defendant.ethnicity_self,
        DetailKind.ETHNICITY_OBSERVED: defendant.ethnicity_observed,
        DetailKind.LANGUAGE: defendant.language,
        DetailKind.INTERPRETER: defendant.interpreter,
        DetailKind.DISABILITY: defendant.disability,
        DetailKind.OCCUPATION: defendant.occupation,
        DetailKind.YOUTH: defendant.is_youth,
        # An age says nothing more once the date of birth is known, and would change every year.
        DetailKind.AGE_GIVEN: ABSENT if born else defendant.age,
    }
    for kind, value in single.items():
        yield kind, _one(value)
    nations = defendant.nationalities
    if not isinstance(nations, Absent):
        yield DetailKind.NATIONALITY, _one(nations[0] if nations else None)
        yield DetailKind.SECOND_NATIONALITY, _one(nations[1] if len(nations) > 1 else None)
    guardian = defendant.guardian
    yield DetailKind.GUARDIAN, _one(guardian if isinstance(guardian, Absent) or guardian is None else guardian.name)


def _one(value: object) -> list[Values] | Absent:
    if isinstance(value, Absent):
        return value
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [{"value": "yes" if value else "no"}]
    return [{"value": value.isoformat() if hasattr(value, "isoformat") else str(value)}]


def _identifiers(
    defendant: DefendantRecord, problems: list[Problem], at: str
) -> Iterator[tuple[IdentifierKind, list[Values]]]:
    kinds: dict[IdentifierKind, list[Values]] = {}
    for kind, raw in defendant.identifiers:
        wanted = kinds.setdefault(kind, [])
        if not raw:
            continue
        parsed = parse(kind, raw)
        valid = parsed is None or parsed.valid
        reason = (parsed.reason or "") if parsed is not None else ""
        if not valid:
            problems.append(Problem(at, Code.ODD_IDENTIFIER, f"{kind.label}: {reason}; kept as it came"))
        canonical = parsed.canonical if parsed is not None else None
        value = {"raw": raw, "canonical": canonical, "valid": valid, "problem": reason}
        if value not in wanted:
            wanted.append(value)
    yield from kinds.items()


def _address(defendant: DefendantRecord) -> list[Values] | Absent:
    address = defendant.address
    if isinstance(address, Absent):
        return address
    if address is None or not (address.lines or address.postcode):
        return []
    lines = "\n".join(address.lines)
    homeless = "no fixed abode" in lines.casefold() or lines.casefold().strip() == "nfa"
    return [{"lines": lines, "postcode": (address.postcode or "").upper(), "no_fixed_abode": homeless}]


def _contacts(values: tuple[str, ...] | Absent) -> list[Values] | Absent:
    if isinstance(values, Absent):
        return values
    return [{"value": value} for value in dict.fromkeys(values)]


def _custody(defendant: DefendantRecord) -> list[Values] | Absent:
    """Where the message says the defendant is held; the footing is known only when bail says custody."""
    place = defendant.establishment
    if isinstance(place, Absent):
        return ABSENT
    if not place:
        return []
    bail = bail_from(known(defendant.bail_status) or "")
    held = bail is not None and bail.in_custody
    return [
        {
            "establishment": place,
            "establishment_code": known(defendant.establishment_code) or "",
            "status": CustodyStatus.REMAND if held else CustodyStatus.UNKNOWN,
        }
    ]
