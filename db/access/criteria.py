"""The rules as SQL: for each reach of a table the criterion that the guard adds to every statement."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlmodel import SQLModel

from db.access import rules
from db.tables.base import Reach
from db.tables.cases import DefendantCase
from db.tables.hearings import Listing
from db.tables.notes import Note, NoteKey
from db.tables.registry import governance_of
from db.tables.system import FeedBatch, Relevance
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.exchange import BatchState
from db.words.families.notes import NoteKind

# Plain tables: these subqueries are the rule itself and must not be filtered by the rule.
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
_listing: sa.Table = Listing.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_key: sa.Table = NoteKey.__table__  # type: ignore[attr-defined]

Column = ColumnElement[Any]


def relevant(actor: Actor, person_id: Column) -> ColumnElement[bool]:
    """True where the person of `person_id` is relevant to the actor today."""
    holds = _holds(actor)
    return sa.false() if holds is None else sa.exists().where(_relevance.c.person_id == person_id, holds)


def among_relevant(actor: Actor, person_id: Column) -> ColumnElement[bool]:
    """The same rule as `relevant`, asked the other way round: quicker where few people are relevant.

    The database makes the set once and looks names up in it, where `relevant` looks at the relevance of
    each name.
    """
    holds = _holds(actor)
    return sa.false() if holds is None else person_id.in_(sa.select(_relevance.c.person_id).where(holds))


def how_many_relevant(actor: Actor, limit: int) -> sa.Select[int]:
    """How many relevance rows make people relevant to the actor, counted up to a limit: to choose a plan by."""
    holds = _holds(actor)
    rows = sa.select(_relevance.c.id).where(sa.false() if holds is None else holds).limit(limit).subquery()
    return sa.select(sa.func.count()).select_from(rows)


def _holds(actor: Actor) -> ColumnElement[bool] | None:
    """What a relevance row must satisfy to count for the actor today; None for roles without case data."""
    ways = [_within(rule) for rule in rules.scopes(actor)]
    if not ways:
        return None
    r = _relevance.c
    return sa.and_(
        r.starts_on <= actor.today,
        r.ends_on >= actor.today,
        sa.or_(*ways),
        sa.or_(r.batch_id.is_(None), r.batch_id.not_in(_waiting())),
    )


def _waiting() -> sa.Select[tuple[UUID]]:
    """Files still being read: their rows stay out of sight until the last transaction accepts the file."""
    return sa.select(_batch.c.id).where(_batch.c.state == BatchState.OPEN)


def _within(rule: rules.ScopeRule) -> ColumnElement[bool]:
    scope = _relevance.c.scope == rule.scope
    if rule.ids is None:
        return scope
    return sa.and_(scope, _relevance.c.scope_id.in_(sorted(rule.ids)))


@lru_cache(maxsize=1024)
def criterion(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool] | None:
    """What a row of `model` must satisfy for the actor; None for an open table.

    It depends on the two alone and is asked for every statement, so it is kept: making it anew was a third
    of the time that a statement costs. Raises Refused for a table that no session of a person reads.
    """
    reach = governance_of(model).reach
    if reach is Reach.OPEN:
        return None
    if reach is Reach.SYSTEM:
        raise Refused("This part of the record is not read this way.")
    return _MAKERS[reach](actor, model)


def _column(model: type[SQLModel], name: str) -> Column:
    attribute: Column = getattr(model, name)
    return attribute


def _person(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    rule = relevant(actor, _column(model, "person_id"))
    if model is not Listing:
        return rule
    batch = _column(model, "batch_id")
    return sa.and_(rule, sa.or_(batch.is_(None), batch.not_in(_waiting())))


def _self(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    return relevant(actor, _column(model, "id"))


def _through(actor: Actor, link: sa.Table, name: str, value: Column) -> ColumnElement[bool]:
    one = link.alias()
    return sa.exists().where(one.c[name] == value, relevant(actor, one.c.person_id))


def _case(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    return _through(actor, _defendant, "case_id", _column(model, "case_id"))


def _case_self(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    return _through(actor, _defendant, "case_id", _column(model, "id"))


def _hearing(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    return _through(actor, _listing, "hearing_id", _column(model, "hearing_id"))


def _hearing_self(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    return _through(actor, _listing, "hearing_id", _column(model, "id"))


def _note(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    kind, agency = _column(model, "kind"), _column(model, "owner_agency_id")
    shared = sorted(rules.readable_note_kinds(actor))
    return sa.or_(
        sa.and_(kind == NoteKind.JUDGE_PERSONAL, _held(actor, _column(model, "id"))),
        sa.and_(
            kind != NoteKind.JUDGE_PERSONAL,
            sa.or_(agency == actor.agency_id, kind.in_(shared)),
            relevant(actor, _column(model, "person_id")),
        ),
    )


def _held(actor: Actor, note_id: Column) -> ColumnElement[bool]:
    if not actor.has(Role.JUDGE):
        return sa.false()
    return sa.exists().where(_key.c.note_id == note_id, _key.c.holder_id == actor.user_id, _key.c.ended_at.is_(None))


def _note_key(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    """What a judge holds, and what the judge gave to others: to know who has it, and to take it back."""
    if not actor.has(Role.JUDGE):
        return sa.false()
    held = sa.and_(_column(model, "holder_id") == actor.user_id, _column(model, "ended_at").is_(None))
    return sa.or_(held, _column(model, "given_by_id") == actor.user_id)


def _batch_of(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    if model is FeedBatch:
        if actor.has(Role.ADMINISTRATOR):
            return sa.true()
        return _column(model, "agency_id") == actor.agency_id
    if not rules.sees_cases(actor):
        return sa.false()
    mine = sa.select(_batch.c.id).where(_batch.c.agency_id == actor.agency_id)
    return _column(model, "batch_id").in_(mine)


def _own(actor: Actor, model: type[SQLModel]) -> ColumnElement[bool]:
    return _column(model, "user_id") == actor.user_id


_MAKERS: dict[Reach, Callable[[Actor, type[SQLModel]], ColumnElement[bool]]] = {
    Reach.PERSON: _person,
    Reach.SELF: _self,
    Reach.CASE: _case,
    Reach.CASE_SELF: _case_self,
    Reach.HEARING: _hearing,
    Reach.HEARING_SELF: _hearing_self,
    Reach.NOTE: _note,
    Reach.NOTE_KEY: _note_key,
    Reach.BATCH: _batch_of,
    Reach.OWN: _own,
}


def note_facts(note: Note, holders: frozenset[UUID]) -> rules.NoteFact:
    """What the rules ask of a stored note."""
    return rules.NoteFact(note.kind, note.author_id, note.owner_agency_id, holders)
