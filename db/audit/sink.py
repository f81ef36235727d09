"""Where sealed copies of the log go, off this machine if the site wills: a file of lines, or syslog."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.audit.statement import Checkpoint, from_plain
from db.words.errors import BadInput, Misconfigured, TryLater

SYSLOG: Final = Path("/dev/log")
LARGEST_DATAGRAM: Final = 8000
# Facility 13 (log audit), severity 6 (informational), of RFC 5424.
_PRIORITY: Final = 13 * 8 + 6


@dataclass(frozen=True, slots=True)
class Sink:
    """One place. `heads` says whether a line may be as long as a checkpoint with its heads is."""

    name: str
    path: Path
    heads: bool

    def write(self, lines: Iterable[str]) -> None:
        """Hand the lines over, in order. Raises TryLater when the place does not take them."""
        try:
            if self.heads:
                _append(self.path, lines)
            else:
                _send(self.path, lines)
        except OSError as fault:
            raise TryLater(
                f"The audit sink {self.name} did not take what was sent: {fault.strerror or fault}.",
                kept="The log itself is whole, and what is missing there is sent with the next checkpoint.",
                to_do="Look at audit.sink in tracker.toml.",
            ) from fault


def sink_of(setting: str) -> Sink | None:
    """The sink that `audit.sink` names: `file:PATH`, `syslog`, or `syslog:SOCKET`; None for nothing.

    Raises Misconfigured for anything else.
    """
    kind, _, rest = setting.strip().partition(":")
    match kind:
        case "":
            return None
        case "file" if rest and Path(rest).is_absolute():
            return Sink(setting.strip(), Path(rest), heads=True)
        case "syslog" if not rest or Path(rest).is_absolute():
            return Sink(setting.strip(), Path(rest) if rest else SYSLOG, heads=False)
    raise Misconfigured(
        "audit.sink names no place for copies of the audit.",
        to_do='Write "file:/absolute/path.jsonl", "syslog", or "syslog:/path/of/a/socket".',
    )


def read_copies(path: Path) -> tuple[Checkpoint, ...]:
    """The checkpoints in a sink's file, in order.

    Raises Misconfigured when it cannot be read, BadInput with the number of a line that is none of the log's.
    """
    found: dict[int, Checkpoint] = {}
    try:
        with path.open("rb") as held:
            for number, text in enumerate(held, 1):
                each = _checkpoint_in(text, path, number)
                if each is not None:
                    found[each.number] = each
    except OSError as fault:
        raise Misconfigured(f"{path} cannot be read: {fault.strerror}.", kept="") from fault
    return tuple(found.values())


def _checkpoint_in(text: bytes, path: Path, number: int) -> Checkpoint | None:
    try:
        # What syslog puts before our line ends where the line begins.
        held = json.loads(text[max(text.find(b"{"), 0) :])
        return from_plain(held["checkpoint"]) if "checkpoint" in held.keys() else None  # noqa: SIM118 - a list has none
    except (ValueError, TypeError, AttributeError):
        raise BadInput(
            f"Line {number} of {path} is none of the log's.", kept="", to_do="Somebody changed it."
        ) from None


def _append(path: Path, lines: Iterable[str]) -> None:
    """One file, the owner's alone, only ever made longer; never through a link."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, stat.S_IRUSR | stat.S_IWUSR), "ab") as held:
        _alone(held.fileno())
        for each in lines:
            held.write(each.encode("ascii") + b"\n")
        held.flush()
        os.fsync(held.fileno())


def _alone(descriptor: int) -> None:
    """Two terminals that ship at one time do not write into each other's lines."""
    if sys.platform != "win32":
        # There is none on Windows.
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _send(path: Path, lines: Iterable[str]) -> None:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as out:
        out.connect(str(path))
        for each in lines:
            out.send(f"<{_PRIORITY}>tracker-audit: {each}".encode("ascii")[:LARGEST_DATAGRAM])
