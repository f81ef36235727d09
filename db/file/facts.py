"""Everything the record holds about one person, read in a fixed number of statements however long the file is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlmodel import col, or_, select

from db.access.partial import in_part
from db.access.standing import Standing
from db.cards.person import SourceCard
from db.custody import episodes
from db.file.copies import leave_out
from db.file.systems import kept_in
from db.file.warned import safety_records
from db.people.shown import Claim, weight
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.cases import (
    Bail,
    Case,
    CaseLink,
    Charge,
    DefendantCase,
    Plea,
    ReportingRestriction,
    Result,
    ResultPrompt,
    Verdict,
    Warrant,
)
from db.tables.hearings import Attendance, Hearing, Listing
from db.tables.held import AgencyRecord
from db.tables.people import (
    Address,
    ContactPoint,
    Correctable,
    Fact,
    FieldChange,
    Identifier,
    Person,
    PersonDetail,
    PersonName,
    SourceRecord,
)
from db.tables.places import Agency, Court, CourtRoom
from db.tables.users import UserAccount
from db.unit import Unit
from db.words.families.access import Category
from db.words.families.people import LinkState

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Origin:
    """A source record with its agency's name."""

    record: SourceRecord
    card: SourceCard

    @property
    def confirmed(self) -> bool:
        """Whether somebody confirmed that the record is about this person."""
        return self.record.link_state is LinkState.CONFIRMED


@dataclass(frozen=True, slots=True)
class Sitting:
    """One row of a list with its hearing, its place and what was marked."""

    listing: Listing
    hearing: Hearing
    court: Court
    room: CourtRoom
    attendance: Attendance | None


@dataclass(slots=True)
class Facts:
    """The rows of one person. Rows that have ended are kept: `now()` leaves them out.

    `moment` is when the file is looked at: the present, or the end of an earlier day. `born_year` is there for who
    gets an identity in summary; `standing` is whoever reads.
    """

    person: Person
    moment: datetime
    past: bool
    origins: Mapping[UUID, Origin] = field(default_factory=dict)
    names: Sequence[PersonName] = ()
    details: Sequence[PersonDetail] = ()
    identifiers: Sequence[Identifier] = ()
    addresses: Sequence[Address] = ()
    contacts: Sequence[ContactPoint] = ()
    markers: Sequence[Marker] = ()
    custody: Sequence[CustodyEpisode] = ()
    snapshots: Sequence[CustodySnapshot] = ()
    defendant_cases: Sequence[DefendantCase] = ()
    cases: Mapping[UUID, Case] = field(default_factory=dict)
    courts: Mapping[UUID, Court] = field(default_factory=dict)
    links: Mapping[UUID, Sequence[CaseLink]] = field(default_factory=dict)
    charges: Sequence[Charge] = ()
    pleas: Sequence[Plea] = ()
    verdicts: Sequence[Verdict] = ()
    results: Sequence[Result] = ()
    prompts: Mapping[UUID, Sequence[ResultPrompt]] = field(default_factory=dict)
    bail: Sequence[Bail] = ()
    warrants: Sequence[Warrant] = ()
    restrictions: Sequence[ReportingRestriction] = ()
    sittings: Sequence[Sitting] = ()
    changes: Sequence[FieldChange] = ()
    users: Mapping[UUID, str] = field(default_factory=dict)
    later_hidden: int = 0
    born_year: str = ""
    warned: Sequence[AgencyRecord] = ()
    standing: Standing | None = None

    def now(self, rows: Iterable[F]) -> list[F]:
        """Rows that had not ended by the moment of the file, the last recorded first."""
        standing = [row for row in rows if row.ended_at is None or row.ended_at > self.moment]
        return sorted(standing, key=lambda row: (row.recorded_at, row.id), reverse=True)

    def claim(self, row: Fact) -> Claim:
        """How strongly the row claims to be shown (D1)."""
        origin = self.origins.get(row.source_record_id)
        state = origin.record.link_state if origin else LinkState.PROVISIONAL
        corrects = isinstance(row, Correctable) and row.corrects_id is not None
        return weight(state, row.recorded_at, row.id, corrects=corrects)

    def best_first(self, rows: Iterable[F]) -> list[F]:
        """Rows that stand, by the rule of what is shown: corrections, what is confirmed, the newest, by arrival."""
        return sorted(self.now(rows), key=self.claim, reverse=True)

    def ended(self, rows: Iterable[F]) -> list[F]:
        """Rows that had been replaced or ended by the moment of the file."""
        return [row for row in rows if row.ended_at is not None and row.ended_at <= self.moment]

    def text_then(self, object_id: UUID, name: str, present: str) -> str:
        """What a text field of a case, charge or hearing said at the moment of the file."""
        if not self.past:
            return present
        later = [one for one in self.changes if (one.object_id, one.field) == (object_id, name)]
        later = [one for one in later if one.changed_at > self.moment]
        return min(later, key=lambda one: one.changed_at).old if later else present

    def source(self, row: Fact) -> SourceCard:
        """Who says so."""
        origin = self.origins.get(row.source_record_id)
        return origin.card if origin else SourceCard("", "")

    def user(self, key: UUID | None) -> str:
        """The name of a member of staff; empty where a feed did it."""
        return self.users.get(key, "") if key else ""


