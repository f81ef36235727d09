"""Where `tracker` begins: the application at once, everything else through the command line."""

from __future__ import annotations

import errno
import gc
import os
import sys

# 14 ms to 250 ms lie between these lines and Typer or Textual: whatever a command does not need stays out.
from db.words.errors import TrackerError
from db.words.text import visible
from tracker_tui.given import Given, only_the_screen

INTERRUPTED = 130
WRONG_USE = 2
TRY_LATER = 3


def main() -> None:
    """Run, and leave with an exit code; the last resort for what nobody expected."""
    # What loading modules makes is hardly ever garbage: looking for it less often saves 4 % of a command's start.
    gc.set_threshold(50_000, 20, 20)
    if not _can_be_read():
        sys.stderr.write("tracker: Standard output is closed, so nothing could be printed. Nothing was done.\n")
        sys.exit(WRONG_USE)
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our lines has gone; Python would complain about it once more at the end.
        sys.stderr.close()
        code = 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as error:
        code = _no_room(error) if error.errno in {errno.ENOSPC, errno.EDQUOT} else _fault(error)
    except Exception as error:  # noqa: BLE001 - the last resort: a number and a report, never a traceback
        code = _fault(error)
    sys.exit(code)


def _can_be_read() -> bool:
    """Whether standard output is open. What is closed is opened on nothing, or a database would get its number."""
    there = sys.stdout is not None
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - kept open, and no pathlib at the start
    return there


def _run(arguments: list[str]) -> int:
    from db.keeper.homes import close_to_others

    close_to_others()
    given = only_the_screen(arguments)
    if given is not None:
        return _open(given)
    # Typer costs 80 ms and is not needed to open the application.
    from tracker_tui.cli.main import run

    return run(arguments)


def _open(given: Given) -> int:
    from tracker_tui.start import start

    try:
        return start(given)
    except TrackerError as problem:
        sys.stderr.write(f"tracker: {visible(problem.sentence)}\n")
        return problem.exit_code


def _no_room(error: OSError) -> int:
    """What the database writes is told by the database; this is a file of ours, or where the lines went."""
    from contextlib import suppress

    with suppress(OSError):
        # Else Python would try to write the rest once more at the end, and complain.
        sys.stdout.close()
    where = visible(str(error.filename)) if error.filename else "what was printed"
    sys.stderr.write(
        f"tracker: The disk is full: {where} is not whole. What was saved is saved. Free some space, then try again.\n"
    )
    return TRY_LATER


def _fault(error: Exception) -> int:
    # Only when something went wrong.
    from db.keeper.homes import fault_folder
    from db.words.clock import Clock
    from tracker_tui.app import crash
    from tracker_tui.given import to_the_front

    words = to_the_front(sys.argv[1:])
    home = words[words.index("--home") + 1] if "--home" in words[:-1] else None
    now = Clock().local()
    number = crash.fault_number(now)
    path = crash.keep(crash.report(error, number=number, now=now), number=number, folder=fault_folder(home))
    sys.stderr.write(crash.sentence(number=number, path=path) + "\n")
    return 1


if __name__ == "__main__":
    main()
