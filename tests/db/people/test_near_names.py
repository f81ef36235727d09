"""Names as they were heard are found by nearness; namesakes that may not be seen change nothing."""

from __future__ import annotations

import statistics
import time
from datetime import date
from uuid import UUID

import pytest

from db.cards.find import Band, Page
from db.people.service import PeopleService
from db.unit import Units
from db.words.actor import Actor, Role
from tests.support.record import Known, Record


@pytest.fixture
def court(record: Record) -> UUID:
    return record.court("B01AA")


@pytest.fixture
def clerk(record: Record, court: UUID) -> Actor:
    return record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])


@pytest.fixture
def police(record: Record) -> UUID:
    return record.agency("POL")


@pytest.fixture
def kay(record: Record, court: UUID, police: UUID) -> Known:
    known = record.person(
        police, "Shaughnessy-Price", "Kayleigh", born=date(1981, 4, 3), aliases=[("McGarrigle", "Stephen")]
    )
    return record.seen_at(known, court)


def people(page: Page) -> list[UUID | None]:
    return [hit.person for hit in page.hits]


@pytest.mark.parametrize(
    "typed",
    [
        "kaylee shornessy", "shornessy", "kayleigh shaugnessy", "kayliegh price", "price kayleigh", "shaughnessyprice",
        "ste mcgarrigle", "steven macgarrigle", "mc garigle stephen", "kayleigh shaughnessy 4/3/81", "shawnessy 1981",
        "kaylee shornessy 13/4/81", "kayl shorn", "shorn",
    ],
)  # fmt: skip
def test_a_name_half_heard_finds_and_says_why(units: Units, clerk: Actor, kay: Known, typed: str) -> None:
    page = PeopleService(units, clerk).find(typed)
    assert people(page) == [kay.person], typed
    assert page.hits[0].why, typed


def test_an_alias_added_at_one_terminal_is_found_by_another_at_the_next_key(
    units: Units, record: Record, clerk: Actor, court: UUID, kay: Known
) -> None:
    other = record.user("other", record.agency("HM2"), Role.CLERK, courts=[court])
    asking = PeopleService(units, other)
    assert not asking.find("quennell").hits
    PeopleService(units, clerk).add_alias(kay.person, "Quenell, Kit")
    assert people(asking.find("quenell")) == people(asking.find("quennell")) == [kay.person]


def test_an_alias_with_a_birth_of_its_own_is_found_by_that_day(units: Units, clerk: Actor, kay: Known) -> None:
    service = PeopleService(units, clerk)
    service.add_alias(kay.person, "Quenell, Kit 7/8/79")
    hit = service.find("quenell kit 7/8/79").hits[0]
    assert (hit.person, hit.band, hit.matched) == (kay.person, Band.STRONG, "QUENELL, Kit")
    assert people(service.find("7/8/79")) == [kay.person]


def told(page: Page) -> tuple[object, ...]:
    hits = [(hit.person, hit.label, hit.score, hit.band, hit.why, hit.warnings) for hit in page.hits]
    return hits, page.total, page.complete


QUESTIONS = (
    "smi",
    "smith",
    "john",
    "j smith",
    "smith john",
    "smyth jon",
    "smith 3/4/81",
    "3/4/81",
    "smith 1981",
    "1981",
    "apr 1981",
)


def test_hidden_people_change_no_hit_no_order_and_no_count(
    units: Units, record: Record, clerk: Actor, court: UUID, police: UUID
) -> None:
    for given, born in (("John", date(1981, 4, 3)), ("Joan", date(1981, 4, 3)), ("Jack", date(1990, 1, 1))):
        record.seen_at(record.person(police, "Smith", given, born=born), court)
    asking = PeopleService(units, clerk)
    before = [told(asking.find(text, limit=5)) for text in QUESTIONS]
    elsewhere = record.court("B02BB")
    for number in range(40):
        family = ("Smith", "Smyth", "Smith-Jones", f"Smi{'abcdefghijklmnop'[number % 16]}h")[number % 4]
        hidden = record.person(police, family, ("John", "Jon", "Joan")[number % 3], born=date(1981, 4, 3))
        record.seen_at(hidden, elsewhere)
    assert [told(asking.find(text, limit=5)) for text in QUESTIONS] == before


def test_hidden_namesakes_cost_no_time(units: Units, record: Record, clerk: Actor, court: UUID, police: UUID) -> None:
    """Beyond noise: the middle of many short measurements, with a hundred hidden namesakes and with none."""
    record.seen_at(record.person(police, "Smith", "John", born=date(1981, 4, 3)), court)
    asking = PeopleService(units, clerk)
    before = spent(asking)
    elsewhere = record.court("B02BB")
    for _ in range(100):
        record.seen_at(record.person(police, "Smith", "John", born=date(1981, 4, 3)), elsewhere)
    ratio = spent(asking) / before
    assert ratio < 1.5, f"{ratio:.2f} times as long"


def spent(asking: PeopleService) -> float:
    """What the process itself spends: a busy machine makes clocks run, not work."""
    times = []
    for _ in range(15):
        began = time.process_time()
        for text in ("smith john", "smith 3/4/81", "smyth"):
            asking.find(text)
        times.append(time.process_time() - began)
    return statistics.median(times)
