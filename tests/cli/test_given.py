"""Common options stand anywhere before `--`; the application alone starts without the command line."""

from __future__ import annotations

from hypothesis import given as for_all
from hypothesis import strategies as st

from tracker_tui.given import Given, only_the_screen, to_the_front

PARTS = st.sampled_from(
    [["feed"], ["list"], ["--json"], ["--home", "/h"], ["--as", "u"], ["--plain"], ["x"], ["--", "--as"]]
)
WORDS = st.lists(PARTS, max_size=8).map(lambda parts: [word for part in parts for word in part])


def test_common_options_may_stand_behind_the_command() -> None:
    wanted = ["--home", "/h", "--as", "clerk", "feed", "list", "--json"]
    assert to_the_front(["feed", "list", "--home", "/h", "--json", "--as", "clerk"]) == wanted
    assert to_the_front(["feed", "--home=/h", "list"]) == ["--home=/h", "feed", "list"]


def test_what_follows_two_hyphens_is_text() -> None:
    assert to_the_front(["person", "find", "--", "--home"]) == ["person", "find", "--", "--home"]


def test_an_option_without_its_value_takes_no_other_word_for_it() -> None:
    assert to_the_front(["init", "--home"]) == ["--home"]
    assert to_the_front(["--as", "u", "feed", "list", "--home"]) == ["--as", "u", "--home"]


@for_all(WORDS)
def test_no_word_is_lost_and_moving_twice_changes_nothing(words: list[str]) -> None:
    once = to_the_front(words)
    assert sorted(once) == sorted(words)
    assert to_the_front(once) == once


def test_the_application_is_recognised_without_typer() -> None:
    assert only_the_screen([]) == Given()
    assert only_the_screen(["--home", "/h"]) == only_the_screen(["--home=/h"]) == Given(home="/h")
    for words in (["--help"], ["doctor"], ["--home"], ["--home", "/h", "doctor"], ["--plain"]):
        assert only_the_screen(words) is None
