"""A defendant added at the court: found or new, offered the row that is there, seen and noted at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
import sqlalchemy as sa

from db.cards.adding import NewDefendant
from db.court.adding import AddingService
from db.court.attendance import AttendanceService
from db.court.cases import CaseService
from db.court.day import DayService
from db.tables.system import AuditEvent
from db.words.actor import Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.court import Arrival, AttendanceState, ListingChange, ListingState
from db.words.names import NameParts
from tests.support.court_day import Court

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
BORN = date(1980, 3, 12)
NAME = NameParts(given="John", family="Smith")


def wanted(court: Court, **more: object) -> NewDefendant:
    """An overnight defendant with one charge."""
    first = NewDefendant(
        court_id=court.id,
        room_id=court.record.room(court.id),
        day=court.day,
        charges=("Burglary, dwelling",),
        name=NAME,
        born=BORN,
    )
    return replace(first, **more)  # type: ignore[arg-type]


def service(court: Court) -> AddingService:
    return AddingService(court.record.units, court.clerk)


def test_a_new_defendant_stands_on_the_list_with_who_added_it(court: Court) -> None:
    court.put("BEFORE", number=4, at=time(10))
    asked = wanted(court, custody="Northtown police station", starts_at=time(10), charges=("Theft", " ", "Assault"))
    added = service(court).add(asked)
    assert not added.already
    row = court.service.page(court.scope).items[-1]
    assert row == added.row
    assert (row.name, row.born, row.age) == ("SMITH, John", BORN, court.day.year - 1980 - (
        (court.day.month, court.day.day) < (3, 12)))  # fmt: skip
    assert (row.charges, row.added_by, row.number) == (("Theft", "Assault"), "P.Hale", "5")
    assert row.signs.custody == "Northtown police station"
    assert (row.state, row.mark) == (ListingState.LISTED, None)


def test_another_clerk_of_the_court_sees_the_row_marked_as_added(court: Court) -> None:
    ward = court.record.user("h.ward", court.agency, Role.CLERK, courts=[court.id])
    hers = DayService(court.record.units, ward)
    hers.open(court.scope)
    service(court).add(wanted(court))
    row = hers.open(court.scope).page.items[0]
    assert (row.change, row.added_by) == (ListingChange.ADDED, "P.Hale")
    AttendanceService(court.record.units, ward).mark(row.listing_id, AttendanceState.PRESENT, seen=None)


def test_a_clerk_of_another_court_and_agency_does_not_see_the_person(court: Court) -> None:
    added = service(court).add(wanted(court))
    elsewhere = court.record.court("A11XX", "Aldtown Magistrates' Court")
    other = court.record.user("o.ther", court.record.agency("OTHER"), Role.CLERK, courts=[elsewhere])
    with pytest.raises(NotFound):
        DayService(court.record.units, other).row(added.row.listing_id)


def test_a_known_person_is_found_by_beginnings_in_either_order_and_is_not_made_twice(court: Court) -> None:
    known = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    court.record.seen_at(court.record.person(court.agency, "SMITHERS", "Joan", born=date(1990, 1, 1)), court.id)
    for name in (NameParts(given="jo", family="smi"), NameParts(given="smi", family="jo")):
        found = service(court).candidates(wanted(court, name=name, born=BORN)).known
        assert [each.person_id for each in found] == [known.person]
    both = service(court).candidates(wanted(court, name=NameParts(family="smi"), born=None)).known
    assert [each.name for each in both] == ["SMITH, John", "SMITHERS, Joan"]
    assert [each.cases for each in both] == [1, 0]
    added = service(court).add(wanted(court, person_id=known.person))
    assert added.row.person_id == known.person
    assert added.row.name == "SMITH, John"


def test_a_defendant_who_is_on_the_list_already_is_offered_and_not_added_twice(court: Court) -> None:
    listed = court.put("Smith", "John", born=BORN, case_no="2600012345")[2]
    offered = service(court).candidates(wanted(court)).on_list
    assert [row.listing_id for row in offered] == [listed.listing]
    again = service(court).add(wanted(court))
    assert again.already
    assert again.row.listing_id == listed.listing
    assert len(court.service.page(court.scope).items) == 1
    other_case = service(court).add(wanted(court, case_no="2600099999"))
    assert not other_case.already
    despite = service(court).add(wanted(court), despite=True)
    assert not despite.already
    assert len(court.service.page(court.scope).items) == 3


def test_an_arrival_on_a_warrant_is_in_the_case_and_the_person_has_one_file(court: Court) -> None:
    known = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    row = service(court).add(wanted(court, person_id=known.person, arrival=Arrival.WARRANT)).row
    card = CaseService(court.record.units, court.clerk).open(row.case_id)
    assert [each.kind for each in card.hearings] == ["On a warrant"]
    assert [(each.person_id, each.other_cases) for each in card.defendants] == [(known.person, 1)]


def test_what_is_missing_or_not_allowed_is_said(court: Court) -> None:
    with pytest.raises(BadInput, match="no name"):
        service(court).add(wanted(court, name=NameParts()))
    with pytest.raises(BadInput, match="no charge"):
        service(court).add(wanted(court, charges=(" ",)))
    usher = court.record.user("u.sher", court.agency, Role.USHER, courts=[court.id])
    with pytest.raises(Refused, match="reads only"):
        AddingService(court.record.units, usher).add(wanted(court))
    other = court.record.court("A11XX", "Aldtown Magistrates' Court")
    with pytest.raises(Refused, match="not posted"):
        service(court).add(wanted(court, court_id=other))
    assert court.service.page(court.scope).items == ()


def test_hostile_text_is_cleaned_when_it_is_stored(court: Court) -> None:
    row = service(court).add(wanted(court, charges=("Theft\x1b]52;c;x\x07 [/b]\u202e",), custody="HMP\x9b2J X")).row
    assert row.charges == ("Theft]52;c;x [/b]",)
    assert row.signs.custody == "HMP2J X"


def test_names_that_were_offered_leave_one_row_without_text(court: Court) -> None:
    court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))
    adding = service(court)
    found = adding.candidates(wanted(court))
    with court.record.units.raw("keeper") as connection:
        assert connection.execute(sa.select(EVENT)).all() == []
    adding.settled(wanted(court), found)
    adding.settled(wanted(court, name=NameParts(given="Smith", family="John")), found)
    adding.settled(wanted(court, name=NameParts(), born=None), found)
    with court.record.units.raw("keeper") as connection:
        rows = connection.execute(sa.select(EVENT)).mappings().all()
    assert [row["action"] for row in rows] == ["listing.find"] * 2
    assert rows[0]["rows"] == 1
    assert rows[0]["after_hash"] == rows[1]["after_hash"], "the same question has the same keyed hash"
    assert rows[0]["reason"] == "by name, born; scope court, user"
    assert rows[0]["person_id"] is rows[0]["object_id"] is None
    assert "smith" not in str(dict(rows[0])).lower()
