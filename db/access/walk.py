"""Reads a statement before it runs: which tables it touches, and whether any part hides from the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.orm import FromStatement, Mapper
from sqlalchemy.orm.util import AliasedInsp
from sqlalchemy.sql import Executable, operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ClauseElement, ColumnClause, TextClause
from sqlalchemy.sql.schema import Table
from sqlalchemy.sql.selectable import (
    Exists,
    FromClause,
    ReturnsRows,
    ScalarSelect,
    Select,
    TableClause,
    TextualSelect,
)
from sqlalchemy.sql.visitors import HasTraverseInternals

from db.words.errors import Refused

_HIDDEN = "This question cannot be checked against the rules."
_ROWS = (ReturnsRows, Exists, ScalarSelect)
_REFERENCES_ONLY = ("_correlate", "_correlate_except")


def mapped_classes(statement: Executable) -> set[type]:
    """The mapped classes that a statement names anywhere.

    Raises Refused for text, literal columns other than `*`, textual selects, and any table or column that
    carries no mapper and does not come out of a subquery that is itself walked. FROM clauses that SQLAlchemy
    derives from mapped columns are mapped too, so only what the statement itself spells out is looked at.
    """
    return walked(statement)[0]


def walked(statement: Executable) -> tuple[set[type], bool]:
    """The same, and whether the statement names each of them once: it has no alias and no statement in it."""
    if not isinstance(statement, ClauseElement):
        raise Refused(_HIDDEN)
    found: set[type] = set()
    seen = _key_criteria(statement)
    once = isinstance(statement, Select)
    waiting: list[object] = [statement]
    while waiting:
        element = waiting.pop()
        if id(element) in seen or not isinstance(element, HasTraverseInternals):
            continue
        seen.add(id(element))
        entity = _entity(element)
        table = isinstance(entity, Mapper) and isinstance(element, Table)
        once = once and not isinstance(entity, AliasedInsp)
        once = once and (element is statement or table or not isinstance(element, _ROWS))
        if entity is None:
            _refuse_hidden(element)
        waiting.extend(_spelled_out(element, entity, found))
    return found, once


def _spelled_out(element: HasTraverseInternals, entity: object, found: set[type]) -> Iterator[object]:
    """What to look at next below an element; adds the class it stands for."""
    if isinstance(entity, AliasedInsp):
        found.add(entity.mapper.class_)
        inner = getattr(entity.selectable, "element", None)
        if inner is not None and not isinstance(inner, Table):
            yield inner
    elif isinstance(entity, Mapper):
        found.add(entity.class_)
    if entity is not None and isinstance(element, FromClause | ColumnClause):
        return
    if isinstance(element, ColumnClause) and element.table is not None:
        yield element.table
    # Select.get_children adds derived FROM clauses; the base gives only what was written down.
    yield from HasTraverseInternals.get_children(element, omit_attrs=_REFERENCES_ONLY)


def _refuse_hidden(element: HasTraverseInternals) -> None:
    if isinstance(element, TextClause | TextualSelect | FromStatement | TableClause):
        raise Refused(_HIDDEN)
    if isinstance(element, ColumnClause):
        if element.is_literal and element.name != "*":
            raise Refused(_HIDDEN)
        if element.table is None and not element.is_literal:
            raise Refused(_HIDDEN)


def _key_criteria(statement: Executable) -> set[int]:
    """`session.get` compares the mapper's own key clause, whose columns are plain; only that very object passes."""
    columns = getattr(statement, "_raw_columns", ())
    mappers = [entity for entity in map(_entity, columns) if isinstance(entity, Mapper)]
    return {id(mapper._get_clause[0]) for mapper in mappers}


def names_key(statement: Executable) -> bool:
    """Whether the statement has a mapper's own key clause in it, which passes for being that very object."""
    clauses = _key_criteria(statement)
    return any(id(each) in clauses for each in getattr(statement, "_where_criteria", ()))


def of_one_person(statement: Executable) -> tuple[type[Any], BindParameter[UUID]] | None:
    """The class of whose rows the statement takes those of one person alone, and the value that says whose.

    Only for a statement that names each class once: `person_id = value` at its top holds for every row of the class.
    """
    for each in getattr(statement, "_where_criteria", ()):
        if not isinstance(each, BinaryExpression) or each.operator is not operators.eq:
            continue
        entity, value = _entity(each.left), each.right
        if isinstance(entity, Mapper) and isinstance(value, BindParameter) and isinstance(each.left, ColumnClause):
            given = isinstance(value.value, UUID) and value.callable is None and not value.expanding
            if given and each.left.key == "person_id" and each.left.table is entity.local_table:
                return entity.class_, value
    return None


def _entity(element: object) -> object | None:
    annotations = getattr(element, "_annotations", {})
    entity: object | None = annotations.get("parententity") or annotations.get("parentmapper")
    return entity
