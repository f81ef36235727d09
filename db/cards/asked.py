"""Parts of a question to the search box: what a word was taken for, births as they may be meant, numbers, names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.words.families.people import IdentifierKind
from db.words.families.worded import Worded


class PartKind(Worded):
    """What a part of the typed text was taken for, and what a correction can say that it is."""

    NAME = "name", "name"
    FAMILY = "family", "surname"
    GIVEN = "given", "forename"
    TITLE = "title", "title"
    BORN = "born", "born"
    SWAPPED = "swapped", "born, day and month the other way round"
    AGE = "age", "age"
    DAY = "day", "listed"
    NUMBER = "number", "number"
    POSTCODE = "postcode", "postcode"
    PHONE = "phone", "telephone"
    ROOM = "room", "room"
    COURT = "court", "court"
    MINE = "mine", "mine"
    UNREAD = "unread", "not used"


class BirthKind(Worded):
    """How a date of birth was given, or may be meant."""

    DAY = "day", "a day"
    SWAPPED = "swapped", "day and month swapped"
    MONTH = "month", "a month of a year"
    YEAR = "year", "a year"
    ABOUT = "about", "an age, or about a year"
    BIRTHDAY = "birthday", "a day and month of any year"
    SLIP = "slip", "no such day"


class NameSide(Worded):
    """Which part of a name a word is known to be."""

    EITHER = "either", "surname or forename"
    FAMILY = "family", "surname"
    GIVEN = "given", "forename"


@dataclass(frozen=True, slots=True)
class Birth:
    """One reading of a date of birth: a range of days, both ends included, or no range for a birthday of any year.

    `month` and `day` narrow further where they are not 0. `figures` are the eight figures (year, month, day) as
    typed where they make no day, for who compares figure by figure.
    """

    kind: BirthKind
    first: date | None = None
    last: date | None = None
    month: int = 0
    day: int = 0
    figures: str = ""

    def fits(self, born: date) -> bool:
        """Whether somebody born on that day answers."""
        if self.first is not None and self.last is not None and not self.first <= born <= self.last:
            return False
        return self.month in (0, born.month) and self.day in (0, born.day)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed, or a piece of one.

    `canonical` holds every valid form of a kind that it may stand for, `mended` the forms with the check letter
    that it should have where only that is wrong. `fragment` is the number in capitals without spaces, strokes and
    hyphens; `serial` its longest run of figures without the zeros in front. `kinds` are those that were named
    beside it (`PNC 4471`); empty means any.
    """

    typed: str
    canonical: tuple[tuple[IdentifierKind, str], ...] = ()
    fragment: str = ""
    serial: str = ""
    kinds: tuple[IdentifierKind, ...] = ()
    mended: tuple[tuple[IdentifierKind, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the box, and how it is understood: `says` is a few words for the line under the box.

    `options` are the other ways in which the same words can be read; one of them, given to the reading with
    `text` as its key, is a correction.
    """

    kind: PartKind
    text: str
    says: str
    options: tuple[PartKind, ...] = ()
