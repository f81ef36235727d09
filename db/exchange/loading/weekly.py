"""Whether a prison's file of everybody whom it holds is accepted by itself: few rows are rejected, and it is newer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.access.prison_downloads import MANY, WEEKLY
from db.custody.release import is_never
from db.exchange.dossiers import DossierRecord
from db.exchange.oddities import Code, FileRefused
from db.exchange.records import ListScope, Record, RefusedRecord
from db.words.dates import short
from db.words.families.exchange import FeedFormat

MOST_REJECTED: Final = 0.02
_WAITS: Final = "tracker feed accept takes it in all the same, tracker feed refuse puts it away."


@dataclass(frozen=True, slots=True)
class Weekly:
    """What a glance over the whole file tells: rows, those of them that cannot be read, its latest movement."""

    rows: int
    rejected: int
    told_on: date | None


def is_weekly(form: FeedFormat, total: int) -> bool:
    """A message about one prisoner comes in the same form as the file of all; it is none."""
    return form in WEEKLY and total >= MANY


def looked_over(records: Iterable[Record]) -> Weekly:
    """Read to the end; nothing is written. What is about no prisoner by its kind is no row of such a file."""
    rows = rejected = 0
    latest: date | None = None
    for record in records:
        if isinstance(record, ListScope) or (isinstance(record, RefusedRecord) and record.of_nobody):
            continue
        rows += 1
        if isinstance(record, RefusedRecord):
            rejected += 1
        elif isinstance(record, DossierRecord) and record.custody is not None:
            moved = record.custody.said.get("moved_on")
            if moved is not None and not is_never(moved) and (latest is None or moved > latest):
                latest = moved
    return Weekly(rows, rejected, latest)


def why_not(seen: Weekly, last: date | None) -> str:
    """Why a person has to decide; empty where the file is accepted by itself. `last` is of the file before."""
    if seen.rejected > seen.rows * MOST_REJECTED:
        return f"{seen.rejected:,} of {seen.rows:,} rows are rejected ({seen.rejected / seen.rows:.1%}, at most 2 %)."
    if last is not None and seen.told_on is not None and seen.told_on < last:
        return f"It is older than the file before: its latest movement is of {short(seen.told_on)}, not {short(last)}."
    return ""


def waits(why: str) -> FileRefused:
    """Said instead of taking the file in."""
    return FileRefused(f"{why} It waits for a decision.", code=Code.WAITS, to_do=_WAITS)
