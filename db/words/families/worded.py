"""The base of every family: a stored value with the words that a person reads."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

_SIGNS = re.compile(r"[^a-z0-9]+")


class Worded(StrEnum):
    """A stored value that knows its label; values never change, labels may."""

    _value_: str
    _label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and what a user reads.

        The default is for the type checker alone: it reads the look-up of a stored value by this signature.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member._label = label
        return member

    @property
    def label(self) -> str:
        """What a user reads inside a sentence or a cell; small letters unless the word has a capital."""
        return self._label

    @property
    def heading(self) -> str:
        """The label with a capital, for the start of a line."""
        return self._label[:1].upper() + self._label[1:]


def key(raw: str) -> str:
    """A word of a feed as it is looked up: lower case, signs and spaces as one underscore."""
    return _SIGNS.sub("_", raw.casefold()).strip("_")
