"""The second wall of this version, with what the rooms above policy keep in it."""

from __future__ import annotations

from collections.abc import Iterator

from db.access.session_reader import POSTGRES
from db.access.wall import wall
from db.people.lookup import by_number, by_place, probes, statements, words_asked
from db.store.wall.functions import Function
from db.store.wall.install import Wall


def whole_wall(*, invented: bool = False) -> Wall:
    """Functions, types and policies; `invented` databases may live on another day than today."""
    return wall(invented=invented, more=_finding())


def _finding() -> Iterator[Function]:
    """What is asked at each key, planned once."""
    for room in (statements, by_number, by_place, words_asked):
        yield from (one.function() for one in room.functions())
    yield from (one.function() for one in probes.functions(POSTGRES))
