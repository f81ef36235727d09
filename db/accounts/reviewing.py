"""Accounts that somebody should look at again: long not reviewed, soon at their end, never or no longer used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import col

from db.access import accounts_rules as rules
from db.accounts import keeping
from db.accounts.users import cards
from db.cards.accounts import DueCard
from db.cards.page import LIMIT
from db.tables.places import Agency
from db.tables.users import UserAccount, UserRole
from db.words.actor import Actor, Role
from db.words.dates import court_time, short
from db.words.families.accounts import AccountStep
from db.words.families.places import UserState
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units

REVIEWED_EVERY: Final = timedelta(days=365)
ENDS_WITHIN: Final = timedelta(days=30)
UNUSED_FOR: Final = timedelta(days=60)
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]


class ReviewingService:
    """The review queue, for one actor: an administrator reviews every account, an authoriser those of the own areas."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def due(self) -> tuple[DueCard, ...]:
        """Accounts to look at, at most 200; the own one and services are not among them. Raises Refused."""
        with self._units.read(self._actor) as unit:
            with unit.keeping_accounts(rules.sees_requests(unit.actor)) as connection:
                inside = self._inside(unit, connection)
                found = {
                    one.id: one
                    for one in _used(connection)
                    if why(one, unit.now) and rules.reviews(unit.actor, one.id, inside=one.area_id in inside).allowed
                }
            wanted = sa.select(UserAccount).where(col(UserAccount.id).in_(sorted(found))).limit(LIMIT)
            accounts = unit.session.scalars(wanted.order_by(col(UserAccount.user_name))).all()
            return tuple(
                DueCard(card, why(found[card.id], unit.now), found[card.id].last_sign_in_at)
                for card in cards(unit, accounts)
            )

    def keep(self, user_name: str, *, reason: str = "", dry_run: bool = False) -> None:
        """Say that an account is still needed as it is. Raises Refused for the own one and outside the areas."""
        opened = self._units.read(self._actor) if dry_run else self._units.act(self._actor)
        with opened as unit, unit.keeping_accounts(rules.sees_requests(unit.actor)) as connection:
            one = keeping.account(connection, user_name)
            area = connection.scalar(sa.select(_agency.c.area_id).where(_agency.c.id == one.agency_id))
            inside = area in self._inside(unit, connection)
            keeping.insist(rules.reviews(unit.actor, one.id, inside=inside))
            if dry_run:
                return
            keeping.put_account(connection, one.id, reviewed_at=unit.now)
            keeping.decide(unit, connection, one.id, step=AccountStep.REVIEWED, reason=clean(reason))
            unit.audit(keeping.act("account.review", one.id))

    def _inside(self, unit: Unit, connection: Connection) -> frozenset[UUID | None]:
        """The areas that lie in the reviewer's."""
        mine = keeping.areas_of(connection, unit.actor.user_id, unit.actor.agency_id)
        tree = keeping.area_tree(connection)
        return frozenset(area for area in tree if rules.covers(mine, area, tree))


@dataclass(frozen=True, slots=True)
class Used:
    """One account with the days that count for a review."""

    id: UUID
    area_id: UUID | None
    created_at: datetime
    reviewed_at: datetime | None
    expires_at: datetime | None
    last_sign_in_at: datetime | None


def _used(connection: Connection) -> Iterator[Used]:
    """Every active account of a person, services left out."""
    a = _account.c
    last = keeping.last_sign_ins(connection)
    services = sa.select(_role.c.user_id).where(_role.c.role == Role.SERVICE)
    wanted = (
        sa.select(a.id, _agency.c.area_id, a.created_at, a.reviewed_at, a.expires_at)
        .join(_agency, _agency.c.id == a.agency_id)
        .where(a.state == UserState.ACTIVE, a.id.not_in(services))
    )
    for row in connection.execute(wanted):
        values: tuple[Any, ...] = (*row, last.get(row.id))
        yield Used(*values)


def why(one: Used, now: datetime) -> str:
    """Why an account is due, the weightiest reason first; empty when it is not."""
    ends, last = one.expires_at, one.last_sign_in_at
    seen = one.reviewed_at or one.created_at
    said = []
    if ends is not None and ends <= now + ENDS_WITHIN:
        said.append(f"{'ended' if ends <= now else 'ends'} {_day(ends - timedelta(seconds=1))}")
    if last is None and one.created_at <= now - UNUSED_FOR:
        said.append(f"never used since {_day(one.created_at)}")
    elif last is not None and last <= now - UNUSED_FOR:
        said.append(f"not used since {_day(last)}")
    if seen <= now - REVIEWED_EVERY:
        said.append(f"not reviewed since {_day(seen)}")
    return ", ".join(said)


def _day(moment: datetime) -> str:
    return short(court_time(moment)[0])
