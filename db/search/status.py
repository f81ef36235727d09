"""How far a charge has come, from its flags, pleas, findings and results; which charges count, which are final."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.results import ResultCategory
from db.words.families.worded import Worded


class Status(Worded):
    """Where a charge stands."""

    ALLEGED = "alleged", "alleged only"
    CHARGED = "charged", "charged"
    CONVICTED = "convicted", "convicted"
    SENTENCED = "sentenced", "sentenced"
    ACQUITTED = "acquitted", "acquitted"
    DISMISSED = "dismissed", "dismissed"
    WITHDRAWN = "withdrawn", "withdrawn"
    DISCONTINUED = "discontinued", "discontinued"
    CAUTIONED = "cautioned", "cautioned"
    SET_ASIDE = "set aside", "conviction set aside"
    NOT_KNOWN = "not known", "ended, outcome not given"

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to come of it."""
        return self not in _OPEN

    def counts(self, *, alleged: bool = False) -> bool:
        """Whether it is an offence that searches count; `alleged` lets what is only alleged count as well."""
        return self in _COUNTED or (alleged and self is Status.ALLEGED)


_COUNTED: Final = frozenset({Status.CHARGED, Status.CONVICTED, Status.SENTENCED})
_OPEN: Final = frozenset({Status.ALLEGED, Status.CHARGED, Status.CONVICTED})
_PLEADS: Final = frozenset({PleaKind.GUILTY, PleaKind.GUILTY_SJP, PleaKind.INDICATED_GUILTY})
# In this order: what is quashed says more than what it quashed. Words of appeals and applications decide no charge.
_ELSEWHERE: Final = re.compile(r"appeal|application|bail|plea\b|hm forces|good behaviour")
_SAID: Final = (
    (re.compile(r"quash|set aside"), Status.SET_ASIDE),
    (re.compile(r"withdr[ae]w"), Status.WITHDRAWN),
    (re.compile(r"discontinu"), Status.DISCONTINUED),
    (re.compile(r"acquit|not guilty|no case to answer"), Status.ACQUITTED),
    (re.compile(r"dismiss|no evidence offered"), Status.DISMISSED),
    (re.compile(r"caution"), Status.CAUTIONED),
)
_SENT_ON: Final = re.compile(r"\b(sent|send|committed|committal|remitted|transferred)\b.*\b(trial|sentence|court)\b")


@dataclass(frozen=True, slots=True)
class Plea:
    """A plea that stands, and its day."""

    kind: PleaKind | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict or finding that stands, and its day."""

    category: VerdictCategory | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result on the charge that stands, in the court's words."""

    label: str
    category: ResultCategory | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All that tells how far one charge has come; pleas and findings in the order in which they were recorded.

    `charged_on` is told of what was only alleged before that day.
    """

    alleged: bool = False
    discontinued: bool = False
    concluded: bool = False
    convicted_on: date | None = None
    pleas: Sequence[Plea] = ()
    findings: Sequence[Finding] = ()
    outcomes: Sequence[Outcome] = ()
    charged_on: date | None = None


def status_at(course: Course, day: date) -> Status:
    """Where the charge stands on the day; what is dated later has not happened yet, what has no date has."""
    if course.discontinued:
        return Status.DISCONTINUED
    said = [found for one in course.outcomes if _by(one.on, day) and (found := _ending(one.label))]
    if said:
        return min(said, key=_rank)
    finding = _last_finding(course, day)
    if finding is VerdictCategory.NOT_GUILTY:
        return Status.ACQUITTED
    if any(_sentences(one) for one in course.outcomes if _by(one.on, day)):
        return Status.SENTENCED
    if finding is not None or _pleads_guilty(course, day) or (course.convicted_on and course.convicted_on <= day):
        return Status.CONVICTED
    if course.alleged or (course.charged_on is not None and course.charged_on > day):
        return Status.ALLEGED
    days = [*(one.on for one in course.outcomes), *(one.on for one in course.findings)]
    later = any(not _by(on, day) for on in days)
    return Status.NOT_KNOWN if course.concluded and not later else Status.CHARGED


def conviction_date(course: Course) -> date | None:
    """The day of the guilty verdict or of the guilty plea, never that of the sentence; None where nobody gave it."""
    if course.convicted_on is not None:
        return course.convicted_on
    days = [one.on for one in course.findings if one.on and one.category and one.category.convicts]
    days += [one.on for one in course.pleas if one.on and one.kind in _PLEADS]
    return min(days, default=None)


def _by(on: date | None, day: date) -> bool:
    return on is None or on <= day


def _ending(label: str) -> Status | None:
    words = label.casefold()
    if _ELSEWHERE.search(words):
        return None
    return next((status for said, status in _SAID if said.search(words)), None)


def _rank(status: Status) -> int:
    return next((place for place, (_, said) in enumerate(_SAID) if said is status), len(_SAID))


def _sentences(outcome: Outcome) -> bool:
    words = outcome.label.casefold()
    return outcome.category is ResultCategory.FINAL and not _SENT_ON.search(words) and not _ELSEWHERE.search(words)


def _last_finding(course: Course, day: date) -> VerdictCategory | None:
    """The newest finding that settles guilt."""
    settled = [
        one.category
        for one in course.findings
        if one.category is not None and _by(one.on, day) and (one.category.convicts or one.category in _ACQUITS)
    ]
    return settled[-1] if settled else None


def _pleads_guilty(course: Course, day: date) -> bool:
    said = [one.kind for one in course.pleas if one.kind is not None and _by(one.on, day)]
    return bool(said) and said[-1] in _PLEADS


_ACQUITS: Final = frozenset({VerdictCategory.NOT_GUILTY})
