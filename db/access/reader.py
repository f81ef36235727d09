"""A reader in SQL: what the rules ask about somebody, as conditions on columns.

The criteria (`db.access.criteria`) are written against `Reader`. `Present` answers for one standing with
plain values; the second wall of PostgreSQL answers with expressions that look the session up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement

from db.access import conditions, decisions, matrix, rules
from db.access.grants import Chain
from db.access.standing import Standing
from db.tables.system import FeedBatch, Relevance
from db.words.actor import Role
from db.words.families.access import Category, Level, Purpose, Scope
from db.words.families.exchange import BatchState

Column = ColumnElement[Any]
Bool = ColumnElement[bool]

# Plain tables: these subqueries are the rule itself and must not be filtered by the rule.
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Owned:
    """Whose a row is: `among(ids)` is true where its owner is one of them, `mine(ids)` also where it was sent to them.

    A row without an owner (a hearing, a list) has neither.
    """

    among: Callable[[Iterable[UUID] | Column], Bool]
    mine: Callable[[Iterable[UUID] | Column], Bool]


def _nobody(_: Iterable[UUID] | Column) -> Bool:
    return sa.false()


UNOWNED = Owned(_nobody, _nobody)


class Reader(Protocol):
    """What the criteria ask of whoever reads."""

    seals: bool
    """Whether there may be a restricted case in this database."""

    def sees(self) -> Bool:
        """Whether any role of the reader reads case data."""

    def has(self, *roles: Role) -> Bool:
        """Whether the reader holds one of the roles."""

    def is_me(self, user_id: Column) -> Bool:
        """Whether the column names the reader."""

    def is_my_agency(self, agency_id: Column) -> Bool:
        """Whether the column names the reader's agency."""

    def relevant(self, person_id: Column, *, narrow: bool = False) -> Bool:
        """Rules R and H4 for the person; `narrow` asks the other way round, quicker where few are relevant."""

    def in_emergency(self, person_id: Column) -> Bool:
        """Whether the reader opened emergency access to the person."""

    def reads_seal(self, court_id: Column) -> Bool:
        """Rule H2 for the court of a seal."""

    def reads_youth(self) -> Bool:
        """Rule H3 (b)."""

    def level(
        self, category: Category, at: Level, owner: Owned, person_id: Column | None, released: Bool | None = None
    ) -> Bool:
        """Rules O, C, G and D: whether the reader gets at least this level of the row."""

    def note_kind(self, kind: Column) -> Bool:
        """Kinds of note that the reader gets whoever owns them."""


def waiting() -> sa.Select[tuple[UUID]]:
    """Files still being read: their rows stay out of sight until the last transaction accepts the file."""
    return sa.select(_batch.c.id).where(_batch.c.state == BatchState.OPEN)


