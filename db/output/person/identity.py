"""Names, details, numbers, addresses and telephones of the document: the card's values, taken apart by their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from uuid import UUID

from db.cards.file import FileCard
from db.cards.person import FieldCard, SourceCard, ValueCard
from db.file.facts import Facts
from db.file.identity import CONTACT
from db.tables.people import Address, ContactPoint, Fact, Identifier, PersonDetail, PersonName
from db.words.families.exchange import System

Json = dict[str, Any]
F = TypeVar("F", bound=Fact)


def source(card: SourceCard) -> Json:
    """Who says so; what another Tracker said is told as such, since its own document is the first hand."""
    return {"agency": card.agency, "system": card.system, "relayed": card.system.startswith(System.TRACKER.label)}


def identity(card: FileCard, facts: Facts) -> Json:
    """The five lists of who somebody is."""
    homes = [field for field in card.addresses if not field.key.startswith(f"{CONTACT}:")]
    contacts = [field for field in card.addresses if field.key.startswith(f"{CONTACT}:")]
    return {
        "names": list(_values(card.names, facts.names, _name)),
        "details": list(_values(card.details, facts.details, _detail)),
        "numbers": list(_values(card.numbers, facts.identifiers, _number)),
        "addresses": list(_values(homes, facts.addresses, _address)),
        "contacts": list(_values(contacts, facts.contacts, _contact)),
    }


def _values(fields: Iterable[FieldCard], rows: Iterable[F], parts: Callable[[F], Json]) -> Iterator[Json]:
    """Every value that the card shows, the best of its field first."""
    by_id = {row.id: row for row in rows}
    for field in fields:
        for value in field.values:
            row = by_id[_key(value)]
            yield {"field": field.label, "text": value.text, **parts(row), **_said(value)}


def _key(value: ValueCard) -> UUID:
    assert value.id is not None  # a value of a file is a row
    return value.id


def _said(value: ValueCard) -> Json:
    return {
        "flag": value.flag or None,
        "source": source(value.source),
        "recorded_at": value.recorded_at,
        "confirmed": value.confirmed,
        "valid_from": value.valid_from,
        "valid_to": value.valid_to,
    }


def _name(row: PersonName) -> Json:
    return {
        "kind": row.kind.value, "title": row.title, "given": row.given, "middle": row.middle, "family": row.family,
        "organisation": row.is_organisation, "born_with_it": row.born_with_it,
    }  # fmt: skip


def _detail(row: PersonDetail) -> Json:
    return {"kind": row.kind.value, "value": row.value}


def _number(row: Identifier) -> Json:
    return {"kind": row.kind.value, "raw": row.raw, "canonical": row.canonical, "valid": row.valid}


def _address(row: Address) -> Json:
    lines = [line for line in row.lines.splitlines() if line]
    return {
        "kind": row.kind.value, "lines": lines, "postcode": row.postcode or None, "no_fixed_abode": row.no_fixed_abode,
    }  # fmt: skip


def _contact(row: ContactPoint) -> Json:
    return {"kind": row.kind, "value": row.value}
