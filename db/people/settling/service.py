"""Holding the whole record against itself, for who looks after feeds: counts alone, and taking a whole run back."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from db.access import review_rules
from db.audit.chain import open_chain
from db.cards.review import RunCard
from db.people.deciding import undo
from db.people.matching.splink_pairs import finder_of
from db.people.settling.at_once import found_at_once
from db.people.settling.beside import beside
from db.people.settling.running import Progress, alone, settle_all
from db.tables.matching import LinkDecision
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import NotFound, Refused
from db.words.families.matching import Engine
from db.words.keys import uuid7

_decision: sa.Table = LinkDecision.__table__  # type: ignore[attr-defined]


class MatchService:
    """Runs of the matching, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    @property
    def allowed(self) -> bool:
        """Whether this actor runs the matching."""
        return review_rules.runs_matching(self._actor).allowed

    def run(self, *, dry_run: bool = False, engine: Engine = Engine.CORE, progress: Progress | None = None) -> RunCard:
        """Hold every record that is alone with its person against all others; Refused for other roles.

        Raises BadInput for an engine that is not installed.
        """
        self._insist()
        finder = finder_of(engine)
        with self._units.raw("bulk") as connection:
            records = list(alone(connection))
            near = beside if finder is None else found_at_once(connection, finder)
        key = uuid7()
        done = settle_all(self._units, self._actor, records, run=key, dry=dry_run, near=near, progress=progress)
        return RunCard(key, len(records), done.linked, done.asked, done.new)

    def undo(self, run: UUID, *, dry_run: bool = False) -> int:
        """Take back everything that a run (or the taking in of a file, by its id) linked; how many decisions it were.

        Raises NotFound where it linked nothing; Refused where a later decision stands on one of its: nothing is
        taken back then.
        """
        self._insist()
        query = sa.select(_decision.c.id).where(_decision.c.run == run, _decision.c.undone_at.is_(None))
        with self._units.raw("bulk", writes=not dry_run) as connection:
            decisions = list(connection.scalars(query.order_by(_decision.c.id.desc())))
            if not decisions:
                raise NotFound("There is no such run, or nothing of it stands.")
            if not dry_run:
                now = self._units.clock.now()
                open_chain(connection, self._actor, now)
                for decision in decisions:
                    undo(connection, decision, why="the whole run", actor=self._actor, now=now)
        return len(decisions)

    def _insist(self) -> None:
        decided = review_rules.runs_matching(self._actor)
        if not decided.allowed:
            raise Refused(f"Nothing was matched: {decided.reason}.")