class Present:
    """The reader of one standing, with plain values: what is certain folds away."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._actor = standing.actor
        self.seals = standing.seals

    def sees(self) -> Bool:
        """See Reader."""
        return _bool(rules.sees_cases(self._actor) and not self._standing.refusal)

    def has(self, *roles: Role) -> Bool:
        """See Reader."""
        return _bool(self._actor.has(*roles) and not self._standing.refusal)

    def is_me(self, user_id: Column) -> Bool:
        """See Reader."""
        return user_id == self._actor.user_id

    def is_my_agency(self, agency_id: Column) -> Bool:
        """See Reader."""
        return agency_id == self._actor.agency_id

    def relevant(self, person_id: Column, *, narrow: bool = False) -> Bool:
        """See Reader."""
        holds = self.holds()
        if holds is None:
            return sa.false()
        r = _relevance.c
        found = (
            person_id.in_(sa.select(r.person_id).where(holds))
            if narrow
            else sa.exists().where(r.person_id == person_id, holds)
        )
        return sa.and_(found, self.admitted(person_id))

    def holds(self) -> Bool | None:
        """What a relevance row must satisfy to count today; None for roles without case data."""
        ways = [self._within(rule) for rule in decisions.scopes(self._standing)]
        if not ways:
            return None
        r = _relevance.c
        today = self._actor.today
        return sa.and_(
            r.starts_on <= today,
            r.ends_on >= today,
            sa.or_(*ways),
            sa.or_(r.batch_id.is_(None), r.batch_id.not_in(waiting())),
            self._unsealed(),
        )

    def _unsealed(self) -> Bool:
        if not self.seals:
            return sa.true()
        r = _relevance.c
        return sa.or_(r.sealed.is_(False), sa.and_(r.scope == Scope.COURT, self.reads_seal(r.scope_id)))

    def _within(self, rule: decisions.ScopeRule) -> Bool:
        scope = _relevance.c.scope == rule.scope
        return scope if rule.ids is None else sa.and_(scope, _relevance.c.scope_id.in_(sorted(rule.ids)))

    def admitted(self, person_id: Column) -> Bool:
        """Limited access (H4): not kept away, and among the only ones where there are such."""
        if not self._standing.exclusions:
            return sa.true()
        return conditions.admitted(person_id, self.is_me)

    def in_emergency(self, person_id: Column) -> Bool:
        """See Reader."""
        opened = sorted(self._standing.emergency)
        if not opened or self._standing.refusal:
            return sa.false()
        return sa.and_(person_id.in_(opened), self.admitted(person_id))

    def reads_seal(self, court_id: Column) -> Bool:
        """See Reader."""
        if not self._actor.has(Role.SEALED_READ):
            return sa.false()
        return self._is_my_court(court_id)

    def reads_youth(self) -> Bool:
        """See Reader."""
        return _bool(decisions.reads_youth(self._standing))

    def note_kind(self, kind: Column) -> Bool:
        """See Reader."""
        return kind.in_(sorted(decisions.shared_readers(self._standing)))

    def level(
        self, category: Category, at: Level, owner: Owned, person_id: Column | None, released: Bool | None = None
    ) -> Bool:
        """See Reader."""
        standing = self._standing
        own: Bool = sa.false()
        if decisions.covers_own(standing, category):
            own = owner.mine([self._actor.agency_id])
        cell = matrix.default(standing.columns, category)
        default = _bool(cell.level.rank >= at.rank)
        if category is Category.SAFETY and cell.level.rank:
            return sa.or_(own, default)
        if cell.released and released is not None:
            default = sa.or_(default, released)
        chains = {owner_id: chain for (of, owner_id), chain in standing.chains.items() if of is category}
        if not chains or owner is UNOWNED:
            return sa.or_(own, default)
        granted = [
            sa.and_(owner.among([owner_id]), self._chain(chain, at, person_id, default))
            for owner_id, chain in sorted(chains.items())
        ]
        return sa.or_(own, *granted, sa.and_(~owner.among(sorted(chains)), default))

    def _chain(self, chain: Chain, at: Level, person_id: Column | None, default: Bool) -> Bool:
        """Rank by rank: where a purpose holds, every rule of the rank that holds must give the level."""
        decided = default
        for rank in reversed(chain):
            purposes = [(self._met(grant.purpose, person_id), grant.level.rank >= at.rank) for grant in rank]
            holds = sa.or_(*(met for met, _ in purposes))
            gives = sa.and_(*(sa.or_(~met, _bool(enough)) for met, enough in purposes))
            decided = sa.or_(sa.and_(holds, gives), sa.and_(~holds, decided))
        return decided

    def _met(self, purpose: Purpose, person_id: Column | None) -> Bool:
        """`db.access.grants.Met` in SQL."""
        if purpose is Purpose.ANY or purpose is Purpose.MANAGEMENT:
            return sa.true()
        if person_id is None:
            return sa.false()
        standing, today = self._standing, self._actor.today
        if purpose in (Purpose.HEARING, Purpose.SENTENCING):
            return conditions.on_todays_list(person_id, today, self._is_my_court)
        if purpose is Purpose.TRACKING:
            return conditions.tracked(person_id, today, lambda area: area.in_(sorted(standing.areas)))
        return conditions.supervised(
            person_id, today, is_me=self.is_me, is_my_team=lambda team: team.in_(sorted(standing.teams))
        )

    def _is_my_court(self, court_id: Column) -> Bool:
        return sa.true() if self._actor.every_court else court_id.in_(sorted(self._actor.courts))


class Admitted(Present):
    """The reader of one standing before a person whose relevance was asked already: it holds, or emergency does."""

    def __init__(self, standing: Standing, *, emergency: bool) -> None:
        super().__init__(standing)
        self._emergency = emergency

    def relevant(self, person_id: Column, *, narrow: bool = False) -> Bool:
        """See Reader."""
        return _bool(not self._emergency)

    def in_emergency(self, person_id: Column) -> Bool:
        """See Reader."""
        return _bool(self._emergency)


def _bool(value: bool) -> Bool:  # noqa: FBT001 - turns one into SQL
    return sa.true() if value else sa.false()


def how_many_relevant(standing: Standing, limit: int) -> sa.Select[int]:
    """How many relevance rows make people relevant to the reader, counted up to a limit: to choose a plan by."""
    holds = Present(standing).holds()
    rows = sa.select(_relevance.c.id).where(sa.false() if holds is None else holds).limit(limit).subquery()
    return sa.select(sa.func.count()).select_from(rows)
