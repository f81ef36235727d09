"""Which records may be of the same person as a record: by numbers, days of birth, homes and names, by indexes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.people.lookup.births import mistaken
from db.people.scoring.identity import Identity
from db.people.settling.sides import NUMBERS, Side
from db.tables.base import table_of
from db.tables.people import Address, Identifier, PersonDetail, PersonName
from db.words.families.people import DetailKind

Near = Callable[[Connection, Side], dict[UUID, UUID]]
"""Records of other people that may be of the same person as this one, each with the person that it is placed with."""
MOST: Final = 400
"""Records that one way of looking gives; more of them share something that tells nobody apart."""
_PRIMARY_WORDS: Final = 3


def beside(connection: Connection, side: Side) -> dict[UUID, UUID]:
    """Records of other people that share a number, a day of birth (or one written for another), a home or a name.

    Each with the person that it is placed with.
    """
    identity = side.known.identity
    found: dict[UUID, UUID] = {}
    for query in (*_by_number(identity), *_by_birth(identity), *_by_home(identity), *_by_name(identity)):
        rows = [(row.source_record_id, row.person_id) for row in connection.execute(query.limit(MOST + 1))]
        if len(rows) <= MOST:
            found.update((record, person) for record, person in rows if person != side.person_id)
    return found


def _by_number(identity: Identity) -> Iterable[sa.Select[tuple[UUID, UUID]]]:
    number = table_of(Identifier)
    for kind in NUMBERS:
        values = sorted({value for of, value in identity.numbers if of is kind})
        if values:
            yield _whose(number).where(number.c.kind == kind, number.c.canonical.in_(values))


def _by_birth(identity: Identity) -> Iterable[sa.Select[tuple[UUID, UUID]]]:
    """The same day, whatever the name; days commonly written for it, with a name that agrees in a word."""
    detail, name = table_of(PersonDetail), table_of(PersonName)
    days = {birth.day for birth in identity.births}
    if not days:
        return
    same = sorted(day.isoformat() for day in days)
    yield _whose(detail).where(detail.c.kind == DetailKind.DATE_OF_BIRTH, detail.c.value.in_(same))
    near = {date.fromordinal(number).isoformat() for day in days for number in mistaken(day)} - set(same)
    families = sorted({each.family for each in identity.names if each.family})
    if near and families:
        yield (
            _whose(detail)
            .join(name, name.c.source_record_id == detail.c.source_record_id)
            .where(
                detail.c.kind == DetailKind.DATE_OF_BIRTH,
                detail.c.value.in_(sorted(near)),
                sa.or_(name.c.family_folded.in_(families), name.c.given_folded.in_(families)),
                name.c.ended_at.is_(None),
            )
        )


def _by_home(identity: Identity) -> Iterable[sa.Select[tuple[UUID, UUID]]]:
    home = table_of(Address)
    spaced = sorted({code for each in identity.postcodes for code in (each, f"{each[:-3]} {each[-3:]}")})
    if spaced:
        yield _whose(home).where(home.c.postcode.in_(spaced))


def _by_name(identity: Identity) -> Iterable[sa.Select[tuple[UUID, UUID]]]:
    """One name word for word, either way round; alone it is enough for a question only where it is rare."""
    name = table_of(PersonName)
    for each in identity.names[:_PRIMARY_WORDS]:
        if each.family and each.given:
            given = each.given.partition(" ")[0]
            for family, forename in ((each.family, given), (given, each.family)):
                yield _whose(name).where(
                    name.c.family_folded == family, sa.func.substr(name.c.given_folded, 1, len(forename)) == forename
                )


def _whose(table: sa.Table) -> sa.Select[tuple[UUID, UUID]]:
    return sa.select(table.c.source_record_id, table.c.person_id).where(table.c.ended_at.is_(None))
