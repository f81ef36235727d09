"""The court and room code map: what other systems call a court or one of its rooms, kept by an administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.audit.chain import Act
from db.cards.accounts import CourtCode
from db.cards.page import LIMIT
from db.tables.places import Court, CourtAlias, CourtRoom
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.exchange import System
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units
    from db.words.actor import Actor


class CodeMapService:
    """Codes of other systems, for one actor; the rules let an administrator alone change them."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self) -> tuple[CourtCode, ...]:
        """Every mapped code by system and code, at most 200."""
        a = CourtAlias
        wanted = (
            sa.select(a, col(Court.code), col(CourtRoom.name))
            .join(Court, col(Court.id) == col(a.court_id))
            .outerjoin(CourtRoom, col(CourtRoom.id) == col(a.room_id))
            .order_by(col(a.system), col(a.code), col(a.room_code))
            .limit(LIMIT)
        )
        with self._units.read(self._actor) as unit:
            rows = unit.session.execute(wanted).all()
        return tuple(CourtCode(row.system, row.code, row.room_code, court, room or "") for row, court, room in rows)

    def check(self, wanted: CourtCode) -> CourtCode:
        """The code as `put` would keep it; nothing is written.

        Raises BadInput for a system that is none and for half a room, NotFound for a court or room that is not
        there, Refused when the actor is no administrator.
        """
        decided = rules.administers(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)
        checked = _checked(wanted)
        with self._units.read(self._actor) as unit:
            _place(unit, checked)
        return checked

    def put(self, wanted: CourtCode) -> CourtCode:
        """Keep what a system calls a court or room; a code that is kept already leads there from now on.

        Lists loaded from now on go by it; rows that are on record stay where they are. Raises as `check`.
        """
        checked = self.check(wanted)
        act = Act(AuditOperation.ALTERATION, "court.map", "court_alias")
        with self._units.act(self._actor, act) as unit:
            court_id, room_id = _place(unit, checked)
            a = CourtAlias
            same = sa.select(a).where(
                col(a.system) == checked.system, col(a.code) == checked.code, col(a.room_code) == checked.room_code
            )
            row = unit.session.scalars(same).first()
            if row is None:
                row = CourtAlias(
                    system=checked.system, code=checked.code, room_code=checked.room_code, court_id=court_id
                )
                unit.add(row)
            row.court_id, row.room_id = court_id, room_id
        return checked


def _checked(wanted: CourtCode) -> CourtCode:
    known = {one.value for one in System}
    if wanted.system not in known:
        raise BadInput(
            f"There is no system '{clean(wanted.system)}'.", to_do=f"It is one of: {', '.join(sorted(known))}."
        )
    code, room_code, room = clean(wanted.code), clean(wanted.room_code), clean(wanted.room)
    if not code:
        raise BadInput("The code is empty.")
    if bool(room_code) != bool(room):
        raise BadInput("A room needs both: what the system calls it, and its name here.")
    return CourtCode(wanted.system, code, room_code, clean(wanted.court).upper(), room)


def _place(unit: Unit, wanted: CourtCode) -> tuple[UUID, UUID | None]:
    court_id = unit.session.scalar(sa.select(col(Court.id)).where(col(Court.code) == wanted.court))
    if court_id is None:
        raise NotFound(f"There is no court {wanted.court}.", to_do="See: tracker court list")
    if not wanted.room:
        return court_id, None
    named = sa.select(col(CourtRoom.id)).where(col(CourtRoom.court_id) == court_id, col(CourtRoom.name) == wanted.room)
    room_id = unit.session.scalar(named)
    if room_id is None:
        raise NotFound(f"{wanted.court} has no room {wanted.room}.", to_do="See: tracker court list")
    return court_id, room_id
