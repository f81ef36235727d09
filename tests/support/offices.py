"""An installation with areas, agencies and those who look after accounts, for tests of user administration."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from db.accounts.asking import AskingService
from db.accounts.credentials import SYSTEM_USER, no_proof
from db.cards.accounts import NewRequest
from db.tables.places import Agency, Area, Court
from db.tables.sessions import UserSession
from db.tables.system import AuditEvent
from db.tables.users import UserAccount, UserArea
from db.words.actor import Actor, Role
from db.words.families.places import AgencyKind, AreaKind, UserState
from tests.support.record import Record


@dataclass
class Offices:
    """Two areas of one nation: the north with a court and probation, the south with probation of its own."""

    record: Record
    areas: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        nation = Area(code="EW", name="England and Wales", kind=AreaKind.NATIONAL)
        north = Area(code="N", name="North", kind=AreaKind.REGION, parent_id=nation.id)
        south = Area(code="S", name="South", kind=AreaKind.REGION, parent_id=nation.id)
        self.record.put(nation, north, south)
        self.areas = {"EW": nation.id, "N": north.id, "S": south.id}
        for code, kind, area in (
            ("HMCTS", AgencyKind.COURT, nation.id),
            ("NPROB", AgencyKind.PROBATION, north.id),
            ("SPROB", AgencyKind.PROBATION, south.id),
        ):
            agency = Agency(code=code, name=code.title(), kind=kind, area_id=area)
            self.record.put(agency)
            self.agencies[code] = agency.id
        court = self.record.court("B01LY", "Northtown Magistrates' Court")
        with self.record.units.raw("bulk", writes=True) as connection:
            table: sa.Table = Court.__table__  # type: ignore[attr-defined]
            connection.execute(sa.update(table).where(table.c.id == court).values(area_id=north.id))
        own = UserAccount(
            user_name=SYSTEM_USER,
            display_name="Tracker itself",
            agency_id=self.agencies["HMCTS"],
            state=UserState.CLOSED,
            created_at=self.record.clock.now(),
        )
        self.record.put(own, no_proof(own.id))

    def user(self, name: str, *roles: Role, agency: str = "HMCTS", areas: tuple[str, ...] = ()) -> Actor:
        """A user with a proof that nothing fits, signed in, the password just given."""
        actor = self.record.user(name, self.agencies[agency], *roles)
        rows = [UserArea(user_id=actor.user_id, area_id=self.areas[code]) for code in areas]
        self.record.put(no_proof(actor.user_id), *rows)
        self.sign_in(actor)
        return actor

    def sign_in(self, actor: Actor) -> None:
        """A sign-in of this user that stands, with its token."""
        now, token = self.record.clock.now(), os.urandom(32)
        self.record.put(
            UserSession(
                id=actor.audit_session,
                user_id=actor.user_id,
                token_hash=hashlib.sha256(token).digest(),
                terminal="t",
                network_class="local",
                opened_at=now,
                last_used_at=now,
                expires_at=now + timedelta(hours=12),
                stepped_up_at=now,
            )
        )
        self.record.units.admit(actor.audit_session, token)

    def ask(self, user_name: str = "r.dale", *, by: Actor | None = None, **more: Any) -> str:  # noqa: ANN401 - any field
        """An account request of somebody in the north's probation; gives its reference."""
        values: dict[str, Any] = {
            "display_name": "Robin Dale",
            "agency": "NPROB",
            "roles": frozenset({Role.PROBATION_OFFICER}),
            "courts": ("B01LY",),
            "contact": "01234 555 010",
            "reason": "New in the team",
            **more,
        }
        return AskingService(self.record.units, "front-desk", by).ask(NewRequest(user_name, **values))

    def deeds(self, user_id: UUID | None = None) -> list[str]:
        """The actions that were audited, in order; those of one object when it is given."""
        e = AuditEvent.__table__.c  # type: ignore[attr-defined]
        wanted = sa.select(e.action).order_by(e.id)
        if user_id is not None:
            wanted = wanted.where(e.object_id == user_id)
        with self.record.units.raw("keeper") as connection:
            return list(connection.scalars(wanted))

    def put(self, user_id: UUID, **values: datetime | str | None) -> None:
        """Change columns of an account behind everybody's back."""
        table: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
        with self.record.units.raw("bulk", writes=True) as connection:
            connection.execute(sa.update(table).where(table.c.id == user_id).values(**values))
