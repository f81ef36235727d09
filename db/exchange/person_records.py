"""What a reader of people hands on: a row of a plain list, or the whole record that an agency's system holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from db.exchange.carried import ABSENT, Absent, Day, Maybe, Text
from db.exchange.oddities import Problem
from db.words.families.exchange import System
from db.words.families.people import Sex

UNNUMBERED: Final = " "
"""What the key of a record begins with to which its source gave no number; a cleaned number never does."""


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of a person; `born` where a date of birth was given with it."""

    given: str
    middle: str
    family: str
    born: date | None = None


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person; `key` is the source's own number, which a repeat is recognised by. Numbers are raw."""

    system: System
    at: str
    raw: bytes
    key: str
    given: Text = ABSENT
    middle: Text = ABSENT
    family: Text = ABSENT
    dob: Day = ABSENT
    sex: Maybe[Sex] = ABSENT
    pnc: Text = ABSENT
    cro: Text = ABSENT
    postcode: Text = ABSENT
    others: tuple[OtherName, ...] | Absent = ABSENT
    problems: tuple[Problem, ...] = ()
