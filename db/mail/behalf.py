"""Reading as a recipient who is not signed in: under the recipient's own policy, for the weekly mail alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import mail_rules as rules
from db.store.wall.acting import as_house
from db.tables.users import UserAccount, UserCourt, UserRole
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import NotFound, Refused
from db.words.keys import uuid7

if TYPE_CHECKING:
    from uuid import UUID

    from db.audit.chain import Act

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_court: sa.Table = UserCourt.__table__  # type: ignore[attr-defined]


class Behalf(Units):
    """The same database; every unit is held by the guard to the policy of its reader, and reads only.

    PostgreSQL's row security asks for a sign-in that a recipient of mail does not have, so the server's loader reads
    here and the guard alone decides, as it does on SQLite. Raises Refused for who sends no mail.
    """

    def __init__(self, units: Units, service: Actor) -> None:
        decided = rules.sends(service)
        if not decided.allowed:
            raise Refused(decided.reason)
        vars(self).update(vars(units))

    def _acting(self, actor: Actor) -> dict[str, Any]:
        return as_house("bulk")

    def act(self, actor: Actor, act: Act | None = None) -> NoReturn:
        """Nobody acts in the name of somebody else. Raises Refused."""
        raise Refused("A weekly list is only read for its recipient.")


def recipient(connection: Connection, user_id: UUID, sender: Actor) -> Actor:
    """The account as an actor of the terminal that sends. Raises NotFound."""
    a = _account.c
    row = connection.execute(
        sa.select(a.user_name, a.display_name, a.agency_id, a.every_court).where(a.id == user_id)
    ).first()
    if row is None:
        raise NotFound("There is no such account.")
    return Actor(
        user_id=user_id,
        user_name=row.user_name,
        display_name=row.display_name,
        agency_id=row.agency_id,
        roles=frozenset(connection.scalars(sa.select(_role.c.role).where(_role.c.user_id == user_id))),
        courts=frozenset(connection.scalars(sa.select(_court.c.court_id).where(_court.c.user_id == user_id))),
        today=sender.today,
        terminal=sender.terminal,
        audit_session=uuid7(),
        every_court=row.every_court,
        network_class=sender.network_class,
    )
