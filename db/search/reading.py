"""Reads what the searches are about, each kind in one statement, every one held to the reader's rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.tree import AreaTree, Node
from db.people.shown import NOT_KNOWN, shown
from db.reference.offences import charge_title
from db.search import asked
from db.search.entered import besides, crime_of, in_order
from db.search.facts import Crime, Ppo
from db.search.months import Window
from db.search.status import Course, Finding, Outcome, Plea
from db.search.types import type_of
from db.tables.hearings import Listing
from db.tables.places import Area
from db.unit import Unit
from db.words.families.court import GONE

MANY: Final = 5_000
"""Keys in one statement at most; both engines take more."""
LONGEST_REF: Final = 16
"""Numbers that a reader can use, without the word of the source before them; longer ones are keys of other systems."""
T = TypeVar("T")


def areas(unit: Unit) -> AreaTree:
    """The whole tree of areas; kept beside what the reader stands on, which is read anew when an area changes."""
    kept = unit.standing.kept
    if AreaTree not in kept:
        a = Area
        columns = (col(a.id), col(a.code), col(a.name), col(a.kind), col(a.parent_id))
        kept[AreaTree] = AreaTree(Node(*row) for row in unit.session.execute(sa.select(*columns)))
    found: AreaTree = kept[AreaTree]
    return found


def registered(unit: Unit, within: Collection[UUID], day: date) -> dict[UUID, Ppo]:
    """Who is registered in one of the areas on the day, one entry a person, with the areas of all registrations."""
    return _ppos(unit.rows(asked.REGISTERED, areas=within, day=day))


def of_people(unit: Unit, people: Collection[UUID], day: date) -> dict[UUID, Ppo]:
    """Those of the people who are registered on the day, each with the areas of all registrations."""
    return _ppos(unit.rows(asked.OF_PEOPLE, people=people, day=day))


def _ppos(rows: Iterable[Any]) -> dict[UUID, Ppo]:
    return {person: _ppo(person, some) for person, some in by_person(rows).items()}


def _ppo(person: UUID, rows: Sequence[Any]) -> Ppo:
    """The oldest registration first; lead and plan of the newest that names one."""
    told = sorted(rows, key=lambda row: (row.nominated_on, row.area_id))
    lead = next((row.lead for row in reversed(told) if row.lead), "")
    plan = next((row.plan for row in reversed(told) if row.plan), "")
    return Ppo(person, tuple(dict.fromkeys(row.area_id for row in told)), told[0].nominated_on, lead, plan)


May = Callable[[UUID, Sequence[Any]], bool]
"""Whether a person with rows of these charges could be found, whatever became of them; it may say yes too often."""


def crimes(
    unit: Unit, people: Collection[UUID], *, window: Window | None = None, may: May | None = None
) -> list[Crime]:
    """Charges of the people, those entered by hand too; with a window those that touch it, or that have no date.

    What became of them is asked of those alone who `may` be found, the others are left out.
    """
    if window is None:
        rows, by_hand = unit.rows(asked.CHARGES, people=people), unit.rows(asked.ENTERED, people=people)
    else:
        days = {"first": window.first, "last": window.last}
        rows = unit.rows(asked.CHARGES_IN, people=people, **days)
        by_hand = unit.rows(asked.ENTERED_IN, people=people, **days)
    by_hand = besides(in_order(by_hand), rows) if by_hand else ()
    if may is not None:
        each = by_person((*rows, *by_hand))
        found = {person for person, some in each.items() if may(person, some)}
        rows, by_hand = ([row for row in some if row.person_id in found] for some in (rows, by_hand))
    return _with_courses(unit, [*map(_crime, rows), *map(crime_of, by_hand)])


def convictable(unit: Unit, people: Collection[UUID], window: Window) -> list[Crime]:
    """Those of the people's charges that may be convictions of the window, and a few more.

    A plea, a finding and a result stand with the person of their charge: one record brings them all. Of whom
    something was entered by hand every charge is taken, as it may be the same one.
    """
    by_hand = unit.rows(asked.ENTERED, people=people)
    days = {"first": window.first, "last": window.last}
    charges = {row.id for question in asked.MAY_BE_CONVICTIONS for row in unit.rows(question, people=people, **days)}
    rows = {row.id: row for row in unit.rows(asked.SOME_CHARGES, people=people, charges=charges)} if charges else {}
    both = {row.person_id for row in by_hand}
    rows.update((row.id, row) for row in (unit.rows(asked.CHARGES, people=both) if both else ()))
    other = besides(in_order(by_hand), rows.values())
    return _with_courses(unit, [*map(_crime, rows.values()), *map(crime_of, other)])


def by_person(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    """Rows by whose they are."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _crime(row: Any) -> Crime:  # noqa: ANN401 - a row
    course = Course(row.alleged, row.discontinued, row.concluded, row.convicted_on)
    ref = row.natural_key.rpartition(":")[2] if len(row.natural_key) <= LONGEST_REF else ""
    return Crime(
        row.id, row.person_id, ref, type_of(row.code, row.title), charge_title(row.title, row.code),
        course, row.offence_from, row.offence_to, row.area_id, row.charged_on, row.defendant_case_id,
        row.adjourned_to,
    )  # fmt: skip


