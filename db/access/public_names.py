"""Whose name no public list may show (H3): youths on the day of the hearing, youth cases, restricted names and cases.

Asked of the record itself and not of what a reader happens to see, so that nobody's narrower view lets a name
out. What comes back is one word for a row of a list, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.standing import Standing
from db.tables.cases import Charge, DefendantCase, ReportingRestriction
from db.tables.hearings import Listing
from db.tables.people import PersonDetail
from db.tables.sharing import Seal
from db.words.batches import in_batches
from db.words.dates import age_on
from db.words.families.court import RestrictionKind
from db.words.families.people import DetailKind

YOUTH: Final = "Youth"
RESTRICTED: Final = "Restricted"
_ADULT: Final = 18
_YES: Final = frozenset({"y", "yes", "true", "1"})
_MANY: Final = 500
_listing: sa.Table = Listing.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_detail: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]
_restriction: sa.Table = ReportingRestriction.__table__  # type: ignore[attr-defined]
_charge: sa.Table = Charge.__table__  # type: ignore[attr-defined]
_seal: sa.Table = Seal.__table__  # type: ignore[attr-defined]


def withheld_names(connection: Connection, _: Standing, listings: Iterable[UUID]) -> dict[UUID, str]:
    """For each row of a list whose name is withheld: `Youth` or `Restricted`; a row that cannot be read is withheld."""
    wanted = sorted(set(listings))
    found: dict[UUID, str] = {}
    for some in in_batches(wanted, _MANY):
        found |= _of_rows(connection, some)
    return found


def _of_rows(connection: Connection, listings: list[UUID]) -> dict[UUID, str]:
    row, dc = _listing.c, _defendant.c
    rows = connection.execute(
        sa.select(row.id, row.person_id, row.sitting_on, dc.case_id, dc.youth_at_first_hearing)
        .join(_defendant, dc.id == row.defendant_case_id)
        .where(row.id.in_(listings))
    ).all()
    people = sorted({one.person_id for one in rows})
    born, said = _details(connection, people)
    restrictions = _restrictions(connection, people)
    sealed = _sealed(connection, sorted({one.case_id for one in rows}))
    found = dict.fromkeys(listings, RESTRICTED)
    for one in rows:
        youth = one.youth_at_first_hearing or _is_youth(born.get(one.person_id, ()), one.sitting_on)
        kinds = [kind for case, kind in restrictions.get(one.person_id, ()) if case in (None, one.case_id)]
        if youth or (one.person_id in said and one.person_id not in born) or RestrictionKind.YOUTH in kinds:
            found[one.id] = YOUTH
        elif not kinds and one.case_id not in sealed:
            del found[one.id]
    return found


def _is_youth(births: Iterable[date], day: date) -> bool:
    """Whether any source gives a birth that makes somebody under eighteen on the day."""
    ages = [age_on(born, day) for born in births]
    return any(age is None or age < _ADULT for age in ages)


def _details(connection: Connection, people: list[UUID]) -> tuple[dict[UUID, list[date]], set[UUID]]:
    d = _detail.c
    born: dict[UUID, list[date]] = {}
    said: set[UUID] = set()
    wanted = sa.select(d.person_id, d.kind, d.value).where(
        d.person_id.in_(people), d.kind.in_([DetailKind.DATE_OF_BIRTH, DetailKind.YOUTH]), d.ended_at.is_(None)
    )
    for one in connection.execute(wanted):
        if one.kind is DetailKind.YOUTH:
            said |= {one.person_id} if one.value.casefold() in _YES else set()
        elif (day := _day(one.value)) is not None:
            born.setdefault(one.person_id, []).append(day)
    return born, said


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _restrictions(connection: Connection, people: list[UUID]) -> dict[UUID, list[tuple[UUID | None, Any]]]:
    """Of each person the restrictions that stand, each with the case it is for; None is for every case."""
    r = _restriction.c
    of_charge = (
        sa.select(_defendant.c.case_id)
        .join(_charge, _charge.c.defendant_case_id == _defendant.c.id)
        .where(_charge.c.id == r.charge_id)
        .scalar_subquery()
    )
    wanted = sa.select(r.person_id, sa.func.coalesce(r.case_id, of_charge).label("case"), r.kind)
    found: dict[UUID, list[tuple[UUID | None, Any]]] = {}
    for one in connection.execute(wanted.where(r.person_id.in_(people), r.ended_at.is_(None))):
        found.setdefault(one.person_id, []).append((one.case, one.kind))
    return found


def _sealed(connection: Connection, cases: list[UUID]) -> set[UUID]:
    s = _seal.c
    return set(connection.scalars(sa.select(s.case_id).where(s.case_id.in_(cases), s.lifted_at.is_(None))))
