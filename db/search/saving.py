"""Searches kept under a name: a user's own, pinned ones first, and those that colleagues share with the agency."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from sqlmodel import col

from db.access.rules import sees_cases
from db.access.scheme_rules import registers
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.search_typed import SavedCard
from db.cards.searching import People
from db.search.engine import search
from db.search.text import read
from db.tables.searching import SavedSearch, SharedSearch
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.text import clean

LONGEST_NAME: Final = 40
MOST: Final = 100


class SavedService:
    """The kept searches of one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self) -> tuple[SavedCard, ...]:
        """Own ones, the pinned first, then those of the agency; each by name."""
        with self._units.read(self._actor) as unit:
            own = unit.session.scalars(sa.select(SavedSearch).where(col(SavedSearch.ended_at).is_(None))).all()
            shared = unit.session.scalars(sa.select(SharedSearch).where(col(SharedSearch.ended_at).is_(None))).all()
        cards = [SavedCard(row.name, row.text, pinned=row.pinned) for row in own]
        cards += [SavedCard(row.name, row.text, shared=True) for row in shared]
        return tuple(sorted(cards, key=lambda one: (not one.pinned, one.shared, one.name.casefold())))

    def named(self, name: str) -> SavedCard:
        """The one of this name, the own before a shared one. Raises NotFound."""
        wanted = clean(name).casefold()
        found = next((one for one in self.list() if one.name.casefold() == wanted), None)
        if found is None:
            raise NotFound(f"No search is kept as {clean(name)}.", to_do="tracker search list")
        return found

    def save(
        self, name: str, text: str, *, pinned: bool = False, share: bool = False, dry_run: bool = False
    ) -> SavedCard:
        """Keep it under the name, in the place of the one that had it; `share` puts it before the whole agency.

        Raises BadInput for a text that asks nothing or a name that is none, Refused where it may not be shared.
        """
        card = SavedCard(_name(name), " ".join(clean(text).split()), pinned=pinned and not share, shared=share)
        reading = read(card.text, self._units.clock.today())
        if reading.query is None:
            raise BadInput(reading.faults[0].words if reading.faults else "Nothing is asked.")
        if not sees_cases(self._actor):
            raise Refused("Your role reads no cases, so it keeps no searches of them.")
        if share and isinstance(reading.query, People) and reading.query.name:
            raise Refused("A search that names somebody is not shared.", to_do="Keep it for yourself.")
        with self._units.read(self._actor) as unit:
            if share and not (decided := registers(unit.standing)).allowed:
                raise Refused(decided.reason)
            search(unit, reading.query, self._units.clock.today())  # names an area or a type that there is none of
        if dry_run:
            return card
        with self._units.act(self._actor, Act(AuditOperation.ALTERATION, _deed(share=share))) as unit:
            kept = self._end(unit, card.name, shared=share)
            if not share and not kept and len(_own(unit)) >= MOST:
                raise BadInput(f"{MOST} searches are kept already.", to_do="Drop one: tracker search drop NAME.")
            unit.add(self._row(card, unit))
        return card

    def drop(self, name: str, *, shared: bool = False, dry_run: bool = False) -> None:
        """Keep it no more; `shared` for the agency's. Raises NotFound, Refused."""
        wanted = _name(name)
        if not any(one.name.casefold() == wanted.casefold() and one.shared is shared for one in self.list()):
            raise NotFound(f"No search is kept as {wanted}.", to_do="tracker search list")
        if dry_run:
            return
        with self._units.act(self._actor, Act(AuditOperation.ALTERATION, Deed.SEARCH_DROP)) as unit:
            self._end(unit, wanted, shared=shared)

    def _row(self, card: SavedCard, unit: Unit) -> SavedSearch | SharedSearch:
        if card.shared:
            return SharedSearch(
                owner_agency_id=self._actor.agency_id, shared_by_id=self._actor.user_id, name=card.name,
                text=card.text, shared_at=unit.now,
            )  # fmt: skip
        return SavedSearch(
            user_id=self._actor.user_id, name=card.name, text=card.text, pinned=card.pinned, saved_at=unit.now
        )

    @staticmethod
    def _end(unit: Unit, name: str, *, shared: bool) -> bool:
        """End the one that has the name; whether there was one."""
        rows: list[SavedSearch] | list[SharedSearch]
        if shared:
            asked = sa.select(SharedSearch).where(col(SharedSearch.ended_at).is_(None))
            rows = list(unit.session.scalars(asked))
        else:
            rows = _own(unit)
        same = [row for row in rows if row.name.casefold() == name.casefold()]
        for row in same:
            row.ended_at = unit.now
            unit.add(row)
        return bool(same)


def _own(unit: Unit) -> list[SavedSearch]:
    return list(unit.session.scalars(sa.select(SavedSearch).where(col(SavedSearch.ended_at).is_(None))))


def _deed(*, share: bool) -> Deed:
    return Deed.SEARCH_SHARE if share else Deed.SEARCH_SAVE


def _name(name: str) -> str:
    found = clean(name)
    if not found or len(found) > LONGEST_NAME:
        raise BadInput(f"A kept search has a name of at most {LONGEST_NAME} signs.")
    return found
