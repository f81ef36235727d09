"""Whether a prison's file of everybody whom it holds is accepted by itself: few rejected, newer, not much shorter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from db.access.prison_downloads import MANY, WEEKLY
from db.custody.meaning import is_prisoner
from db.custody.release import is_never
from db.exchange.dossiers import CustodyRecord, DossierRecord
from db.exchange.oddities import Code, FileRefused, Problem
from db.exchange.records import ListScope, Record, RefusedRecord
from db.words.dates import short
from db.words.families.exchange import FeedFormat
from db.words.families.places import AgencyKind

MOST_REJECTED: Final = 0.02
SHORTER: Final = 2
"""A file with fewer than one in so many of the people whom the file before held is hardly the whole of them."""
AHEAD: Final = timedelta(days=1)
_WAITS: Final = "tracker feed accept takes it in all the same, tracker feed refuse puts it away."
_STANDS: Final = "the lists of who is in prison stay with the file before"


@dataclass(frozen=True, slots=True)
class Weekly:
    """What a glance over the whole file tells: rows, those that cannot be read, its latest movement, who is held.

    `is_list`: its rows are prisoners' records, not notices and other parts of them. `nameless` are the numbers of each
    row that gives no name: it is rejected where nobody is on record under one of them.
    """

    rows: int
    rejected: int
    told_on: date | None
    held: int = 0
    is_list: bool = True
    nameless: tuple[tuple[str, ...], ...] = ()

    def __repr__(self) -> str:
        """Without numbers of people."""
        return f"Weekly({self.rows} rows, {self.rejected} rejected)"

    def less(self, on_record: int) -> Weekly:
        """With what is rejected for want of a name: all rows without one, less those of somebody on record."""
        return replace(self, rejected=self.rejected + len(self.nameless) - on_record, nameless=())


@dataclass(frozen=True, slots=True)
class Before:
    """Of the weekly files accepted so far: the latest movement of them all, and how many the last one held."""

    told_on: date | None = None
    held: int | None = None


def looks_like(form: FeedFormat, total: int) -> bool:
    """A CSV is a list however short; a message about one prisoner comes in the same form as the file of all."""
    return form is FeedFormat.PRISONER_CSV or (form in WEEKLY and total >= MANY)


def may_be(kind: AgencyKind | None) -> bool:
    """Who is in prison is a prison's to say; a list of prisoners that another agency sends is records of its own."""
    return kind is AgencyKind.PRISON


def looked_over(records: Iterable[Record], form: FeedFormat) -> Weekly:
    """Read to the end; nothing is written. What is about no prisoner by its kind is no row of such a file."""
    rows = rejected = parts = held = 0
    latest: date | None = None
    # Of several rows with one number the last is loaded, and so the last says whether there is a name.
    nameless: dict[str, tuple[str, ...]] = {}
    for record in records:
        if isinstance(record, ListScope) or (isinstance(record, RefusedRecord) and record.of_nobody):
            continue
        rows += 1
        if isinstance(record, RefusedRecord):
            rejected += 1
        elif isinstance(record, DossierRecord):
            nameless.pop(record.key, None)
            if record.names_nobody:
                nameless[record.key] = (record.key, *record.former_keys)
            custody = record.custody
            if form is not FeedFormat.PRISONER_CSV and (custody is None or not custody.whole):
                parts += 1
            elif custody is not None:
                held += _is_held(custody)
                moved = custody.said.get("moved_on")
                if moved is not None and not is_never(moved) and (latest is None or moved > latest):
                    latest = moved
    whole = rows - parts
    return Weekly(
        whole,
        rejected,
        latest,
        held,
        is_list=whole >= MANY and (parts == 0 or whole > rejected),
        nameless=tuple(nameless.values()),
    )


def why_not(seen: Weekly, before: Before, *, today: date) -> str:
    """Why a person has to decide; empty where the file is accepted by itself."""
    if seen.rejected > seen.rows * MOST_REJECTED:
        return f"{seen.rejected:,} of {seen.rows:,} rows are rejected ({seen.rejected / seen.rows:.1%}, at most 2 %)."
    if seen.told_on is not None and seen.told_on > today + AHEAD:
        return f"It tells of what is still to come: its latest movement is of {short(seen.told_on)}."
    if seen.told_on is not None and before.told_on is not None and seen.told_on < before.told_on:
        days = f"{short(seen.told_on)}, not {short(before.told_on)}"
        return f"It is older than the file before: its latest movement is of {days}."
    if before.held is not None and seen.held * SHORTER < before.held:
        return f"It holds {seen.held:,} people where the file before held {before.held:,}, less than half."
    return ""


def week_of(seen: Weekly, before: Before) -> int | None:
    """How many the file holds, where it becomes the list of who is in prison; None where the one before stays.

    A file in which nobody is held is none, nor is an older one that somebody took in all the same.
    """
    return seen.held if seen.is_list and seen.held and not _is_older(seen, before) else None


def told_by(seen: Weekly, today: date) -> date | None:
    """The latest movement as it is kept: a day that is still to come would make every true file after it an older."""
    return seen.told_on if seen.told_on is None or seen.told_on <= today + AHEAD else today


def no_week(seen: Weekly | None) -> Problem:
    """Said of a file of prisoners that is taken in and is not the list of who is in prison."""
    if seen is None:
        why = "who is in prison is told by the list of an agency of kind prison (--agency)"
    elif not seen.is_list:
        why = "fewer than two prisoners' records are no list of all"
    else:
        why = "it tells of nobody who is in prison" if not seen.held else "it is older than the list on record"
    return Problem("", Code.NO_WEEK, f"{why}; {_STANDS}")


def waits(why: str) -> FileRefused:
    """Said instead of taking the file in."""
    return FileRefused(f"{why} It waits for a decision.", code=Code.WAITS, to_do=_WAITS)


def _is_older(seen: Weekly, before: Before) -> bool:
    return before.told_on is not None and seen.told_on is not None and seen.told_on < before.told_on


def _is_held(custody: CustodyRecord) -> bool:
    said = custody.said
    return is_prisoner({"status": said.get("status") or "", "restricted_patient": said.get("restricted_patient")})
