"""A court, its agencies and a person whom drug service and probation hold records of; each agency has a lead."""

from __future__ import annotations

from uuid import UUID

import pytest

from db.access.relevance import own_record
from db.desk import Desk
from db.tables.held import Compliance, RiskAssessment, Treatment
from db.words.actor import Actor, Role
from db.words.families.held import ComplianceKind, TreatmentKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.record import Record


class Sharing:
    """`judge`, `clerk`, `usher` and `prosecutor` sit at `court`, where `person` is listed today."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.court = record.court("B01LY", "Northtown")
        self.other_court = record.court("B02MM", "Midtown")
        kinds = (AgencyKind.COURT, AgencyKind.JUDICIARY, AgencyKind.DRUG, AgencyKind.PROBATION, AgencyKind.CPS)
        self.agency = {kind: record.agency(kind.value.upper(), kind, kind.label.title()) for kind in kinds}
        self.judge = self._user("judge", AgencyKind.JUDICIARY, Role.JUDGE)
        self.clerk = self._user("clerk", AgencyKind.COURT, Role.CLERK)
        self.usher = self._user("usher", AgencyKind.COURT, Role.USHER)
        self.prosecutor = self._user("prosecutor", AgencyKind.CPS, Role.PROSECUTOR)
        self.probation = self._user("probation", AgencyKind.PROBATION, Role.PROBATION_OFFICER)
        self.drug_lead = self._user("drug.lead", AgencyKind.DRUG, Role.DRUG_WORKER, Role.SHARING_LEAD)
        self.lead = self._user("lead", AgencyKind.PROBATION, Role.PROBATION_MANAGER, Role.SHARING_LEAD)
        self.auditor = record.user("auditor", self.agency[AgencyKind.COURT], Role.AUDITOR)
        self.admin = record.user("admin", self.agency[AgencyKind.COURT], Role.ADMINISTRATOR)
        self.known = record.person(self.agency[AgencyKind.COURT], "SMITH", "John")
        self.person = self.known.person
        self.tried = record.case(self.known, self.court, case_no="2600001")
        record.listing(self.known, self.tried, self.court)
        self.treatment, self.compliance, self.risk = uuid7(), uuid7(), uuid7()
        self._held()

    def _user(self, name: str, kind: AgencyKind, *roles: Role) -> Actor:
        courts = [self.court] if kind in (AgencyKind.COURT, AgencyKind.JUDICIARY, AgencyKind.CPS) else ()
        return self.record.user(name, self.agency[kind], *roles, courts=courts)

    def _held(self) -> None:
        now, today = self.record.clock.now(), self.record.clock.today()
        drug, probation = self.agency[AgencyKind.DRUG], self.agency[AgencyKind.PROBATION]
        common = {"person_id": self.person, "recorded_at": now}
        self.record.put(
            Treatment(
                id=self.treatment, owner_agency_id=drug, kind=TreatmentKind.TEST, since=today, result="positive",
                **common,
            ),
            Compliance(
                id=self.compliance, owner_agency_id=probation, kind=ComplianceKind.APPOINTMENT, happened_on=today,
                acceptable=False, narrative="said the bus was late", **common,
            ),
            RiskAssessment(
                id=self.risk, owner_agency_id=probation, tool="OASys", band="high", assessed_on=today, **common
            ),
        )  # fmt: skip
        for agency in (drug, probation):
            self.record.relevant(own_record(self.person, agency, uuid7()))

    def desk(self, actor: Actor) -> Desk:
        return Desk(self.record.units, actor)

    def partly(self, actor: Actor) -> dict[str, str]:
        """What of the person the actor gets less than in full: category to `summary` or `withheld`."""
        with self.record.units.read(actor) as unit:
            found = unit.partly(self.person)
        given = {one.category.value: "summary" for one in found.summaries}
        return given | {one.category.value: "withheld" for one in found.withheld}

    def code(self, kind: AgencyKind) -> str:
        return kind.value.upper()

    @property
    def probation_id(self) -> UUID:
        return self.agency[AgencyKind.PROBATION]


@pytest.fixture
def sharing(record: Record) -> Sharing:
    return Sharing(record)
