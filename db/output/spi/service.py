"""Shares a hearing's results with the police: results and the message about them in one transaction, or neither."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import col, select

from db.access import outbox_rules
from db.audit.chain import Act
from db.outbox.putting import About, put
from db.output.spi.gathering import gathered
from db.output.spi.writing import written
from db.tables.cases import Case, DefendantCase, Result
from db.tables.hearings import Listing
from db.tables.outbox import OutboxMessage
from db.tables.people import Person, SourceRecord
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.court import GONE, ListingState
from db.words.families.results import ResultState


class SharingResults:
    """Writes messages for one actor, and reads them under the policy of whom they are about."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def share(self, listing_id: UUID) -> UUID | None:
        """Share what was entered for a row of a list; the message's id, None where the same was told last.

        Raises Refused, NotFound, or BadInput where something is missing that the police must have.
        """
        with self._units.act(self._actor) as unit:
            listing = unit.get(Listing, listing_id)
            decided = outbox_rules.shares_results(self._actor, listing.court_id)
            if not decided.allowed:
                raise Refused(f"Results are not yours to share: {decided.reason}.", kept="Nothing was written.")
            unit.get(Person, listing.person_id)
            defendant = unit.get(DefendantCase, listing.defendant_case_id)
            case = unit.get(Case, defendant.case_id)
            self._share_entered(unit, listing)
            body = written(gathered(unit, listing, defendant, case))
            about = About(listing.person_id, case.id, defendant.id, listing.hearing_id)
            made = put(unit, about, body)
            if made is None:
                unit.audit(Act(AuditOperation.CONSULTATION, "outbox.same", "listing", listing.id, listing.person_id))
            return made

    def rows(self, number: str, on: date) -> tuple[UUID, ...]:
        """The rows of the case of this number on a day's lists. Raises NotFound, or BadInput for several cases."""
        wanted = number.strip()
        with self._units.read(self._actor) as unit:
            either = (col(Case.urn) == wanted) | (col(Case.case_no) == wanted)
            cases = unit.session.exec(select(Case).where(either)).all()
            rows = unit.session.exec(
                select(Listing)
                .join(DefendantCase, col(DefendantCase.id) == col(Listing.defendant_case_id))
                .where(
                    col(DefendantCase.case_id).in_([case.id for case in cases]),
                    col(Listing.sitting_on) == on,
                    col(Listing.state).not_in((*GONE, ListingState.JOINED)),
                )
                .order_by(col(Listing.id))
            ).all()
            found = {unit.get(DefendantCase, row.defendant_case_id).case_id for row in rows}
        if not rows:
            raise NotFound("No such case was listed that day.", to_do="tracker person find, or give another day.")
        if len(found) > 1:
            raise BadInput("Several cases of this number were listed that day.", to_do="Give the other number of it.")
        return tuple(row.id for row in rows)

    def body(self, message_id: UUID) -> str:
        """A message as it goes out, for whoever may read its person's case; audited."""
        act = Act(AuditOperation.CONSULTATION, "outbox.show", "outbox_message", message_id, rows=1)
        with self._units.act(self._actor, act) as unit:
            return unit.get(OutboxMessage, message_id).body.decode("utf-8")

    def _share_entered(self, unit: Unit, listing: Listing) -> None:
        r = Result
        entered = unit.session.exec(
            select(r).where(
                r.defendant_case_id == listing.defendant_case_id,
                r.hearing_id == listing.hearing_id,
                r.state == ResultState.ENTERED,
                col(r.ended_at).is_(None),
            )
        ).all()
        for one in entered:
            unit.get(SourceRecord, one.source_record_id)
            one.state, one.shared_at = ResultState.SHARED, unit.now
            unit.audit(Act(AuditOperation.ALTERATION, "result.share", "result", one.id, one.person_id))
        if entered:
            unit.session.flush()
