"""People by where they live or by telephone, with their names and births, so that the rest of a question narrows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql import ColumnElement
from sqlmodel import SQLModel

from db.access.asked_by import AskedBy, BySession, asked_by
from db.access.standing import Standing
from db.cards.find import Query
from db.people.box.places import lives
from db.people.lookup.looking import Found
from db.people.lookup.prepared import Row, Shelf
from db.people.lookup.quick import Quick
from db.people.lookup.served import Served, served
from db.people.lookup.words import LAST
from db.people.shown import iso_day
from db.tables.people import Address, ContactPoint, PersonDetail, PersonName
from db.tables.pieces import PIECE
from db.words.families.people import DetailKind

MOST: Final = 2_000
_INWARD: Final = 3
_BEHIND: Final = -100.0
_home: sa.Table = Address.__table__  # type: ignore[attr-defined]
_contact: sa.Table = ContactPoint.__table__  # type: ignore[attr-defined]
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_detail: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]


class Places:
    """The statements for one reader, each made ready when it is first asked for.

    Columns: the person, the postcode or the telephone, the day of birth as text or None, the folded family name and
    forename, the middle names.
    """

    def __init__(self, standing: Standing, dialect: Dialect) -> None:
        written = _Written(asked_by(standing, dialect.name))
        self._made: Shelf[str] = Shelf(dialect, lambda what: written.makers[what](), _function_of)

    def rows(self, connection: Connection, what: str, **values: object) -> list[Row]:
        """The rows of one of the statements."""
        return self._made[what].rows(connection, **values)


def _function_of(what: str) -> str:
    return f"find_{what}"


def functions() -> Iterator[Served]:
    """Every statement as a function of PostgreSQL."""
    for what in _Written(BySession()).makers:
        yield served(_function_of(what), partial(_made_of, what))


def _made_of(what: str, reader: AskedBy) -> sa.CompoundSelect[Any]:
    return _Written(reader).makers[what]()


class _Written:
    """The statements by name, as they are written for a reader."""

    def __init__(self, reader: AskedBy) -> None:
        self._reader = reader
        self.makers = {"homes": self._homes, "telephones": self._telephones}

    def _homes(self) -> sa.CompoundSelect[Any]:
        """Postcodes are recorded with the space and without; without it M1 is told from M14 by their length."""
        code = _home.c.postcode
        spaced = (code >= sa.bindparam("first"), code <= sa.bindparam("last"))
        solid = (code >= sa.bindparam("first_solid"), code <= sa.bindparam("last_solid"))
        return self._either(Address, code, [spaced, (*solid, sa.func.length(code) == sa.bindparam("size"))])

    def _telephones(self) -> sa.CompoundSelect[Any]:
        """By how it begins, and by how it ends."""
        c = _contact.c
        begins = (c.dialled >= sa.bindparam("first"), c.dialled <= sa.bindparam("last"))
        ends = (c.ending == sa.bindparam("ending"), c.dialled.like(sa.bindparam("pattern")))
        return self._either(ContactPoint, c.dialled, [begins, ends])

    def _either(
        self, model: type[SQLModel], told: ColumnElement[Any], ways: list[tuple[ColumnElement[bool], ...]]
    ) -> sa.CompoundSelect[Any]:
        each = [self._named(model, told, way).limit(MOST + 1).subquery() for way in ways]
        return sa.union(*(sa.select(one) for one in each)).limit(MOST + 1)

    def _named(
        self, model: type[SQLModel], told: ColumnElement[Any], way: tuple[ColumnElement[bool], ...]
    ) -> sa.Select[Any]:
        n, d = _name.c, _detail.c
        where: sa.Table = model.__table__  # type: ignore[attr-defined]
        person = where.c.person_id
        birth = (d.person_id == person, d.kind == DetailKind.DATE_OF_BIRTH, d.ended_at.is_(None))
        found = sa.join(where, _name, n.person_id == person).outerjoin(
            _detail, sa.and_(*birth, n.born_with_it.is_(None), *self._reader.criteria(PersonDetail))
        )
        born = sa.func.coalesce(sa.cast(n.born_with_it, sa.String), sa.type_coerce(d.value, sa.String))
        read = sa.select(person, told, born, n.family_folded, n.given_folded, n.middle).select_from(found)
        standing = (where.c.ended_at.is_(None), n.ended_at.is_(None))
        return read.where(*way, *standing, *self._reader.criteria(model, PersonName))


def take(connection: Connection, places: Places, query: Query, quick: Quick, *, into: Found) -> bool:
    """Take everybody there whom this reader may see; whether somebody of them answers everything else too.

    Whose name or birth is another comes far behind.
    """
    answered = False
    for rows in _asked(connection, places, query):
        into.complete = into.complete and len(rows) <= MOST
        for person, _, born, *name in rows[:MOST]:
            cost = quick.cost(*name) if _fits(query, born) else None
            into.take(person, _BEHIND if cost is None else cost)
            answered = answered or cost is not None
    return answered


def _asked(connection: Connection, places: Places, query: Query) -> list[list[Row]]:
    asked = []
    if code := query.postcode or query.outward:
        out, inward = (*code.split(" "), "")[:2]
        whole = len(inward) == _INWARD
        solid = f"{out}{inward}"
        rows = places.rows(
            connection, "homes", first=code if inward else f"{out} ", last=code if whole else f"{out} {inward}{LAST}",
            first_solid=solid, last_solid=solid if whole else solid + LAST, size=len(out) + _INWARD,
        )  # fmt: skip
        asked.append([row for row in rows if lives(row[1], code)])
    if len(dialled := query.telephone) >= PIECE:
        ends = {"ending": dialled[-PIECE:], "pattern": f"%{dialled}"}
        asked.append(places.rows(connection, "telephones", first=dialled, last=dialled + LAST, **ends))
    return asked


def _fits(query: Query, born: str | None) -> bool:
    if not query.births:
        return True
    day: date | None = iso_day(born) if born else None
    return day is not None and any(one.fits(day) for one in query.births)
