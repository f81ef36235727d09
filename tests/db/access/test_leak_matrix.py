"""Every shape of question x every governed table x every role: no row that the rules do not give in full comes back.

What a shape asks of a table does not hang on who asks, so the quick test goes through every pair of shape and table,
of table and role, and of shape and role; the proof goes through every triple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased, load_only
from sqlmodel import Session, SQLModel, select

from db.tables.base import Reach
from db.tables.people import FieldChange
from db.tables.places import Agency
from db.tables.registry import governance_of, models
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import Refused
from tests.support.oracle import GOVERNED, Oracle, rows_of
from tests.support.record import Record
from tests.support.whole_world import WholeWorld

Model = Any
Statement = Any
Shape = Callable[[Session, Model], Iterable[UUID]]


def _ids(session: Session, statement: Statement) -> list[UUID]:
    return [row[0] for row in session.execute(statement)]


def _aliased(model: Model) -> Statement:
    one = aliased(model)
    return sa.select(one.id)


def _joined(model: Model) -> Statement:
    one = aliased(model)
    return sa.select(model.id).join(one, one.id == model.id)


def _beside(model: Model) -> Statement:
    return sa.select(model.id).select_from(Agency).join(model, sa.true(), isouter=True).where(model.id.is_not(None))


def _cte(model: Model) -> Statement:
    return sa.select(sa.select(model.id, model.version).cte().c.id)


def _subquery(model: Model) -> Statement:
    return sa.select(sa.select(model.id, model.version).subquery().c.id)


def _inside(model: Model) -> Statement:
    """The rule of the inner select holds also where the outer one asks for open rows only."""
    one = aliased(model)
    return sa.select(one.id).where(one.id.in_(sa.select(model.id).order_by(model.version.desc()).limit(1000)))


def _counted(session: Session, model: Model) -> list[UUID]:
    """As many as are counted; more than may be are told by the number."""
    told = {row.id for row in session.exec(select(model))}
    assert session.exec(select(sa.func.count()).select_from(model)).one() == len(told), model.__name__
    assert session.exec(select(sa.func.count(model.id))).one() == len(told), model.__name__
    return list(told)


def _told(session: Session, model: Model) -> list[UUID]:
    """Open rows are given where a governed one exists: never for a row that the reader does not get."""
    some = session.exec(select(Agency.id).where(sa.exists().where(model.version > 0))).first()
    found = _ids(session, sa.select(model.id))
    assert (some is not None) is bool(found), model.__name__
    return found


SHAPES: dict[str, Shape] = {
    "entity": lambda s, m: [row.id for row in s.exec(select(m))],
    "columns": lambda s, m: _ids(s, sa.select(m.id, m.version)),
    "alias": lambda s, m: _ids(s, _aliased(m)),
    "join": lambda s, m: _ids(s, _joined(m)),
    "outer join": lambda s, m: _ids(s, _beside(m)),
    "subquery": lambda s, m: _ids(s, _subquery(m)),
    "in subquery": lambda s, m: _ids(s, _inside(m)),
    "cte": lambda s, m: _ids(s, _cte(m)),
    "union": lambda s, m: _ids(s, sa.union_all(sa.select(m.id), sa.select(m.id).where(m.version > 0))),
    "window": lambda s, m: _ids(s, sa.select(m.id, sa.func.row_number().over(order_by=m.id))),
    "count": _counted,
    "exists": _told,
    "lazy load": lambda s, m: [row.id for row in s.exec(select(m).options(load_only(m.id))) if row.version],
}


TABLES = sorted(GOVERNED, key=lambda each: each.__name__)
AT_ONCE = 1
"""Shapes that the quick test asks of each table for each reader, the next ones for the next."""


@pytest.fixture
def world(record: Record) -> WholeWorld:
    return WholeWorld(record, 5)


def _go_through(units: Units, world: WholeWorld, *, at_once: int) -> None:
    names = list(SHAPES)
    seen: set[type[SQLModel]] = set()
    kept: set[type[SQLModel]] = set()
    asked: set[tuple[str, str]] = set()
    with units.raw("keeper") as connection:
        tables = {model: rows_of(connection, model) for model in GOVERNED}
        assert [model.__name__ for model, rows in tables.items() if not rows] == []
        for turn, actor in enumerate(world.readers):
            oracle = Oracle(connection, units.standing(connection, actor), tables)
            with units.read(actor) as unit:
                for place, model in enumerate(TABLES):
                    may = oracle.may(model)
                    # The next shape for the next reader, whatever the numbers of tables and shapes have in common.
                    shapes = [names[(turn + place + more) % len(names)] for more in range(at_once)]
                    _ask(unit.session, model, may, shapes=shapes)
                    _ask_for(unit.session, model, set(tables[model]) - may)
                    asked |= {(name, model.__name__) for name in shapes}
                    seen |= {model} if may else set()
                    kept |= {model} if set(tables[model]) - may else set()
    assert seen == kept == GOVERNED
    assert len(asked) == len(SHAPES) * len(TABLES)


def _ask(session: Session, model: Model, may: set[UUID], *, shapes: Iterable[str]) -> None:
    for name in shapes:
        found = set(SHAPES[name](session, model))
        assert found <= may, (name, model.__name__)
        if model is not FieldChange:  # the rule of its case is stricter than the decision about its person
            assert found == may, (name, model.__name__)


def _ask_for(session: Session, model: Model, not_for_them: set[UUID]) -> None:
    """One row that is there and not theirs: neither got, nor told of."""
    for key in sorted(not_for_them)[:1]:
        assert session.get(model, key) is None, model.__name__


def test_there_is_a_reader_of_every_role(world: WholeWorld) -> None:
    assert {role for reader in world.readers for role in reader.roles} == set(Role)


def test_no_shape_of_question_gives_a_row_that_the_rules_withhold(units: Units, world: WholeWorld) -> None:
    _go_through(units, world, at_once=AT_ONCE)


@pytest.mark.slow_proof
def test_every_shape_of_every_table_for_every_role_gives_only_what_the_rules_give(
    units: Units, world: WholeWorld
) -> None:
    _go_through(units, world, at_once=len(SHAPES))


def _refused(units: Units, actor: Actor, statement: Statement) -> None:
    with pytest.raises((Refused, SQLAlchemyError)), units.read(actor) as unit:
        unit.session.execute(statement)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_table_is_changed_or_emptied_by_one_statement(units: Units, record: Record, model: Model) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK, courts=[record.court()])
    for statement in (sa.update(model).values(version=9), sa.delete(model), sa.insert(model).values(version=1)):
        _refused(units, clerk, statement)


def test_the_houses_own_tables_are_read_in_no_shape_by_any_role(units: Units, world: WholeWorld) -> None:
    houses = [model for model in models().values() if governance_of(model).reach is Reach.SYSTEM]
    for actor in world.readers[:: len(world.readers) // 4]:
        for model in houses:
            for shape in (sa.select(model), sa.select(sa.func.count()).select_from(model), sa.select(aliased(model))):
                _refused(units, actor, shape)
