"""Power search 1: frequent cross-border offenders; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from db.agencies.tree import AreaTree
from db.cards.searching import Column, CrossBorder
from db.search.facts import Answer, Crime, Draft, Facts, Ppo, Where, code_of, lacking, oldest_first
from db.search.months import Window, window
from db.search.status import Status, status_at
from db.words.families.places import AreaKind

COLUMNS = (
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("home_area", "Home area"),
    Column("cross_border", "Cross-border"),
    Column("all", "All"),
    Column("percent", "%"),
    Column("areas", "Areas"),
    Column("latest", "Latest"),
    Column("where_now", "Where now"),
)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A person's offences: counted ones in the window, those across a border, and those that may be both."""

    counted: list[Crime]
    across: list[Crime]
    open: list[Crime]
    missing: tuple[str, ...]


def window_of(query: CrossBorder, day: date) -> Window:
    """The days that are looked at."""
    return window(query.months, query.between, day)


def crossing(query: CrossBorder, facts: Facts) -> Answer:
    """Who has offended across the border often enough on days enough, and who may have."""
    rows, undecided = [], []
    window = window_of(query, facts.day)
    for person, crimes in facts.of_person().items():
        if not crimes:
            continue
        found = _sort(query, facts, facts.ppos[person], crimes, window)
        if _enough(query, found.across, ()):
            rows.append(_draft(facts, person, found))
        elif _enough(query, found.across, found.open):
            undecided.append(_draft(facts, person, found, missing=found.missing))
    return Answer(rows, undecided)


def may_cross(query: CrossBorder, facts: Facts, person: UUID, rows: Sequence[Any]) -> bool:
    """Whether there are charges enough that may lie across the border, by their rows, whatever became of them."""
    home = [unit_of(facts.tree, area, query.border) for area in facts.ppos[person].areas]
    away = [row for row in rows if side(facts.tree, home, row.area_id, query.border) is not Where.HOME]
    return _many(query, [row.offence_from or row.offence_to for row in away])


def side(tree: AreaTree, home: Sequence[str | None], area: UUID | None, border: AreaKind) -> Where:
    """On which side an offence was: across where its unit of the border's level is none of the registrations'."""
    unit = unit_of(tree, area, border)
    if unit is None:
        return Where.UNKNOWN
    if unit in home:
        return Where.HOME
    return Where.UNKNOWN if None in home else Where.ACROSS


def unit_of(tree: AreaTree, area: UUID | None, border: AreaKind) -> str | None:
    """The code of the unit that the area lies in; None where nothing is known of the area at that level."""
    node = tree.at_level(area, border) if area is not None else None
    return node.code if node else None


def _sort(query: CrossBorder, facts: Facts, ppo: Ppo, crimes: Sequence[Crime], window: Window) -> _Sorted:
    home = [unit_of(facts.tree, area, query.border) for area in ppo.areas]
    counted, across, maybe = [], [], []
    missing: list[str] = []
    for crime in crimes:
        status = status_at(crime.course, facts.day)
        unsure = status is Status.NOT_KNOWN
        if not unsure and not status.counts(alleged=query.alleged):
            continue
        inside = crime.within(window)
        where = side(facts.tree, home, crime.area, query.border)
        if inside and not unsure:
            counted.append(crime)
        if inside is False or where is Where.HOME:
            continue
        if inside and where is Where.ACROSS and not unsure:
            across.append(crime)
        else:
            maybe.append(crime)
            missing += lacking(crime, place=where is Where.UNKNOWN, day=inside is None, end=unsure)
    return _Sorted(counted, across, maybe, tuple(missing))


def _enough(query: CrossBorder, known: Sequence[Crime], more: Sequence[Crime]) -> bool:
    """Enough offences, on enough different days; one whose day is not given may have been on a day of its own."""
    return _many(query, [crime.on for crime in (*known, *more)])


def _many(query: CrossBorder, days: Sequence[date | None]) -> bool:
    different = len(set(days) - {None}) + days.count(None)
    return len(days) >= query.threshold and different >= query.dates


def _draft(facts: Facts, person: UUID, found: _Sorted, missing: tuple[str, ...] = ()) -> Draft:
    latest = max((crime.on for crime in found.across if crime.on), default=None)
    number, every = len(found.across), len(found.counted)
    shown = oldest_first([*found.across, *(found.open if missing else ())])
    return Draft(
        person,
        {
            "home_area": facts.home(person),
            "cross_border": number,
            "all": every,
            "percent": round(100 * number / every) if every else 0,
            "areas": tuple(sorted({code_of(facts.tree, crime.area) for crime in found.across})),
            "latest": latest,
            "where_now": facts.where_now(person),
        },
        before=(-number, -(latest or date.min).toordinal()),
        offences=tuple(crime.line(facts.tree, status_at(crime.course, facts.day)) for crime in shown),
        missing=missing,
    )