def _with_courses(unit: Unit, crimes: Sequence[Crime]) -> list[Crime]:
    """The charges with their pleas, findings and results, each in the order of recording."""
    charges = [crime.id for crime in crimes if not crime.by_hand]
    if not charges:
        return list(crimes)
    pleas: dict[UUID, list[Plea]] = defaultdict(list)
    findings: dict[UUID, list[Finding]] = defaultdict(list)
    outcomes: dict[UUID, list[Outcome]] = defaultdict(list)
    for row in unit.rows(asked.PLEAS, charges=charges):
        pleas[row.charge_id].append(Plea(row.kind, row.pleaded_on))
    for row in unit.rows(asked.VERDICTS, charges=charges):
        findings[row.charge_id].append(Finding(row.category, row.given_on))
    for row in unit.rows(asked.RESULTS, charges=charges):
        outcomes[row.charge_id].append(Outcome(row.label, row.category, row.ordered_on))
    known = pleas.keys() | findings.keys() | outcomes.keys()

    def told(crime: Crime) -> Crime:
        if crime.id not in known:
            return crime
        which = (pleas.get(crime.id, ()), findings.get(crime.id, ()), outcomes.get(crime.id, ()))
        return replace(crime, course=replace(crime.course, pleas=which[0], findings=which[1], outcomes=which[2]))

    return [told(crime) for crime in crimes]


def next_hearings(unit: Unit, places: Collection[UUID], day: date) -> dict[UUID, date]:
    """The next day on which each defendant's case is listed, from the day on."""
    row = Listing
    found: dict[UUID, date] = {}
    for some in parts(places):
        query = (
            sa.select(col(row.defendant_case_id), sa.func.min(col(row.sitting_on)))
            .where(col(row.defendant_case_id).in_(some), col(row.sitting_on) >= day, col(row.state).not_in(GONE))
            .group_by(col(row.defendant_case_id))
        )
        found.update((row[0], row[1]) for row in unit.session.execute(query))
    return found


def named(unit: Unit, people: Collection[UUID]) -> dict[UUID, tuple[str, str, date | None]]:
    """Name, reference and date of birth of each, as far as the reader gets them."""
    if not people:
        return {}
    who = shown(unit, people)
    found: dict[UUID, tuple[str, str, date | None]] = {}
    for key, ref in unit.rows(asked.REFS, people=people):
        one = who.get(key)
        found[key] = (one.name if one else NOT_KNOWN, ref, one.born if one else None)
    return found


def parts(keys: Collection[T]) -> Iterator[list[T]]:
    """The keys in lists that one statement takes; none for no keys."""
    every = sorted(keys)  # type: ignore[type-var]
    for at in range(0, len(every), MANY):
        yield every[at : at + MANY]
