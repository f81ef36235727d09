"""The picker of courts: by name or code, own courts only, rooms in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.agencies.courts import CourtsService
from db.tables.places import Court
from db.words.actor import Role
from db.words.errors import NotFound
from db.words.families.court import Jurisdiction
from tests.support.record import Record


def test_courts_are_found_by_beginnings_of_words_and_by_code(record: Record) -> None:
    first = record.court("B99XX", "North Liverpool Community Justice Centre")
    second = record.court("A11XX", "Kingston-upon-Hull Magistrates' Court")
    record.room(first, "02")
    clerk = record.user("p.hale", record.agency(), Role.CLERK, courts=[first, second])
    courts = CourtsService(record.units, clerk)
    assert [court.code for court in courts.find()] == ["A11XX", "B99XX"]
    assert [court.code for court in courts.find("hull")] == ["A11XX"]
    assert [court.code for court in courts.find("b99")] == ["B99XX"]
    assert [court.code for court in courts.find("liv just")] == ["B99XX"]
    assert courts.find("leeds") == ()
    assert [room.name for room in courts.court(first).rooms] == ["01", "02"]
    assert courts.by_code("a11xx").id == second
    with pytest.raises(NotFound):
        courts.by_code("Z00ZZ")


def test_only_own_courts_are_offered_unless_every_court_is_ones_own(record: Record) -> None:
    mine = record.court("B99XX", "Northtown Magistrates' Court")
    record.court("A11XX", "Aldtown Magistrates' Court")
    clerk = record.user("p.hale", record.agency(), Role.CLERK, courts=[mine])
    assert [court.code for court in CourtsService(record.units, clerk).find()] == ["B99XX"]
    demo = replace(clerk, every_court=True)
    assert [court.code for court in CourtsService(record.units, demo).find()] == ["A11XX", "B99XX"]


def test_only_a_demo_offers_a_court_that_a_feed_has_just_made(record: Record) -> None:
    mine = record.court("B99XX", "Northtown Magistrates' Court")
    made = Court(code="B98XX", name="Overstoke Magistrates' Court", jurisdiction=Jurisdiction.MAGISTRATES)
    record.put(made)
    clerk = record.user("p.hale", record.agency(), Role.CLERK, courts=[mine, made.id])
    assert [court.code for court in CourtsService(record.units, clerk).find()] == ["B99XX"]
    demo = replace(clerk, every_court=True)
    assert [(court.code, court.set_up) for court in CourtsService(record.units, demo).find("over")] == [
        ("B98XX", False)
    ]
