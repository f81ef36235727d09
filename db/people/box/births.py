"""Dates of birth in every form that is written down or said, and days of hearings; what is doubtful is kept as such."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from db.cards.asked import Birth, BirthKind, PartKind
from db.words.dates import spell

SOON = 366
"""Days: `12/12/26` just before Christmas is a hearing, `12/3/30` somebody's birth."""
FAR = 6 * 366
"""Days: a year of four figures later than this is nobody's hearing either."""
OLDEST = 120
_FIRST_YEAR, _FIRST_BARE_YEAR = 1000, 1850

_MONTHS = "January February March April May June July August September October November December".split()
MONTHS = MappingProxyType(
    {
        **{name[:size].lower(): place for place, name in enumerate(_MONTHS, 1) for size in (3, len(name))},
        "sept": 9,
    }
)
"""Months as they are written where a name could stand too."""
_BEGUN_MONTHS = MappingProxyType(
    {name[:size].lower(): place for place, name in enumerate(_MONTHS, 1) for size in range(3, len(name) + 1)}
)
_PARTED = re.compile(r"[0-9?x]*(?:[/.-][0-9?x]*){1,2}", re.ASCII | re.IGNORECASE)
_STROKE = re.compile(r"[/.-]")
_ISO_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T[0-9:.+Z]*", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII | re.IGNORECASE)
_WORDED = re.compile(r"(\d{1,2})?(?:st|nd|rd|th)?[/.-]?([a-z]{3,9})[/.-]?(\d{4}|\d{2})?", re.ASCII | re.IGNORECASE)
_NOT_WHOLE = "not whole yet"


@dataclass(frozen=True, slots=True)
class Dated:
    """What is read as a date: births, the likeliest first, or a day of hearings; neither where it is of no use.

    With both, the day of hearings is meant first.

    `rank` grows with how much is known, so that a whole date stands where a year was typed as well.
    """

    says: str
    births: tuple[Birth, ...] = ()
    day: date | None = None
    options: tuple[PartKind, ...] = ()
    rank: int = 0


def in_figures(text: str, today: date) -> Dated | None:
    """A date of figures alone: `3/4/81`, `03.04.1981`, `1981-04-03`, `/4/81`, `4/1981`, `3/4`, `030481`, `03041981`.

    None when it is no date, nor the beginning of one.
    """
    if text.isdecimal():
        return _solid(text, today)
    if moment := _ISO_MOMENT.fullmatch(text):
        text = moment[1]
    if not _PARTED.fullmatch(text):
        return None
    parts = [part if part.isdecimal() else "" for part in _STROKE.split(text)]
    return _three(parts, today) if len(parts) == 3 else _two(parts[0], parts[1], today)


def in_words(text: str, today: date) -> Dated | None:
    """A date in one word, its month in letters: `3apr81`, `3-Apr-1981`, `3apr`, `apr81`."""
    match = _WORDED.fullmatch(text)
    if match is None or not (match[1] or match[3]):
        return None
    return with_month(match[1] or "", match[2], match[3] or "", today)


def with_month(day: str, month: str, year: str, today: date) -> Dated | None:
    """A date from its words, the month in letters; without a day it is that month, without a year any year."""
    number = (_BEGUN_MONTHS if day else MONTHS).get(month.lower())
    if number is None or not (day or year):
        return None
    if not day:
        return _month(number, year, today)
    return _whole(int(day), number, year, today, turns=False) if year else _birthday(int(day), number)


def ordinal(text: str) -> str:
    """The day of a month that is written `3` or `3rd`; empty when it is neither."""
    match = _ORDINAL.fullmatch(text)
    return match[1] if match and 1 <= int(match[1]) <= 31 else ""


def in_a_year(text: str, today: date, *, about: bool = False, said: bool = False) -> Dated | None:
    """A year of birth; with `said` (`b 81`) also of two figures or long ago, with `about` one to either side."""
    if not text.isdecimal() or len(text) not in ((4, 2) if said else (4,)):
        return None
    year = int(text) if len(text) == 4 else _century(int(text), today)
    if not (_FIRST_YEAR if said else _FIRST_BARE_YEAR) <= year <= today.year:
        return None
    slack = 1 if about else 0
    kind = BirthKind.ABOUT if about else BirthKind.YEAR
    birth = Birth(kind, date(year - slack, 1, 1), date(year + slack, 12, 31))
    says = f"born about {year}" if about else f"born in {year}"
    return Dated(says, (birth,), options=() if said else (PartKind.NUMBER,), rank=1)


