"""The end is in order whatever brings it: quit, fault, signal, closed terminal; and it never waits."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.harness import Terminal
from tests.support.machine import slack
from tests.support.pages import signed_in
from tests.support.screen import settle

STAGE = str(Path(__file__).parents[1] / "support" / "stage.py")


@contextmanager
def stage(tmp: Path, *arguments: str, columns: int = 80, rows: int = 24) -> Iterator[Terminal]:
    """The stage in a real terminal, signed in, at home."""
    with Terminal([sys.executable, STAGE, str(tmp), *arguments], home=tmp, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Password")
        terminal.write("correct horse").press("enter")
        terminal.wait_for("b broken")
        yield terminal


def test_quitting_does_not_wait_for_a_slow_worker(tmp_path: Path) -> None:
    with stage(tmp_path) as terminal:
        terminal.press("s")
        terminal.wait_for("Sleeping: 1 s. Esc cancels.")
        began = time.monotonic()
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
        spent = time.monotonic() - began
        assert spent < min(4.0, slack())


@pytest.mark.parametrize("where", ["b", "w"], ids=["in a screen", "in a worker"])
def test_a_fault_shows_a_number_and_no_case_data_and_exits_with_1(tmp_path: Path, where: str) -> None:
    with stage(tmp_path) as terminal:
        before = len(terminal.raw)
        terminal.press(where)
        assert terminal.wait_for_exit() == 1
        told = terminal.raw[before:].decode(errors="replace")
        assert "Fault number F-" in told
        assert "is kept as a draft" in " ".join(told.split())
        for secret in ("LEE", "KAY", "case data:", "Traceback", "locals"):
            assert secret not in told
    (report,) = (tmp_path / "logs").glob("fault-*.txt")
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "tests/support/stage.py:" in text
    assert "LEE" not in text
    assert "raise" not in text


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_loses_no_letter_that_was_typed(tmp_path: Path, number: signal.Signals) -> None:
    with stage(tmp_path) as terminal:
        terminal.press("n")
        terminal.wait_for("DEMO  Note")
        terminal.write("last words")
        terminal.wait_for("last words")
        terminal.kill(number)
        assert terminal.wait_for_exit(patience=4) == 130
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "last words"


def test_a_closed_terminal_loses_no_letter_and_leaves_no_process(tmp_path: Path) -> None:
    with stage(tmp_path) as terminal:
        terminal.press("n")
        terminal.wait_for("DEMO  Note")
        terminal.write("last words")
        terminal.wait_for("last words")
        terminal.hang_up()
        assert terminal.wait_for_exit(patience=4) != 0
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "last words"


def test_a_kill_costs_at_most_a_quarter_of_a_second_of_typing(tmp_path: Path) -> None:
    with stage(tmp_path) as terminal:
        terminal.press("n")
        terminal.wait_for("DEMO  Note")
        terminal.write("typed before")
        terminal.wait_for("typed before")
        time.sleep(0.3)
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "typed before"


async def test_no_thread_of_an_application_outlives_it(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with signed_in(tmp_path) as pilot:
        await settle(pilot)
        begun = set(threading.enumerate()) - before
        assert {"live", "desk-1"} <= {thread.name for thread in begun}
    for thread in begun:
        thread.join(5.0)
    assert not [thread.name for thread in begun if thread.is_alive()]
