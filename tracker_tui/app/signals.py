"""Hang-up, termination and a closed terminal end the application in order, drafts first."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable

INTERRUPTED = 130
"""Exit code of a sitting that was ended from outside."""
_ENDING = (signal.SIGHUP, signal.SIGTERM)


def end_in_order(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    """Call `end` on the loop for SIGHUP and SIGTERM, instead of dying at once."""
    for one in _ENDING:
        loop.add_signal_handler(one, end)


def end_for_certain(seconds: float = 2.0) -> None:
    """End the process even when its terminal is gone and the last writes to it block."""
    timer = threading.Timer(seconds, os._exit, (INTERRUPTED,))
    timer.daemon = True
    timer.start()
