"""Reads the one search box: names, dates of birth, days, numbers and postcodes in any order, nothing refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from db.cards.find import Number, Part, PartKind, Query
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import compact
from db.words.identifiers.recognise import candidates, recognise
from db.words.text import clean, fold

LONGEST = 200
"""Characters of the box that are read."""
MOST_WORDS = 8
_AHEAD = 366  # days: `12/12/26` just before Christmas is a hearing, `12/3/30` somebody's birth

_DAYS = frozenset({"today", "tomorrow", "yesterday"})
_DATE = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{6}|\d{8}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ ]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"[ ,]{0,2}(?:\d{4}|\d{2}))"
    r"(?![\w/])",
    re.ASCII | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)
_DATE_BEGUN = re.compile(r"\d{1,2}[/.-](?:\d{0,2}(?:[/.-]\d{0,4})?)?", re.ASCII)
_POSTCODE = re.compile(r"(?<![^\s,])([a-z]{1,2}\d[a-z\d]?)[ ]?(\d[a-z]{2})(?![^\s,])", re.ASCII | re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[A-Za-z0-9/-]{4,32}", re.ASCII)


@dataclass
class _Reading:
    today: date
    parts: list[Part] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    born: tuple[date, date] | None = None
    day: date | None = None
    numbers: list[Number] = field(default_factory=list)
    postcode: str = ""

    def take(self, kind: PartKind, text: str, says: str) -> None:
        self.parts.append(Part(kind, text, says))


def parse(text: str, *, today: date) -> Query:
    """What a clerk means by the text of the box; never fails, and says of each part how it was taken.

    Read are: words of names in any order (`SMITH, John` fixes it), dates of birth (`12/3/80`, `120380`,
    `12 mar 1980`), a year of birth, `today`, `tomorrow` or a day still to come (hearings of that day),
    numbers of people and cases, a full postcode. What is left is shown as not used.
    """
    typed = clean(text[:LONGEST])
    reading = _Reading(today)
    if len(text) > LONGEST:
        reading.take(PartKind.UNREAD, "", f"only the first {LONGEST} signs are read")
    if _DIGIT.search(typed) and _whole_number(reading, typed):
        return _query(typed, reading, 0)
    rest = _POSTCODE.sub(lambda found: _take_postcode(reading, found), typed)
    rest = _DATE.sub(lambda found: _take_date(reading, found), rest)
    before, comma, after = rest.partition(",")
    family_words = _take_words(reading, before)
    _take_words(reading, after)
    return _query(typed, reading, family_words if comma and len(reading.names) > family_words else 0)


def normalised(query: Query) -> str:
    """The question without its spelling habits: what the keyed hash of the audit is made over."""
    born = "/".join(day.isoformat() for day in query.born) if query.born else ""
    numbers = " ".join(sorted(compact(number.typed) for number in query.numbers))
    return "|".join((" ".join(sorted(query.names)), born, str(query.day or ""), numbers, query.postcode))


def _query(typed: str, reading: _Reading, family_first: int) -> Query:
    return Query(
        text=typed,
        parts=tuple(sorted(reading.parts, key=lambda part: typed.find(part.text))),
        names=tuple(reading.names),
        family_first=family_first,
        born=reading.born,
        day=reading.day,
        numbers=tuple(reading.numbers),
        postcode=reading.postcode,
    )


def _whole_number(reading: _Reading, typed: str) -> bool:
    """A text that is one valid number, spaces and all; one that is a date as well is read word by word."""
    if " " not in typed or _DATE.search(typed) or not any(one.valid for one in recognise(typed)):
        return False
    _take_number(reading, typed)
    return True


def _take_words(reading: _Reading, text: str) -> int:
    """Take the words of a piece; how many of them are words of a name."""
    before = len(reading.names)
    for word in text.split():
        if word.casefold() in _DAYS:
            _take_day(reading, word, parse_loose(word, today=reading.today))
        elif _DIGIT.search(word):
            _take_figures(reading, word)
        else:
            _take_name(reading, word)
    return len(reading.names) - before


def _take_name(reading: _Reading, word: str) -> None:
    folded = fold(word).split()
    if not folded:
        return
    if len(reading.names) + len(folded) > MOST_WORDS:
        reading.take(PartKind.UNREAD, word, f"{word}: more than {MOST_WORDS} words of a name")
        return
    reading.names.extend(folded)
    reading.take(PartKind.NAME, word, f"name {word}…")


def _take_figures(reading: _Reading, word: str) -> None:
    """A word with a figure in it: a year, a number, or the beginning of something."""
    if _YEAR.fullmatch(word):
        if reading.born is None:
            reading.born = date(int(word), 1, 1), date(int(word), 12, 31)
            reading.take(PartKind.BORN, word, f"born in {word}")
            return
    elif not _DATE_BEGUN.fullmatch(word) and _NUMBER.fullmatch(word):
        _take_number(reading, word)
        return
    begun = "a date that is not whole yet" if _DATE_BEGUN.fullmatch(word) else "too short for a number"
    reading.take(PartKind.UNREAD, word, f"{word}: {begun}")


def _take_number(reading: _Reading, word: str) -> None:
    read = recognise(word)
    kinds = dict.fromkeys((*(one.kind for one in read), IdentifierKind.LIBRA_CASE))
    canonical = tuple((kind, form) for kind in kinds for form in candidates(kind, word))
    reading.numbers.append(Number(word, canonical))
    valid = [one.kind.label for one in read if one.valid]
    wrong = [one.kind.label for one in read if one.wrong_letter]
    if valid:
        says = f"{' or '.join(valid[:2])} {word}"
    elif wrong:
        says = f"{wrong[0]} {word}: its check letter is wrong"
    else:
        says = f"number {word}"
    reading.take(PartKind.NUMBER, word, says)


def _take_postcode(reading: _Reading, found: re.Match[str]) -> str:
    if reading.postcode:
        return found[0]
    reading.postcode = f"{found[1]} {found[2]}".upper()
    reading.take(PartKind.POSTCODE, found[0], f"postcode {reading.postcode}")
    return " "


def _take_date(reading: _Reading, found: re.Match[str]) -> str:
    """Take a date; figures alone that are no day, or a second date, stay for the words."""
    text = found[0]
    try:
        day = parse_loose(text, today=reading.today)
        if (day - reading.today).days > _AHEAD:
            day = parse_loose(text, today=reading.today, past=True)
    except BadInput as problem:
        if not text.isdecimal():
            reading.take(PartKind.UNREAD, text, problem.happened)
            return " "
        return text
    if day > reading.today:
        _take_day(reading, text, day)
        return " "
    if reading.born is not None:
        return text
    reading.born = day, day
    reading.take(PartKind.BORN, text, f"born {spell(day)}")
    # Eight figures are a day and may be a case number too; both are looked for.
    return text if text.isdecimal() and len(text) == 8 else " "


def _take_day(reading: _Reading, text: str, day: date) -> None:
    if reading.day is not None:
        reading.take(PartKind.UNREAD, text, f"{text}: only one day at a time")
        return
    reading.day = day
    reading.take(PartKind.DAY, text, f"listed {spell(day)}")
