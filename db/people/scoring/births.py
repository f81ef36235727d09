"""One date of birth against another: equal, mistaken for it in a usual way, or somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from db.cards.asked import Birth, BirthKind
from db.people.scoring.identity import Found
from db.words.dates import spell

_PLACEHOLDERS = frozenset({date(1900, 1, 1), date(1970, 1, 1)})


def compare_days(one: date, other: date, bits: Mapping[str, float]) -> Found:
    """How two dates of birth agree; which is which does not matter."""
    if one == other:
        return _same(one, bits)
    level, says = _mistake(one, other)
    return Found(bits[level], says, level)


def answer(asked: Birth, known: date, bits: Mapping[str, float]) -> Found:
    """How a known date of birth answers one reading of what was asked."""
    kind = asked.kind
    if kind is BirthKind.SLIP:
        return _figures_typed(asked, known, bits)
    if kind is BirthKind.DAY and asked.first:
        return compare_days(asked.first, known, bits)
    if kind is BirthKind.SWAPPED and asked.first:
        if asked.first == known:
            return Found(bits["born_swapped"], "day and month swapped", "born_swapped")
        return Found(bits["born_far"], "", "born_far")
    if kind is BirthKind.YEAR and asked.first:
        return _year(asked.first.year, known, bits)
    if kind is BirthKind.MONTH and asked.first:
        if asked.fits(known):
            return Found(bits["month_given"], f"born in {known:%b %Y}", "month_given")
        same = asked.first.year == known.year
        return Found(bits["about_near" if same else "year_differs"], f"born {spell(known)}" if same else "", "month")
    if kind is BirthKind.ABOUT and asked.first and asked.last:
        if asked.fits(known):
            return Found(bits["about_given"], f"year of birth {known.year}", "about_given")
        near = asked.first.year - 2 <= known.year <= asked.last.year + 2
        return Found(bits["about_near" if near else "year_differs"], f"born {known.year}" if near else "", "about")
    if asked.fits(known):
        return Found(bits["birthday_given"], f"birthday {known.day}/{known.month}", "birthday_given")
    if (asked.month, asked.day) == (known.day, known.month):
        return Found(bits["about_given"], "day and month swapped", "born_swapped")
    return Found(bits["year_differs"], "", "birthday")


def _same(day: date, bits: Mapping[str, float]) -> Found:
    if day in _PLACEHOLDERS:
        return Found(0.0, "date of birth is a placeholder", "placeholder")
    first = (day.month, day.day) == (1, 1)
    level = "born_placeholder" if first else "born_exact"
    return Found(bits[level], "date of birth exact", level)


def _mistake(one: date, other: date) -> tuple[str, str]:
    if (one.month, one.day) == (other.month, other.day) == (1, 1):
        return _other_year_alone(one.year, other.year)
    if (one.month, one.day) == (other.month, other.day):
        return _other_year(one.year, other.year)
    apart = abs((one - other).days)
    if one.year == other.year:
        return _same_year(one, other, apart)
    if apart == 1:
        return "born_day_off", "date of birth one day off"
    wrong = _figures_apart(one, other)
    if wrong == 2:
        return "born_two_figures", "date of birth two figures off"
    years = abs(one.year - other.year)
    return ("born_near" if years <= 5 else "born_far"), ""


def _same_year(one: date, other: date, apart: int) -> tuple[str, str]:
    if (one.month, one.day) == (other.day, other.month):
        return "born_swapped", "day and month swapped"
    if apart == 1:
        return "born_day_off", "date of birth one day off"
    if _neighbours_swapped(_figures(one), _figures(other)):
        return "born_figures_swapped", "two figures of the date of birth swapped"
    wrong = _figures_apart(one, other)
    if wrong == 1:
        return "born_figure", "one figure of the date of birth off"
    if apart == 10:
        return "born_ten_days", "date of birth ten days off"
    if (1, 1) in ((one.month, one.day), (other.month, other.day)):
        return "born_first_of_year", f"year of birth {one.year}"
    if one.month == other.month or one.day == other.day:
        return "born_two_thirds", f"{'day' if one.month == other.month else 'month'} of birth differs"
    if wrong == 2:
        return "born_two_figures", "date of birth two figures off"
    return "born_year_only", f"year of birth {one.year}, another day"


def _other_year(one: int, other: int) -> tuple[str, str]:
    says = f"year differs by {abs(one - other)}, day and month agree"
    if abs(one - other) == 1 or _neighbours_swapped(f"{one:04}", f"{other:04}"):
        return "born_year_figure", says
    wrong = sum(a != b for a, b in zip(f"{one:04}", f"{other:04}", strict=True))
    return ("born_year_figure" if wrong == 1 else "born_birthday"), says


def _other_year_alone(one: int, other: int) -> tuple[str, str]:
    """Two first days of January: the day says nothing."""
    says = f"year of birth differs by {abs(one - other)}"
    if abs(one - other) == 1 or _neighbours_swapped(f"{one:04}", f"{other:04}"):
        return "year_off_one", says
    if sum(a != b for a, b in zip(f"{one:04}", f"{other:04}", strict=True)) == 1:
        return "year_figure", says
    return ("born_near" if abs(one - other) <= 5 else "born_far"), ""


def _year(asked: int, known: date, bits: Mapping[str, float]) -> Found:
    if asked == known.year:
        return Found(bits["year_given"], f"year of birth {asked}", "year_given")
    says = f"year of birth {known.year}, not {asked}"
    if abs(asked - known.year) == 1 or _neighbours_swapped(f"{asked:04}", f"{known.year:04}"):
        return Found(bits["year_off_one"], says, "year_off_one")
    if sum(a != b for a, b in zip(f"{asked:04}", f"{known.year:04}", strict=True)) == 1:
        return Found(bits["year_figure"], says, "year_figure")
    return Found(bits["year_differs"], "", "year_differs")


def _figures_typed(asked: Birth, known: date, bits: Mapping[str, float]) -> Found:
    """A day that does not exist, figure by figure."""
    shown = f"{known.year:04}{known.month:02}{known.day:02}"
    wrong = sum(a != b for a, b in zip(asked.figures, shown, strict=False)) if asked.figures else len(shown)
    if wrong <= 1 or _neighbours_swapped(asked.figures, shown):
        return Found(bits["born_figure"], "one figure of the date of birth off", "born_figure")
    if wrong == 2:
        return Found(bits["born_two_figures"], "date of birth two figures off", "born_two_figures")
    if asked.figures[:4] == shown[:4]:
        return Found(bits["born_first_of_year"], f"year of birth {known.year}", "born_first_of_year")
    return Found(bits["born_near"], "", "born_near")


def _figures(day: date) -> str:
    return f"{day.day:02}{day.month:02}{day.year:04}"


def _figures_apart(one: date, other: date) -> int:
    return sum(a != b for a, b in zip(_figures(one), _figures(other), strict=False))


def _neighbours_swapped(one: str, other: str) -> bool:
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
