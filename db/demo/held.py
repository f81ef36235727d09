"""What the demo's agencies hold beyond the court's record: something of every category, on people a trainer shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from db.access.deriving import derived
from db.access.relevance import Derived
from db.demo.cases import DemoCase
from db.demo.keys import key, user_key
from db.demo.maker import Maker
from db.demo.people import DemoPerson
from db.exchange.loading.rows import Model
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
    VictimWitness,
)
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.system import Relevance
from db.words.families.access import Category
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.held import (
    ComplianceKind,
    NeedState,
    RecordState,
    ReportKind,
    TreatmentKind,
    WitnessKind,
)

HELD: Final[tuple[Model, ...]] = (
    ReportRequest, Compliance, RiskAssessment, Treatment, HealthRecord, Intelligence, Need, Referral,
    SupervisionAssignment, DefenceOnRecord, PpoRegistration, CourtOrder, OrderRequirement, PastCharge,
    PastAppearance, Remand, AgencyRecord, VictimWitness,
)  # fmt: skip
"""Tables that this file fills, in the order of writing."""
KAYLEIGH, DECLAN, RUBY, JOSE, JACK, JAKE, JOHN = 0, 1, 2, 3, 5, 6, 7
"""Places of the shown people; their cases are the first on the first list."""
LIMITED: Final = 36
"""Whom probation keeps away from one of its own users."""
TWO_DEFENDANTS: Final = 22
"""The place of the first case with two defendants; the lawyer acts for the first of them."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Inserts rows that agencies hold, and the relevance rows that each stands for."""

    maker: Maker
    people: Sequence[DemoPerson]
    cases: Sequence[DemoCase]

    def hold(self, model: Model, name: str, whose: int, agency: str, **values: Any) -> None:  # noqa: ANN401 - columns
        """One record of the person with this place, held by the agency with this code."""
        days = values.pop("ago", 5)
        row = self.maker.pending.insert(
            model, id=key("held", model.__name__, name, whose), person_id=self.people[whose].id,
            owner_agency_id=self.maker.agencies[agency], recorded_at=self.now - timedelta(days=days), **values,
        )  # fmt: skip
        for due in derived(model, SimpleNamespace(**row)):
            relevant(self.maker, due)

    @property
    def now(self) -> datetime:
        """When the demo is made."""
        return self.maker.now

    def ago(self, days: int) -> Any:  # noqa: ANN401 - a day
        """So many days before today; after it where negative."""
        return self.now.date() - timedelta(days=days)

    def case(self, place: int) -> UUID:
        """The case with this place on the first list."""
        return self.cases[place].id


def relevant(maker: Maker, due: Derived) -> None:
    """One relevance row."""
    values: Mapping[str, Any] = {
        name: getattr(due, name)
        for name in ("person_id", "scope", "scope_id", "reason", "source_id", "starts_on", "ends_on", "sealed")
    }
    maker.pending.insert(Relevance, id=key("due", due.source_id, due.reason, due.scope, due.scope_id), **values)


def make_held(maker: Maker, people: Sequence[DemoPerson], cases: Sequence[DemoCase]) -> None:
    """Every category, each by the agency that would hold it."""
    of = Holder(maker, people, cases)
    _probation(of)
    _orders(of)
    _care(of)
    _police(of)
    _earlier(of)
    _youth(of)
    _lawyers(of)
    _by_hand(of)
    _victims(of)


