"""What a defendant's lawyer gets of those who stand in the same case: the name, and the charge that is shared (S17).

Everything else of them is hidden from the lawyer, by the guard and by row security; so on PostgreSQL the same
statement stands inside a function of the second wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.criteria import visible
from db.access.reader import Bool, Column, Present, Reader
from db.access.rules import CASE_BLIND
from db.access.session_reader import POSTGRES, SessionReader
from db.access.standing import Standing
from db.store.wall.functions import Function
from db.tables.base import Key
from db.tables.cases import Case, Charge, DefendantCase
from db.tables.people import PersonName
from db.tables.sharing import ExclusionEntry
from db.words.actor import Role
from db.words.families.people import NameKind

_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_charge: sa.Table = Charge.__table__  # type: ignore[attr-defined]
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_case: sa.Table = Case.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_OTHERWISE: Final = tuple(sorted(set(Role) - CASE_BLIND - {Role.DEFENCE_LAWYER}))


@dataclass(frozen=True, slots=True)
class CoDefendantFact:
    """A name in its parts, and the titles of offences charged against the lawyer's client too."""

    family: str
    given: str
    middle: str
    is_organisation: bool
    charges: tuple[str, ...]


def co_defendants(connection: Connection, standing: Standing, case_id: UUID) -> tuple[CoDefendantFact, ...]:
    """Those of the case who are not relevant to the reader; nothing for anybody but a lawyer who reads the case.

    Who is under limited access, or was a youth at the first hearing, is not among them.
    """
    if not standing.actor.has(Role.DEFENCE_LAWYER):
        return ()
    if connection.dialect.name == "postgresql":
        texts: list[Any] = [sa.column(name) for name in ("family", "given", "middle")]
        columns = (sa.column("whose", Key), *texts, sa.column("firm", sa.Boolean), sa.column("title"))
        told = sa.func.tracker.co_defendants(sa.literal(case_id, Key)).table_valued(*columns)
        rows = connection.execute(sa.select(*told.c)).all()
    else:
        rows = connection.execute(_statement(Present(standing), sa.literal(case_id, Key))).all()
    found: dict[UUID, CoDefendantFact] = {}
    for whose, family, given, middle, firm, title in rows:
        before = found[whose].charges if whose in found else ()
        more = (title,) if title and title not in before else ()
        found[whose] = CoDefendantFact(family, given, middle, bool(firm), (*before, *more))
    return tuple(found.values())


def _statement(reader: Reader, case_id: Column) -> sa.Select[Any]:
    """One row for each name and shared title of somebody else's client; the newest name comes last."""
    other, client, charge, shared, case = (
        _defendant.alias("dc"), _defendant.alias("mine"), _charge.alias("ch"), _charge.alias("own"), _case.alias("ca"),
    )  # fmt: skip
    titles = (
        sa.select(shared.c.title)
        .join(client, client.c.id == shared.c.defendant_case_id)
        .where(client.c.case_id == case_id, shared.c.ended_at.is_(None), reader.relevant(client.c.person_id))
    )
    both = sa.and_(charge.c.defendant_case_id == other.c.id, charge.c.ended_at.is_(None), charge.c.title.in_(titles))
    name = _name.alias("pn")
    primary = sa.and_(name.c.person_id == other.c.person_id, name.c.kind == NameKind.PRIMARY, name.c.ended_at.is_(None))
    return (
        sa.select(other.c.person_id, name.c.family, name.c.given, name.c.middle, name.c.is_organisation, charge.c.title)
        .join(name, primary)
        .outerjoin(charge, both)
        .where(
            _only_defends(reader),
            other.c.case_id == case_id,
            other.c.ended_at.is_(None),
            sa.exists().where(case.c.id == case_id, visible(reader, Case, row=case)),
            ~reader.relevant(other.c.person_id),
            _open(other),
        )
        .order_by(other.c.id, name.c.corrects_id.is_not(None), name.c.recorded_at, charge.c.sequence, charge.c.id)
    )


def _only_defends(reader: Reader) -> Bool:
    return sa.and_(reader.has(Role.DEFENCE_LAWYER), ~reader.has(*_OTHERWISE))


def _open(other: Any) -> Bool:  # noqa: ANN401 - an alias
    limited = _exclusion.alias("lim")
    kept = sa.exists().where(limited.c.person_id == other.c.person_id, limited.c.ended_at.is_(None))
    return sa.and_(other.c.youth_at_first_hearing.is_not(True), ~kept)


def functions() -> tuple[Function, ...]:
    """The same for the second wall."""
    statement = _statement(SessionReader(), sa.literal_column("p_case", Key))
    text = statement.compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True})
    made = Function(
        "co_defendants",
        "TABLE (whose uuid, family text, given text, middle text, firm boolean, title text)",
        f"me := tracker.me(); IF (me).user_id IS NULL THEN RETURN; END IF; RETURN QUERY {_as_text(str(text))};",
        takes="p_case uuid",
        declares="me tracker.reader",
        settings="SET search_path = pg_catalog, public, pg_temp",
    )
    return (made,)


def _as_text(statement: str) -> str:
    """Names are varchar in the tables, and a function gives exactly the types that it names."""
    return (
        "SELECT q.c1, q.c2::text, q.c3::text, q.c4::text, q.c5, q.c6::text "  # noqa: S608 - no value in it
        f"FROM ({statement}) AS q (c1, c2, c3, c4, c5, c6)"
    )
