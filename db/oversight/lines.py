"""Rows of the log as lines for a reader: ids become user and agency, acts become words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.acts import declared
from db.cards.audit import LogLine
from db.tables.places import Agency
from db.tables.system import AuditChain, AuditEvent
from db.tables.users import UserAccount
from db.words.clock import LONDON

_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_chain: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]

Where = Sequence[sa.ColumnElement[bool]]


def begin_of(day: date) -> datetime:
    """The first moment of a court's day."""
    return datetime.combine(day, time(), LONDON)


def between(since: date, until: date) -> Where:
    """Acts of these days, both included."""
    return (_event.c.happened_at >= begin_of(since), _event.c.happened_at < begin_of(until + timedelta(days=1)))


def by_user(user_id: UUID) -> sa.ColumnElement[bool]:
    """Acts of one user, and account events about that user."""
    return sa.or_(_event.c.user_id == user_id, _event.c.object_id == user_id)


def about(persons: frozenset[UUID]) -> sa.ColumnElement[bool]:
    """Acts about a person, by any of the person's ids."""
    return _event.c.person_id.in_(sorted(persons))


def of_operation(operation: str) -> sa.ColumnElement[bool]:
    """Acts of one operation of the law."""
    return _event.c.operation == operation


def of_actions(actions: frozenset[str]) -> sa.ColumnElement[bool]:
    """Acts of these names."""
    return _event.c.action.in_(sorted(actions))


def count(connection: Connection, where: Where) -> int:
    """How many acts there are."""
    return connection.execute(sa.select(sa.func.count()).select_from(_event).where(*where)).scalar_one()


def newest(connection: Connection, where: Where, limit: int) -> list[tuple[LogLine, UUID]]:
    """The newest acts, each with the id of its user's agency."""
    wanted = (
        sa.select(_event, _chain.c.terminal, _user.c.user_name, _user.c.display_name, _user.c.agency_id, _agency.c.name)
        .join(_chain, _chain.c.id == _event.c.chain_id)
        .join(_user, _user.c.id == _event.c.user_id)
        .join(_agency, _agency.c.id == _user.c.agency_id)
        .where(*where)
        .order_by(_event.c.happened_at.desc(), _event.c.id.desc())
        .limit(limit)
    )
    return [(_line(row), row.agency_id) for row in connection.execute(wanted)]


def _line(row: Any) -> LogLine:  # noqa: ANN401 - a row of columns
    deed = declared(row.action)
    return LogLine(
        at=row.happened_at,
        user_name=row.user_name,
        display_name=row.display_name,
        agency=row.name,
        terminal=row.terminal,
        operation=row.operation.label,
        action=row.action,
        act=deed.label if deed is not None else row.action,
        object_kind=row.object_kind,
        object_id=row.object_id,
        person=row.person_id,
        reason=row.reason,
        rows=row.rows,
        milliseconds=row.milliseconds,
        chain=row.chain_id,
        number=row.number,
    )
