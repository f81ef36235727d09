"""People at every door: who does not exist for a reader is not found, not counted, not listed and not printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.court.sealing import SealService
from db.tables.care import Marker
from db.tables.held import Compliance, PpoRegistration, Referral
from db.tables.people import Address
from db.tables.sharing import EmergencyAccess, ExclusionEntry
from db.words.families.access import Exclusion, Outcome, Scope
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind
from db.words.families.people import AddressKind, IdentifierKind
from tests.support.case_rows import emergency, works_in
from tests.support.cases import Cases
from tests.support.doors import DOORS, Doors
from tests.support.record import Known

WHOLE = "zqwholefact"


def _night(at: Cases) -> Known:
    return at.record.person(
        at.agency["POL"], "NOCTURNE", "Ned", aliases=[("NIGHTLY", "N")], identifiers=[(IdentifierKind.CRN, "N654321")]
    )


def test_S09_S10_nobody_at_a_court_until_a_case_is_transferred_there_and_then_at_once(at: Cases) -> None:
    at.held(Compliance, "PROB", kind=ComplianceKind.BREACH, happened_on=at.today, narrative=WHOLE)
    doors = Doors(at, courts=(at.m,))
    doors.is_nobody("clerk m")
    at.record.listing(at.x, at.case, at.m, day=at.today)
    texts = doors.all("clerk m")
    for door in ("file", "case", "show", "export", "print", "find", "list"):
        assert "EXWORTHY" in texts[door], door
    assert texts["count"] == "2 2"
    doors.show("clerk m", whole=WHOLE, outcome=Outcome.SUMMARY)


def test_S17_of_a_co_defendant_the_defence_gets_name_and_shared_charge(at: Cases) -> None:
    other = at.record.person(at.agency["HMCTS"], "WYE", "Yan", born=date(1971, 2, 3), aliases=[("WHYTE", "Y")])
    tried = at.record.case(other, at.l, joins=at.case.case, offences=[("XX00001", "zqotheroffence")])
    at.record.listing(other, tried, at.l)
    at.relevant(Scope.USER, at.user["defence"].user_id, "defence")
    doors = Doors(at, known=other, words=("wye", "whyte"))
    assert "WYE" not in doors.said("defence", "file") + doors.said("defence", "find") + doors.said("defence", "export")
    doors.nowhere("defence", "WHYTE", "zqotheroffence", "1971")
    assert doors.said("defence", "count") == "0 0"


def test_S18_S19_a_voluntary_worker_meets_a_name_and_a_need_until_thirty_days_after(at: Cases) -> None:
    at.held(
        Referral, "PROB", need="zqdebt", opened_on=at.today, service_agency_id=at.agency["VOL"], detail="zqreferral"
    )
    at.relevant(Scope.AGENCY, at.agency["VOL"], "referral", until=at.today)
    doors = Doors(at, words=("exworthy", "quayle", "X123456", "12/3/80"))
    texts = doors.all("voluntary")
    assert "EXWORTHY" in texts["file"]
    assert "zqdebt" in texts["file"]
    assert "1980" in texts["file"]
    doors.nowhere("voluntary", "QUAYLE", "X123456", "Theft of a boat", "12 Mar 1980", "1980-03-12")
    assert texts["count"] == "1 1"
    at.record.clock.set_day(at.today + timedelta(days=1))
    doors.is_nobody("voluntary")


def test_S20_limited_access_is_a_line_to_the_own_agency_and_nothing_to_others(at: Cases) -> None:
    at.owns("PROB")
    for name in ("probation far", "clerk l"):
        at.record.put(
            ExclusionEntry(
                person_id=at.x.person, owner_agency_id=at.agency["PROB"], kind=Exclusion.EXCLUDE,
                user_id=at.user[name].user_id, set_at=at.record.clock.now(),
            )
        )  # fmt: skip
    doors = Doors(at)
    doors.nowhere("probation far", "EXWORTHY", "QUAYLE", str(at.x.person))
    assert "Restricted" in doors.said("probation far", "find")
    doors.is_nobody("clerk l")
    assert "EXWORTHY" in doors.said("judge a", "file")


def test_S21_S22_a_restricted_case_is_at_the_doors_of_its_named_roles_alone(at: Cases) -> None:
    SealService(at.units, at.user["clerk sealed"]).restrict(at.case.case, "by order of the court")
    doors = Doors(at, words=("exworthy", "2600000001"))
    texts = doors.all("clerk sealed")
    assert "RESTRICTED" in texts["file"].upper()
    assert all("Theft of a boat" in texts[door] for door in ("file", "show", "export", "print", "case"))
    assert "Theft of a boat" not in doors.said("clerk sealed", "log")
    for name in ("clerk l", "cps", "judge a", "police", "usher l"):
        doors.is_nobody(name)
        doors.nowhere(name, "2600000001", "Theft of a boat")
    at.owns("CPS")
    doors.nowhere("cps", "2600000001", "Theft of a boat")


def test_S24_S25_a_youth_record_is_one_line_to_others_and_whole_to_youth_staff(at: Cases) -> None:
    at.youth(at.case)
    at.relevant(Scope.AREA, at.area["LPL"], "resident")
    at.record.put(works_in(at, "yot"))
    doors = Doors(at, words=("exworthy", "2600000001"))
    doors.nowhere("clerk l", "Theft of a boat", "2600000001")
    assert "youth record: youth court staff" in doors.said("clerk l", "file")
    assert "EXWORTHY" in doors.said("clerk l", "file")
    texts = doors.all("yot")
    assert all("Theft of a boat" in texts[door] for door in ("file", "show", "export", "print"))


def test_S26_a_registered_offender_is_nobody_in_another_area(at: Cases) -> None:
    other = at.record.person(at.agency["HMCTS"], "NOCTURNE", "Ned", aliases=[("NIGHTLY", "N")])
    at.held(PpoRegistration, "PROB", known=other, area_id=at.area["BOL"], nominated_on=at.today, reasons=WHOLE)
    at.relevant(Scope.AREA, at.area["BOL"], "registered", known=other)
    at.record.put(works_in(at, "ppo", "LPL"))
    doors = Doors(at, known=other, words=("nocturne", "nightly"))
    doors.nowhere("ppo", "NOCTURNE", "NIGHTLY", WHOLE)
    assert doors.said("ppo", "count") == "0 0"
    at.record.put(works_in(at, "ppo", "BOL"))
    doors.show("ppo", whole=WHOLE, outcome=Outcome.FULL)


@pytest.mark.parametrize("name", ["board", "auditor", "administrator", "trainer"])
def test_S27_S31_roles_without_case_data_meet_nobody_at_any_door(at: Cases, name: str) -> None:
    at.fact(Marker, kind=MarkerKind.VIOLENCE, text=WHOLE)
    doors = Doors(at)
    doors.is_nobody(name)
    doors.nowhere(name, WHOLE)
    assert doors.run == set(DOORS)


def _let_pass(at: Cases, time: timedelta) -> None:
    """Time passes at the terminal, and where the server keeps time by itself, there too."""
    at.record.clock.shift += time
    if at.units.dialect == "postgresql":
        table: sa.Table = EmergencyAccess.__table__  # type: ignore[attr-defined]
        with at.units.raw("keeper", writes=True) as connection:
            connection.execute(sa.update(table).values(ends_at=at.record.clock.now() - time - timedelta(seconds=1)))


def test_S29_S30_emergency_access_opens_the_screen_and_no_way_out(at: Cases) -> None:
    night = _night(at)
    at.fact(Marker, known=night, kind=MarkerKind.VIOLENCE, text="zqstaffcare")
    at.fact(Address, known=night, kind=AddressKind.HOME, lines=WHOLE)
    doors = Doors(at, known=night, words=("nocturne", "N654321"))
    doors.nowhere("clerk m", "NOCTURNE", "zqstaffcare")
    emergency(at, "clerk m", night)
    assert "zqstaffcare" in doors.said("clerk m", "file")
    doors.nowhere("clerk m", WHOLE)
    for door in ("export", "print"):
        assert "Emergency access" in doors.said("clerk m", door)
        assert "NOCTURNE" not in doors.said("clerk m", door), door
    _let_pass(at, timedelta(minutes=15, seconds=1))
    doors.nowhere("clerk m", "NOCTURNE", "zqstaffcare")
