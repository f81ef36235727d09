"""Areas, agencies, courts and rooms, and the codes by which other systems call a court."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import OPEN, Governance, Row, key_to, word
from db.words.families.court import Jurisdiction
from db.words.families.places import AgencyKind, AreaKind


class Area(Row, table=True):
    """A ward, partnership, force area, region or the nation; areas form a tree; `people` is how many live there."""

    governance: ClassVar[Governance] = OPEN
    code: str = Field(unique=True)
    name: str
    kind: AreaKind = word(AreaKind)
    parent_id: UUID | None = key_to("area.id", null=True)
    people: int | None = None


class Agency(Row, table=True):
    """An organisation that owns records and has users."""

    governance: ClassVar[Governance] = OPEN
    code: str = Field(unique=True)
    name: str
    kind: AgencyKind = word(AgencyKind)
    area_id: UUID | None = key_to("area.id", null=True)
    enabled: bool = True


class Court(Row, table=True):
    """A court, by the first five characters of its OU code; `set_up` is false while only a feed knows it."""

    governance: ClassVar[Governance] = OPEN
    code: str = Field(unique=True)
    name: str
    jurisdiction: Jurisdiction = word(Jurisdiction)
    area_id: UUID | None = key_to("area.id", null=True)
    agency_id: UUID | None = key_to("agency.id", null=True)
    set_up: bool = False
    enabled: bool = False
    session_minutes: int = 180


class CourtRoom(Row, table=True):
    """A courtroom as lists name it: `01`, `Courtroom 05`."""

    __tablename__ = "court_room"
    __table_args__ = (UniqueConstraint("court_id", "name"),)
    governance: ClassVar[Governance] = OPEN
    court_id: UUID = key_to("court.id")
    name: str


class CourtAlias(Row, table=True):
    """Court and room code map: what a feed's system calls a court or one of its rooms."""

    __tablename__ = "court_alias"
    __table_args__ = (UniqueConstraint("system", "code", "room_code"),)
    governance: ClassVar[Governance] = OPEN
    system: str
    code: str
    room_code: str = ""
    court_id: UUID = key_to("court.id")
    room_id: UUID | None = key_to("court_room.id", null=True)


class AreaPostcode(Row, table=True):
    """An outward postcode that lies in an area: who lives there is a resident case of the area (R3)."""

    __tablename__ = "area_postcode"
    __table_args__ = (UniqueConstraint("outward", "area_id"),)
    governance: ClassVar[Governance] = OPEN
    area_id: UUID = key_to("area.id")
    outward: str
