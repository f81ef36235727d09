"""Victims and witnesses of a case: records of the case, of no person, found by no search; each of one agency."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import col, select

from db.access import decisions
from db.access.summaries import SummaryRow
from db.audit.chain import Act
from db.cards.page import LIMIT
from db.cards.records import NewWitness, WithheldLine, WitnessCard
from db.tables.cases import Case
from db.tables.held import VictimWitness
from db.tables.places import Agency
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Conflict, Refused
from db.words.families.access import AuditOperation, Category
from db.words.families.held import WitnessKind
from db.words.text import clean


class WitnessService:
    """Enters and ends them for one actor; reading them is a part of reading the case."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def add(self, new: NewWitness) -> UUID:
        """Enter a victim or witness. Raises BadInput without a name, NotFound for a case that is not for this actor."""
        if not clean(new.name):
            raise BadInput("There is no name.", to_do="Type the name of the victim or witness.")
        with self._units.act(self._actor) as unit:
            case = unit.get(Case, new.case_id)
            row = VictimWitness(
                case_id=case.id,
                owner_agency_id=unit.actor.agency_id,
                kind=new.kind,
                name=clean(new.name),
                address=clean(new.address),
                postcode=clean(new.postcode).upper(),
                phone=clean(new.phone),
                special_measures=clean(new.special_measures),
                recorded_at=unit.now,
                recorded_by_id=unit.actor.user_id,
                sequence=_next(unit, case.id),
            )
            unit.add(row)
            unit.audit(Act(AuditOperation.COLLECTION, "record.add", "victim_witness", row.id))
            return row.id

    def end(self, witness_id: UUID, *, version: int | None = None) -> None:
        """End a record of the own agency. Raises Conflict when it is not in the version that was seen."""
        with self._units.act(self._actor) as unit:
            row = unit.get(VictimWitness, witness_id)
            unit.get(Case, row.case_id)
            if row.ended_at is not None:
                raise Refused("This record has ended already.")
            if version is not None and row.version != version:
                raise Conflict("Somebody changed this record since you opened it.", to_do="Read it again, then decide.")
            row.ended_at, row.ended_by_id = unit.now, unit.actor.user_id
            unit.audit(Act(AuditOperation.ALTERATION, "record.end", "victim_witness", row.id))


def witnesses(unit: Unit, case_id: UUID) -> tuple[tuple[WitnessCard, ...], tuple[WithheldLine, ...]]:
    """Those of the case as the reader may have them, and who holds some that are not shared."""
    v = VictimWitness
    rows = unit.session.exec(
        select(v)
        .where(v.case_id == case_id, col(v.ended_at).is_(None))
        .order_by(col(v.sequence), col(v.id))
        .limit(LIMIT)
    ).all()
    partly = unit.partly_of_case(case_id)
    owners = {row.owner_agency_id for row in rows} | {one.owner_agency_id for one in partly.summaries}
    owners |= {one.owner_agency_id for one in partly.withheld}
    wanted = sorted(owner for owner in owners if owner)
    found = unit.session.exec(select(Agency).where(col(Agency.id).in_(wanted))).all() if wanted else ()
    agencies = {one.id: one.name for one in found}
    covers = decisions.covers_own(unit.standing, Category.VICTIM)
    whole = [_card(row, agencies, own=covers and row.owner_agency_id == unit.actor.agency_id) for row in rows]
    summaries = [_summary(one, agencies) for one in partly.summaries]
    withheld = [
        WithheldLine(one.category, agencies.get(one.owner_agency_id, "") if one.owner_agency_id else "")
        for one in partly.withheld
    ]
    return (*whole, *summaries), tuple(withheld)


def _card(row: VictimWitness, agencies: dict[UUID, str], *, own: bool) -> WitnessCard:
    return WitnessCard(
        id=row.id,
        kind=row.kind,
        owner=agencies.get(row.owner_agency_id, ""),
        name=row.name,
        address=", ".join(part for part in (row.address, row.postcode) if part),
        phone=row.phone,
        special_measures=row.special_measures,
        own=own,
        version=row.version,
    )


def _summary(one: SummaryRow, agencies: dict[UUID, str]) -> WitnessCard:
    fields = dict(one.fields)
    owner = agencies.get(one.owner_agency_id, "") if one.owner_agency_id else ""
    kind = next((each for each in WitnessKind if each == fields.get("kind")), WitnessKind.WITNESS)
    return WitnessCard(one.row_id, kind, owner, special_measures=fields.get("special measures", ""), summary=True)


def _next(unit: Unit, case_id: UUID) -> int:
    v = VictimWitness
    rows = unit.session.exec(select(v).where(v.case_id == case_id)).all()
    return max((row.sequence for row in rows), default=0) + 1
