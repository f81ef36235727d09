"""A key that follows Esc so fast that the terminal sends both as one is two keys, whichever it is."""

from __future__ import annotations

from string import ascii_letters, digits, punctuation

import pytest
from textual import events

from tracker_tui.app.keyboard import EscapeFirst

# What begins a sequence of the terminal's own after Esc: "[" and "O" wait for more.
SIGNS = sorted(set(ascii_letters + digits + punctuation) - set("[O"))


def keys(sent: str) -> list[tuple[str, str | None]]:
    """What the application gets of these bytes."""
    parser = EscapeFirst()
    found = [*parser.feed(sent), *parser.feed("")]
    return [(event.key, event.character) for event in found if isinstance(event, events.Key)]


@pytest.mark.parametrize("sign", SIGNS)
def test_escape_and_a_sign_in_one_go_are_escape_and_that_sign(sign: str) -> None:
    assert keys(f"\x1b{sign}") == [("escape", "\x1b"), *keys(sign)]


@pytest.mark.parametrize(("sent", "name"), [("\x7f", "backspace"), ("\t", "tab"), ("\r", "enter")])
def test_so_are_escape_and_a_key_that_is_no_sign(sent: str, name: str) -> None:
    assert [key for key, _ in keys(f"\x1b{sent}")] == ["escape", name]


@pytest.mark.parametrize(("sent", "name"), [("\x1b[A", "up"), ("\x1bOR", "f3"), ("\x1b[17~", "f6"), ("\x1b", "escape")])
def test_what_a_terminal_sends_for_one_key_stays_one_key(sent: str, name: str) -> None:
    assert [key for key, _ in keys(sent)] == [name]


def test_a_pound_that_is_typed_is_a_pound() -> None:
    assert [sign for _, sign in keys("£")] == ["£"]
