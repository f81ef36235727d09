"""Names of people as they stand in the record, with their dates of birth and scopes, and the rows they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.index.words import Word, family_words, given_words, ordinal, pairs
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN, NO_BIRTH, NO_WORD
from db.tables.people import PersonDetail, PersonName
from db.tables.places import Agency
from db.tables.system import Relevance
from db.words.families.access import Scope
from db.words.families.people import DetailKind
from db.words.families.places import AgencyKind
from db.words.text import fold

_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_detail: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]

Key = tuple[int, int, int, int, int]
"""Scope, family name, forename, part, born: a row of `lookup_name` without the name."""


@dataclass(frozen=True, slots=True)
class Name:
    """One stored name; `ended` names are only there to be taken out."""

    id: UUID
    person: UUID
    family: tuple[Word, ...]
    given: tuple[Word, ...]
    born_with_it: date | None
    ended: bool

    @property
    def spellings(self) -> Iterator[tuple[int, str]]:
        """Its words with their sides."""
        yield from ((FAMILY, norm) for norm, _ in self.family)
        yield from ((GIVEN, norm) for norm, _ in self.given)

    def keys(
        self, numbers: dict[tuple[int, str], int], births: Collection[int], scopes: Iterable[int]
    ) -> Iterator[Key]:
        """The rows that it makes."""
        days = (self.born_with_it.toordinal(),) if self.born_with_it else births or (NO_BIRTH,)
        for family, given, part in pairs(self.family, self.given):
            one = numbers[(FAMILY, family)] if family else NO_WORD
            other = numbers[(GIVEN, given)] if given else NO_WORD
            for scope in scopes:
                for born in days:
                    yield scope, one, other, part, born


@dataclass(frozen=True, slots=True)
class Standing:
    """What is read of some people at once."""

    names: list[Name] = field(default_factory=list)
    births: dict[UUID, set[int]] = field(default_factory=dict)
    scopes: dict[UUID, set[tuple[Scope, UUID]]] = field(default_factory=dict)


NAMES = sa.select(
    _name.c.id, _name.c.person_id, _name.c.family_folded, _name.c.given_folded, _name.c.middle,
    _name.c.born_with_it, _name.c.ended_at,
)  # fmt: skip
BIRTHS = sa.select(_detail.c.person_id, _detail.c.value).where(
    _detail.c.kind == DetailKind.DATE_OF_BIRTH, _detail.c.ended_at.is_(None)
)
# What a court's own agency holds makes nobody relevant (rule R6 is for the other agencies).
_OF_COURTS = sa.select(_agency.c.id).where(_agency.c.kind.in_([AgencyKind.COURT, AgencyKind.JUDICIARY]))
SCOPES = (
    sa.select(_relevance.c.person_id, _relevance.c.scope, _relevance.c.scope_id)
    .where(sa.or_(_relevance.c.scope != Scope.AGENCY, _relevance.c.scope_id.not_in(_OF_COURTS)))
    .distinct()
)
Row = Mapping[str, Any]
"""A row by the names of its columns."""
_NAME_CELLS, _BIRTH_CELLS, _SCOPE_CELLS = (
    itemgetter(*query.selected_columns.keys()) for query in (NAMES, BIRTHS, SCOPES)
)
_PEOPLE: sa.BindParameter[Any] = sa.bindparam("people", expanding=True)
_NAMES_OF = NAMES.where(_name.c.person_id.in_(_PEOPLE))
_BIRTHS_OF = BIRTHS.where(_detail.c.person_id.in_(_PEOPLE))
_SCOPES_OF = SCOPES.where(_relevance.c.person_id.in_(_PEOPLE))


def read(connection: Connection, people: list[UUID]) -> Standing:
    """Names, births and scopes of these people, as the connection sees them."""
    asked = {"people": people}
    return gathered(
        (name_of(row) for row in connection.execute(_NAMES_OF, asked)),
        connection.execute(_BIRTHS_OF, asked),
        connection.execute(_SCOPES_OF, asked),
    )


def told(connection: Connection, names: Iterable[Row], details: Iterable[Row], mattering: Iterable[Row]) -> Standing:
    """The same of people whose rows are at hand: of names, of details, and of to whom they matter."""
    births = (row for row in details if row["kind"] is DetailKind.DATE_OF_BIRTH and row["ended_at"] is None)
    scopes = set(map(_SCOPE_CELLS, mattering))
    of_courts = frozenset(connection.scalars(_OF_COURTS)) if scopes else frozenset()
    return gathered(
        map(name_of, map(_NAME_CELLS, names)),
        map(_BIRTH_CELLS, births),
        (cells for cells in scopes if cells[1] is not Scope.AGENCY or cells[2] not in of_courts),
    )


def gathered(names: Iterable[Name], births: Iterable[Any], scopes: Iterable[Any]) -> Standing:
    """Rows put together by person; a date that is no date is left out."""
    days: dict[UUID, set[int]] = defaultdict(set)
    for person, value in births:
        if (born := ordinal(value)) != NO_BIRTH:
            days[person].add(born)
    mattering: dict[UUID, set[tuple[Scope, UUID]]] = defaultdict(set)
    for person, scope, key in scopes:
        mattering[person].add((scope, key))
    return Standing(list(names), days, mattering)


def name_of(row: Any) -> Name:  # noqa: ANN401 - a row of NAMES
    """A row as a name with its words."""
    key, person, family, given, middle, born, ended = row
    return Name(
        key, person, family_words(family), given_words(given, fold(middle) if middle else ""), born, ended is not None
    )


def everywhere(scopes: Iterable[int]) -> tuple[int, ...]:
    """These scopes, and the one of everybody."""
    return (EVERYBODY, *scopes)