def aged(text: str, today: date) -> Dated | None:
    """An age in years, give or take one; a figure that is nobody's age is None."""
    if not text.isdecimal() or len(text) > 3 or int(text) > OLDEST:
        return None
    years = int(text)
    first = _years_before(today, years + 2) + timedelta(days=1)
    last = _years_before(today, max(0, years - 1))
    birth = Birth(BirthKind.ABOUT, first, last)
    return Dated(f"aged about {years}, born {first.year} to {last.year}", (birth,), rank=1)


# -- figures ---------------------------------------------------------------------------------------


def _solid(text: str, today: date) -> Dated | None:
    """Six or eight figures that are a day: day, month, year; eight also year, month, day."""
    if len(text) not in (6, 8):
        return None
    orders = [(text[:2], text[2:4], text[4:])]
    if len(text) == 8:
        orders.append((text[6:], text[4:6], text[:4]))
    for day, month, year in orders:
        if len(year) == 4 and not _FIRST_BARE_YEAR <= int(year) <= today.year + FAR // 366:
            continue
        if _maybe(2000, int(month), int(day)):
            read = _whole(int(day), int(month), year, today)
            if read.rank or read.day:
                return replace(read, options=(*read.options, PartKind.NUMBER))
    return None


def _three(parts: list[str], today: date) -> Dated | None:
    first, middle, last = parts
    if len(first) == 4:
        day, month, year = last, middle, first
    else:
        day, month, year = first, middle, last
    if len(day) > 2 or len(month) > 2 or len(year) > 4:
        return None
    if len(year) not in (2, 4):
        return _begun(day, month)
    return _whole(int(day or 0), int(month or 0), year, today)


def _two(first: str, last: str, today: date) -> Dated | None:
    """`4/1981` and `4/81` are a month of a year, `1981-04` too, `3/4` is a birthday; `81/34` is no date."""
    if len(first) == 4 and len(last) <= 2:
        return _month(int(last), first, today) if last and 1 <= int(last) <= 12 else None
    if len(first) > 2 or not first:
        return None if len(first) > 2 or len(last) > 2 else Dated(f"a date that is {_NOT_WHOLE}")
    if len(last) == 4 or (len(last) == 2 and int(last) > 31):
        return _month(int(first), last, today) if 1 <= int(first) <= 12 else None
    if len(last) > 2:
        return _begun(first, "") if len(last) == 3 and int(first) <= 12 else None
    return _begun(first, last)


def _begun(day: str, month: str) -> Dated | None:
    """The beginning of a date: what there is of it counts."""
    if day and month and int(day) and int(month):
        return _birthday(int(day), int(month))
    if int(day or 0) > 31 or int(month or 0) > 31:
        return None
    return Dated(f"a date that is {_NOT_WHOLE}")


def _birthday(day: int, month: int) -> Dated | None:
    turned = month > 12 and day <= 12
    if turned:
        day, month = month, day
    if not _maybe(2000, month, day):
        return None
    kind = BirthKind.SWAPPED if turned else BirthKind.BIRTHDAY
    births = [Birth(kind, month=month, day=day)]
    if not turned and day <= 12 and day != month:
        births.append(Birth(BirthKind.SWAPPED, month=day, day=month))
    says = f"born on {day} {_MONTHS[month - 1][:3]} of any year, {_NOT_WHOLE}"
    return Dated(f"{says}; day and month were the other way round" if turned else says, tuple(births), rank=1)


def _month(month: int, text: str, today: date) -> Dated | None:
    year = int(text) if len(text) == 4 else _century(int(text), today, month)
    first = date(year, month, 1) if _FIRST_BARE_YEAR <= year <= today.year else None
    if first is None or first > today:
        return None
    birth = Birth(BirthKind.MONTH, first, _end_of(first))
    return Dated(f"born in {_MONTHS[month - 1]} {year}", (birth,), options=(PartKind.NUMBER,), rank=2)


