"""Corrections: what an agency sent, what stands beside it, and what the agency says by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """A value that may be corrected, and the correction that stands beside it, where there is one.

    `fact` is the row that a source gave; `said` what it said, `now` what that source says by now where it is
    something else. `hint` shows how a value is typed. `refusal` says why this reader may not, empty when they may.
    """

    person_id: UUID
    key: str
    label: str
    fact: UUID
    source: str
    said: str
    now: str = ""
    corrected: str = ""
    why: str = ""
    correction: UUID | None = None
    hint: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """One correction that stands. `differs` where its source has said something else since it was made."""

    id: UUID
    person_id: UUID
    reference: str
    person: str
    key: str
    label: str
    value: str
    source: str
    said: str
    now: str
    why: str
    by: str
    at: datetime
    differs: bool = False
