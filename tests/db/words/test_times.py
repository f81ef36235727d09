"""Times as clerks type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words.errors import BadInput
from db.words.times import parse_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", time(10)),
        ("9:30", time(9, 30)),
        ("10.05", time(10, 5)),
        ("1430", time(14, 30)),
        ("2pm", time(14)),
        ("2.15 PM", time(14, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        (" 00:00 ", time(0)),
    ],
)
def test_a_time_is_read_as_a_clerk_means_it(typed: str, meant: time) -> None:
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "soon", "24:00", "10:60", "13pm", "0am", "10:5", "١٠"])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_time(typed)


@given(st.times())
def test_hours_and_minutes_come_back(meant: time) -> None:
    assert parse_time(f"{meant:%H:%M}") == meant.replace(second=0, microsecond=0)
