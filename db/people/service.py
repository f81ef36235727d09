"""Finding people and their other names, for one actor: what the find screen and the command line ask."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID

from sqlalchemy.engine import Connection, Dialect

from db.access import rules
from db.access.decisions import scopes
from db.access.standing import Standing
from db.cards.asked import PartKind
from db.cards.find import AliasCard, NameRead, Page
from db.index.vocabulary import known_scopes
from db.people.box.reading import normalised, parse
from db.people.here import Here
from db.people.lookup.kept import Kept
from db.people.lookup.looking import Look
from db.people.lookup.probes import Probes
from db.people.lookup.search import Asking, Search
from db.people.lookup.statements import Statements
from db.people.lookup.words import Words
from db.people.names import Names, read_alias
from db.people.noting import note_lookup
from db.tables.lookup import EVERYBODY
from db.unit import Units
from db.words.actor import Actor
from db.words.families.access import Scope
from db.words.families.people import NameKind

MOST_SHOWN = 200
MOST_SCOPES = 20
"""Whoever has more asks by everybody, as nearly everybody matters to them; each name is looked at all the same."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made once for a standing: its statements, and the scopes by which it asks the index.

    `wanted` is None for whoever asks by everybody. `known` are the numbers of scopes that had one already.
    """

    statements: Statements
    words: Words
    probes: Probes
    wanted: tuple[tuple[Scope, UUID], ...] | None
    known: dict[tuple[Scope, UUID], int] = field(default_factory=dict)

    @classmethod
    def of(cls, standing: Standing, dialect: Dialect) -> Self:
        """For this reader, on this engine."""
        rules_of = scopes(standing)
        wanted = tuple((rule.scope, key) for rule in rules_of for key in rule.ids or ())
        by_all = any(rule.ids is None for rule in rules_of) or len(wanted) > MOST_SCOPES
        made = Statements(standing, dialect), Words(dialect), Probes(standing, dialect)
        return cls(*made, None if by_all else wanted)

    def scopes(self, connection: Connection) -> Collection[int]:
        """The numbers of the scopes; somebody may have come to matter to one of them since the last key."""
        if self.wanted is None:
            return (EVERYBODY,)
        new = [one for one in self.wanted if one not in self.known]
        if new:
            self.known.update(known_scopes(connection, new))
        return tuple(self.known.values())


class PeopleService:
    """Lookup reads on a plain connection with the policy inside each statement; opening a hit goes by the guard."""

    def __init__(self, units: Units, actor: Actor, here: Here | None = None) -> None:
        self._units = units
        self._actor = actor
        self._here = here or Here()
        self._names = Names(units, actor)
        self._lock = threading.Lock()
        self._made: _Made | None = None
        self._kept: Kept | None = None

    def _asking(self, connection: Connection) -> Asking:
        """The statements that hold for the actor's standing now, and the scopes that the index is asked by."""
        standing = self._units.standing(connection, self._actor)
        with self._lock:  # two threads may be the first to ask
            if self._made is None or self._made.statements.standing is not standing:
                self._made, self._kept = _Made.of(standing, connection.dialect), None
            made = self._made
            kept = self._kept = Kept.now(connection, self._kept)
        return Asking(made.statements, Look(made.words, made.probes, made.scopes(connection), kept), self._here)

    def find(self, text: str, *, limit: int = MOST_SHOWN, corrections: Mapping[str, PartKind] | None = None) -> Page:
        """People, cases and hearings that answer the text, the best first; at most 200.

        `corrections` say of parts of the text, as typed, what they are (see `db.cards.asked.Part.options`).

        Asked at every key and not audited: `settled` is, once the question stands. Raises TryLater when
        the database is away.
        """
        query = parse(text, today=self._units.clock.today(), corrections=corrections or {})
        if not query.asks or not rules.sees_cases(self._actor):
            return Page(query, text)
        with self._units.raw("lookup", actor=self._actor) as connection:
            asking = self._asking(connection)
            today = asking.statements.standing.actor.today
            found = Search(connection, asking, query, today).page(min(limit, MOST_SHOWN))
        return replace(found, asked=text)

    def count(self, page: Page) -> Page:
        """The page with a true total where the search stopped counting; slower, so asked when typing pauses."""
        if page.complete:
            return page
        with self._units.raw("lookup", actor=self._actor) as connection:
            asking = self._asking(connection)
            total = Search(connection, asking, page.query, asking.statements.standing.actor.today).count()
        return replace(page, total=max(total, len(page.hits)), complete=True) if total is not None else page

    def settled(self, page: Page) -> None:
        """Audit a lookup whose question stands: a hit was opened, the box was left, or no key for 2 seconds."""
        if not page.query.asks:
            return
        note_lookup(
            self._units,
            self._actor,
            "person.find",
            kinds=", ".join(kind.label for kind in page.query.kinds),
            question=normalised(page.query),
            rows=page.total,
            milliseconds=page.milliseconds,
        )

    def read_alias(self, text: str) -> NameRead:
        """How a typed name would be stored, to show before saving; raises BadInput when it is no name."""
        return read_alias(text, today=self._units.clock.today())

    def add_alias(
        self, person_id: UUID, text: str, kind: NameKind = NameKind.ALIAS, *, born: date | None = None
    ) -> AliasCard:
        """Add another name of a person, as a fact of the actor's own agency; `born` is the birth given with it.

        Raises BadInput for no name, Refused when the person has the name already or the role only reads,
        NotFound when the person is not for this actor.
        """
        return self._names.add(person_id, text, kind, born)

    def check_alias(self, person_id: UUID, text: str) -> NameRead:
        """As `add_alias`, and nothing is written: the name as it would be stored, or the refusal."""
        return self._names.check(person_id, text)

    def check_removal(self, alias_id: UUID) -> AliasCard:
        """As `remove_alias`, and nothing is written."""
        return self._names.check_removal(alias_id)

    def remove_alias(self, alias_id: UUID) -> AliasCard:
        """End a name that was entered by hand: for who added it, an administrator or a court manager of that agency.

        It stays in the history, and nobody is found by it any more. Raises Refused for anybody else, for a name that a
        source sent and for the main name, NotFound for a person who is not for this actor.
        """
        return self._names.remove(alias_id)

    def undo_alias(self, alias_id: UUID) -> AliasCard:
        """Take back a name that was added in this sign-in, by a compensating entry; Refused for any other."""
        return self._names.undo(alias_id)

    def undo_last_alias(self, person_id: UUID) -> AliasCard | None:
        """Take back the newest name of the person that was added in this sign-in; None when there is none."""
        return self._names.undo_last(person_id)

    def aliases(self, person_id: UUID) -> tuple[AliasCard, ...]:
        """The standing other names of a person, the newest first."""
        return self._names.of(person_id)
