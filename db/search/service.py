"""Power searches for one actor: run under the reader's rules, counted after them, and noted in the log."""

from __future__ import annotations

import time

from db.access.rules import sees_cases
from db.cards.searching import Found, Query
from db.people.noting import note_lookup
from db.search.engine import search
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import Refused


class SearchService:
    """What the screens, the command line, reports and mail ask of a whole area."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def count(self, query: Query) -> Found:
        """What it would find, as it is typed: read under the rules and not noted. Raises as `run`."""
        self._insist()
        with self._units.read(self._actor) as unit:
            return search(unit, query, self._units.clock.today())

    def run(self, query: Query) -> Found:
        """What it finds, noted as a look-up with its kind and its numbers of rows.

        Raises Refused for a role that sees no registrations, NotFound for an unknown area, BadInput.
        """
        began = time.monotonic()
        found = self.count(query)
        note_lookup(
            self._units,
            self._actor,
            "search.run",
            kinds=f"power search {query.kind.value}, area {found.area}",
            question=repr(query),
            rows=len(found.rows) + len(found.cannot_decide),
            milliseconds=int((time.monotonic() - began) * 1000),
        )
        return found

    def _insist(self) -> None:
        if not sees_cases(self._actor):
            raise Refused("Your role reads no cases, so it searches none.", kept="Nothing was read.")
