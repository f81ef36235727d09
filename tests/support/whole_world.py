"""A drawn world with rows in every governed table, readers of every role, and a plain oracle of who may read what."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.tables.cases import CaseLink, DefendantCase, ReportingRestriction, Result, ResultPrompt, Verdict, Warrant
from db.tables.hearings import Attendance, Follow, Listing, ListLook
from db.tables.held import DefenceOnRecord, SupervisionAssignment, VictimWitness
from db.tables.matching import MatchProposal
from db.tables.notes import JudgePublicKey, NoteDraftRef, RecoveryCopy, RecoveryKey
from db.tables.outbox import OutboxMessage, Receipt
from db.tables.people import ContactPoint, FieldChange, PersonDetail
from db.tables.schemes import Cohort, CohortFigure, CohortMember
from db.tables.searching import SavedSearch, SharedSearch
from db.tables.sharing import ShareRequest
from db.tables.system import AuditChain, FeedBatch, FeedRecord, QuarantineEntry
from db.words.actor import Role
from db.words.families.access import Category, RequestState
from db.words.families.bail import WarrantKind
from db.words.families.court import AttendanceState, CaseLinkKind, RestrictionKind
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome
from db.words.families.held import WitnessKind
from db.words.families.matching import ProposalState
from db.words.families.outbox import OutboxKind, OutboxState, ReceiptKind
from db.words.families.people import DetailKind
from db.words.families.places import AgencyKind
from db.words.families.results import ResultLevel, ResultState
from tests.support.record import Known, Record, Tried
from tests.support.world import World

MORE_READERS = (
    (Role.PROBATION_MANAGER, Role.SHARING_LEAD), (Role.COURT_MANAGER,), (Role.CLERK, Role.SUPERVISOR), (Role.TRAINER,),
    (Role.PROGRAMME_VIEWER,), (Role.AUTHORISER,),
)  # fmt: skip


class WholeWorld(World):
    """The world of `World` with a row in every table that is governed."""

    def __init__(self, record: Record, seed: int) -> None:
        super().__init__(record, seed)
        self.readers += [self._reader(roles) for roles in MORE_READERS]
        named = (Role.CLERK, Role.SEALED_READ)
        court = self.agencies[AgencyKind.COURT]
        self.readers.append(record.user("named", court, *named, courts=self.courts))  # of every court with a seal
        self._of_users()
        self._feeds()

    def _held(self, known: Known, tried: Tried) -> None:
        super()._held(known, tried)
        now, draw, today = self.record.clock.now(), self.draw, self.today
        owner = draw.choice(list(self.agencies.values()))
        held = {"person_id": known.person, "owner_agency_id": owner, "recorded_at": now, "case_id": tried.case}
        asker = draw.choice(self.readers)
        cohort = Cohort(
            owner_agency_id=owner, code=f"C{known.person}", name="Cohort", area_id=self.areas[0].id, made_at=now,
            made_by_id=asker.user_id, baseline_from=today, baseline_to=today, follow_from=today, follow_to=today,
        )  # fmt: skip
        figure = CohortFigure(
            owner_agency_id=owner, cohort_id=cohort.id, as_of=today, members=1, baseline=1, follow=1, undated=0,
            frozen_at=now, frozen_by_id=asker.user_id,
        )  # fmt: skip
        self.record.put(cohort, figure, CohortMember(cohort_id=cohort.id, added_on=today, **held))
        search = SharedSearch(
            owner_agency_id=owner, shared_by_id=asker.user_id, name="Ours", text="release area:MER", shared_at=now
        )
        self.record.put(search)
        self.record.put(
            SupervisionAssignment(team="north", starts_on=today, **held),
            DefenceOnRecord(starts_on=today, **held),
            VictimWitness(
                case_id=tried.case, owner_agency_id=owner, kind=WitnessKind.VICTIM, name="Vi", recorded_at=now
            ),
            ShareRequest(
                owner_agency_id=owner, person_id=known.person, category=Category.RISK, asked_by_id=asker.user_id,
                asked_at=now, state=RequestState.OPEN,
            ),
            FieldChange(
                person_id=known.person, kind="court_case", object_id=tried.case, field="urn", old="a", new="b",
                changed_at=now,
            ),
            CaseLink(case_id=tried.case, other_reference=f"ref {known.person}", kind=next(iter(CaseLinkKind))),
        )  # fmt: skip

    def _facts(self, known: Known, tried: Tried) -> None:
        super()._facts(known, tried)
        fact = {"person_id": known.person, "source_record_id": known.record, "recorded_at": self.record.clock.now()}
        result = Result(
            defendant_case_id=tried.defendant, external_id=str(known.person), level=next(iter(ResultLevel)),
            state=next(iter(ResultState)), label="Fined", **fact,
        )  # fmt: skip
        self.record.put(
            Verdict(charge_id=tried.charges[0], **fact),
            result,
            ResultPrompt(result_id=result.id, person_id=known.person, sequence=1, label="Amount", value="5"),
            Warrant(defendant_case_id=tried.defendant, kind=next(iter(WarrantKind)), **fact),
            ReportingRestriction(case_id=tried.case, kind=RestrictionKind.OTHER, **fact),
            ContactPoint(kind="phone", value="01", **fact),
            PersonDetail(kind=DetailKind.SEX, value="M", **fact),
        )
        self._attended(known)

    def _attended(self, known: Known) -> None:
        marker = self.readers[0]
        table, chain = Listing.__table__, AuditChain.__table__  # type: ignore[attr-defined]
        with self.record.units.raw("keeper") as connection:
            rows = connection.execute(sa.select(table.c.id).where(table.c.person_id == known.person)).all()
            there = connection.execute(sa.select(chain.c.id).where(chain.c.id == marker.audit_session)).first()
        now = self.record.clock.now()
        if there is None:
            self.record.put(AuditChain(id=marker.audit_session, user_id=marker.user_id, terminal="t", opened_at=now))
        for (listing,) in rows:
            self._told_the_police(known, listing)
            self.record.put(
                Attendance(
                    listing_id=listing, person_id=known.person, state=AttendanceState.PRESENT, marked_at=now,
                    marked_by_id=marker.user_id, audit_session=marker.audit_session,
                )
            )  # fmt: skip

    def _told_the_police(self, known: Known, listing: UUID) -> None:
        marker, now = self.readers[0], self.record.clock.now()
        with self.record.units.raw("keeper") as connection:
            ls: sa.Table = Listing.__table__  # type: ignore[attr-defined]
            dc: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
            of_case = sa.select(ls.c.hearing_id, ls.c.defendant_case_id, dc.c.case_id)
            of_case = of_case.join(dc, dc.c.id == ls.c.defendant_case_id).where(ls.c.id == listing)
            row = connection.execute(of_case).one()
        message = OutboxMessage(
            agency_id=marker.agency_id, person_id=known.person, case_id=row.case_id,
            defendant_case_id=row.defendant_case_id, hearing_id=row.hearing_id, kind=OutboxKind.RESULTED_CASE,
            body=b"<x/>", digest=listing.bytes, made_at=now, made_by_id=marker.user_id, state=OutboxState.SENT,
        )  # fmt: skip
        receipt = Receipt(
            message_id=message.id, person_id=known.person, kind=ReceiptKind.SENT, noted_at=now,
            noted_by_id=marker.user_id,
        )  # fmt: skip
        self.record.put(message, receipt)

    def _of_users(self) -> None:
        now = self.record.clock.now()
        key = RecoveryKey(public_key=b"k", made_at=now, made_by_id=self.readers[0].user_id)
        self.record.put(key)
        one, other = sorted(known.person for known in self.people[:2])
        for reader in self.readers:
            rows: list[SQLModel] = [
                ListLook(user_id=reader.user_id, court_id=self.courts[0], sitting_on=self.today, looked_at=now),
                Follow(user_id=reader.user_id, person_id=self.people[0].person, since=now, looked_at=now),
                NoteDraftRef(user_id=reader.user_id, saved_at=now),
                SavedSearch(user_id=reader.user_id, name="Mine", text="release area:MER", saved_at=now),
                MatchProposal(
                    user_id=reader.user_id,
                    one_id=one,
                    other_id=other,
                    proposed_at=now,
                    reason="r",
                    state=ProposalState.OPEN,
                ),
            ]
            if reader.has(Role.JUDGE):
                rows += [
                    JudgePublicKey(user_id=reader.user_id, public_key=b"p", since=now, recovery_key_id=key.id),
                    RecoveryCopy(
                        user_id=reader.user_id, public_key=b"p", recovery_key_id=key.id, sealed=b"s", made_at=now
                    ),
                ]
            self.record.put(*rows)

    def _feeds(self) -> None:
        for kind in (AgencyKind.COURT, AgencyKind.POLICE):
            batch = FeedBatch(
                agency_id=self.agencies[kind], format=FeedFormat.LIBRA_CASE, file_name=kind, file_hash=kind.encode(),
                taken_at=self.record.clock.now() - timedelta(hours=1), taken_by_id=self.readers[0].user_id,
                state=BatchState.ACCEPTED,
            )  # fmt: skip
            record = _feed_record(batch.id)
            self.record.put(
                batch, record, QuarantineEntry(batch_id=batch.id, record_id=record.id, head=b"h", tail=b"t")
            )


def _feed_record(batch: UUID) -> FeedRecord:
    return FeedRecord(batch_id=batch, number=1, at="1", record_hash=b"h", raw=b"r", outcome=next(iter(RecordOutcome)))
