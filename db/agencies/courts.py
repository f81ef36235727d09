"""Courts and their rooms, for the picker of the list and for commands; reference facts, open to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.day import CourtCard, RoomCard
from db.cards.page import LIMIT
from db.tables.places import Court, CourtRoom
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import NotFound
from db.words.text import tokens


class CourtsService:
    """The courts that one actor can choose from."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def find(self, typed: str = "") -> tuple[CourtCard, ...]:
        """Enabled courts by name or code, own courts only where the actor is posted to some; at most 200.

        Every typed word must begin a word of the name, or stand in the code. A demo's accounts hold their role
        at every court, so they are also offered one that a feed has just made.
        """
        own = None if self._actor.every_court or not self._actor.courts else self._actor.courts
        with self._units.read(self._actor) as unit:
            wanted = sa.select(Court).order_by(col(Court.name))
            waits = col(Court.set_up).is_(False) if self._actor.every_court else sa.false()
            wanted = wanted.where(sa.or_(col(Court.enabled), waits))
            if own is not None:
                wanted = wanted.where(col(Court.id).in_(sorted(own)))
            words = tokens(typed)
            found = [court for court in unit.session.scalars(wanted) if _matches(court, words)]
            return _cards(unit, found[:LIMIT])

    def court(self, court_id: UUID) -> CourtCard:
        """One court with its rooms; NotFound when there is none."""
        with self._units.read(self._actor) as unit:
            return court_card(unit, court_id)

    def by_code(self, code: str) -> CourtCard:
        """A court by its code, in any case; NotFound names what was asked for."""
        with self._units.read(self._actor) as unit:
            found = unit.session.scalars(sa.select(Court).where(col(Court.code) == code.strip().upper())).first()
            if found is None:
                raise NotFound(f"There is no court with the code {code.strip()}.", to_do="tracker court list")
            return _cards(unit, [found])[0]


def court_card(unit: Unit, court_id: UUID) -> CourtCard:
    """One court with its rooms, in the caller's unit."""
    return _cards(unit, [unit.get(Court, court_id)])[0]


def _matches(court: Court, words: tuple[str, ...]) -> bool:
    names = tokens(court.name)
    code = court.code.casefold()
    return all(word in code or any(name.startswith(word) for name in names) for word in words)


def _cards(unit: Unit, courts: Iterable[Court]) -> tuple[CourtCard, ...]:
    chosen = list(courts)
    rooms: dict[UUID, list[RoomCard]] = {}
    ordered = (
        sa.select(CourtRoom)
        .where(col(CourtRoom.court_id).in_([court.id for court in chosen]))
        .order_by(col(CourtRoom.name))
    )
    for room in unit.session.scalars(ordered):
        rooms.setdefault(room.court_id, []).append(RoomCard(room.id, room.name))
    return tuple(
        CourtCard(court.id, court.code, court.name, court.jurisdiction, court.set_up, tuple(rooms.get(court.id, ())))
        for court in chosen
    )
