"""Every way round the guard that was found to slip by it, tried on both engines: no row comes out or goes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased, make_transient_to_detached
from sqlmodel import Session, select

from db.audit.chain import Act
from db.tables.notes import Note
from db.tables.people import Person, PersonName
from db.tables.places import Agency
from db.tables.system import AuditEvent, Relevance
from db.unit import Unit, Units
from db.words.actor import Actor, Role
from db.words.errors import Refused, TrackerError
from db.words.families.access import AuditOperation
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]
AUDIT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
SAVE = Act(AuditOperation.ALTERATION, "note.save")


@dataclass(frozen=True)
class Scene:
    """A clerk at one court; `mine` is listed there, `other` belongs to another agency and court."""

    clerk: Actor
    mine: Known
    other: Known


@pytest.fixture
def scene(record: Record) -> Scene:
    here, there = record.court("B01AA"), record.court("B02BB")
    courts, police = record.agency("HMCTS"), record.agency("POL")
    mine = record.person(police, "MINEHEAD", "Ann", born=date(1980, 3, 12))
    other = record.person(police, "OTTER", "Bob")
    record.listing(mine, record.case(mine, here), here)
    record.listing(other, record.case(other, there), there)
    return Scene(record.user("clerk", courts, Role.CLERK, courts=[here]), mine, other)


SHAPES: dict[str, Callable[[Session], list[Any]]] = {
    "entity": lambda s: [p.id for p in s.exec(select(Person))],
    "columns": lambda s: list(s.exec(select(Person.id))),
    "alias": lambda s: list(s.exec(select(aliased(Person).id))),
    "subquery": lambda s: list(s.exec(select(select(Person.id).subquery().c.id))),
    "cte": lambda s: list(s.exec(select(select(Person.id).cte().c.id))),
    "union": lambda s: [r.id for r in s.execute(sa.union(select(Person.id), select(Person.id)))],
    "join": lambda s: list(s.exec(select(PersonName.person_id).join(Person, Person.id == PersonName.person_id))),
    "outer join": lambda s: list(
        s.exec(
            select(PersonName.person_id)
            .select_from(PersonName)
            .join(Person, isouter=True, onclause=Person.id == PersonName.person_id)
        )
    ),
    "window": lambda s: [r[0] for r in s.exec(select(Person.id, sa.func.row_number().over(order_by=Person.id)))],
    "in subquery": lambda s: list(
        s.exec(select(PersonName.person_id).where(PersonName.person_id.in_(select(Person.id))))  # type: ignore[attr-defined]
    ),
    "alias of subquery": lambda s: [p.id for p in s.exec(select(aliased(Person, select(Person).subquery())))],
    "order and limit": lambda s: list(s.exec(select(Person.id).order_by(Person.public_ref).limit(10))),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_question_shows_only_relevant_people(units: Units, scene: Scene, shape: str) -> None:
    with units.read(scene.clerk) as unit:
        assert set(SHAPES[shape](unit.session)) == {scene.mine.person}


def test_counts_and_existence_leave_out_the_irrelevant(units: Units, scene: Scene) -> None:
    with units.read(scene.clerk) as unit:
        assert unit.session.exec(select(sa.func.count()).select_from(Person)).one() == 1
        assert unit.session.exec(select(sa.func.count(Person.id))).one() == 1
        probe = select(Agency.id).where(sa.exists().where(Person.id == scene.other.person))
        assert unit.session.exec(probe).all() == []
        assert unit.session.get(Person, scene.other.person) is None
        assert unit.session.get(Person, scene.mine.person) is not None


def test_an_administrator_without_a_case_role_sees_nobody(units: Units, record: Record, scene: Scene) -> None:
    keeper = record.user("keeper", scene.clerk.agency_id, Role.ADMINISTRATOR, every_court=True)
    with units.read(keeper) as unit:
        assert unit.session.exec(select(Person)).all() == []


def _refresh(session: Session, scene: Scene) -> object:
    person = Person(id=scene.other.person)
    make_transient_to_detached(person)
    session.add(person)
    session.refresh(person)
    return person.public_ref


WAYS_ROUND: dict[str, Callable[[Session, Scene], object]] = {
    "text": lambda s, _: s.execute(sa.text("SELECT * FROM person")).all(),
    "text on the connection": lambda s, _: s.connection().execute(sa.text("SELECT * FROM person")).all(),
    "driver": lambda s, _: s.connection().exec_driver_sql("SELECT * FROM person").all(),
    "from_statement": lambda s, _: s.execute(select(Person).from_statement(sa.text("SELECT * FROM person"))).all(),
    "plain table": lambda s, _: s.execute(select(PERSON)).all(),
    "plain column": lambda s, _: s.execute(select(Agency.id, PERSON.c.id)).all(),
    "plain table counted": lambda s, _: s.execute(select(sa.func.count(), Agency.id).select_from(Agency, PERSON)).all(),
    "plain alias beside the entity": lambda s, _: s.execute(
        select(sa.func.count(Person.id)).select_from(Person, PERSON.alias())
    ).all(),
    "plain scalar subquery": lambda s, _: s.execute(
        select(Agency.id, sa.select(PERSON.c.id).limit(1).scalar_subquery())
    ).all(),
    "literal column": lambda s, _: s.execute(
        select(Agency.id, sa.literal_column("(SELECT count(*) FROM person)"))
    ).all(),
    "text in a condition": lambda s, _: s.execute(select(Agency).where(sa.text("1=1"))).all(),
    "lower-case table": lambda s, _: s.execute(select(Agency.id, sa.table("person", sa.column("id")).c.id)).all(),
    "insert": lambda s, _: s.execute(sa.insert(Person).values(id=uuid7())),
    "update": lambda s, _: s.execute(sa.update(Person).values(restricted_level=1)),
    "delete": lambda s, _: s.execute(sa.delete(Person)),
    "bulk objects": lambda s, _: s.bulk_save_objects([Agency(code="X", name="X", kind="court")]),
    "refresh of a detached row": _refresh,
    "relevance": lambda s, _: s.exec(select(Relevance)).all(),
    "audit": lambda s, _: s.exec(select(AuditEvent)).all(),
    "audit as a table": lambda s, _: s.execute(sa.select(AUDIT)).all(),
}


@pytest.mark.parametrize("way", WAYS_ROUND)
def test_what_slips_by_the_hook_is_refused(units: Units, scene: Scene, way: str) -> None:
    with pytest.raises((Refused, SQLAlchemyError)), units.read(scene.clerk) as unit:
        WAYS_ROUND[way](unit.session, scene)


def test_an_engine_without_an_actor_answers_nothing(units: Units, scene: Scene) -> None:
    with pytest.raises(Refused), units.raw("curiosity") as connection:
        connection.execute(sa.select(PERSON)).all()


def _note(unit: Unit, person: Known) -> Note:
    return Note(
        kind=NoteKind.AGENCY,
        person_id=person.person,
        author_id=unit.actor.user_id,
        owner_agency_id=unit.actor.agency_id,
        body="said so",
        written_at=unit.now,
        audit_session=unit.actor.audit_session,
    )


def test_a_note_about_somebody_not_relevant_is_refused(units: Units, scene: Scene) -> None:
    with pytest.raises(TrackerError), units.act(scene.clerk, SAVE) as unit:
        unit.add(_note(unit, scene.other))


def test_an_attached_row_changes_nothing(units: Units, scene: Scene) -> None:
    def attach(unit: Unit) -> None:
        person = Person(id=scene.other.person, version=1)
        make_transient_to_detached(person)
        unit.session.add(person)
        person.restricted_level = 3

    with pytest.raises(Refused), units.act(scene.clerk, SAVE) as unit:
        attach(unit)


def test_nothing_is_deleted(units: Units, scene: Scene) -> None:
    with pytest.raises(Refused), units.act(scene.clerk, SAVE) as unit:
        unit.session.delete(unit.get(Person, scene.mine.person))


def test_another_agencys_fact_is_not_changed(units: Units, scene: Scene) -> None:
    def rename(unit: Unit) -> None:
        unit.get(Person, scene.mine.person)
        unit.session.exec(select(PersonName)).one().family = "CHANGED"

    with pytest.raises(Refused), units.act(scene.clerk, SAVE) as unit:
        rename(unit)


def test_an_act_and_its_audit_row_come_together_or_not_at_all(units: Units, scene: Scene) -> None:
    def audited() -> int:
        with units.raw("keeper") as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(AUDIT)).scalar_one())

    with units.act(scene.clerk, SAVE) as unit:
        unit.get(Person, scene.mine.person)
        unit.add(_note(unit, scene.mine))
    assert audited() == 1
    with pytest.raises(TrackerError), units.act(scene.clerk, SAVE) as unit:
        unit.add(_note(unit, scene.other))
    assert audited() == 1
    with units.read(scene.clerk) as unit:
        assert len(unit.session.exec(select(Note)).all()) == 1