def _whole(day: int, month: int, text: str, today: date, *, turns: bool = True) -> Dated:
    """A date with its year; a figure of nothing is not known, one too large may be a slip."""
    year = int(text)
    if len(text) == 2:
        year = _century(year, today, month, day, ahead=SOON)
    if not _FIRST_YEAR <= year <= today.year + FAR // 366:
        return Dated(f"the year {year} cannot be meant")
    if found := _maybe(year, month, day):
        past = _maybe(year - 100, month, day) if len(text) == 2 and found > today else None
        return _day(found, today, past=past, turns=turns)
    figures = f"{year:04}{month:02}{day:02}"
    if turns and (turned := _maybe(year, day, month)):
        if turned > today:
            return Dated(f"{spell(turned)} has not come yet")
        says = f"born {spell(turned)}, day and month were the other way round"
        slip = Birth(BirthKind.SLIP, date(year, 1, 1), date(year, 12, 31), day=day, figures=figures)
        return Dated(says, (Birth(BirthKind.SWAPPED, turned, turned), slip), rank=3)
    return _part_known(day, month, year, figures, today)


def _day(found: date, today: date, *, past: date | None, turns: bool) -> Dated:
    """A day that has been is a birth; one to come is a day of hearings, or the same day a century ago."""
    if found > today:
        if (found - today).days > FAR:
            return Dated(f"{spell(found)} is too far ahead")
        births_then = (Birth(BirthKind.DAY, past, past),) if past else ()
        return Dated(f"listed {spell(found)}", births_then, found, (PartKind.BORN,) if past else (), rank=3)
    births = [Birth(BirthKind.DAY, found, found)]
    options: tuple[PartKind, ...] = (PartKind.DAY,)
    turned = _maybe(found.year, found.day, found.month) if turns and found.day != found.month else None
    if turned and turned <= today:
        births.append(Birth(BirthKind.SWAPPED, turned, turned))
        options = (PartKind.SWAPPED, PartKind.DAY)
    return Dated(f"born {spell(found)}", tuple(births), options=options, rank=3)


def _part_known(day: int, month: int, year: int, figures: str, today: date) -> Dated:
    """Of a date that is no day: the month of the year, or the year with a day of any month."""
    if year > today.year or (1 <= month <= 12 and date(year, month, 1) > today):
        return Dated("a day that does not exist")
    if 1 <= month <= 12:
        first = date(year, month, 1)
        where = f"{_MONTHS[month - 1]} {year}"
        if not day:
            return Dated(f"born in {where}, day not known", (Birth(BirthKind.MONTH, first, _end_of(first)),), rank=2)
        slip = Birth(BirthKind.SLIP, first, _end_of(first), figures=figures)
        return Dated(f"there is no {day} {where}; born in {where}", (slip,), rank=2)
    whole_year = date(year, 1, 1), date(year, 12, 31)
    if not month and not day:
        return Dated(f"born in {year}, day not known", (Birth(BirthKind.YEAR, *whole_year),), rank=1)
    known = day if day <= 31 and (month == 0 or month > 31) else 0
    said = f"born on day {known} of a month in {year}" if known else f"born in {year}"
    slip = Birth(BirthKind.SLIP, *whole_year, day=known, figures=figures if month else "")
    return Dated(f"there is no month {month}; {said}" if month else said, (slip,), rank=2 if known else 1)


def _century(year: int, today: date, month: int = 1, day: int = 1, *, ahead: int = 0) -> int:
    """The latest year with these two figures whose day is not ahead, or no further ahead than `ahead` days."""
    last = today + timedelta(days=ahead)
    latest = today.year // 100 * 100 + 100 + year
    while (latest, month, day) > (last.year, last.month, last.day):
        latest -= 100
    return latest


def _years_before(day: date, years: int) -> date:
    return _maybe(day.year - years, day.month, day.day) or date(day.year - years, 3, 1)


def _end_of(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _maybe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
