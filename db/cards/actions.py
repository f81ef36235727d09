"""A joint action: what one agency does about a registered person, and by which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One action; `own` is true where the reader's agency took it on and says that it is done."""

    id: UUID
    what: str
    owner: str
    since: date | None
    due: date | None
    done_on: date | None = None
    taken_by: str = ""
    version: int = 1
    own: bool = False

    def overdue_at(self, day: date) -> bool:
        """Whether it was due before that day and is not done."""
        return self.done_on is None and self.due is not None and self.due < day