def _probation(of: Holder) -> None:
    of.hold(
        ReportRequest, "standard", KAYLEIGH, "PROB", case_id=of.case(KAYLEIGH), kind=ReportKind.STANDARD,
        asked_on=of.ago(15), due_on=of.ago(-6),
    )  # fmt: skip
    of.hold(
        ReportRequest, "fast", DECLAN, "PROB", case_id=of.case(DECLAN), kind=ReportKind.FAST, asked_on=of.ago(12),
        due_on=of.ago(2), delivered_on=of.ago(3), released_on=of.ago(1),
        text="Lives with his sister.\nIn work until the spring. Suitable for unpaid work; a curfew would cost the job.",
    )  # fmt: skip
    for number, (kept, good) in enumerate(((True, True), (True, True), (False, False), (True, True))):
        of.hold(
            Compliance, f"week {number}", KAYLEIGH, "PROB", kind=ComplianceKind.APPOINTMENT,
            happened_on=of.ago(28 - 7 * number), attended=kept, acceptable=good,
            narrative="" if good else "Rang in the evening; no certificate yet.",
        )  # fmt: skip
    of.hold(
        Compliance, "breach", DECLAN, "PROB", kind=ComplianceKind.BREACH, happened_on=of.ago(9), acceptable=False,
        requirement="unpaid work, 80 hours", narrative="Second absence without a reason within a year.",
    )  # fmt: skip
    of.hold(
        RiskAssessment, "oasys", KAYLEIGH, "PROB", tool="OASys", score="42", band="medium", assessed_on=of.ago(40),
        narrative="Risk rises when the tenancy is at stake.",
    )  # fmt: skip
    of.hold(Need, "housing", KAYLEIGH, "PROB", kind="housing", level="high", state=NeedState.OPEN, detail="Two months")
    of.hold(
        Referral, "voluntary", KAYLEIGH, "PROB", service_agency_id=of.maker.agencies["VOL"], need="housing",
        opened_on=of.ago(20), detail="Ask about the deposit scheme.",
    )  # fmt: skip
    of.hold(
        Referral,
        "drugs",
        DECLAN,
        "PROB",
        service_agency_id=of.maker.agencies["DRUG"],
        need="drugs",
        opened_on=of.ago(30),
    )
    of.hold(
        Referral, "closed", JOHN, "PROB", service_agency_id=of.maker.agencies["VOL"], need="debt",
        opened_on=of.ago(120), closed_on=of.ago(60),
    )  # fmt: skip
    for whose in (KAYLEIGH, DECLAN, LIMITED):
        of.hold(
            SupervisionAssignment, "order", whose, "PROB", team="WEST", user_id=user_key("probation"),
            starts_on=of.ago(200),
        )  # fmt: skip


def _orders(of: Holder) -> None:
    of.hold(
        CourtOrder, "community", KAYLEIGH, "PROB", kind="Community order", reference="4400117", starts_on=of.ago(200),
        ends_on=of.ago(-165), length=12, unit="months", lead="R. Okafor", state=RecordState.OPEN, in_breach=False,
    )  # fmt: skip
    for name, kind, length, unit, done in (
        ("unpaid", "unpaid work", 80, "hours", 46), ("activity", "rehabilitation activity", 15, "days", 6),
    ):  # fmt: skip
        of.hold(
            OrderRequirement, name, KAYLEIGH, "PROB", order_ref="4400117", kind=kind, length=length, unit=unit,
            done=done, starts_on=of.ago(200), state=RecordState.OPEN,
        )  # fmt: skip


def _earlier(of: Holder) -> None:
    """What the police's record of a person brings."""
    of.hold(
        PastCharge, "theft", JOHN, "POL", case_ref="24/1905/000417U", code="TH68010", npcc_code="5.5.8.1",
        title="Theft from a shop", offence_from=of.ago(420), plea=PleaKind.GUILTY, verdict=VerdictCategory.GUILTY,
        decided_on=of.ago(380), convicted_on=of.ago(380), court_code="1905", results="disposal 1015", ago=360,
        result_codes="1015",
    )  # fmt: skip
    of.hold(
        PastAppearance, "sentence", JOHN, "POL", case_ref="24/1905/000417U", appeared_on=of.ago(380), kind="Sentence",
        court_code="1905",
    )  # fmt: skip
    of.hold(
        Remand, "bail", JOHN, "POL", status=BailStatus.CONDITIONAL, raw="remanded-on-bail", remanded_on=of.ago(420),
        court_code="1905", next_on=of.ago(380), next_court_code="1905", conditions="Not to enter Eastmere Arcade.",
    )  # fmt: skip


