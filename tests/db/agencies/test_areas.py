"""Areas stand in a tree, agencies and courts lie in them, and postcodes say who lives in one."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.access.standing import Standing
from db.agencies.areas import AreasService
from db.agencies.set_up import COURTS_AGENCY, SetUpService
from db.cards.accounts import AreaCard
from db.tables.places import AreaPostcode
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.places import AgencyKind, AreaKind
from tests.support.record import Record


@pytest.fixture
def admin(record: Record) -> Actor:
    """An administrator of the courts' agency."""
    return record.user("p.hale", record.agency(COURTS_AGENCY), Role.ADMINISTRATOR, every_court=True)


@pytest.fixture
def areas(record: Record, admin: Actor) -> AreasService:
    """A nation with a region in it."""
    service = AreasService(record.units, admin)
    service.add("ew", " England  and Wales ", AreaKind.NATIONAL)
    service.add("NORTH", "Northern", AreaKind.REGION, parent="ew")
    return service


def test_areas_stand_in_a_tree(areas: AreasService) -> None:
    assert areas.list() == (
        AreaCard("EW", "England and Wales", "national"),
        AreaCard("NORTH", "Northern", "region", "EW"),
    )


def test_what_is_no_area_is_refused_and_says_why(areas: AreasService) -> None:
    for code, name in (("!", "Northern"), ("", "Northern"), ("SOUTH", " ")):
        with pytest.raises(BadInput, match="name, and a code"):
            areas.add(code, name, AreaKind.WARD)
    with pytest.raises(Conflict, match="NORTH already"):
        areas.add("north", "Another", AreaKind.WARD)
    with pytest.raises(NotFound, match="no area NOWHERE"):
        areas.add("SOUTH", "Southern", AreaKind.WARD, parent="nowhere")
    with pytest.raises(NotFound, match="no area NOWHERE"):
        areas.postcodes("nowhere", ["L1"])
    for wrong in ("L1 1AA", "1L", "", "LL"):
        with pytest.raises(BadInput, match="no outward postcode"):
            areas.postcodes("north", ["L1", wrong])
    assert [one.code for one in areas.list()] == ["EW", "NORTH"]


def test_checking_writes_nothing(areas: AreasService) -> None:
    before = areas.list()
    assert areas.add("a1", "A", AreaKind.WARD, parent="north", dry_run=True) == AreaCard("A1", "A", "ward", "NORTH")
    assert areas.postcodes("north", ["l1"], dry_run=True).postcodes == ("L1",)
    assert areas.list() == before


def test_a_postcode_lies_in_an_area_until_it_is_taken_away(areas: AreasService, record: Record) -> None:
    assert areas.postcodes("north", ["l20", "SW1A", "L1"]).postcodes == ("L1", "L20", "SW1A")
    assert areas.postcodes("NORTH", ["L1", "l2"]).postcodes == ("L1", "L2", "L20", "SW1A")
    assert areas.postcodes("north", ["L1", "L9", "SW1A"], remove=True).postcodes == ("L2", "L20")
    assert areas.list()[1].postcodes == ("L2", "L20")
    with pytest.raises(BadInput, match="Nothing about NORTH"):
        areas.postcodes("north", ["L2"])
    with pytest.raises(BadInput, match="Nothing about NORTH"):
        areas.postcodes("north", ["L1"], remove=True)
    with record.units.raw("keeper") as connection:
        kept = connection.scalars(sa.select(AreaPostcode.__table__.c.outward))  # type: ignore[attr-defined]
        assert sorted(kept) == ["L2", "L20"]


def test_an_agency_lies_in_an_area_from_the_beginning_or_later(
    areas: AreasService, record: Record, admin: Actor
) -> None:
    set_up = SetUpService(record.units, admin)
    assert set_up.add_agency("prob", "Probation", AgencyKind.PROBATION, area="north").area == "NORTH"
    assert set_up.change_agency("hmcts", area="ew", dry_run=True).area == "EW"
    assert {one.code: one.area for one in set_up.agencies()} == {"PROB": "NORTH", COURTS_AGENCY: ""}
    changed = set_up.change_agency("hmcts", name="Courts", area="ew")
    assert (changed.name, changed.area) == ("Courts", "EW")
    assert set_up.change_agency("prob", name="Northern Probation").area == "NORTH"
    with pytest.raises(BadInput, match="Nothing about PROB"):
        set_up.change_agency("prob", area="north")
    with pytest.raises(NotFound, match="no area"):
        set_up.change_agency("prob", area="nowhere")
    with pytest.raises(NotFound, match="no agency"):
        set_up.change_agency("none", area="north")
    with pytest.raises(NotFound, match="no area"):
        set_up.add_agency("more", "More", AgencyKind.PRISON, area="nowhere")


def test_a_user_feels_the_area_of_the_agency_at_the_next_call(
    areas: AreasService, record: Record, admin: Actor
) -> None:
    agency = record.agency("PROB", AgencyKind.PROBATION)
    officer = record.user("officer", agency, Role.PROBATION_OFFICER)

    def standing() -> Standing:
        with record.units.read(officer) as unit:
            return unit.standing

    assert standing().areas == frozenset()
    SetUpService(record.units, admin).change_agency("prob", area="ew")
    assert len(standing().areas) == 2


def test_a_court_lies_in_an_area_from_the_beginning_or_later(areas: AreasService, record: Record, admin: Actor) -> None:
    set_up = SetUpService(record.units, admin)
    assert set_up.add_court("B99QQ", "Northtown", area="north").area == "NORTH"
    assert set_up.change_court("b99qq", area="ew", dry_run=True).area == "EW"
    assert [one.area for one in set_up.courts()] == ["NORTH"]
    changed = set_up.change_court("b99qq", name="Northtown Magistrates", area="ew")
    assert (changed.name, changed.area) == ("Northtown Magistrates", "EW")
    with pytest.raises(BadInput, match="Nothing about B99QQ"):
        set_up.change_court("b99qq")
    with pytest.raises(NotFound, match="no court"):
        set_up.change_court("B98QQ", area="north")
    with pytest.raises(NotFound, match="no area"):
        set_up.add_court("B97QQ", "Southtown", area="nowhere")


def test_only_an_administrator_changes_areas(areas: AreasService, record: Record, admin: Actor) -> None:
    clerk = record.user("clerk", admin.agency_id, Role.CLERK)
    set_up, own = SetUpService(record.units, clerk), AreasService(record.units, clerk)
    for act in (
        lambda: own.add("A", "B", AreaKind.WARD),
        lambda: own.postcodes("NORTH", ["L1"]),
        lambda: set_up.change_agency(COURTS_AGENCY, area="NORTH"),
        lambda: set_up.change_court("B99QQ", area="NORTH"),
    ):
        with pytest.raises(Refused, match="administrator"):
            act()
    assert [one.code for one in own.list()] == ["EW", "NORTH"]
