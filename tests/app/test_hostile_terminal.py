"""Bytes caught from a real terminal: no escape sequence in data reaches it, through any part of a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.app.test_ending import stage
from tests.e2e.harness import Terminal

CONTROL = re.compile(rb"\x1b\[[0-9;?<]*[A-Za-z$]|\x1b\[[?>]?[0-9;]*\$?[a-z]")


def steering(raw: bytes) -> set[bytes]:
    """What is left of the output's control bytes once Textual's own CSI sequences are taken out."""
    return set(re.findall(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]", CONTROL.sub(b"", raw)))


def walk(terminal: Terminal) -> bytes:
    """Every part, every frame line, help and palette, with the hostile strings in all of them."""
    terminal.press("f1")
    terminal.wait_for("Help: Home")
    terminal.press("esc", "p")
    terminal.wait_for("Error: LEE [/b] [sic] KAY [@click=app.quit]JO[/]")
    for key in ("esc", "esc", "tab", "tab", "end", "tab", "tab", "tab", "tab", "pgdn", "f1", "pgdn", "esc", "ctrl+p"):
        terminal.press(key)
    terminal.wait_for("a part of the name")
    return bytes(terminal.raw)


@pytest.mark.parametrize("looks", [(), ("plain",), ("accessible",)], ids=["colours", "plain", "accessible"])
def test_no_escape_in_data_reaches_the_terminal(tmp_path: Path, looks: tuple[str, ...]) -> None:
    with stage(tmp_path, "hostile", *looks) as terminal:
        raw = walk(terminal)
        assert steering(raw) == set()
        assert b"\x1b]" not in raw
        assert b"\x1b[2J" not in raw
        text = raw.decode("utf-8")
        assert not re.search("[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)


def test_data_in_brackets_is_shown_and_does_nothing(tmp_path: Path) -> None:
    with stage(tmp_path, "hostile") as terminal:
        terminal.press("p")
        shown = terminal.wait_for("Error: LEE")
        assert "LEE [/b] [sic] KAY [@click=app.quit]JO[/] OSC·]52;c;aGFjaw==·END" in shown


def test_accessible_is_ascii_without_mouse_and_with_the_terminals_cursor(tmp_path: Path) -> None:
    with stage(tmp_path, "accessible") as terminal:
        terminal.press("p")
        terminal.wait_for("Error: LEE")
        terminal.press("esc", "esc", "tab")
        raw = bytes(terminal.raw)
        assert max(raw) < 0x80
        assert b"\x1b[?1000h" not in raw
        assert raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")


def test_plain_sends_no_colour_of_its_own(tmp_path: Path) -> None:
    with stage(tmp_path, "plain") as terminal:
        terminal.press("p")
        terminal.wait_for("Error: LEE")
        assert not re.search(rb"\x1b\[[0-9;]*(38|48);[25];", bytes(terminal.raw))


def test_a_fast_escape_before_any_key_is_escape_then_that_key(tmp_path: Path) -> None:
    with stage(tmp_path) as terminal:
        terminal.press("f1")
        terminal.wait_for("Help: Home")
        terminal.send(b"\x1b\x10")  # Esc and ^P in one go
        terminal.wait_for("All actions")
        terminal.send(b"\x1bn")
        terminal.wait_for("DEMO  Note")


def test_keys_typed_ahead_reach_the_screen_that_the_key_before_them_opens(tmp_path: Path) -> None:
    with stage(tmp_path) as terminal:
        terminal.send(b"nfirst words, \x07\x1b\x1bnsecond")
        terminal.wait_for("second")


def test_a_small_window_is_survived(tmp_path: Path) -> None:
    with stage(tmp_path) as terminal:
        terminal.press("n")
        terminal.wait_for("DEMO  Note")
        terminal.write("kept")
        terminal.wait_for("kept")
        terminal.resize(20, 5).resize(80, 24)
        terminal.write(" and more")
        terminal.wait_for("kept and more")
