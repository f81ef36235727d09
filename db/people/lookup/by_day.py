"""The hearings of a day, in the courts and rooms that were named, of those whose name may be the one asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from db.cards.find import Query
from db.people.lookup.facts import Facts
from db.people.lookup.quick import Quick
from db.words.actor import Actor
from db.words.text import fold

Read = Callable[..., Sequence[Any]]
_CALLED: Final = re.compile(r"^(?:court ?room|court|room|ct|rm)\s+(?=[0-9])")


def asked(query: Query) -> bool:
    """Whether a day of hearings is asked for, or a part of today's."""
    return bool(query.day or query.room or query.court or query.mine)


def rows_of(read: Read, query: Query, actor: Actor, day: date) -> Sequence[Any]:
    """Rows of the lists of the actor's courts; `read(statement, **values)` runs a statement by its name.

    Who sits at every court means by `mine` the courts of a posting.
    """
    mine = query.mine and actor.every_court and actor.courts
    if not (query.room or query.court or mine):
        return read("day", day=day)
    rooms = [row for row in read("rooms") if _named(row, query) and (not mine or row[2] in actor.courts)]
    if not rooms:
        return ()
    return read("day_in_rooms", day=day, courts=sorted({row[2] for row in rooms}), rooms=[row[0] for row in rooms])


def of_name(rows: Sequence[Any], names: Callable[[Collection[UUID]], Sequence[Any]], quick: Quick) -> Sequence[Any]:
    """The rows of those who have a name that answers; `names(people)` gives their names as `By.PEOPLE` does."""
    answer = {row[1] for row in names({row[1] for row in rows}) if quick.cost(*row[3:]) is not None}
    return [row for row in rows if row[1] in answer]


def of_birth(rows: Sequence[Any], known: Mapping[UUID, Facts], query: Query) -> Sequence[Any]:
    """The rows of those who were born then; where nobody was, all of them, to be judged by what is near."""
    births = {person: [one.day for one in facts.identity.births] for person, facts in known.items()}
    answer = {person for person, days in births.items() if any(one.fits(day) for one in query.births for day in days)}
    return [row for row in rows if row[1] in answer] if answer else rows


def among(rows: Sequence[Any], query: Query) -> Sequence[Any]:
    """Of rows of lists those in the courts and rooms that were named."""
    return [row for row in rows if _named((None, row[6], row[9], row[5], row[10]), query)]


def _named(row: Sequence[Any], query: Query) -> bool:
    """Whether a room (its key and name, its court's key, name and code) is what was named: by words or by a code."""
    room, court = number_of(query.room), fold(query.court)
    in_room = not room or number_of(row[1]) == room
    return in_room and (not court or court in fold(row[3]) or fold(row[4]).startswith(court))


def number_of(room: str) -> str:
    """What a room is called without the word for a room and zeros in front: `Courtroom 05` and `5` are the same."""
    return _CALLED.sub("", fold(room)).lstrip("0")
