"""Accounts, agencies and courts as the keeper and the administrator's screens show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from db.words.actor import Role


@dataclass(frozen=True, slots=True)
class UserCard:
    """One account; `roles`, `courts` and `state` are words to read, codes of courts and agency.

    `state` says `expired` for an active account whose last day, `expires_at`, is over.
    """

    id: UUID
    user_name: str
    display_name: str
    agency: str
    roles: tuple[str, ...]
    courts: tuple[str, ...]
    state: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StepCard:
    """One decision about an account: what, when, by whom, why; `detail` says what was changed."""

    step: str
    at: datetime
    by: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account in full, for those who look after it. `areas` are codes, `networks` empty for every one.

    `why_not` is why this reader may not change it, empty where that is possible.
    """

    user: UserCard
    agency_name: str
    areas: tuple[str, ...]
    team: str
    networks: tuple[str, ...]
    os_user: str
    created_at: datetime
    authorised_by: str
    reviewed_at: datetime | None
    last_sign_in_at: datetime | None
    history: tuple[StepCard, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What somebody who wants an account fills in. `agency`, `courts` and `area` are codes."""

    user_name: str
    display_name: str
    agency: str
    roles: frozenset[Role]
    courts: tuple[str, ...] = ()
    area: str = ""
    contact: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RequestCard:
    """One account request; `reference` is what is told on the telephone, `why_not` why this reader may not answer."""

    id: UUID
    reference: str
    user_name: str
    display_name: str
    agency: str
    roles: tuple[str, ...]
    courts: tuple[str, ...]
    area: str
    contact: str
    reason: str
    asked_at: datetime
    state: str
    decided_by: str = ""
    decided_at: datetime | None = None
    answer: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class FirstCode:
    """A one-time code for an account, shown once; `until` is when it runs out, `notes` what must be said with it."""

    user_name: str
    display_name: str
    code: str = field(repr=False)
    until: datetime
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different about an account; None leaves it as it is. Courts, areas and agency are codes."""

    roles: frozenset[Role] | None = None
    courts: tuple[str, ...] | None = None
    areas: tuple[str, ...] | None = None
    team: str | None = None
    networks: tuple[str, ...] | None = None
    os_user: str | None = None
    agency: str | None = None
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class DueCard:
    """An account that somebody should look at again, and why."""

    user: UserCard
    why: str
    last_sign_in_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AreaCard:
    """One area; `parent` is the code of the area it lies in, `postcodes` are the outward ones that lie in it."""

    code: str
    name: str
    kind: str
    parent: str = ""
    postcodes: tuple[str, ...] = ()
    people: int | None = None


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """One agency; `area` is the code of the area whose authoriser answers for it."""

    id: UUID
    code: str
    name: str
    kind: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class CourtSetUp:
    """One court as the keeper sees it; `set_up` is false while only a feed knows it, `area` is a code."""

    id: UUID
    code: str
    name: str
    jurisdiction: str
    set_up: bool
    enabled: bool
    rooms: tuple[str, ...]
    area: str = ""


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
