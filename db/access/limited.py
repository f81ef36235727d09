"""A person behind limited access, asked for by an exact number: that there is one, and whom to ask (H4, S20)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.decisions import RESTRICTED_LINE, person
from db.access.facts import person_fact
from db.access.rules import sees_cases
from db.access.standing import Standing
from db.tables.people import Identifier
from db.tables.users import UserAccount, UserRole
from db.words.actor import Role
from db.words.families.access import Outcome
from db.words.families.people import IdentifierKind
from db.words.families.places import UserState

_MOST = 20
_number: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]


def limited_by_number(
    connection: Connection, standing: Standing, *, raw: Sequence[str], forms: Sequence[tuple[IdentifierKind, str]]
) -> str:
    """`Restricted - ask NAME` for a user whom the own agency keeps away from the person of that number; else empty.

    Nothing of the person is in it. Other agencies learn nothing.
    """
    if not standing.exclusions or standing.refusal or not sees_cases(standing.actor):
        return ""
    for key in _persons(connection, raw, forms):
        if person(standing, person_fact(connection, standing, key)).outcome is Outcome.MASKED:
            return f"{RESTRICTED_LINE} {_lead(connection, standing.actor.agency_id)}"
    return ""


def _persons(connection: Connection, raw: Sequence[str], forms: Sequence[tuple[IdentifierKind, str]]) -> Sequence[UUID]:
    matches = [_number.c.raw.in_(list(raw))]
    if forms:
        matches.append(sa.tuple_(_number.c.kind, _number.c.canonical).in_(list(forms)))
    found = sa.select(_number.c.person_id).where(_number.c.ended_at.is_(None), sa.or_(*matches)).distinct()
    return connection.scalars(found.limit(_MOST)).all()


def _lead(connection: Connection, agency_id: UUID) -> str:
    """The sharing lead of the agency by name, the one whose account is the oldest."""
    wanted = (
        sa.select(_account.c.display_name)
        .join(_role, _role.c.user_id == _account.c.id)
        .where(
            _account.c.agency_id == agency_id,
            _account.c.state == UserState.ACTIVE,
            _role.c.role == Role.SHARING_LEAD,
        )
        .order_by(_account.c.created_at, _account.c.id)
    )
    return connection.scalar(wanted.limit(1)) or "the sharing lead of your agency"
