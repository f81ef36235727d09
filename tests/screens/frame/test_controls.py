"""Nothing that steers a terminal passes the line filters, whatever the data holds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from textual.color import Color

from screens.frame.controls import AsciiOnly, Controls, plain

BLACK = Color(0, 0, 0)
STEERS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def through(text: str) -> str:
    return "".join(segment.text for segment in Controls().apply([Segment(text)], BLACK))


@given(st.text())
def test_no_text_steers_the_terminal(text: str) -> None:
    assert not STEERS.search(through(text))


@given(st.text())
def test_the_length_stays(text: str) -> None:
    assert len(through(text)) == len(text)


def test_plain_text_is_not_touched() -> None:
    segments = [Segment("O'BRIEN, Zoë — £50")]
    assert Controls().apply(segments, BLACK) == segments


def test_textuals_own_control_segments_pass() -> None:
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert Controls().apply([control], BLACK) == [control]
    assert AsciiOnly().apply([control], BLACK) == [control]


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cf", "Cs"))))
def test_ascii_only_is_ascii_and_as_wide(text: str) -> None:
    shown = plain(text)
    assert shown.isascii()
    assert len(shown) == sum(map(cell_len, text))


def test_accents_go_and_lines_are_drawn_with_plain_signs() -> None:
    assert plain("Zoë │ ─ … 王") == "Zoe | - ~ ??"
