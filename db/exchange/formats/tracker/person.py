"""Who the person is: a dossier of names, details, numbers, addresses, custody, warnings and what agencies hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from db.exchange.carried import ABSENT, known
from db.exchange.defendant_records import AliasRecord, DefendantRecord
from db.exchange.dossiers import DossierRecord, Holding, LimitRecord
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.tracker.said import Origin, own, words
from db.exchange.formats.tracker.state import held_and_heard, warnings
from db.exchange.oddities import Code
from db.exchange.records import RefusedRecord, System
from db.tables.care import CustodyEpisode
from db.tables.people import Address, ContactPoint, PersonDetail, PersonName
from db.words.families.bail import CustodyStatus
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, NameKind, Sex
from db.words.families.worded import Worded
from db.words.text import fold

_SECOND_HAND: Final = "the sender knows the person from a further Tracker alone: import that one's file"
_NO_NAME: Final = "no name came with the person"
_CONTACTS: Final = frozenset({"phone", "e-mail"})
_BY_CASE: Final = frozenset({DetailKind.YOUTH})
"""Told by each case of the file for itself."""


def person_record(top: JsonFields, origin: Origin, raw: bytes) -> DossierRecord | RefusedRecord:
    """One person; for quarantine without a name that the sender has at first hand."""
    person = top.child("person") or JsonFields({}, top.at, top.oddities)
    named = person.many("names")
    names = [
        name for name in own(named) if known_kind(name, NameKind) and (words(name, "family") or words(name, "given"))
    ]
    if not names:
        return RefusedRecord(top.at, Code.NO_NAME, _SECOND_HAND if named else _NO_NAME, raw)
    main = next((name for name in names if known_kind(name, NameKind) is NameKind.PRIMARY), names[0])
    rest = [name for name in names if name is not main]
    holdings = [
        *_other_names(rest), *_details(person), *_addresses(person), *_contacts(person), *_custody(top),
        *warnings(top.many("warnings")), *held_and_heard(top),
    ]  # fmt: skip
    return DossierRecord(
        System.TRACKER,
        top.at,
        raw,
        origin.key,
        _main(main, rest, person, origin),
        said_at=origin.written_at,
        holdings=tuple(holdings),
        limits=LimitRecord(limited=True) if person.flag("limited") is True else None,
        problems=tuple(top.oddities),
    )


def known_kind(item: Fields, family: type[Worded], name: str = "kind") -> Any:  # noqa: ANN401 - a word of the family
    """The word of a family that the field holds; None, and noted, where it is none of them."""
    text = item.word(name)
    if text is None:
        return None
    found = next((one for one in family if one.value == text), None)
    if found is None:
        item.odd(Code.ODD_VALUE, f"{name} is a word that this Tracker does not know; left out", name)
    return found


def _main(main: Fields, rest: Iterable[Fields], person: Fields, origin: Origin) -> DefendantRecord:
    aliases = [name for name in rest if known_kind(name, NameKind) in (NameKind.PRIMARY, NameKind.ALIAS)]
    organisation = main.flag("organisation") is True
    return DefendantRecord(
        native_id=origin.key,
        is_organisation=organisation,
        organisation=main.text("family") if organisation else ABSENT,
        title=main.text("title"),
        given=main.text("given"),
        middle=main.text("middle"),
        family=main.text("family"),
        aliases=tuple(_alias(name) for name in aliases) if aliases else ABSENT,
        identifiers=tuple(_numbers(person)),
    )


def _alias(name: Fields) -> AliasRecord:
    if name.flag("organisation") is True:
        return AliasRecord(organisation=name.text("family"))
    return AliasRecord(
        title=name.text("title"), given=name.text("given"), middle=name.text("middle"), family=name.text("family"),
        born=name.birthday("born_with_it", by=None),
    )  # fmt: skip


def _other_names(rest: Iterable[Fields]) -> Iterator[Holding]:
    """Maiden names, nicknames and spellings: each kind is a family of its own."""
    by_kind: dict[NameKind, list[dict[str, Any]]] = defaultdict(list)
    for name in rest:
        kind = known_kind(name, NameKind)
        if kind in (NameKind.PRIMARY, NameKind.ALIAS):
            continue
        row = {part: words(name, part) for part in ("title", "given", "middle", "family")}
        row |= {"family_folded": fold(row["family"]), "given_folded": fold(row["given"])}
        born = known(name.birthday("born_with_it", by=None))
        by_kind[kind].append({**row, "born_with_it": born, "is_organisation": name.flag("organisation") is True})
    yield from (Holding(PersonName, tuple(rows), {"kind": kind}) for kind, rows in by_kind.items())


def _details(person: Fields) -> Iterator[Holding]:
    by_kind: dict[DetailKind, list[dict[str, Any]]] = defaultdict(list)
    for item in own(person.many("details")):
        kind, value = known_kind(item, DetailKind), words(item, "value")
        if kind is None or kind in _BY_CASE or not value:
            continue
        if not _is_sound(item, kind, value):
            item.odd(Code.ODD_VALUE, f"{kind.label} is not written as it should be; left out", "value")
        elif {"value": value} not in by_kind[kind]:
            by_kind[kind].append({"value": value})
    yield from (Holding(PersonDetail, tuple(rows), {"kind": kind}) for kind, rows in by_kind.items() if rows)


def _is_sound(item: Fields, kind: DetailKind, value: str) -> bool:
    if kind is DetailKind.DATE_OF_BIRTH:
        day = item.birthday("value", by=None)
        return isinstance(day, date) and day.isoformat() == value
    return kind is not DetailKind.SEX or value in {one.value for one in Sex}


def _numbers(person: Fields) -> Iterator[tuple[IdentifierKind, str | None]]:
    for item in own(person.many("numbers")):
        kind = known_kind(item, IdentifierKind)
        if kind is not None and (raw := words(item, "raw")):
            yield kind, raw


def _addresses(person: Fields) -> Iterator[Holding]:
    by_kind: dict[AddressKind, list[dict[str, Any]]] = defaultdict(list)
    for item in own(person.many("addresses")):
        kind, lines = known_kind(item, AddressKind), known(item.texts("lines")) or ()
        if kind is None or not (lines or item.word("postcode") or item.flag("no_fixed_abode") is True):
            continue
        row = {
            "lines": "\n".join(lines), "postcode": words(item, "postcode").upper(),
            "no_fixed_abode": item.flag("no_fixed_abode") is True,
            "valid_from": known(item.day("valid_from")), "valid_to": known(item.day("valid_to")),
        }  # fmt: skip
        if row not in by_kind[kind]:
            by_kind[kind].append(row)
    yield from (Holding(Address, tuple(rows), {"kind": kind}) for kind, rows in by_kind.items())


def _contacts(person: Fields) -> Iterator[Holding]:
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in own(person.many("contacts")):
        kind, value = words(item, "kind"), words(item, "value")
        if kind in _CONTACTS and value and {"value": value} not in by_kind[kind]:
            by_kind[kind].append({"value": value})
    yield from (Holding(ContactPoint, tuple(rows), {"kind": kind}) for kind, rows in by_kind.items())


def _custody(top: Fields) -> Iterator[Holding]:
    rows = []
    for item in own(top.many("custody")):
        stay = item.child("stay")
        status = known_kind(stay, CustodyStatus, "status") if stay else None
        place = words(item, "place")
        if stay is None or status is None or not place:
            continue
        rows.append(
            {
                "establishment": place, "establishment_code": words(stay, "code"), "status": status,
                "since": known(item.day("since")), "until": known(item.day("until")),
                "release_on": known(stay.day("release_on")), "release_kind": words(stay, "release_kind"),
                "external_ref": words(stay, "reference"),
            }
        )  # fmt: skip
    if rows:
        yield Holding(CustodyEpisode, tuple(rows))
