"""What is being typed and not yet saved, as screen and journal hand it to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from db.words.families.notes import NoteKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class DraftKind(StrEnum):
    """Which form the text was being typed into."""

    NOTE = "note"
    EDIT = "edit"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class FormPlace:
    """The form that is being filled in: its address as the resume file has it, what it is called, whom it is about."""

    address: tuple[tuple[str, str | int], ...]
    title: str = field(default="", compare=False)
    person: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """One text in progress; `id` is made when the form opens and stays until it is saved or dropped.

    `cursor` is row and column in `text`, from 0; `at` is aware; `note_id` is the note being corrected.
    The text never shows in a repr, so it cannot reach a log. Of a form it is what differs from what Tracker
    filled in, as JSON by the names of the lines; about nobody, `person_id` is the draft's own id.
    """

    id: UUID
    person_id: UUID
    text: str = field(repr=False)
    at: datetime
    kind: DraftKind = DraftKind.NOTE
    note_kind: NoteKind = NoteKind.AGENCY
    cursor: tuple[int, int] = (0, 0)
    case_id: UUID | None = None
    hearing_id: UUID | None = None
    note_id: UUID | None = None
    form: FormPlace | None = None
