"""Reads a power search as it is typed, `offence type:burglary>=2 since:3m area:MER`, and writes one as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from db.cards.search_typed import Reading, WordFault
from db.cards.searching import (
    Changed,
    Convicted,
    CrossBorder,
    InPrison,
    Mode,
    Offences,
    People,
    Query,
    Release,
    SearchKind,
    Unfinalised,
)
from db.search.engine import insist
from db.search.once import against, once
from db.search.sentence import sentence
from db.search.typed import BAIL, FLAGS, KEYS, OWN, Read
from db.search.types import type_words
from db.words.errors import BadInput
from db.words.families.court import MarkerKind
from db.words.families.places import AreaKind

LONGEST: Final = 500
_WORD: Final = re.compile(r"\S+")
_MADE: Final[Mapping[SearchKind, type[Query]]] = {
    SearchKind.CROSS_BORDER: CrossBorder, SearchKind.RELEASE: Release, SearchKind.CONVICTED: Convicted,
    SearchKind.OFFENCE: Offences, SearchKind.IN_PRISON: InPrison, SearchKind.CHANGED: Changed,
    SearchKind.UNFINALISED: Unfinalised, SearchKind.PEOPLE: People,
}  # fmt: skip
_BY_TYPE: Final = frozenset({SearchKind.OFFENCE, SearchKind.PEOPLE})
_OFTEN: Final = frozenset({"type", "offence", "not", "marker", "need", "bail"})


def read(text: str, today: date) -> Reading:
    """The question that the text asks; faults where it asks none. An empty text asks nothing and has no fault."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(text[:LONGEST])]
    if not words:
        return Reading(text)
    start, end, first = words[0]
    kind = next((one for one in SearchKind if one.value == first.casefold()), None)
    if kind is None and not reads(SearchKind.PEOPLE, first):
        kinds = ", ".join(SearchKind)
        said = f"'{first}' is no search; begin with one of {kinds}, or with a criterion such as area:CODE."
        return Reading(text, faults=(WordFault(start, end, said),))
    told = Read()
    for place in words[1:] if kind is not None else words:
        _take(told, kind or SearchKind.PEOPLE, place, today)
    kind = kind or SearchKind.PEOPLE
    told.faults += against(kind, told)
    if kind is not SearchKind.PEOPLE and "area" not in told.values and not told.faults:
        told.faults.append(WordFault(end, len(text), "The area is missing: area:CODE."))
    if told.faults:
        return Reading(text, faults=tuple(told.faults))
    try:
        query = _made(kind, told)
        insist(query)
        return Reading(text, query, sentence(query, today))
    except BadInput as problem:
        return Reading(text, faults=(WordFault(0, len(text), problem.happened),))


def reads(kind: SearchKind, word: str) -> bool:
    """Whether the word is one that the search takes, whatever its value."""
    name, sign, _ = word.partition(":")
    return (name.casefold() in keys_of(kind)) if sign else (kind is SearchKind.PEOPLE and name.casefold() in FLAGS)


def _made(kind: SearchKind, told: Read) -> Query:
    more: dict[str, Any] = {"wanted": tuple(told.wanted), "without": tuple(told.without)} if kind in _BY_TYPE else {}
    return _MADE[kind](**told.values, **more)


def _take(told: Read, kind: SearchKind, place: tuple[int, int, str], today: date) -> None:
    start, end, word = place
    name, sign, value = word.partition(":")
    name = name.casefold()
    is_flag = not sign and kind is SearchKind.PEOPLE and name in FLAGS
    reader = KEYS.get(name)
    if not is_flag and (not sign or reader is None or name not in keys_of(kind)):
        told.faults.append(WordFault(start, end, f"'{word}' is not read here; {kind.value} takes {_taken(kind)}."))
        return
    try:
        once(told, name, place)
        if is_flag:
            told.values.update((FLAGS[name],))
        elif not value:
            raise BadInput("the value is missing")
        elif reader is not None:
            reader(told, value, today)
    except BadInput as problem:
        told.faults.append(WordFault(start, end, f"'{word}': {problem.happened.rstrip('.')}."))


def keys_of(kind: SearchKind) -> tuple[str, ...]:
    """The words with a colon that a search takes."""
    return ("area", "as-of", *OWN.get(kind, ()))


def _taken(kind: SearchKind) -> str:
    return ", ".join(f"{name}:" for name in keys_of(kind))


def completions(text: str, cursor: int, areas: Mapping[str, str]) -> Iterator[str]:
    """What the word at the cursor may become, whole words, the likeliest first; areas are codes with names."""
    words = [found for found in _WORD.finditer(text) if found.start() < cursor <= found.end()]
    typed = text[words[0].start() : cursor].casefold() if words else ""
    if not text[:cursor].strip() or (words and not text[: words[0].start()].strip()):
        yield from (one.value for one in SearchKind if one.value.startswith(typed) and one is not SearchKind.PEOPLE)
        if ":" not in typed:
            yield from (f"{one}:" for one in keys_of(SearchKind.PEOPLE) if one.startswith(typed) and typed)
            yield from (one for one in FLAGS if one.startswith(typed) and typed)
            return
    first = text.split(maxsplit=1)[0].casefold()
    kind = next((one for one in SearchKind if one.value == first), SearchKind.PEOPLE)
    name, sign, begun = typed.partition(":")
    if not sign:
        used = {word.partition(":")[0].casefold() for word in text.split()}
        told = (f"{each}:" for each in keys_of(kind) if each in _OFTEN or each not in used or each == name)
        yield from (each for each in told if each.startswith(typed))
        if kind is SearchKind.PEOPLE:
            yield from (each for each in FLAGS if each.startswith(typed) and each not in used)
        return
    yield from (f"{name}:{each}" for each in _values(name, areas) if each.casefold().startswith(begun))


def _values(name: str, areas: Mapping[str, str]) -> Iterator[str]:
    match name:
        case "area":
            yield from areas
        case "marker":
            yield from (one.value for one in MarkerKind)
        case "bail":
            yield from BAIL
        case "border":
            yield from (one.value for one in AreaKind)
        case "type" | "offence" | "not":
            yield from type_words()
        case "mode":
            yield from (one.value for one in Mode)
        case "include":
            yield "alleged"
        case "months" | "since":
            yield from ("3", "6", "12")
        case "days" | "release" | "hearing":
            yield from ("28", "14", "7")
        case "as-of":
            yield "today"
