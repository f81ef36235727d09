"""Where a clerk is: the address of a screen, enough to open it again after a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

_IDS = ("person", "case", "hearing", "court", "draft")


@dataclass(frozen=True, slots=True)
class Place:
    """A screen id and what it shows. Only ids: no name, no text of the record is ever in it.

    `cursor` is the record key under the cursor, `kind` a screen's own choice (a note's kind),
    `section` the number of the block in view, 0 for the top.
    """

    screen: str
    person: UUID | None = None
    case: UUID | None = None
    hearing: UUID | None = None
    court: UUID | None = None
    room: str = ""
    day: date | None = None
    draft: UUID | None = None
    kind: str = ""
    cursor: str = ""
    section: int = 0

    def at(self, *, cursor: str, section: int = 0) -> Place:
        """The same place with the cursor on another record."""
        return replace(self, cursor=cursor, section=section)

    def to_plain(self) -> dict[str, str | int]:
        """As written to the resume file: text and whole numbers, empty values left out."""
        plain: dict[str, str | int] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value not in (None, "", 0):
                plain[field.name] = value if isinstance(value, int) else str(value)
        return plain

    @staticmethod
    def from_plain(plain: Mapping[str, object]) -> Place | None:
        """Read back what `to_plain` wrote; None when it is not a place."""
        screen = plain.get("screen")
        if not isinstance(screen, str):
            return None
        try:
            day = date.fromisoformat(str(plain["day"])) if "day" in plain else None
            section = int(str(plain.get("section", 0)))
            person, case, hearing, court, draft = (_id(plain, name) for name in _IDS)
        except ValueError:
            return None
        room, kind, cursor = (str(plain.get(name, "")) for name in ("room", "kind", "cursor"))
        return Place(screen, person, case, hearing, court, room, day, draft, kind, cursor, section)


def _id(plain: Mapping[str, object], name: str) -> UUID | None:
    return UUID(str(plain[name])) if name in plain else None
