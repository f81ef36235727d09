"""Power searches for one actor: run under the reader's rules, counted after them, and noted in the log."""

from __future__ import annotations

import time
from collections.abc import Mapping
from uuid import UUID

from db.access.rules import sees_cases
from db.agencies.tree import LEVELS
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.borders import BorderView
from db.cards.search_typed import Reading
from db.cards.searching import Found, Query
from db.people.linking import surviving
from db.people.noting import note_lookup
from db.search import reading
from db.search import text as text_reading
from db.search.borders import borders_of
from db.search.engine import search
from db.search.sentence import text_of
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import Refused
from db.words.families.access import AuditOperation


class SearchService:
    """What the screens, the command line, reports and mail ask of a whole area."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def areas(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every area, the reader's own first."""
        with self._units.read(self._actor) as unit:
            nodes, own = reading.areas(unit).nodes, unit.standing.areas
        ordered = sorted(nodes.values(), key=lambda one: (one.id not in own, -LEVELS.index(one.kind), one.code))
        return tuple((one.code, one.name) for one in ordered)

    def read(self, text: str) -> Reading:
        """What a typed text asks, without a look at the record."""
        return text_reading.read(text, self._units.clock.today())

    def text_of(self, query: Query) -> str:
        """The text that asks this."""
        return text_of(query)

    def completions(self, text: str, cursor: int, areas: Mapping[str, str]) -> tuple[str, ...]:
        """What the word at the cursor may become."""
        return tuple(text_reading.completions(text, cursor, areas))

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

    def borders(self, person_id: UUID) -> BorderView:
        """Where the offences of a registered person lie against the registration: one audited consultation.

        Raises NotFound for somebody who is not to be seen, Refused for a role that reads no cases.
        """
        self._insist()
        act = Act(AuditOperation.CONSULTATION, Deed.PPO_SHOW, "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            surviving(unit, person_id)
        return self.read_borders(person_id)

    def read_borders(self, person_id: UUID) -> BorderView:
        """The same read again while it is shown: no new consultation."""
        self._insist()
        with self._units.read(self._actor) as unit:
            return borders_of(unit, surviving(unit, person_id).id, self._units.clock.today())

    def _insist(self) -> None:
        if not sees_cases(self._actor):
            raise Refused("Your role reads no cases, so it searches none.", kept="Nothing was read.")
