"""What the lookup's own statements show is what the guard shows, for every role and every kind of relevance."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.access.relevance import Derived
from db.people.lookup.probes import By, pair, pairs_asked
from db.people.lookup.statements import COUNTED
from db.people.service import PeopleService
from db.tables.lookup import EVERYBODY, FAMILY, LookupPair, LookupWord
from db.tables.people import Person, PersonName
from db.tables.system import FeedBatch, Relevance
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Scope
from db.words.families.exchange import BatchState, FeedFormat
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.record import Record

RELEVANCE: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
PAIR: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]
PEOPLE = 40
WORD: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]


@pytest.fixture
def crowd(record: Record) -> list[UUID]:
    """People of one name, each relevant to this court, that court, nobody, or not today, at random."""
    chance = random.Random(4)
    agency = record.agency("POL")
    courts = [record.court(f"B0{n}AA") for n in range(3)]
    today = record.clock.today()
    for number in range(PEOPLE):
        known = record.person(agency, "Same", f"N{number}")
        for _ in range(chance.randrange(3)):
            first = today + timedelta(days=chance.choice([-30, -1, 0, 1, 30]))
            record.relevant(
                Derived(
                    known.person,
                    chance.choice([Scope.COURT, Scope.COURT, Scope.COURT, Scope.USER, Scope.AREA]),
                    chance.choice(courts),
                    "test",
                    uuid7(),
                    first,
                    first + timedelta(days=chance.choice([0, 10, 60])),
                )
            )
    return courts


def actors(record: Record, courts: list[UUID]) -> list[Actor]:
    """Every role, at one court, two or none, of an agency with records and of one without."""
    ours, other = record.agency("HMCTS"), record.agency("OTHER", AgencyKind.POLICE)
    made = [record.user(f"any {role}", ours, role, courts=courts[:1]) for role in Role]
    return [
        *made,
        record.user("two", ours, Role.CLERK, courts=courts[:2]),
        record.user("none", ours, Role.CLERK),
        record.user("owner", other, Role.POLICE_OFFICER),
        record.user("all", ours, Role.CLERK, every_court=True),
        record.user("both", ours, Role.CLERK, Role.AUDITOR),
    ]


def by_guard(units: Units, actor: Actor) -> set[UUID]:
    with units.read(actor) as unit:
        wanted = select(PersonName.person_id).where(col(PersonName.family_folded) == "same")
        return set(unit.session.exec(wanted))


def by_statement(units: Units, actor: Actor, *, scoped: bool) -> set[UUID]:
    """By every way that a statement can ask for the crowd: who is found, whichever one asks."""
    finder = PeopleService(units, actor)
    with units.raw("lookup", actor=actor) as connection:
        asking = finder._asking(connection)
        word = sa.select(WORD.c.id).where(WORD.c.side == FAMILY, WORD.c.norm == "same")
        words = list(connection.scalars(word))
        within = {"scopes": list(asking.look.scopes) if scoped else [EVERYBODY], "few": COUNTED}
        both: dict[str, object] = {"family_first": "same", "family_last": "same", "given_first": "", "given_last": "z"}
        pairs = sa.select(PAIR.c.given).where(PAIR.c.family.in_(words), PAIR.c.scope.in_(within["scopes"]))
        asked: dict[By, dict[str, object]] = {
            By.FAMILIES: {"words": words},
            By.PAIRS: pairs_asked(
                [pair(words[0], given) for given in set(connection.scalars(pairs))] if words else [],
                connection.dialect,
            ),
            By.FAMILY_BEGUN: {"family_first": "same", "family_last": "same"},
            By.FAMILY_FIRST: both,
            By.GIVEN_FIRST: both,
        }
        found = [
            {row[1] for row in asking.look.probes.names(by).rows(connection, **values, **within)}
            for by, values in asked.items()
        ]
    assert all(one == found[0] for one in found), found
    return found[0]


def test_guard_and_statement_show_the_same_people_to_every_role(
    units: Units, record: Record, crowd: list[UUID]
) -> None:
    sizes = set()
    for actor in actors(record, crowd):
        guarded = by_guard(units, actor)
        sizes.add(len(guarded))
        assert by_statement(units, actor, scoped=False) == guarded, actor
        assert by_statement(units, actor, scoped=True) == guarded, actor
    assert len(sizes) > 2, "the crowd must tell the actors apart"


def test_hits_counts_and_totals_are_those_of_the_guard(units: Units, record: Record, crowd: list[UUID]) -> None:
    for actor in actors(record, crowd)[::4]:
        guarded = by_guard(units, actor)
        finder = PeopleService(units, actor)
        page = finder.find("same")
        assert {hit.person for hit in page.hits} == guarded
        assert page.total == len(guarded) < COUNTED
        short = finder.find("same", limit=3)
        assert short.total == len(guarded)
        assert finder.count(replace(short, complete=False)).total == len(guarded)


def test_a_hit_can_be_opened_through_the_guard(units: Units, record: Record, crowd: list[UUID]) -> None:
    actor = actors(record, crowd)[0]
    for hit in PeopleService(units, actor).find("same").hits:
        assert hit.person is not None
        with units.read(actor) as unit:
            assert unit.get(Person, hit.person).id == hit.person


def test_people_of_a_file_that_is_still_being_read_are_absent(units: Units, record: Record) -> None:
    court, agency = record.court("B07AA"), record.agency("POL")
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])
    known = record.person(agency, "Waiting", "Ann", born=date(1980, 3, 12))
    record.listing(known, record.case(known, court), court)
    batch = FeedBatch(
        agency_id=agency,
        format=FeedFormat.LIBRA_CASE,
        file_name="x",
        file_hash=b"x",
        taken_at=record.clock.now(),
        taken_by_id=clerk.user_id,
        state=BatchState.OPEN,
    )
    record.put(batch)
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(RELEVANCE).where(RELEVANCE.c.person_id == known.person).values(batch_id=batch.id))
    finder = PeopleService(units, clerk)
    assert [finder.find(text).total for text in ("waiting", "12/3/80", "today")] == [0, 0, 0]
    assert by_statement(units, clerk, scoped=True) == by_statement(units, clerk, scoped=False) == set()
