"""The area of an imported offence: by the postcode of its place, else the force of the case, never the court's."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.exchange.areas_anew import AreasAnew, areas_anew
from db.tables.cases import Charge
from db.tables.past import PastCharge
from db.tables.people import FieldChange
from db.tables.places import Area, AreaPostcode, Court
from db.words.families.court import Jurisdiction
from db.words.families.places import AreaKind
from tests.support.feeds import SAMPLES, CourtList, Inbox
from tests.support.record import Record
from tests.support.spi import Offence, deliver, new_case, resulted, route
from tests.support.spi import Person as Accused

Areas = dict[str, UUID]


@pytest.fixture
def areas(record: Record) -> Areas:
    """Two forces of one region with partnerships and a ward, called as the police call them and by code."""
    made: dict[str, Area] = {}
    for code, name, kind, parent in (
        ("EW", "England and Wales", AreaKind.NATIONAL, ""),
        ("EM", "East Midlands", AreaKind.REGION, "EW"),
        ("NOT", "Nottinghamshire Police", AreaKind.FORCE, "EM"),
        ("61", "The force of the south", AreaKind.FORCE, "EM"),
        ("PEN", "Pendrift", AreaKind.PARTNERSHIP, "NOT"),
        ("QUA", "Pendrift quay", AreaKind.WARD, "PEN"),
        ("OVS", "Overstoke", AreaKind.PARTNERSHIP, "NOT"),
        ("FAR", "Farstoke", AreaKind.PARTNERSHIP, "61"),
    ):
        made[code] = Area(code=code, name=name, kind=kind, parent_id=made[parent].id if parent else None)
        record.put(made[code])
    for code, outward in (
        ("PEN", "PD1"), ("QUA", "PD1"), ("PEN", "PD2"), ("OVS", "PD2"), ("FAR", "PD3"), ("PEN", "PD3"),
    ):  # fmt: skip
        record.put(AreaPostcode(area_id=made[code].id, outward=outward))
    return {code: area.id for code, area in made.items()}


def areas_of(feed: Inbox) -> list[UUID | None]:
    return [row.area_id for row in sorted(feed.rows(Charge), key=lambda row: row.natural_key)]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Quay House, Pendrift PD1 4XY", "QUA"),
        ("quay house pd14xy", "QUA"),
        ("Between PD2 1AA and the bridge", "OVER_BOTH"),
        ("Farstoke road PD3 1AA", "NOT"),
        ("PD1 4XY and later ZZ9 9ZZ", "NOT"),
        ("Somewhere ZZ9 9ZZ", "NOT"),
        ("Pendrift harbour", "NOT"),
        ("No location provided", "NOT"),
        ("", "NOT"),
    ],
)
def test_a_new_case_of_the_police_tells_the_area(feed: Inbox, areas: Areas, place: str, code: str) -> None:
    feed.take(route(new_case(offences=(Offence(place=place),))))
    assert areas_of(feed) == [areas["NOT" if code == "OVER_BOTH" else code]]


def test_a_postcode_of_another_force_stands_before_the_force_of_the_case(feed: Inbox, areas: Areas) -> None:
    feed.take(route(new_case(offences=(Offence(place="PD1 4XY"),), urn="61QT2600417").replace("031KL00", "061QT00")))
    assert areas_of(feed) == [areas["QUA"]]


def test_a_resulted_case_tells_it_too(feed: Inbox, areas: Areas) -> None:
    offences = (Offence(place="1 Quay, PD1 4XY"), Offence(sequence=2, code="TH68001"))
    feed.take(deliver(resulted((Accused(), offences), on="2026-06-02"), sent="2026-06-02T16:00:00Z"))
    assert areas_of(feed) == [areas["QUA"], areas["NOT"]]


def test_new_and_resulted_case_say_the_same_in_any_order(feed: Inbox, areas: Areas) -> None:
    offences = (Offence(place="1 Quay, PD1 4XY"),)
    messages = (
        route(new_case(offences=offences)),
        deliver(resulted((Accused(), offences), on="2026-06-02"), sent="2026-06-02T16:00:00Z"),
    )
    for number, order in enumerate(permutations(messages)):
        for message in order:
            feed.take(message.replace("31KL2600417", f"31KL260042{number}"))
    assert areas_of(feed) == [areas["QUA"]] * 2


def test_a_place_that_is_put_right_moves_the_area_and_what_somebody_entered_stays(
    feed: Inbox, areas: Areas, record: Record
) -> None:
    def told(place: str, on: str) -> None:
        message = resulted((Accused(), (Offence(place=place),)), on=on)
        feed.take(deliver(message, sent=f"{on}T16:00:00Z"))

    told("Pendrift harbour", "2026-06-02")
    told("1 Quay, PD1 4XY", "2026-06-03")
    assert areas_of(feed) == [areas["QUA"]]
    assert {row.field for row in feed.rows(FieldChange) if row.kind == "charge"} == {"place"}
    with record.units.raw("keeper", writes=True) as connection:
        table = Charge.__table__  # type: ignore[attr-defined]
        connection.execute(table.update().values(area_id=areas["FAR"]))
    told("1 Quay, PD1 4XY", "2026-06-04")
    assert areas_of(feed) == [areas["FAR"]]


def test_a_prosecutors_case_tells_the_area(feed: Inbox, areas: Areas, tmp_path: Path) -> None:
    text = (SAMPLES / "casefile/prosecution.json").read_text(encoding="utf-8")
    feed.take(text.replace("Mill Lane, Overstoke", "Mill Lane, Pendrift PD1 4XY"))
    places = {row.place: row.area_id for row in feed.rows(Charge)}
    assert places == {"Mill Lane, Pendrift PD1 4XY": areas["QUA"], "Overstoke": areas["61"]}


def test_without_a_force_that_is_an_area_and_without_a_postcode_nothing_is_said(feed: Inbox, areas: Areas) -> None:
    feed.take(route(new_case(urn="42KL2600417").replace("031KL00", "042KL00")))
    feed.take(route(new_case(Accused(given="Jory"), urn="31KL2600418").replace("031KL00", "042KL00")))
    assert areas_of(feed) == [None, None]


def test_the_area_of_the_court_is_never_taken_for_that_of_the_offence(
    feed: Inbox, areas: Areas, record: Record
) -> None:
    court = Court(code="B99ZZ", name="Overstoke", jurisdiction=Jurisdiction.MAGISTRATES, area_id=areas["OVS"])
    record.put(court)
    feed.take(CourtList().xml())
    assert areas_of(feed) == [None]


def test_two_areas_of_one_name_are_no_answer(feed: Inbox, areas: Areas, record: Record) -> None:
    record.put(Area(code="NOT2", name="Nottinghamshire", kind=AreaKind.FORCE, parent_id=areas["EM"]))
    feed.take(route(new_case()))
    assert areas_of(feed) == [None]


def test_areas_that_come_later_are_worked_out_for_what_is_on_record(feed: Inbox, areas: Areas, record: Record) -> None:
    places = ("Quay House, Pendrift PD1 4XY", "Between PD2 1AA and the bridge", "Pendrift harbour", "")
    for number, place in enumerate(places):
        feed.take(route(new_case(offences=(Offence(place=place),), urn=f"31KL260041{number}")))
    two = new_case(offences=(Offence(place="Pendrift harbour"),), urn="31KL2600419").replace("031KL00", "042KL00")
    feed.take(route(two))
    feed.take(CourtList().xml())
    told = areas_of(feed)
    assert len(set(told)) == 3
    units, charge = record.units, Charge.__table__  # type: ignore[attr-defined]
    with units.raw("keeper", writes=True) as connection:
        entered = connection.scalar(charge.select().with_only_columns(charge.c.id).where(charge.c.area_id.is_not(None)))
        connection.execute(charge.update().values(area_id=None))
        connection.execute(charge.update().where(charge.c.id == entered).values(area_id=areas["FAR"]))
    before = areas_of(feed)
    with patch("db.exchange.areas_anew.AT_ONCE", 2):
        assert areas_anew(units, dry_run=True) == AreasAnew(len(told) - 1, sum(map(bool, told)) - 1)
        assert areas_of(feed) == before
        assert areas_anew(units) == AreasAnew(len(told) - 1, sum(map(bool, told)) - 1)
    # An area that somebody entered stays; all others are those that the messages gave.
    now = areas_of(feed)
    assert [mine for mine, was in zip(now, told, strict=True) if mine != was] == [areas["FAR"]]
    assert areas_anew(units).placed == 0


def test_a_postcode_that_comes_later_places_what_was_entered_by_hand(areas: Areas, record: Record) -> None:
    agency = record.agency()
    known = record.person(agency, "ASH", "Ann")
    row = PastCharge(
        person_id=known.person, owner_agency_id=agency, recorded_at=record.clock.now(), title="Theft",
        place="The mole, PD9 1AA", arrested_on=record.clock.today(),
    )  # fmt: skip
    record.put(row)
    assert areas_anew(record.units) == AreasAnew(1, 0)
    record.put(AreaPostcode(area_id=areas["OVS"], outward="PD9"))
    assert areas_anew(record.units) == AreasAnew(1, 1)
    with record.units.raw("keeper") as connection:
        table = PastCharge.__table__  # type: ignore[attr-defined]
        assert list(connection.scalars(sa.select(table.c.area_id))) == [areas["OVS"]]
