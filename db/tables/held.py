"""What agencies hold about a person or a case beyond the court's own record, one table a kind, each with its owner."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from db.tables.base import Governance, Key, Reach, Row, key_to, moment, word
from db.words.families.access import Category
from db.words.families.held import ComplianceKind, NeedState, RecordState, ReportKind, TreatmentKind, WitnessKind


def held(category: Category | None) -> Governance:
    """A record of one agency, of this category; None where each row has a category of its own."""
    return Governance(Reach.HELD, category, live=True)


class Held(Row):
    """A record that one agency holds of one person; a correction ends the row and adds another (D2).

    `source_record_id` is the record of the agency's system that it came with, and goes where that one goes;
    None for what was entered at a terminal.
    """

    person_id: UUID = key_to("person.id")
    owner_agency_id: UUID = key_to("agency.id")
    source_record_id: UUID | None = key_to("source_record.id", null=True)
    case_id: UUID | None = key_to("court_case.id", null=True)
    recorded_at: datetime = moment()
    recorded_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_by_id: UUID | None = key_to("user_account.id", null=True, index=False)


class AgencyRecord(Held, table=True):
    """A record of an agency without a system of its own: any category but a judge's personal note.

    `summary` is what a reader at that level gets, `detail` the rest. `valid_from` to `valid_to` are the
    record's own days; `source` says from where the agency has it.
    """

    __tablename__ = "agency_record"
    governance: ClassVar[Governance] = held(None)
    category: Category = word(Category)
    summary: str
    detail: str = ""
    state: RecordState = word(RecordState)
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


class ReportRequest(Held, table=True):
    """A report asked for by the court; `released_on` is when the court released it to the defence.

    `reference` is the number that the owner's system gave it.
    """

    __tablename__ = "report_request"
    governance: ClassVar[Governance] = held(Category.PRE_SENTENCE_REPORT)
    kind: ReportKind = word(ReportKind)
    asked_on: date
    due_on: date | None = None
    delivered_on: date | None = None
    released_on: date | None = None
    text: str = ""
    reference: str = ""


class Compliance(Held, table=True):
    """An appointment or breach under an order: attended or not, acceptable or not, and what was said of it.

    `reference` is the number that the owner's system gave it.
    """

    governance: ClassVar[Governance] = held(Category.COMPLIANCE)
    kind: ComplianceKind = word(ComplianceKind)
    requirement: str = ""
    happened_on: date
    attended: bool | None = None
    acceptable: bool | None = None
    narrative: str = ""
    reference: str = ""


class RiskAssessment(Held, table=True):
    """A score of a tool, the band it stands for, and the assessor's words."""

    __tablename__ = "risk_assessment"
    governance: ClassVar[Governance] = held(Category.RISK)
    tool: str
    score: str = ""
    band: str
    assessed_on: date
    review_on: date | None = None
    narrative: str = ""


class Treatment(Held, table=True):
    """A treatment or a drug test, with its dates and result."""

    governance: ClassVar[Governance] = held(Category.TREATMENT)
    kind: TreatmentKind = word(TreatmentKind)
    service: str = ""
    since: date
    until: date | None = None
    result: str = ""
    detail: str = ""


class HealthRecord(Held, table=True):
    """Something known of somebody's health, physical or mental."""

    __tablename__ = "health_record"
    governance: ClassVar[Governance] = held(Category.HEALTH)
    kind: str
    state: NeedState = word(NeedState)
    since: date | None = None
    detail: str = ""


class Intelligence(Held, table=True):
    """A police force's intelligence about a person; nobody else learns that it exists."""

    governance: ClassVar[Governance] = held(Category.INTELLIGENCE)
    received_on: date
    grading: str = ""
    text: str


class Need(Held, table=True):
    """A need somebody has: housing, debt, drugs, family ..."""

    governance: ClassVar[Governance] = held(Category.NEEDS)
    kind: str
    level: str = ""
    state: NeedState = word(NeedState)
    detail: str = ""


class Referral(Held, table=True):
    """A person sent to a service for a need; open until `closed_on` (sharing rule R5)."""

    governance: ClassVar[Governance] = held(Category.NEEDS)
    service_agency_id: UUID = key_to("agency.id")
    need: str
    opened_on: date
    closed_on: date | None = None
    detail: str = ""


class SupervisionAssignment(Held, table=True):
    """Who supervises the person: a team of the owner agency, or one user of it (sharing rule R2).

    `officer` is the officer's name where it came with a record, and says nothing about a user.
    """

    __tablename__ = "supervision_assignment"
    governance: ClassVar[Governance] = held(Category.COMPLIANCE)
    team: str = ""
    officer: str = ""
    user_id: UUID | None = key_to("user_account.id", null=True)
    starts_on: date
    ends_on: date | None = None


class DefenceOnRecord(Held, table=True):
    """A firm, the owner agency, acts for this defendant in this case; `user_id` names one lawyer (R4)."""

    __tablename__ = "defence_on_record"
    governance: ClassVar[Governance] = held(Category.CASE)
    user_id: UUID | None = key_to("user_account.id", null=True)
    starts_on: date
    ends_on: date | None = None


class PpoRegistration(Held, table=True):
    """A registration as a prolific offender in an area's scheme (sharing rule R3).

    A change ends the row and adds another with the same `registration_id`; the first row's is empty or its own id.
    `rank` is the person's place among those of the area, `lead` the officer of the lead agency. On the day
    `deregistered_on` the person is no longer registered; the three agreements stand before it.
    """

    __tablename__ = "ppo_registration"
    governance: ClassVar[Governance] = held(Category.PPO)
    registration_id: UUID | None = Field(default=None, sa_type=Key, nullable=True, index=True)
    area_id: UUID = key_to("area.id")
    scheme: str = ""
    strand: str = ""
    nominated_on: date
    nominated_by: str = ""
    reasons: str = ""
    priority: str = ""
    rank: int | None = None
    rank_why: str = ""
    ranked_on: date | None = None
    lead_agency_id: UUID | None = key_to("agency.id", null=True, index=False)
    lead: str = ""
    review_due: date | None = None
    reviewed_on: date | None = None
    review: str = ""
    police_agreed_on: date | None = None
    probation_agreed_on: date | None = None
    partnership_agreed_on: date | None = None
    deregistered_on: date | None = None
    deregistered_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    deregistered_why: str = ""
    informed_on: date | None = None
    plan: str = ""
    exit_plan: str = ""


class VictimWitness(Row, table=True):
    """A victim or witness of a case: a record of the case, never of a person, and found by no search."""

    __tablename__ = "victim_witness"
    governance: ClassVar[Governance] = Governance(Reach.HELD_CASE, Category.VICTIM, live=True)
    case_id: UUID = key_to("court_case.id")
    owner_agency_id: UUID = key_to("agency.id")
    kind: WitnessKind = word(WitnessKind)
    name: str
    address: str = ""
    postcode: str = ""
    phone: str = ""
    special_measures: str = ""
    recorded_at: datetime = moment()
    recorded_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    sequence: int = Field(default=0)
