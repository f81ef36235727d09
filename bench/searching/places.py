"""The nation of the searches' bench: regions, forces and partnerships, their police, courts, prisons and readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID
from zlib import crc32

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.tables.base import table_of
from db.tables.places import Agency, Area, Court
from db.tables.users import UserAccount, UserArea, UserRole
from db.words.actor import Role
from db.words.families.court import Jurisdiction
from db.words.families.places import AgencyKind, AreaKind, UserState

CDRPS: Final = 8
"""Partnerships of a force."""
_FORCES: Final = 5
"""Forces of a region."""
_FIRST: Final = 0x01940000_0000_7000_8000_000000000000
_LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)


def key(what: type[SQLModel] | str, number: int) -> UUID:
    """The key of the row of this number: those of a table follow one another, as keys made by the clock do."""
    name = what if isinstance(what, str) else table_of(what).name
    return UUID(int=_FIRST + (crc32(str(name).encode()) % 0xFFFF << 40) + number)


@dataclass(frozen=True, slots=True)
class Places:
    """How many partnerships there are; forces, regions and courts follow."""

    partnerships: int

    @property
    def forces(self) -> int:
        """Forces: the last one may be smaller."""
        return -(-self.partnerships // CDRPS)

    @property
    def courts(self) -> int:
        """One court for a partnership."""
        return self.partnerships

    def code(self, partnership: int) -> str:
        """`F03C5`: the sixth partnership of the fourth force."""
        return f"{self.force_code(partnership // CDRPS)}C{partnership % CDRPS}"

    @staticmethod
    def force_code(force: int) -> str:
        """`F03`."""
        return f"F{force:02}"


def put_places(connection: sa.Connection, places: Places) -> None:
    """Areas, agencies, courts, and for each force an officer who works in all of it."""
    for row in _rows(places):
        connection.execute(sa.insert(table_of(type(row))).values(**row.model_dump()))


def _rows(places: Places) -> Iterator[SQLModel]:
    yield Area(id=key("nation", 0), code="EW", name="England and Wales", kind=AreaKind.NATIONAL)
    for region in range(-(-places.forces // _FORCES)):
        yield Area(
            id=key("region", region), code=f"R{region}", name=f"Region {region}", kind=AreaKind.REGION,
            parent_id=key("nation", 0),
        )  # fmt: skip
    yield Agency(id=key("prisons", 0), code="PRIS", name="Prisons", kind=AgencyKind.PRISON)
    for force in range(places.forces):
        code = places.force_code(force)
        yield Area(
            id=key("force", force), code=code, name=f"Force {force}", kind=AreaKind.FORCE,
            parent_id=key("region", force // _FORCES),
        )  # fmt: skip
        yield Agency(
            id=key("police", force), code=f"P{force:02}", name=f"Police of {force}", kind=AgencyKind.POLICE,
            area_id=key("force", force),
        )  # fmt: skip
    for one in range(places.partnerships):
        code = places.code(one)
        yield Area(
            id=key("partnership", one), code=code, name=f"Partnership {one}", kind=AreaKind.PARTNERSHIP,
            parent_id=key("force", one // CDRPS),
        )  # fmt: skip
        yield Court(
            id=key("court", one), code=f"B{one:04}", name=f"Court {one}", jurisdiction=Jurisdiction.MAGISTRATES,
            area_id=key("partnership", one), set_up=True, enabled=True,
        )  # fmt: skip
    yield from _readers(places)


def _readers(places: Places) -> Iterator[SQLModel]:
    for force in range(places.forces):
        yield UserAccount(
            id=key("user", force), user_name=f"ppo{force}", display_name=f"Officer {force}",
            agency_id=key("police", force), state=UserState.ACTIVE, created_at=_LONG_AGO,
        )  # fmt: skip
        yield UserRole(id=key("role", force), user_id=key("user", force), role=Role.PPO_OFFICER)
        yield UserArea(id=key("works", force), user_id=key("user", force), area_id=key("force", force))
