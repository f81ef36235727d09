"""The one look-up past the rules: exactly one person, named in full, for emergency access; nothing else comes out.

On PostgreSQL a terminal cannot look past row security, so there the same statement stands inside a function of the
second wall, which answers with one id or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection

from db.access.owned import holds_records
from db.access.reader import Bool, Column, Present
from db.access.session_reader import POSTGRES, SessionReader, sql_type
from db.access.standing import Standing
from db.cards.page import LIMIT
from db.store.wall.functions import Function
from db.tables.base import Key, Moment
from db.tables.people import Identifier, Person, PersonDetail, PersonName
from db.tables.sharing import EmergencyAccess
from db.tables.system import AuditEvent
from db.words.actor import Role
from db.words.families.people import DetailKind

_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_number: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_detail: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]
_access: sa.Table = EmergencyAccess.__table__  # type: ignore[attr-defined]
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
TRIES: Final = ("emergency.open", "emergency.refused")
"""Acts that count as a try, whatever came of it."""
_BETWEEN: Final = "|"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is meant: any spelling of a number, or a day of birth with (surname, forename) as folded words."""

    numbers: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    born: str = ""

    @property
    def says_enough(self) -> bool:
        """Whether it can name one person: a number, or a full name with a day of birth."""
        return bool(self.numbers) or bool(self.names and self.born)


@dataclass(frozen=True, slots=True)
class Named:
    """The one person; `known` when the rules let the reader see them without emergency access."""

    person_id: UUID
    known: bool


class _Asker(Protocol):
    def relevant(self, person_id: Column, *, narrow: bool = False) -> Bool:
        """Rules R and H4."""

    def admitted(self, person_id: Column) -> Bool:
        """Rule H4 alone."""


def exactly_one(connection: Connection, standing: Standing, wanted: Wanted) -> Named | None:
    """The only person that this names, among all there are; None for nobody, for several, and for limited access."""
    if not wanted.says_enough:
        return None
    pairs = [_BETWEEN.join(pair) for pair in wanted.names]
    families = sorted({family for family, _ in wanted.names})
    if connection.dialect.name == "postgresql":
        given = (
            sa.literal(list(value), ARRAY(sa.Text())) for value in (wanted.numbers, families, pairs, [wanted.born])
        )
        told = sa.func.tracker.named_exactly(*given).table_valued(
            sa.column("whose", Key), sa.column("known", sa.Boolean)
        )
        statement: sa.Select[Any] = sa.select(*told.c)
    else:
        values = {"numbers": wanted.numbers, "families": families, "pairs": pairs, "born": [wanted.born]}
        statement = _statement(Present(standing), lambda column, name: column.in_(list(values[name])))
    rows: Sequence[Any] = connection.execute(statement).all()
    return Named(rows[0][0], bool(rows[0][1])) if len(rows) == 1 else None


def tries(connection: Connection, user_id: UUID, since: datetime) -> int:
    """How often the user tried since then, in whatever sign-in."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(sa.select(sa.func.tracker.emergency_tries(since))).scalar() or 0)
    e = _event.c
    wanted = sa.select(sa.func.count()).where(e.user_id == user_id, e.action.in_(TRIES), e.happened_at >= since)
    return int(connection.execute(wanted).scalar() or 0)


def told(connection: Connection, standing: Standing, since: datetime) -> Sequence[Any]:
    """Emergency access since then to people of whom the sharing lead's agency holds records, the newest first."""
    if connection.dialect.name == "postgresql":
        columns = (sa.column(one.name, one.type) for one in _access.c)
        given = sa.func.tracker.told_of_emergency(since).table_valued(*columns)
        return connection.execute(sa.select(*given.c)).all()
    return connection.execute(_told(Present(standing), sa.literal(since, Moment))).all()


def _told(reader: Present | SessionReader, since: Any) -> sa.Select[Any]:  # noqa: ANN401 - a value or a parameter
    one = _access.c
    holds = holds_records(reader.is_my_agency, one.person_id)
    wanted = sa.select(_access).where(one.opened_at >= since, reader.has(Role.SHARING_LEAD), holds)
    return wanted.order_by(one.opened_at.desc(), one.id).limit(LIMIT)


def _statement(reader: _Asker, among: Callable[[Any, str], Bool]) -> sa.Select[Any]:
    """Up to two people, so that one can be told from several; `among(column, name)` compares with what was given."""
    n, i, d = _name.c, _number.c, _detail.c
    day = sa.exists().where(
        d.person_id == n.person_id, d.kind == DetailKind.DATE_OF_BIRTH, d.ended_at.is_(None), among(d.value, "born")
    )
    full = n.family_folded.concat(sa.literal(_BETWEEN)).concat(n.given_folded)
    found = sa.union(
        sa.select(i.person_id).where(
            i.ended_at.is_(None), sa.or_(among(i.raw, "numbers"), among(i.canonical, "numbers"))
        ),
        sa.select(_person.c.id).where(among(_person.c.public_ref, "numbers")),
        sa.select(n.person_id).where(
            n.ended_at.is_(None), among(n.family_folded, "families"), among(full, "pairs"), day
        ),
    )
    one = _person.c
    return (
        sa.select(one.id, reader.relevant(one.id).label("known"))
        .where(one.merged_into_id.is_(None), one.id.in_(found), reader.admitted(one.id))
        .limit(2)
    )


def _written(statement: Any) -> str:  # noqa: ANN401 - a statement or a condition
    return str(statement.compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True}))


def functions() -> tuple[Function, ...]:
    """The functions of the second wall; several people are told apart from one by nothing coming out."""
    reader = SessionReader()
    text = _written(
        _statement(reader, lambda column, name: column == sa.any_(sa.literal_column(f"p_{name}", ARRAY(sa.Text()))))
    )
    named = Function(
        "named_exactly",
        "TABLE (whose uuid, known boolean)",
        f"me := tracker.me(); IF (me).user_id IS NULL OR NOT ({_written(reader.sees())}) THEN RETURN; END IF; "
        f"RETURN QUERY {text};",
        takes="p_numbers text[], p_families text[], p_pairs text[], p_born text[]",
        declares="me tracker.reader",
        settings="SET search_path = pg_catalog, public, pg_temp",
    )
    acts = ", ".join(f"'{one}'" for one in TRIES)
    count = Function(
        "emergency_tries",
        "bigint",
        "RETURN (SELECT count(*) FROM public.audit_event e WHERE e.user_id = tracker.my_user() "  # noqa: S608
        f"AND e.action IN ({acts}) AND e.happened_at >= since);",
        takes="since timestamptz",
    )
    wanted = _written(_told(reader, sa.literal_column("since", Moment)))
    given = ", ".join(f"{one.name} {sql_type(one.type)}" for one in _access.c)
    owners = Function(
        "told_of_emergency",
        f"TABLE ({given})",
        f"me := tracker.me(); IF (me).user_id IS NULL THEN RETURN; END IF; RETURN QUERY {wanted};",
        takes="since timestamptz",
        declares="me tracker.reader",
        settings="SET search_path = pg_catalog, public, pg_temp",
    )
    return named, count, owners
