"""A prison's file of any size is held against the register of prolific offenders: by number, name, day and alias."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch
from uuid import UUID

import pytest

from db.people.settling.registered import beside_registered
from db.tables.held import PpoRegistration
from db.tables.matching import ReviewItem
from db.tables.people import SourceRecord
from db.tables.places import Area
from db.words.families.people import IdentifierKind
from db.words.families.places import AreaKind
from tests.support.feeds import Inbox
from tests.support.record import Known, Record

BORN = date(1981, 4, 3)
PNC = "1981/0000033T"
NOBODY_REGISTERED = "A1005AA"


@pytest.fixture
def people(feed: Inbox, record: Record) -> dict[str, Known]:
    """Four people who are registered, and one who is not any more."""
    area = Area(code="LPL", name="Liverpool", kind=AreaKind.FORCE)
    record.put(area)
    police = record.agency("POL")
    made = {
        "number": record.person(police, "ASH", "Ann", born=BORN, identifiers=[(IdentifierKind.PNC, PNC)]),
        "name": record.person(police, "BIRCH", "Bo", born=BORN),
        "alias": record.person(police, "CEDAR", "Cy", born=BORN, aliases=[("OAK", "Otto")]),
        "theirs": record.person(police, "ELM", "Ed", born=BORN),
        "ended": record.person(police, "FIR", "Flo", born=BORN),
    }
    now, today = record.clock.now(), record.clock.today()
    for name, known in made.items():
        record.put(
            PpoRegistration(
                person_id=known.person, owner_agency_id=police, area_id=area.id, scheme="Scheme", recorded_at=now,
                nominated_on=date(2020, 1, 1), deregistered_on=today if name == "ended" else None,
            )
        )  # fmt: skip
    return made


def prisoner(number: str, family: str, given: str, born: date = BORN, **more: object) -> dict[str, object]:
    return {"prisonerNumber": number, "firstName": given, "lastName": family, "status": "ACTIVE IN", "prisonId": "QDI",
            "dateOfBirth": str(born), **more}  # fmt: skip


def week() -> dict[str, object]:
    """Under another name with the number; by name; by an alias on either side; and people who are nobody registered."""
    return {
        "extractedAt": "2026-01-10T01:00:00Z",
        "content": [
            prisoner("A1001AA", "ROWAN", "Roy", date(1981, 4, 30), pncNumber="81/33T"),
            prisoner("A1002AA", "Birch", "Bo"),
            prisoner("A1003AA", "OAK", "Otto"),
            prisoner("A1004AA", "WILLOW", "Will", aliases=[{"lastName": "ELM", "firstName": "Ed"}]),
            prisoner(NOBODY_REGISTERED, "FIR", "Flo"),
            prisoner("A1006AA", "BIRCH", "Bo", date(1981, 4, 4)),
            prisoner("A1007AA", "BIRCH", "Bob"),
        ],
    }


def test_of_a_large_file_those_who_may_be_registered_are_held_against_the_record(
    feed: Inbox, record: Record, people: dict[str, Known]
) -> None:
    with patch("db.people.settling.running.MOST_OF_A_FILE", 0):
        outcome = feed.take(week())
    assert outcome.batch is not None
    with record.units.raw("bulk") as connection:
        near = beside_registered(connection, outcome.batch)
    number: dict[UUID, str] = {row.id: row.external_id for row in feed.rows(SourceRecord, system="prison")}
    who = {row.external_id: row.person_id for row in feed.rows(SourceRecord, system="prison")}
    linked = {name for name, person in who.items() if person in {known.person for known in people.values()}}
    asked = {number[row.record_id] for row in feed.rows(ReviewItem)}
    # Whoever was linked is with the registered person already, and is not looked for again.
    assert {number[one] for one in near} | linked == {"A1001AA", "A1002AA", "A1003AA", "A1004AA"}
    assert (outcome.linked, outcome.asked) == (len(linked), len(asked))
    assert linked | asked
    assert linked | asked <= {"A1001AA", "A1002AA", "A1003AA", "A1004AA"}


def test_the_same_file_again_links_nobody_twice_and_asks_nothing_twice(feed: Inbox, people: dict[str, Known]) -> None:
    with patch("db.people.settling.running.MOST_OF_A_FILE", 0):
        feed.take(week())
        before = len(feed.rows(ReviewItem)), {row.id: row.person_id for row in feed.rows(SourceRecord)}
        again = {**week(), "extractedAt": "2026-01-17T01:00:00Z"}
        outcome = feed.take(again)
    assert outcome.linked in (0, None)
    assert (len(feed.rows(ReviewItem)), {row.id: row.person_id for row in feed.rows(SourceRecord)}) == before


def test_a_small_file_is_held_against_everybody(feed: Inbox, people: dict[str, Known]) -> None:
    outcome = feed.take(week())
    assert (outcome.linked or 0) + (outcome.asked or 0) >= 1
