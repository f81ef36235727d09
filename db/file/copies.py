"""A case that another Tracker sent, where the court's own record of it is there: the copy says nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from db.tables.cases import Bail, Case, Charge, DefendantCase, Plea, ReportingRestriction, Result, Verdict
from db.words.families.exchange import System


class OfCases(Protocol):
    """The rows of one person that hang on cases."""

    cases: Mapping[UUID, Case]
    defendant_cases: Sequence[DefendantCase]
    charges: Sequence[Charge]
    pleas: Sequence[Plea]
    verdicts: Sequence[Verdict]
    results: Sequence[Result]
    bail: Sequence[Bail]
    restrictions: Sequence[ReportingRestriction]


def leave_out(facts: OfCases) -> None:
    """Take copies out of the file, with everything that hangs on them; they stay on record, and in the history."""
    copied = copies(facts.cases.values())
    if not copied:
        return
    places = {row.id for row in facts.defendant_cases if row.case_id in copied}
    charges = {row.id for row in facts.charges if row.defendant_case_id in places}
    facts.cases = {key: case for key, case in facts.cases.items() if key not in copied}
    facts.defendant_cases = [row for row in facts.defendant_cases if row.id not in places]
    facts.charges = [row for row in facts.charges if row.id not in charges]
    facts.pleas = [row for row in facts.pleas if row.charge_id not in charges]
    facts.verdicts = [row for row in facts.verdicts if row.charge_id not in charges]
    facts.results = [row for row in facts.results if row.defendant_case_id not in places]
    facts.bail = [row for row in facts.bail if row.defendant_case_id not in places]
    facts.restrictions = [row for row in facts.restrictions if row.case_id not in copied]


def copies(cases: Iterable[Case]) -> set[UUID]:
    """Cases of another Tracker that a case of the court's own system is, by court and number."""
    every = list(cases)
    own = {
        (case.court_id, number)
        for case in every
        if case.system != System.TRACKER
        for number in (case.case_no, case.urn)
        if number
    }
    return {case.id for case in every if case.system == System.TRACKER and (case.court_id, case.case_no) in own}
