"""The bench summary (F5): what a judge or the justices need of one defendant, one block an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.cards.file import Ages, BailLine, CaseLine, CustodyLine, HearingLine
from db.cards.notes import NoteCard
from db.cards.person import VitalCard


@dataclass(frozen=True, slots=True)
class Tried:
    """An order made before: when, until when, and the first offence alleged after it."""

    label: str
    ordered_on: date | None
    until: date | None
    next_offence: date | None
    next_title: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """How often the defendant came of the times that were marked; `missed_on` is the last time they did not."""

    marked: int = 0
    came: int = 0
    missed_on: date | None = None


@dataclass(frozen=True, slots=True)
class BenchCard:
    """One page for the bench. A block without entries has its `why_*` sentence.

    `hearing` is the row of the list the bench is on, None when the defendant is not called today; `case` is
    its case. `needs` are treatment, needs, health and risk, as shared. `held_bail` is what agencies hold of bail and
    warrants, in summary or whole, and who withholds it. `own_comments` are this reader's alone,
    with what another judge handed over to the reader.
    """

    person_id: UUID
    vital: VitalCard
    born: date | None
    ages: Ages
    hearing: HearingLine | None
    why_hearing: str
    case: CaseLine | None
    other_cases: tuple[CaseLine, ...]
    bail: tuple[BailLine, ...]
    tried: tuple[Tried, ...]
    why_tried: str
    attended: Attended
    why_attended: str
    breach: str
    reports: tuple[str, ...]
    why_reports: str
    custody: CustodyLine | None
    why_custody: str
    own_comments: tuple[NoteCard, ...]
    why_comments: str
    withheld: str
    needs: tuple[str, ...] = ()
    held_bail: tuple[str, ...] = ()
    followed: bool = False
