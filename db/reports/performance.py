"""An area's scheme beside similar areas, its region and the nation: counted over everybody, small numbers not told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, Final, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import col

from db.access.questions import Question
from db.access.scheme_rules import reads_performance, told_number
from db.access.standing import Standing
from db.agencies.areas import tree_of
from db.agencies.tree import AreaTree, Node
from db.audit.acts import Deed
from db.audit.chain import Act, append, open_chain
from db.cards.performance import Figure, MeasureLine, Performance
from db.custody.episodes import is_held
from db.reports.cohort_figures import STANDS
from db.reports.counting import Counts, Period, Registered, count, similar
from db.reports.quarters import Quarter, read_quarter
from db.schemes.register import node_called
from db.search.reading import crimes, parts
from db.search.status import conviction_date, status_at
from db.tables.care import CustodyEpisode
from db.tables.held import PpoRegistration
from db.tables.places import Area
from db.tables.schemes import AreaFigure, SimilarArea
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import Refused, TrackerError
from db.words.families.access import AuditOperation
from db.words.families.places import AreaKind
from db.words.families.schemes import Measure
from db.words.keys import uuid7

RATES: Final = frozenset({Measure.CUSTODY, Measure.CONVICTED, Measure.CONVICTIONS, Measure.OVERDUE})
"""Measures that are told of 100 registered people too."""
_figure: sa.Table = AreaFigure.__table__  # type: ignore[attr-defined]
_similar: sa.Table = SimilarArea.__table__  # type: ignore[attr-defined]
_area: sa.Table = Area.__table__  # type: ignore[attr-defined]


class PerformanceService:
    """Figures of areas, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def of_area(self, area: str, *, quarter: str = "") -> Performance:
        """The measures of an area in a quarter, that of today unless told.

        A quarter that is over is counted once and stays; one that goes on is counted every day. Raises NotFound,
        BadInput, Refused for who reads neither cases nor figures.
        """
        wanted = read_quarter(quarter, today=self._units.clock.today())
        with self._units.read(self._actor) as unit:
            decided = reads_performance(unit.standing)
            if not decided.allowed:
                raise Refused(decided.reason)
            tree = tree_of(unit)
            top = node_called(tree, area)
            counted_on = _counted_on(unit, wanted)
        if counted_on is None or counted_on <= min(wanted.last, self._units.clock.today() - _DAY):
            try:
                self._count(wanted, tree)
            except Refused:
                # Row security hides from a terminal whom its user may not see, so its sums would be too small: it tells
                # what a login that takes in files has counted, with its day.
                if counted_on is None:
                    raise Refused(
                        f"The figures of {wanted} are not counted yet, and this terminal's login cannot count over "
                        "everybody.",
                        kept="",
                        to_do="Ask for them once at a terminal that takes in files.",
                    ) from None
            except TrackerError:
                if counted_on is None:
                    raise
        with self._units.act(self._actor, Act(AuditOperation.CONSULTATION, Deed.REPORT_RUN, "area", top.id)) as unit:
            return _performance(unit, wanted, tree, top)

    def _count(self, quarter: Quarter, tree: AreaTree) -> None:
        """Count every area and keep it, with the areas that each is compared with where none are kept yet."""
        now, today = self._units.clock.now(), self._units.clock.today()
        period = Period(quarter.first, min(quarter.middle, today), min(quarter.last, today))
        with self._units.raw("bulk") as connection:
            counts = _counts(connection, tree, period)
            people = {row.id: row.people for row in connection.execute(sa.select(_area.c.id, _area.c.people))}
        with self._units.raw("bulk", writes=True) as connection:
            open_chain(connection, self._actor, now)
            append(connection, self._actor, now, [Act(AuditOperation.CONSULTATION, Deed.REPORT_RUN, "area_figure")])
            _keep(connection, str(quarter), counts, today)
            _keep_similar(connection, str(quarter), tree, counts, people)


_DAY: Final = date.resolution


def _counted_on(unit: Unit, quarter: Quarter) -> date | None:
    found: date | None = unit.session.scalar(
        sa.select(sa.func.min(col(AreaFigure.counted_on))).where(col(AreaFigure.quarter) == str(quarter))
    )
    return found


# -- counting ------------------------------------------------------------------------------------------


def _counts(connection: Connection, tree: AreaTree, period: Period) -> Counts:
    p: sa.Table = PpoRegistration.__table__  # type: ignore[attr-defined]
    rows = connection.execute(
        sa.select(p.c.person_id, p.c.area_id, p.c.nominated_on, p.c.deregistered_on, p.c.review_due).where(
            p.c.ended_at.is_(None)
        )
    )
    registered = [Registered(*row) for row in rows]
    people = {one.person_id for one in registered if one.active_at(period.end) or one.active_at(period.middle)}
    held = set(_held(connection, people, period.middle))
    return count(tree, registered, period, held=held, convicted=_convicted(connection, people, period))


