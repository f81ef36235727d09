"""The home screen of each role: blocks of lines, each line with what Enter opens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class HomeKind(StrEnum):
    """Which home a user has; the first role that fits decides."""

    JUDGE = "judge"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"
    AUTHORISER = "authoriser"
    AUDITOR = "auditor"
    TRAINER = "trainer"
    AGENCY = "agency"
    OTHER = "other"


class Opens(StrEnum):
    """What Enter on a line leads to."""

    NOTHING = ""
    LIST = "list"
    PERSON = "person"
    CASE = "case"
    DRAFT = "draft"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One line: its record key, text and what stands on the right; `sign` is `~` for a change, `!` for a warning.

    `place` is the id of the screen that a line with Opens.PLACE leads to.
    """

    key: str
    text: str
    aside: str = ""
    opens: Opens = Opens.NOTHING
    person_id: UUID | None = None
    case_id: UUID | None = None
    hearing_id: UUID | None = None
    draft_id: UUID | None = None
    sign: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """A heading and its lines; without lines `why` says why, and `next_key` what to press."""

    title: str
    lines: tuple[HomeLine, ...] = ()
    why: str = ""
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class HomeCard:
    """Everything on one user's home."""

    kind: HomeKind
    blocks: tuple[HomeBlock, ...]
