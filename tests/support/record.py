"""Makes small records for tests straight in the tables: courts, users, people, cases and listings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.relevance import Derived, listed, own_record
from db.access.resolve import DECIDING, bump
from db.index.keeping import keep
from db.people.linking import public_ref
from db.store.engine import make_engine
from db.tables.cases import Case, Charge, DefendantCase
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.people import Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.places import Agency, Court, CourtRoom
from db.tables.system import Relevance
from db.tables.users import UserAccount, UserCourt, UserRole
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.court import CaseKind, CaseStatus, HearingStatus, Jurisdiction, ListingState
from db.words.families.people import DetailKind, IdentifierKind, LinkState, NameKind
from db.words.families.places import AgencyKind, UserState
from db.words.keys import uuid7
from db.words.text import fold
from tests.support.databases import Database
from tests.support.made import Known, Listed, Offence, Tried

__all__ = ["Known", "Listed", "Offence", "Record", "Tried", "record", "units"]


class Record:
    """Writes rows without any policy, as the bulk import does; `units` then reads them under it."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.clock = units.clock
        self.courts: dict[str, UUID] = {}

    def put(self, *rows: SQLModel) -> None:
        """Insert rows of any tables, in the order given, in one transaction."""
        with self.units.raw("keeper", writes=True) as connection:
            for row in rows:
                table: sa.Table = type(row).__table__  # type: ignore[attr-defined]
                connection.execute(sa.insert(table).values(**row.model_dump()))
            if any(row.__tablename__ in DECIDING for row in rows):
                bump(connection)
            found_by = (PersonName, PersonDetail, Relevance)
            keep(connection, changed={row.person_id for row in rows if isinstance(row, found_by)})

    def agency(self, code: str = "HMCTS", kind: AgencyKind = AgencyKind.COURT, name: str = "") -> UUID:
        """An agency."""
        row = Agency(code=code, name=name or code, kind=kind)
        self.put(row)
        return row.id

    def court(self, code: str = "B99XX", name: str = "Northtown Magistrates' Court") -> UUID:
        """A court that is set up, with one room `01`."""
        court = Court(code=code, name=name, jurisdiction=Jurisdiction.MAGISTRATES, set_up=True, enabled=True)
        self.put(court, CourtRoom(court_id=court.id, name="01"))
        self.courts[code] = court.id
        return court.id

    def room(self, court: UUID, name: str = "01") -> UUID:
        """The court's room of that name; made where there is none."""
        with self.units.raw("keeper") as connection:
            table: sa.Table = CourtRoom.__table__  # type: ignore[attr-defined]
            query = sa.select(table.c.id).where(table.c.court_id == court, table.c.name == name)
            found: UUID | None = connection.execute(query).scalar()
        if found is not None:
            return found
        row = CourtRoom(court_id=court, name=name)
        self.put(row)
        return row.id

    def user(
        self, name: str, agency: UUID, *roles: Role, courts: Iterable[UUID] = (), every_court: bool = False
    ) -> Actor:
        """A user with roles and courts, as the actor of a fresh sign-in; no credential."""
        account = UserAccount(
            user_name=name,
            display_name=name.title(),
            agency_id=agency,
            state=UserState.ACTIVE,
            every_court=every_court,
            created_at=self.clock.now(),
        )
        posted = frozenset(courts)
        self.put(
            account,
            *(UserRole(user_id=account.id, role=role) for role in roles),
            *(UserCourt(user_id=account.id, court_id=court) for court in posted),
        )
        return Actor(
            account.id,
            name,
            account.display_name,
            agency,
            frozenset(roles),
            posted,
            self.clock.today(),
            "test",
            uuid7(),
            every_court=every_court,
        )

    def person(
        self,
        agency: UUID,
        family: str,
        given: str = "",
        *,
        born: date | None = None,
        sex: str = "",
        aliases: Iterable[tuple[str, str]] = (),
        identifiers: Iterable[tuple[IdentifierKind, str]] = (),
        system: str = "libra",
    ) -> Known:
        """A person with one source record of the agency: names as (family, given), identifiers as canonical."""
        now = self.clock.now()
        key = uuid7()
        person = Person(id=key, public_ref=public_ref(key), created_at=now)
        record = SourceRecord(
            agency_id=agency,
            system=system,
            external_id=str(uuid7()),
            person_id=key,
            link_state=LinkState.AUTO,
            decided_at=now,
        )
        facts: list[SQLModel] = []
        common = {"person_id": key, "source_record_id": record.id, "recorded_at": now}
        names = [(NameKind.PRIMARY, family, given), *((NameKind.ALIAS, f, g) for f, g in aliases)]
        for kind, surname, forename in names:
            facts.append(
                PersonName(
                    kind=kind,
                    family=surname,
                    given=forename,
                    family_folded=fold(surname),
                    given_folded=fold(forename),
                    **common,
                )
            )
        if born is not None:
            facts.append(PersonDetail(kind=DetailKind.DATE_OF_BIRTH, value=born.isoformat(), **common))
        if sex:
            facts.append(PersonDetail(kind=DetailKind.SEX, value=sex, **common))
        facts.extend(Identifier(kind=kind, raw=text, canonical=text, **common) for kind, text in identifiers)
        self.put(person, record, *facts)
        self.relevant(own_record(key, agency, record.id))
        return Known(key, record.id)

    def case(
        self,
        known: Known,
        court: UUID,
        *,
        case_no: str = "",
        offences: Iterable[Offence] = (("TH68001", "Theft"),),
        joins: UUID | None = None,
    ) -> Tried:
        """A case at the court with the person as a defendant; `joins` adds them to a case that is there."""
        now = self.clock.now()
        rows: list[SQLModel] = []
        case_id = joins
        if case_id is None:
            case = Case(
                natural_key=f"libra:{uuid7()}",
                kind=CaseKind.PROSECUTION,
                system="libra",
                court_id=court,
                jurisdiction=Jurisdiction.MAGISTRATES,
                case_no=case_no,
                received_at=now,
                status=CaseStatus.ACTIVE,
            )
            rows.append(case)
            case_id = case.id
        common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": now}
        defendant = DefendantCase(case_id=case_id, **common)
        charges = [
            Charge(
                defendant_case_id=defendant.id,
                natural_key=str(number),
                sequence=number,
                code=code,
                title=title,
                **common,
            )
            for number, (code, title) in enumerate(offences, 1)
        ]
        self.put(*rows, defendant, *charges)
        return Tried(case_id, defendant.id, tuple(charge.id for charge in charges))

    def listing(
        self,
        known: Known,
        tried: Tried,
        court: UUID,
        *,
        day: date | None = None,
        room: str = "01",
        at: time | None = None,
        sequence: int = 1,
        kind: str = "First hearing",
    ) -> Listed:
        """A hearing on a day's list of the court, today unless told; the person becomes relevant there."""
        on = day or self.clock.today()
        at = at or time(10)
        room_id = self.room(court, room)
        hearing = Hearing(
            system="libra",
            external_id=str(uuid7()),
            kind=kind,
            jurisdiction=Jurisdiction.MAGISTRATES,
            court_id=court,
            status=HearingStatus.LISTED,
        )
        sitting = HearingDay(
            hearing_id=hearing.id, court_id=court, room_id=room_id, sitting_on=on, starts_at=at, sequence=sequence
        )
        row = Listing(
            hearing_day_id=sitting.id,
            hearing_id=hearing.id,
            defendant_case_id=tried.defendant,
            person_id=known.person,
            court_id=court,
            room_id=room_id,
            sitting_on=on,
            starts_at=at,
            sequence=sequence,
            state=ListingState.LISTED,
            changed_at=self.clock.now(),
        )
        self.put(hearing, sitting, row)
        self.relevant(listed(known.person, court, tried.case, first_hearing=on))
        return Listed(row.id, hearing.id, sitting.id)

    def seen_at(self, known: Known, court: UUID) -> Known:
        """Make the person relevant to the court from today on, without a case or a list."""
        self.relevant(listed(known.person, court, uuid7(), first_hearing=self.clock.today()))
        return known

    def relevant(self, derived: Derived) -> None:
        """Add one relevance row unless it is there."""
        table: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
        with self.units.raw("keeper", writes=True) as connection:
            natural_key = ("person_id", "scope", "scope_id", "reason", "source_id")
            same = [table.c[name] == getattr(derived, name) for name in natural_key]
            if connection.execute(sa.select(table.c.id).where(*same)).first() is None:
                connection.execute(
                    sa.insert(table).values(
                        id=uuid7(),
                        version=1,
                        person_id=derived.person_id,
                        scope=derived.scope,
                        scope_id=derived.scope_id,
                        reason=derived.reason,
                        source_id=derived.source_id,
                        starts_on=derived.starts_on,
                        ends_on=derived.ends_on,
                    )
                )
                keep(connection, changed=[derived.person_id])


@pytest.fixture
def units(database: Database) -> Iterator[Units]:
    """Units on a fresh database, once on each engine."""
    made = Units(make_engine(database.url), Clock())
    yield made
    made.close()


@pytest.fixture
def record(units: Units) -> Record:
    """A maker of rows on the same database as `units`."""
    return Record(units)
