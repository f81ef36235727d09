"""Whose name a public list withholds: what sources say of an age decides, and where they say none it is named."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from db.access.public_names import RESTRICTED, YOUTH, withheld_names
from db.access.standing import make_standing
from db.tables.people import PersonDetail
from db.words.families.people import DetailKind
from db.words.families.places import AgencyKind
from tests.support.court_day import Court
from tests.support.record import Known, Record


@pytest.fixture
def court(record: Record) -> Court:
    return Court(record)


def _say(court: Court, known: Known, kind: DetailKind, value: str) -> None:
    court.record.put(
        PersonDetail(
            person_id=known.person, source_record_id=known.record, recorded_at=court.record.clock.now(), kind=kind,
            value=value,
        )
    )  # fmt: skip


def _withheld(court: Court, *listings: UUID) -> list[str]:
    standing = make_standing(court.clerk, AgencyKind.COURT)
    with court.record.units.raw("keeper") as connection:
        found = withheld_names(connection, standing, listings)
    return [found.get(listing, "") for listing in listings]


def test_the_mark_of_a_youth_withholds_the_name_where_no_birth_is_known(court: Court) -> None:
    marked, unmarked, grown = (court.put(name, number=number)[::2] for number, name in enumerate(("A", "B", "C")))
    _say(court, marked[0], DetailKind.YOUTH, "Yes")
    _say(court, unmarked[0], DetailKind.YOUTH, "N")
    _say(court, grown[0], DetailKind.YOUTH, "Y")
    _say(court, grown[0], DetailKind.DATE_OF_BIRTH, date(1980, 3, 12).isoformat())
    rows = [listed.listing for _, listed in (marked, unmarked, grown)]
    assert _withheld(court, *rows) == [YOUTH, "", ""]


def test_a_birth_that_no_calendar_has_says_nothing_and_the_mark_counts(court: Court) -> None:
    unreadable, marked = (court.put(name, number=number)[::2] for number, name in enumerate(("A", "B")))
    for known, _ in (unreadable, marked):
        _say(court, known, DetailKind.DATE_OF_BIRTH, "2010-02-31")
    _say(court, marked[0], DetailKind.YOUTH, "1")
    assert _withheld(court, unreadable[1].listing, marked[1].listing) == ["", YOUTH]


def test_a_row_that_is_not_there_is_withheld(court: Court) -> None:
    assert _withheld(court, uuid4()) == [RESTRICTED]
