"""Rows of the register as cards: areas, agencies and users by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import col, select

from db.agencies.areas import tree_of
from db.agencies.tree import AreaTree
from db.cards.schemes import Agreements, RegistrationCard
from db.file.facts import user_names
from db.tables.held import PpoRegistration
from db.tables.places import Agency
from db.unit import Unit
from db.words.clock import LONDON


@dataclass(frozen=True, slots=True)
class Named:
    """Names of what registrations refer to."""

    tree: AreaTree
    agencies: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    users: dict[UUID, str] = field(default_factory=dict)


def named(unit: Unit, rows: Sequence[PpoRegistration], tree: AreaTree | None = None) -> Named:
    """The names, in three statements whatever the number of rows."""
    wanted = {row.owner_agency_id for row in rows} | {row.lead_agency_id for row in rows if row.lead_agency_id}
    users = [key for row in rows for key in (row.recorded_by_id, row.deregistered_by_id, row.ended_by_id) if key]
    return Named(tree or tree_of(unit), agencies_named(unit, wanted), user_names(unit, users))


def agencies_named(unit: Unit, keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Code and name of agencies."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = unit.session.exec(select(Agency).where(col(Agency.id).in_(wanted))).all()
    return {row.id: (row.code, row.name) for row in rows}


def registration_of(row: PpoRegistration) -> UUID:
    """The id that a registration keeps through its changes."""
    return row.registration_id or row.id


def card(row: PpoRegistration, names: Named, *, own: bool) -> RegistrationCard:
    """One row as it is shown."""
    area = names.tree.nodes[row.area_id]
    lead = names.agencies.get(row.lead_agency_id, ("", "")) if row.lead_agency_id else ("", "")
    return RegistrationCard(
        id=registration_of(row),
        row_id=row.id,
        version=row.version,
        person_id=row.person_id,
        area=area.code,
        area_name=area.name,
        scheme=row.scheme,
        strand=row.strand,
        nominated_on=row.nominated_on,
        nominated_by=row.nominated_by,
        reasons=row.reasons,
        priority=row.priority,
        rank=row.rank,
        rank_why=row.rank_why,
        ranked_on=row.ranked_on,
        lead_agency=lead[0],
        lead=row.lead,
        review_due=row.review_due,
        reviewed_on=row.reviewed_on,
        review=row.review,
        agreed=Agreements(row.police_agreed_on, row.probation_agreed_on, row.partnership_agreed_on),
        informed_on=row.informed_on,
        plan=row.plan,
        exit_plan=row.exit_plan,
        deregistered_on=row.deregistered_on,
        deregistered_why=row.deregistered_why,
        deregistered_by=names.users.get(row.deregistered_by_id, "") if row.deregistered_by_id else "",
        owner=names.agencies.get(row.owner_agency_id, ("", ""))[1],
        recorded_by=names.users.get(row.recorded_by_id, "") if row.recorded_by_id else "",
        recorded_on=row.recorded_at.astimezone(LONDON).date(),
        own=own,
    )
