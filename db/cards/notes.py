"""Notes as screens see them: one note, the form to write one, what can be undone, what was left unsaved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from db.words.clock import LONDON
from db.words.dates import spell

if TYPE_CHECKING:
    from uuid import UUID

    from db.cards.drafts import Draft
    from db.words.families.notes import NoteKind

LONGEST = 1_000_000
"""Characters that a note may have."""


@dataclass(frozen=True, slots=True)
class SittingCard:
    """The row of a list that a note belongs to; `at` is the court's wall time."""

    hearing_day_id: UUID
    case_id: UUID | None
    day: date
    at: time | None
    court: str
    room: str
    case_no: str

    @property
    def words(self) -> str:
        """`Wed 12 Mar 2025 10:00, Northtown Magistrates' Court, court 01, case 2500123`."""
        at = f" {self.at:%H:%M}" if self.at else ""
        case = f", case {self.case_no}" if self.case_no else ""
        return f"{spell(self.day)}{at}, {self.court}, court {self.room}{case}"


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of note that the writer may choose: who will see it, who will not, and why not now.

    Before the policy was asked for a person, nobody is named.
    """

    kind: NoteKind
    seen_by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def personal(self) -> bool:
        """Whether it is a judge's own, sealed kind."""
        return self.kind.value == "judge_personal"

    @property
    def readers(self) -> str:
        """`Will be seen by: only you. Not by: anybody else.`"""
        if not self.seen_by:
            return f"Meant for {self.kind.meant_for}; who will see it is being looked up."
        unseen = f" Not by: {', '.join(self.not_by)}." if self.not_by else ""
        return f"Will be seen by: {', '.join(self.seen_by)}.{unseen}"


@dataclass(frozen=True, slots=True)
class NoteCard:
    """One note as it stands. The body never shows in a repr, so it cannot reach a log.

    `first_written_at` is the time of the first version, `written_at` of this one; `withheld` says why a
    sealed body cannot be read here and is empty otherwise. `of_this_sign_in` notes can be undone by `u`.
    `personal` is a judge's own note; `handed_to` are the judges to whom this reader handed it over.
    """

    id: UUID
    kind: NoteKind
    person_id: UUID
    author: str
    agency: str
    first_written_at: datetime
    written_at: datetime
    body: str = field(repr=False)
    withheld: str = ""
    case_id: UUID | None = None
    hearing_day_id: UUID | None = None
    hearing_on: date | None = None
    edited: bool = False
    own: bool = False
    of_this_sign_in: bool = False
    personal: bool = False
    handed_to: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Of a judge's personal note `only you`, `you and Judge Imlach` or `from Judge Farrow`; else empty."""
        if not self.personal:
            return ""
        if not self.own:
            return f"from {self.author}"
        return f"you and {', '.join(self.handed_to)}" if self.handed_to else "only you"

    @property
    def heading(self) -> str:
        """`Hearing note of Wed 12 Mar 2025 10:42 by A. Clerk, Courts, edited 11:05`."""
        edited = f", edited {day_and_time(self.written_at, unless=self.first_written_at)}" if self.edited else ""
        written = day_and_time(self.first_written_at)
        return f"{self.kind.heading} note of {written} by {self.author}, {self.agency}{edited}"


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What a note form shows; `refusal` says why this reader may not write at all.

    `sitting` is the hearing the note will belong to; `note` is the note that is being corrected.
    """

    person_id: UUID
    person: str
    kinds: tuple[KindChoice, ...]
    refusal: str = ""
    sitting: SittingCard | None = None
    note: NoteCard | None = None


@dataclass(frozen=True, slots=True)
class UndoableNote:
    """The last note of this sign-in that still stands; `words` name it for the question."""

    id: UUID
    person_id: UUID
    written_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class DraftLeftCard:
    """A text that was typed and never saved; `label` names its kind, the person and the time."""

    draft: Draft
    label: str


def day_and_time(moment: datetime, *, unless: datetime | None = None) -> str:
    """`Wed 12 Mar 2025 10:42` by London's clock; the time alone when `unless` is of the same day."""
    local = moment.astimezone(LONDON)
    at = f"{local:%H:%M}"
    if unless is not None and unless.astimezone(LONDON).date() == local.date():
        return at
    return f"{spell(local.date())} {at}"
