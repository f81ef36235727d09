"""Cases, charges, results and hearings of the document."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from db.cards.file import CaseLine, ChargeLine, FileCard, ResultLine
from db.file.facts import Facts
from db.output.person.identity import source
from db.tables.cases import Case, Charge, ReportingRestriction

Json = dict[str, Any]


def cases(card: FileCard, facts: Facts) -> list[Json]:
    """Every case that the file shows; one whose record is for youth court staff is a line without a number."""
    made = _Cases(card, facts)
    return [made.case(line) for line in card.cases]


def other_results(card: FileCard, facts: Facts) -> list[Json]:
    """Results that belong to no case of the file that is shown."""
    made = _Cases(card, facts)
    shown = {line.id for line in card.cases}
    return [made.result(line) for line in made.loose if made.case_of(line.id) not in shown]


def hearings(card: FileCard, facts: Facts) -> list[Json]:
    """Every row of a list, the latest first."""
    codes = {one.listing.id: one.court.code for one in facts.sittings}
    return [
        {
            "listing": one.listing_id, "hearing": one.hearing_id, "case": one.case_id, "day": one.day, "at": one.at,
            "court": {"code": codes.get(one.listing_id), "name": one.court}, "room": one.room, "kind": one.kind,
            "case_number": one.case_no or None, "state": one.state, "stands": one.stands,
            "attended": one.attended or None, "presence": one.presence or None, "defence": one.defence or None,
            "prosecution": one.prosecution or None,
        }
        for one in card.hearings
    ]  # fmt: skip


def restriction(row: ReportingRestriction) -> Json:
    """A reporting restriction by its parts."""
    return {"kind": row.kind.value, "statute": row.statute or None, "words": row.text, "ordered_on": row.ordered_on}


class _Cases:
    """The rows behind the lines of cases, each found once."""

    def __init__(self, card: FileCard, facts: Facts) -> None:
        self._facts = facts
        self._charges = {row.id: row for row in facts.charges}
        places = {row.id: row.case_id for row in facts.defendant_cases}
        self._case_of = {row.id: places.get(row.defendant_case_id) for row in facts.results}
        self._rows = {row.id: row for row in facts.results}
        on_charges = {one.id for case in card.cases for charge in case.charges for one in charge.results}
        self.loose = [one for one in card.results if one.id not in on_charges]
        self._loose: dict[UUID | None, list[ResultLine]] = defaultdict(list)
        for one in self.loose:
            self._loose[self.case_of(one.id)].append(one)

    def case_of(self, result: UUID) -> UUID | None:
        """The case that a result stands in."""
        return self._case_of.get(result)

    def case(self, line: CaseLine) -> Json:
        """One case; where the reader is given no more than that there is one, nothing but its source and the reason."""
        row = self._facts.cases.get(line.id)
        shown = bool(line.number)
        return {
            "case": line.id if shown else None,
            "number": line.number or None,
            "urn": line.urn or None,
            "court": self._court(line, row),
            "kind": line.kind or None,
            "application": bool(row and row.kind.value == "application"),
            "status": line.status or None,
            "concluded": line.concluded,
            "restricted": line.restricted,
            "youth": line.youth_at_first_hearing,
            "withheld": line.withheld or None,
            "warned_for": line.warned_for,
            "custody_time_limit": line.custody_time_limit,
            "links": list(line.links),
            "source": source(line.source),
            "charges": [self._charge(charge) for charge in line.charges],
            "results": [self.result(one) for one in self._loose.get(line.id, ())],
            "bail": [
                {
                    "text": one.text, "conditions": one.conditions or None, "since": one.since,
                    "source": source(one.source),
                }
                for one in line.bail
            ],
        }  # fmt: skip

    def _court(self, line: CaseLine, row: Case | None) -> Json | None:
        court = self._facts.courts.get(row.court_id) if row is not None and row.court_id else None
        return {"code": court.code if court else None, "name": line.court} if line.court else None

    def _charge(self, line: ChargeLine) -> Json:
        row: Charge = self._charges[line.id]
        return {
            "charge": line.id,
            "sequence": line.sequence,
            "code": line.code or None,
            "title": line.title,
            "wording": row.wording or None,
            "legislation": row.legislation or None,
            "place": row.place or None,
            "offence_from": line.offence_from,
            "offence_to": line.offence_to,
            "plea": line.plea or None,
            "pleaded_on": line.pleaded_on,
            "verdict": line.verdict or None,
            "found_on": line.found_on,
            "over": line.over,
            "source": source(line.source),
            "results": [self.result(one) for one in line.results],
        }

    def result(self, line: ResultLine) -> Json:
        """One result with its answered prompts."""
        row = self._rows[line.id]
        return {
            "result": line.id,
            "level": row.level.value,
            "category": row.category.value if row.category else None,
            "code": row.code or None,
            "label": line.label,
            "text": line.text or None,
            "ordered_on": line.ordered_on,
            "until": line.until,
            "amended": line.amended,
            "prompts": [
                {"label": one.label, "value": one.value, "kind": one.kind or None}
                for one in self._facts.prompts.get(line.id, ())
            ],
        }
