"""Which relevance rows a record that an agency holds stands for, table by table; pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlmodel import SQLModel

from db.access.relevance import Derived, Held, assigned, held_record, on_record, referred, registered
from db.tables.held import (
    AgencyRecord,
    Compliance,
    DefenceOnRecord,
    HealthRecord,
    Intelligence,
    Need,
    PpoRegistration,
    Referral,
    ReportRequest,
    RiskAssessment,
    SupervisionAssignment,
    Treatment,
)
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.schemes import CohortMember
from db.words.clock import LONDON

_Maker = Callable[[Held, Any], tuple[Derived, ...]]


def derived(model: type[SQLModel], row: Any, *, sealed: bool = False) -> tuple[Derived, ...]:  # noqa: ANN401 - a row or an object
    """What the row stands for; `row` has the columns of the table as attributes, `sealed` is its case's seal."""
    ended_on = row.ended_at.astimezone(LONDON).date() if row.ended_at else None
    of = Held(row.id, row.person_id, row.owner_agency_id, ended_on, sealed)
    return MAKERS[model](of, row)


def _own(of: Held, _: Any) -> tuple[Derived, ...]:  # noqa: ANN401
    return (held_record(of),)


def _assigned(of: Held, row: Any) -> tuple[Derived, ...]:  # noqa: ANN401
    whom = assigned(of, team=row.team, user_id=row.user_id, starts_on=row.starts_on, ends_on=row.ends_on)
    return (held_record(of), *whom)


def _on_record(of: Held, row: Any) -> tuple[Derived, ...]:  # noqa: ANN401
    # R4 alone: a firm with a named lawyer does not become relevant as a whole by owning the row.
    return (on_record(of, user_id=row.user_id, starts_on=row.starts_on, ends_on=row.ends_on),)


def _registered(of: Held, row: Any) -> tuple[Derived, ...]:  # noqa: ANN401
    area = registered(of, row.area_id, nominated_on=row.nominated_on, deregistered_on=row.deregistered_on)
    return (held_record(of), area)


def _referred(of: Held, row: Any) -> tuple[Derived, ...]:  # noqa: ANN401
    service = referred(of, row.service_agency_id, opened_on=row.opened_on, closed_on=row.closed_on)
    return (held_record(of), service)


MAKERS: Final[dict[type[SQLModel], _Maker]] = {
    AgencyRecord: _own,
    ReportRequest: _own,
    Compliance: _own,
    RiskAssessment: _own,
    Treatment: _own,
    HealthRecord: _own,
    Intelligence: _own,
    Need: _own,
    Referral: _referred,
    SupervisionAssignment: _assigned,
    DefenceOnRecord: _on_record,
    PpoRegistration: _registered,
    CohortMember: _own,
    CourtOrder: _own,
    OrderRequirement: _own,
    PastCharge: _own,
    PastAppearance: _own,
    Remand: _own,
}
"""Every table of held records, each with what it stands for."""
