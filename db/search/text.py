"""Reads a power search as it is typed, `offence type:burglary>=2 since:3m area:MER`, and writes one as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from db.cards.searching import (
    Changed,
    Convicted,
    Criterion,
    CrossBorder,
    InPrison,
    Mode,
    Offences,
    Query,
    Reading,
    Release,
    SearchKind,
    Unfinalised,
    WordFault,
)
from db.search.engine import insist
from db.search.sentence import sentence
from db.search.types import asked_type, is_known, type_words
from db.words.dates import parse_loose
from db.words.errors import BadInput
from db.words.families.places import AreaKind

LONGEST: Final = 500
_WORD: Final = re.compile(r"\S+")
_MONTHS: Final = re.compile(r"(\d{1,4})m?", re.ASCII)
_DAYS: Final = re.compile(r"(\d{1,5})d?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,4}", re.ASCII)
_CRITERION: Final = re.compile(r"(.+?)(?:(?:>=|:)(\d{1,4}))?", re.ASCII)
_MADE: Final[Mapping[SearchKind, type[Query]]] = {
    SearchKind.CROSS_BORDER: CrossBorder, SearchKind.RELEASE: Release, SearchKind.CONVICTED: Convicted,
    SearchKind.OFFENCE: Offences, SearchKind.IN_PRISON: InPrison, SearchKind.CHANGED: Changed,
    SearchKind.UNFINALISED: Unfinalised,
}  # fmt: skip


@dataclass(slots=True)
class _Read:
    """What was read so far, by the names of the question's own fields."""

    values: dict[str, Any] = field(default_factory=dict)
    wanted: list[Criterion] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    faults: list[WordFault] = field(default_factory=list)


