"""Tracker with a database that answers five seconds late while a file exists: `slow_tracker.py FLAG ARGUMENTS...`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tracker_tui.__main__ import main

DELAY = 5.0
FLAG = Path(sys.argv.pop(1))


@event.listens_for(Engine, "before_cursor_execute")
def wait(*_: Any) -> None:  # noqa: ANN401 - the library's own signature
    """Every statement waits, as on a line that is that slow."""
    if FLAG.exists():
        time.sleep(DELAY)


if __name__ == "__main__":
    main()
