"""The clerk's door: acts for one person, under the policy; one attribute per service, made when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock

if TYPE_CHECKING:
    from db.court.day import DayService


class Desk:
    """What one signed-in user can do; every call opens its own unit, so any thread may call.

    Services import their tables when first used, so that a screen paints before the models are loaded.
    """

    def __init__(self, units: Units, actor: Actor, *, clock: Clock | None = None) -> None:
        self.units = units
        self.actor = actor
        self.clock = clock or units.clock

    @cached_property
    def day(self) -> DayService:
        """Lists of a court's day."""
        from db.court.day import DayService

        return DayService(self.units, self.actor)
