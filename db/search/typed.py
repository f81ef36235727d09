"""What each word of a typed power search means: `since:3m`, `type:burglary>=2`, `in-custody`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from unicodedata import category

from db.cards.search_typed import WordFault
from db.cards.searching import Criterion, Mode, SearchKind
from db.search.types import asked_type, is_type, type_label
from db.words.dates import parse_loose
from db.words.errors import BadInput
from db.words.families.court import MarkerKind
from db.words.families.places import AreaKind
from db.words.families.worded import key
from db.words.text import fold, visible

_MONTHS: Final = re.compile(r"(\d{1,4})m?", re.ASCII)
_DAYS: Final = re.compile(r"(\d{1,5})d?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,4}", re.ASCII)
_CRITERION: Final = re.compile(r"(.+?)(?:>=(.*)|:(\d+))?", re.ASCII)
_AGES: Final = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?(\+?)", re.ASCII)
_SIGNS: Final = frozenset("-'\u2019.&/() ")
"""Signs that stand in names and kinds beside letters and figures."""
OLDEST: Final = 150
BAIL: Final = ("any", "conditional", "unconditional", "custody")
FLAGS: Final[Mapping[str, tuple[str, bool]]] = {
    "in-custody": ("held", True), "at-liberty": ("held", False), "on-order": ("on_order", True),
    "no-order": ("on_order", False), "ppo": ("registered", True), "not-ppo": ("registered", False),
}  # fmt: skip
"""Words without a colon, of free criteria."""


@dataclass(slots=True)
class Read:
    """What was read so far, by the names of the question's own fields."""

    values: dict[str, Any] = field(default_factory=dict)
    wanted: list[Criterion] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    faults: list[WordFault] = field(default_factory=list)
    places: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Where in the text each thing was said first, by its word."""


def _area(told: Read, value: str, _: date) -> None:
    told.values["area"] = value.upper()


def _as_of(told: Read, value: str, today: date) -> None:
    told.values["as_of"] = parse_loose(value, today=today)


def _months(told: Read, value: str, _: date) -> None:
    told.values["months"] = _counted(_MONTHS, value, "months are written as 3 or 3m")


def _since(told: Read, value: str, today: date) -> None:
    """`3m`, or days that have come: the first one, and the last one where there is one."""
    if _MONTHS.fullmatch(value.casefold()):
        _months(told, value, today)
        return
    first, _, last = value.partition("..")
    try:
        begin = parse_loose(first, today=today, past=True)
        end = parse_loose(last, today=today, past=True) if last else None
    except BadInput as problem:
        said = problem.happened.rstrip(".")
        raise BadInput(f"{said}; write 3m, 31/5/2026 or 1/3/2026..31/5/2026") from None
    if end is not None and end < begin:
        raise BadInput("the earlier day comes first")
    told.values["between"] = begin, end


def _days(told: Read, value: str, _: date) -> None:
    told.values["days"] = _counted(_DAYS, value, "days are written as 28 or 28d")


def _number(name: str) -> Callable[[Read, str, date], None]:
    def take(told: Read, value: str, _: date) -> None:
        told.values[name] = _counted(_NUMBER, value, "a number is wanted")

    return take


def _counted(pattern: re.Pattern[str], value: str, wanted: str) -> int:
    found = pattern.fullmatch(value.casefold())
    if found is None:
        raise BadInput(wanted)
    return int(re.sub(r"\D", "", found[0]))


def _border(told: Read, value: str, _: date) -> None:
    found = next((one for one in AreaKind if value.casefold() in (one.value, one.name.casefold())), None)
    if found is None:
        raise BadInput(f"a level is one of {', '.join(AreaKind)}")
    told.values["border"] = found


def _month(told: Read, value: str, _: date) -> None:
    try:
        told.values["month"] = date.fromisoformat(f"{value}-01")
    except ValueError:
        raise BadInput("a month is written as 2007-09") from None


def _type(told: Read, value: str, _: date) -> None:
    found = _CRITERION.fullmatch(value)
    if found is None:
        raise BadInput("No type of offence is named.")
    number = next((one for one in found.groups()[1:] if one is not None), "1")
    if not _NUMBER.fullmatch(number) or int(number) < 1:
        raise BadInput("how many offences is a number from 1 to 9999, as in burglary>=2")
    kind = asked_type(found[1])
    if any(asked_type(one.type) == kind for one in told.wanted):
        raise BadInput(f"{type_label(kind)} is asked for already")
    if kind in told.without:
        raise BadInput(f"{type_label(kind)} is barred by not:, and asked for")
    told.wanted.append(Criterion(kind if is_type(kind) else found[1], int(number)))


def _not(told: Read, value: str, _: date) -> None:
    kind = asked_type(value)
    if any(asked_type(one.type) == kind for one in told.wanted):
        raise BadInput(f"{type_label(kind)} is asked for, and barred by not:")
    if kind in told.without:
        raise BadInput(f"{type_label(kind)} is barred already")
    told.without.append(kind)


def _mode(told: Read, value: str, _: date) -> None:
    found = next((one for one in Mode if one.value == value.casefold()), None)
    if found is None:
        raise BadInput("any or all")
    told.values["mode"] = found


def _include(told: Read, value: str, _: date) -> None:
    if value.casefold() != "alleged":
        raise BadInput("only alleged offences can be included")
    told.values["alleged"] = True


def _name(told: Read, value: str, _: date) -> None:
    words = [_of_letters(word, "a name") for word in re.split(r"[,_]+", value) if word]
    if not words:
        raise BadInput("a name has letters")
    told.values["name"] = " ".join([*([told.values["name"]] if "name" in told.values else []), *words])


def _of_letters(word: str, what: str) -> str:
    """A word that holds letters and no sign but those of names: nothing in it may stand for other letters."""
    odd = next((one for one in word if not (one.isalnum() or one in _SIGNS or category(one).startswith("M"))), "")
    if odd:
        raise BadInput(f"{what} has no {visible(odd)}")
    if not fold(word):
        raise BadInput(f"{what} has letters")
    return word


def _age(told: Read, value: str, _: date) -> None:
    found = _AGES.fullmatch(value)
    if found is None or (found[2] and found[3]):
        raise BadInput("an age is written as 18, 18-25 or 18+")
    first = int(found[1])
    last = OLDEST if found[3] else int(found[2] or first)
    if last < first:
        raise BadInput("the younger age comes first")
    told.values["age"] = first, last


def _code(name: str) -> Callable[[Read, str, date], None]:
    def take(told: Read, value: str, _: date) -> None:
        told.values[name] = value.upper()

    return take


def _release(told: Read, value: str, _: date) -> None:
    told.values["release"] = _counted(_DAYS, value, "days are written as 28 or 28d")


def _bail(told: Read, value: str, _: date) -> None:
    if value.casefold() not in BAIL:
        raise BadInput(f"bail is one of {', '.join(BAIL)}")
    _one_more(told, "bail", value.casefold())


def _marker(told: Read, value: str, _: date) -> None:
    found = next((one for one in MarkerKind if key(value) in (one.value, key(one.label))), None)
    if found is None:
        raise BadInput(f"a marker is one of {', '.join(MarkerKind)}")
    _one_more(told, "markers", found.value)


def _need(told: Read, value: str, _: date) -> None:
    _one_more(told, "needs", _of_letters(value.replace("_", " "), "a need"))


def _one_more(told: Read, name: str, value: str) -> None:
    if value in told.values.get(name, ()):
        raise BadInput("it is asked for already")
    told.values[name] = (*told.values.get(name, ()), value)


def _hearing(told: Read, value: str, today: date) -> None:
    """`14d`, `2024-03-01..2024-03-31`, or one day; days count from the day of the search, so it stands before."""
    first, sign, last = value.partition("..")
    day = told.values.get("as_of", today)
    if not sign and (found := _DAYS.fullmatch(value)):
        told.values["hearing"] = day, day + timedelta(days=int(found[1]))
        return
    begin = parse_loose(first, today=today)
    end = parse_loose(last, today=today) if sign else begin
    if end < begin:
        raise BadInput("the earlier day comes first")
    told.values["hearing"] = begin, end


KEYS: Final[Mapping[str, Callable[[Read, str, date], None]]] = {
    "area": _area, "as-of": _as_of, "months": _months, "since": _since, "days": _days,
    "threshold": _number("threshold"), "dates": _number("dates"), "border": _border, "month": _month, "type": _type,
    "offence": _type, "not": _not, "mode": _mode, "include": _include,
    "name": _name, "age": _age, "court": _code("court"), "agency": _code("agency"), "release": _release, "bail": _bail,
    "marker": _marker, "need": _need, "hearing": _hearing,
}  # fmt: skip
OWN: Final[Mapping[SearchKind, tuple[str, ...]]] = {
    SearchKind.CROSS_BORDER: ("months", "since", "threshold", "dates", "border", "include"),
    SearchKind.RELEASE: ("days",),
    SearchKind.CONVICTED: ("month",),
    SearchKind.PEOPLE: (
        "offence",
        "type",
        "not",
        "mode",
        "since",
        "months",
        "include",
        "name",
        "age",
        "court",
        "agency",
        "release",
        "bail",
        "marker",
        "need",
        "hearing",
    ),
    SearchKind.OFFENCE: ("type", "offence", "not", "mode", "months", "since", "include"),
}
