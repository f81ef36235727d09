"""What can be odd in a message, or keep a record out: stable codes with place and reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    ODD_FILE_NAME = "odd-source-file-name"
    COURT_FROM_NAME = "court-from-source-file-name"
    DATE_FROM_NAME = "date-from-source-file-name"
    DATE_FROM_PRINT = "date-from-print-date"
    NO_FAMILY_NAME = "no-family-name"
    TRAILING_TEXT = "trailing-text"
    TOO_MUCH = "too-much"


@dataclass(frozen=True, slots=True)
class Problem:
    """One odd thing: `at` is `line 57` in XML and a path such as `$.hearing.id` in JSON."""

    at: str
    code: Code
    reason: str
