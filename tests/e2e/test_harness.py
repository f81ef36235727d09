"""The terminals that the other end-to-end tests stand on do what a clerk's terminal does."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.harness import ScreenTimeout, Terminal
from tests.e2e.tmux import Tmux

ECHO = """
import os, signal, sys, termios, tty
size = os.get_terminal_size()
tty.setraw(0, termios.TCSANOW)
def gone(number, frame):
    open("gone", "w").write(signal.Signals(number).name)
    sys.exit(7)
signal.signal(signal.SIGHUP, gone)
signal.signal(signal.SIGTERM, gone)
print(f"{size.columns}x{size.lines} {os.environ['TERM']}\\x1b[31m red\\x1b[0m", end="\\r\\n", flush=True)
while (data := os.read(0, 100)) not in (b"q", b""):
    print(repr(data), end="\\r\\n", flush=True)
sys.exit(3)
"""
COMMAND = [sys.executable, "-c", ECHO]


def test_a_program_sees_the_terminal_it_was_given(tmp_path: Path) -> None:
    with Terminal(COMMAND, home=tmp_path, columns=100, rows=30) as terminal:
        assert terminal.wait_for("100x30 xterm-256color red")
        assert b"\x1b[31m" in terminal.raw
        terminal.press("f6")
        terminal.wait_for(repr(b"\x1b[17~"))
        terminal.write("O'Neill")
        terminal.wait_for("O'Neill")
        terminal.press("q")
        assert terminal.wait_for_exit() == 3


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_reaches_the_program(tmp_path: Path, number: signal.Signals) -> None:
    with Terminal(COMMAND, home=tmp_path) as terminal:
        terminal.wait_for("80x24")
        assert terminal.kill(number).wait_for_exit() == 7
    assert (tmp_path / "gone").read_text() == number.name


def test_a_closed_window_hangs_up(tmp_path: Path) -> None:
    with Terminal(COMMAND, home=tmp_path) as terminal:
        terminal.wait_for("80x24")
        terminal.hang_up()
        terminal.wait_for_exit()
    assert (tmp_path / "gone").read_text() == "SIGHUP"


def test_a_killed_program_is_seen_to_be_killed(tmp_path: Path) -> None:
    with Terminal(COMMAND, home=tmp_path) as terminal:
        terminal.wait_for("80x24")
        assert terminal.kill().wait_for_exit() == -signal.SIGKILL


def test_what_never_comes_is_reported_with_the_screen(tmp_path: Path) -> None:
    with Terminal(COMMAND, home=tmp_path) as terminal:
        terminal.wait_for("80x24")
        with pytest.raises(ScreenTimeout, match="80x24"):
            terminal.wait_for("never", patience=0.2)


@pytest.mark.needs_tmux
def test_tmux_gives_the_same(tmp_path: Path) -> None:
    with Tmux(COMMAND, home=tmp_path) as terminal:
        terminal.wait_for("80x24")
        terminal.press("f6").wait_for(repr(b"\x1b[17~"))
        terminal.write("O'Neill; x").wait_for("O'Neill; x")
        terminal.press("esc").wait_for(repr(b"\x1b"))
