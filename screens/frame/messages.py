"""What screens say upwards: a screen never navigates, saves elsewhere or talks to another screen itself.

Plain dataclasses without `__init__` or `__post_init__`: Textual's own initialisation hangs on them. None is
compared or printed (one may carry case data), and leaving that out halves what they cost at start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from textual.message import Message

from screens.frame.place import Place

if TYPE_CHECKING:
    from db.cards.emergency import OpenAccess


@dataclass(eq=False, repr=False)
class PlaceOpened(Message):
    """Go to any screen by its address; the more telling messages below are shorthands."""

    place: Place


@dataclass(eq=False, repr=False)
class PersonOpened(Message):
    """Open the file of a person (F4)."""

    person: UUID
    hearing: UUID | None = None

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place("file.person", person=self.person, hearing=self.hearing)


@dataclass(eq=False, repr=False)
class BenchOpened(Message):
    """Open the bench summary of a person (F5)."""

    person: UUID
    hearing: UUID | None = None

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place("file.bench", person=self.person, hearing=self.hearing)


@dataclass(eq=False, repr=False)
class CaseOpened(Message):
    """Open a case: all defendants, charges, hearings."""

    case: UUID
    person: UUID | None = None

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place("file.case", case=self.case, person=self.person)


@dataclass(eq=False, repr=False)
class ListOpened(Message):
    """Open the list of a court and room on a day (F2); what is None is the terminal's own."""

    place: Place = field(default_factory=lambda: Place("day.list"))


@dataclass(eq=False, repr=False)
class NoteRequested(Message):
    """Write a note (F6) about a person, or go on with a draft."""

    person: UUID
    case: UUID | None = None
    hearing: UUID | None = None
    kind: str = ""
    draft: UUID | None = None

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place(
            "write.note",
            person=self.person,
            case=self.case,
            hearing=self.hearing,
            draft=self.draft,
            kind=self.kind,
        )


@dataclass(eq=False, repr=False)
class Saved(Message):
    """Something was saved; `said` goes to the status line of the screen that is shown next."""

    said: str
    leave: bool = False


@dataclass(eq=False, repr=False)
class StatusSaid(Message):
    """A sentence for the status line of the shown screen."""

    said: str


@dataclass(eq=False, repr=False)
class ErrorSaid(Message):
    """An error for the status line of the shown screen; it stays until dismissed."""

    said: str


@dataclass(eq=False, repr=False)
class ActionAsked(Message):
    """An action of the registry that the screen itself does not carry out; `about` is what no place holds."""

    action_id: str
    about: str = ""


@dataclass(eq=False, repr=False)
class BackAsked(Message):
    """Leave this screen for the one below."""


@dataclass(eq=False, repr=False)
class EmergencyChanged(Message):
    """Emergency access was opened here, `access` says to whom and until when; or closed here, without one."""

    access: OpenAccess | None = None


@dataclass(eq=False, repr=False)
class SignedIn(Message):
    """The sign-in screen's door let the clerk in; `session` is what the door handed out."""

    session: object


@dataclass(eq=False, repr=False)
class SignInOver(Message):
    """The sign-in at this terminal stands no more; `why` is a sentence."""

    why: str


@dataclass(eq=False, repr=False)
class OtherUserAsked(Message):
    """Somebody of this name wants to sign in here, in the place of whoever is signed in."""

    user_name: str


@dataclass(eq=False, repr=False)
class Faulted(Message):
    """A worker met an error that nobody expected; the application ends in order."""

    error: Exception


@dataclass(eq=False, repr=False)
class RecordsChanged(Message):
    """Records with these keys were changed elsewhere."""

    keys: frozenset[str]


@dataclass(eq=False, repr=False)
class StoreLost(Message):
    """The database is away (reading only what is on screen, drafts kept), or back."""

    away: bool


Opening = PlaceOpened | PersonOpened | BenchOpened | CaseOpened | ListOpened | NoteRequested
"""Every message that only asks for another screen."""
