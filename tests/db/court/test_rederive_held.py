"""What agencies hold makes people relevant: to teams, areas, services and owners, for as long as it lasts."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from db.access.deriving import derived
from db.access.standing import team_id
from db.court.rederive import Rederived, rederive
from db.court.rederive_held import outward_of
from db.tables.cases import Case
from db.tables.held import (
    AgencyRecord,
    DefenceOnRecord,
    PpoRegistration,
    Referral,
    SupervisionAssignment,
)
from db.tables.people import Address
from db.tables.places import Area, AreaPostcode
from db.tables.system import FOR_EVER, Relevance
from db.unit import Units
from db.words.families.access import Category, Scope
from db.words.families.held import RecordState
from db.words.families.people import AddressKind
from db.words.families.places import AgencyKind, AreaKind
from tests.support.record import Known, Record

_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
NOTHING = Rederived(0, 0, 0)
DAY = timedelta(days=1)


def _of(units: Units, source: UUID) -> set[tuple[object, ...]]:
    names = ("scope", "scope_id", "reason", "starts_on", "ends_on", "sealed")
    with units.raw("keeper") as connection:
        wanted = sa.select(*(_relevance.c[name] for name in names)).where(_relevance.c.source_id == source)
        return {tuple(row) for row in connection.execute(wanted)}


def _held(record: Record, known: Known, owner: UUID) -> dict[str, object]:
    return {"person_id": known.person, "owner_agency_id": owner, "recorded_at": record.clock.now()}


def _area(record: Record, *outwards: str) -> UUID:
    area = Area(code="LPL", name="Liverpool", kind=AreaKind.PARTNERSHIP)
    record.put(area, *(AreaPostcode(area_id=area.id, outward=outward) for outward in outwards))
    return area.id


def test_assignment_registration_referral_and_lawyer_are_derived_and_only_once(units: Units, record: Record) -> None:
    agency = record.agency("PROB", AgencyKind.PROBATION)
    service = record.agency("VOL", AgencyKind.VOLUNTARY)
    firm = record.agency("DEF", AgencyKind.DEFENCE)
    officer = record.user("lund", agency)
    known = record.person(agency, "QUARMBY", "Aled")
    area = _area(record)
    today = units.clock.today()
    rows = (
        SupervisionAssignment(**_held(record, known, agency), team="West", user_id=officer.user_id, starts_on=today),
        PpoRegistration(**_held(record, known, agency), area_id=area, nominated_on=today),
        Referral(
            **_held(record, known, agency), service_agency_id=service, need="housing", opened_on=today, closed_on=today
        ),
        DefenceOnRecord(**_held(record, known, firm), starts_on=today),
    )
    record.put(*rows)
    assert rederive(units, dry_run=True) == Rederived(8, 0, 0)
    assert rederive(units) == Rederived(8, 0, 0)
    assert rederive(units) == NOTHING
    own = (Scope.AGENCY, agency, "held record", date.min, FOR_EVER, False)
    assert _of(units, rows[0].id) == {
        own,
        (Scope.USER, officer.user_id, "assigned", today, FOR_EVER, False),
        (Scope.TEAM, team_id(agency, "west"), "assigned", today, FOR_EVER, False),
    }
    assert _of(units, rows[1].id) == {own, (Scope.AREA, area, "registered", today, FOR_EVER, False)}
    closed = today + timedelta(days=30)
    assert _of(units, rows[2].id) == {own, (Scope.AGENCY, service, "referred", today, closed, False)}
    assert _of(units, rows[3].id) == {(Scope.AGENCY, firm, "on record", today, FOR_EVER, False)}


def test_a_home_in_a_known_area_counts_while_somebody_lives_there(units: Units, record: Record) -> None:
    agency = record.agency()
    known = record.person(agency, "QUARMBY")
    area = _area(record, "QX1")
    common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": units.clock.now()}
    home = Address(kind=AddressKind.HOME, lines="1 Lantern Street", postcode="QX1 2AB", **common)
    work = Address(kind=AddressKind.WORK, lines="2 Tallow Yard", postcode="QX1 2AB", **common)
    away = Address(kind=AddressKind.HOME, lines="3 Weir View", postcode="QX11 2AB", **common)
    record.put(home, work, away)
    assert rederive(units) == Rederived(1, 0, 0)
    assert _of(units, home.id) == {(Scope.AREA, area, "resident", date.min, FOR_EVER, False)}
    table: sa.Table = Address.__table__  # type: ignore[attr-defined]
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).where(table.c.id == home.id).values(ended_at=units.clock.now()))
    assert rederive(units) == Rederived(0, 1, 0)
    assert _of(units, home.id) == {(Scope.AREA, area, "resident", date.min, units.clock.today(), False)}


def test_what_is_no_longer_due_ends_and_what_belongs_to_a_restricted_case_is_sealed(
    units: Units, record: Record
) -> None:
    agency, court = record.agency(), record.court()
    firm = record.agency("DEF", AgencyKind.DEFENCE)
    known = record.person(agency, "QUARMBY")
    tried = record.case(known, court)
    record.listing(known, tried, court)
    today = units.clock.today()
    first, second = record.user("one", firm), record.user("two", firm)
    row = DefenceOnRecord(
        **_held(record, known, firm), case_id=tried.case, user_id=first.user_id, starts_on=today - DAY
    )
    record.put(row)
    assert rederive(units) == Rederived(1, 0, 0)
    held: sa.Table = DefenceOnRecord.__table__  # type: ignore[attr-defined]
    case: sa.Table = Case.__table__  # type: ignore[attr-defined]
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(held).where(held.c.id == row.id).values(user_id=second.user_id))
        connection.execute(sa.update(case).where(case.c.id == tried.case).values(sealed=True))
    assert rederive(units) == Rederived(1, 2, 0)
    assert _of(units, row.id) == {
        (Scope.USER, first.user_id, "on record", today - DAY, today - DAY, False),
        (Scope.USER, second.user_id, "on record", today - DAY, FOR_EVER, True),
    }
    assert all(sealed for *_, sealed in _of(units, tried.case))
    assert rederive(units) == NOTHING


def test_a_record_that_was_ended_stands_for_nothing_after_that_day(units: Units, record: Record) -> None:
    agency = record.agency()
    known = record.person(agency, "QUARMBY")
    row = AgencyRecord(
        **_held(record, known, agency), category=Category.NEEDS, summary="Debt", state=RecordState.OPEN,
        ended_at=units.clock.now(),
    )  # fmt: skip
    (due,) = derived(AgencyRecord, row)
    assert (due.starts_on, due.ends_on) == (date.min, units.clock.today())


def test_half_a_postcode_lies_in_no_area() -> None:
    assert [outward_of(text) for text in ("QX1 2AB", "qx12ab", "QX11 2AB", "QX1", "")] == ["QX1", "QX1", "QX11", "", ""]
