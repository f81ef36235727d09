"""Subscriptions, the mail of a week, how mail leaves, and certificates, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from db.words.errors import BadInput
from db.words.families.mail import MailMode, MailWay, SendState, SubscriptionState, WeeklyList

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday_called(typed: str) -> tuple[int, str]:
    """A day of the week by its name or the first two letters and more: (4, "Friday"). Raises BadInput."""
    wanted = typed.strip().casefold()
    found = [number for number, name in enumerate(WEEKDAYS) if len(wanted) >= 2 and name.casefold().startswith(wanted)]
    if len(found) != 1:
        raise BadInput(f"{typed or 'Nothing'} is no day of the week.", to_do="monday, tue, friday ...")
    return found[0], WEEKDAYS[found[0]]


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """What somebody asks for; `area` is an area's code."""

    kind: WeeklyList
    area: str
    address: str
    reason: str
    mode: MailMode = MailMode.LIST
    weekday: int = 0
    at: time = time(7)


@dataclass(frozen=True, slots=True)
class SendCard:
    """The mail of one week: how far it is, from which prison file, with how many rows, and what went wrong."""

    week: str
    state: SendState
    tries: int
    rows: int | None
    late: bool
    claimed_at: datetime
    sent_at: datetime | None
    next_try_at: datetime | None
    last_error: str
    message_id: str

    @property
    def words(self) -> str:
        """`sent Mon 24 Sep 07:00, 4 rows`; `failed, will be tried again: ...`."""
        said = f"{self.week} {self.state.label}"
        if self.rows is not None:
            said += f", {self.rows:,} {'row' if self.rows == 1 else 'rows'}"
        return f"{said}: {self.last_error}" if self.last_error else said


@dataclass(frozen=True, slots=True)
class SubscriptionCard:
    """A subscription with the mail of its last week; `why_not` is why nothing is sent now, empty when it is."""

    id: UUID
    reference: str
    user_name: str
    display_name: str
    kind: WeeklyList
    area: str
    area_name: str
    address: str
    mode: MailMode
    weekday: int
    at: time
    reason: str
    asked_at: datetime
    state: SubscriptionState
    decided_by: str
    decided_at: datetime | None
    answer: str
    expires_on: date | None
    revoked_why: str
    why_not: str = ""
    last: SendCard | None = None
    mine: bool = False

    @property
    def when(self) -> str:
        """`Monday 07:00`."""
        return f"{WEEKDAYS[self.weekday]} {self.at:%H:%M}"

    @property
    def is_over(self) -> bool:
        """Whether it was refused or revoked."""
        return self.state in (SubscriptionState.REFUSED, SubscriptionState.REVOKED)


@dataclass(frozen=True, slots=True)
class AuthoriserCard:
    """Somebody who can say yes, and how to reach them."""

    display_name: str
    phone: str = ""

    @property
    def words(self) -> str:
        """`Avis Bellweather, 0161 496 0101`."""
        return f"{self.display_name}, {self.phone}" if self.phone else self.display_name


@dataclass(frozen=True, slots=True)
class MailSettingsCard:
    """How mail leaves; secrets are elsewhere. `signed_as` is the fingerprint of the signing certificate."""

    way: MailWay
    server: str
    port: int
    user_name: str
    sender: str
    domains: tuple[str, ...]
    folder: str
    own_authority: bool
    notice_only: bool
    signed_as: str
    signed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """The certificate of a recipient; `fault` is why nothing can be encrypted to it now, empty when it can."""

    address: str
    fingerprint: str
    starts_at: datetime
    expires_at: datetime
    fault: str = ""


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """What came of one subscription in a run: its reference, its week, and how far its mail is now."""

    reference: str
    week: str
    state: SendState
    rows: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class MailRunCard:
    """What one run did; `waiting` are subscriptions that are not due yet, `before` those sent earlier this week."""

    outcomes: tuple[MailOutcome, ...] = ()
    waiting: int = 0
    before: int = 0

    def count(self, state: SendState) -> int:
        """How many ended so."""
        return sum(one.state is state for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """A mail as it would go: its headers, and for its own recipient the list."""

    reference: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]
    rows: int | None = None
    text: str = field(default="", repr=False)
    why_not: str = ""
