"""One case with all its defendants, charges, hearings and linked cases."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.co_defendants import co_defendants
from db.access.partial import why_no_charges
from db.audit.chain import Act
from db.cards.case import CaseCard, CaseDefendant, CaseHearing, CoDefendant, LinkedCase
from db.cards.page import LIMIT
from db.court.charges import Outcomes, outcomes
from db.court.marks import marks
from db.court.signs import sign_facts
from db.court.witnesses import witnesses
from db.people.shown import Shown, shown
from db.tables.care import Marker
from db.tables.cases import Case, CaseLink, DefendantCase, ReportingRestriction
from db.tables.hearings import Hearing, Listing
from db.tables.places import Court, CourtRoom
from db.tables.users import UserAccount
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.clock import LONDON
from db.words.dates import age_on
from db.words.families.access import AuditOperation
from db.words.families.court import ListingState, initiation_from
from db.words.names import NameParts, display


class CaseService:
    """Cases as one actor may read them: a defendant who is not for the actor is not in the card."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def open(self, case_id: UUID) -> CaseCard:
        """Open a case on purpose: one consultation in the audit. NotFound when it is not for the actor."""
        with self._units.act(self._actor, Act(AuditOperation.CONSULTATION, "case.open", "court_case", case_id)) as unit:
            card = _card(unit, case_id)
            if card.restricted:
                unit.audit(Act(AuditOperation.CONSULTATION, "sealed.read", "court_case", case_id))
            return card

    def read(self, case_id: UUID) -> CaseCard:
        """Read an open case again after a change; no new consultation."""
        with self._units.read(self._actor) as unit:
            return _card(unit, case_id)


def _card(unit: Unit, case_id: UUID) -> CaseCard:
    case = unit.get(Case, case_id)
    court = unit.session.scalar(sa.select(col(Court.name)).where(col(Court.id) == case.court_id))
    r, m = ReportingRestriction, Marker
    restrictions = unit.session.scalars(
        sa.select(r).where(col(r.case_id) == case_id, col(r.ended_at).is_(None)).limit(LIMIT)
    )
    markers = unit.session.scalars(
        sa.select(m).where(col(m.case_id) == case_id, col(m.ended_at).is_(None)).limit(LIMIT)
    )
    kind = initiation_from(case.initiation)
    victims, withheld = witnesses(unit, case_id)
    return CaseCard(
        id=case.id,
        number=case.case_no or case.urn,
        urn=case.urn,
        kind=case.kind,
        application_type=case.application_type,
        status=case.status,
        system=case.system,
        court=court or "",
        initiation=kind.label if kind else case.initiation,
        authority=case.authority_name or case.authority_code,
        received_on=case.received_at.astimezone(LONDON).date(),
        restrictions=tuple(dict.fromkeys(one.text or one.kind.label for one in restrictions)),
        markers=tuple(dict.fromkeys(one.text or one.kind.label for one in markers)),
        defendants=_defendants(unit, case_id),
        hearings=_hearings(unit, case_id),
        links=_links(unit, case_id),
        restricted=case.sealed,
        officer=case.officer,
        co_defendants=_co_defendants(unit, case_id),
        witnesses=victims,
        withheld=withheld,
    )


