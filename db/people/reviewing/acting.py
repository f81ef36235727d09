"""What decisions of humans have in common: who may make them, what forbids them, how they are written and told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import product
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import review_rules
from db.cards.review import DecisionCard
from db.people.deciding import Decided, Grounds, decide, merged
from db.people.placing import records_of
from db.people.reviewing.reading import names_of_users
from db.tables.base import table_of
from db.tables.cases import DefendantCase
from db.tables.matching import LinkDecision, LinkMove, PairOverride
from db.tables.people import Person
from db.tables.sharing import ExclusionEntry
from db.words.actor import Actor
from db.words.errors import BadInput, Refused
from db.words.families.matching import LinkKind, Marker
from db.words.text import clean

LONGEST: Final = 500
"""Characters of a reason; a longer one is refused, not cut."""


def insist(actor: Actor) -> None:
    """Raises Refused for a role that decides about nobody."""
    decided = review_rules.reviews(actor)
    if not decided.allowed:
        raise Refused(f"Nothing was decided: {decided.reason}.")


def reason(why: str) -> str:
    """The reason as it is kept; BadInput for a long one."""
    said = clean(why)
    if len(said) > LONGEST:
        raise BadInput(f"A reason has at most {LONGEST} characters; this one has {len(said)}.")
    return said


def join(
    connection: Connection, people: tuple[UUID, UUID], grounds: Grounds, *, actor: Actor, now: datetime
) -> Decided:
    """Make two people one file, under who was there first.

    Raises Refused for one and the same person, for somebody of limited access, and for two who stand in one case.
    """
    kept, going = joinable(connection, people)
    where, pairs = merged(connection, kept, going)
    return decide(connection, LinkKind.MERGE, where, about=pairs, grounds=grounds, actor=actor, now=now)


def joinable(connection: Connection, people: tuple[UUID, UUID]) -> tuple[UUID, UUID]:
    """Who would be kept and who would go; raises what `join` raises."""
    if people[0] == people[1]:
        raise Refused("This is one and the same person already.")
    _insist_open(connection, people)
    kept, going = in_order(connection, people)
    if _in_one_case(connection, kept, going):
        raise Refused(
            "They are two defendants of one case.",
            to_do="Where one was listed twice, mend that list first.",
        )
    return kept, going


def in_order(connection: Connection, people: tuple[UUID, UUID]) -> tuple[UUID, UUID]:
    """Two people, who was there first before the other."""
    person = table_of(Person)
    older = sa.select(person.c.id).where(person.c.id.in_(people)).order_by(person.c.created_at, person.c.id)
    kept, going = connection.scalars(older).all()
    return kept, going


def part(
    connection: Connection, one: Sequence[UUID], other: Sequence[UUID], grounds: Grounds, *, actor: Actor, now: datetime
) -> Decided:
    """Say that records of these two people are of different people; nothing is moved."""
    pairs = list(product(one, other))
    return decide(connection, LinkKind.APART, {}, about=pairs, grounds=grounds, actor=actor, now=now)


def said_apart(connection: Connection, one: UUID, other: UUID) -> bool:
    """Whether a human said of these two records that they are of different people."""
    override = table_of(PairOverride)
    first, second = sorted((one, other))
    found = sa.select(override.c.id).where(
        override.c.one_id == first, override.c.other_id == second, override.c.marker == Marker.APART,
        override.c.ended_at.is_(None),
    )  # fmt: skip
    return connection.execute(found.limit(1)).first() is not None


def cards(connection: Connection, rule: sa.ColumnElement[bool]) -> tuple[DecisionCard, ...]:
    """Decisions, the newest first, at most 200."""
    made, move = table_of(LinkDecision), table_of(LinkMove)
    moved = sa.select(sa.func.count()).where(move.c.decision_id == made.c.id).scalar_subquery()
    query = sa.select(made, moved.label("moved")).where(rule).order_by(made.c.id.desc()).limit(200)
    rows = connection.execute(query).mappings().all()
    users = names_of_users(connection, {user for row in rows for user in (row["decided_by_id"], row["undone_by_id"])})
    return tuple(
        DecisionCard(
            row["id"], row["kind"], row["decided_at"], users.get(row["decided_by_id"], ""), row["weight"],
            tuple(json.loads(row["reasons"])), row["why"], row["moved"], row["undone_at"],
            users.get(row["undone_by_id"], ""), row["undone_why"],
        )
        for row in rows
    )  # fmt: skip


def _insist_open(connection: Connection, people: Sequence[UUID]) -> None:
    person, entry = table_of(Person), table_of(ExclusionEntry)
    kept_away = sa.exists().where(entry.c.person_id == person.c.id, entry.c.ended_at.is_(None))
    limited = sa.select(person.c.id).where(
        person.c.id.in_(list(people)), sa.or_(person.c.restricted_level > 0, kept_away)
    )
    if connection.execute(limited.limit(1)).first() is not None:
        raise Refused("Access to one of the two is limited.", to_do="Ask the sharing lead who limits it.")


def _in_one_case(connection: Connection, one: UUID, other: UUID) -> bool:
    here, there = table_of(DefendantCase).alias(), table_of(DefendantCase).alias()
    both = sa.select(here.c.id).where(
        here.c.person_id == one, there.c.person_id == other, here.c.case_id == there.c.case_id,
        here.c.ended_at.is_(None), there.c.ended_at.is_(None),
    )  # fmt: skip
    return connection.execute(both.limit(1)).first() is not None


def whole(connection: Connection, person: UUID) -> list[UUID]:
    """All records of a person."""
    return sorted(records_of(connection, person))
