"""What of an agency's records was read, and by whom: for its sharing lead, out of the log (T43)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from db.access.audit_rules import ANSWERED_FOR
from db.access.owned import people_of
from db.access.told_of import ours_acts
from db.audit.acts import declared
from db.audit.chain import Act
from db.cards.page import LIMIT
from db.cards.sharing import ReadCard, ReadLine
from db.oversight.lines import begin_of, between, of_actions
from db.tables.places import Agency
from db.tables.system import AuditEvent
from db.tables.users import UserAccount
from db.words.actor import Role
from db.words.errors import Refused
from db.words.families.access import AuditOperation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from db.unit import Units
    from db.words.actor import Actor

BACK: Final = timedelta(days=30)
"""How far back is looked when no day is given."""
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]


class OursService:
    """Answers for one sharing lead; the asking is on record before anything is told."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def read(self, *, since: date | None = None) -> ReadCard:
        """Who of other agencies looked at files of people of whom the own agency holds records, newest first.

        One line a user, at most 200; since 30 days ago unless told. Raises Refused for anybody but a sharing lead.
        """
        if not self._actor.has(Role.SHARING_LEAD):
            raise Refused("Only a sharing lead is told who read what the agency holds.", kept="")
        today = self._units.clock.today()
        begin = since or today - BACK
        with self._units.raw("lookup", actor=self._actor) as connection:
            name = connection.execute(
                sa.select(_agency.c.name).where(_agency.c.id == self._actor.agency_id)
            ).scalar_one()
            if connection.dialect.name == "postgresql":
                rows = ours_acts(connection, begin_of(begin), begin_of(today + timedelta(days=1)))
            else:
                rows = _plainly(connection, self._actor.agency_id, begin, today)
        reason = f"what of ours was read since {begin}"
        with self._units.act(
            self._actor, Act(AuditOperation.CONSULTATION, "audit.read", reason=reason, rows=min(len(rows), LIMIT))
        ):
            pass
        lines = tuple(
            ReadLine(row.display_name, row.name, row.acts, row.people, row.last, _labels(row.actions))
            for row in rows[:LIMIT]
        )
        return ReadCard(name, begin, lines, sum(row.acts for row in rows))


def _plainly(connection: Connection, own: UUID, begin: date, until: date) -> Sequence[Any]:
    e = _event.c
    acts, people, last = sa.func.count(), sa.func.count(e.person_id.distinct()), sa.func.max(e.happened_at)
    return connection.execute(
        sa.select(e.user_id, _user.c.display_name, _agency.c.name, acts.label("acts"), people.label("people"),
                  last.label("last"), sa.func.group_concat(e.action.distinct()).label("actions"))
        .join(_user, _user.c.id == e.user_id)
        .join(_agency, _agency.c.id == _user.c.agency_id)
        .where(*between(begin, until), of_actions(ANSWERED_FOR), e.person_id.in_(people_of(own)))
        .where(_user.c.agency_id != own)
        .group_by(e.user_id, _user.c.display_name, _agency.c.name)
        .order_by(last.desc())
    ).all()  # fmt: skip


def _labels(actions: str) -> tuple[str, ...]:
    deeds = {action: declared(action) for action in actions.split(",")}
    return tuple(sorted(deed.label if deed else action for action, deed in deeds.items()))
