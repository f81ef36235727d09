"""The clerk's door: acts for one person, under the policy; one attribute per service, made when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

    from db.accounts.judge_key import JudgeKey
    from db.court.day import DayService


class Desk:
    """What one signed-in user can do; every call opens its own unit, so any thread may call.

    Services import their tables when first used, so that a screen paints before the models are loaded.
    `judge_key` is a judge's own, opened by the password at sign-in and kept in memory only; `drafts` is the
    folder of the draft journals of this terminal.
    """

    def __init__(
        self,
        units: Units,
        actor: Actor,
        *,
        clock: Clock | None = None,
        judge_key: JudgeKey | None = None,
        drafts: Path | None = None,
    ) -> None:
        self.units = units
        self.actor = actor
        self.clock = clock or units.clock
        self.judge_key = judge_key
        self.drafts_folder = drafts

    @cached_property
    def day(self) -> DayService:
        """Lists of a court's day."""
        from db.court.day import DayService

        return DayService(self.units, self.actor)
