"""A clerk's first minute on a real court list, by keys at 80x24: list, find, file, note, kill -9, draft back."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.e2e.demo import LIVE, DemoHome, choose_court, row, signed_in, todays_list, under_cursor, wait_under_cursor
from tests.e2e.harness import Terminal
from tests.e2e.tmux import Tmux

KEPT = "to be heard with the linked case"
LOST = "asks for an interpreter on Tuesday"
BACKENDS = [
    pytest.param(Terminal, id="pty"),
    pytest.param(Tmux, id="tmux", marks=pytest.mark.needs_tmux),
]


def _notes(terminal: Terminal | Tmux) -> None:
    """At a file: down to the notes, the first of them unfolded."""
    terminal.press("6").wait_for(">  6 Notes")
    terminal.press("down", "enter")


@pytest.mark.parametrize("kind", BACKENDS)
def test_the_first_minute(demo: DemoHome, kind: type[Terminal | Tmux]) -> None:
    early = [row(1, "Wilfred", "ASHBOURNE"), row(3, "Morag", "TILLINGHAST")]
    demo.take(todays_list(*early))
    with kind(demo.command(), home=demo.outside) as terminal:
        signed_in(terminal).press("f2").wait_for("North Liverpool")
        choose_court(terminal, "overst", "Overstoke").wait_for("TILLINGHAST")
        terminal.press("down")
        wait_under_cursor(terminal, "TILLINGHAST")

        demo.take(todays_list(early[0], row(2, "Delphine", "QUENNELL"), early[1], row(4, "Ivo", "STRATHEARN")))
        shown = terminal.wait_for("STRATHEARN", patience=LIVE)
        assert "QUENNELL" in shown
        assert "TILLINGHAST" in under_cursor(terminal)

        terminal.press("/").write("quen").press("down", "f4").wait_for("File > QUENNELL")
        terminal.press("f6").wait_for("Will be seen by")
        terminal.press("ctrl+t", "h").write(KEPT).wait_for(KEPT)
        terminal.press("f10").wait_for("Saved: hearing note")
        terminal.press("f4").wait_for("File > QUENNELL")
        _notes(terminal)
        terminal.wait_for(KEPT)
        terminal.press("f6").wait_for("Note > QUENNELL")
        terminal.press("ctrl+t", "a").write(LOST).wait_for(LOST)
        time.sleep(0.4)  # a kill may cost a quarter of a second of typing; the machine may be busy
        terminal.kill(signal.SIGKILL)
    assert demo.holds(LOST) == []

    with kind(demo.command(), home=demo.outside) as terminal:
        signed_in(terminal, shows="You were writing")
        terminal.wait_for("You were writing an agency note about QUENNELL, Delphine at")
        terminal.press("y").wait_for("is back; it is not saved yet")
        shown = terminal.wait_for("Note > QUENNELL, Delphine")
        assert "[a agency]" in shown
        assert LOST in shown
        terminal.press("end").write(".").press("f10").wait_for("Saved: agency note")


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "day", "court", "surnames"),
    [("sample-request.xml", "2020-10-26", "sheff", 2), ("CourtList.xml", "2019-07-19", "sheff", 23)],
)
def test_a_real_list_is_on_the_screen_while_it_is_imported(
    tmp_path: Path, shared_folder: Path, name: str, day: str, court: str, surnames: int
) -> None:
    demo = DemoHome(tmp_path / "demo", tmp_path)
    assert demo.run("demo", "--prepare", "--date", day).returncode == 0
    folder = shared_folder / "data" / "feeds" / "libra-court-list"
    with demo.terminal("--date", day) as terminal:
        signed_in(terminal).press("f2").wait_for("North Liverpool")
        demo.take(folder / name)
        # The line below the list says who is in hand; F4 is about that person.
        choose_court(terminal, court, "Sheffield").wait_for(f" {surnames} ")
        terminal.wait_for("attendance not marked")
        terminal.press("f4").wait_for("File >")
        terminal.press("f5").wait_for("Bench >")
    again = demo.run("feed", "import", folder / name, "--json")
    assert again.returncode == 0
    assert '"new": 0' in again.stdout


def test_what_is_typed_before_the_first_paint_signs_the_clerk_in(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        terminal.write("clerk").press("enter").write("clerk-in-the-demo").press("enter").write("")
        terminal.wait_for("What awaits you")
