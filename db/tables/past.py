"""What probation and police know of somebody's sentences and earlier court business: orders, charges, remands."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from db.tables.base import Governance, Key, word
from db.tables.held import Held, held
from db.words.families.access import Category
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.held import RecordState


class CourtOrder(Held, table=True):
    """An order or sentence as the agency carries it out: its days, who leads it, and whether it is kept.

    The sentence itself is a result of the court; how it is kept is compliance. `reference` is the owner's own
    number of the order; `ended_why` says how it came to its end on `terminated_on`.
    """

    __tablename__ = "court_order"
    governance: ClassVar[Governance] = held(Category.COMPLIANCE)
    kind: str
    reference: str = Field(default="", index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    length: int | None = None
    unit: str = ""
    further: str = ""
    lead: str = ""
    state: RecordState = word(RecordState)
    in_breach: bool | None = None
    awaits_report: bool | None = None
    terminated_on: date | None = None
    ended_why: str = ""


class OrderRequirement(Held, table=True):
    """What an order asks for: so much of it, so much of it done; `order_ref` is the order's reference."""

    __tablename__ = "order_requirement"
    governance: ClassVar[Governance] = held(Category.COMPLIANCE)
    order_ref: str = Field(default="", index=True)
    reference: str = ""
    kind: str
    length: int | None = None
    unit: str = ""
    done: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    state: RecordState = word(RecordState)
    status: str = ""
    narrative: str = ""


class PastCharge(Held, table=True):
    """A charge on somebody's record with the police or probation: what it was, and how it ended.

    Codes stand as sent: `code` is the CJS offence code, `ho_code` the five figures of the Home Office class
    (05600 is 056/00), `npcc_code` that of the police chiefs' list. `decided_on` is the day of the court's
    decision, `convicted_on` the same day where it was a conviction. `results` has a line for each disposal,
    `result_codes` their codes parted by spaces. `area_id` is the area in which it was committed, as whoever entered
    it says; None where nobody said.
    """

    __tablename__ = "past_charge"
    governance: ClassVar[Governance] = held(Category.CASE)
    case_ref: str = Field(default="", index=True)
    reference: str = ""
    sequence: int = 0
    is_main: bool = False
    code: str = Field(default="", index=True)
    ho_code: str = Field(default="", index=True)
    npcc_code: str = ""
    title: str = ""
    count: int | None = None
    asn: str = ""
    offence_from: date | None = None
    offence_to: date | None = None
    place: str = ""
    area_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    arrested_on: date | None = None
    charged_on: date | None = None
    plea: PleaKind | None = word(PleaKind, default=None, nullable=True)
    plea_raw: str = ""
    verdict: VerdictCategory | None = word(VerdictCategory, default=None, nullable=True)
    verdict_raw: str = ""
    decided_on: date | None = None
    convicted_on: date | None = Field(default=None, index=True)
    sentenced_on: date | None = None
    court_code: str = ""
    court: str = ""
    state: str = ""
    results: str = ""
    result_codes: str = ""


class PastAppearance(Held, table=True):
    """That somebody was, or is to be, before a court, as probation or the police have it."""

    __tablename__ = "past_appearance"
    governance: ClassVar[Governance] = held(Category.CASE)
    reference: str = Field(default="", index=True)
    case_ref: str = ""
    appeared_on: date
    kind: str = ""
    court_code: str = ""
    court: str = ""
    plea: str = ""


class Remand(Held, table=True):
    """Bail or custody between two appearances as the agency's record words it; it hangs on no case of Tracker."""

    governance: ClassVar[Governance] = held(Category.BAIL)
    status: BailStatus | None = word(BailStatus, default=None, nullable=True)
    raw: str = ""
    remanded_on: date | None = None
    court_code: str = ""
    next_on: date | None = None
    next_court_code: str = ""
    conditions: str = ""
