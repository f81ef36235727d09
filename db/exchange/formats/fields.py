"""One object of a message read tolerantly: typed fields, and a note of everything that is odd."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, time

from db.exchange.carried import ABSENT, Absent, Day, Flag, Maybe, Text, Whole
from db.exchange.formats.moments import day_from, time_from
from db.exchange.oddities import Code, Problem
from db.words.text import clean, clean_block

_TRUE = {"true", "y", "yes", "1"}
_FALSE = {"false", "n", "no", "0"}
_LONGEST_NUMBER = 9
"""Digits that fit the database's integers; longer ones are never a sequence, count or age."""


class Fields(ABC):
    """The fields of one element or object; unknown ones are ignored.

    Every reader of a field answers ABSENT when the message did not carry it, None when it was empty
    or null, and notes a problem (and answers ABSENT) when it is not what it should be: what cannot
    be read must not erase what is known.
    """

    __slots__ = ("at", "oddities")

    def __init__(self, at: str, oddities: list[Problem]) -> None:
        self.at = at
        self.oddities = oddities

    @abstractmethod
    def has(self, name: str) -> bool:
        """Whether the message carries the field at all."""

    @abstractmethod
    def raw(self, name: str) -> Text:
        """The field's text as sent."""

    @abstractmethod
    def is_number(self, name: str) -> bool:
        """Whether the field came as a number rather than as text."""

    @abstractmethod
    def child(self, name: str) -> Fields | None:
        """The object in the field; None when there is none."""

    @abstractmethod
    def items(self, name: str) -> tuple[Fields, ...] | Absent:
        """The objects in the field, one or many."""

    @abstractmethod
    def texts(self, name: str) -> tuple[str, ...] | Absent:
        """The cleaned texts in the field, one or many, without empty ones."""

    @abstractmethod
    def place(self, name: str) -> str:
        """Where the field stands, for a problem."""

    def odd(self, code: Code, reason: str, name: str = "") -> None:
        """Note that something here is odd."""
        self.oddities.append(Problem(self.place(name) if name else self.at, code, reason))

    def many(self, name: str) -> tuple[Fields, ...]:
        """The objects in the field, or none."""
        found = self.items(name)
        return () if isinstance(found, Absent) else found

    def text(self, name: str) -> Text:
        """One line, cleaned."""
        raw = self.raw(name)
        return (clean(raw) or None) if isinstance(raw, str) else raw

    def block(self, name: str) -> Text:
        """Several lines, cleaned, lines kept; the indentation of a file is not part of a text."""
        raw = self.raw(name)
        if not isinstance(raw, str):
            return raw
        lines = (" ".join(line.split()) for line in clean_block(raw).split("\n"))
        return "\n".join(lines).strip() or None

    def word(self, name: str) -> str | None:
        """One cleaned line, or None when empty or not carried."""
        text = self.text(name)
        return None if isinstance(text, Absent) else text

    def day(self, name: str) -> Day:
        """A date, UK or ISO; a moment gives its London day."""
        text = self.text(name)
        if not isinstance(text, str):
            return text
        found = day_from(text)
        if found is None:
            self.odd(Code.ODD_DATE, f"{name} is not a date", name)
            return ABSENT
        return found

    def birthday(self, name: str, *, by: date | None) -> Day:
        """A date of birth; kept but flagged when it lies after `by` or before 1880."""
        found = self.day(name)
        if isinstance(found, date) and (found.year < 1880 or (by is not None and found > by)):
            self.odd(Code.ODD_DATE, f"{name} cannot be a date of birth", name)
        return found

    def time(self, name: str) -> Maybe[time]:
        """A time of day on the court's wall."""
        text = self.text(name)
        if not isinstance(text, str):
            return text
        found = time_from(text)
        if found is None:
            self.odd(Code.ODD_TIME, f"{name} is not a time", name)
            return ABSENT
        return found

    def whole(self, name: str) -> Whole:
        """A whole number of at most nine digits."""
        text = self.text(name)
        if not isinstance(text, str):
            return text
        digits = text.removesuffix(".0")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
            self.odd(Code.ODD_VALUE, f"{name} is not a whole number", name)
            return ABSENT
        return int(digits)

    def flag(self, name: str) -> Flag:
        """Yes or no."""
        text = self.text(name)
        if not isinstance(text, str):
            return text
        folded = text.casefold()
        if folded in _TRUE:
            return True
        if folded in _FALSE:
            return False
        self.odd(Code.ODD_VALUE, f"{name} is neither yes nor no", name)
        return ABSENT
