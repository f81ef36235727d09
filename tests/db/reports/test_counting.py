"""Areas counted each person once, against a count with a pencil; quarters; similar areas."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agencies.tree import LEVELS, AreaTree, Node
from db.reports.counting import Period, Registered, count, similar
from db.reports.quarters import Quarter, quarter_of, read_quarter
from db.words.errors import BadInput
from db.words.families.places import AreaKind
from db.words.families.schemes import Measure

DAY = date(2024, 2, 28)
TREE = AreaTree(
    Node(UUID(int=key), code, code, kind, UUID(int=parent) if parent else None)
    for key, code, kind, parent in (
        (1, "NAT", AreaKind.NATIONAL, 0), (2, "N", AreaKind.REGION, 1), (3, "F1", AreaKind.FORCE, 2),
        (4, "F2", AreaKind.FORCE, 2), (5, "C1", AreaKind.PARTNERSHIP, 3), (6, "C2", AreaKind.PARTNERSHIP, 3),
        (7, "C3", AreaKind.PARTNERSHIP, 4),
    )
)  # fmt: skip
INSIDE = {1: {1, 2, 3, 4, 5, 6, 7}, 2: {2, 3, 4, 5, 6, 7}, 3: {3, 5, 6}, 4: {4, 7}, 5: {5}, 6: {6}, 7: {7}}
days = st.integers(-60, 60).map(lambda number: DAY + timedelta(days=number))
registrations = st.builds(
    Registered,
    person_id=st.integers(100, 106).map(lambda number: UUID(int=number)),
    area_id=st.integers(1, 7).map(lambda number: UUID(int=number)),
    nominated_on=days,
    deregistered_on=st.none() | days,
    review_due=st.none() | days,
)


@given(
    st.lists(registrations, max_size=14),
    st.sets(st.integers(100, 106)),
    st.dictionaries(st.integers(100, 106), st.integers(0, 3)),
)
def test_every_area_counts_each_person_once(rows: list[Registered], held: set[int], convicted: dict[int, int]) -> None:
    period = Period(DAY - timedelta(days=40), DAY, DAY + timedelta(days=30))
    inside = {UUID(int=one) for one in held}
    by_person = {UUID(int=one): number for one, number in convicted.items()}
    found = count(TREE, rows, period, held=inside, convicted=by_person)
    for area, below in INSIDE.items():
        mine = [one for one in rows if one.area_id.int in below]
        middle = [
            one for one in mine if one.nominated_on <= DAY and not (one.deregistered_on and one.deregistered_on <= DAY)
        ]
        end = period.end
        at_end = [
            one for one in mine if one.nominated_on <= end and not (one.deregistered_on and one.deregistered_on <= end)
        ]
        people = {one.person_id for one in middle}
        several = [person for person in people if len({one.area_id for one in middle if one.person_id == person}) > 1]
        told = found[UUID(int=area)]
        assert told[Measure.ACTIVE] == len(people)
        assert told[Measure.TWICE] == len(several)
        assert told[Measure.CUSTODY] == len(people & inside)
        last = {one.person_id for one in at_end}
        assert told[Measure.CONVICTIONS] == sum(by_person.get(one, 0) for one in last)
        assert told[Measure.CONVICTED] == len([one for one in last if by_person.get(one, 0)])
        assert told[Measure.NOMINATED] == len(
            {one.person_id for one in mine if period.first <= one.nominated_on <= end}
        )
        gone = [one for one in mine if one.deregistered_on and period.first <= one.deregistered_on <= end]
        assert told[Measure.DEREGISTERED] == len({one.person_id for one in gone})
        assert told[Measure.OVERDUE] == len(
            {one.person_id for one in at_end if one.review_due and one.review_due < end}
        )


@given(st.lists(registrations, max_size=14))
def test_children_sum_to_the_parent_less_those_counted_once(rows: list[Registered]) -> None:
    period = Period(DAY, DAY, DAY)
    leaves = [one for one in rows if one.area_id.int in (5, 6)]
    found = count(TREE, leaves, period, held=set(), convicted={})
    parent, children = found[UUID(int=3)], [found[UUID(int=5)], found[UUID(int=6)]]
    assert sum(one[Measure.ACTIVE] for one in children) - parent[Measure.TWICE] == parent[Measure.ACTIVE]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_quarter_is_three_months_and_holds_its_day(day: date) -> None:
    found = quarter_of(day)
    assert found.first <= day <= found.last
    assert found.first <= found.middle <= found.last
    assert {found.first.month, found.last.month} == {3 * found.number - 2, 3 * found.number}
    assert quarter_of(found.last + timedelta(days=1)) > found


def test_a_quarter_is_read_as_it_is_typed() -> None:
    today = date(2026, 11, 23)
    assert read_quarter("", today=today) == Quarter(2026, 4)
    assert read_quarter(" 2026q3 ", today=today) == Quarter(2026, 3)
    assert str(read_quarter("2026-Q3", today=today)) == "2026Q3"
    for wrong in ("2026", "2026Q5", "Q3", "0001Q1", "2027Q1"):
        with pytest.raises(BadInput):
            read_quarter(wrong, today=today)


def test_the_nearest_areas_are_alike_in_number_and_in_rate() -> None:
    keys = [UUID(int=number) for number in range(1, 9)]
    active = dict(zip(keys, (50, 52, 49, 200, 48, 51, 0, 53), strict=True))
    people: dict[UUID, int | None] = dict.fromkeys(keys, 100_000)
    people[keys[1]] = 1_000
    found = similar(keys[0], keys[1:], active=active, people=people)
    assert found == [keys[2], keys[5], keys[4], keys[7], keys[6]]
    assert keys[1] in similar(keys[0], keys[1:], active=active, people=dict.fromkeys(keys))
    assert similar(keys[0], [], active=active, people=people) == []


def test_levels_stand_from_the_smallest_on() -> None:
    assert LEVELS[0] is AreaKind.WARD
    assert LEVELS[-1] is AreaKind.NATIONAL
