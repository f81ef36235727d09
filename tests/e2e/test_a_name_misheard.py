"""U01 and U02 in a real tmux at 80x24: a misheard name, and a date of birth alone, lead to the person by few keys."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.demo import DemoHome, signed_in, under_cursor, wait_under_cursor
from tests.e2e.tmux import Tmux

WHO = "SHAUGHNESSY, Kayleigh"


class Counted:
    """A clerk's keys at a terminal, counted as tasks.csv counts them: every letter is one."""

    def __init__(self, terminal: Tmux) -> None:
        self.terminal, self.keys = terminal, 0

    def write(self, text: str) -> Tmux:
        self.keys += len(text)
        return self.terminal.write(text)

    def enter(self) -> Tmux:
        self.keys += 1
        return self.terminal.press("enter")


def test_a_name_half_heard_and_half_typed_shows_who_is_meant_and_why(demo: DemoHome, tmp_path: Path) -> None:
    with Tmux(demo.command(), home=tmp_path) as terminal:
        signed_in(terminal)
        clerk = Counted(terminal)
        clerk.write("/").wait_for("Type in the box above.")
        shown = clerk.write("kayl shorn").wait_for("surname begins SHORNESSY = SHAUGHNESSY")
        assert clerk.keys <= 11
        assert "name kayl…; name shorn…" in shown
        assert "forename begins Kayl" in shown
        assert "born Fri 3 Apr 1981" in shown
        assert WHO[:18] in under_cursor(terminal)
        clerk.enter()
        wait_under_cursor(terminal, WHO[:18])
        assert clerk.keys == 12
        clerk.enter().wait_for(f"File > {WHO}")


def test_a_date_of_birth_alone_opens_the_only_one_who_has_it(demo: DemoHome, tmp_path: Path) -> None:
    with Tmux(demo.command(), home=tmp_path) as terminal:
        signed_in(terminal)
        clerk = Counted(terminal)
        clerk.write("/").wait_for("Type in the box above.")
        clerk.write("3/4/81")
        shown = terminal.wait_for("Strong: date of birth exact; listed today")
        assert "born Fri 3 Apr 1981" in shown.splitlines()[2]
        assert WHO[:18] in under_cursor(terminal)
        clerk.enter().wait_for(f"File > {WHO}")
        assert clerk.keys == 8


def test_what_is_typed_right_after_escape_is_typed_whole(demo: DemoHome, tmp_path: Path) -> None:
    with Tmux(demo.command(), home=tmp_path) as terminal:
        signed_in(terminal)
        terminal.write("/").wait_for("Type in the box above.")
        for typed in ("3/4/81", "brien", "fraser"):
            terminal.write("zzyx").wait_for("Nothing found")
            terminal.press("esc").write(typed)  # tmux holds the Esc back and sends it with the next key
            terminal.wait_for(f"Find: {typed}\n")
            terminal.press("esc").wait_for("Type in the box above.")
