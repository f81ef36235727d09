"""Power search 4: who committed offences of certain types in the past months, by several criteria; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from db.cards.searching import Column, Mode, Offences, People
from db.search.facts import Answer, Crime, Draft, Facts, lacking, oldest_first
from db.search.months import Window, window
from db.search.status import Status, status_at
from db.search.types import asked_type, type_label, type_of

COLUMNS = (
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("home_area", "Home area"),
    Column("criteria_met", "Criteria met"),
    Column("offences_n", "Offences"),
    Column("types", "Types"),
    Column("latest", "Latest"),
    Column("where_now", "Where now"),
)


@dataclass(slots=True)
class Pile:
    """A person's offences in question: known ones by type, and open ones; those of no given type are apart."""

    known: dict[str, list[Crime]] = field(default_factory=dict)
    open: dict[str, list[Crime]] = field(default_factory=dict)
    untyped: list[Crime] = field(default_factory=list)

    def known_of(self, kind: str) -> int:
        """How many are known to be of the type."""
        return len(self.known.get(kind, ()))

    def open_of(self, kind: str) -> int:
        """How many of the type lack something else."""
        return len(self.open.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a person meets the criteria, by which offences, and what is missing where it cannot be said."""

    meets: bool | None
    pile: Pile
    wanted: Sequence[tuple[str, int]]
    met: Sequence[str]
    missing: tuple[str, ...] = ()

    @property
    def kinds(self) -> list[str]:
        """The types that are asked for."""
        return list(dict.fromkeys(kind for kind, _ in self.wanted))

    @property
    def matching(self) -> list[Crime]:
        """The offences that are known to be asked for."""
        return [crime for kind in self.kinds for crime in self.pile.known.get(kind, ())]

    @property
    def shown(self) -> list[Crime]:
        """The same by day, and behind them those that lack something."""
        found = oldest_first(self.matching)
        if self.missing:
            more = (crime for kind in self.kinds for crime in self.pile.open.get(kind, ()))
            found += oldest_first([*more, *self.pile.untyped])
        return found


def window_of(query: Offences | People, day: date) -> Window:
    """The days that are looked at."""
    return window(query.months, query.between, day)


def committed(query: Offences, facts: Facts) -> Answer:
    """Who meets the criteria, and who would if a date, a type or an outcome were known."""
    rows, undecided = [], []
    for person, crimes in facts.of_person().items():
        if not crimes:
            continue
        judged = judge(query, facts.day, crimes)
        if judged.meets:
            rows.append(_draft(facts, person, judged))
        elif judged.meets is None:
            undecided.append(_draft(facts, person, judged))
    return Answer(rows, undecided)


def may_meet(query: Offences | People, _: UUID, rows: Sequence[Any]) -> bool:
    """Whether the criteria could be met by charges of these rows, whatever became of them."""
    if not query.wanted:
        return True
    each = Counter(type_of(row.code, row.title) for row in rows)
    short = [max(0, one.least - each[asked_type(one.type)]) for one in query.wanted]
    return (min(short) if query.mode is Mode.ANY else sum(short)) <= each[None]


def judge(query: Offences | People, day: date, crimes: Sequence[Crime]) -> Judged:
    """Whether one person's offences meet the criteria; None where it hangs on what is missing."""
    wanted = [(asked_type(one.type), one.least) for one in query.wanted]
    barred = [asked_type(one) for one in query.without]
    pile = _sort(query, day, crimes, window_of(query, day))
    met = [kind for kind, least in wanted if pile.known_of(kind) >= least]
    if any(pile.known_of(kind) for kind in barred):
        return Judged(meets=False, pile=pile, wanted=wanted, met=met)
    sure = len(met) == len(wanted) if query.mode is Mode.ALL else bool(met) or not wanted
    doubted = bool(barred) and (any(pile.open_of(kind) for kind in barred) or bool(pile.untyped))
    if sure and not doubted:
        return Judged(meets=True, pile=pile, wanted=wanted, met=met)
    if not sure and not _may(query.mode, wanted, pile):
        return Judged(meets=False, pile=pile, wanted=wanted, met=met)
    # What stands in doubt is what could complete a criterion, and where one is barred, what could be it.
    kinds = [*(kind for kind, _ in wanted if not sure), *barred]
    return Judged(meets=None, pile=pile, wanted=wanted, met=met, missing=_missing(kinds, pile, day))


def _sort(query: Offences | People, day: date, crimes: Sequence[Crime], window: Window) -> Pile:
    pile = Pile()
    for crime in crimes:
        status = status_at(crime.course, day)
        unsure = status is Status.NOT_KNOWN
        inside = crime.within(window)
        if inside is False or not (unsure or status.counts(alleged=query.alleged)):
            continue
        if crime.type is None:
            pile.untyped.append(crime)
        elif inside is None or unsure:
            pile.open.setdefault(crime.type, []).append(crime)
        else:
            pile.known.setdefault(crime.type, []).append(crime)
    return pile


def _may(mode: Mode, wanted: Sequence[tuple[str, int]], pile: Pile) -> bool:
    """Whether open offences could complete what is asked; one of no given type can stand for one of any type."""
    short = [max(0, least - pile.known_of(kind) - pile.open_of(kind)) for kind, least in wanted]
    if mode is Mode.ANY:
        return min(short) <= len(pile.untyped)
    return sum(short) <= len(pile.untyped)


def _missing(kinds: Sequence[str], pile: Pile, day: date) -> tuple[str, ...]:
    named = [crime for kind in dict.fromkeys(kinds) for crime in pile.open.get(kind, ())]
    return tuple(
        words
        for crime in (*named, *pile.untyped)
        for words in lacking(
            crime, day=crime.on is None, kind=crime.type is None, end=status_at(crime.course, day) is Status.NOT_KNOWN
        )
    )


def _draft(facts: Facts, person: UUID, judged: Judged) -> Draft:
    matching = judged.matching
    latest = max((crime.on for crime in matching if crime.on), default=None)
    return Draft(
        person,
        {
            "home_area": facts.home(person),
            "criteria_met": len(judged.met),
            "offences_n": len(matching),
            "types": tuple(type_label(kind) for kind in judged.kinds if judged.pile.known_of(kind)),
            "latest": latest,
            "where_now": facts.where_now(person),
        },
        before=(-len(judged.met), -len(matching)),
        offences=tuple(crime.line(facts.tree, status_at(crime.course, facts.day)) for crime in judged.shown),
        missing=judged.missing,
    )
