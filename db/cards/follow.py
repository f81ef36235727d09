"""What a user follows, and what changed in it since they looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FollowCard:
    """One followed person, or one followed case of a person; `news` counts what changed since the last look."""

    person_id: UUID
    case_id: UUID | None
    person: str
    case_no: str
    since: datetime
    looked_at: datetime
    news: int = 0


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One change in a followed file: `old` is empty where something is new, `new` where it ended.

    `key` is the record's key; `by` is empty where a feed brought it.
    """

    key: str
    person_id: UUID
    person: str
    case_id: UUID | None
    what: str
    old: str
    new: str
    at: datetime
    by: str = ""

    @property
    def words(self) -> str:
        """`plea: not guilty -> guilty`; only the new value where nothing stood before."""
        if self.old and self.new:
            return f"{self.what}: {self.old} -> {self.new}"
        return f"{self.what}: {self.new}" if self.new else f"{self.what}: {self.old} -> ended"
