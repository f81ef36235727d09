"""Charges that police and prosecution entered by hand: read as the court's are; the same one is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from db.reference.offences import charge_title
from db.search.facts import Crime
from db.search.status import Course, Finding
from db.search.status import Outcome as Ending
from db.search.types import type_of
from db.words.families.charges import VerdictCategory
from db.words.families.schemes import Outcome

_FOUND: Final = {Outcome.CONVICTED: VerdictCategory.GUILTY, Outcome.ACQUITTED: VerdictCategory.NOT_GUILTY}
_ENDED: Final = {Outcome.NO_FURTHER_ACTION: "Discontinued: no further action"}
_Same = tuple[UUID, str]


def in_order(rows: Iterable[Any]) -> list[Any]:
    """What was entered, furthest on first."""
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
