"""Handing a judge's personal note over, as the screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from db.cards.notes import NoteCard


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """A judge to whom the note can be handed; `since` is when the judge got it, None while not.

    `taken_back_at` says that the judge had it once; `here` that the judge sits at a court of the giver's.
    """

    id: UUID
    name: str
    agency: str
    here: bool = False
    since: datetime | None = None
    taken_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """One own personal note and the judges who may be given it; `left_out` of them are beyond the list."""

    note: NoteCard
    person: str
    judges: tuple[JudgeLine, ...]
    left_out: int = 0
