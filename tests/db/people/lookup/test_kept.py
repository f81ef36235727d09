"""What is kept between two keys answers as a first question would, and is gone with the next commit of anybody."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy.engine import Connection

from db.cards.find import Page
from db.people.lookup.kept import Kept
from db.people.lookup.prepared import Prepared, Row
from db.people.service import PeopleService
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from tests.support.databases import Database
from tests.support.record import Record

NAMES = [("Smith", "John"), ("Smithson", "Joan"), ("Smyth", "Jon"), ("Shaughnessy", "Kayleigh"), ("Lee", "Ann Marie")]
TYPED = ["smith jo", "shornesy kaylee", "lee, a", "kayl 3/4/81"]


@pytest.fixture
def people(record: Record) -> dict[str, Actor]:
    """Some people; a clerk of one court and one of every court."""
    police, agency, court = record.agency("POL"), record.agency("HMCTS"), record.court("B01AA")
    for place, (family, given) in enumerate(NAMES * 3):
        one = record.person(police, family, given, born=date(1981, 4, 1 + place))
        if place % 3:
            record.seen_at(one, court)
        if place % 4 == 0:
            record.listing(one, record.case(one, court, case_no=f"11000123{place:02}"), court, at=time(10))
    return {
        "of one court": record.user("one", agency, Role.CLERK, courts=[court]),
        "of every court": record.user("all", agency, Role.CLERK, every_court=True),
    }


def shown(page: Page) -> tuple[object, ...]:
    return page.hits, page.total, page.complete, page.nearest


@pytest.mark.parametrize("who", ["of one court", "of every court"])
def test_whatever_was_asked_before_a_question_is_answered_as_the_first(
    units: Units, people: dict[str, Actor], who: str
) -> None:
    keys = [typed[:size] for typed in TYPED for size in range(2, len(typed) + 1, 2)]
    draw = random.Random(7)
    asked = [*keys, *draw.sample(keys, len(keys) // 3)]
    service = PeopleService(units, people[who])
    alone: dict[str, Page] = {}
    for key in asked:
        if key not in alone:
            alone[key] = PeopleService(units, people[who]).find(key)
        assert shown(service.find(key)) == shown(alone[key]), key


def test_a_commit_of_another_terminal_is_seen_at_the_next_key(
    database: Database, units: Units, people: dict[str, Actor]
) -> None:
    other = Units(make_engine(database.url), Clock())
    try:
        service = PeopleService(units, people["of every court"])
        (hit,) = service.find("kayleigh shaughnessy", limit=1).hits
        assert hit.person
        PeopleService(other, people["of every court"]).add_alias(hit.person, "Kay Quick")
        (found,) = service.find("quick").hits
        assert found.person == hit.person
        assert found.matched == "QUICK, Kay"
    finally:
        other.close()


def test_a_commit_of_ones_own_is_seen_at_the_next_key(units: Units, people: dict[str, Actor]) -> None:
    service = PeopleService(units, people["of one court"])
    hit = service.find("shaughnessy").hits[0]
    assert hit.person
    before = service.find("kayleigh").total
    service.add_alias(hit.person, "Kay Quick")
    assert service.find("quick").total == 1
    service.undo_last_alias(hit.person)
    assert service.find("quick").total == 0
    assert service.find("kayleigh").total == before


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that are run."""
    run: Callable[..., list[Row]] = Prepared.rows
    texts: list[str] = []

    def rows(self: Prepared, connection: Connection, **values: object) -> list[Row]:
        texts.append(self._text)
        return run(self, connection, **values)

    monkeypatch.setattr(Prepared, "rows", rows)
    return texts


def test_the_same_question_asks_for_nothing_that_it_knows(
    units: Units, people: dict[str, Actor], asked: list[str]
) -> None:
    if units.dialect != "sqlite":
        return  # there a look for changes would be a round trip, so nothing is kept
    service = PeopleService(units, people["of one court"])
    service.find("shornesy kaylee")
    first = len(asked)
    service.find("shornesy kaylee")
    assert len(asked) - first < first
    assert not any("person_detail" in text or "lookup_form" in text for text in asked[first:])


def test_nothing_is_kept_for_another_connection(units: Units, people: dict[str, Actor]) -> None:
    with units.raw("lookup", actor=people["of one court"]) as one, units.raw("lookup") as other:
        one.exec_driver_sql("SELECT 1 FROM court")
        other.exec_driver_sql("SELECT 1 FROM court")
        kept = Kept.now(one, None)
        assert Kept.now(other, kept) is not kept
        assert (Kept.now(one, kept) is kept) == (units.dialect == "sqlite")
