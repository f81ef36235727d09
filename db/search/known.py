"""Reads what free criteria ask of people beyond their charges: where to begin, names, lists, bail, markers, orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.searching import People
from db.search.reading import parts
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail
from db.tables.hearings import Listing
from db.tables.held import Need
from db.tables.past import CourtOrder
from db.tables.people import PersonName, SourceRecord
from db.tables.places import Agency, Court
from db.unit import Unit
from db.words.errors import BadInput, NotFound
from db.words.families.bail import CustodyStatus
from db.words.families.court import GONE
from db.words.families.held import NeedState, RecordState
from db.words.text import fold

MOST: Final = 5_000
"""People to begin with at most; who finds more narrows it."""
TOO_MANY: Final = "That begins with too many people."
_OUT: Final = (CustodyStatus.RELEASED, CustodyStatus.DEAD)


@dataclass(slots=True)
class Known:
    """What the criteria ask, by person; a part that is not asked is empty."""

    names: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    listed: dict[UUID, list[date]] = field(default_factory=lambda: defaultdict(list))
    of_court: set[UUID] = field(default_factory=set)
    of_agency: set[UUID] = field(default_factory=set)
    bail: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    markers: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    needs: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    on_order: set[UUID] = field(default_factory=set)
    held: dict[UUID, str] = field(default_factory=dict)


def beginning(unit: Unit, query: People, day: date) -> set[UUID]:
    """Everybody who may be meant where no area is named. Raises BadInput where nothing says where to begin."""
    if query.court:
        row, window = Listing, _window(query, day)
        asked = sa.select(col(row.person_id)).where(
            col(row.court_id) == court_of(unit, query.court), col(row.sitting_on).between(*window),
            col(row.state).not_in(GONE),
        )  # fmt: skip
    elif query.name:
        asked = sa.select(col(PersonName.person_id)).where(col(PersonName.ended_at).is_(None), _begins(query.name))
    elif query.agency:
        agency = agency_of(unit, query.agency)
        asked = sa.select(col(SourceRecord.person_id)).where(col(SourceRecord.agency_id) == agency)
    else:
        raise BadInput("Nothing says where to begin.", to_do="Name an area, a court, an agency or a name.")
    found = set(unit.session.scalars(asked.distinct().limit(MOST + 1)))
    if len(found) > MOST:
        raise BadInput(TOO_MANY, to_do="Name an area or a court as well.")
    return found


def _begins(name: str) -> Any:  # noqa: ANN401 - a condition
    """Family or given name that begins with the first word; the others are looked at name by name."""
    first = fold(name).split()[0] if fold(name).split() else ""
    if not first:
        raise BadInput("The name has no letter.")
    after = first[:-1] + chr(ord(first[-1]) + 1)
    n = PersonName
    return sa.or_(
        sa.and_(col(n.family_folded) >= first, col(n.family_folded) < after),
        sa.and_(col(n.given_folded) >= first, col(n.given_folded) < after),
    )


def known(unit: Unit, query: People, people: Collection[UUID], day: date) -> Known:
    """What is asked of them, each in one statement."""
    found = Known()
    for some in parts(people):
        _identity(unit, query, some, found=found)
        if query.court or query.hearing:
            _listings(unit, query, some, found=found, day=day)
        if query.bail:
            for row in _rows(unit, some, Bail, (Bail.status,), col(Bail.ended_at).is_(None)):
                found.bail[row[0]] |= {row[1].name.casefold()} if row[1] else set()
        _held_records(unit, query, some, found=found)
        stay = CustodyEpisode
        current = sa.or_(col(stay.until).is_(None), col(stay.until) >= day)
        standing = (col(stay.ended_at).is_(None), col(stay.status).not_in(_OUT), current)
        for row in _rows(unit, some, stay, (stay.establishment,), *standing):
            found.held[row[0]] = row[1]
    return found


def _identity(unit: Unit, query: People, some: list[UUID], *, found: Known) -> None:
    if query.name:
        n = PersonName
        for row in _rows(unit, some, n, (n.family_folded, n.given_folded), col(n.ended_at).is_(None)):
            found.names[row[0]].append(f"{row[1]} {row[2]}")
    if query.agency:
        one = agency_of(unit, query.agency)
        found.of_agency |= {row[0] for row in _rows(unit, some, SourceRecord, (), col(SourceRecord.agency_id) == one)}
    if query.markers:
        for row in _rows(unit, some, Marker, (Marker.kind,), col(Marker.ended_at).is_(None)):
            found.markers[row[0]].add(row[1].value)


def _held_records(unit: Unit, query: People, some: list[UUID], *, found: Known) -> None:
    if query.on_order is not None:
        order = CourtOrder
        open_ = (
            col(order.ended_at).is_(None),
            col(order.state) == RecordState.OPEN,
            col(order.terminated_on).is_(None),
        )
        found.on_order |= {row[0] for row in _rows(unit, some, order, (), *open_)}
    if query.needs:
        standing = (col(Need.ended_at).is_(None), col(Need.state) == NeedState.OPEN)
        for row in _rows(unit, some, Need, (Need.kind,), *standing):
            found.needs[row[0]].add(fold(row[1]))


def _listings(unit: Unit, query: People, some: list[UUID], *, found: Known, day: date) -> None:
    row = Listing
    court = court_of(unit, query.court) if query.court else None
    asked = (col(row.sitting_on).between(*_window(query, day)), col(row.state).not_in(GONE))
    for one in _rows(unit, some, row, (row.court_id, row.sitting_on), *asked):
        found.listed[one[0]].append(one[2])
        if one[1] == court:
            found.of_court.add(one[0])


def _rows(unit: Unit, people: list[UUID], model: Any, columns: tuple[Any, ...], *asked: Any) -> Any:  # noqa: ANN401 - columns and conditions
    """The columns of the people's rows, behind who each is about."""
    query = sa.select(col(model.person_id), *columns).where(col(model.person_id).in_(people), *asked)
    return unit.session.execute(query)


def _window(query: People, day: date) -> tuple[date, date]:
    """The days on which a listing counts: those named, else from the day on."""
    return query.hearing or (day, date.max)


def court_of(unit: Unit, code: str) -> UUID:
    """The court of a code. Raises NotFound."""
    found = unit.session.scalar(sa.select(col(Court.id)).where(col(Court.code) == code.strip().upper()))
    if found is None:
        raise NotFound(f"There is no court {code.strip()}.", to_do="tracker court list")
    return found


def agency_of(unit: Unit, code: str) -> UUID:
    """The agency of a code. Raises NotFound."""
    found = unit.session.scalar(sa.select(col(Agency.id)).where(col(Agency.code) == code.strip().upper()))
    if found is None:
        raise NotFound(f"There is no agency {code.strip()}.", to_do="tracker agency list")
    return found
