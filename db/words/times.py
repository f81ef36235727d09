"""Times of day as clerks type them, on a court's wall (Europe/London)."""

from __future__ import annotations

import re
from datetime import time

from db.words.errors import BadInput

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.ASCII)


def parse_time(text: str) -> time:
    """`10`, `10:30`, `10.30`, `1030`, `2pm`, `2.15 pm`; raises BadInput when no time of day is meant."""
    match = _TIME.fullmatch(text.strip().casefold())
    if match is not None:
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[3] == "pm" else 0)
        elif match[3]:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise BadInput("No time can be read here.", to_do="Type a time like 10:30 or 2pm.")
