"""One search from its question to its answer, in one unit of work: what is read, which rule is asked, the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from db.agencies.tree import AreaTree, Node
from db.cards.searching import (
    Changed,
    Column,
    Convicted,
    CrossBorder,
    Found,
    Offences,
    People,
    Query,
    Release,
    Row,
    SearchKind,
    Unfinalised,
)
from db.search import committed, convictions, crossing, prison, reading, releases
from db.search.asked_types import insist_on_types
from db.search.custody import Downloads, banner, downloads, held
from db.search.facts import Answer, Crime, Download, Draft, Facts
from db.search.known import beginning, known
from db.search.people import COLUMNS as PEOPLE_COLUMNS
from db.search.people import people
from db.search.types import asked_type, type_label
from db.unit import Unit
from db.words.errors import BadInput, NotFound
from db.words.text import fold

MOST_MONTHS: Final = 1200
MOST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class _Made:
    """What a search is made of: its rule, its columns, and whether it asks prison data, of two weeks even."""

    rule: Callable[[Any, Facts], Answer]
    columns: tuple[Column, ...]
    prison: bool = True
    before: bool = False


_RULES: Final[dict[SearchKind, _Made]] = {
    SearchKind.CROSS_BORDER: _Made(crossing.crossing, crossing.COLUMNS),
    SearchKind.RELEASE: _Made(releases.releases, releases.COLUMNS),
    SearchKind.CONVICTED: _Made(convictions.convictions, convictions.COLUMNS, prison=False),
    SearchKind.OFFENCE: _Made(committed.committed, committed.COLUMNS),
    SearchKind.IN_PRISON: _Made(lambda _, facts: prison.inside(facts), prison.INSIDE_COLUMNS, before=True),
    SearchKind.CHANGED: _Made(lambda _, facts: prison.changed(facts), prison.CHANGED_COLUMNS, before=True),
    SearchKind.UNFINALISED: _Made(lambda _, facts: prison.unfinalised(facts), prison.OPEN_COLUMNS),
}


_SHOWS_WHERE: Final = frozenset({SearchKind.CROSS_BORDER, SearchKind.OFFENCE})
"""Searches that prison data only adds a column to."""


def search(unit: Unit, query: Query, today: date) -> Found:
    """What the reader of this unit finds. Raises NotFound for an unknown area, BadInput for a question that is none."""
    day = query.as_of or today
    insist(query)
    tree = reading.areas(unit)
    if isinstance(query, People):
        return _people(unit, query, tree, day)
    area = _called(tree, query.area)
    made = _RULES[query.kind]
    files = downloads(unit, day) if made.prison else Downloads(())
    ppos = reading.registered(unit, tree.below(area.id), day)
    insist_on_types(unit, query, tree, day)
    latest, before = files.latest, _before(query, files) if made.before else None
    now, then = ({}, {}) if query.kind in _SHOWS_WHERE else held(unit, ppos.keys(), files, latest, before)
    facts = Facts(day, tree, ppos, (), now, then)
    crimes = _charges_of(unit, query, facts)
    facts = replace(facts, crimes=crimes)
    if query.kind is SearchKind.UNFINALISED:
        places = {crime.defendant_case_id for crime in crimes if crime.defendant_case_id}
        facts = replace(facts, hearings=reading.next_hearings(unit, places, day))
    answer = made.rule(query, facts)
    if query.kind in _SHOWS_WHERE:
        answer = _with_where(unit, answer, files)
    return _found(unit, query, area, facts=facts, answer=answer, latest=latest)


def _charges_of(unit: Unit, query: Query, facts: Facts) -> list[Crime]:
    """The charges that the search is about, as far as they can decide it."""
    people, day = facts.ppos.keys(), facts.day
    match query:
        case CrossBorder():
            may: reading.May = partial(crossing.may_cross, query, facts)
            return reading.crimes(unit, people, window=crossing.window_of(query, day), may=may)
        case Offences():
            may = partial(committed.may_meet, query)
            return reading.crimes(unit, people, window=committed.window_of(query, day), may=may)
        case Convicted():
            return reading.convictable(unit, people, convictions.window_of(query, day))
        case Unfinalised():
            return reading.crimes(unit, (facts.held or {}).keys())
        case _:
            return []


def _with_where(unit: Unit, answer: Answer, files: Downloads) -> Answer:
    """Where those who were found are held; of the others nobody asks."""
    people = {draft.person_id for draft in (*answer.rows, *answer.cannot_decide)}
    (now,) = held(unit, people, files, files.latest)

    def told(drafts: Sequence[Draft]) -> list[Draft]:
        places = ((draft, now.get(draft.person_id)) for draft in drafts)
        return [
            replace(draft, values={**draft.values, "where_now": stay.place}) if stay is not None else draft
            for draft, stay in places
        ]

    return Answer(told(answer.rows), told(answer.cannot_decide))


def _called(tree: AreaTree, code: str) -> Node:
    found = tree.called(code)
    if found is None:
        raise NotFound(f"There is no area {code.strip()}.", to_do="tracker area list")
    return found


def _people(unit: Unit, query: People, tree: AreaTree, day: date) -> Found:
    """Free criteria: the registered of an area, or who a court, a name or an agency begins with."""
    area = _called(tree, query.area) if query.area else None
    ppos = reading.registered(unit, tree.below(area.id) if area else frozenset(tree.nodes), day)
    if area is None:
        begun = beginning(unit, query, day)
        ppos = {person: ppo for person, ppo in ppos.items() if person in begun}
    else:
        begun = set(ppos)
    insist_on_types(unit, query, tree, day, begun)
    asked = known(unit, query, begun, day)
    downloaded = downloads(unit, day)
    (now,) = held(unit, begun, downloaded, downloaded.latest)
    crimes: list[Crime] = []
    if query.wanted or query.without:
        may: reading.May = partial(committed.may_meet, query)
        crimes = reading.crimes(unit, begun, window=committed.window_of(query, day), may=may)
    facts = Facts(day, tree, ppos, crimes, now if downloaded.latest else None)
    who = reading.named(unit, begun)
    answer = people(query, facts, asked, {person: born for person, (_, _, born) in who.items()})
    asks_prison = query.held is not None or query.release is not None
    return Found(
        query,
        day,
        area.code if area else "",
        area.name if area else "",
        PEOPLE_COLUMNS,
        _rows(answer.rows, PEOPLE_COLUMNS, who),
        _rows(answer.cannot_decide, PEOPLE_COLUMNS, who),
        registered=len(begun),
        prison_data_of=downloaded.latest.day if downloaded.latest else None,
        banner=banner(downloaded.latest, day) if asks_prison else "",
        download=downloaded.latest.id if downloaded.latest else None,
    )


def insist(query: Query) -> None:
    """Refuse numbers that ask for nothing. Raises BadInput."""
    months = query.months if isinstance(query, CrossBorder | Offences | People) else 1
    if not 1 <= months <= MOST_MONTHS:
        raise BadInput(f"The months are a number from 1 to {MOST_MONTHS:,}.", to_do="Give --months 12, for example.")
    if isinstance(query, CrossBorder) and (query.threshold < 1 or query.dates < 1):
        raise BadInput("The threshold and the number of dates are numbers from 1 on.")
    if isinstance(query, People) and not (query.area or query.court or query.agency or query.name):
        raise BadInput("Nothing says where to begin.", to_do="Name an area, a court, an agency or a name.")
    if isinstance(query, Release) and not 0 <= query.days <= MOST_DAYS:
        raise BadInput(f"The days ahead are a number from 0 to {MOST_DAYS:,}.")
    if isinstance(query, Offences | People):
        if isinstance(query, Offences) and not query.wanted:
            raise BadInput("No type of offence is asked for.", to_do="Name one: burglary, theft, robbery, twoc.")
        if any(one.least < 1 for one in query.wanted):
            raise BadInput("A type is asked for once at least.")
        kinds = [asked_type(one.type) for one in query.wanted]
        barred = [asked_type(one) for one in query.without]
        for number, kind in enumerate(kinds):
            if kind in kinds[:number] or kind in barred:
                twice = "asked for, and barred" if kind in barred else "asked for twice"
                raise BadInput(f"{type_label(kind).capitalize()} is {twice}.", to_do="Say it once.")


def _before(query: Query, known: Downloads) -> Download | None:
    """The download that the newest is held against: that of the list before, else the previous one."""
    if isinstance(query, Changed) and query.since is not None:
        return known.called(query.since) or known.previous
    return known.previous


def _found(unit: Unit, query: Query, area: Node, *, facts: Facts, answer: Answer, latest: Download | None) -> Found:
    made = _RULES[query.kind]
    who = reading.named(unit, {draft.person_id for draft in (*answer.rows, *answer.cannot_decide)})
    return Found(
        query,
        facts.day,
        area.code,
        area.name,
        made.columns,
        _rows(answer.rows, made.columns, who),
        _rows(answer.cannot_decide, made.columns, who),
        registered=len(facts.ppos),
        prison_data_of=latest.day if latest else None,
        banner=banner(latest, facts.day) if made.prison else "",
        download=latest.id if latest else None,
    )


def _rows(
    drafts: Sequence[Draft], columns: Sequence[Column], who: dict[UUID, tuple[str, str, date | None]]
) -> tuple[Row, ...]:
    """In order, under the columns; whoever has no name for the reader is not there for the reader."""
    seen = [draft for draft in drafts if draft.person_id in who]
    ordered = sorted(
        seen, key=lambda one: (*one.before, fold(who[one.person_id][0]), who[one.person_id][1], *one.after)
    )
    rows = []
    for draft in ordered:
        name, ref, born = who[draft.person_id]
        values = {**draft.values, "name": name, "ref": ref, "born": born}
        cells = tuple(values.get(column.key) for column in columns)
        rows.append(Row(draft.person_id, ref, name, cells, draft.band, draft.offences, draft.missing))
    return tuple(rows)
