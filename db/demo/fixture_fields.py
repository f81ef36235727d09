"""Fields of a file of invented people, each with the place that is named where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.words.errors import BadInput
from db.words.text import clean

LONGEST: Final = 200
_YEARS: Final = (1850, 2200)


def rows_of(document: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    """A list of objects; none where it is not given."""
    told = document.get(name, [])
    if told is None:
        return []
    if not isinstance(told, list):
        raise BadInput(f"{name} is no list.")
    return [mapping_of(row, f"{name} {place}") for place, row in enumerate(told, 1)]


def mapping_of(value: object, where: str) -> Mapping[str, Any]:
    """An object with names. Raises BadInput for anything else."""
    if not isinstance(value, dict):
        raise BadInput(f"{where} is no object with names.", to_do="See docs/search.md for the shape of the file.")
    return value


def text_of(row: object, name: str, where: str) -> str:
    """A text or a whole number as text; empty where it is not given."""
    value = mapping_of(row, where).get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadInput(f"{where}: {name} is no text.")
    text = clean(str(value))
    if len(text) > LONGEST:
        raise BadInput(f"{where}: {name} is longer than {LONGEST} signs.")
    return text


def named(
    row: Mapping[str, Any],
    name: str,
    known: set[str],
    where: str,
    *,
    fold: Callable[[str], str] = str,
    needed: bool = True,
) -> str:
    """A reference to something else of the file."""
    text = fold(text_of(row, name, where))
    if (text or needed) and text not in known:
        raise BadInput(f"{where}: there is no {name} {text or 'given'} in the file.")
    return text


def day_of(row: Mapping[str, Any], name: str, where: str) -> date | None:
    """A day; None where it is not given."""
    text = text_of(row, name, where)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(f"{where}: {name} is no day.", to_do="Days are written as 2007-09-24.") from fault
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise BadInput(f"{where}: {name} lies in a year that cannot be meant.")
    return day
