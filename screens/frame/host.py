"""What the frame expects of the application that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from db.words.clock import Clock
from screens.frame.asking import Asker
from screens.frame.keymap import Keymap

if TYPE_CHECKING:
    from textual.screen import Screen


class Host(Protocol):
    """The application as the screens know it; the real one is `tracker_tui.app.app.TrackerApp`."""

    keymap: Keymap
    asker: Asker
    banner: str
    accessible: bool

    @property
    def clock(self) -> Clock:
        """The one clock."""

    def mounted(self, screen: Screen[None]) -> None:
        """A screen stands, and has read nothing yet: the banner of emergency access belongs on it now."""

    def step_up(self, password: str) -> None:
        """The password once more, for an act that wants it; raises a TrackerError when it is wrong."""

    def change_password(self, old: str, new: str) -> None:
        """Another password for whoever is signed in, which ends their sign-ins; raises a TrackerError with the rule."""
