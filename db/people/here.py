"""Where a user sits and whom they opened lately: it orders those who answer equally well, and the reason says so."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from db.people.scoring.identity import Near

_KEPT: Final = 40
"""People opened: about a morning of a busy court."""


@dataclass(slots=True)
class Here:
    """One sign-in at one terminal: its court (code or name) and room, where it has one, and who was opened in it."""

    court: str = ""
    room: str = ""
    _opened: deque[UUID] = field(default_factory=lambda: deque(maxlen=_KEPT))

    def opened(self, person_id: UUID) -> None:
        """Somebody's file was opened."""
        self._opened.append(person_id)

    def near(self, person_id: UUID, *, followed: bool) -> tuple[Near, ...]:
        """Why this person is near to the user, apart from lists."""
        found = [Near("opened", "opened by you lately")] if person_id in self._opened else []
        return (*found, Near("followed", "followed by you")) if followed else tuple(found)

    def listed(self, *, court: str, code: str, room: str, own: bool) -> Near:
        """Why somebody is near who is on a list today: the court by its name and code; `own` is one of the user's."""
        where = f"{court} {room}".rstrip()
        if self.court and self.court.casefold() not in (court.casefold(), code.casefold()):
            return Near("court" if own else "listed", f"listed today, {where}")
        if self.court and self.room and self.room.casefold() == room.casefold():
            return Near("room", f"listed today in your room, {where}")
        return Near("court" if own or self.court else "listed", f"listed today, {where}")
