"""What the rules ask of a person or a record, read from the tables: for "why?", for previews and for tests.

The house reads these itself, past the guard; what comes back to a person is a decision, never a fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access.decisions import PersonFact, RecordFact, RelevanceFact
from db.access.gates import by_way_of
from db.access.reader import waiting
from db.access.standing import Standing
from db.tables.base import Reach
from db.tables.cases import DefendantCase
from db.tables.hearings import Listing
from db.tables.notes import Note, NoteKey
from db.tables.people import SourceRecord
from db.tables.registry import governance_of
from db.tables.sharing import ExclusionEntry, Seal
from db.tables.system import Relevance
from db.words.families.access import Category, Exclusion
from db.words.families.court import GONE

_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_listing: sa.Table = Listing.__table__  # type: ignore[attr-defined]
_seal: sa.Table = Seal.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_key: sa.Table = NoteKey.__table__  # type: ignore[attr-defined]


def person_fact(connection: Connection, standing: Standing, person_id: UUID) -> PersonFact:
    """The person as the rules see them for this reader."""
    r = _relevance.c
    rows = connection.execute(
        sa.select(r.scope, r.scope_id, r.starts_on, r.ends_on, r.reason, r.sealed).where(
            r.person_id == person_id, sa.or_(r.batch_id.is_(None), r.batch_id.not_in(waiting()))
        )
    )
    relevances = tuple(RelevanceFact(*row) for row in rows)
    kept_away = _kept_away(connection, standing.actor.user_id, person_id)
    return PersonFact(person_id, relevances, kept_away, hearing_day(connection, standing, person_id))


def hearing_day(connection: Connection, standing: Standing, person_id: UUID) -> bool:
    """Whether the person stands on today's list of a court of the reader."""
    row, actor = _listing.c, standing.actor
    wanted = sa.select(row.id).where(row.person_id == person_id, row.sitting_on == actor.today, row.state.not_in(GONE))
    if not actor.every_court:
        wanted = wanted.where(row.court_id.in_(sorted(actor.courts)))
    return connection.execute(wanted.limit(1)).first() is not None


def _kept_away(connection: Connection, user_id: UUID, person_id: UUID) -> UUID | None:
    e = _exclusion.c
    rows = connection.execute(
        sa.select(e.kind, e.user_id, e.owner_agency_id)
        .where(e.person_id == person_id, e.ended_at.is_(None))
        .order_by(e.set_at, e.id)
    ).all()
    return kept_away_by(rows, user_id)


def kept_away_by(rows: Sequence[Any], user_id: UUID) -> UUID | None:
    """The agency whose limited access keeps the user away; `rows` are what stands for one person, oldest first."""
    only = [row for row in rows if row.kind is Exclusion.ONLY]
    for row in rows:
        if row.kind is Exclusion.EXCLUDE and row.user_id == user_id:
            return UUID(str(row.owner_agency_id))
    if only and all(row.user_id != user_id for row in only):
        return UUID(str(only[0].owner_agency_id))
    return None


def record_fact(connection: Connection, model: type[SQLModel], row_id: UUID) -> tuple[RecordFact, UUID | None] | None:
    """A row of a governed table as the rules see it, and its person; None where there is no such row.

    A row that belongs to a case and to no person (a victim) has None in the place of the person.
    """
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    row = connection.execute(sa.select(table).where(table.c.id == row_id)).first()
    if row is None:
        return None
    values = dict(row._mapping)
    governance = governance_of(model)
    category = values.get("category") or governance.category
    assert isinstance(category, Category)
    sealed_at, youth = _case_of(connection, model, values)
    note = values["kind"] if model is Note else None
    return (
        RecordFact(
            category=category,
            owner=_owner(connection, values),
            sent_to=values.get("service_agency_id"),
            sealed_at=sealed_at,
            youth=youth and model is not DefendantCase,
            released=values.get("released_on") is not None,
            note=note,
            holders=_holders(connection, row_id) if note is not None else frozenset(),
        ),
        values["id"] if governance.reach is Reach.SELF else values.get("person_id"),
    )


def _owner(connection: Connection, values: dict[str, Any]) -> UUID | None:
    if "owner_agency_id" in values:
        owner: UUID = values["owner_agency_id"]
        return owner
    if "source_record_id" in values:
        wanted = sa.select(_record.c.agency_id).where(_record.c.id == values["source_record_id"])
        return connection.execute(wanted).scalar()
    return values["agency_id"] if "external_id" in values and "link_state" in values else None


def _holders(connection: Connection, note_id: UUID) -> frozenset[UUID]:
    held = sa.select(_key.c.holder_id).where(_key.c.note_id == note_id, _key.c.ended_at.is_(None))
    return frozenset(connection.scalars(held))


def _case_of(connection: Connection, model: type[SQLModel], values: dict[str, Any]) -> tuple[UUID | None, bool]:
    """The court of the seal on the row's case, if one stands, and whether the row hangs on a youth's case."""
    defendant = values["id"] if model is DefendantCase else _defendant_of(connection, values)
    if defendant is not None:
        wanted = sa.select(_defendant.c.case_id, _defendant.c.youth_at_first_hearing)
        found = connection.execute(wanted.where(_defendant.c.id == defendant)).one()
        return _sealed_at(connection, found.case_id), bool(found.youth_at_first_hearing)
    case_id = values.get("case_id")
    return (None if case_id is None else _sealed_at(connection, case_id)), False


def _defendant_of(connection: Connection, values: dict[str, Any]) -> UUID | None:
    if "defendant_case_id" in values:
        found: UUID | None = values["defendant_case_id"]
        return found
    step = by_way_of(values)
    if step is None:
        return None
    name, table = step
    wanted = sa.select(table.c.defendant_case_id).where(table.c.id == values[name])
    return connection.execute(wanted).scalar()


def _sealed_at(connection: Connection, case_id: UUID) -> UUID | None:
    wanted = sa.select(_seal.c.court_id).where(_seal.c.case_id == case_id, _seal.c.lifted_at.is_(None))
    return connection.execute(wanted.limit(1)).scalar()
