"""Charges that police and prosecution entered by hand: read as the court's are; the same one is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.reference.offences import charge_title
from db.search.facts import Crime
from db.search.months import Window
from db.search.status import Course, Finding
from db.search.status import Outcome as Ending
from db.search.types import type_of
from db.tables.past import PastCharge
from db.unit import Unit
from db.words.families.charges import VerdictCategory
from db.words.families.schemes import Outcome

_FOUND: Final = {Outcome.CONVICTED: VerdictCategory.GUILTY, Outcome.ACQUITTED: VerdictCategory.NOT_GUILTY}
_ENDED: Final = {Outcome.NO_FURTHER_ACTION: "Discontinued: no further action"}
_Same = tuple[UUID, str]


def touching(model: Any, window: Window) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a table of charges
    """Which rows lie in the window with any of their days, or have no day; a range that is upside down may."""
    first = sa.func.coalesce(col(model.offence_from), col(model.offence_to))
    last = sa.func.coalesce(col(model.offence_to), col(model.offence_from))
    return sa.or_(first.is_(None), sa.and_(first <= window.last, last >= window.first), first > last)


def entered(unit: Unit, people: Sequence[UUID], window: Window | None) -> list[Any]:
    """What stands of the people and came from no other system, furthest on first."""
    c = PastCharge
    columns: list[Any] = [
        col(c.id), col(c.person_id), col(c.owner_agency_id), col(c.code), col(c.title), col(c.state),
        col(c.decided_on), col(c.convicted_on), col(c.offence_from), col(c.offence_to), col(c.area_id),
        col(c.charged_on), col(c.recorded_at),
    ]  # fmt: skip
    query: sa.Select[Any] = sa.select(*columns).where(
        col(c.person_id).in_(people), col(c.ended_at).is_(None), col(c.source_record_id).is_(None)
    )
    rows = unit.session.execute(query if window is None else query.where(touching(c, window))).all()
    return sorted(
        rows, key=lambda row: (row.decided_on is None, row.charged_on is None, -row.recorded_at.timestamp(), row.id)
    )


def besides(rows: Iterable[Any], charges: Iterable[Any]) -> list[Any]:
    """Of what was entered that which is not on a case too: the same person's, of the same code and day.

    What several agencies entered of one offence is one; that of the agency which knows more of it stands.
    """
    cases: dict[_Same, list[tuple[date, date]]] = defaultdict(list)
    for charge in charges:
        first, last = charge.offence_from or charge.offence_to, charge.offence_to or charge.offence_from
        if charge.code and first is not None:
            cases[charge.person_id, _plain(charge.code)].append((min(first, last), max(first, last)))
    kept: list[Any] = []
    owners: dict[tuple[_Same, date], UUID] = {}
    for row in rows:
        on = row.offence_from or row.offence_to
        if row.code and on is not None:
            same = row.person_id, _plain(row.code)
            if any(first <= on <= last for first, last in cases[same]):
                continue
            if owners.setdefault((same, on), row.owner_agency_id) != row.owner_agency_id:
                continue
        kept.append(row)
    return kept


def crime_of(row: Any) -> Crime:  # noqa: ANN401 - a row
    """One of them as the searches take it: alleged until the day of the charge, ended as its outcome says."""
    outcome = Outcome(row.state) if row.state else None
    found = _FOUND.get(outcome) if outcome else None
    ending = _ENDED.get(outcome, outcome.label) if outcome and found is None else ""
    course = Course(
        alleged=row.charged_on is None,
        charged_on=row.charged_on,
        convicted_on=row.convicted_on,
        findings=[Finding(found, row.decided_on)] if found else [],
        outcomes=[Ending(ending, None, row.decided_on)] if ending else [],
    )
    return Crime(
        row.id, row.person_id, "", type_of(row.code, row.title), charge_title(row.title, row.code), course,
        row.offence_from, row.offence_to, row.area_id, row.charged_on, by_hand=True,
    )  # fmt: skip


def _plain(code: str) -> str:
    return code.strip().upper()
