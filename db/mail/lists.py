"""The weekly lists: the query behind a subscription, and what it found as a sheet for the mail."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from db.cards.searching import Changed, Found, InPrison, Query, Unfinalised
from db.output.searched import search_sheet
from db.output.sheet import Sheet, made_by
from db.unit import Units
from db.words.actor import Actor
from db.words.dates import spell
from db.words.families.mail import WeeklyList

Search = Callable[[Units, Actor, Query], Found]
"""Asks a query for a reader, under the reader's policy."""

NOT_COME: Final = "This week's prison file has not come."
LEFT_OUT: Final = "Whoever is read under emergency access is left out."


def ask(units: Units, actor: Actor, query: Query) -> Found:
    """Ask as the screen and the command line ask; what comes of it stands in the log of who asks here."""
    # The searches are loaded where somebody searches.
    from db.search.service import SearchService

    return SearchService(units, actor).count(query)


def query_of(kind: WeeklyList, area: str, day: date, *, since: UUID | None = None) -> Query:
    """The query behind a subscription, the same that the screen and the command line ask.

    `since` is the prison file of the last mail of this subscription, so that a missed week loses nothing.
    """
    match kind:
        case WeeklyList.IN_PRISON:
            return InPrison(area=area, as_of=day)
        case WeeklyList.CHANGED:
            return Changed(area=area, as_of=day, since=since)
        case WeeklyList.UNFINALISED:
            return Unfinalised(area=area, as_of=day)


def sheet_of(found: Found, *, who: str, now: datetime, late: bool = False, without: Collection[UUID] = ()) -> Sheet:
    """What was found, as the list of the mail; people of `without` are left out, and that is said."""
    notes = [NOT_COME] if late else []
    if found.prison_data_of is not None:
        notes.append(f"Prison data of {spell(found.prison_data_of)}.")
    if without:
        notes.append(LEFT_OUT)
    return search_sheet(found, notes=(*notes, made_by(who, now)), without=without)
