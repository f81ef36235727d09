"""Reads what the searches are about, each kind in one statement, every one held to the reader's rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.tree import AreaTree, Node
from db.people.shown import NOT_KNOWN, shown
from db.reference.offences import charge_title
from db.search.entered import besides, crime_of, entered, touching
from db.search.facts import Crime, Ppo
from db.search.months import Window
from db.search.status import Course, Finding, Outcome, Plea
from db.search.types import type_of
from db.tables import cases
from db.tables.cases import Charge, Result, Verdict
from db.tables.hearings import Listing
from db.tables.held import PpoRegistration
from db.tables.people import Person
from db.tables.places import Area
from db.unit import Unit
from db.words.families.court import GONE

MANY: Final = 5_000
"""Keys in one statement at most; both engines take more."""
LONGEST_REF: Final = 16
"""Numbers that a reader can use; longer ones are keys of other systems."""
T = TypeVar("T")


def areas(unit: Unit) -> AreaTree:
    """The whole tree of areas."""
    a = Area
    columns = (col(a.id), col(a.code), col(a.name), col(a.kind), col(a.parent_id))
    rows = unit.session.execute(sa.select(*columns))
    return AreaTree(Node(*row) for row in rows)


def registered(unit: Unit, within: Collection[UUID], day: date) -> dict[UUID, Ppo]:
    """Who is registered in one of the areas on the day, one entry a person, with the areas of all registrations."""
    r = PpoRegistration
    here: set[UUID] = set()
    for some in parts(within):
        here.update(unit.session.scalars(sa.select(col(r.person_id)).where(col(r.area_id).in_(some), *_active(day))))
    return of_people(unit, here, day)


def of_people(unit: Unit, people: Collection[UUID], day: date) -> dict[UUID, Ppo]:
    """Those of the people who are registered on the day, each with the areas of all registrations."""
    r = PpoRegistration
    columns = (col(r.person_id), col(r.area_id), col(r.nominated_on), col(r.lead), col(r.plan))
    every: dict[UUID, list[Any]] = defaultdict(list)
    for some in parts(people):
        for row in unit.session.execute(sa.select(*columns).where(col(r.person_id).in_(some), *_active(day))):
            every[row.person_id].append(row)
    return {person: _ppo(person, rows) for person, rows in every.items()}


def _active(day: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Which registrations stand on the day."""
    r = PpoRegistration
    return (
        col(r.ended_at).is_(None),
        col(r.nominated_on) <= day,
        sa.or_(col(r.deregistered_on).is_(None), col(r.deregistered_on) > day),
    )


def _ppo(person: UUID, rows: Sequence[Any]) -> Ppo:
    """The oldest registration first; lead and plan of the newest that names one."""
    told = sorted(rows, key=lambda row: (row.nominated_on, row.area_id))
    lead = next((row.lead for row in reversed(told) if row.lead), "")
    plan = next((row.plan for row in reversed(told) if row.plan), "")
    return Ppo(person, tuple(dict.fromkeys(row.area_id for row in told)), told[0].nominated_on, lead, plan)


def crimes(unit: Unit, people: Collection[UUID], *, window: Window | None = None, least: int = 1) -> list[Crime]:
    """Charges of the people, those entered by hand too; with a window those that touch it, or that have no date.

    Of whoever has fewer than `least` none is read further: nothing that becomes of them could be enough.
    """
    rows: list[Any] = []
    by_hand: list[Any] = []
    for some in parts(people):
        rows += unit.session.execute(_charges(some, window))
        by_hand += entered(unit, some, window)
    by_hand = besides(by_hand, rows)
    if least > 1:
        each = Counter(row.person_id for row in (*rows, *by_hand))
        rows, by_hand = ([row for row in some if each[row.person_id] >= least] for some in (rows, by_hand))
    course = _courses(unit, [row.id for row in rows])
    return [*(_crime(row, *course(row.id)) for row in rows), *map(crime_of, by_hand)]


def _charges(people: Sequence[UUID], window: Window | None) -> sa.Select[Any]:
    c = Charge
    columns: list[Any] = [
        col(c.id), col(c.person_id), col(c.natural_key), col(c.code), col(c.title), col(c.alleged),
        col(c.discontinued), col(c.concluded), col(c.convicted_on), col(c.offence_from), col(c.offence_to),
        col(c.area_id), col(c.charged_on), col(c.defendant_case_id), col(c.adjourned_to),
    ]  # fmt: skip
    query: sa.Select[Any] = sa.select(*columns).where(col(c.person_id).in_(people), col(c.ended_at).is_(None))
    return query if window is None else query.where(touching(c, window))


def _crime(row: Any, pleas: list[Plea], findings: list[Finding], outcomes: list[Outcome]) -> Crime:  # noqa: ANN401 - a row
    course = Course(row.alleged, row.discontinued, row.concluded, row.convicted_on, pleas, findings, outcomes)
    ref = row.natural_key if len(row.natural_key) <= LONGEST_REF else ""
    return Crime(
        row.id, row.person_id, ref, type_of(row.code, row.title), charge_title(row.title, row.code),
        course, row.offence_from, row.offence_to, row.area_id, row.charged_on, row.defendant_case_id,
        row.adjourned_to,
    )  # fmt: skip


def _courses(unit: Unit, charges: Sequence[UUID]) -> Any:  # noqa: ANN401 - a function of a charge
    """Pleas, findings and results of the charges, each in the order of recording."""
    p, v, r = cases.Plea, Verdict, Result
    pleas: dict[UUID, list[Plea]] = defaultdict(list)
    findings: dict[UUID, list[Finding]] = defaultdict(list)
    outcomes: dict[UUID, list[Outcome]] = defaultdict(list)
    for some in parts(charges):
        for row in unit.session.execute(
            sa.select(col(p.charge_id), col(p.kind), col(p.pleaded_on))
            .where(col(p.charge_id).in_(some), col(p.ended_at).is_(None))
            .order_by(col(p.recorded_at), col(p.id))
        ):
            pleas[row.charge_id].append(Plea(row.kind, row.pleaded_on))
        for row in unit.session.execute(
            sa.select(col(v.charge_id), col(v.category), col(v.given_on))
            .where(col(v.charge_id).in_(some), col(v.ended_at).is_(None))
            .order_by(col(v.recorded_at), col(v.id))
        ):
            findings[row.charge_id].append(Finding(row.category, row.given_on))
        for row in unit.session.execute(
            sa.select(col(r.charge_id), col(r.label), col(r.category), col(r.ordered_on))
            .where(col(r.charge_id).in_(some), col(r.ended_at).is_(None), col(r.deleted).is_(False))
            .order_by(col(r.recorded_at), col(r.id))
        ):
            outcomes[row.charge_id].append(Outcome(row.label, row.category, row.ordered_on))
    return lambda key: (pleas.get(key, []), findings.get(key, []), outcomes.get(key, []))


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
    found: dict[UUID, tuple[str, str, date | None]] = {}
    for some in parts(people):
        refs = unit.session.execute(sa.select(col(Person.id), col(Person.public_ref)).where(col(Person.id).in_(some)))
        who = shown(unit, some)
        for key, ref in refs:
            one = who.get(key)
            found[key] = (one.name if one else NOT_KNOWN, ref, one.born if one else None)
    return found


def parts(keys: Collection[T]) -> Iterator[list[T]]:
    """The keys in lists that one statement takes; none for no keys."""
    every = sorted(keys)  # type: ignore[type-var]
    for at in range(0, len(every), MANY):
        yield every[at : at + MANY]
