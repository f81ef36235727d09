"""Records of an agency without a system of its own: entered, corrected by another row, ended; always by its owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from db.access import decisions, rules
from db.access.deriving import derived
from db.access.standing import Standing
from db.audit.chain import Act
from db.cards.records import NewRecord, RecordCard, RecordForm
from db.file.facts import user_names
from db.file.held.meeting import met
from db.people.linking import surviving
from db.tables.cases import Case, DefendantCase
from db.tables.held import AgencyRecord
from db.tables.people import Person
from db.tables.places import Agency
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.clock import LONDON
from db.words.errors import BadInput, Refused
from db.words.families.access import AuditOperation, Category
from db.words.families.held import RecordState
from db.words.families.places import AgencyKind
from db.words.text import clean, clean_block

LONGEST_SUMMARY: Final = 200
LONGEST_DETAIL: Final = 10_000
MOST: Final = 200
_FIRST: Final = {
    AgencyKind.DRUG: Category.TREATMENT,
    AgencyKind.VOLUNTARY: Category.NEEDS,
    AgencyKind.PROBATION: Category.COMPLIANCE,
    AgencyKind.PRISON: Category.CUSTODY,
    AgencyKind.YOT: Category.NEEDS,
    AgencyKind.POLICE: Category.SAFETY,
}
# Notes have a form of their own; a victim belongs to a case; who somebody is comes from the record itself.
_ELSEWHERE: Final = frozenset(
    {Category.IDENTITY, Category.CASE, Category.NEXT_HEARING, Category.VICTIM, Category.AGENCY_NOTE}
    | {Category.PERSONAL_NOTE}
)


class RecordService:
    """Enters and ends the records of one actor's agency."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def form(self, person_id: UUID) -> RecordForm:
        """What may be entered about the person, and the person's cases to choose from. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            person = surviving(unit, person_id)
            kinds = categories(unit.standing)
            may = rules.writes(unit.actor)
            refusal = "" if may.allowed and kinds else f"{may.reason[:1].upper()}{may.reason[1:]}."
            return RecordForm(kinds, _cases(unit, person.id), refusal)

    def add(self, new: NewRecord) -> RecordCard:
        """Enter a record; one that it corrects is ended in the same act.

        Raises BadInput for what is missing, Refused for a category that the role does not keep, NotFound for
        somebody who is not for this actor, Conflict when the corrected record was changed meanwhile.
        """
        _check(new)
        with self._units.act(self._actor) as unit:
            _insist_category(unit.standing, new.category)
            person = surviving(unit, new.person_id)
            case = unit.get(Case, new.case_id) if new.case_id else None
            if new.replaces is not None:
                _end(unit, *new.replaces)
            row = AgencyRecord(
                person_id=person.id,
                owner_agency_id=unit.actor.agency_id,
                case_id=case.id if case else None,
                recorded_at=unit.now,
                recorded_by_id=unit.actor.user_id,
                category=new.category,
                summary=clean(new.summary),
                detail=clean_block(new.detail),
                state=RecordState.OPEN,
                valid_from=new.valid_from,
                valid_to=new.valid_to,
                source=clean(new.source),
            )
            unit.add(row)
            _relevant(unit, row, sealed=bool(case and case.sealed))
            unit.audit(Act(AuditOperation.COLLECTION, "record.add", "agency_record", row.id, person.id))
            return record_cards(unit, [row])[0]

    def end(self, record_id: UUID, *, version: int | None = None) -> RecordCard:
        """End a record of the own agency: it stays in the history, and stands on no file any more.

        Raises Conflict when it is not in the version that was seen, Refused when it has ended already.
        """
        with self._units.act(self._actor) as unit:
            row = _end(unit, record_id, version)
            return record_cards(unit, [row])[0]

    def get(self, record_id: UUID) -> RecordCard:
        """One record, whole. Raises NotFound where it is not given in full."""
        with self._units.read(self._actor) as unit:
            return record_cards(unit, [unit.get(AgencyRecord, record_id)])[0]

    def of(self, person_id: UUID, *, ended: bool = False) -> tuple[RecordCard, ...]:
        """Records entered about the person that this actor reads in full, the newest first; ended ones if asked for.

        Opened on purpose: one audited consultation. Raises NotFound.
        """
        act = Act(AuditOperation.CONSULTATION, "file.open", "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            person = surviving(unit, person_id)
            wanted = select(AgencyRecord).where(AgencyRecord.person_id == person.id)
            if not ended:
                wanted = wanted.where(col(AgencyRecord.ended_at).is_(None))
            rows = unit.session.exec(wanted.order_by(col(AgencyRecord.recorded_at).desc()).limit(MOST)).all()
            return tuple(record_cards(unit, rows))


def categories(standing: Standing) -> tuple[Category, ...]:
    """Categories that the reader's role keeps of the own agency's records, the likeliest first."""
    kinds = [kind for kind in Category if kind not in _ELSEWHERE and decisions.covers_own(standing, kind)]
    first = _FIRST.get(standing.kind, Category.NEEDS)
    return tuple(sorted(kinds, key=lambda kind: (kind is not first, list(Category).index(kind))))


def _insist_category(standing: Standing, category: Category) -> None:
    if category is Category.VICTIM:
        raise Refused(
            "Victims and witnesses are records of a case.", to_do="Open the case and press +, or give the case."
        )
    if category not in categories(standing):
        raise Refused(f"Your role does not enter records of this kind: {category.label}.")


def _check(new: NewRecord) -> None:
    if not clean(new.summary):
        raise BadInput("The summary is empty.", to_do="Say in a line what the record is about.")
    if len(clean(new.summary)) > LONGEST_SUMMARY:
        raise BadInput(f"The summary has more than {LONGEST_SUMMARY} signs.", to_do="Put the rest into the detail.")
    if len(new.detail) > LONGEST_DETAIL:
        raise BadInput(f"The detail has more than {LONGEST_DETAIL:,} signs.")
    if new.valid_from and new.valid_to and new.valid_to < new.valid_from:
        raise BadInput("The record would end before it begins.")


def _end(unit: Unit, record_id: UUID, version: int | None) -> AgencyRecord:
    row = unit.get(AgencyRecord, record_id)
    unit.get(Person, row.person_id)
    case = unit.get(Case, row.case_id) if row.case_id else None
    if version is not None and (row.version != version or row.ended_at is not None):
        raise met(unit, row)
    if row.ended_at is not None:
        raise Refused("This record has ended already.")
    row.ended_at, row.ended_by_id, row.state = unit.now, unit.actor.user_id, RecordState.CLOSED
    _relevant(unit, row, sealed=bool(case and case.sealed))
    unit.audit(Act(AuditOperation.ALTERATION, "record.end", "agency_record", row.id, row.person_id))
    return row


def _relevant(unit: Unit, row: AgencyRecord, *, sealed: bool) -> None:
    for due in derived(AgencyRecord, row, sealed=sealed):
        unit.make_relevant(due)


def _cases(unit: Unit, person_id: UUID) -> tuple[tuple[UUID, str], ...]:
    rows = unit.session.execute(
        sa.select(col(Case.id), col(Case.case_no), col(Case.urn))
        .join(DefendantCase, col(DefendantCase.case_id) == col(Case.id))
        .where(col(DefendantCase.person_id) == person_id, col(DefendantCase.ended_at).is_(None))
        .order_by(col(Case.received_at).desc())
        .limit(MOST)
    ).all()
    found = {row.id: row.case_no or row.urn or "no number" for row in rows}
    return tuple(found.items())


def record_cards(unit: Unit, rows: Sequence[AgencyRecord]) -> list[RecordCard]:
    """Records as they are shown."""
    unit.session.flush()
    users = user_names(unit, (row.recorded_by_id for row in rows if row.recorded_by_id))
    owners = sorted({row.owner_agency_id for row in rows})
    agencies = {one.id: one.name for one in unit.session.exec(select(Agency).where(col(Agency.id).in_(owners))).all()}
    numbers = {row.id: row.case_no or row.urn for row in _cases_of(unit, rows)}
    return [
        RecordCard(
            id=row.id,
            person_id=row.person_id,
            category=row.category,
            owner=agencies.get(row.owner_agency_id, ""),
            summary=row.summary,
            detail=row.detail,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            case_id=row.case_id,
            case_no=numbers.get(row.case_id, "") if row.case_id else "",
            source=row.source,
            recorded_by=users.get(row.recorded_by_id, "") if row.recorded_by_id else "",
            recorded_on=row.recorded_at.astimezone(LONDON).date(),
            ended_on=row.ended_at.astimezone(LONDON).date() if row.ended_at else None,
            version=row.version,
        )
        for row in rows
    ]


def _cases_of(unit: Unit, rows: Sequence[AgencyRecord]) -> list[Case]:
    wanted = sorted({row.case_id for row in rows if row.case_id})
    if not wanted:
        return []
    return list(unit.session.exec(select(Case).where(col(Case.id).in_(wanted))).all())
