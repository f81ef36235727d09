"""Source records as the matching compares them, read from the database by sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.people.matching.cleaning import address_of, birth_of, name_of, numbers_of, postcode_of
from db.people.matching.known import Known
from db.people.scoring.identity import Identity, KnownBirth, KnownName
from db.tables.base import table_of
from db.tables.cases import DefendantCase
from db.tables.people import Address, ContactPoint, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.sharing import ExclusionEntry
from db.words.batches import in_batches
from db.words.families.exchange import System
from db.words.families.people import DetailKind, IdentifierKind, NameKind, Sex

_AT_ONCE: Final = 400
NUMBERS: Final = (
    IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.ASN, IdentifierKind.NOMS, IdentifierKind.CRN,
)  # fmt: skip
"""Kinds of number by which records of one person find each other."""
_NUMBERED: Final = frozenset(
    {
        System.COMMON_PLATFORM,
        System.PEOPLE_CSV,
        System.PRISON,
        System.PROBATION,
        System.POLICE_RECORD,
        System.TRACKER,
    }
)
"""Systems that number people; the others number appearances."""
_UNNUMBERED: Final = " "
"""What the external id of a record begins with to which its source gave no number."""


@dataclass(frozen=True, slots=True)
class Side:
    """A record on file: whose it is now, and how it compares."""

    record_id: UUID
    person_id: UUID
    known: Known


@dataclass(slots=True)
class _Parts:
    """The rows of one record, sorted by what they are."""

    names: list[tuple[NameKind, KnownName, date | None]] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    numbers: list[tuple[IdentifierKind, str]] = field(default_factory=list)
    postcodes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    telephones: list[str] = field(default_factory=list)
    sex: Sex | None = None
    cases: set[str] = field(default_factory=set)


def sides_of(connection: Connection, records: Collection[UUID]) -> dict[UUID, Side]:
    """These records by their keys; one without a name is left out, since nothing is decided about it."""
    found: dict[UUID, Side] = {}
    for some in in_batches(sorted(records), _AT_ONCE):
        found.update(_sides(connection, some))
    return found


def records_of_people(connection: Connection, people: Collection[UUID]) -> set[UUID]:
    """All records placed with these people."""
    record = table_of(SourceRecord)
    found: set[UUID] = set()
    for some in in_batches(sorted(people), _AT_ONCE):
        found.update(connection.scalars(sa.select(record.c.id).where(record.c.person_id.in_(some))))
    return found


def _sides(connection: Connection, records: list[UUID]) -> Iterator[tuple[UUID, Side]]:
    parts: dict[UUID, _Parts] = {}
    for model, take in _TAKEN.items():
        table = table_of(model)
        rows = connection.execute(
            sa.select(table)
            .where(table.c.source_record_id.in_(records), table.c.ended_at.is_(None))
            .order_by(table.c.recorded_at.desc(), table.c.id.desc())
        ).mappings()
        for row in rows:
            take(parts.setdefault(row["source_record_id"], _Parts()), row)
    record, person, entry = table_of(SourceRecord), table_of(Person), table_of(ExclusionEntry)
    kept_away = sa.exists().where(entry.c.person_id == record.c.person_id, entry.c.ended_at.is_(None))
    rows = connection.execute(
        sa.select(record, sa.or_(person.c.restricted_level > 0, kept_away).label("limited"))
        .join(person, person.c.id == record.c.person_id)
        .where(record.c.id.in_(records))
    ).mappings()
    for row in rows:
        one = parts.get(row["id"])
        if one is not None and one.names:
            yield row["id"], Side(row["id"], row["person_id"], _known(row, one))


def _known(row: sa.RowMapping, one: _Parts) -> Known:
    system, number = row["system"], row["external_id"]
    # The same number in another agency's own list is somebody else.
    source = f"{system}:{row['agency_id']}" if system == System.PEOPLE_CSV else system
    if system == System.TRACKER:
        source = f"{system}:{number.partition('/')[0]}"  # each installation numbers people for itself
    numbered = system in _NUMBERED and not number.startswith(_UNNUMBERED)
    one.names.sort(key=lambda name: name[0] is not NameKind.PRIMARY)
    births, unclear = [], []
    for text in dict.fromkeys(one.births):
        born, signs = birth_of(text)
        births += [born] if born else []
        unclear += [signs] if signs else []
    for place, (_, _, day) in enumerate(one.names):
        births += [KnownBirth(day, place)] if day is not None else []
    numbers = numbers_of(one.numbers)
    identity = Identity(
        names=tuple(name for _, name, _ in one.names),
        births=tuple(births),
        numbers=tuple(dict.fromkeys(numbers.sound)),
        postcodes=tuple(dict.fromkeys(one.postcodes)),
        telephones=tuple(dict.fromkeys(one.telephones)),
        sex=one.sex,
        doubtful=tuple(dict.fromkeys(numbers.doubtful)),
        unclear=tuple(unclear),
        addresses=tuple(dict.fromkeys(one.addresses)),
    )
    cases = frozenset(one.cases)
    return Known(str(row["id"]), identity, source, number if numbered else "", cases, bool(row["limited"]))


def _name(one: _Parts, row: sa.RowMapping) -> None:
    if row["is_organisation"]:
        return
    known = name_of(row["family"], row["given"], row["middle"], row["kind"])
    one.names.append((row["kind"], known, row["born_with_it"]))


def _detail(one: _Parts, row: sa.RowMapping) -> None:
    if row["kind"] is DetailKind.DATE_OF_BIRTH:
        one.births.append(row["value"])
    elif row["kind"] is DetailKind.SEX and one.sex is None:
        one.sex = next((sex for sex in Sex if sex.value == row["value"]), None)


def _number(one: _Parts, row: sa.RowMapping) -> None:
    if row["kind"] in NUMBERS:
        one.numbers.append((row["kind"], row["raw"]))


def _home(one: _Parts, row: sa.RowMapping) -> None:
    if code := postcode_of(row["postcode"]):
        one.postcodes.append(code)
    if line := address_of(row["lines"].partition("\n")[0]):
        one.addresses.append(line)


def _contact(one: _Parts, row: sa.RowMapping) -> None:
    if row["kind"] == "phone" and row["dialled"]:
        one.telephones.append(row["dialled"])


def _case(one: _Parts, row: sa.RowMapping) -> None:
    one.cases.add(str(row["case_id"]))


_TAKEN: Final[dict[type[SQLModel], Callable[[_Parts, Any], None]]] = {
    PersonName: _name,
    PersonDetail: _detail,
    Identifier: _number,
    Address: _home,
    ContactPoint: _contact,
    DefendantCase: _case,
}
