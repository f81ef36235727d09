"""Dates as clerks type them, as feeds send them and as screens spell them; always UK order, London days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from db.words.clock import LONDON
from db.words.errors import BadInput

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FULL_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMED = {"today": 0, "tod": 0, "tomorrow": 1, "tom": 1, "yesterday": -1, "yest": -1}
_EXAMPLES = "Type a date like 12/3/80, 12 mar 1980, today, mon or +28."
_FIRST_YEAR, _LAST_YEAR = 1850, 2200
_YEARS_AHEAD = 20  # of a two-figure year, when the date need not be past

_OFFSET = re.compile(r"([+-])\s*(\d{1,5})\s*([dw]?)", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})[\s/.-]+(\d{1,2})(?:[\s/.-]+(\d{4}|\d{2}))?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*([a-z]{3,9})(?:[\s/.,-]*(\d{4}|\d{2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"([a-z]{3,9})[\s,]+(?=\d)", re.ASCII)
_FEED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_FEED_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?", re.ASCII)


def parse_loose(text: str, *, today: date, past: bool = False) -> date:
    """The day that a clerk means.

    Reads `12/3/80`, `12.3.1980`, `12 mar 80`, `120380`, `1980-03-12`, `12/3`, `today`, `tomorrow`,
    `yesterday`, `+28`, `-6`, `+2w` and the days of the week. `past` says that the day cannot lie
    ahead (a date of birth): a year of two figures, a missing year and a day of the week then look
    back. Otherwise two figures mean a year up to 20 years ahead, a missing year means the nearest
    such day, and a day of the week the next one after today. Echo the answer with `spell`.

    Raises BadInput when no day is meant or there is no such day.
    """
    typed = " ".join(text.casefold().split())
    day = _relative(typed, today) or _by_weekday(typed, today, past=past) or _written(typed, today, past=past)
    if day is None:
        raise BadInput("No date can be read here.", to_do=_EXAMPLES)
    if past and day > today:
        raise BadInput(f"{spell(day)} has not come yet.", to_do="Type a day up to today.")
    return day


def spell(day: date) -> str:
    """A day in full, `Wed 12 Mar 1980`, in English whatever the machine's language."""
    return f"{_DAYS[day.weekday()].title()} {day.day} {_MONTHS[day.month - 1].title()} {day.year}"


def short(day: date) -> str:
    """A day for cells and short lines, `12 Mar 1980`."""
    return spell(day).partition(" ")[2]


def age_on(born: date, day: date) -> int | None:
    """Whole years on a day; None when not yet born, as odd data has it.

    An age is reached at the start of the birthday (Family Law Reform Act 1969, section 9); who was
    born on 29 February has it on 1 March in other years.
    """
    if day < born:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def feed_date(text: str) -> date:
    """The day of a feed's field: `dd/MM/yyyy`, an ISO day, or an ISO moment turned into London's day.

    Raises BadInput when it is none of these.
    """
    sent = text.strip()
    if match := _FEED_DATE.fullmatch(sent):
        day, month, year = (int(part) for part in match.groups())
        return _day(year, month, day)
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return feed_moment(sent).astimezone(LONDON).date()


def feed_time(text: str) -> time:
    """A court's wall time from `HH:mm` or `HH:mm:ss`; raises BadInput when it is neither."""
    if match := _FEED_TIME.fullmatch(text.strip()):
        hour, minute, second = (int(part or 0) for part in match.groups())
        try:
            return time(hour, minute, second)
        except ValueError:
            pass
    raise BadInput("No time can be read here.", to_do="Times are sent as 09:30.")


