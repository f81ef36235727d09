"""Emergency access as screens and commands show it: what is open, what it shows, and what is to be reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from db.words.families.worded import Worded


class Verdict(Worded):
    """What a reviewer says of an emergency access."""

    JUSTIFIED = "justified", "justified"
    NOT_JUSTIFIED = "not justified", "not justified"


@dataclass(frozen=True, slots=True)
class OpenAccess:
    """Emergency access of this user that is open now."""

    id: UUID
    person_id: UUID
    ends_at: datetime

    def minutes_left(self, now: datetime) -> int:
        """Minutes begun and not over; 0 when it is over."""
        seconds = (self.ends_at - now).total_seconds()
        return max(0, -int(-seconds // 60))


@dataclass(frozen=True, slots=True)
class EmergencyPage:
    """What emergency access shows of one person; each part as lines to read, empty where nothing is recorded."""

    access: OpenAccess
    label: str
    public_ref: str
    identity: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    custody: tuple[str, ...] = ()
    bail: tuple[str, ...] = ()
    next_hearing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessCard:
    """One emergency access, for whoever reviews it, whose agency holds records of the person, or who opened it.

    `due` is the last day for the review, `why_not` why this reader does not review it; `told` when the reader is
    told as an owner's sharing lead.
    """

    id: UUID
    person_ref: str
    user: str
    agency: str
    reason: str
    opened_at: datetime
    ended_at: datetime
    due: date
    overdue: bool
    told: bool
    verdict: Verdict | None = None
    words: str = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    why_not: str = ""
