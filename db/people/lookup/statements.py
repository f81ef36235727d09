"""Every statement of a lookup, each with the policy's own criteria on every governed table it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import SQLModel, col

from db.access.asked_by import AskedBy, BySession, asked_by
from db.access.constants import written_out
from db.access.partial import in_part
from db.access.standing import Standing
from db.people.lookup.by_number import Numbers
from db.people.lookup.by_place import Places
from db.people.lookup.prepared import Row, Shelf, among
from db.people.lookup.served import Served, served
from db.tables.care import CustodyEpisode
from db.tables.cases import DefendantCase
from db.tables.hearings import Follow, Hearing, Listing
from db.tables.people import Address, ContactPoint, Identifier, Person, PersonDetail, PersonName
from db.tables.places import Court, CourtRoom
from db.words.families.access import Category
from db.words.families.court import ListingState

MOST = 2000
"""Candidates by anything else."""
COUNTED = 10_000
"""People that are counted once the question stands."""

Statement = Select[*tuple[Any, ...]]
_names: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_contact: sa.Table = ContactPoint.__table__  # type: ignore[attr-defined]
_TEXTS = 7
_RECORDED = {Follow: "since", Person: "created_at"}
_ON = written_out(col(Listing.state).not_in((ListingState.VACATED, ListingState.CANCELLED, ListingState.JOINED)))


class Statements:
    """The statements for one reader by name, each made ready when it is first asked for."""

    def __init__(self, standing: Standing, dialect: Dialect) -> None:
        self.standing = standing
        self.births_in_part = in_part(standing, Category.IDENTITY)
        self.numbers = Numbers(standing, dialect)
        self.places = Places(standing, dialect)
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


def _made_of(what: str, reader: AskedBy) -> Statement | sa.CompoundSelect[Any]:
    return _Written(reader).makers[what]()


class _Written:
    """The statements by name, as they are written for a reader."""

    def __init__(self, reader: AskedBy) -> None:
        self._reader = reader
        in_rooms = among(_column(Listing, "court_id"), "courts"), among(_column(Listing, "room_id"), "rooms")
        of_people = among(_column(Listing, "person_id"), "ids")
        self.makers: dict[str, Callable[[], Statement | sa.CompoundSelect[Any]]] = {
            "names_today": self._names_today,
            "names_today_begun": lambda: self._names_today(begun=True),
            "defendants": self._defendants,
            "day": lambda: self._day(self._in_courts()),
            "day_in_rooms": lambda: self._day(*in_rooms),
            "day_of_people": lambda: self._day(self._in_courts(), of_people),
            "rooms": self._rooms,
            "by_hearing_number": self._by_hearing_number,
            "facts": self._facts,
            "facts_and_homes": lambda: self._facts(homes=True),
            "upcoming": lambda: self._listings().where(of_people, col(Listing.sitting_on) >= sa.bindparam("today")),
        }

    def _under(self, statement: Statement, *models: type[SQLModel]) -> Statement:
        """The statement with the rule of every table that it names."""
        return statement.where(*self._reader.criteria(*models))

    def _on(self, model: type[SQLModel], key: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition of an outer join, with the rule in it: the row stays where the other is not to be seen."""
        return sa.and_(_column(model, "id") == key, *self._reader.criteria(model))

    def _names_today(self, *, begun: bool = False) -> Statement:
        """Names of those on a list of the actor's courts today, one more than `MOST`; or those that begin as typed."""
        n = _names.c
        found = sa.join(Listing, _names, n.person_id == col(Listing.person_id))
        told = (sa.literal(0), n.person_id, sa.literal(0), n.family_folded, n.given_folded, n.middle)
        read = self._under(sa.select(*told).select_from(found), PersonName, Listing)
        read = read.where(*self._on_todays_list(), n.ended_at.is_(None))
        if begun:
            read = read.where(_begins(n.family_folded, "family"), _begins(n.given_folded, "given"))
        return read.limit(MOST if begun else MOST + 1)

    def _on_todays_list(self) -> tuple[ColumnElement[bool], ...]:
        return self._in_courts(), col(Listing.sitting_on) == sa.bindparam("today"), _ON

    def _in_courts(self) -> ColumnElement[bool]:
        return self._reader.at_my_courts(_column(Listing, "court_id"))

    def _facts(self, *, homes: bool = False) -> sa.CompoundSelect[Any]:
        """Standing facts of the persons in `ids`: whose, what it is, seven texts at most, when, whether it corrects."""
        each = [
            self._fact(PersonName, "name", "kind", "family", "given", "middle", "family_folded", "given_folded",
                       _text(col(PersonName.born_with_it))),
            self._fact(PersonDetail, "detail", "kind", "value"),
            self._fact(Identifier, "number", "kind", "canonical", "raw"),
            self._fact(CustodyEpisode, "custody", _text(col(CustodyEpisode.until))),
            self._fact(Follow, "followed"),
            self._fact(Person, "person", _text(col(Person.restricted_level)), _text(col(Person.deceased_on))),
        ]  # fmt: skip
        if homes:
            each.append(self._fact(Address, "home", "postcode"))
            each.append(self._fact(ContactPoint, "telephone", _contact.c.dialled))
        return sa.union_all(*each)

    def _fact(self, model: type[SQLModel], what: str, *told: str | ColumnElement[Any]) -> Statement:
        """One kind of fact, under the rule for people of whom it was asked already that they matter to the reader."""
        person = _column(model, "id" if model is Person else "person_id")
        texts = [sa.type_coerce(_column(model, one) if isinstance(one, str) else one, sa.String) for one in told]
        empty = [sa.null() for _ in range(_TEXTS - len(texts))]
        recorded = _column(model, _RECORDED.get(model, "recorded_at"))
        when = [sa.type_coerce(one, sa.String) for one in (recorded, _column(model, "id"))]
        # Of numbers, homes and telephones all are shown or none: their order says nothing.
        ranked = model in (PersonName, PersonDetail)
        corrects = (
            sa.case((_column(model, "corrects_id").is_not(None), 1), else_=0) if ranked else sa.literal_column("0")
        )
        read = sa.select(person.label("person"), sa.literal_column(f"'{what}'"), *texts, *empty,
                         when[0].label("recorded"), when[1].label("fact"), corrects.label("corrects"))  # fmt: skip
        rule = self._reader.fact(model)
        standing = () if model is Person else (_column(model, "ended_at").is_(None),)
        return read.where(among(person, "ids"), *standing, rule)

    def _defendants(self) -> Statement:
        d = DefendantCase
        read = self._under(sa.select(col(d.case_id), col(d.person_id)), d)
        return read.where(among(_column(d, "case_id"), "ids"), col(d.joined_id).is_(None)).limit(MOST)

    def _listings(self) -> Statement:
        """A row of a list with its court, room and hearing, the next one first."""
        row = Listing
        return (
            self._under(
                sa.select(
                    col(row.id),
                    col(row.person_id),
                    col(row.hearing_id),
                    col(row.sitting_on),
                    col(row.starts_at),
                    col(Court.name),
                    col(CourtRoom.name),
                    col(Hearing.kind),
                    col(DefendantCase.case_id),
                    col(row.court_id),
                    col(Court.code),
                )
                .join_from(row, Court, col(Court.id) == col(row.court_id))
                .join(CourtRoom, col(CourtRoom.id) == col(row.room_id))
                .join(Hearing, col(Hearing.id) == col(row.hearing_id))
                .outerjoin(DefendantCase, self._on(DefendantCase, _column(row, "defendant_case_id"))),
                row,
                Hearing,
            )
            .where(_ON)
            .order_by(col(row.sitting_on), col(row.starts_at), col(row.sequence))
        )

    def _day(self, *where: ColumnElement[bool]) -> Statement:
        return self._listings().where(*where, col(Listing.sitting_on) == sa.bindparam("day")).limit(MOST)

    def _rooms(self) -> Statement:
        """Rooms of the actor's courts: key and name, and the court's key, name and code."""
        read: Statement = sa.select(
            col(CourtRoom.id), col(CourtRoom.name), col(Court.id), col(Court.name), col(Court.code)
        ).join_from(CourtRoom, Court, col(Court.id) == col(CourtRoom.court_id))
        return read.where(self._reader.at_my_courts(_column(Court, "id")))

    def _by_hearing_number(self) -> Statement:
        return self._listings().where(among(_column(Hearing, "external_id"), "typed")).limit(MOST)


def _begins(folded: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """A plain comparison, so that no index is chosen for it: `part` in its first `part_size` signs."""
    plain = sa.func.replace(folded, " ", "")
    begins = sa.func.substr(plain, 1, sa.bindparam(f"{part}_size"))
    return begins == sa.bindparam(part)


def _text(column: Any) -> ColumnElement[str]:  # noqa: ANN401 - a mapped column
    return sa.cast(column, sa.String)


def _column(model: type[SQLModel], name: str) -> ColumnElement[Any]:
    attribute: ColumnElement[Any] = getattr(model, name)
    return attribute
