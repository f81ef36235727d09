"""Every statement of a lookup, each with the policy's own criteria on every governed table it reads."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import SQLModel, col

from db.access.criteria import criterion
from db.access.partial import in_part
from db.access.standing import Standing
from db.tables.care import CustodyEpisode
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Hearing, Listing
from db.tables.lookup import NO_BIRTH
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName
from db.tables.places import Court, CourtRoom
from db.words.families.access import Category
from db.words.families.court import ListingState

MOST = 2000
"""Candidates by anything else."""
COUNTED = 10_000
"""People that are counted once the question stands."""

Statement = Select[*tuple[Any, ...]]
_OFF = (ListingState.VACATED, ListingState.CANCELLED, ListingState.JOINED)


class Statements:
    """Made once for a standing and kept, so that the database layer need not work them out at every key."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self._standing = standing
        self.births_in_part = in_part(standing, Category.IDENTITY)
        self._actor = standing.actor
        self.names_today = self._names_today()
        self.number = self._persons_of(Identifier).where(
            sa.tuple_(col(Identifier.kind), col(Identifier.canonical)).in_(_many("forms"))
        )
        self.number_raw = self._persons_of(Identifier).where(col(Identifier.raw).in_(_many("raw")))
        self.postcode = self._persons_of(Address).where(col(Address.postcode).in_(_many("postcodes")))
        self.cases = self._cases()
        self.defendants = self._defendants()
        self.day = self._day()
        self.by_hearing_number = self._by_hearing_number()
        self.hydrate_names = self._of(
            PersonName, "kind", "family", "given", "middle", "family_folded", "given_folded", "born_with_it"
        )
        self.hydrate_details = self._of(PersonDetail, "kind", "value")
        self.hydrate_numbers = self._of(Identifier, "kind", "canonical", "raw")
        self.hydrate_custody = self._of(CustodyEpisode, "until")
        self.hydrate_postcodes = self._of(Address, "postcode")
        self.hydrate_persons = self._under(
            sa.select(col(Person.id), col(Person.restricted_level), col(Person.deceased_on)), Person
        ).where(col(Person.id).in_(_many("ids")))
        self.hydrate_listings = self._listings().where(
            col(Listing.person_id).in_(_many("ids")), col(Listing.sitting_on) >= sa.bindparam("today")
        )

    def _under(self, statement: Statement, *models: type[SQLModel]) -> Statement:
        """The statement with the rule of every table that it names."""
        rules = (criterion(self._standing, model) for model in models)
        return statement.where(*(rule for rule in rules if rule is not None))

    def _on(self, model: type[SQLModel], key: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition of an outer join, with the rule in it: the row stays where the other is not to be seen."""
        rule = criterion(self._standing, model)
        return sa.and_(_column(model, "id") == key, *(() if rule is None else (rule,)))

    def _names_today(self) -> Statement:
        """Those on a list of the actor's courts today: they come first among equals, however many others match."""
        n = PersonName
        read = sa.select(
            col(n.id), col(n.person_id), col(n.family_folded), col(n.given_folded), col(n.middle), col(n.born_with_it),
            sa.literal(NO_BIRTH),
        ).join_from(
            Listing, n, col(n.person_id) == col(Listing.person_id)
        )  # fmt: skip
        return (
            self._under(read, n, Listing)
            .where(*self._on_todays_list(), col(n.ended_at).is_(None), _begins(n, "family"), _begins(n, "given"))
            .limit(MOST)
        )

    def _on_todays_list(self) -> tuple[ColumnElement[bool], ...]:
        return (
            col(Listing.court_id).in_(self._courts()),
            col(Listing.sitting_on) == sa.bindparam("today"),
            col(Listing.state).not_in(_OFF),
        )

    def _courts(self) -> Any:  # noqa: ANN401 - a list of keys or a subquery
        if self._actor.every_court:
            return sa.select(col(Court.id))
        return sorted(self._actor.courts)

    def _persons_of(self, model: type[SQLModel], *more: type[SQLModel]) -> Statement:
        """Persons by one of their facts."""
        person, ended = _column(model, "person_id"), _column(model, "ended_at")
        return self._under(sa.select(person), model, *more).where(ended.is_(None)).limit(MOST + 1)

    def _of(self, model: type[SQLModel], *names: str) -> Statement:
        """Standing facts of the persons in `ids`, the newest first."""
        person, ended = _column(model, "person_id"), _column(model, "ended_at")
        columns = [_column(model, name) for name in names]
        return (
            self._under(sa.select(person, *columns), model)
            .where(person.in_(_many("ids")), ended.is_(None))
            .order_by(_column(model, "recorded_at").desc(), _column(model, "id").desc())
        )

    def _cases(self) -> Statement:
        c = Case
        read = sa.select(col(c.id), col(c.case_no), col(c.urn), col(c.status), col(Court.name)).join_from(
            c, Court, col(Court.id) == col(c.court_id), isouter=True
        )
        typed = _many("typed")
        return self._under(read, c).where(sa.or_(col(c.case_no).in_(typed), col(c.urn).in_(typed))).limit(MOST)

    def _defendants(self) -> Statement:
        d = DefendantCase
        read = self._under(sa.select(col(d.case_id), col(d.person_id)), d)
        return read.where(col(d.case_id).in_(_many("ids")), col(d.joined_id).is_(None)).limit(MOST)

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
            .where(col(row.state).not_in(_OFF))
            .order_by(col(row.sitting_on), col(row.starts_at), col(row.sequence))
        )

    def _day(self) -> Statement:
        return (
            self._listings()
            .where(col(Listing.court_id).in_(self._courts()), col(Listing.sitting_on) == sa.bindparam("day"))
            .limit(MOST)
        )

    def _by_hearing_number(self) -> Statement:
        return self._listings().where(col(Hearing.external_id).in_(_many("typed"))).limit(MOST)


def _begins(model: type[SQLModel], part: str) -> ColumnElement[bool]:
    """A plain comparison, so that no index is chosen for it: `part` in its first `part_size` signs."""
    plain = sa.func.replace(_column(model, f"{part}_folded"), " ", "")
    begins = sa.func.substr(plain, 1, sa.bindparam(f"{part}_size"))
    return begins == sa.bindparam(part)


def _many(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, expanding=True)


def _column(model: type[SQLModel], name: str) -> ColumnElement[Any]:
    attribute: ColumnElement[Any] = getattr(model, name)
    return attribute
