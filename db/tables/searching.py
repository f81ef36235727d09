"""Searches that users keep for themselves, and those that they share with their agency."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from db.tables.base import Governance, Reach, Row, key_to, moment


class SavedSearch(Row, table=True):
    """A power search that a user keeps under a name, as its text; a pinned one stands first."""

    __tablename__ = "saved_search"
    governance: ClassVar[Governance] = Governance(Reach.OWN)
    user_id: UUID = key_to("user_account.id")
    name: str
    text: str
    pinned: bool = False
    saved_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)


class SharedSearch(Row, table=True):
    """A power search that somebody shares with everybody of the agency; it names no person."""

    __tablename__ = "shared_search"
    governance: ClassVar[Governance] = Governance(Reach.AGENCY)
    owner_agency_id: UUID = key_to("agency.id")
    shared_by_id: UUID = key_to("user_account.id", index=False)
    name: str
    text: str
    shared_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)
