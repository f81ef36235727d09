"""What the application is given: a way to sign in, and what a sign-in hands out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

from screens.frame.place import Place


@dataclass(frozen=True, slots=True)
class DraftLeft:
    """A note that was being typed when the last sitting ended; `label` names person and time."""

    label: str
    place: Place


class Session(Protocol):
    """One sign-in: the desk with its actor, and what the application needs around it.

    `home` is the id of the role's first screen. `wait_changes` blocks for about the seconds given and
    returns the record keys that were changed elsewhere; it is called on one daemon thread.
    """

    desk: object
    user_name: str
    display_name: str
    home: str

    def wait_changes(self, seconds: float) -> Iterable[str]:
        """Record keys changed since the last call; empty when nothing was."""

    def drafts_left(self) -> Sequence[DraftLeft]:
        """Drafts of this user that were never saved, newest first."""

    def drop_draft(self, draft_id: UUID) -> None:
        """The user does not want this draft any more; raises a TrackerError when it cannot be written."""

    def over(self) -> str:
        """Why this sign-in stands no more (taken over, run out, account ended), as a sentence; empty while it does.

        Called on the thread of `wait_changes`.
        """

    def locked(self) -> None:
        """The terminal was covered; called on a thread, never raises."""

    def unlock(self, password: str) -> None:
        """The password of the same user again; raises a TrackerError when it is wrong."""

    def step_up(self, password: str) -> None:
        """The password once more, for an act that wants it; raises a TrackerError when it is wrong."""

    def change_password(self, old: str, new: str) -> None:
        """Another password, which ends every sign-in of the user; raises a TrackerError with the rule it breaks."""

    def end(self) -> None:
        """Sign out and leave the installation open for the next user."""

    def close(self) -> None:
        """End the sign-in; called once, within a second of quitting."""


class Opener(Protocol):
    """The installation before anybody has signed in.

    `banner` is short, for the top line (`DEMO`, `NOT ENCRYPTED`, or empty); `notice` is the sentence
    that explains it once.
    """

    banner: str
    notice: str

    def prepare(self) -> None:
        """Load the models and open the database; runs on a thread after the first paint."""

    def sign_in(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> Session:
        """Let a user in; raises a TrackerError with the sentence to show. Waits for `prepare`."""


Keep = Callable[[str], None]
"""Keeps the name of a chosen colour scheme for the next start."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How the application looks and which keys it takes.

    `plain` (or NO_COLOR) keeps to the terminal's own 16 colours; `accessible` is ASCII only, without
    mouse, with the hardware cursor on the selection. `keys` maps action ids to keys.
    `idle_seconds` of no key cover the screen; 0 never does.
    """

    theme: str = "court-light"
    plain: bool = False
    accessible: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    idle_seconds: int = 300
    keep_theme: Keep | None = None


class Box(Protocol):
    """Locks small files so that nobody reads them without the key of this terminal."""

    def lock(self, plain: bytes, *, about: str) -> bytes:
        """The content to write; raises a TrackerError when there is no key."""

    def open(self, box: bytes, *, about: str) -> bytes | None:
        """What was locked; None when it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the application writes: `state` for the resume file, `logs` for fault reports.

    `box` locks the resume file; without one no place is kept.
    """

    state: Path
    logs: Path
    box: Box | None = None
