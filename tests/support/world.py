"""A small world drawn at random: readers of every role, people, records of every category, rules and exceptions."""

from __future__ import annotations

import random
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.relevance import ASSIGNED
from db.access.standing import team_id
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.cases import Bail, DefendantCase, Plea
from db.tables.held import (
    AgencyRecord,
    Compliance,
    HealthRecord,
    Intelligence,
    Need,
    PpoRegistration,
    Referral,
    ReportRequest,
    RiskAssessment,
    Treatment,
)
from db.tables.notes import Note, NoteKey
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.people import Address
from db.tables.places import Area
from db.tables.sharing import EmergencyAccess, ExclusionEntry, Seal, SharingGrant
from db.tables.system import AuditChain, Relevance
from db.words.actor import Actor, Role
from db.words.families.access import Category, Exclusion, Level, Purpose, Recipient, Scope
from db.words.families.bail import CustodyStatus
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind, NeedState, RecordState, ReportKind, TreatmentKind
from db.words.families.notes import NoteKind
from db.words.families.people import AddressKind, IdentifierKind
from db.words.families.places import AgencyKind, AreaKind
from db.words.keys import uuid7
from tests.support.record import Known, Record, Tried

READERS = (
    (Role.CLERK,), (Role.CLERK, Role.YOUTH, Role.SEALED_READ), (Role.LEGAL_ADVISER,), (Role.USHER,), (Role.JUDGE,),
    (Role.JUDGE, Role.YOUTH), (Role.LISTING_OFFICER,), (Role.POLICE_OFFICER,), (Role.POLICE_INTELLIGENCE,),
    (Role.PROSECUTOR,), (Role.PROBATION_OFFICER,), (Role.PROBATION_MANAGER,), (Role.DRUG_WORKER,),
    (Role.VOLUNTARY_WORKER,), (Role.PRISON_OFFICER,), (Role.YOT_WORKER,), (Role.DEFENCE_LAWYER,),
    (Role.PPO_OFFICER,), (Role.BOARD_ANALYST,), (Role.AUDITOR,), (Role.ADMINISTRATOR,), (Role.SERVICE,),
)  # fmt: skip
OF_ROLE = {
    Role.JUDGE: AgencyKind.JUDICIARY, Role.POLICE_OFFICER: AgencyKind.POLICE, Role.PPO_OFFICER: AgencyKind.POLICE,
    Role.POLICE_INTELLIGENCE: AgencyKind.POLICE, Role.PROSECUTOR: AgencyKind.CPS,
    Role.PROBATION_OFFICER: AgencyKind.PROBATION, Role.PROBATION_MANAGER: AgencyKind.PROBATION,
    Role.DRUG_WORKER: AgencyKind.DRUG, Role.VOLUNTARY_WORKER: AgencyKind.VOLUNTARY,
    Role.PRISON_OFFICER: AgencyKind.PRISON, Role.YOT_WORKER: AgencyKind.YOT, Role.DEFENCE_LAWYER: AgencyKind.DEFENCE,
    Role.BOARD_ANALYST: AgencyKind.BOARD,
}  # fmt: skip


