"""The last resort: a fault number for the clerk, a scrubbed report on disk, never a word of the record."""

from __future__ import annotations

import os
import random
import sys
from datetime import datetime
from pathlib import Path

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def fault_number(now: datetime) -> str:
    """A number that can be read out on the telephone: `F-1122-K7QX` (month, day, four signs)."""
    return f"F-{now:%m%d}-" + "".join(random.SystemRandom().choice(_LETTERS) for _ in range(4))


def report(error: BaseException, *, number: str, now: datetime) -> str:
    """Types, files, lines and functions of the error and of what caused it.

    No locals, no message and no source line: each of them may hold a name from the record.
    """
    import traceback  # needed once, at the end

    lines = [f"fault {number}", f"at {now.isoformat(timespec='seconds')}", f"python {sys.version.split()[0]}"]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines.extend(
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        )
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def keep(text: str, *, number: str, folder: Path) -> Path | None:
    """Write a report for the administrator alone (0600); None when the disk does not take it."""
    path = folder / f"fault-{number}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return path


def told(error: BaseException, *, now: datetime, folder: Path) -> str:
    """Keep the report of an error, and return what the clerk is to read."""
    number = fault_number(now)
    return sentence(number=number, path=keep(report(error, number=number, now=now), number=number, folder=folder))


def sentence(*, number: str, path: Path | None) -> str:
    """What the clerk reads in the terminal when the application has ended."""
    kept = f"A report without case data is in {path}." if path else "The report could not be written."
    return (
        f"Tracker met a fault and has stopped. Fault number {number}.\n"
        "What was saved is saved; what you were typing is kept as a draft.\n"
        f"Start Tracker again, and give the number to your administrator. {kept}"
    )


def _short(name: str) -> str:
    path = Path(name)
    return "/".join(path.parts[-3:])
