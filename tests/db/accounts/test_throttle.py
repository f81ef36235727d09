"""Three free tries, then a wait that doubles: the same in Python and in the database, against a plain oracle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts import counting, throttle
from db.accounts.gate import account_subject, terminal_subject
from db.accounts.throttle import Count
from db.words.errors import Refused
from db.words.refusals import TooSoon
from tests.support.door import PASSWORD, WRONG, House

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WAITS = (0, 0, 10, 20, 40, 80, 160, 320, 640, 900, 900)


def test_the_wait_after_each_wrong_try() -> None:
    assert tuple(throttle.pause(n).seconds for n in range(1, 12)) == WAITS


@given(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(["try", "spared", "in"])), max_size=30))
def test_counting_agrees_with_a_list_of_what_happened(steps: list[tuple[int, str]]) -> None:
    count, now, wrong, until = Count(), NOON, 0, NOON
    for seconds, what in steps:
        now += timedelta(seconds=seconds)
        count = throttle.settled(count, now)
        assert throttle.seconds_left(count, now) == max(0, (until - now).total_seconds())
        if now < until:
            continue
        count = throttle.tried(count, now)
        if what == "try":
            wrong += 1
            until = now + timedelta(seconds=WAITS[min(wrong, 11) - 1])
        elif what == "in":
            count, wrong = throttle.forgiven(count, count.failures), 0
        else:
            count = throttle.spared(count)
        assert count.failures == wrong


def test_a_clock_that_is_set_back_shortens_no_wait_and_makes_none_longer_than_the_rule() -> None:
    count = Count(5, NOON, NOON + throttle.pause(5))
    hour_before = NOON - timedelta(hours=1)
    settled = throttle.settled(count, hour_before)
    assert throttle.seconds_left(settled, hour_before) == throttle.pause(5).seconds
    assert throttle.settled(settled, hour_before + timedelta(seconds=1)) == settled


def test_a_day_after_the_newest_wrong_try_all_is_forgotten() -> None:
    count = Count(9, NOON, NOON + throttle.pause(9))
    assert throttle.settled(count, NOON + timedelta(days=1, seconds=1)) == Count()
    assert throttle.settled(Count(), NOON) == Count()


def _fail(house: House, times: int, *, name: str = "j.moss", terminal: str = "dock 2") -> None:
    for _ in range(times):
        with pytest.raises(Refused, match="wrong"):
            house.door(terminal).admit(name, WRONG)


def test_the_fourth_try_waits_with_the_right_password_too_and_after_a_restart(house: House) -> None:
    house.user()
    _fail(house, 3)
    with pytest.raises(TooSoon) as waits:
        house.door().admit("j.moss", PASSWORD)
    assert 9 <= waits.value.seconds <= 10
    house.times.pass_by(9.9)
    assert house.door().admit("j.moss", PASSWORD).failures == 3


def test_the_wait_doubles_and_ends_with_the_right_password(house: House) -> None:
    house.user()
    _fail(house, 3)
    house.times.pass_by(10)
    _fail(house, 1)
    with pytest.raises(TooSoon) as waits:
        house.door().admit("j.moss", PASSWORD)
    assert 18 <= waits.value.seconds <= 20
    house.times.pass_by(20)
    house.door().admit("j.moss", PASSWORD)
    _fail(house, 2)
    house.door().admit("j.moss", PASSWORD)


def test_a_terminal_is_slowed_whoever_is_tried_at_it_and_another_is_not(house: House) -> None:
    house.user()
    house.user("k.lee")
    for name in ("nobody", "somebody", "anybody"):
        _fail(house, 1, name=name)
    with pytest.raises(TooSoon):
        house.door().admit("k.lee", PASSWORD)
    house.door("office 1").admit("k.lee", PASSWORD)


def test_who_comes_in_is_forgiven_the_own_tries_and_not_those_of_others(house: House) -> None:
    house.user()
    _fail(house, 1, name="nobody")
    _fail(house, 1)
    house.door().admit("j.moss", PASSWORD)
    _fail(house, 1)
    house.door().admit("j.moss", PASSWORD)
    _fail(house, 1, name="nobody")
    _fail(house, 1, name="somebody")
    with pytest.raises(TooSoon):
        house.door().admit("j.moss", PASSWORD)


def test_an_unknown_name_waits_as_a_known_one_does(house: House) -> None:
    _fail(house, 3, name="ghost")
    with pytest.raises(TooSoon):
        house.door("office 1").admit("ghost", PASSWORD)


def test_setting_the_databases_clock_does_not_help_this_process_nor_does_setting_it_back(house: House) -> None:
    house.user()
    door = house.door()
    for _ in range(3):
        with pytest.raises(Refused):
            door.admit("j.moss", WRONG)
    house.times.move(3600)
    with pytest.raises(TooSoon):
        door.admit("j.moss", PASSWORD)
    house.times.move(-7200)
    with pytest.raises(TooSoon) as waits:
        house.door().admit("j.moss", PASSWORD)
    assert 9 <= waits.value.seconds <= 10


def test_the_same_sequence_gives_the_same_counts_in_python_and_in_the_database(house: House) -> None:
    house.user()
    script = [(0, WRONG), (0, WRONG), (1, WRONG), (10, WRONG), (20, WRONG), (40, PASSWORD), (0, WRONG), (0, PASSWORD)]
    expected = [1, 2, 3, 4, 5, 0, 1, 0]
    for (seconds, password), failures in zip(script, expected, strict=True):
        house.times.pass_by(seconds)
        try:
            house.door().admit("j.moss", password)
        except Refused:
            assert password == WRONG
        with house.units.raw("keeper") as connection:
            subjects = (account_subject("j.moss"), terminal_subject("dock 2"))
            counts = [counting._read(connection, each) for each in subjects]
        assert [count.failures for count in counts] == [failures, failures]
