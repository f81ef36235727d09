"""What an action of the registry is, and the headings that actions stand under."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.words.actor import Role


class Group(StrEnum):
    """Headings of the help screen and of docs/keys.md, in the order in which they are shown."""

    PLACES = "Places"
    ANYWHERE = "From anywhere, also while typing"
    RECORD = "This record"
    MOVING = "Moving"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a clerk can do.

    `keys` are Textual key names, the first is the one shown. `places` are screen ids where the action
    counts; an id ending in a dot means every screen of that errand; empty means every screen after
    sign-in. `rank` orders the footer, smallest first; 0 keeps it out of the footer.
    `by_part` marks keys that the focused part of the screen answers itself. `opens` is the screen that it leads to.
    An entry of the F9 menu has the place `start.more`, and `roles` are those it is for (none: everybody).
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    places: tuple[str, ...] = ()
    rank: int = 0
    by_part: bool = False
    before_sign_in: bool = False
    shown_as: str = ""
    opens: str = ""
    roles: tuple[Role, ...] = ()

    @property
    def method(self) -> str:
        """The name of the screen method that carries the action out."""
        return "act_" + self.id.replace(".", "_")

    def counts_at(self, place: str) -> bool:
        """Whether the action exists on the screen with this id."""
        if place.startswith("start.sign"):
            return self.before_sign_in
        if not self.places:
            return True
        return any(place == one or (one.endswith(".") and place.startswith(one)) for one in self.places)
