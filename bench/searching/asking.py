"""Asks the named searches and the builder of one area after another, and beside each the bare SQL of its candidates."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Final

from bench.figures import at
from bench.searching.places import CDRPS, Places, key
from db.cards.searching import Convicted, Criterion, CrossBorder, Mode, Offences, Query, Release
from db.desk import Desk
from db.store.many import as_stored
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.keys import uuid7
from tests.support.signed_in import sign_in

AREAS: Final = 12
"""Areas that are asked of, drawn by lot; the reader of each is the officer of its force."""
ROUNDS: Final = 25
TYPED: Final = (
    "area:{area}", "area:{area} in-custody", "area:{area} in-custody offence:burglary",
    "area:{area} offence:burglary>=2", "area:{area} offence:burglary>=2 since:12m",
    "area:{area} offence:burglary>=2 since:12m not:robbery", "area:{area} age:18-25 offence:theft mode:any since:6m",
    "area:{area} release:28d",
)  # fmt: skip
"""What the builder is given, as it grows under a clerk's fingers."""
_HERE: Final = "SELECT person_id FROM ppo_registration WHERE area_id IN ({areas}) AND ended_at IS NULL"
_FLOORS: Final = {
    "crossborder": "SELECT person_id, count(*) FROM charge WHERE person_id IN ({here}) AND ended_at IS NULL "
    "AND offence_from BETWEEN {year} AND {today} GROUP BY person_id HAVING count(*) >= 3",
    "release": "SELECT person_id, conditional_on FROM custody_snapshot WHERE person_id IN ({here}) "
    "AND ended_at IS NULL AND conditional_on BETWEEN {today} AND {soon}",
    "convicted": "SELECT person_id, charge_id FROM plea WHERE person_id IN ({here}) AND ended_at IS NULL "
    "AND pleaded_on BETWEEN {month} AND {today}",
    "offence": "SELECT person_id, code FROM charge WHERE person_id IN ({here}) AND ended_at IS NULL "
    "AND offence_from BETWEEN {quarter} AND {today}",
}


@dataclass
class Times:
    """Milliseconds of one search: by the clock, of the processor, the first asking of each area, the bare SQL."""

    clock: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    registered: list[int] = field(default_factory=list)

    @property
    def words(self) -> str:
        """`p50 1.9, p95 2.4, p99 2.9 ms (n=300); of the processor p99 2.5 ms; ...`."""
        p50, p95, p99 = (at(self.clock, one) for one in (50, 95, 99))
        cpu = tuple(at(self.spent, one) for one in (50, 95, 99))
        said = f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms (n={len(self.clock)}); of the processor "
        said += f"{cpu[0]:.1f}, {cpu[1]:.1f}, {cpu[2]:.1f}; an area asked for the first time {at(self.first, 50):.1f}"
        if self.floor:
            said += f"; bare SQL of the candidates {at(self.floor, 50):.2f}"
        rows, people = sum(self.rows) / len(self.rows), sum(self.registered) / len(self.registered)
        return f"{said}; {people:.0f} registered, {rows:.0f} rows"


class Asker:
    """Officers of every force who ask their areas."""

    def __init__(self, units: Units, places: Places, *, seed: int = 7) -> None:
        self._units = units
        self._places = places
        self._desks: dict[int, Desk] = {}
        draw = random.Random(seed)
        self._partnerships = draw.sample(range(places.partnerships), min(AREAS, places.partnerships))

    def named(self, *, force: bool, rounds: int = ROUNDS) -> dict[str, Times]:
        """The four named searches, of partnerships or of whole forces."""
        found = {name: Times() for name in _FLOORS}
        with self._units.raw("keeper") as bare:
            for one, code in self._areas(force=force):
                desk = self._desk(one // CDRPS)
                for query in _queries(code):
                    times = found[query.kind.value]
                    floor = self._floor(bare, query.kind.value, one, force=force)
                    ask = partial(desk.search.count, query)
                    for place in range(rounds):
                        self._time(times, ask, first=not place)
                        began = time.perf_counter()
                        floor()
                        times.floor.append((time.perf_counter() - began) * 1000)
        return found

    def typed(self, *, force: bool, rounds: int = 4) -> Times:
        """The builder's count behind each of the texts, reading the text included."""
        times = Times()
        for one, code in self._areas(force=force):
            desk = self._desk(one // CDRPS)
            for place in range(rounds):
                for text in TYPED:
                    self._time(times, partial(_counted, desk, text.format(area=code)), first=not place)
        return times

    def _areas(self, *, force: bool) -> list[tuple[int, str]]:
        if not force:
            return [(one, self._places.code(one)) for one in self._partnerships]
        forces = dict.fromkeys(one // CDRPS for one in self._partnerships)
        return [(one * CDRPS, self._places.force_code(one)) for one in forces]

    @staticmethod
    def _time(times: Times, ask: Callable[[], Any], *, first: bool) -> None:
        began, spent = time.perf_counter(), time.process_time()
        found = ask()
        clock, cpu = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
        if first:
            times.first.append(clock)
            return
        times.clock.append(clock)
        times.spent.append(cpu)
        times.rows.append(len(found.rows) + len(found.cannot_decide))
        times.registered.append(found.registered)

    def _desk(self, force: int) -> Desk:
        if force not in self._desks:
            actor = Actor(
                key("user", force), f"ppo{force}", f"Officer {force}", key("police", force),
                frozenset({Role.PPO_OFFICER}), frozenset(), self._units.clock.today(), "bench", uuid7(),
            )  # fmt: skip
            if self._units.dialect == "postgresql":
                self._units.admit(actor.audit_session, sign_in(self._units, actor))
            self._desks[force] = Desk(self._units, actor)
        return self._desks[force]

    def _floor(self, bare: Any, name: str, partnership: int, *, force: bool) -> Callable[[], Any]:  # noqa: ANN401
        """The least that could answer: who of the area has something in the days, without a rule or a name."""
        numbers = range(partnership, min(partnership + CDRPS, self._places.partnerships)) if force else (partnership,)
        stored, today = as_stored(bare), self._units.clock.today()
        days = {
            "today": today, "year": today - timedelta(days=365), "quarter": today - timedelta(days=91),
            "soon": today + timedelta(days=28), "month": today.replace(day=1),
        }  # fmt: skip
        areas = ", ".join(_literal(stored(key("partnership", one))) for one in numbers)
        text = (
            _FLOORS[name]
            .replace("{here}", _HERE)
            .format(areas=areas, **{each: f"'{day.isoformat()}'" for each, day in days.items()})
        )
        return lambda: bare.exec_driver_sql(text).all()


def _literal(value: Any) -> str:  # noqa: ANN401 - a key as the driver takes it
    return f"x'{value.hex()}'" if isinstance(value, bytes) else f"'{value}'"


def _queries(area: str) -> Sequence[Query]:
    criteria = (Criterion("burglary"), Criterion("theft"))
    return (
        CrossBorder(area=area), Release(area=area), Convicted(area=area),
        Offences(area=area, wanted=criteria, mode=Mode.ANY),
    )  # fmt: skip


def _counted(desk: Desk, text: str) -> Any:  # noqa: ANN401 - what was found
    query = desk.search.read(text).query
    if query is None:
        raise AssertionError(text)
    return desk.search.count(query)
