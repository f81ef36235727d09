"""Carried, carried empty, or not carried at all: the three states of a field in a message."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final, Literal, TypeAlias, TypeVar


class Absent(Enum):
    """The type of `ABSENT`, so that a type checker tells it from None."""

    ABSENT = "absent"


ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT
"""The message did not carry this; None means it was carried, as null or empty. A delta must not erase."""

T = TypeVar("T")
Maybe: TypeAlias = T | Absent | None
Text: TypeAlias = str | Absent | None
Day: TypeAlias = date | Absent | None
Flag: TypeAlias = bool | Absent | None
Whole: TypeAlias = int | Absent | None


def known(value: T | Absent | None) -> T | None:
    """The value, or None when it was null, empty or not carried."""
    return None if isinstance(value, Absent) else value