def _care(of: Holder) -> None:
    of.hold(
        Treatment, "course", DECLAN, "DRUG", kind=TreatmentKind.TREATMENT, service="Clearwater, day programme",
        since=of.ago(45), detail="Methadone, reducing. Keyworker A. Feather.",
    )  # fmt: skip
    of.hold(Treatment, "test", DECLAN, "DRUG", kind=TreatmentKind.TEST, since=of.ago(6), result="negative")
    of.hold(Treatment, "course", KAYLEIGH, "DRUG", kind=TreatmentKind.TREATMENT, since=of.ago(18), service="Clearwater")
    of.hold(
        HealthRecord, "asthma", KAYLEIGH, "PRIS", kind="asthma", state=NeedState.OPEN, since=of.ago(300),
        detail="Inhaler kept in reception.",
    )  # fmt: skip


def _police(of: Holder) -> None:
    of.hold(
        Intelligence, "report", JOHN, "POL", received_on=of.ago(11), grading="B2",
        text="Said to keep company at Gasworks Cottages on Fridays.",
    )  # fmt: skip
    of.hold(
        PpoRegistration, "scheme", DECLAN, "POL", area_id=key("area", "LPL"), scheme="North Liverpool scheme",
        strand="prevent", nominated_on=of.ago(150), priority="2", lead="Sgt Corrie", review_due=of.ago(-20),
        reasons="Nine shop thefts in a year.", plan="Weekly visit; work placement; test twice a week.",
    )  # fmt: skip


def _youth(of: Holder) -> None:
    for whose in (JACK, JAKE):
        of.hold(
            SupervisionAssignment, "youth", whose, "YOT", team="YOUTH", user_id=user_key("yot"), starts_on=of.ago(60)
        )
    of.hold(Need, "school", JACK, "YOT", kind="education", state=NeedState.OPEN, detail="Back at school since May.")


def _lawyers(of: Holder) -> None:
    for whose, place in ((KAYLEIGH, KAYLEIGH), (TWO_DEFENDANTS, TWO_DEFENDANTS)):
        of.hold(
            DefenceOnRecord, "lawyer", whose, "DEF", case_id=of.case(place), user_id=user_key("defence"),
            starts_on=of.ago(10),
        )  # fmt: skip


def _by_hand(of: Holder) -> None:
    """Records of agencies without a system of their own (feature T53)."""
    for agency, user, category, summary, detail in (
        ("VOL", "voluntary", Category.NEEDS, "Housing application made", "Interview on Thursday, with her mother."),
        ("DRUG", "drugs", Category.AGENCY_NOTE, "Came to the open evening", ""),
        ("PRIS", "prison", Category.CUSTODY, "Held at Leeds from 3 to 9 May", "Released to her mother's address."),
    ):
        of.hold(
            AgencyRecord, f"{agency} {category}", KAYLEIGH, agency, category=category, summary=summary, detail=detail,
            state=RecordState.OPEN, valid_from=of.ago(14), source="case file", recorded_by_id=user_key(user),
        )  # fmt: skip
    of.hold(
        AgencyRecord, "safety", RUBY, "DRUG", category=Category.SAFETY, summary="Needle injury to staff",
        detail="March: gloves for every search.", state=RecordState.OPEN, recorded_by_id=user_key("drugs"),
    )  # fmt: skip


def _victims(of: Holder) -> None:
    for place, agency, kind, name, measures in (
        (KAYLEIGH, "POL", WitnessKind.VICTIM, "ORMEROD, Edith", "screen; separate entrance"),
        (KAYLEIGH, "POL", WitnessKind.WITNESS, "TRESCOTT, Noel", ""),
        (DECLAN, "HMCTS", WitnessKind.WITNESS, "PARR, Winifred", "video link"),
    ):
        of.maker.pending.insert(
            VictimWitness, id=key("victim", place, name), case_id=of.case(place),
            owner_agency_id=of.maker.agencies[agency], kind=kind, name=name, address="14 Signal House, Eastmere",
            postcode="QX18 4ZN", phone="07700 900123", special_measures=measures,
            recorded_at=of.now - timedelta(days=3),
        )  # fmt: skip
