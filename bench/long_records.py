"""A long list and a long file on a record of a test's own, to measure with."""

from __future__ import annotations

from datetime import date, timedelta

from db.tables.care import Marker
from db.tables.cases import Bail
from db.unit import Units
from db.words.families.bail import BailStatus
from db.words.families.court import MarkerKind
from tests.support.court_day import Court
from tests.support.file_record import Scene, scene
from tests.support.record import Record

ROWS = 300


def long_list(units: Units, court: Court | None = None) -> Court:
    """A court with 300 rows on today's list, each with bail, every fourth with a warning."""
    court = court or Court(Record(units))
    now = court.record.clock.now()
    for number in range(1, ROWS + 1):
        known, tried, _ = court.put(
            f"SURNAME{number:03}",
            number=number,
            born=date(1960 + number % 45, 1 + number % 12, 1 + number % 28),
            case_no=f"26{number:08}",
            room=f"0{number % 3 + 1}",
        )
        person, record = known.person, known.record
        court.record.put(
            Bail(
                person_id=person,
                source_record_id=record,
                recorded_at=now,
                defendant_case_id=tried.defendant,
                status=BailStatus.CONDITIONAL,
            )
        )
        if number % 4 == 0:
            court.record.put(
                Marker(person_id=person, source_record_id=record, recorded_at=now, kind=MarkerKind.VIOLENCE)
            )
    return court


def long_file(units: Units) -> Scene:
    """A person with 21 cases, 102 charges and 21 hearings."""
    at = scene(Record(units))
    for number in range(20):
        offences = [(f"TH68{number:03}", f"Theft number {each}") for each in range(5)]
        case = at.record.case(at.person, at.court, case_no=f"26{number:05}", offences=offences)
        at.record.listing(at.person, case, at.court, day=at.today + timedelta(days=number - 10))
    return at
