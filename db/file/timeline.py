"""The dated timeline of one person: every dated thing of the file, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from db.cards.file import CaseLine, ChargeLine, CustodyLine, HearingLine, Opens, TimelineLine
from db.cards.notes import NoteCard
from db.file import identity
from db.file.cases import bail_words
from db.file.facts import Facts
from db.words.dates import court_time, short
from db.words.families.people import NameKind


def timeline(
    facts: Facts,
    *,
    cases: Iterable[CaseLine],
    hearings: Iterable[HearingLine],
    custody: Iterable[CustodyLine],
    notes: Iterable[NoteCard],
) -> tuple[TimelineLine, ...]:
    """One line for each dated thing; things without a date are not in it."""
    lines = [
        *_of_cases(cases),
        *_of_hearings(hearings),
        *_of_custody(custody),
        *_of_notes(notes),
        *_of_charges(facts),
        *_of_bail(facts),
        *_of_names(facts),
    ]
    return tuple(sorted(lines, key=lambda one: (one.day, str(one.at or ""), one.key), reverse=True))


def _of_cases(cases: Iterable[CaseLine]) -> Iterator[TimelineLine]:
    for case in cases:
        for charge in case.charges:
            yield from _of_charge(charge, case.id)


def _of_charge(charge: ChargeLine, case: UUID) -> Iterator[TimelineLine]:
    def line(what: str, day: date | None, text: str) -> Iterator[TimelineLine]:
        if day is not None:
            yield TimelineLine(f"{what}:{charge.id}", day, None, text, Opens.CASE, str(case))

    until = f" to {short(charge.offence_to)}" if charge.offence_to else ""
    yield from line("offence", charge.offence_from, f"offence alleged{until}: {charge.title}")
    yield from line("plea", charge.pleaded_on, f"plea {charge.plea}: {charge.title}")
    if charge.verdict:
        yield from line("finding", charge.found_on, f"found {charge.verdict}: {charge.title}")
    for result in charge.results:
        if result.ordered_on is not None:
            text = f"result: {result.label} ({charge.title})"
            yield TimelineLine(f"result:{result.id}", result.ordered_on, None, text, Opens.CASE, str(case))


def _of_charges(facts: Facts) -> Iterator[TimelineLine]:
    owner = {one.id: one.case_id for one in facts.defendant_cases}
    for row in facts.now(facts.charges):
        for what, day in (("arrested", row.arrested_on), ("charged", row.charged_on)):
            case = owner.get(row.defendant_case_id)
            if day is not None and case is not None:
                yield TimelineLine(f"{what}:{row.id}", day, None, f"{what}: {row.title}", Opens.CASE, str(case))


def _of_hearings(hearings: Iterable[HearingLine]) -> Iterator[TimelineLine]:
    for one in hearings:
        attended = f", {one.attended}" if one.attended else ""
        state = "" if one.stands else f", {one.state}"
        text = f"{one.kind or 'hearing'}, {one.court} ct {one.room}{attended}{state}"
        yield TimelineLine(f"hearing:{one.listing_id}", one.day, one.at, text, Opens.LIST, str(one.listing_id))


def _of_custody(custody: Iterable[CustodyLine]) -> Iterator[TimelineLine]:
    for one in custody:
        if one.since is not None:
            text = f"into custody: {one.place}, {one.status}"
            yield TimelineLine(f"in:{one.id}", one.since, None, text, target="custody")
        if one.until is not None:
            yield TimelineLine(f"out:{one.id}", one.until, None, f"out of custody: {one.place}", target="custody")


def _of_notes(notes: Iterable[NoteCard]) -> Iterator[TimelineLine]:
    for one in notes:
        day, at = court_time(one.first_written_at)
        text = f"{one.kind.label} note by {one.author}"
        yield TimelineLine(f"note:{one.id}", day, at, text, Opens.NOTE, str(one.id))


def _of_bail(facts: Facts) -> Iterator[TimelineLine]:
    owner = {one.id: one.case_id for one in facts.defendant_cases}
    for row in facts.bail:
        case = owner.get(row.defendant_case_id)
        if row.valid_from is not None and case is not None:
            words = bail_words(row)
            yield TimelineLine(f"bail:{row.id}", row.valid_from, None, words, Opens.CASE, str(case))
    for one in facts.now(facts.warrants):
        for what, day in (("issued", one.issued_on), ("executed", one.executed_on), ("withdrawn", one.withdrawn_on)):
            if day is not None:
                text = f"warrant ({one.kind.label}) {what}"
                yield TimelineLine(f"warrant-{what}:{one.id}", day, None, text, target=f"warrant:{one.id}")


def _of_names(facts: Facts) -> Iterator[TimelineLine]:
    for row in facts.now(facts.names):
        if row.kind is NameKind.PRIMARY or row.recorded_by_id is None:
            continue
        day, at = court_time(row.recorded_at)
        text = f"{row.kind.label}: {identity.name_text(row)}, added by {facts.user(row.recorded_by_id)}"
        yield TimelineLine(f"name:{row.id}", day, at, text, target=f"name:{row.kind.value}")
