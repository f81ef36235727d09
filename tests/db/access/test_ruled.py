"""A statement's form is walked once and its rules are compiled once; what a form does not tell is asked each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from db.access import ruled
from db.access.relevance import Derived
from db.access.ruled import Rule, form_of, with_rules
from db.audit.chain import Act
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, Charge, DefendantCase, Plea
from db.tables.hearings import Listing
from db.tables.held import AgencyRecord, HealthRecord, ReportRequest, Treatment
from db.tables.notes import Note
from db.tables.people import Address, Identifier, Person, PersonName
from db.tables.places import Agency
from db.tables.system import Relevance
from db.unit import Unit, Units
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.access import AuditOperation, Scope
from db.words.keys import uuid7
from tests.support.record import Record
from tests.support.world import World

OF_PERSON = (
    PersonName, Address, Identifier, Marker, CustodyEpisode, DefendantCase, Charge, Plea, Bail, Listing, HealthRecord,
    ReportRequest, Treatment, AgencyRecord,
)  # fmt: skip


@pytest.fixture
def clerks(record: Record) -> tuple[Actor, Actor]:
    """Two clerks of two courts, each with one person."""
    agency = record.agency()
    made = []
    for code, family in (("B01AA", "SMITH"), ("B02BB", "JONES")):
        court = record.court(code)
        made.append(record.user(f"clerk-{family.lower()}", agency, Role.CLERK, courts=[court]))
        record.seen_at(record.person(agency, family, "Ann", born=date(1980, 3, 12)), court)
    return made[0], made[1]


@contextmanager
def compiled_anew(units: Units) -> Iterator[list[str]]:
    """Gathers the statements that are compiled, and not found compiled, while this is entered."""
    found: list[str] = []
    engine = units.engine_for("watch")

    def note(_connection: object, _cursor: object, text: str, _values: object, context: object, _many: object) -> None:
        if isinstance(context, ExecutionContext) and context.cache_hit is context.dialect.CACHE_MISS:  # type: ignore[attr-defined]
            found.append(text)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def _families(units: Units, actor: Actor) -> list[str]:
    with units.read(actor) as unit:
        return list(unit.session.exec(select(PersonName.family)).all())


def test_the_same_question_of_two_readers_is_answered_to_each_by_the_own_rules(
    units: Units, clerks: tuple[Actor, Actor]
) -> None:
    for _ in range(2):
        assert [_families(units, each) for each in clerks] == [["SMITH"], ["JONES"]]


def test_statements_that_differ_in_a_value_have_one_form_and_others_have_not() -> None:
    one, other = (form_of(select(Person).where(Person.public_ref == word)) for word in ("P-1", "P-2"))
    assert one is other
    assert one.classes == [Person]
    assert form_of(select(Person.id).where(Person.public_ref == "P-1")) is not one
    assert form_of(select(Person, PersonName)).classes == [Person, PersonName]


def test_the_values_of_a_statement_are_its_own_whatever_was_asked_before(
    units: Units, clerks: tuple[Actor, Actor]
) -> None:
    with units.read(clerks[0]) as unit:
        found = [
            unit.session.exec(select(PersonName.family).where(PersonName.given == given, PersonName.family == "SMITH"))
            .all() for given in ("Ann", "Bob", "Ann")
        ]  # fmt: skip
    assert found == [["SMITH"], [], ["SMITH"]]


def test_a_file_opened_again_compiles_nothing_anew(units: Units, clerks: tuple[Actor, Actor]) -> None:
    def asked() -> None:
        with units.read(clerks[0]) as unit:
            key = unit.session.exec(select(Person.id)).one()
            assert unit.session.get(Person, key) is not None
            unit.session.exec(select(PersonName).where(PersonName.person_id == key)).all()

    asked()
    with compiled_anew(units) as found:
        asked()
    assert found == []


def test_what_the_key_clause_of_a_row_may_hide_nothing_else_may(units: Units, clerks: tuple[Actor, Actor]) -> None:
    table: sa.Table = Person.__table__  # type: ignore[attr-defined]
    with units.read(clerks[0]) as unit:
        key = unit.session.exec(select(Person.id)).one()
        clause = sa.inspect(Person)._get_clause[0]
        own = (
            select(Person).where(clause).params({each.key: key for each in sa.inspect(Person)._get_clause[1].values()})
        )
        assert unit.session.get(Person, key) is not None
        assert form_of(own).classes == [Person]
        for hidden in (sa.text("1 = 1"), table.c.id == sa.column("id"), sa.literal_column("1") == 1):
            with pytest.raises(Refused):
                unit.session.exec(select(Person).where(hidden)).all()
            with pytest.raises(Refused):
                unit.session.exec(select(Person).where(hidden)).all()


def test_rules_that_read_alike_are_compiled_once_and_a_typed_value_stands_alone() -> None:
    key, other = uuid7(), uuid7()

    def mark(make: Callable[[], sa.ColumnElement[bool]]) -> object:
        return Rule(Person, lambda _: make()).mark

    def plain() -> sa.ColumnElement[bool]:
        return col(Person.id).is_not(None)

    assert mark(plain) is mark(plain)
    assert mark(plain) is not mark(lambda: col(Person.id).is_(None))
    assert mark(lambda: col(Person.id) == key) is not mark(lambda: col(Person.id) == other)


def test_a_statement_that_is_not_to_be_kept_is_walked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = select(Person)
    monkeypatch.setattr(statement, "_generate_cache_key", lambda: None)
    form = form_of(statement)
    assert form.alone
    assert form is not form_of(statement)
    rule = Rule(Person, lambda _: col(Person.id).is_not(None))
    made = with_rules(statement, form, [rule])
    assert made._with_options == (rule,)
    assert "IS NOT NULL" in str(made.compile())
    assert ruled.form_of(select(Person.id)).alone is False


def _often(unit: Unit, person: UUID, times: int = 5) -> list[list[str]]:
    return [
        list(unit.session.exec(select(PersonName.family).where(PersonName.person_id == person)).all())
        for _ in range(times)
    ]


def _person(units: Units, actor: Actor) -> UUID:
    with units.read(actor) as unit:
        return unit.session.exec(select(Person.id)).one()


def test_asked_often_about_one_person_the_answer_stays_what_the_rules_say(
    units: Units, clerks: tuple[Actor, Actor]
) -> None:
    mine, other = (_person(units, each) for each in clerks)
    with units.read(clerks[0]) as unit:
        assert _often(unit, mine) == [["SMITH"]] * 5
        assert _often(unit, other) == [[]] * 5
        assert _often(unit, mine, times=1) == [["SMITH"]]


def test_who_matters_no_more_is_gone_within_the_same_unit(
    record: Record, units: Units, clerks: tuple[Actor, Actor]
) -> None:
    other = _person(units, clerks[1])
    clerk, today = clerks[0], clerks[0].today
    whose: dict[str, Any] = {"scope": Scope.USER, "scope_id": clerk.user_id, "reason": "held", "source_id": other}
    record.put(Relevance(person_id=other, starts_on=today - timedelta(days=9), ends_on=today, **whose))
    act = Act(AuditOperation.CONSULTATION, "file.open", "person", other, other)
    with units.act(clerk, act) as unit:
        assert _often(unit, other) == [["JONES"]] * 5
        yesterday = today - timedelta(days=1)
        unit.make_relevant(Derived(other, **whose, starts_on=today - timedelta(days=9), ends_on=yesterday))
        assert _often(unit, other) == [[]] * 5
    with units.read(clerk) as unit:
        assert _often(unit, other) == [[]] * 5


def test_an_alias_that_is_joined_to_is_held_to_the_rule_of_its_own_rows(
    units: Units, clerks: tuple[Actor, Actor]
) -> None:
    one, other = aliased(PersonName), aliased(PersonName)
    asked = (
        select(one.family).select_from(PersonName).join(one, col(one.id) == one.id),
        select(one.family).select_from(other).join(one, col(one.id) == one.id),
        select(one.family).select_from(Person).join(one, col(one.id) == one.id),
        select(one.family).select_from(Person).outerjoin(one, col(one.id) == one.id),
        select(one.family).select_from(Agency).join(one, col(one.id) == one.id),
        select(one.family).where(select(Agency.id).join(other, col(other.id) == one.id).exists()),
    )
    with units.read(clerks[0]) as unit:
        for statement in asked:
            assert set(unit.session.exec(statement).all()) == {"SMITH"}, str(statement)


def test_what_takes_more_than_the_rows_of_one_person_is_held_to_the_whole_rule(
    units: Units, clerks: tuple[Actor, Actor]
) -> None:
    mine, other = (_person(units, each) for each in clerks)
    twin = aliased(PersonName)
    typed: Any = sa.bindparam("whose", mine, type_=PersonName.__table__.c.person_id.type)  # type: ignore[attr-defined]
    asked = {
        "alias": select(twin.family).select_from(PersonName).join(twin, col(twin.id).is_not(None))
        .where(PersonName.person_id == mine),
        "either": select(PersonName.family).where(sa.or_(PersonName.person_id == mine, PersonName.person_id == other)),
        "none": select(PersonName.family).where(PersonName.person_id != other),
        "inside": select(PersonName.family).where(
            PersonName.person_id == mine, select(twin.id).where(twin.family == "JONES").exists()),
        "person": select(PersonName.family).join(Person, col(Person.id) == other).where(PersonName.person_id == mine),
        "named": select(PersonName.family).where(PersonName.person_id == typed),
    }  # fmt: skip
    seen = {"alias": {"SMITH"}, "either": {"SMITH"}, "none": {"SMITH"}, "inside": set(), "person": set(),
            "named": {"SMITH"}}  # fmt: skip
    with units.read(clerks[0]) as unit:
        for _ in range(4):
            assert _often(unit, mine, times=1) == [["SMITH"]]
            assert {name: set(unit.session.exec(each).all()) for name, each in asked.items()} == seen
            given = unit.session.execute(asked["named"], {"whose": other})
            assert given.all() == []


@pytest.mark.parametrize("seed", [5])
def test_every_row_of_every_person_asked_often_is_what_the_rules_give_in_full(
    units: Units, record: Record, seed: int
) -> None:
    world = World(record, seed)
    for actor in world.readers:
        with units.read(actor) as unit:
            for model in (*OF_PERSON, Note):
                once = set(unit.session.exec(select(model.id, model.person_id)).all())
                for one in world.people:
                    mine = {key for key, person in once if person == one.person}
                    for _ in range(2):
                        asked = unit.session.exec(select(model.id).where(model.person_id == one.person))
                        assert set(asked.all()) == mine, (actor.user_name, model.__name__)
