"""Who has seen this file (P38): for those who may see it, for the owner's sharing lead, and for the auditor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from db.access.audit_rules import ANSWERED_FOR, Told, named, told
from db.audit.chain import Act
from db.cards.audit import LogLine, SeenCard, SeenLine
from db.cards.page import LIMIT
from db.oversight.lines import about, between, count, newest, of_actions
from db.oversight.persons import holds_records, one_person, person_named
from db.tables.people import Person
from db.words.errors import NotFound
from db.words.families.access import AuditOperation

if TYPE_CHECKING:
    from db.unit import Units
    from db.words.actor import Actor

BACK: Final = timedelta(days=30)
"""How far back is looked when no day is given."""


class SeenService:
    """Answers for one actor; nothing is told before the asking is on record."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def who_saw(self, reference: str | UUID, *, since: date | None = None) -> SeenCard:
        """Who has seen the file since that day, 30 days ago unless told; the newest 200.

        Raises NotFound for nobody and for somebody who is not for this actor, worded alike.
        """
        today = self._units.clock.today()
        begin = since or today - BACK
        with self._units.raw("keeper") as connection:
            person_id, public_ref = person_named(connection, str(reference))
            persons = one_person(connection, person_id)
            owns = holds_records(connection, persons, self._actor.agency_id)
        how = told(self._actor, sees_person=self._sees(persons), owns_records=owns)
        if how is Told.NOTHING:
            raise NotFound(
                f"Nobody is known as {reference}.", kept="", to_do="Give the reference that the file shows: P-..."
            )
        where = [*between(begin, today), about(persons)]
        if how is not Told.LOG:
            where.append(of_actions(ANSWERED_FOR))
        act = Act(AuditOperation.CONSULTATION, "audit.who_saw", "person", person_id, person_id, f"since {begin}")
        with self._units.raw("keeper") as connection:
            total, found = count(connection, where), newest(connection, where, LIMIT)
        # What was read is given only when the reading is on record.
        with self._units.act(self._actor, replace(act, rows=len(found))):
            pass
        lines = tuple(self._told(line, agency_id, how) for line, agency_id in found)
        return SeenCard(person_id, public_ref, begin, lines, total, how.value)

    def _sees(self, persons: frozenset[UUID]) -> bool:
        """Whether the rules let the actor see one of the person's ids."""
        with self._units.read(self._actor) as unit:
            return any(unit.session.get(Person, key) is not None for key in sorted(persons))

    def _told(self, line: LogLine, agency_id: UUID, how: Told) -> SeenLine:
        who = line.display_name if named(self._actor, how, agency_id) else ""
        reason = line.reason if how is Told.LOG else ""
        return SeenLine(line.at, who, line.agency, line.operation, line.act, reason)
