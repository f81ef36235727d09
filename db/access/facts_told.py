"""Facts that decide about other users, as PostgreSQL tells them to a terminal: for "why?" and "who will see this".

On SQLite the house reads them itself (`db.access.facts`). Here functions of the second wall answer administrators,
auditors, the sharing lead of an agency that holds records of the person, and whoever may write about the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access.decisions import PersonFact, RecordFact, RelevanceFact
from db.access.facts import kept_away_by
from db.access.grants import Grant, chains, grant_of
from db.access.standing import Standing
from db.tables.base import Key, Reach
from db.tables.cases import DefendantCase
from db.tables.held import VictimWitness
from db.tables.registry import governance_of
from db.tables.sharing import ExclusionEntry, SharingGrant
from db.tables.system import Relevance
from db.words.families.access import Category
from db.words.families.notes import NoteKind

_grant: sa.Table = SharingGrant.__table__  # type: ignore[attr-defined]
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_victim: sa.Table = VictimWitness.__table__  # type: ignore[attr-defined]
RECORDS: Final = frozenset(
    {Reach.PERSON, Reach.HELD, Reach.HELD_CASE, Reach.NOTE, Reach.CASE, Reach.CASE_SELF, Reach.SELF}
)
"""Kinds of rows that a record may be asked about by its id."""
RULE: Final = ("id", "owner_agency_id", "category", "level", "recipient", "purpose", "recipient_id",
                "recipient_word", "starts_on", "not_after", "set_at")  # fmt: skip
"""Columns of a sharing rule."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Sharing rules in force that the asker is told of, and who set each, and when."""

    rules: tuple[Grant, ...] = ()
    set_by: Mapping[UUID, tuple[str, datetime]] = field(default_factory=dict)

    def of(self, standing: Standing) -> Standing:
        """The standing with those of these rules that speak to it."""
        actor = standing.actor
        return replace(standing, chains=chains(self.rules, actor, standing.kind, actor.today), kept={})


def rules_told(connection: Connection) -> Rules:
    """Rules in force: all of them for who keeps the house, those of the own agency for others."""
    columns: list[Any] = [sa.column(name, _grant.c[name].type) for name in RULE]
    given = sa.func.tracker.rules_told().table_valued(*columns, sa.column("set_by"))
    rows = connection.execute(sa.select(*given.c)).all()
    found = tuple(grant_of(row, row.set_by) for row in rows)
    return Rules(found, {row.id: (row.set_by, row.set_at) for row in rows})


def emergencies_told(connection: Connection, user_id: UUID) -> frozenset[UUID]:
    """To whom another user has emergency access now."""
    given = sa.func.tracker.emergencies_told(sa.literal(user_id, Key)).table_valued(sa.column("person_id", Key))
    return frozenset(connection.scalars(sa.select(*given.c)))


def limits_told(connection: Connection, person_id: UUID) -> list[Any]:
    """Limited access to the person, oldest first: `kind`, `user_id`, `owner_agency_id`."""
    c = _exclusion.c
    columns = [sa.column(one.name, one.type) for one in (c.kind, c.user_id, c.owner_agency_id)]
    given = sa.func.tracker.limits_told(sa.literal(person_id, Key)).table_valued(*columns)
    return list(connection.execute(sa.select(*given.c)))


def person_told(connection: Connection, standing: Standing, person_id: UUID) -> PersonFact:
    """`db.access.facts.person_fact` of another reader."""
    c = _relevance.c
    columns = [
        sa.column(one.name, one.type) for one in (c.scope, c.scope_id, c.starts_on, c.ends_on, c.reason, c.sealed)
    ]
    given = sa.func.tracker.relevances_told(sa.literal(person_id, Key)).table_valued(*columns)
    relevances = tuple(RelevanceFact(*row) for row in connection.execute(sa.select(*given.c)))
    on_list = sa.func.tracker.listed_told(sa.literal(person_id, Key), sa.literal(standing.actor.user_id, Key))
    kept_away = kept_away_by(limits_told(connection, person_id), standing.actor.user_id)
    return PersonFact(person_id, relevances, kept_away, bool(connection.scalar(sa.select(on_list))))


def record_told(
    connection: Connection, model: type[SQLModel], row_id: UUID
) -> tuple[RecordFact, UUID | None, list[UUID]] | None:
    """`db.access.facts.record_fact` for the asker about others, and the defendants of its case; None for none."""
    name = str(model.__tablename__)
    asked = sa.func.tracker.record_told(sa.literal(name, sa.Text), sa.literal(row_id, Key), type_=JSONB)
    row = connection.scalar(sa.select(asked))
    if row is None:
        return None
    category = Category(row["category"]) if row["category"] else governance_of(model).category
    assert category is not None
    fact = RecordFact(
        category=category,
        owner=_id(row["owner"]),
        sent_to=_id(row["sent_to"]),
        sealed_at=_id(row["sealed_at"]),
        youth=bool(row["youth"]) and model is not DefendantCase,
        released=row["released"],
        note=NoteKind(row["note"]) if row["note"] else None,
        holders=frozenset(UUID(one) for one in row["holders"]),
    )
    return fact, _id(row["person"]), [UUID(one) for one in row["people"]]


def ours_told(connection: Connection, person_id: UUID) -> frozenset[Category]:
    """In which categories the asking lead's agency holds something of the person."""
    given = sa.func.tracker.ours_told(sa.literal(person_id, Key)).table_valued(sa.column("category"))
    return frozenset(Category(one) for one in connection.scalars(sa.select(*given.c)))


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