class World:
    """People, records of every category, sharing rules, seals and limited access, drawn at random."""

    def __init__(self, record: Record, seed: int) -> None:
        self.record, self.draw, self.today = record, random.Random(seed), record.clock.today()
        self.courts = [record.court(code) for code in ("B01AA", "B02BB")]
        self.areas = [Area(code=code, name=code, kind=AreaKind.FORCE) for code in ("N", "S")]
        record.put(*self.areas)
        self.agencies = {kind: record.agency(kind.value.upper(), kind) for kind in AgencyKind}
        self.readers = [self._reader(roles) for roles in READERS]
        self.people = [self._person() for _ in range(6)]
        self._grants()
        record.put(
            EmergencyAccess(
                user_id=self.readers[0].user_id, person_id=self.people[0].person, reason="brought in on a warrant",
                opened_at=record.clock.now(), ends_at=record.clock.now() + timedelta(minutes=15),
                review_due=self.today,
            )
        )  # fmt: skip

    def _reader(self, roles: tuple[Role, ...]) -> Actor:
        kind = OF_ROLE.get(roles[0], AgencyKind.COURT)
        posted = self.draw.choice([self.courts, self.courts[:1], self.courts[:1], ()])
        return self.record.user("-".join(roles), self.agencies[kind], *roles, courts=posted)

    def _person(self) -> Known:
        record, draw = self.record, self.draw
        owner = draw.choice(list(self.agencies.values()))
        known = record.person(
            owner, "DRAWN", "Dee", born=date(1980, 3, 12), identifiers=[(IdentifierKind.PNC, f"80/{draw.random()}")]
        )
        tried = record.case(known, self.courts[0])
        if draw.random() < 0.5:
            record.listing(known, tried, draw.choice(self.courts))
        youth = draw.choice([None, False, True])
        dc = DefendantCase.__table__  # type: ignore[attr-defined]
        with record.units.raw("bulk", writes=True) as connection:
            connection.execute(sa.update(dc).where(dc.c.id == tried.defendant).values(youth_at_first_hearing=youth))
        if draw.random() < 0.3:
            record.put(Seal(case_id=tried.case, court_id=draw.choice(self.courts), set_at=record.clock.now()))
        self._facts(known, tried)
        self._held(known, tried)
        self._relevance(known, tried)
        if draw.random() < 0.3:
            record.put(
                ExclusionEntry(
                    person_id=known.person, owner_agency_id=self.agencies[AgencyKind.PROBATION],
                    kind=draw.choice(list(Exclusion)), user_id=draw.choice(self.readers).user_id,
                    set_at=record.clock.now(),
                )
            )  # fmt: skip
        return known

    def _facts(self, known: Known, tried: Tried) -> None:
        common = {
            "person_id": known.person, "source_record_id": known.record, "recorded_at": self.record.clock.now(),
        }  # fmt: skip
        self.record.put(
            Address(kind=AddressKind.HOME, lines="1 High Street", **common),
            Marker(kind=MarkerKind.VIOLENCE, **common),
            CustodyEpisode(establishment="HMP Madeup", status=CustodyStatus.REMAND, **common),
            CustodySnapshot(establishment="HMP Madeup", status="ACTIVE IN", legal_status="REMAND", **common),
            Plea(charge_id=tried.charges[0], **common),
            Bail(defendant_case_id=tried.defendant, conditions="curfew", **common),
        )

    def _held(self, known: Known, tried: Tried) -> None:
        now, draw = self.record.clock.now(), self.draw
        rows: list[SQLModel] = []
        for kind in AgencyKind:
            if draw.random() < 0.6:
                continue
            base = {
                "person_id": known.person, "owner_agency_id": self.agencies[kind], "recorded_at": now,
                "case_id": draw.choice([None, tried.case]),
            }  # fmt: skip
            released = draw.choice([None, self.today])
            rows += [
                ReportRequest(kind=ReportKind.STANDARD, asked_on=self.today, released_on=released, **base),
                Compliance(kind=ComplianceKind.APPOINTMENT, happened_on=self.today, **base),
                RiskAssessment(tool="OASys", band="high", assessed_on=self.today, **base),
                Treatment(kind=TreatmentKind.TEST, since=self.today, **base),
                HealthRecord(kind="asthma", state=NeedState.OPEN, **base),
                Intelligence(received_on=self.today, text="seen", **base),
                Need(kind="housing", state=NeedState.OPEN, **base),
                Referral(
                    need="debt", opened_on=self.today, service_agency_id=self.agencies[AgencyKind.VOLUNTARY], **base
                ),
                PpoRegistration(area_id=self.areas[0].id, nominated_on=self.today, **base),
                CourtOrder(kind="Community order", state=RecordState.OPEN, starts_on=self.today, **base),
                OrderRequirement(kind="unpaid work", state=RecordState.OPEN, **base),
                PastCharge(title="theft", convicted_on=self.today, **base),
                PastAppearance(appeared_on=self.today, **base),
                Remand(raw="remanded-on-bail", **base),
                AgencyRecord(
                    category=draw.choice([each for each in Category if each is not Category.PERSONAL_NOTE]),
                    summary="short", detail="long", state=RecordState.OPEN, **base,
                ),
            ]  # fmt: skip
        self.record.put(*rows)
        self._notes(known, tried)

    def _notes(self, known: Known, tried: Tried) -> None:
        now = self.record.clock.now()
        for kind in NoteKind:
            author = self.draw.choice(
                [one for one in self.readers if Role.JUDGE in one.roles or kind != "judge_personal"]
            )
            chain = AuditChain.__table__  # type: ignore[attr-defined]
            with self.record.units.raw("keeper") as connection:
                known_chain = connection.execute(
                    sa.select(chain.c.id).where(chain.c.id == author.audit_session)
                ).first()
            if known_chain is None:
                self.record.put(
                    AuditChain(id=author.audit_session, user_id=author.user_id, terminal="t", opened_at=now)
                )
            personal = kind is NoteKind.JUDGE_PERSONAL
            note = Note(
                kind=kind, person_id=known.person, author_id=author.user_id, owner_agency_id=author.agency_id,
                body=None if personal else "text", sealed=b"sealed" if personal else None, written_at=now,
                audit_session=author.audit_session, case_id=self.draw.choice([None, tried.case]),
            )  # fmt: skip
            self.record.put(note)
            if personal:
                key = NoteKey(
                    note_id=note.id, holder_id=author.user_id, given_by_id=author.user_id, given_at=now, wrapped=b"k"
                )
                self.record.put(key)

    def _relevance(self, known: Known, tried: Tried) -> None:
        draw = self.draw
        scopes = {
            Scope.COURT: self.courts,
            Scope.AGENCY: list(self.agencies.values()),
            Scope.USER: [one.user_id for one in self.readers],
            Scope.AREA: [area.id for area in self.areas],
            Scope.TEAM: [team_id(self.agencies[AgencyKind.PROBATION], "north")],
        }
        for _ in range(draw.randrange(5)):
            scope = draw.choice(list(scopes))
            start = self.today + timedelta(days=draw.choice([-3, -1, 0, 1]))
            self.record.put(
                Relevance(
                    person_id=known.person, scope=scope, scope_id=draw.choice(scopes[scope]),
                    reason=draw.choice(["drawn", ASSIGNED]), source_id=uuid7(), starts_on=start,
                    ends_on=start + timedelta(days=draw.choice([0, 1, 30])), sealed=draw.random() < 0.2,
                )
            )  # fmt: skip

    def _grants(self) -> None:
        draw = self.draw
        for _ in range(40):
            kind = draw.choice(list(Recipient))
            reader = draw.choice(self.readers)
            ids = {
                Recipient.USER: reader.user_id, Recipient.AGENCY: reader.agency_id,
                Recipient.COURT: draw.choice(self.courts), Recipient.ROLE_AT_COURT: draw.choice(self.courts),
            }  # fmt: skip
            words = {
                Recipient.ROLE: min(reader.roles).value, Recipient.ROLE_AT_COURT: min(reader.roles).value,
                Recipient.AGENCY_KIND: draw.choice(list(AgencyKind)).value,
            }  # fmt: skip
            self.record.put(
                SharingGrant(
                    owner_agency_id=draw.choice(list(self.agencies.values())),
                    category=draw.choice([each for each in Category if each is not Category.PERSONAL_NOTE]),
                    level=draw.choice(list(Level)), recipient=kind, recipient_id=ids.get(kind),
                    recipient_word=words.get(kind, ""), purpose=draw.choice(list(Purpose)),
                    starts_on=self.today - timedelta(days=draw.choice([-1, 0, 5])),
                    not_after=draw.choice([None, self.today, self.today - timedelta(days=1)]),
                    set_by_id=reader.user_id, set_at=self.record.clock.now(),
                )
            )  # fmt: skip
