"""The log for the auditor: asked with a name and a day, read only by that role, and every reading logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from db.access.audit_rules import checks_log, reads_log
from db.audit.chain import Act
from db.cards.audit import LogLine, LogQuery
from db.cards.page import LIMIT, Page
from db.oversight.lines import about, between, by_user, count, newest, of_operation
from db.oversight.persons import asked, user_named
from db.words.errors import BadInput, Refused
from db.words.families.access import AuditOperation

if TYPE_CHECKING:
    from db.access.rules import Decision
    from db.unit import Units
    from db.words.actor import Actor


class LogService:
    """The log, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self, query: LogQuery, *, limit: int = LIMIT) -> Page[LogLine]:
        """The newest acts that the query names, at most 200; the reading is itself logged.

        Raises BadInput unless the query names a user or a person and the first day, Refused for anybody but an
        auditor (which is logged too), NotFound for an unknown name.
        """
        self._insist(reads_log(self._actor), "read")
        since, until = self._days(query)
        with self._units.raw("lookup", actor=self._actor) as connection:
            user_id = user_named(connection, query.user) if query.user else None
            person = asked(connection, query.person, self._actor.agency_id) if query.person else None
            person_id = person.id if person else None
            where = [*between(since, until)]
            if user_id is not None:
                where.append(by_user(user_id))
            if person is not None:
                where.append(about(person.persons))
            if query.operation is not None:
                where.append(of_operation(query.operation))
            found = tuple(line for line, _ in newest(connection, where, min(limit, LIMIT)))
            total = count(connection, where)
        # What was read is given only when the reading is on record.
        self._note(query, since, until, user_id=user_id, person_id=person_id, rows=len(found))
        return Page(found, total=total)

    def insist_checks(self) -> None:
        """Raise Refused, and log it, unless this actor may have the log checked and sealed."""
        self._insist(checks_log(self._actor), "check")

    def insist_exports(self) -> None:
        """Raise Refused, and log it, unless this actor may export the log."""
        self._insist(reads_log(self._actor), "export")

    def note_check(self, rows: int, milliseconds: int, findings: int) -> None:
        """Log that the log was verified."""
        self._write(
            Act(
                AuditOperation.CONSULTATION,
                "audit.verify",
                reason=f"{findings} findings",
                rows=rows,
                milliseconds=milliseconds,
            )
        )

    def note_export(self, since: date, until: date, recipient: str) -> None:
        """Log that the log leaves, to whom, before a line of it is written (s.62: recipients of a disclosure)."""
        reason = f"from {since} to {until}, for {recipient}"
        self._write(Act(AuditOperation.DISCLOSURE, "audit.export", reason=reason))

    def _days(self, query: LogQuery) -> tuple[date, date]:
        if not (query.user.strip() or query.person.strip()):
            raise BadInput("The log is asked about a user or a person.", kept="", to_do="Name one of them.")
        if query.since is None:
            raise BadInput("The log is asked from a day on.", kept="", to_do="Give the first day.")
        until = query.until or self._units.clock.today()
        if until < query.since:
            raise BadInput("The last day is before the first.", kept="")
        return query.since, until

    def _note(
        self, query: LogQuery, since: date, until: date, *, user_id: UUID | None, person_id: UUID | None, rows: int
    ) -> None:
        act = Act(AuditOperation.CONSULTATION, "audit.read", person_id=person_id, reason=f"from {since} to {until}")
        if person_id is not None:
            act = replace(act, object_kind="person", object_id=person_id)
        if user_id is not None:
            act = replace(act, object_kind="user_account", object_id=user_id)
        self._write(replace(act, rows=rows))

    def _insist(self, decision: Decision, what: str) -> None:
        if not decision.allowed:
            self._write(Act(AuditOperation.CONSULTATION, "audit.refused", reason=what, rows=0))
            raise Refused(decision.reason, kept="")

    def _write(self, act: Act) -> None:
        with self._units.act(self._actor, act):
            pass
