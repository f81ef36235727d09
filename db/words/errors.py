"""Errors that a person can act on: what happened, what was kept, what to do."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID


class TrackerError(Exception):
    """A refusal or fault with the three sentences that a clerk or an administrator needs.

    `exit_code` follows the command line's table: 1 refused or failed, 2 usage or configuration,
    3 retry later, 130 interrupted.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, happened: str, *, kept: str = "Nothing was changed.", to_do: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.to_do = to_do
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The parts that were given, as one line."""
        return " ".join(part for part in (self.happened, self.kept, self.to_do) if part)


class Refused(TrackerError):
    """The policy, a rule or the state of the record says no."""


class NotFound(TrackerError):
    """No such thing, or not for this actor: the two are worded alike on purpose."""


class Conflict(TrackerError):
    """Somebody changed the same record first; both versions are kept for the clerk to choose.

    `theirs` is the other version as (field, text), where there is one to choose from; `theirs_by` says who saved it,
    `theirs_id` is the row to go on with.
    """

    def __init__(
        self,
        happened: str,
        *,
        kept: str = "Nothing was changed.",
        to_do: str = "",
        theirs: tuple[tuple[str, str], ...] = (),
        theirs_by: str = "",
        theirs_id: UUID | None = None,
    ) -> None:
        super().__init__(happened, kept=kept, to_do=to_do)
        self.theirs = theirs
        self.theirs_by = theirs_by
        self.theirs_id = theirs_id


class BadInput(TrackerError):
    """What was typed or sent cannot be read."""


class Misconfigured(TrackerError):
    """The installation, a flag or a setting is wrong."""

    exit_code = 2


class TryLater(TrackerError):
    """The database is busy, locked, full or away; nothing is wrong with the request."""

    exit_code = 3


class StepUpNeeded(Refused):
    """An act that wants the password once more; the screen asks for it and tries again."""
