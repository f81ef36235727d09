"""What can be odd in a message, or keep a record out: stable codes with place and reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from db.words.errors import BadInput
from db.words.families.exchange import FeedFormat


class Code(StrEnum):
    """Stable names of everything that can be odd or refused; they appear in `feed import --json`."""

    NO_CASE_NUMBER = "no-case-number"
    NO_NAME = "no-name"
    NO_COURT = "no-court"
    NO_DATE = "no-date"
    NO_KEY = "no-key"
    NO_CASES = "no-cases"
    EMPTY_LIST = "empty-list"
    NOT_VALID = "marked-not-valid"
    ODD_CASE_NUMBER = "odd-case-number"
    NUMBER_RESTORED = "leading-zero-restored"
    ODD_DATE = "odd-date"
    ODD_TIME = "odd-time"
    ODD_VALUE = "odd-value"
    ODD_KEY = "odd-key"
    PLACEHOLDER = "placeholder"
    ODD_FILE_NAME = "odd-source-file-name"
    COURT_FROM_NAME = "court-from-source-file-name"
    DATE_FROM_NAME = "date-from-source-file-name"
    DATE_FROM_PRINT = "date-from-print-date"
    DATE_FROM_HEAD = "date-from-list-head"
    NO_HEARING = "no-such-hearing"
    NO_FAMILY_NAME = "no-family-name"
    TRAILING_TEXT = "trailing-text"
    EMPTY_FILE = "empty-file"
    SCHEMA = "schema"
    UNKNOWN_FORMAT = "unknown-format"
    UNREADABLE = "unreadable"
    WRONG_ENCODING = "wrong-encoding"
    BROKEN = "broken"
    BREAKS_OFF = "breaks-off"
    DECLARES_ENTITIES = "declares-entities"
    TOO_DEEP = "too-deep"
    TOO_LONG = "too-long"
    NEW_COURT = "court-made-from-the-feed"
    ODD_IDENTIFIER = "odd-identifier"
    OLDER = "older-than-recorded"
    ECHO = "written-by-this-installation"
    UNKNOWN_COLUMN = "unknown-column"
    LIMITED = "limited-access"
    SAID_AGAIN = "said-again-further-down"
    WAITS = "waits-for-a-decision"
    NO_WEEK = "not-the-weekly-list"
    NO_FACTS = "known-not-a-source-of-facts"
    POINTER = "pointer-to-a-message-kept-elsewhere"


@dataclass(frozen=True, slots=True)
class Problem:
    """One odd thing: `at` is `line 57` in XML and a path such as `$.hearing.id` in JSON."""

    at: str
    code: Code
    reason: str


class FileRefused(BadInput):
    """A whole file, or the rest of one, that must not or cannot be read.

    `at` is the place as in `Problem`, `code` the stable reason, `read` the number of records
    (scopes included) handed on before; what becomes of them is the loader's decision. `format` is None
    where none was recognised, `batch` None where no entry of the refused file was kept.
    """

    def __init__(self, happened: str, *, code: Code, at: str = "", read: int = 0, to_do: str = "") -> None:
        self.at = at
        self.code = code
        self.read = read
        self.format: FeedFormat | None = None
        self.batch: UUID | None = None
        super().__init__(happened, kept="Nothing of this file was recorded.", to_do=to_do)

    @property
    def problem(self) -> Problem:
        """The refusal as one line of the report."""
        return Problem(self.at, self.code, self.happened)
