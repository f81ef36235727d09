"""What this process does on its machine so that nothing of the record is left lying about."""

from __future__ import annotations

import os
import sys


def close_to_others() -> None:
    """Make every new file private (umask 077) and forbid core dumps, which would hold the record.

    Call it first of all in every program: it costs nothing and loads nothing heavy.
    """
    os.umask(0o077)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_memory() -> bool:
    """Keep other programs of the same user out of this process's memory (Linux: PR_SET_DUMPABLE 0).

    False where the system has no such thing. Call it before a password is asked for.
    """
    if sys.platform != "linux":
        return False
    # ctypes is loaded when somebody signs in, not before first paint.
    import ctypes

    set_dumpable = 4  # PR_SET_DUMPABLE of linux/prctl.h
    return bool(ctypes.CDLL(None, use_errno=True).prctl(set_dumpable, 0, 0, 0, 0) == 0)
