"""How slow this machine is at the moment: a bound in seconds belongs to a quiet one and grows with the load."""

from __future__ import annotations

import subprocess
import sys
import time

QUIET = 0.03
"""Seconds that a bare interpreter takes to start on the machine that the bounds were set on, with some room."""


def slack() -> float:
    """How many times slower than a quiet machine this one is now, at least 1; takes one start of an interpreter."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)
    return max(1.0, (time.monotonic() - began) / QUIET)
