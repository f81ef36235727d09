"""Who has seen this file (P38): for those who may see it, for the owner's sharing lead, and for the auditor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from db.access.audit_rules import ANSWERED_FOR, Told, named, told
from db.access.told_of import file_acts
from db.audit.acts import declared
from db.audit.chain import Act
from db.cards.audit import LogLine, SeenCard, SeenLine
from db.cards.page import LIMIT
from db.oversight.lines import about, begin_of, between, count, newest, of_actions
from db.oversight.persons import asked, nobody
from db.tables.people import Person
from db.words.families.access import AuditOperation

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.engine import Connection

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
        with self._looking() as connection:
            person = asked(connection, str(reference), self._actor.agency_id)
        how = told(self._actor, sees_person=self._sees(person.persons), owns_records=person.owns)
        if how is Told.NOTHING:
            raise nobody(reference)
        with self._looking() as connection:
            if how is Told.LOG or connection.dialect.name != "postgresql":
                total, lines = self._read(connection, person.persons, begin, how)
            else:
                total, lines = _given(connection, person.id, begin, today)
        act = Act(AuditOperation.CONSULTATION, "audit.who_saw", "person", person.id, person.id, f"since {begin}")
        # What was read is given only when the reading is on record.
        with self._units.act(self._actor, replace(act, rows=len(lines))):
            pass
        return SeenCard(person.id, person.public_ref, begin, lines, total, how.value)

    def _looking(self) -> AbstractContextManager[Connection]:
        """A connection with the actor's own eyes."""
        return self._units.raw("lookup", actor=self._actor)

    def _read(
        self, connection: Connection, persons: frozenset[UUID], begin: date, how: Told
    ) -> tuple[int, tuple[SeenLine, ...]]:
        where = [*between(begin, self._units.clock.today()), about(persons)]
        if how is not Told.LOG:
            where.append(of_actions(ANSWERED_FOR))
        found = newest(connection, where, LIMIT)
        return count(connection, where), tuple(self._told(line, agency_id, how) for line, agency_id in found)

    def _sees(self, persons: frozenset[UUID]) -> bool:
        """Whether the rules let the actor see one of the person's ids."""
        with self._units.read(self._actor) as unit:
            return any(unit.session.get(Person, key) is not None for key in sorted(persons))

    def _told(self, line: LogLine, agency_id: UUID, how: Told) -> SeenLine:
        who = line.display_name if named(self._actor, how, agency_id) else ""
        reason = line.reason if how is Told.LOG else ""
        return SeenLine(line.at, who, line.agency, line.operation, line.act, reason)


def _given(connection: Connection, person_id: UUID, begin: date, until: date) -> tuple[int, tuple[SeenLine, ...]]:
    """The same as PostgreSQL gives it to whoever does not read the log: names only of whom they are told of."""
    rows = file_acts(connection, person_id, begin_of(begin), begin_of(until + timedelta(days=1)))
    lines = []
    for row in rows:
        deed = declared(row.action)
        act = deed.label if deed is not None else row.action
        lines.append(SeenLine(row.at, row.who, row.agency, row.operation.label, act, ""))
    return (rows[0].total if rows else 0), tuple(lines)
