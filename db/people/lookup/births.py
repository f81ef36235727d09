"""Days of birth as the index is asked for them: a range, some days, or any; and days that are commonly mistaken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

from db.cards.asked import Birth
from db.index.words import ordinal
from db.tables.lookup import NO_BIRTH

_FIRST, _LAST = date(1912, 1, 1), date(2039, 12, 31)
"""Between these lies a birthday of any year."""
Born = tuple[int, int] | frozenset[int] | None
"""A range of days by number, some days, or any."""


def kind_of(born: Born) -> str:
    """As `Probes.names` names them."""
    return "" if born is None else "range" if isinstance(born, tuple) else "days"


def day_values(born: Born) -> dict[str, Any]:
    """The values of a range of days or of some days, as numbers and as text."""
    if born is None:
        return {}
    if isinstance(born, tuple):
        first, last = (date.fromordinal(max(day, 1)).isoformat() for day in born)
        return {"born": born[0], "born_end": born[1], "day": first, "day_end": last}
    return {"borns": sorted(born), "days": [date.fromordinal(one).isoformat() for one in sorted(born)]}


def ranges(births: Sequence[Birth]) -> list[Born]:
    """What the readings of a birth stand for: ranges, and all single days together; any day where none was typed."""
    read = [_days_of(one) for one in births]
    single = frozenset(day for one in read if isinstance(one, frozenset) for day in one)
    return [*(one for one in read if isinstance(one, tuple)), *([single] if single else [])] or [None]


def _days_of(one: Birth) -> Born:
    first, last = one.first or _FIRST, one.last or _LAST
    if not (one.month or one.day):
        return first.toordinal(), last.toordinal()
    months = (one.month,) if one.month else range(1, 13)
    days = (one.day,) if one.day else range(1, 32)
    every = product(range(first.year, last.year + 1), months, days)
    known = (ordinal(f"{year:04}-{month:02}-{day:02}") for year, month, day in every)
    return frozenset(day for day in known if first.toordinal() <= day <= last.toordinal())


def mistaken(day: date) -> Iterator[int]:
    """The day and those that are commonly written in its place, as numbers."""
    steps = (0, 1, -1, 10, -10)
    yield from (number for step in steps if (number := day.toordinal() + step) > 0)
    figures = f"{day.year:04}{day.month:02}{day.day:02}"
    texts = {figures[:4] + figures[6:] + figures[4:6]}
    texts |= {f"{day.year + step:04}{figures[4:]}" for step in (*steps, 2, -2) if day.year + step > 0}
    texts |= {
        figures[:place] + figure + figures[place + 1 :] for place in range(2, 8) for figure in "0123456789"
    }  # fmt: skip
    texts |= {figures[:at] + figures[at + 1] + figures[at] + figures[at + 2 :] for at in range(2, 7)}
    for text in texts:
        if (number := ordinal(f"{text[:4]}-{text[4:6]}-{text[6:]}")) != NO_BIRTH:
            yield number
