"""Programs under measurement: commands timed from exec to exit, and programs in a pty timed to the painted text."""

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

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).resolve().parent / "peers"
# What the installed console script does, so that an installed and a plain working copy measure alike.
TRACKER = (sys.executable, "-c", "from tracker_tui.__main__ import main; main()")
# Set for peers too: they must not lose two frames of 60 Hz to a setting that Tracker changes.
SCREEN_SETTINGS = {"TEXTUAL_FPS": "1000", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_DISABLE_KITTY_KEY": "1"}
PATIENCE = 60.0


class TooSlow(RuntimeError):
    """The awaited text was not painted; the message shows the screen."""


def settings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of every measured program: the caller's paths, and nothing of their preferences."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(extra or {})}


def tracker(*arguments: str | Path) -> list[str]:
    """The command line of Tracker."""
    return [*TRACKER, *map(str, arguments)]


def seconds_of(command: Sequence[str]) -> float:
    """Seconds from exec to exit of a command that must succeed; its output is thrown away."""
    began = time.perf_counter()
    subprocess.run(
        command,
        env=settings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began


def run(*arguments: str | Path) -> str:
    """What a command of Tracker printed; raises CalledProcessError when it fails."""
    done = subprocess.run(
        tracker(*arguments), env=settings(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True
    )
    return done.stdout.decode()


class Program:
    """A program in a pty of 80x24. Times are seconds since it was started, taken when its bytes were read."""

    def __init__(self, command: Sequence[str], *, env: Mapping[str, str] | None = None) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        environ = settings(env)
        self.began = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvpe(command[0], list(command), environ)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until_bytes(self, wanted: bytes) -> float:
        """Seconds until these bytes were printed; nothing is drawn meanwhile, so the reader costs nothing."""
        printed, at = b"", self.began
        end = time.perf_counter() + PATIENCE
        while wanted not in printed:
            data = self._next(end)
            at = time.perf_counter()
            printed += data
        self._stream.feed(printed)
        return at - self.began

    def until(self, found: Callable[[str], bool]) -> float:
        """The moment (perf_counter) of the read after which the screen is as wished; raises TooSlow."""
        end, at = time.perf_counter() + PATIENCE, time.perf_counter()
        while not found(self.text):
            data = self._next(end)
            at = time.perf_counter()
            self._stream.feed(data)
        return at

    def shows(self, *texts: str) -> float:
        """`until` all these texts stand on the screen."""
        return self.until(lambda screen: all(text in screen for text in texts))

    def timed(self, keys: str, found: Callable[[str], bool]) -> float:
        """Seconds from sending keys to the painted result."""
        began = self.send(keys)
        return self.until(found) - began

    def last_paint(self, keys: str, *, still: float = 0.06) -> float:
        """Seconds from keys to the last byte printed for them; drawn afterwards, so the reader costs nothing."""
        began = at = self.send(keys)
        printed = b""
        while select.select([self._master], [], [], still)[0]:
            printed += os.read(self._master, 65536)
            at = time.perf_counter()
        self._stream.feed(printed)
        return at - began

    def send(self, keys: str) -> float:
        """Type; the moment at which it was sent."""
        began = time.perf_counter()
        os.write(self._master, keys.encode())
        return began

    def quiet(self, seconds: float = 0.2) -> None:
        """Read on until nothing was printed for so long, or for ten times as long whatever comes."""
        end = time.perf_counter() + 10 * seconds
        while time.perf_counter() < end and select.select([self._master], [], [], seconds)[0]:
            self._stream.feed(os.read(self._master, 65536))

    def _next(self, end: float) -> bytes:
        if not select.select([self._master], [], [], max(0.0, end - time.perf_counter()))[0]:
            raise TooSlow(f"not painted within {PATIENCE:g} s; the screen was:\n{self.text}")
        try:
            return os.read(self._master, 65536)
        except OSError:
            raise TooSlow(f"the program ended; the screen was:\n{self.text}") from None

    @property
    def lines(self) -> list[str]:
        """The rows of the screen."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self._screen.display)

    def memory(self) -> float:
        """Resident memory in megabytes (VmRSS); raises FileNotFoundError where the system has no /proc."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise ProcessLookupError(self.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)


F2, F3, F6, F10, ENTER, ESC = "\x1bOQ", "\x1bOR", "\x1b[17~", "\x1b[21~", "\r", "\x1b"


def signed_in(home: Path, *, user: str = "clerk") -> Program:
    """Tracker on a demo home, signed in, its home screen painted."""
    program = Program(tracker("--home", home))
    program.shows("Password", "Who can sign in")
    program.quiet()
    program.send(user + ENTER)
    program.quiet()
    program.send(f"{user}-in-the-demo{ENTER}")
    program.shows("What awaits you", "Today")
    program.quiet(0.5)
    return program
