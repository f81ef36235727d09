"""Rules with their values written into the statement: our own ids, days and words, never what somebody typed.

A rule repeats the reader's courts and the day in every statement and many times over. As parameters they are
collected, compared and expanded anew for each; measured, that was half of what a file open cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, ColumnElement, visitors
from sqlalchemy.sql.elements import BindParameter

Element = TypeVar("Element")


class Constant(ColumnElement[Any]):
    """One value, written out."""

    inherit_cache = True
    _traverse_internals = [("value", visitors.InternalTraversal.dp_plain_obj)]  # noqa: RUF012 - SQLAlchemy's form

    def __init__(self, value: object, kind: sa.types.TypeEngine[Any]) -> None:
        self.value = value
        self.type = kind


class Constants(ColumnElement[Any]):
    """The values of an IN, written out in their parentheses."""

    inherit_cache = True
    _traverse_internals = [("values", visitors.InternalTraversal.dp_plain_obj)]  # noqa: RUF012 - SQLAlchemy's form

    def __init__(self, values: Iterable[object], kind: sa.types.TypeEngine[Any]) -> None:
        self.values = tuple(values)
        self.type = kind


@compiles(Constant)
def _constant(element: Constant, compiler: Any, **_: object) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    return _written(element.value, compiler.dialect.name)


@compiles(Constants)
def _constants(element: Constants, compiler: Any, **_: object) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
    if not element.values:
        kind = compiler.dialect.type_compiler_instance.process(element.type)
        return f"(SELECT CAST(NULL AS {kind}) WHERE 1 != 1)"
    return f"({', '.join(_written(each, compiler.dialect.name) for each in element.values)})"


def _written(value: object, dialect: str) -> str:
    """Raises TypeError for a value that is none of ours, so that no typed text can come in here."""
    postgresql = dialect == "postgresql"
    match value:
        case UUID():
            return f"'{value}'::uuid" if postgresql else f"X'{value.hex}'"
        case bool() | int():
            return str(int(value)) if not postgresql or not isinstance(value, bool) else str(value).lower()
        case date():
            return f"DATE '{value.isoformat()}'" if postgresql else f"'{value.isoformat()}'"
        case StrEnum():
            return "'" + value.value.replace("'", "''") + "'"
    raise TypeError(f"{type(value).__name__} is not written into a rule")


def written_out(rule: Element) -> Element:
    """The rule with every value that it carries written out; named parameters stay."""

    def constant(element: object, **_: object) -> ClauseElement | None:
        if not isinstance(element, BindParameter) or element.required or element.value is None:
            return None
        if element.expanding:
            return Constants(element.value, element.type)
        return Constant(element.value, element.type) if _ours(element.value) else None

    found: Any = visitors.replacement_traverse(cast("Any", rule), {}, constant)
    return cast("Element", found)


def _ours(value: object) -> bool:
    return isinstance(value, UUID | date | StrEnum | bool | int)
