"""In which order a list is called, which rows a filter leaves, and where a page goes on."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlmodel import col

from db.cards.day import ListScope
from db.tables.base import Key
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.people import PersonName
from db.tables.places import CourtRoom
from db.unit import Unit
from db.words.families.court import GONE, ListingState
from db.words.text import tokens

_NO_TIME = time(23, 59, 59)  # rows without a time are called after those that have one

_gone: ColumnElement[int] = sa.case((col(Listing.state).in_(GONE), 1), else_=0)
_start: ColumnElement[time] = sa.func.coalesce(col(Listing.starts_at), _NO_TIME)
ORDER: tuple[Any, ...] = (
    _gone, col(CourtRoom.name), _start, col(Listing.sequence), col(Listing.list_no), col(Listing.id),
)  # fmt: skip
"""Vacated rows last; then room, time, number on the list. Needs CourtRoom joined."""


def within(scope: ListScope) -> list[ColumnElement[bool]]:
    """The rows of a list, vacated ones included, those joined with the feed's row not."""
    rules = [
        col(Listing.court_id) == scope.court_id,
        col(Listing.sitting_on) == scope.day,
        col(Listing.state) != ListingState.JOINED,
    ]
    if scope.room_id is not None:
        rules.append(col(Listing.room_id) == scope.room_id)
    return rules


def filtered(typed: str) -> list[ColumnElement[bool]]:
    """Every typed word must begin a name of the defendant, or stand in the case number.

    Needs Case joined. Aliases count as names.
    """
    return [_has_word(word) for word in tokens(typed)]


def _has_word(word: str) -> ColumnElement[bool]:
    starts = [
        rule
        for column in (col(PersonName.family_folded), col(PersonName.given_folded))
        for rule in (column.startswith(word), column.contains(f" {word}"))
    ]
    named = sa.exists().where(
        col(PersonName.person_id) == col(Listing.person_id), col(PersonName.ended_at).is_(None), sa.or_(*starts)
    )
    return sa.or_(named, sa.func.lower(col(Case.case_no)).contains(word), sa.func.lower(col(Case.urn)).contains(word))


def follows(unit: Unit, listing_id: UUID) -> ColumnElement[bool]:
    """True for rows that stand after this one; NotFound when it is not there (any more)."""
    listing = unit.get(Listing, listing_id)
    room = unit.get(CourtRoom, listing.room_id)
    here = sa.tuple_(
        sa.literal(int(listing.state in GONE)),
        sa.literal(room.name),
        sa.literal(listing.starts_at or _NO_TIME),
        sa.literal(listing.sequence),
        sa.literal(listing.list_no),
        sa.literal(listing.id, Key()),
    )
    return sa.tuple_(*ORDER) > here


def joined_select(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 - any mapped columns
    """A select of listings with their room and defendant, and the case where the reader may see it."""
    return (
        sa.select(*columns)
        .select_from(Listing)
        .join(CourtRoom, col(CourtRoom.id) == col(Listing.room_id))
        .join(DefendantCase, col(DefendantCase.id) == col(Listing.defendant_case_id))
        .outerjoin(Case, col(Case.id) == col(DefendantCase.case_id))
    )
