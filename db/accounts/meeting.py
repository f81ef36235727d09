"""Two administrators on one account: what the second one saw is compared with what stands now, field by field.

A change names only what it makes different, so two changes of different fields are both kept; where both meet in one
field, the second one is shown the other value and chooses.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts.keeping import Kept
from db.cards.accounts import Change
from db.tables.places import Area, Court
from db.tables.requests import AccountDecision
from db.tables.users import UserAccount
from db.words.dates import court_time, short
from db.words.errors import Conflict

_decision: sa.Table = AccountDecision.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
FIELDS = ("roles", "courts", "areas", "networks", "team", "os_user", "display_name")


def insist_as_seen(connection: Connection, one: Kept, change: Change, *, seen: Change) -> None:
    """Raise Conflict with the other values where a field that is to change is not as it was seen."""
    now = as_it_stands(connection, one)
    met = [
        name
        for name in FIELDS
        if getattr(change, name) is not None
        and getattr(seen, name) is not None
        and _plain(getattr(seen, name)) != _plain(getattr(now, name))
        and _plain(getattr(change, name)) != _plain(getattr(now, name))
    ]
    if not met:
        return
    raise Conflict(
        f"{one.user_name} was changed since you opened it: {', '.join(name.replace('_', ' ') for name in met)}.",
        kept="Both versions are here; nothing was saved.",
        to_do="Choose field by field.",
        theirs=tuple((name, ", ".join(_plain(getattr(now, name)))) for name in met),
        theirs_by=_by_whom(connection, one.id),
    )


def as_it_stands(connection: Connection, one: Kept) -> Change:
    """The account in the words of a change."""
    return Change(
        roles=one.roles,
        courts=_codes(connection, Court, one.courts),
        areas=_codes(connection, Area, one.areas),
        networks=tuple(sorted(one.network_classes.split())),
        team=one.team,
        os_user=one.os_user,
        display_name=one.display_name,
    )


def _codes(connection: Connection, model: type[Court | Area], ids: frozenset[UUID]) -> tuple[str, ...]:
    table: sa.Table = model.__table__  # type: ignore[union-attr]
    return tuple(sorted(connection.scalars(sa.select(table.c.code).where(table.c.id.in_(sorted(ids))))))


def _plain(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a field of a change
    """A field's value without order and case, as texts."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(sorted({str(one).strip() for one in value if str(one).strip()}))


def _by_whom(connection: Connection, user_id: UUID) -> str:
    d = _decision.c
    last = connection.execute(
        sa.select(_user.c.display_name, d.decided_at)
        .join(_user, _user.c.id == d.decided_by_id)
        .where(d.user_id == user_id)
        .order_by(d.decided_at.desc(), d.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return "somebody else"
    day, at = court_time(last.decided_at)
    return f"{last.display_name}, {short(day)} {at:%H:%M}"
