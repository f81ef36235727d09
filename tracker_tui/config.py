"""How the screen looks and answers to keys: the home's file, options and environment made one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from db.words.errors import Misconfigured
from tracker_tui.app.ports import Looks

DEFAULT_THEME: Final = "court-light"
PLAIN_THEME: Final = "plain"
IDLE_SECONDS: Final = 300
LONGEST_KEY: Final = 40


class Written(Protocol):
    """The part of a home's settings that is about the screen."""

    @property
    def theme(self) -> str:
        """Name of a colour scheme, empty where the file names none."""

    @property
    def accessible(self) -> bool:
        """Whether the file asks for it."""

    @property
    def keys(self) -> Mapping[str, str]:
        """Keys by action id."""

    @property
    def lock_minutes(self) -> int:
        """Minutes without a key until the terminal locks."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person at one terminal wants of the screen."""

    theme: str = DEFAULT_THEME
    """The colour scheme: court-light, court-dark, high-contrast (7:1) or plain (the terminal's colours)."""

    plain: bool = False
    """Keep to the terminal's own 16 colours; also wherever NO_COLOR is set (https://no-color.org)."""

    accessible: bool = False
    """ASCII only, no mouse, the hardware cursor on what is selected, one line that says what changed."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Another key for an action, by the action's id as `?` and docs/keys.md show it."""

    idle_seconds: int = IDLE_SECONDS
    """Seconds without a key until the screen is covered and asks for the password (trust.md R13)."""

    def looks(self) -> Looks:
        """The same, as the application takes it."""
        return Looks(
            theme=PLAIN_THEME if self.plain else self.theme,
            plain=self.plain,
            accessible=self.accessible,
            keys=self.keys,
            idle_seconds=self.idle_seconds,
        )


def choose(
    written: Written,
    *,
    themes: Collection[str],
    environ: Mapping[str, str],
    plain: bool = False,
    accessible: bool = False,
) -> Preferences:
    """The preferences: an option of the command line wins over the environment, and that over the file.

    Raises Misconfigured for a theme not among `themes` and for a key that is not one. Whether an action
    id exists and whether two actions clash is said by the registry of actions.
    """
    theme = written.theme or DEFAULT_THEME
    if theme not in themes:
        raise Misconfigured(
            f"There is no colour scheme '{theme}'.",
            to_do=f"Write one of these as theme in tracker.toml: {', '.join(sorted(themes))}.",
        )
    for action, key in written.keys.items():
        if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
            raise Misconfigured(
                f"The key for '{action}' in tracker.toml is empty or not a key.",
                to_do="Write it like this: 'f7', 'ctrl+t' or 'b'.",
            )
    return Preferences(
        theme=theme,
        # no-color.org: any text counts, an empty one does not.
        plain=plain or theme == PLAIN_THEME or bool(environ.get("NO_COLOR")),
        accessible=accessible or written.accessible,
        keys=dict(written.keys),
        idle_seconds=60 * written.lock_minutes,
    )
