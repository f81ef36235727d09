"""What is said twice in a typed search, or against itself: refused at the word that says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from db.cards.search_typed import WordFault
from db.cards.searching import SearchKind
from db.search.typed import FLAGS, Read
from db.words.errors import BadInput

OFTEN: Final = frozenset({"type", "offence", "not", "marker", "need", "bail", "name"})
"""Words that may come again: each adds something."""
_SAME: Final[Mapping[str, str]] = MappingProxyType({"months": "since"})
_OF_TYPES: Final = ("since", "mode", "include")
Place = tuple[int, int, str]


def once(told: Read, name: str, place: Place) -> None:
    """Note that a thing is said here. Raises BadInput where it was said before."""
    about = FLAGS[name][0] if name in FLAGS else _SAME.get(name, name)
    if about in told.places and name not in OFTEN:
        before = told.places[about][2]
        if name in FLAGS and before.casefold() != name:
            raise BadInput(f"it cannot be together with '{before}'")
        raise BadInput(f"'{before}' says it already")
    told.places.setdefault(about, place)


def against(kind: SearchKind, told: Read) -> Iterator[WordFault]:
    """The words of free criteria that cannot hold together with another one, or that nothing stands with."""
    if kind is not SearchKind.PEOPLE:
        return
    said = told.places
    if told.values.get("registered") is False and "area" in said:
        yield _together(said["registered"], said["area"], "whoever is registered in an area is a PPO")
    if told.values.get("held") is False and "release" in said:
        yield _together(said["held"], said["release"], "who is at liberty is not in prison to be released")
    if not {"type", "offence", "not"} & said.keys():
        for name in (one for one in _OF_TYPES if one in said):
            start, end, word = said[name]
            yield WordFault(start, end, f"'{word}' is about offences: say which, offence:TYPE or not:TYPE.")


def _together(one: Place, other: Place, why: str) -> WordFault:
    """The fault stands at the later word."""
    (_, _, first), (start, end, second) = sorted((one, other))
    return WordFault(start, end, f"'{second}' cannot be together with '{first}': {why}.")