def _held(connection: Connection, people: Iterable[UUID], day: date) -> Iterable[UUID]:
    e: sa.Table = CustodyEpisode.__table__  # type: ignore[attr-defined]
    for some in parts(list(people)):
        for row in connection.execute(sa.select(e).where(e.c.person_id.in_(some), e.c.ended_at.is_(None))):
            if is_held(cast("CustodyEpisode", row), day):
                yield row.person_id


def _convicted(connection: Connection, people: Iterable[UUID], period: Period) -> Counter[UUID]:
    """Convictions in the period that stand at its end, by the definition of the search for them."""

    def rows(question: Question, **values: object) -> Sequence[Any]:
        return connection.execute(question.statement, values).all()

    everybody = cast("Unit", SimpleNamespace(rows=rows))
    return Counter(
        crime.person_id
        for crime in crimes(everybody, list(people))
        if period.holds(conviction_date(crime.course)) and status_at(crime.course, period.end) in STANDS
    )


def _keep(connection: Connection, quarter: str, counts: Counts, today: date) -> None:
    f = _figure.c
    known = connection.execute(sa.select(f.area_id, f.measure, f.id).where(f.quarter == quarter))
    there = {(row.area_id, row.measure): row.id for row in known}
    for area, measures in counts.items():
        for measure, value in measures.items():
            key = there.get((area, measure))
            said = {"value": value, "counted_on": today}
            if key is not None:
                connection.execute(sa.update(_figure).where(f.id == key).values(**said, version=f.version + 1))
                continue
            new = {"id": uuid7(), "version": 1, "quarter": quarter, "area_id": area, "measure": measure}
            connection.execute(sa.insert(_figure).values(**new, **said))


def _keep_similar(
    connection: Connection, quarter: str, tree: AreaTree, counts: Counts, people: dict[UUID, int | None]
) -> None:
    known = set(connection.scalars(sa.select(_similar.c.area_id).where(_similar.c.quarter == quarter)))
    active = {area: measures[Measure.ACTIVE] for area, measures in counts.items()}
    for node in tree.nodes.values():
        if node.id in known:
            continue
        others = [one.id for one in tree.of_kind(node.kind) if one.id != node.id]
        for place, other in enumerate(similar(node.id, others, active=active, people=people), 1):
            row = {"id": uuid7(), "version": 1, "quarter": quarter, "area_id": node.id, "place": place}
            connection.execute(sa.insert(_similar).values(**row, other_id=other))


# -- telling -------------------------------------------------------------------------------------------


def _performance(unit: Unit, quarter: Quarter, tree: AreaTree, top: Node) -> Performance:
    f, s = AreaFigure, SimilarArea
    rows = unit.session.execute(
        sa.select(col(f.area_id), col(f.measure), col(f.value), col(f.counted_on)).where(col(f.quarter) == str(quarter))
    ).all()
    values: dict[UUID, dict[Measure, int]] = defaultdict(dict)
    for row in rows:
        values[row.area_id][row.measure] = row.value
    beside = unit.session.scalars(
        sa.select(col(s.other_id))
        .where(col(s.quarter) == str(quarter), col(s.area_id) == top.id)
        .order_by(col(s.place))
    ).all()
    likes = [tree.nodes[key] for key in beside if key in tree.nodes]
    region, nation = tree.at_level(top.id, AreaKind.REGION), tree.at_level(top.id, AreaKind.NATIONAL)
    tell = _Teller(unit.standing, values)
    lines = tuple(
        MeasureLine(
            measure, tell(top, measure), tuple(tell(one, measure) for one in likes),
            tell(region, measure) if region and region.id != top.id else None,
            tell(nation, measure) if nation and nation.id != top.id else None,
        )
        for measure in Measure
        if measure is not Measure.TWICE
    )  # fmt: skip
    return Performance(
        top.code, top.name, str(quarter), quarter.first, quarter.last,
        max((row.counted_on for row in rows), default=unit.clock.today()), tuple(one.code for one in likes), lines,
        region.code if region else "", nation.code if nation else "", tell(top, Measure.TWICE).value,
    )  # fmt: skip


class _Teller:
    """Figures of areas as this reader is told them."""

    def __init__(self, standing: Standing, values: dict[UUID, dict[Measure, int]]) -> None:
        self._standing = standing
        self._values = values

    def __call__(self, node: Node, measure: Measure) -> Figure:
        found: Any = self._values.get(node.id, {})
        value, active = found.get(measure, 0), found.get(Measure.ACTIVE, 0)
        told = told_number(self._standing, node.id, value)
        of = told_number(self._standing, node.id, active)
        rate = round(100 * value / active, 1) if measure in RATES and told is not None and of else None
        return Figure(node.code, told, rate)
