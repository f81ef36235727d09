"""What a defendant's lawyer gets of those who stand in the same case: the name, and the charge that is shared (S17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import matrix
from db.access.criteria import visible
from db.access.reader import Present
from db.access.standing import Standing
from db.tables.cases import Case, Charge, DefendantCase
from db.tables.people import PersonName
from db.tables.sharing import ExclusionEntry
from db.words.families.people import NameKind

_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_charge: sa.Table = Charge.__table__  # type: ignore[attr-defined]
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_case: sa.Table = Case.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class CoDefendantFact:
    """A name in its parts, and the titles of offences charged against the lawyer's client too."""

    family: str
    given: str
    middle: str
    is_organisation: bool
    charges: tuple[str, ...]


def co_defendants(
    connection: Connection, standing: Standing, case_id: UUID, clients: Iterable[UUID]
) -> tuple[CoDefendantFact, ...]:
    """Those of the case who are not `clients`; nothing for anybody but a defence lawyer who reads the case.

    Who is under limited access, or was a youth at the first hearing, is not among them.
    """
    if standing.columns != frozenset({matrix.Column.DEFENCE}):
        return ()
    mine = sorted(clients)
    case = _case.alias()
    reads = sa.select(case.c.id).where(case.c.id == case_id, visible(Present(standing), Case, row=case))
    if not mine or connection.execute(reads).first() is None:
        return ()
    shared = _titles(connection, case_id, _defendant.c.person_id.in_(mine))
    own = {key for titles in shared.values() for key in titles}
    others = _titles(connection, case_id, sa.and_(_defendant.c.person_id.not_in(mine), _open()))
    names = _names(connection, others)
    return tuple(
        CoDefendantFact(*names[person], tuple(dict.fromkeys(title for title in charged if title in own)))
        for person, charged in others.items()
        if person in names
    )


def _open() -> Any:  # noqa: ANN401 - a condition
    limited = sa.exists().where(_exclusion.c.person_id == _defendant.c.person_id, _exclusion.c.ended_at.is_(None))
    return sa.and_(_defendant.c.youth_at_first_hearing.is_not(True), ~limited)


def _titles(connection: Connection, case_id: UUID, who: Any) -> dict[UUID, list[str]]:  # noqa: ANN401
    """Person -> the titles of the charges in this case."""
    rows = connection.execute(
        sa.select(_defendant.c.person_id, _charge.c.title)
        .outerjoin(_charge, sa.and_(_charge.c.defendant_case_id == _defendant.c.id, _charge.c.ended_at.is_(None)))
        .where(_defendant.c.case_id == case_id, _defendant.c.ended_at.is_(None), who)
        .order_by(_defendant.c.id, _charge.c.sequence, _charge.c.id)
    )
    found: dict[UUID, list[str]] = {}
    for person, title in rows:
        found.setdefault(person, [])
        if title:
            found[person].append(title)
    return found


def _names(connection: Connection, people: Iterable[UUID]) -> dict[UUID, tuple[str, str, str, bool]]:
    rows = connection.execute(
        sa.select(_name.c.person_id, _name.c.family, _name.c.given, _name.c.middle, _name.c.is_organisation)
        .where(_name.c.person_id.in_(sorted(people)), _name.c.kind == NameKind.PRIMARY, _name.c.ended_at.is_(None))
        .order_by(_name.c.recorded_at)
    )
    return {row.person_id: (row.family, row.given, row.middle, row.is_organisation) for row in rows}
