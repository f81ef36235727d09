"""The one clock: tests, demo mode and `--date` set it, everything else asks it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(slots=True)
class Clock:
    """Wall time with an optional shift, so that a demo or a test can live on another day."""

    shift: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + self.shift

    def local(self) -> datetime:
        """The present moment on a court's wall, aware, Europe/London."""
        return self.now().astimezone(LONDON)

    def today(self) -> date:
        """The court's day, by London time."""
        return self.local().date()

    def set_day(self, day: date) -> None:
        """Move to the same wall time of another day, whichever of the two has summer time."""
        here = self.local()
        there = datetime.combine(day, here.time(), LONDON)
        self.shift += there.astimezone(UTC) - here.astimezone(UTC)