def load(unit: Unit, person: Person, *, moment: datetime | None = None) -> Facts:
    """Read all of it; `moment` is the end of an earlier day, and leaves out what was recorded after it."""
    facts = Facts(person, moment or unit.now, past=moment is not None, standing=unit.standing)
    facts.origins = origins(unit, person.id)
    facts.names = _of(unit, facts, PersonName)
    facts.details = _of(unit, facts, PersonDetail)
    if in_part(unit.standing, Category.IDENTITY):
        facts.born_year = unit.birth_years([person.id]).get(person.id, "")
    facts.identifiers = _of(unit, facts, Identifier)
    facts.addresses = _of(unit, facts, Address)
    facts.contacts = _of(unit, facts, ContactPoint)
    facts.markers = _of(unit, facts, Marker)
    facts.warned = safety_records(unit, person.id, facts.moment)
    facts.custody = _not_later(facts, episodes.of_people(unit, [person.id]))
    facts.snapshots = _of(unit, facts, CustodySnapshot)
    facts.charges = _of(unit, facts, Charge)
    facts.pleas = _of(unit, facts, Plea)
    facts.verdicts = _of(unit, facts, Verdict)
    facts.results = _of(unit, facts, Result)
    facts.bail = _of(unit, facts, Bail)
    facts.warrants = _of(unit, facts, Warrant)
    _load_cases(unit, facts)
    leave_out(facts)
    _load_sittings(unit, facts)
    prompts = unit.session.exec(
        select(ResultPrompt).where(ResultPrompt.person_id == person.id).order_by(col(ResultPrompt.sequence))
    ).all()
    facts.prompts = _grouped((one.result_id, one) for one in prompts)
    facts.changes = unit.session.exec(select(FieldChange).where(FieldChange.person_id == person.id)).all()
    facts.users = _users(unit, facts)
    return facts


def origins(unit: Unit, person_id: UUID) -> dict[UUID, Origin]:
    """Source record id -> the record and who keeps it."""
    rows = unit.session.exec(
        select(SourceRecord, Agency)
        .join(Agency, col(Agency.id) == col(SourceRecord.agency_id))
        .where(SourceRecord.person_id == person_id)
    ).all()
    return {record.id: Origin(record, SourceCard(agency.name, kept_in(record))) for record, agency in rows}


def _of(unit: Unit, facts: Facts, model: type[F]) -> list[F]:
    return _not_later(facts, unit.session.exec(select(model).where(model.person_id == facts.person.id)).all())


def _not_later(facts: Facts, rows: Iterable[F]) -> list[F]:
    if not facts.past:
        return list(rows)
    known = list(rows)
    kept = [row for row in known if row.recorded_at <= facts.moment]
    facts.later_hidden += len(known) - len(kept)
    return kept


def _load_cases(unit: Unit, facts: Facts) -> None:
    rows = unit.session.exec(
        select(DefendantCase, Case, Court)
        .outerjoin(Case, col(Case.id) == col(DefendantCase.case_id))
        .outerjoin(Court, col(Court.id) == col(Case.court_id))
        .where(DefendantCase.person_id == facts.person.id)
    ).all()
    facts.defendant_cases = _not_later(facts, [row[0] for row in rows])
    # A youth court record is known to be there, and is no more than that, to who does not read youth records.
    shown: list[Case | None] = [row[1] for row in rows]
    facts.cases = {case.id: case for case in shown if case is not None}
    found: list[Court | None] = [row[2] for row in rows]  # an outer join: no court is None
    facts.courts = {court.id: court for court in found if court is not None}
    keys = sorted(facts.cases)
    restrictions = select(ReportingRestriction).where(
        or_(
            col(ReportingRestriction.person_id) == facts.person.id,
            col(ReportingRestriction.case_id).in_(keys),
        )
    )
    facts.restrictions = _not_later(facts, unit.session.exec(restrictions).all())
    links = unit.session.exec(select(CaseLink).where(col(CaseLink.case_id).in_(keys))).all()
    facts.links = _grouped((one.case_id, one) for one in links)


def _load_sittings(unit: Unit, facts: Facts) -> None:
    rows = unit.session.exec(
        select(Listing, Hearing, Court, CourtRoom)
        .join(Hearing, col(Hearing.id) == col(Listing.hearing_id))
        .join(Court, col(Court.id) == col(Listing.court_id))
        .join(CourtRoom, col(CourtRoom.id) == col(Listing.room_id))
        .where(Listing.person_id == facts.person.id)
    ).all()
    marks: dict[UUID, Attendance] = {}
    for mark in unit.session.exec(select(Attendance).where(Attendance.person_id == facts.person.id)).all():
        undone = mark.undone_at is not None and mark.undone_at <= facts.moment
        best = marks.get(mark.listing_id)
        if not undone and mark.marked_at <= facts.moment and (best is None or best.marked_at <= mark.marked_at):
            marks[mark.listing_id] = mark
    found = []
    for listing, hearing, court, room in rows:
        if facts.past and listing.changed_at > facts.moment:
            facts.later_hidden += 1
            continue
        found.append(Sitting(listing, hearing, court, room, marks.get(listing.id)))
    facts.sittings = found


def _users(unit: Unit, facts: Facts) -> dict[UUID, str]:
    wanted: set[UUID] = set()
    groups: tuple[Sequence[Fact], ...] = (facts.names, facts.details, facts.identifiers, facts.addresses)
    for rows in groups:
        for row in rows:
            wanted |= {key for key in (row.recorded_by_id, row.ended_by_id) if key}
    wanted |= {one.added_by_id for one in facts.defendant_cases if one.added_by_id}
    wanted |= {one.changed_by_id for one in facts.changes if one.changed_by_id}
    wanted |= {one.listing.added_by_id for one in facts.sittings if one.listing.added_by_id}
    return user_names(unit, wanted)


def user_names(unit: Unit, keys: Iterable[UUID]) -> dict[UUID, str]:
    """User id -> display name, in one statement."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = unit.session.exec(select(UserAccount).where(col(UserAccount.id).in_(wanted))).all()
    return {row.id: row.display_name for row in rows}


K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
