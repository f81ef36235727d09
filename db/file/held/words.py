"""What a record of an agency says in words, table by table: one line, and the longer texts below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlmodel import SQLModel

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
from db.words.dates import short
from db.words.families.held import ComplianceKind, RecordState, Strand


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what records refer to, by id: agencies, users, areas."""

    agencies: Mapping[UUID, str] = field(default_factory=dict)
    users: Mapping[UUID, str] = field(default_factory=dict)
    areas: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A record in words: its line, its longer texts, and the day by which it is put in order."""

    text: str
    details: tuple[str, ...] = ()
    day: date | None = None


def said(row: SQLModel, names: Names) -> Said:
    """The words of a row of any of the tables; KeyError for another one."""
    return _SAYS[type(row)](row, names)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _on(word: str, day: date | None) -> str:
    return f"{word} {short(day)}" if day else ""


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(line for text in texts if text for line in text.splitlines() if line)


def _report(row: ReportRequest, _: Names) -> Said:
    state = _on("delivered", row.delivered_on) or "not delivered yet"
    released = _on("released to the defence", row.released_on)
    text = _joined(row.kind.label, _on("asked", row.asked_on), _on("due", row.due_on), state, released)
    return Said(text, _texts(row.text), row.asked_on)


def _compliance(row: Compliance, _: Names) -> Said:
    came = {True: "attended", False: "did not attend", None: ""}[row.attended]
    good = {True: "acceptable", False: "not acceptable", None: ""}[row.acceptable]
    text = _joined(f"{row.kind.label} {short(row.happened_on)}", came, good, row.requirement)
    return Said(text, _texts(row.narrative), row.happened_on)


def _risk(row: RiskAssessment, _: Names) -> Said:
    text = _joined(
        f"{row.tool} {row.score}".strip(),
        f"band {row.band}",
        _on("assessed", row.assessed_on),
        _on("review due", row.review_on),
    )
    return Said(text, _texts(row.narrative), row.assessed_on)


def _treatment(row: Treatment, _: Names) -> Said:
    text = _joined(row.kind.label, row.service, _on("since", row.since), _on("until", row.until), row.result)
    return Said(text, _texts(row.detail), row.since)


def _health(row: HealthRecord, _: Names) -> Said:
    return Said(_joined(row.kind, row.state.label, _on("since", row.since)), _texts(row.detail), row.since)


def _intelligence(row: Intelligence, _: Names) -> Said:
    return Said(_joined(_on("received", row.received_on), row.grading), _texts(row.text), row.received_on)


def _need(row: Need, _: Names) -> Said:
    return Said(_joined(row.kind, row.level, row.state.label), _texts(row.detail))


def _referral(row: Referral, names: Names) -> Said:
    service = names.agencies.get(row.service_agency_id, "")
    state = _on("closed", row.closed_on) or "open"
    text = _joined(f"referred to {service} for {row.need}", short(row.opened_on), state)
    return Said(text, _texts(row.detail), row.opened_on)


def _supervision(row: SupervisionAssignment, names: Names) -> Said:
    who = (names.users.get(row.user_id, "") if row.user_id else "") or row.officer
    whom = " of ".join(part for part in (who, f"team {row.team}" if row.team else "") if part) or "not assigned yet"
    return Said(
        _joined(f"supervised by {whom}", _on("since", row.starts_on), _on("until", row.ends_on)), (), row.starts_on
    )


def _defence(row: DefenceOnRecord, names: Names) -> Said:
    who = names.users.get(row.user_id, "") if row.user_id else ""
    firm = names.agencies.get(row.owner_agency_id, "")
    text = _joined(f"defence on record: {firm}", who, _on("since", row.starts_on), _on("until", row.ends_on))
    return Said(text, (), row.starts_on)


def _ppo(row: PpoRegistration, names: Names) -> Said:
    over = _on("deregistered", row.deregistered_on)
    why = row.deregistered_why if over else ""
    area = names.areas.get(row.area_id, "")
    strand = next((one.label for one in Strand if one.value == row.strand), row.strand)
    agency = names.agencies.get(row.lead_agency_id, "") if row.lead_agency_id else ""
    led = ", ".join(part for part in (agency, row.lead) if part)
    text = _joined(
        f"registered in {area} {short(row.nominated_on)}", row.scheme, strand,
        f"priority {row.priority}" if row.priority else "", f"rank {row.rank}" if row.rank else "",
        f"led by {led}" if led else "", "" if over else _on("review due", row.review_due), over, why,
    )  # fmt: skip
    agreed = _joined(
        _on("police agreed", row.police_agreed_on), _on("probation agreed", row.probation_agreed_on),
        _on("partnership agreed", row.partnership_agreed_on), _on("informed", row.informed_on),
    )  # fmt: skip
    told = (
        ("exit plan", row.exit_plan), ("plan", row.plan), ("reasons", row.reasons),
        ("nominated by", row.nominated_by), ("rank because", row.rank_why),
        (f"reviewed {short(row.reviewed_on)}" if row.reviewed_on else "review", row.review), ("agreements", agreed),
    )  # fmt: skip
    return Said(text, _texts(*(f"{label}: {said}" for label, said in told if said)), row.nominated_on)


def _cohort(row: CohortMember, _: Names) -> Said:
    return Said(f"followed in a cohort since {short(row.added_on)}", (), row.added_on)


def _record(row: AgencyRecord, _: Names) -> Said:
    closed = row.state.label if row.state is RecordState.CLOSED else ""
    text = _joined(row.summary, _on("from", row.valid_from), _on("to", row.valid_to), closed)
    source = f"from: {row.source}" if row.source else ""
    return Said(text, _texts(row.detail, source), row.valid_from)


def _order(row: CourtOrder, _: Names) -> Said:
    kept = {True: "in breach", False: "not in breach", None: ""}[row.in_breach]
    text = _joined(
        row.kind, f"{row.length} {row.unit}".strip() if row.length else "", row.further,
        _on("from", row.starts_on), _on("to", row.ends_on), row.state.label, _on("ended", row.terminated_on), kept,
        "report awaited" if row.awaits_report else "", f"led by {row.lead}" if row.lead else "",
    )  # fmt: skip
    return Said(text, _texts(f"ended because: {row.ended_why}" if row.ended_why else ""), row.starts_on)


def _requirement(row: OrderRequirement, _: Names) -> Said:
    asked = f"{row.length} {row.unit}".strip() if row.length is not None else ""
    done = f"{row.done} done" if row.done is not None else ""
    days = (_on("from", row.starts_on), _on("to", row.ends_on))
    return Said(
        _joined(row.kind, asked, done, *days, row.status or row.state.label), _texts(row.narrative), row.starts_on
    )


def _charge(row: PastCharge, _: Names) -> Said:
    codes = row.code or (f"class {row.ho_code}" if row.ho_code else "")
    what = f"{row.title} ({codes})" if row.title and codes else row.title or codes or "offence not named"
    pleaded = row.plea.label if row.plea else row.plea_raw
    found = row.verdict.label if row.verdict else row.verdict_raw
    text = _joined(
        f"earlier charge: {what}", f"{row.count} times" if row.count and row.count > 1 else "",
        _on("offence", row.offence_from), _on("arrested", row.arrested_on), _on("charged", row.charged_on),
        f"pleaded {pleaded}" if pleaded else "",
        f"found {found}" if found else "",
        _on("convicted", row.convicted_on) or _on("decided", row.decided_on), _court(row), row.case_ref,
        row.state.replace("_", " "),
    )  # fmt: skip
    place = f"at: {row.place}" if row.place else ""
    return Said(text, _texts(row.results, place), row.convicted_on or row.decided_on or row.offence_from)


def _appearance(row: PastAppearance, _: Names) -> Said:
    text = _joined(f"appearance {short(row.appeared_on)}", row.kind, _court(row), row.case_ref, row.plea)
    return Said(text, (), row.appeared_on)


def _remand(row: Remand, _: Names) -> Said:
    following = _on("next", row.next_on)
    at = f" at court {row.next_court_code}" if following and row.next_court_code else ""
    text = _joined(row.status.label if row.status else row.raw, _on("from", row.remanded_on), f"{following}{at}")
    return Said(text, _texts(row.conditions), row.remanded_on)


def _court(row: PastCharge | PastAppearance) -> str:
    return row.court or (f"court {row.court_code}" if row.court_code else "")


_SAYS: Final[dict[type[SQLModel], Callable[[Any, Names], Said]]] = {
    ReportRequest: _report,
    Compliance: _compliance,
    RiskAssessment: _risk,
    Treatment: _treatment,
    HealthRecord: _health,
    Intelligence: _intelligence,
    Need: _need,
    Referral: _referral,
    SupervisionAssignment: _supervision,
    DefenceOnRecord: _defence,
    PpoRegistration: _ppo,
    CohortMember: _cohort,
    CourtOrder: _order,
    OrderRequirement: _requirement,
    PastCharge: _charge,
    PastAppearance: _appearance,
    Remand: _remand,
    AgencyRecord: _record,
}
TABLES: Final = tuple(_SAYS)
"""Every table of records about a person, in the order of the file."""


def is_breach(row: SQLModel) -> bool:
    """Whether the row says that an order was breached."""
    return isinstance(row, Compliance) and row.kind is ComplianceKind.BREACH
