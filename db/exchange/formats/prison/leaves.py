"""The leaves of one prisoner's record read at speed: texts and days by name, and a note of everything that is odd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from db.exchange.carried import ABSENT, Absent, Day, Flag, Text, Whole
from db.exchange.formats.moments import day_from
from db.exchange.oddities import Code, Problem
from db.words.text import clean

LONGEST: Final = 200
"""Signs of a name, number, code or place; what is longer is none."""
_LONGEST_NUMBER: Final = 9
_YES: Final = {"true": True, "y": True, "yes": True, "1": True, "false": False, "n": False, "no": False, "0": False}
_tidy = lru_cache(maxsize=65_536)(clean)


class Leaves:
    """The members of one object. ABSENT where there is none, None where it is null or empty, as everywhere.

    `part` is where it stands in the record (`aliases[1]`), empty for the record itself: the alias's date of birth is
    odd, not the prisoner's.
    """

    __slots__ = ("at", "members", "oddities", "part")

    def __init__(self, members: Mapping[str, object], at: str, oddities: list[Problem], *, part: str = "") -> None:
        self.members, self.at, self.oddities, self.part = members, at, oddities, part

    def text(self, name: str, *, longest: int = LONGEST) -> Text:
        """One line, cleaned; a number as text."""
        value = self.members.get(name, ABSENT)
        if value.__class__ is str:
            found = _tidy(value)
        elif value is ABSENT:
            return ABSENT
        elif value is None:
            return None
        elif isinstance(value, bool) or not isinstance(value, str | int | float):
            self.odd(name, "should be a text")
            return ABSENT
        else:
            found = _tidy(str(value))
        if len(found) > longest:
            self.odd(name, f"is longer than {longest} signs")
            return ABSENT
        return found or None

    def word(self, name: str) -> str:
        """One line, or nothing."""
        found = self.text(name)
        return found if found.__class__ is str else ""

    def day(self, name: str) -> Day:
        """A day; of a moment the London day."""
        found = self.text(name)
        if not isinstance(found, str):
            return found
        day = day_from(found)
        if day is None:
            self.odd(name, "is not a date", Code.ODD_DATE)
            return ABSENT
        return day

    def birthday(self, name: str) -> Day:
        """A date of birth; one before 1880 is kept and flagged."""
        found = self.day(name)
        if isinstance(found, date) and found.year < 1880:
            self.odd(name, "cannot be a date of birth", Code.ODD_DATE)
        return found

    def flag(self, name: str) -> Flag:
        """Yes or no."""
        value = self.members.get(name)
        if isinstance(value, bool):
            return value
        found = self.text(name)
        if not isinstance(found, str):
            return found
        said = _YES.get(found.casefold())
        if said is None:
            self.odd(name, "is neither yes nor no")
            return ABSENT
        return said

    def whole(self, name: str) -> Whole:
        """A whole number of at most nine digits."""
        found = self.text(name)
        if not isinstance(found, str):
            return found
        digits = found.removesuffix(".0")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
            self.odd(name, "is not a whole number")
            return ABSENT
        return int(digits)

    def many(self, name: str) -> tuple[Leaves, ...] | Absent:
        """The objects in the member; null is an empty list, and a lone object a list of one."""
        if name not in self.members:
            return ABSENT
        value = self.members[name]
        if not value:
            return ()
        if isinstance(value, dict):
            return (self._of(value, name),)
        if not isinstance(value, list):
            self.odd(name, "should be a list")
            return ()
        return tuple(self._each(name, value))

    def _each(self, name: str, values: list[object]) -> Iterable[Leaves]:
        for place, value in enumerate(values):
            if isinstance(value, dict):
                yield self._of(value, f"{name}[{place}]")
            elif value is not None:
                self.odd(f"{name}[{place}]", "should be an object")

    def _of(self, members: dict[str, object], part: str) -> Leaves:
        return Leaves(members, f"{self.at}.{part}", self.oddities, part=f"{self.part}.{part}" if self.part else part)

    def odd(self, name: str, what: str, code: Code = Code.ODD_VALUE) -> None:
        """Note that a member is odd."""
        whose = f"{name} in {self.part}" if self.part else name
        self.oddities.append(Problem(f"{self.at}.{name}", code, f"{whose} {what}"))
