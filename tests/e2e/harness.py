"""A real terminal for tests: a program in a pty, its screen read by pyte, its bytes kept."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

# What an xterm-256color sends; letters and words are sent as they are.
KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "delete": "\x1b[3~",
    **{f"f{n}": f"\x1bO{letter}" for n, letter in zip(range(1, 5), "PQRS", strict=True)},
    **{f"f{n}": f"\x1b[{code}~" for n, code in zip(range(5, 11), (15, 17, 18, 19, 20, 21), strict=True)},
    **{f"ctrl+{chr(n + 96)}": chr(n) for n in range(1, 27)},
}
PATIENCE = 60.0
"""Seconds until a wait is given up: a limit of the test, not a figure of the product."""


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """A clean environment for a program under test: its own home folder, nothing of the caller's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "TRACKER_KEY_FILE") if name in os.environ}
    return {
        "LANG": "C.UTF-8",
        **kept,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "TERM": "xterm-256color",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        # What was never answered says where every thread of the program stood (`Terminal.wait_for`).
        "PYTHONFAULTHANDLER": "1",
        **(extra or {}),
    }


def tracker(*arguments: str | Path) -> list[str]:
    """The command line that starts this working copy's `tracker`."""
    return [sys.executable, "-m", "tracker_tui", *map(str, arguments)]


class ScreenTimeout(AssertionError):
    """The awaited thing did not appear; the message shows the screen as it was."""


def wait(read: Callable[[], str], found: Callable[[str], bool], *, what: str, patience: float) -> str:
    """What was read once it is as wished: read twice, since a paint longer than the pty's buffer comes in pieces."""
    end = time.monotonic() + patience
    seen = False
    while True:
        text = read()
        if seen and found(text):
            return text
        seen = found(text)
        if time.monotonic() > end:
            raise ScreenTimeout(f"{what} within {patience:g} s; the screen was:\n{text}")
        time.sleep(0.02)


class Terminal:
    """A program in a pty of a given size.

    Keys go in by `press` (names of `KEYS`, or text as typed); the screen comes out by `text`; every byte that
    the program sent stays in `raw`. Leaving the block kills the program.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.raw = bytearray()
        self.status: int | None = None
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        # A session leader with this pty as its terminal, so that a hang-up reaches it as it would a clerk's.
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LEAD, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(home, env),
            cwd=home,
            start_new_session=True,
        )
        os.close(slave)
        self._master: int | None = master

    @property
    def pid(self) -> int:
        """The program's process id (it replaces the helper that gave it its terminal)."""
        return self._process.pid

    def press(self, *keys: str) -> Self:
        """Send keys one by one: a name of `KEYS`, else the text itself."""
        for key in keys:
            self.send(KEYS.get(key, key).encode())
        return self

    def write(self, text: str) -> Self:
        """Send text as it is."""
        return self.send(text.encode())

    def send(self, data: bytes) -> Self:
        """Send bytes; what the program prints meanwhile is read, so that neither waits for the other."""
        self._read(0)
        if self._master is not None:
            os.write(self._master, data)
        self._read(0.02)
        return self

    def _read(self, seconds: float) -> None:
        while self._master is not None and select.select([self._master], [], [], seconds)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the last program on the terminal has gone
                data = b""
            if not data:
                return
            self.raw += data
            self._stream.feed(data)
            seconds = 0

    @property
    def lines(self) -> list[str]:
        """The screen's rows, without blanks at their ends."""
        self._read(0)
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """The hardware cursor as (column, row), from 0."""
        self._read(0)
        return self._screen.cursor.x, self._screen.cursor.y

    def wait_for(self, wanted: str, *, patience: float = PATIENCE) -> str:
        """The screen as soon as it shows the text; ScreenTimeout holds the screen, and where the program stood."""
        try:
            return wait(lambda: self.text, lambda t: wanted in t, what=f"no {wanted!r}", patience=patience)
        except ScreenTimeout as late:
            raise ScreenTimeout(f"{late}\n{self._threads()}") from None

    def _threads(self) -> str:
        """Ends the program, and gives the stack of each of its threads as it stood."""
        said = len(self.raw)
        if self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGABRT)
        end = time.monotonic() + 5
        while self._process.poll() is None and time.monotonic() < end:
            self._read(0.05)
        self._read(0)
        return self.raw[said:].decode("utf-8", "replace")

    def wait_for_question(self, wanted: str, *, patience: float = PATIENCE) -> str:
        """The screen once this is asked and the program sleeps until it is answered.

        A signal that comes after the question was written and before the read begins is noticed by Python at
        the next key only: a person presses ^C once more, a test would wait for ever.
        """
        shown = self.wait_for(wanted, patience=patience)
        wait(self._state, lambda state: state == "S", what="it does not wait for an answer", patience=patience)
        return shown

    def _state(self) -> str:
        """`R` running, `S` asleep: the kernel's word for the program's first thread."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]

    def wait_until_gone(self, unwanted: str, *, patience: float = PATIENCE) -> str:
        """The screen as soon as it no longer shows the text; raises ScreenTimeout."""
        return wait(lambda: self.text, lambda t: unwanted not in t, what=f"{unwanted!r} stayed", patience=patience)

    def wait_for_exit(self, *, patience: float = PATIENCE) -> int:
        """The exit code (negative: the signal that ended it), once it has gone; raises ScreenTimeout."""
        end = time.monotonic() + patience
        while self._process.poll() is None:
            self._read(0.02)
            if time.monotonic() > end:
                raise ScreenTimeout(f"still running after {patience:g} s; the screen was:\n{self.text}")
        self._read(0)
        self.status = self._process.returncode
        return self.status

    def kill(self, number: signal.Signals = signal.SIGKILL) -> Self:
        """Send the program a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return self

    def hang_up(self) -> Self:
        """Close the terminal's window under the program."""
        if self._master is not None:
            os.close(self._master)
            self._master = None
        return self

    def resize(self, columns: int, rows: int) -> Self:
        """Change the window's size, as a person does with the mouse."""
        if self._master is not None:
            self._screen.resize(rows, columns)
            fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self.hang_up()


# Makes standard input the controlling terminal, then becomes the program. A shell that runs tests in the background
# has them ignore ^C, and whatever they start too; in a terminal of its own a program begins with ^C as it is.
_LEAD = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
