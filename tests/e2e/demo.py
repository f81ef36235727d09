"""A demo home for end-to-end tests: its terminals, its command line, and a look into its files."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from db.words.clock import Clock
from tests.e2e.harness import PATIENCE, Terminal, environment, tracker, wait
from tests.e2e.tmux import Tmux
from tests.support.feeds import CourtList, Row

T = TypeVar("T", bound=Terminal | Tmux)
LIVE = 2.0
"""Seconds within which a change made elsewhere is on the screen."""


@dataclass(frozen=True)
class DemoHome:
    """A demo home in `folder`; `outside` is the clerk's own folder."""

    folder: Path
    outside: Path

    def command(self, *arguments: str | Path) -> list[str]:
        """The command that opens the demo."""
        return tracker("demo", "--home", self.folder, *arguments)

    def terminal(self, *arguments: str | Path, env: dict[str, str] | None = None) -> Terminal:
        """The application at its sign-in, in a pty of 80x24."""
        return Terminal(self.command(*arguments), home=self.outside, env=env)

    def run(self, *words: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """One command in a process of its own, as the demo's clerk where nobody is named."""
        return subprocess.run(
            tracker("--home", self.folder, *words),
            env=environment(self.outside, env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def take(self, content: CourtList | Path) -> subprocess.CompletedProcess[str]:
        """Import a list or a file, as another program does while the screen is open."""
        path = content
        if isinstance(content, CourtList):
            path = self.outside / "list.xml"
            path.write_text(content.xml(), encoding="utf-8")
        done = self.run("feed", "import", path)
        assert done.returncode == 0, done.stderr
        return done

    def holds(self, word: str) -> list[Path]:
        """The files of the home that hold the word in the clear: database, WAL, journals and logs."""
        return [path for path in self.folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def signed_in(terminal: T, user: str = "clerk", *, shows: str = "  Home") -> T:
    """Type name and password of a user of the demo; wait for home."""
    terminal.wait_for("Password")
    terminal.write(user).press("enter").write(f"{user}-in-the-demo").press("enter")
    terminal.wait_for(shows)
    return terminal


def todays_list(*rows: Row, court: str = "B99ZZ", room: str = "01") -> CourtList:
    """A court list of today in a court that no demo knows: `Overstoke Magistrates' Court`."""
    day = f"{Clock().today():%d/%m/%Y}"
    return CourtList(rows=rows, on=day, printed=day, court=court, room=room)


def row(number: int, given: str, family: str, **fields: object) -> Row:
    """The numbered row of a list; every number another case."""
    base = {"caseno": f"26000009{number:02d}", "h_id": f"70{number:02d}", "c_id": f"90{number:02d}"}
    return Row(given=given, family=family, **(base | fields))


def wait_under_cursor(terminal: Terminal | Tmux, wanted: str, *, patience: float = PATIENCE) -> str:
    """The row that the cursor is on, as soon as it holds the text."""
    return wait(lambda: under_cursor(terminal), lambda t: wanted in t, what=f"no row {wanted!r}", patience=patience)


def under_cursor(terminal: Terminal | Tmux) -> str:
    """The rows that carry the cursor's mark: one, on a painted screen."""
    return "\n".join(line for line in terminal.lines if line.startswith(">"))


def choose_court(terminal: T, typed: str, shows: str) -> T:
    """`o`, a part of its name, Enter."""
    terminal.press("o").wait_for("Court or room")
    terminal.write(typed).wait_for(shows)
    terminal.press("enter")
    return terminal
