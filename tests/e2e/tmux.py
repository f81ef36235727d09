"""The same terminal over a real tmux: a server of its own, with tmux's default settings."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Self
from uuid import uuid4

from tests.e2e.harness import PATIENCE, environment, wait


class Tmux:
    """The same over a real tmux of its own server, with tmux's default settings (escape-time included)."""

    NAMES: ClassVar[dict[str, str]] = {
        "enter": "Enter", "tab": "Tab", "shift+tab": "BTab", "esc": "Escape", "backspace": "BSpace",
        "space": "Space", "up": "Up", "down": "Down", "left": "Left", "right": "Right", "home": "Home",
        "end": "End", "pgup": "PPage", "pgdn": "NPage", "delete": "DC",
        **{f"f{n}": f"F{n}" for n in range(1, 11)},
        **{f"ctrl+{chr(n)}": f"C-{chr(n)}" for n in range(97, 123)},
    }  # fmt: skip

    def __init__(
        self,
        command: Sequence[str],
        *,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._name = f"trk-{uuid4().hex[:10]}"
        self._env = environment(home, env) | {"TMUX_TMPDIR": str(home)}
        # The empty configuration file keeps a developer's own habits out; everything stays at its default.
        window = ["-x", str(columns), "-y", str(rows), "-c", str(home)]
        self._call("-f", os.devnull, "new-session", "-d", *window, "--", *command)

    def _call(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._name, *arguments],
            env=self._env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    @property
    def pid(self) -> int:
        """The program's process id."""
        return int(self._call("list-panes", "-F", "#{pane_pid}").split()[0])

    @property
    def lines(self) -> list[str]:
        """The screen's rows, without blanks at their ends."""
        return [line.rstrip() for line in self._call("capture-pane", "-p").splitlines()]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def press(self, *keys: str) -> Self:
        """Send keys one by one: a name of `KEYS`, else the text itself."""
        for key in keys:
            if key in self.NAMES:
                self._call("send-keys", self.NAMES[key])
            else:
                self.write(key)
        return self

    def write(self, text: str) -> Self:
        """Send text as it is."""
        self._call("send-keys", "-l", "--", text)
        return self

    def wait_for(self, wanted: str, *, patience: float = PATIENCE) -> str:
        """The screen as soon as it shows the text; raises ScreenTimeout with the screen."""
        return wait(lambda: self.text, lambda t: wanted in t, what=f"no {wanted!r}", patience=patience)

    def wait_until_gone(self, unwanted: str, *, patience: float = PATIENCE) -> str:
        """The screen as soon as it no longer shows the text; raises ScreenTimeout."""
        return wait(lambda: self.text, lambda t: unwanted not in t, what=f"{unwanted!r} stayed", patience=patience)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> Self:
        """Send the program a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._call("kill-server")
