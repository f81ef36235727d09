"""Accounts, agencies and courts as the keeper and the administrator's screens show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from db.words.actor import Role


@dataclass(frozen=True, slots=True)
class UserCard:
    """One account; `roles`, `courts` and `state` are words to read, codes of courts and agency."""

    id: UUID
    user_name: str
    display_name: str
    agency: str
    roles: tuple[str, ...]
    courts: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """One agency."""

    id: UUID
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class CourtSetUp:
    """One court as the keeper sees it; `set_up` is false while only a feed knows it."""

    id: UUID
    code: str
    name: str
    jurisdiction: str
    set_up: bool
    enabled: bool
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourtCode:
    """What a system calls a court, or with `room_code` one of its rooms; `court` is our code, `room` our name."""

    system: str
    code: str
    room_code: str
    court: str
    room: str


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account to be made. `agency` and `courts` are codes."""

    user_name: str
    display_name: str
    agency: str
    roles: frozenset[Role]
    courts: tuple[str, ...] = ()
    expires_at: datetime | None = None
    password: str = field(default="", repr=False)
