"""Functions of the second wall that finding asks look past row security: what they give is what the guard gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access.criteria import criteria, visible
from db.access.reader import Present
from db.access.resolve import bump
from db.index.rebuilding import rebuild
from db.keeper.the_wall import whole_wall
from db.store.engine import make_engine
from db.store.wall.functions import Function
from db.store.wall.roles import APP
from db.tables.care import CustodyEpisode
from db.tables.hearings import Listing
from db.tables.lookup import LookupName
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.access import Level
from db.words.families.people import NameKind
from tests.support.postgres import as_login
from tests.support.record import Record
from tests.support.world import World

WALL = whole_wall(invented=True)
FINDING = [one for one in WALL.functions if one.name.startswith("find_")]
FACTS: dict[str, type[SQLModel]] = {
    "name": PersonName,
    "detail": PersonDetail,
    "number": Identifier,
    "custody": CustodyEpisode,
    "home": Address,
}
_index: sa.Table = LookupName.__table__  # type: ignore[attr-defined]


@pytest.fixture
def units(pg_url: str) -> Iterator[Units]:
    """On PostgreSQL alone."""
    made = Units(make_engine(pg_url), Clock())
    yield made
    made.close()


@pytest.fixture
def record(units: Units) -> Record:
    """In that database."""
    return Record(units)


def _drawn(record: Record, seed: int) -> World:
    """A world in which each person has a second name, from another agency than the first, and all can be found."""
    world = World(record, seed)
    agencies = list(world.agencies.values())
    for known in world.people:
        other = record.person(world.draw.choice(agencies), "ELSEWHERE", "Eve")
        record.put(
            PersonName(
                person_id=known.person, source_record_id=other.record, recorded_at=record.clock.now(),
                kind=NameKind.ALIAS, family="SECOND", given="Dee", family_folded="second", given_folded="dee",
            )
        )  # fmt: skip
    with record.units.raw("keeper", writes=True) as connection:
        rebuild(connection)
    return world


def _standing_rows(connection: Connection, model: type[SQLModel], *rules: Any) -> set[str]:  # noqa: ANN401
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    ended = (table.c.ended_at.is_(None),) if "ended_at" in table.c else ()
    return {str(key) for key in connection.scalars(sa.select(table.c.id).where(*rules, *ended))}


@pytest.mark.parametrize("seed", [3, 7, pytest.param(11, marks=pytest.mark.slow_proof)])
def test_facts_and_names_are_those_that_the_rules_give_to_every_reader(units: Units, record: Record, seed: int) -> None:
    world = _drawn(record, seed)
    _agree(units, world)
    # Where nothing is limited, shared or opened, a shorter rule stands in the functions.
    with units.raw("keeper", writes=True) as connection:
        now = record.clock.now()
        for table, ended in (("exclusion_entry", "ended_at"), ("sharing_grant", "ended_at"),
                             ("emergency_access", "closed_at")):  # fmt: skip
            columns = sa.table(table, sa.column(ended))
            connection.execute(sa.update(columns).values(**{ended: now}))
        bump(connection)
    _agree(units, world)


def _agree(units: Units, world: World) -> None:
    ids = [one.person for one in world.people]
    seen: set[int] = set()
    for actor in world.readers:
        with units.raw("keeper") as connection:
            standing = units.standing(connection, actor)
            wanted = {what: _standing_rows(connection, model, *criteria(standing, model))
                      for what, model in FACTS.items()}  # fmt: skip
            people = _standing_rows(connection, Person, *criteria(standing, Person))
            named = connection.scalars(
                sa.select(PersonName.person_id).where(*criteria(standing, PersonName), PersonName.person_id.in_(ids))  # type: ignore[attr-defined]
            )
            bearers = {str(person) for person in named}
            known = _standing_rows(
                connection, PersonName, visible(Present(standing), PersonName, at=Level.EXIST)
            )  # the index says no more than that a name is there
        with units.raw("lookup", actor=actor) as connection:
            rows = connection.exec_driver_sql("SELECT * FROM tracker.find_facts_and_homes(%s)", (ids,)).all()
            for what, keys in wanted.items():
                told = {row[10] for row in rows if row[1] == what}
                assert told == {key for key in keys if key in told or _of(units, FACTS[what], key) in ids}, what
            assert {str(row[0]) for row in rows if row[1] == "person"} == people & set(map(str, ids))
            found = connection.exec_driver_sql("SELECT * FROM tracker.find_names_by_people(1000, %s)", (ids,)).all()
            assert {str(row[1]) for row in found} == bearers, actor.user_name
            indexed = {str(key) for key in connection.scalars(sa.select(_index.c.name).distinct())}
            assert indexed == known, actor.user_name
        seen.add(len(rows))
    assert len(seen) > 3, "the world must tell the readers apart"


def _of(units: Units, model: type[SQLModel], key: str) -> object:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    with units.raw("keeper") as connection:
        return connection.scalar(sa.select(table.c.person_id).where(table.c.id == key))


def _values(record: Record, world: World) -> dict[str, Any]:
    """For each parameter what asks for as much as there is."""
    with record.units.raw("keeper") as connection:
        words = connection.execute(sa.select(_index.c.family, _index.c.given).distinct()).all()
        people: list[Any] = list(connection.scalars(sa.select(sa.column("id")).select_from(sa.text("person"))))
        rooms = list(connection.scalars(sa.select(Listing.room_id).distinct()))
    pieces = {f"p_{name}": value for name in ("first", "first_part", "first_solid", "begins", "written")
              for value in ("",)}  # fmt: skip
    last = dict.fromkeys(("p_last", "p_last_part", "p_last_solid", "p_begins_last", "p_written_last"), "\U0010ffff")
    begun = {f"p_{side}_{end}": value for side in ("family", "given")
             for end, value in (("first", ""), ("last", "\U0010ffff"))}  # fmt: skip
    return {
        **pieces, **last, **begun, "p_ids": people, "p_people": people, "p_scopes": list(range(40)),
        "p_words": sorted({one for row in words for one in row}), "p_families": [row[0] for row in words],
        "p_givens": [row[1] for row in words], "p_few": 10_000, "p_most": 10_000, "p_today": world.today,
        "p_born": 0, "p_born_end": date.max.toordinal(), "p_borns": [date(1980, 3, 12).toordinal()],
        "p_days": ["1980-03-12"], "p_day": "0001-01-01", "p_day_end": "9999-12-31", "p_family": "", "p_given": "",
        "p_family_size": 0, "p_given_size": 0, "p_courts": world.courts, "p_rooms": rooms, "p_kinds": ["pnc"],
        "p_pattern": "%", "p_ending": "0", "p_size": 6, "p_forms": ["dee"], "p_raw": ["x"], "p_typed": ["x"],
        "p_sides": [0, 1], "p_firsts": ["", ""], "p_lasts": ["\U0010ffff"] * 2, "p_of_form": [1], "p_of_sound": [1],
        "p_sounds": ["x"], "p_of_norm": [0, 1], "p_norms": ["drawn", "dee"],
    }  # fmt: skip


def _asked(raw: psycopg.Connection[Any], function: Function, values: dict[str, Any]) -> list[Any]:
    parts = [one.split(" ", 1) for one in function.takes.split(", ") if one]
    marks = ", ".join(f"%s::{kind}" for _, kind in parts)
    given = [values["p_today"] if kind == "DATE" else values[name] for name, kind in parts]
    return raw.execute(f"SELECT * FROM tracker.{function.name}({marks})".encode(), given).fetchall()


def test_nobody_is_told_anything_and_a_clerk_only_of_people_who_are_known_to_the_guard(
    units: Units, record: Record, pg_url: str
) -> None:
    world = _drawn(record, 7)
    values = _values(record, world)
    clerk = world.readers[1]
    with units.read(clerk) as unit:
        token = units._tokens[clerk.audit_session].hex()
        mine = {row.id for row in unit.session.exec(sa.select(Person.id)).all()}  # type: ignore[call-overload]
    assert 0 < len(mine) < len(values["p_people"])
    told: set[str] = set()
    with psycopg.connect(as_login(pg_url, APP)) as raw:
        for forged in ("", "0" * 64):
            for function in FINDING:
                raw.rollback()
                raw.execute("SELECT set_config('tracker.token', %s, true)", (forged,))
                assert _asked(raw, function, values) == [], function.name
        everybody = set(values["p_people"])
        for function in FINDING:
            raw.rollback()
            raw.execute("SELECT set_config('tracker.token', %s, true)", (token,))
            rows = _asked(raw, function, values)
            assert {one for row in rows for one in row if one in everybody} <= mine, function.name
            told |= {function.name} if rows else set()
    assert {"find_facts", "find_names_by_pairs", "find_words_near_in", "find_names_by_families"} <= told, told


def test_the_index_of_another_court_tells_nothing_not_even_by_its_size(units: Units, record: Record) -> None:
    """Who matters to this court and to that one is found by this one's scope alone."""
    here, there = record.court("B01AA"), record.court("B02BB")
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[here])
    known = record.person(record.agency("POL"), "BOTH", "Ann")
    for court in (here, there):
        record.seen_at(known, court)
    with units.raw("keeper", writes=True) as connection:
        rebuild(connection)
        numbered = connection.execute(sa.text("SELECT scope_id, id FROM lookup_scope"))
        scopes = {row.scope_id: row.id for row in numbered}
    with units.raw("lookup", actor=clerk) as connection:
        for scope, found in ((scopes[here], 1), (scopes[there], 0), (0, 0)):
            asked = "SELECT * FROM tracker.find_names_by_scope(10, 10, %s::int[])"
            assert len(connection.exec_driver_sql(asked, ([scope],)).all()) == found
            near = "SELECT * FROM tracker.find_words_near_in('{0}','{}','{}','{}','{}','{0}','{both}',%s::int[])"
            assert len(connection.exec_driver_sql(near, ([scope],)).all()) == found


def test_no_rule_of_the_wall_puts_the_table_it_is_about_there_once_more() -> None:
    """A column of a row that is looked for too deep makes its table a second one: the rule would ask of any row."""
    twice = re.compile(r"FROM [a-z_]+(?: AS [a-z_0-9]+)?, [a-z_]")
    # Of a witness's cases it is asked by both tables, each by a name of its own.
    assert {one.name for one in WALL.functions if twice.search(one.body)} == {"weighs"}
