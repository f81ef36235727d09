"""An unattended terminal blanks and locks: nothing of the record is left in the terminal, and the clerk comes back."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.e2e.demo import DemoHome, signed_in
from tests.e2e.tmux import Tmux

STAGE = str(Path(__file__).resolve().parents[1] / "support" / "stage.py")
NAME = "[sic] KAY"


def _everything(terminal: Tmux) -> str:
    """What the terminal still holds: its screen, and every line that scrolled off it."""
    return terminal._call("capture-pane", "-p", "-S", "-", "-E", "-")


def test_without_a_key_the_terminal_locks_and_its_buffer_is_free_of_the_record(tmp_path: Path) -> None:
    with Tmux([sys.executable, STAGE, str(tmp_path), "idle=4"], home=tmp_path) as terminal:
        terminal.wait_for("Password:")
        terminal.write("correct horse").press("enter").wait_for("n note")
        terminal.press("p").wait_for(NAME)
        last_key = time.monotonic()
        terminal.wait_for("Tracker is locked.")
        assert time.monotonic() - last_key >= 3.5
        held = _everything(terminal)
        assert "KAY" not in held
        assert "LEE" not in held
        terminal.write("correct horse").press("enter").wait_for(NAME)


def test_the_cover_key_blanks_a_real_file_and_the_note_goes_on_where_it_was(demo: DemoHome) -> None:
    with Tmux(demo.command(), home=demo.outside) as terminal:
        signed_in(terminal).press("f2").wait_for("SHAUGHNESSY")
        terminal.press("f4").wait_for("File > SHAUGHNESSY")
        terminal.press("f6").wait_for("Will be seen by")
        terminal.write("Interpreter asked for.").wait_for("Interpreter asked for.")
        terminal.press("ctrl+l").wait_for("Tracker is locked.")
        held = _everything(terminal)
        assert "Interpreter" not in held
        assert "SHAUGHNESSY" not in held
        terminal.write("clerk-in-the-demo").press("enter").wait_for("Interpreter asked for.")
        terminal.write(" Booked.").wait_for("Interpreter asked for. Booked.")