def feed_moment(text: str) -> datetime:
    """An ISO date and time as an aware moment in UTC; without an offset it already is UTC.

    Raises BadInput when it is no such moment, or one that no court can mean.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("No date and time can be read here.") from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise BadInput(f"The year {moment.year} cannot be meant.")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def court_time(moment: datetime) -> tuple[date, time]:
    """An aware moment as the day and wall time in court: 09:00 UTC in summer is 10:00."""
    local = moment.astimezone(LONDON)
    return local.date(), local.time().replace(tzinfo=None)


def court_moment(moment: datetime) -> str:
    """`Mon 23 Nov 2026 08:32`, as the clock in court shows it."""
    day, time_of_day = court_time(moment)
    return f"{spell(day)} {time_of_day:%H:%M}"


def court_cell(moment: datetime, *, seconds: bool = False) -> str:
    """`23 Nov 2026 08:32` for a cell of a table, by the clock in court."""
    day, at = court_time(moment)
    return f"{short(day)} {at:%H:%M:%S}" if seconds else f"{short(day)} {at:%H:%M}"


def _relative(typed: str, today: date) -> date | None:
    if typed in _NAMED:
        return today + timedelta(days=_NAMED[typed])
    match = _OFFSET.fullmatch(typed)
    if match is None:
        return None
    days = int(match[2]) * (7 if match[3] == "w" else 1)
    ordinal = today.toordinal() + (days if match[1] == "+" else -days)
    if not date(_FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(_LAST_YEAR, 12, 31).toordinal():
        raise BadInput("That day is too far away.", to_do=_EXAMPLES)
    return date.fromordinal(ordinal)


def _by_weekday(typed: str, today: date, *, past: bool) -> date | None:
    wanted = _named(typed, _FULL_DAYS)
    if wanted is None:
        return None
    if past:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _written(typed: str, today: date, *, past: bool) -> date | None:
    wanted = None
    if (lead := _DAY_FIRST.match(typed)) and (wanted := _named(lead[1], _FULL_DAYS)) is not None:
        typed = typed[lead.end() :]
    found = _figures(typed)
    if found is None:
        return None
    year, month, day = found
    if year is None:
        meant = _year_left_out(month, day, today=today, past=past)
    else:
        meant = _day(_century(year, month, day, today=today, past=past), month, day)
    if wanted is not None and meant.weekday() != wanted:
        raise BadInput(f"{spell(meant)} is another day of the week than you typed.", to_do=_EXAMPLES)
    return meant


def _figures(typed: str) -> tuple[str | None, int, int] | None:
    """Year as typed (or None), month and day."""
    if match := _ISO.fullmatch(typed):
        return match[1], int(match[2]), int(match[3])
    if match := _SOLID.fullmatch(typed) or _FIGURES.fullmatch(typed):
        return match[3], int(match[2]), int(match[1])
    if (match := _WORDS.fullmatch(typed)) and (month := _named(match[2], _FULL_MONTHS)) is not None:
        return match[3], month + 1, int(match[1])
    return None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place of the name that the word begins; three letters are enough."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _century(year: str, month: int, day: int, *, today: date, past: bool) -> int:
    if len(year) == 4:
        return int(year)
    latest = today.year // 100 * 100 + 100 + int(year)
    limit = (today.year, today.month, today.day) if past else (today.year + _YEARS_AHEAD, 12, 31)
    while (latest, month, day) > limit:
        latest -= 100
    return latest


def _year_left_out(month: int, day: int, *, today: date, past: bool) -> date:
    near = [found for year in range(today.year - 8, today.year + 9) if (found := _maybe(year, month, day))]
    if past:
        near = [found for found in near if found <= today]
    if not near:
        return _day(today.year, month, day)
    return min(near, key=lambda found: abs(found - today))


def _maybe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise BadInput(f"There is no month {month}; dates are day, month, year.", to_do=_EXAMPLES)
    found = _maybe(year, month, day)
    if found is None:
        raise BadInput(f"There is no {day} {_FULL_MONTHS[month - 1].title()} {year}.", to_do=_EXAMPLES)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput(f"The year {year} cannot be meant.", to_do=_EXAMPLES)
    return found
