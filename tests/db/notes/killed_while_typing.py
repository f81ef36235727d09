"""A helper program: kills 25 writers at random moments; prints what each was told was kept, and what was."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from db.cards.drafts import Draft
from db.notes.drafts.journal import DraftJournal

DRAFT, USER, PERSON = UUID(int=1), UUID(int=2), UUID(int=3)
KEY = b"k" * 32


def write_until_killed(folder: Path, acknowledge: int) -> None:
    """Put a growing draft, and say after each put how far it got."""
    journal = DraftJournal(folder, USER, key=KEY)
    for count in range(1, 1_000_000):
        if count % 50 == 0:
            # Another draft is saved meanwhile, which rewrites the file.
            journal.settle(UUID(int=1000 + count))
        journal.put(Draft(DRAFT, PERSON, f"{count} " + "word " * (count * 7 % 400), datetime.now(UTC)))
        os.write(acknowledge, count.to_bytes(4, "big"))


def one_round(folder: Path, seconds: float) -> tuple[int, int]:
    """(last put that returned, what the journal gives back)."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        write_until_killed(folder, writable)
        os._exit(0)
    os.close(writable)
    first = os.read(readable, 4)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    rest = b"".join(iter(lambda: os.read(readable, 65536), b""))
    os.close(readable)
    told = int.from_bytes((first + rest)[-4:], "big")
    (draft,) = DraftJournal(folder, USER, key=KEY).pending()
    return told, int(draft.text.split()[0])


def main() -> None:
    """One line a round."""
    folder = Path(sys.argv[1])
    for number in range(25):
        told, kept = one_round(folder / str(number), random.uniform(0.0, 0.06))
        print(told, kept, flush=True)


main()