def _defendants(unit: Unit, case_id: UUID) -> tuple[CaseDefendant, ...]:
    dc = DefendantCase
    rows = unit.session.execute(
        sa.select(
            col(dc.id),
            col(dc.person_id),
            col(dc.youth_at_first_hearing),
            col(dc.previous_convictions),
            col(UserAccount.display_name).label("added_by"),
        )
        .outerjoin(UserAccount, col(UserAccount.id) == col(dc.added_by_id))
        .where(col(dc.case_id) == case_id, col(dc.ended_at).is_(None))
        .order_by(col(dc.id))
        .limit(LIMIT)
    ).all()
    people = [row.person_id for row in rows]
    in_cases = [row.id for row in rows]
    day = unit.clock.today()
    names = shown(unit, people)
    facts = sign_facts(unit, people, in_cases, day)
    charged = outcomes(unit, in_cases)
    others = _other_cases(unit, case_id, people)
    found = []
    for row in rows:
        who = names.get(row.person_id, Shown())
        of_row = charged.get(row.id, Outcomes())
        found.append(
            CaseDefendant(
                person_id=row.person_id,
                defendant_case_id=row.id,
                name=who.name,
                born=who.born,
                age=age_on(who.born, day) if who.born else None,
                signs=facts.signs(row.person_id, row.id, case_id, shown=who, day=day),
                charges=of_row.charges,
                results=of_row.results,
                added_by=row.added_by or "",
                other_cases=others.get(row.person_id, 0),
                withheld=""
                if of_row.charges
                else why_no_charges(unit.standing, youth=bool(row.youth_at_first_hearing)),
                previous_convictions=row.previous_convictions if of_row.charges else None,
            )
        )
    return tuple(found)


def _co_defendants(unit: Unit, case_id: UUID) -> tuple[CoDefendant, ...]:
    found = unit.by_rule(lambda connection, standing: co_defendants(connection, standing, case_id))
    return tuple(
        CoDefendant(
            one.family if one.is_organisation else display(NameParts("", one.given, one.middle, one.family)),
            one.charges,
        )
        for one in found
    )


def _other_cases(unit: Unit, case_id: UUID, people: list[UUID]) -> dict[UUID, int]:
    dc = DefendantCase
    counted = (
        sa.select(col(dc.person_id), sa.func.count(sa.distinct(col(dc.case_id))).label("many"))
        .where(col(dc.person_id).in_(people), col(dc.case_id) != case_id, col(dc.ended_at).is_(None))
        .group_by(col(dc.person_id))
    )
    return {row.person_id: row.many for row in unit.session.execute(counted)}


def _hearings(unit: Unit, case_id: UUID) -> tuple[CaseHearing, ...]:
    ls, dc = Listing, DefendantCase
    rows = unit.session.execute(
        sa.select(
            col(ls.id), col(ls.person_id), col(ls.court_id), col(Court.name).label("court"),
            col(CourtRoom.name).label("room"), col(ls.sitting_on), col(ls.starts_at), col(Hearing.kind), col(ls.state),
        )
        .join(dc, col(dc.id) == col(ls.defendant_case_id))
        .join(Hearing, col(Hearing.id) == col(ls.hearing_id))
        .join(Court, col(Court.id) == col(ls.court_id))
        .join(CourtRoom, col(CourtRoom.id) == col(ls.room_id))
        .where(col(dc.case_id) == case_id, col(ls.state) != ListingState.JOINED)
        .order_by(col(ls.sitting_on).desc(), col(ls.starts_at), col(ls.sequence), col(ls.id))
        .limit(LIMIT)
    ).all()  # fmt: skip
    marked = marks(unit, [row.id for row in rows])
    return tuple(
        CaseHearing(
            row.id, row.person_id, row.court_id, row.court, row.room, row.sitting_on, row.starts_at, row.kind,
            row.state, mark.state if (mark := marked.get(row.id)) else None,
        )
        for row in rows
    )  # fmt: skip


def _links(unit: Unit, case_id: UUID) -> tuple[LinkedCase, ...]:
    """A linked case that is not for the actor keeps its number only."""
    k = CaseLink
    rows = unit.session.execute(
        sa.select(col(k.kind), col(k.other_reference), col(k.other_id), col(Case.id), col(Case.case_no), col(Case.urn))
        .outerjoin(Case, col(Case.id) == col(k.other_id))
        .where(col(k.case_id) == case_id)
        .order_by(col(k.kind), col(k.other_reference))
        .limit(LIMIT)
    )
    return tuple(LinkedCase(row.kind, row.case_no or row.urn or row.other_reference, row.id) for row in rows)
