"""A court is set up, then enabled, by an administrator; one that only a feed knows becomes a real one."""

from __future__ import annotations

import pytest

from db.agencies.courts import CourtsService
from db.agencies.set_up import COURTS_AGENCY, SetUpService
from db.tables.places import Court
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.court import Jurisdiction
from db.words.families.places import AgencyKind
from tests.support.record import Record


@pytest.fixture
def admin(record: Record) -> Actor:
    """An administrator, and the agency that courts belong to."""
    return record.user("p.hale", record.agency(COURTS_AGENCY), Role.ADMINISTRATOR, every_court=True)


def test_a_court_takes_its_name_from_the_list_and_is_used_once_enabled(record: Record, admin: Actor) -> None:
    set_up, courts = SetUpService(record.units, admin), CourtsService(record.units, admin)
    court = set_up.add_court("b01ly00", rooms=("01", " 02 ", "01"))
    assert (court.code, court.set_up, court.enabled, court.rooms) == ("B01LY", True, False, ("01", "02"))
    assert court.name
    assert not courts.find()
    assert set_up.enable_court("B01LY").enabled
    assert [one.code for one in courts.find()] == ["B01LY"]


def test_a_court_that_a_feed_brought_keeps_its_row_when_it_is_set_up(record: Record, admin: Actor) -> None:
    fed = Court(code="C01QQ", name="FROM FEED", jurisdiction=Jurisdiction.CROWN)
    record.put(fed)
    set_up = SetUpService(record.units, admin)
    with pytest.raises(Refused, match="feed only"):
        set_up.enable_court("C01QQ")
    court = set_up.add_court("C01QQ", "Northtown Crown Court")
    assert (court.id, court.name, court.jurisdiction) == (fed.id, "Northtown Crown Court", "crown")


def test_a_court_without_a_proper_code_is_set_up_by_the_one_its_feed_made(record: Record, admin: Actor) -> None:
    record.put(Court(code="?OVERSTMAGISTCOURT", name="Overstoke", jurisdiction=Jurisdiction.MAGISTRATES))
    set_up = SetUpService(record.units, admin)
    court = set_up.add_court("?overstmagistcourt")
    assert (court.code, court.name, court.set_up) == ("?OVERSTMAGISTCOURT", "Overstoke", True)
    assert set_up.enable_court("?OVERSTMAGISTCOURT").enabled


def test_what_is_no_court_is_refused_and_says_why(record: Record, admin: Actor) -> None:
    set_up = SetUpService(record.units, admin)
    with pytest.raises(BadInput, match="not the code"):
        set_up.add_court("HELLO")
    with pytest.raises(BadInput, match="--name"):
        set_up.add_court("B99QQ")
    set_up.add_court("B99QQ", "Northtown")
    with pytest.raises(Conflict):
        set_up.add_court("B99QQ", "Northtown")
    with pytest.raises(NotFound):
        set_up.enable_court("B98QQ")


def test_checking_writes_nothing(record: Record, admin: Actor) -> None:
    set_up = SetUpService(record.units, admin)
    assert set_up.check_court("B99QQ", "Northtown")[:2] == ("B99QQ", "Northtown")
    assert set_up.check_agency("prob", "Probation") == ("PROB", "Probation")
    assert not set_up.courts()
    assert [agency.code for agency in set_up.agencies()] == [COURTS_AGENCY]


def test_only_an_administrator_sets_up(record: Record, admin: Actor) -> None:
    clerk = SetUpService(record.units, record.user("clerk", admin.agency_id, Role.CLERK))
    for act in (
        lambda: clerk.add_court("B99QQ", "Northtown"),
        lambda: clerk.enable_court("B99QQ"),
        lambda: clerk.add_agency("PROB", "Probation", AgencyKind.PROBATION),
    ):
        with pytest.raises(Refused, match="administrator"):
            act()


def test_a_terminal_stands_in_an_enabled_court(record: Record, admin: Actor) -> None:
    record.court("B99XX")
    set_up = SetUpService(record.units, admin)
    assert set_up.terminal("b99xx", "01") == ("B99XX", "01")
    assert set_up.terminal("b99xx", "") == ("B99XX", "")
    with pytest.raises(NotFound):
        set_up.terminal("B99ZZ", "01")


def test_a_terminal_stands_in_one_of_the_courts_rooms_where_it_has_any(record: Record, admin: Actor) -> None:
    set_up = SetUpService(record.units, admin)
    for code, rooms in (("B98AA", ["02", "Annexe", "01"]), ("B98BB", [])):
        set_up.add_court(code, "Overstoke Magistrates' Court", rooms=rooms)
        set_up.enable_court(code)
    assert set_up.terminal("B98AA", "annexe") == ("B98AA", "Annexe")
    with pytest.raises(NotFound, match=r"^B98AA has no room 77\. .* Its rooms are: 01, 02, Annexe\.$"):
        set_up.terminal("B98AA", "77")
    assert set_up.terminal("B98BB", "77") == ("B98BB", "77")


def test_an_agency_has_a_code_of_its_own(record: Record, admin: Actor) -> None:
    set_up = SetUpService(record.units, admin)
    card = set_up.add_agency("north-prob", "Northern Probation", AgencyKind.PROBATION)
    assert (card.code, card.kind) == ("NORTH-PROB", "probation")
    with pytest.raises(Conflict):
        set_up.add_agency("NORTH-PROB", "Another", AgencyKind.PROBATION)
