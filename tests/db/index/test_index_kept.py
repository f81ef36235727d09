"""The index is what a plain telling of the record says, whoever wrote, and it is made anew to the same rows."""

from __future__ import annotations

import random
from datetime import date

import pytest
import sqlalchemy as sa

from db.access.relevance import listed
from db.index.checking import check
from db.index.keeping import keep
from db.index.rebuilding import is_empty, rebuild
from db.people.placing import place
from db.people.service import PeopleService
from db.tables.lookup import LookupBorn, LookupForm, LookupName, LookupPair, LookupScope, LookupWord
from db.tables.people import PersonDetail, PersonName
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.people import NameKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

NAMES: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
DETAILS: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]
INDEX = (LookupBorn, LookupForm, LookupName, LookupPair, LookupScope, LookupWord)
WORDS: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
SCOPES: sa.Table = LookupScope.__table__  # type: ignore[attr-defined]
ROWS: sa.Table = LookupName.__table__  # type: ignore[attr-defined]


def faults(units: Units) -> list[str]:
    with units.raw("keeper") as connection:
        return [f"{fault.what}: {fault.row}" for fault in check(connection)]


def contents(units: Units) -> dict[str, set[tuple[object, ...]]]:
    """Every row with words and scopes in the place of their numbers."""
    told: dict[str, set[tuple[object, ...]]] = {}
    with units.raw("keeper") as connection:
        words = {row[0]: tuple(row[1:]) for row in connection.execute(sa.select(WORDS))}
        scopes = {row[0]: tuple(row[1:]) for row in connection.execute(sa.select(SCOPES))}
        for model in (LookupName, LookupPair, LookupBorn, LookupForm):
            table: sa.Table = model.__table__  # type: ignore[attr-defined]
            as_told = {"family": words, "given": words, "word": words, "scope": scopes}
            told[table.name] = {
                tuple(as_told.get(name, {}).get(value, value) for name, value in row._mapping.items())
                for row in connection.execute(sa.select(table))
            }
    return told


@pytest.fixture
def crowd(record: Record) -> list[Known]:
    chance = random.Random(7)
    agency, courts = record.agency("POL"), [record.court(f"B0{n}AA") for n in range(3)]
    made = []
    for number in range(25):
        family = chance.choice(["Smith", "Smith-Jones", "O'Brien", "de la Cruz", "王", ""])
        known = record.person(
            agency, family, f"Kay {chance.choice(['', 'Ann', 'Lee'])}".strip(),
            born=chance.choice([None, date(1981, 4, 3), date(1990, 1, number + 1)]),
            aliases=[("Lee", "K")] if number % 4 == 0 else [],
        )  # fmt: skip
        for court in chance.sample(courts, chance.randrange(3)):
            record.seen_at(known, court)
        made.append(known)
    return made


def test_what_is_kept_is_what_the_record_says(units: Units, crowd: list[Known]) -> None:
    assert crowd
    assert faults(units) == []


def test_made_anew_it_holds_the_same(units: Units, crowd: list[Known]) -> None:
    assert crowd
    kept = contents(units)
    with units.raw("keeper", writes=True) as connection:
        made = rebuild(connection)
    assert contents(units) == kept
    assert faults(units) == []
    assert made.names == len({row[-1] for row in kept["lookup_name"]})


def test_an_ended_name_another_birth_and_another_place_leave_nothing_behind(
    units: Units, record: Record, crowd: list[Known]
) -> None:
    first, second, third = crowd[0], crowd[4], crowd[5]
    now, judge = record.clock.now(), record.user("somebody", record.agency("HMCTS"))
    with units.raw("keeper", writes=True) as connection:
        mine = NAMES.c.person_id == first.person
        connection.execute(sa.update(NAMES).where(mine, NAMES.c.kind == NameKind.ALIAS).values(ended_at=now))
        of = sa.update(DETAILS).where(DETAILS.c.person_id == second.person)
        connection.execute(of.values(value="1955-05-05"))
        keep(connection, changed=[first.person, second.person])
        place(
            connection, third.record, old=third.person, new=first.person, now=now,
            decided_by=judge.user_id, reasons="the same",
        )  # fmt: skip
    assert faults(units) == []


def test_a_missing_row_and_one_too_much_are_named(units: Units, crowd: list[Known]) -> None:
    with units.raw("keeper", writes=True) as connection:
        taken = connection.execute(sa.select(ROWS).where(ROWS.c.scope == 0).order_by(ROWS.c.name)).first()
        assert taken is not None
        connection.execute(sa.delete(ROWS).where(*(ROWS.c[name] == value for name, value in taken._mapping.items())))
        connection.execute(sa.insert(ROWS).values(scope=0, family=9999, given=0, part=0, born=0, name=uuid7()))
    found = faults(units)
    assert any("lacking" in fault and str(taken.name) in fault for fault in found), found
    assert any("too much" in fault and "9999" in fault for fault in found), found
    with units.raw("keeper", writes=True) as connection:
        rebuild(connection)
    assert crowd
    assert faults(units) == []


def test_a_database_without_an_index_is_known(units: Units, record: Record) -> None:
    with units.raw("keeper") as connection:
        assert not is_empty(connection), "nobody to find"
    record.person(record.agency(), "Smith", "John")
    with units.raw("keeper", writes=True) as connection:
        assert not is_empty(connection)
        for model in INDEX:
            connection.execute(sa.delete(model.__table__))  # type: ignore[attr-defined]
        assert is_empty(connection)


@pytest.fixture
def clerk(record: Record) -> Actor:
    court = record.court("B01AA")
    return record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])


def test_an_alias_of_a_terminal_is_indexed_by_the_transaction_that_adds_it(
    units: Units, record: Record, clerk: Actor
) -> None:
    known = record.person(record.agency("POL"), "Shaughnessy", "Kayleigh", born=date(1981, 4, 3))
    record.relevant(listed(known.person, record.courts["B01AA"], uuid7(), first_hearing=record.clock.today()))
    people = PeopleService(units, clerk)
    added = people.add_alias(known.person, "lee k 5/6/82")
    assert faults(units) == []
    people.undo_alias(added.id)
    assert faults(units) == []
