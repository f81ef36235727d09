"""Cards of feeds: what a file did, and the files on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from db.words.families.exchange import BatchState, FeedFormat, FeedHealth, RecordOutcome

_WAITS: Final = "waits-for-a-decision"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One odd or refused thing: line or path, stable code, reason in words."""

    at: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What one file did.

    `refused` says why nothing of it was recorded, `skipped` why it was not even looked at. A refused file has
    its `format` where one was recognised, and the `batch` that keeps the refusal on record where there is one.
    `linked` are records that a rule put with somebody who was known, `asked` those that wait for a human.
    `exit_code` is the command line's: 1 rows rejected or refused, 3 try again later.
    """

    file: str
    format: FeedFormat | None = None
    batch: UUID | None = None
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    flagged: int = 0
    quarantined: int = 0
    vacated: int = 0
    linked: int = 0
    asked: int = 0
    seconds: float = 0.0
    problems: tuple[Oddity, ...] = ()
    repeat: bool = False
    refused: str = ""
    skipped: str = ""
    exit_code: int = 0

    @property
    def waits(self) -> bool:
        """Whether a person decides before anything of the file is taken in; it is refused until then."""
        return bool(self.refused) and any(one.code == _WAITS for one in self.problems)


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A file on record; `problems` are oddities of whole lists, or why the file was refused."""

    id: UUID
    file: str
    format: FeedFormat
    state: BatchState
    agency: str
    taken_by: str
    taken_at: datetime
    finished_at: datetime | None
    read: int
    new: int
    changed: int
    unchanged: int
    flagged: int
    quarantined: int
    problems: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class FeedRecordCard:
    """One record of a file and what became of it."""

    number: int
    at: str
    outcome: RecordOutcome
    problems: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class QuarantineCard:
    """A record that is set aside; `mended_by` is empty while nobody has taken it in."""

    batch: UUID
    number: int
    file: str
    format: FeedFormat
    agency: str
    taken_at: datetime
    at: str
    reasons: tuple[Oddity, ...]
    mended_by: str = ""
    mended_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class QuarantinedRecord:
    """One of them opened: `text` is the record as it came, what steers a terminal written out as `\\x1b`.

    `refusal` says why it cannot be mended here, empty when it can.
    """

    card: QuarantineCard
    text: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedFeed:
    """A feed that is expected: its last file, when the next one is due, and how it stands.

    `refused` are the files of it that were refused since the last one was accepted.
    """

    format: FeedFormat
    agency: str
    every_days: int
    by: time | None
    last_at: datetime | None
    last_batch: UUID | None
    due_on: date
    late: bool
    refused: int

    @property
    def health(self) -> FeedHealth:
        """A refused file is said before lateness: it is why the feed is late."""
        if self.refused:
            return FeedHealth.FAILED
        return FeedHealth.LATE if self.late else FeedHealth.ON_TIME