def read(text: str, today: date) -> Reading:
    """The question that the text asks; faults where it asks none. An empty text asks nothing and has no fault."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(text[:LONGEST])]
    if not words:
        return Reading(text)
    start, end, first = words[0]
    kind = next((one for one in SearchKind if one.value == first.casefold()), None)
    if kind is None:
        kinds = ", ".join(SearchKind)
        return Reading(text, faults=(WordFault(start, end, f"'{first}' is no search; begin with one of: {kinds}."),))
    told = _Read()
    for place in words[1:]:
        _take(told, kind, place, today)
    if "area" not in told.values and not told.faults:
        told.faults.append(WordFault(end, len(text), "The area is missing: area:CODE."))
    if told.faults:
        return Reading(text, faults=tuple(told.faults))
    try:
        query = _made(kind, told)
        insist(query)
    except BadInput as problem:
        return Reading(text, faults=(WordFault(0, len(text), problem.happened),))
    return Reading(text, query, sentence(query, today))


def _made(kind: SearchKind, told: _Read) -> Query:
    more: dict[str, Any] = (
        {"wanted": tuple(told.wanted), "without": tuple(told.without)} if kind is SearchKind.OFFENCE else {}
    )
    return _MADE[kind](**told.values, **more)


def _take(told: _Read, kind: SearchKind, place: tuple[int, int, str], today: date) -> None:
    start, end, word = place
    name, sign, value = word.partition(":")
    name = name.casefold()
    reader = _KEYS.get(name)
    if not sign or reader is None or name not in keys_of(kind):
        told.faults.append(WordFault(start, end, f"'{word}' is not read here; {kind.value} takes {_taken(kind)}."))
        return
    try:
        if not value:
            raise BadInput("the value is missing")
        reader(told, value, today)
    except BadInput as problem:
        told.faults.append(WordFault(start, end, f"'{word}': {problem.happened}"))


def keys_of(kind: SearchKind) -> tuple[str, ...]:
    """The words with a colon that a search takes."""
    return ("area", "as-of", *_OWN.get(kind, ()))


def _taken(kind: SearchKind) -> str:
    return ", ".join(f"{name}:" for name in keys_of(kind))


def completions(text: str, cursor: int, areas: Mapping[str, str]) -> Iterator[str]:
    """What the word at the cursor may become, whole words, the likeliest first; areas are codes with names."""
    words = [found for found in _WORD.finditer(text) if found.start() < cursor <= found.end()]
    typed = text[words[0].start() : cursor].casefold() if words else ""
    if not text[:cursor].strip() or (words and not text[: words[0].start()].strip()):
        yield from (one.value for one in SearchKind if one.value.startswith(typed))
        return
    kind = next((one for one in SearchKind if one.value == text.split(maxsplit=1)[0].casefold()), None)
    if kind is None:
        return
    name, sign, begun = typed.partition(":")
    if not sign:
        used = {word.partition(":")[0].casefold() for word in text.split()}
        told = (f"{each}:" for each in keys_of(kind) if each in ("type", "not") or each not in used or each == name)
        yield from (each for each in told if each.startswith(typed))
        return
    yield from (f"{name}:{each}" for each in _values(name, areas) if each.casefold().startswith(begun))


def _values(name: str, areas: Mapping[str, str]) -> Iterator[str]:
    match name:
        case "area":
            yield from areas
        case "border":
            yield from (one.value for one in AreaKind)
        case "type" | "not":
            yield from type_words()
        case "mode":
            yield from (one.value for one in Mode)
        case "include":
            yield "alleged"
        case "months" | "since":
            yield from ("3", "6", "12")
        case "days":
            yield from ("28", "14", "7")
        case "as-of":
            yield "today"


# -- one reader for each word ----------------------------------------------------------------------


def _area(told: _Read, value: str, _: date) -> None:
    told.values["area"] = value.upper()


def _as_of(told: _Read, value: str, today: date) -> None:
    told.values["as_of"] = parse_loose(value, today=today)


def _months(told: _Read, value: str, _: date) -> None:
    told.values["months"] = _counted(_MONTHS, value, "months are written as 3 or 3m")


def _days(told: _Read, value: str, _: date) -> None:
    told.values["days"] = _counted(_DAYS, value, "days are written as 28 or 28d")


def _number(name: str) -> Callable[[_Read, str, date], None]:
    def take(told: _Read, value: str, _: date) -> None:
        told.values[name] = _counted(_NUMBER, value, "a number is wanted")

    return take


def _counted(pattern: re.Pattern[str], value: str, wanted: str) -> int:
    found = pattern.fullmatch(value.casefold())
    if found is None:
        raise BadInput(wanted)
    return int(re.sub(r"\D", "", found[0]))


def _border(told: _Read, value: str, _: date) -> None:
    found = next((one for one in AreaKind if value.casefold() in (one.value, one.name.casefold())), None)
    if found is None:
        raise BadInput(f"a level is one of {', '.join(AreaKind)}")
    told.values["border"] = found


def _month(told: _Read, value: str, _: date) -> None:
    try:
        told.values["month"] = date.fromisoformat(f"{value}-01")
    except ValueError:
        raise BadInput("a month is written as 2007-09") from None


def _type(told: _Read, value: str, _: date) -> None:
    found = _CRITERION.fullmatch(value)
    kind = asked_type(found[1] if found else value)
    told.wanted.append(Criterion(kind if is_known(kind) else value, int(found[2] or 1) if found else 1))


def _not(told: _Read, value: str, _: date) -> None:
    told.without.append(asked_type(value))


def _mode(told: _Read, value: str, _: date) -> None:
    found = next((one for one in Mode if one.value == value.casefold()), None)
    if found is None:
        raise BadInput("any or all")
    told.values["mode"] = found


def _include(told: _Read, value: str, _: date) -> None:
    if value.casefold() != "alleged":
        raise BadInput("only alleged offences can be included")
    told.values["alleged"] = True


_KEYS: Final[Mapping[str, Callable[[_Read, str, date], None]]] = {
    "area": _area, "as-of": _as_of, "months": _months, "since": _months, "days": _days,
    "threshold": _number("threshold"), "dates": _number("dates"), "border": _border, "month": _month, "type": _type,
    "offence": _type, "not": _not, "mode": _mode, "include": _include,
}  # fmt: skip
_OWN: Final[Mapping[SearchKind, tuple[str, ...]]] = {
    SearchKind.CROSS_BORDER: ("months", "since", "threshold", "dates", "border", "include"),
    SearchKind.RELEASE: ("days",),
    SearchKind.CONVICTED: ("month",),
    SearchKind.OFFENCE: ("type", "offence", "not", "mode", "months", "since", "include"),
}
