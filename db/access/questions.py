"""Questions that are asked all day: a select with named values, written out once for a reader with the rules in it.

SQLAlchemy spends several times more on a statement than SQLite does on its answer. What is kept here is the text that
it makes of the guarded statement, by the guard's own way (`db.access.guard`), for one standing: whatever changes what
the reader may see makes another standing, and the text is made anew. A statement whose rules carry values that are
not written out is not kept, and goes the ordinary way each time.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapper
from sqlalchemy.sql import operators
from sqlalchemy.util import LRUCache
from sqlmodel import SQLModel

from db.access.constants import written_out
from db.access.ruled import Form, Rule, with_rules
from db.access.walk import walked
from db.tables.base import Key

Bind = Callable[[Any], Any]
PEOPLE: Final = "people"
"""The value of a question that holds keys of persons."""
PERSON: Final = "person_id"
_MOST: Final = 400


class _Keys(sa.types.TypeDecorator[Sequence[UUID]]):
    """Many keys as one value: JSON on SQLite, an array on PostgreSQL."""

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """The column type of the engine at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.ARRAY(sa.Uuid()))
        return dialect.type_descriptor(sa.String())

    def process_bind_param(self, value: Sequence[UUID] | None, dialect: Dialect) -> Any:  # noqa: ANN401 - as the driver takes it
        """Keys to what the driver takes."""
        keys = list(value or ())
        return keys if dialect.name == "postgresql" else json.dumps([one.hex for one in keys])


class Among(sa.BinaryExpression[bool]):
    """`column IN (the keys of a value)`, of which the text is the same however many keys there are."""

    inherit_cache = True

    def __init__(self, column: Any, named: str) -> None:  # noqa: ANN401 - a mapped column
        keys = sa.bindparam(named, type_=_Keys())
        super().__init__(sa.inspect(column).expression, keys, operators.in_op, type_=sa.Boolean())


@compiles(Among, "sqlite")
def _among_sqlite(element: Among, compiler: Any, **more: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    column, keys = (compiler.process(each, **more) for each in (element.left, element.right))
    return f"{column} IN (SELECT unhex(value) FROM json_each({keys}))"  # noqa: S608 - a column and a parameter


@compiles(Among, "postgresql")
def _among_postgresql(element: Among, compiler: Any, **more: Any) -> str:  # noqa: ANN401
    column, keys = (compiler.process(each, **more) for each in (element.left, element.right))
    return f"{column} = ANY ({keys})"


class Question:
    """A select of mapped columns with named values (`sa.bindparam`, `Among`), made when it is first asked.

    `subject` is the class of which it takes only rows of the people in its value `people`; `proves` the class whose
    `person_id` it gives with each row.
    """

    __slots__ = ("_made", "_make", "proves", "subject")

    def __init__(self, make: Callable[[], sa.Select[Any]]) -> None:
        self._make = make
        self._made: sa.Select[Any] | None = None
        self.subject: type[SQLModel] | None = None
        self.proves: type[SQLModel] | None = None

    @property
    def statement(self) -> sa.Select[Any]:
        """The select, without any rule."""
        if self._made is None:
            made = written_out(self._make())
            self.subject = _subject(made) if walked(made)[1] else None
            whose = (one for one in made.selected_columns if one.name == PERSON)
            self.proves = next((found for found in map(_model, whose) if found is not None), None)
            self._made = made
        return self._made


def _subject(statement: sa.Select[Any]) -> type[SQLModel] | None:
    """Whose rows a statement without aliases and inner statements takes of the people of its value alone."""
    found = (one for one in statement._where_criteria if isinstance(one, Among) and one.right.key == PEOPLE)
    return next((_model(one.left) for one in found if getattr(one.left, "key", "") == PERSON), None)


def _model(column: Any) -> type[SQLModel] | None:  # noqa: ANN401 - a column
    """The class that a column is of, where it is no alias of it."""
    mapper = column._annotations.get("parententity")
    return mapper.class_ if isinstance(mapper, Mapper) else None


class Written:
    """A question with the rules of one reader in it, as text for one engine."""

    __slots__ = ("_binds", "_makers", "_row", "_sql")

    def __init__(self, sql: str, binds: Any, row: Callable[..., Any], makers: Sequence[Bind | None]) -> None:  # noqa: ANN401 - names in order, or by name
        self._sql = sql
        self._binds = binds
        self._row = row
        self._makers = makers

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """What is found, each row with its columns by name; asked of the driver itself, in the transaction at hand."""
        given: Any
        if isinstance(self._binds, dict):
            given = {name: make(values) for name, make in self._binds.items()}
        else:
            given = [make(values) for make in self._binds]
        faults = connection.dialect.loaded_dbapi.Error
        cursor: Any = connection.connection.cursor()
        try:
            cursor.execute(self._sql, given)
            rows = cursor.fetchall()
        except faults as fault:
            # Past SQLAlchemy, which would have wrapped it for `told_plainly`; the values are nobody's to read.
            raise sa.exc.DBAPIError.instance(
                "a question", None, fault, faults, hide_parameters=True, dialect=connection.dialect
            ) from None
        finally:
            cursor.close()
        if not rows:
            return []
        columns: list[Iterable[Any]] = [
            column if make is None else map(make, column)
            for column, make in zip(zip(*rows, strict=True), self._makers, strict=True)
        ]
        return list(map(self._row, *columns))


_texts: Final[LRUCache[Any, Written | None]] = LRUCache(_MOST)


def written(question: Question, form: Form, rules: Sequence[Rule], dialect: Dialect) -> Written | None:
    """The question with the rules in it as text; rules that read alike make one text, whosever they are."""
    key = (question, dialect.name, *(rule.mark for rule in rules))
    if key not in _texts:
        _texts[key] = write(with_rules(question.statement, form, rules), dialect)
    found: Written | None = _texts[key]
    return found


def write(statement: sa.Select[Any], dialect: Dialect) -> Written | None:
    """The ruled statement as text; None where it carries values that are expanded at each execution."""
    compiled: Any = statement.compile(dialect=dialect)
    if any(bind.expanding or bind.literal_execute for bind in compiled.binds.values()):
        return None
    makers = {name: _binder(name, bind, dialect) for name, bind in compiled.binds.items()}
    binds: Any = makers
    if compiled.positional:
        binds = [makers[name] for name in compiled.positiontup]
    names = [column.name for column in statement.selected_columns]
    row: Any = namedtuple("Found", names)  # type: ignore[misc]  # noqa: PYI024 - columns that are known only here
    return Written(compiled.string, binds, row, [_reader(one.type, dialect) for one in statement.selected_columns])


def _binder(name: str, bind: sa.BindParameter[Any], dialect: Dialect) -> Callable[[Mapping[str, Any]], Any]:
    make: Bind | None = bind.type._cached_bind_processor(dialect)
    if bind.required:
        return lambda values: make(values[name]) if make is not None else values[name]
    fixed = make(bind.effective_value) if make is not None else bind.effective_value
    return lambda _: fixed


def _reader(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Bind | None:
    """What makes a value of the driver ours; keys that were seen lately need not be made again."""
    if isinstance(kind, Key) and dialect.name == "sqlite":
        return _key
    made: Bind | None = kind._cached_result_processor(dialect, None)
    return made


@lru_cache(maxsize=65_536)
def _key(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)
