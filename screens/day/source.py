"""Where the table of the list reads: pages of the desk, with the cards kept for the detail and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from db.cards.day import ListRow, ListScope
from db.cards.page import Page as Cards
from db.words.keys import RULES_CHANGED
from screens.day.shown import table_row
from screens.parts.rows import Page

if TYPE_CHECKING:
    from db.desk import Desk
    from screens.frame.place import Place


class ListSource:
    """One list with one filter. `first` is a first page that was read already; it is handed out once.

    A filter over rows that are in hand asks the desk for ids only, so that it keeps pace with typing.
    """

    def __init__(
        self,
        desk: Desk,
        scope: ListScope,
        *,
        looked_before: datetime | None,
        first: Cards[ListRow] | None = None,
    ) -> None:
        self.scope = scope
        self.typed = ""
        self.looked_before = looked_before
        self.cards: dict[str, ListRow] = {}
        self._desk = desk
        self._first = first
        self._in_hand = False

    def concerned(self, keys: frozenset[str]) -> bool:
        """Whether one of the changed records is of this court, or of somebody on this list, or a rule changed."""
        people = (f"person:{card.person_id}" for card in self.cards.values())
        if RULES_CHANGED in keys:
            return True
        return f"court:{self.scope.court_id}" in keys or not keys.isdisjoint(people)

    def filtered(self, typed: str) -> ListSource:
        """The same list with another filter; rows read so far are not read again."""
        other = ListSource(self._desk, self.scope, looked_before=self.looked_before)
        other.typed, other.cards, other._in_hand = typed, dict(self.cards), bool(typed)
        return other

    def page(self, after: str | None, limit: int) -> Page:
        """Rows after the one with this key; called on a thread."""
        first, self._first = self._first, None
        in_hand, self._in_hand = self._in_hand, False
        if after is None and in_hand:
            found = self._desk.day.matching(self.scope, self.typed, limit=limit)
            missing = [key for key in found.items if str(key) not in self.cards]
            if missing:
                self._keep(self._desk.day.rows(missing, looked_before=self.looked_before))
            cards = [self.cards[str(key)] for key in found.items if str(key) in self.cards]
            return self._shown(cards, found.total, more=found.after is not None)
        if after is not None or first is None:
            first = self._desk.day.page(
                self.scope,
                after=UUID(after) if after else None,
                limit=limit,
                typed=self.typed,
                looked_before=self.looked_before,
            )
        self._keep(first.items)
        return self._shown(first.items, first.total, more=first.after is not None)

    def _keep(self, cards: Sequence[ListRow]) -> None:
        self.cards.update((str(card.listing_id), card) for card in cards)

    def _shown(self, cards: Sequence[ListRow], total: int | None, *, more: bool) -> Page:
        with_room = self.scope.room_id is None
        return Page([table_row(card, with_room=with_room) for card in cards], total=total, more=more)


def other_list(
    here: ListScope | None, today: date, *, day: date | None, court: UUID | None, room: UUID | None
) -> ListScope | None:
    """Another day of the list that is shown, or another court, then with the room given; None for neither."""
    if court is not None:
        return ListScope(court, day or (here.day if here else today), room)
    return ListScope(here.court_id, day or here.day, here.room_id) if here else None


def scope_of(desk: Desk, place: Place) -> ListScope | None:
    """What the place names; its day is today where it has none. Called on a thread."""
    if place.court is None:
        start = desk.day.start()
        return ListScope(start.court_id, place.day or start.day, start.room_id) if start else None
    room = desk.courts.court(place.court).room(place.room) if place.room else None
    return ListScope(place.court, place.day or desk.day.today, room.id if room else None)
