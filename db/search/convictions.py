"""Power search 3: registered people convicted in a month, one row an offence; pure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from db.cards.searching import Column, Convicted
from db.search.facts import Answer, Crime, Draft, Facts
from db.search.months import Window, month_of
from db.search.status import Status, conviction_date, status_at
from db.search.types import type_label

COLUMNS = (
    Column("convicted_on", "Convicted"),
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("home_area", "Home area"),
    Column("offence", "Offence"),
    Column("type", "Type"),
    Column("offence_ref", "Number"),
    Column("offence_date", "Offence date"),
    Column("before_nomination", "Before nomination"),
)
_STANDS = frozenset({Status.CONVICTED, Status.SENTENCED})


def window_of(query: Convicted, day: date) -> Window:
    """The days that are looked at."""
    return month_of(query.month or day, day)


def convictions(query: Convicted, facts: Facts) -> Answer:
    """Convictions in the month that stand on the day, and those whose date nobody gave.

    One whose offence came after the month, or whose sentence before it, cannot have been in it.
    """
    rows, undecided = [], []
    window = window_of(query, facts.day)
    for person, crimes in facts.of_person().items():
        for crime in crimes:
            if status_at(crime.course, facts.day) not in _STANDS:
                continue
            on = conviction_date(crime.course)
            if on is not None and window.holds(on):
                rows.append(_draft(facts, person, crime, on))
            elif on is None and _may_be_in(crime, window):
                what = f"conviction date of offence {crime.ref}".strip()
                undecided.append(_draft(facts, person, crime, None, missing=(what,)))
    return Answer(rows, undecided)


def _may_be_in(crime: Crime, window: Window) -> bool:
    if crime.on is not None and crime.on > window.last:
        return False
    ends = [one.on for one in crime.course.outcomes if one.on is not None]
    return not ends or max(ends) >= window.first


def _draft(facts: Facts, person: UUID, crime: Crime, on: date | None, missing: tuple[str, ...] = ()) -> Draft:
    nominated = facts.ppos[person].nominated_on
    return Draft(
        person,
        {
            "convicted_on": on,
            "home_area": facts.home(person),
            "offence": crime.words,
            "type": type_label(crime.type),
            "offence_ref": crime.ref,
            "offence_date": crime.on,
            "before_nomination": None if crime.on is None else crime.on < nominated,
        },
        before=(-(on or date.min).toordinal(),),
        after=(crime.on or date.max, crime.ref),
        offences=(crime.line(facts.tree, status_at(crime.course, facts.day)),),
        missing=missing,
    )
