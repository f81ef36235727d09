"""Statements of finding as functions of PostgreSQL: planned once, and asked for the reader of the transaction's token.

Row security would look at each row that a statement passes on its way. A function of the second wall looks past it,
and its statement carries the same rules (`db.access.asked_by.BySession`): what they withhold does not come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql.base import PGCompiler

from db.access.asked_by import KNOWN, AskedBy, BySession
from db.access.session_reader import PLAIN, RowsReader, sql_type
from db.store.wall.functions import SCHEMA, Function
from db.tables.base import Bytewise, Key
from db.tables.lookup import EVERYBODY, LookupScope

Statement = sa.Select[Any] | sa.CompoundSelect[Any]
# From the list that is asked by to the rows, by an index at each step, in the order that the statement says: whatever
# the server has counted in the tables, and whatever the first lists were like that it was asked with.
_SETTINGS: Final = (
    "SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan SET jit = off "
    "SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off "
    "SET join_collapse_limit = 1 SET from_collapse_limit = 1 SET max_parallel_workers_per_gather = 0"
)
# What SQLAlchemy cannot know, as nothing typed stands beside them.
_BY_NAME: Final[Mapping[str, str]] = {
    **dict.fromkeys(("few", "most", "size", "family_size", "given_size"), "INTEGER"),
    **dict.fromkeys(("family", "given", "pattern"), "TEXT"),
}
_scope: sa.Table = LookupScope.__table__  # type: ignore[attr-defined]
_ASKED: Final = re.compile(rf"= ANY \({KNOWN}\)")


class _Writer(PGCompiler):
    """Writes a statement for the inside of a function: what is given to it are the function's parameters."""

    def visit_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compiler
        """See SQLAlchemy."""
        if not bindparam.required:
            plain = super().visit_bindparam(bindparam, *args, **{**kw, "literal_binds": True})  # type: ignore[no-untyped-call]
            return str(plain)
        kind = bindparam.type
        if bindparam.key not in _given_to(self) or not isinstance(kind, sa.types.NullType):
            known = _BY_NAME.get(bindparam.key, "") if isinstance(kind, sa.types.NullType) else _plain(kind)
            _given_to(self)[bindparam.key] = known or _given_to(self).get(bindparam.key, "")
        given = f"p_{bindparam.key}"
        return f'({given} COLLATE "C")' if isinstance(kind, Bytewise) else given


def _given_to(compiler: Any) -> dict[str, str]:  # noqa: ANN401 - SQLAlchemy's compiler
    """The parameters that a statement asks for, with their types."""
    found: dict[str, str] = compiler.__dict__.setdefault("tracker_parameters", {})
    return found


def is_list_of(compiler: Any, name: str, kind: str) -> None:  # noqa: ANN401 - SQLAlchemy's compiler
    """Say that a parameter is a list of such values."""
    _given_to(compiler)[name] = kind


def _plain(kind: sa.types.TypeEngine[Any]) -> str:
    """A column's type without its collation, as texts of every collation are one type; nothing at all is a text."""
    if isinstance(kind, Bytewise):
        return "VARCHAR"
    return "TEXT" if isinstance(kind, sa.String | sa.types.NullType) else sql_type(kind)


_DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]
_DIALECT.statement_compiler = _Writer  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Served:
    """A statement written out as the body of a function: what it takes, what its rows are, and its text."""

    name: str
    takes: Mapping[str, str]
    gives: tuple[sa.types.TypeEngine[Any], ...]
    text: str = field(repr=False)
    plain: str = field(default="", repr=False)
    """A shorter text for where PLAIN holds."""
    by_all: bool = True
    """Whether the scope of everybody may be asked too; without it the answer could tell of others by their number."""

    @property
    def called(self) -> str:
        """The call, with a value by name for each parameter."""
        given = ", ".join(f"%({name})s::{kind}" for name, kind in self.takes.items())
        return f"SELECT * FROM {SCHEMA}.{self.name}({given})"  # noqa: S608 - words of the program

    def function(self) -> Function:
        """The function of the second wall; for nobody it gives nothing."""
        types = [_plain(kind) for kind in self.gives]
        told = ", ".join(f"c{place} {kind}" for place, kind in enumerate(types))
        columns = ", ".join(f"q.c{place}::{kind}" for place, kind in enumerate(types))
        names = ", ".join(f"c{place}" for place in range(len(types)))
        begin = "me := tracker.me(); IF (me).user_id IS NULL THEN RETURN; END IF;"
        declares = "me tracker.reader"
        if _ASKED.search(self.text):
            declares += f"; {KNOWN} uuid[]"
            begin += f" {KNOWN} := ARRAY({_mattering()});"
        if "scopes" in self.takes:
            begin += f" p_scopes := ARRAY({_own_scopes(by_all=self.by_all)});"
        asked = (f"RETURN QUERY SELECT {columns} FROM ({text}) AS q ({names});" for text in (self.plain, self.text))  # noqa: S608
        body = "IF {plain} THEN {} ELSE {} END IF;" if self.plain else "{1}"
        return Function(
            self.name,
            f"TABLE ({told})",
            f"{begin} {body.format(*asked, plain=PLAIN)}",
            takes=", ".join(f"p_{name} {kind}" for name, kind in self.takes.items()),
            declares=declares,
            settings=_SETTINGS,
        )


def served(name: str, make: Callable[[AskedBy], Statement], *, by_all: bool = True) -> Served:
    """The statement, as it is made for a reader, as a function of this name."""
    compiled: Any = make(BySession()).compile(dialect=_DIALECT)
    plain = str(make(BySession(plain=True)).compile(dialect=_DIALECT))
    takes = dict(sorted(_given_to(compiled).items()))
    gives = tuple(column[3] for column in compiled._result_columns)
    return Served(name, takes, gives, str(compiled), plain if plain != str(compiled) else "", by_all)


def called(name: str, statement: Statement) -> Served:
    """The same for whoever only calls the function: without the rules that stand in it."""
    compiled: Any = statement.compile(dialect=_DIALECT)
    takes = dict(sorted(_given_to(compiled).items()))
    return Served(name, takes, tuple(column[3] for column in compiled._result_columns), str(compiled))


def _own_scopes(*, by_all: bool) -> str:
    """Of the scopes asked by those through which people matter to the reader: the index of no other court is read."""
    asked = sa.func.unnest(sa.literal_column("p_scopes", postgresql.ARRAY(sa.Integer()))).table_valued("id")
    number = sa.type_coerce(asked.render_derived().c.id, sa.Integer())
    one = _scope.c
    own = sa.exists().where(one.id == number, RowsReader().within(one))
    wanted = sa.select(number).where(sa.or_(number == EVERYBODY, own) if by_all else own)
    return str(wanted.compile(dialect=_DIALECT))


def _mattering() -> str:
    """Of the people in `ids` those who matter to the reader."""
    asked = sa.func.unnest(sa.literal_column("p_ids", postgresql.ARRAY(Key()))).table_valued("id").render_derived()
    person = sa.type_coerce(asked.c.id, Key())
    wanted = sa.select(person).where(RowsReader().relevant(person))
    return str(wanted.compile(dialect=_DIALECT))
