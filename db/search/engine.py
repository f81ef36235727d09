"""One search from its question to its answer, in one unit of work: what is read, which rule is asked, the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from db.agencies.tree import Node
from db.cards.searching import (
    Changed,
    Column,
    CrossBorder,
    Found,
    Offences,
    Query,
    Release,
    Row,
    SearchKind,
)
from db.search import committed, convictions, crossing, prison, reading, releases
from db.search.custody import Downloads, banner, downloads, held
from db.search.facts import Answer, Download, Draft, Facts
from db.search.months import Window
from db.search.types import asked_type
from db.unit import Unit
from db.words.errors import BadInput, NotFound
from db.words.text import fold

MOST_MONTHS: Final = 1200
MOST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class _Made:
    """What a search is made of: its rule, its columns, the days whose charges it asks (None for none, all for ())."""

    rule: Callable[[Any, Facts], Answer]
    columns: tuple[Column, ...]
    window: Callable[[Any, date], Window | None] | None = None
    prison: bool = True
    before: bool = False


_RULES: Final[dict[SearchKind, _Made]] = {
    SearchKind.CROSS_BORDER: _Made(crossing.crossing, crossing.COLUMNS, crossing.window_of),
    SearchKind.RELEASE: _Made(releases.releases, releases.COLUMNS),
    SearchKind.CONVICTED: _Made(convictions.convictions, convictions.COLUMNS, lambda *_: None, prison=False),
    SearchKind.OFFENCE: _Made(committed.committed, committed.COLUMNS, committed.window_of),
    SearchKind.IN_PRISON: _Made(lambda _, facts: prison.inside(facts), prison.INSIDE_COLUMNS, before=True),
    SearchKind.CHANGED: _Made(lambda _, facts: prison.changed(facts), prison.CHANGED_COLUMNS, before=True),
    SearchKind.UNFINALISED: _Made(lambda _, facts: prison.unfinalised(facts), prison.OPEN_COLUMNS, lambda *_: None),
}


def search(unit: Unit, query: Query, today: date) -> Found:
    """What the reader of this unit finds. Raises NotFound for an unknown area, BadInput for a question that is none."""
    day = query.as_of or today
    insist(query)
    tree = reading.areas(unit)
    area = tree.called(query.area)
    if area is None:
        raise NotFound(f"There is no area {query.area.strip()}.", to_do="tracker area list")
    made = _RULES[query.kind]
    ppos = reading.registered(unit, tree.below(area.id), day)
    window = made.window(query, day) if made.window else None
    known = downloads(unit, day) if made.prison else Downloads(())
    latest, before = known.latest, _before(query, known) if made.before else None
    now, then = held(unit, ppos.keys(), known, latest, before)
    people = now.keys() if query.kind is SearchKind.UNFINALISED else ppos.keys()
    crimes = reading.crimes(unit, people, window=window) if made.window else []
    facts = Facts(day, tree, ppos, crimes, now, then)
    if query.kind is SearchKind.UNFINALISED:
        places = {crime.defendant_case_id for crime in crimes if crime.defendant_case_id}
        facts = Facts(day, tree, ppos, crimes, now, then, reading.next_hearings(unit, places, day))
    return _found(unit, query, area, facts=facts, latest=latest)


def insist(query: Query) -> None:
    """Refuse numbers that ask for nothing. Raises BadInput."""
    months = query.months if isinstance(query, CrossBorder | Offences) else 1
    if not 1 <= months <= MOST_MONTHS:
        raise BadInput("The months are a number from 1 on.", to_do="Give --months 12, for example.")
    if isinstance(query, CrossBorder) and (query.threshold < 1 or query.dates < 1):
        raise BadInput("The threshold and the number of dates are numbers from 1 on.")
    if isinstance(query, Release) and not 0 <= query.days <= MOST_DAYS:
        raise BadInput("The days ahead are a number from 0 on.")
    if isinstance(query, Offences):
        if not query.wanted:
            raise BadInput("No type of offence is asked for.", to_do="Name one: burglary, theft, robbery, twoc.")
        if any(one.least < 1 for one in query.wanted):
            raise BadInput("A type is asked for once at least.")
        for word in (*(one.type for one in query.wanted), *query.without):
            asked_type(word)


def _before(query: Query, known: Downloads) -> Download | None:
    """The download that the newest is held against: that of the list before, else the previous one."""
    if isinstance(query, Changed) and query.since is not None:
        return known.called(query.since) or known.previous
    return known.previous


def _found(unit: Unit, query: Query, area: Node, *, facts: Facts, latest: Download | None) -> Found:
    made = _RULES[query.kind]
    answer = made.rule(query, facts)
    people = {draft.person_id for draft in (*answer.rows, *answer.cannot_decide)}
    who = reading.named(unit, people)
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
