"""Starting the application: what must be settled before Textual is imported, and the exit code."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker_tui.app.ports import Folders, Looks, Opener

if TYPE_CHECKING:
    from db.words.clock import Clock


def settle_terminal() -> None:
    """Set what Textual reads at import; call it before anything of Textual is loaded.

    A key's answer is painted at once instead of after two frames of 60 Hz; nothing is animated; keys
    arrive as every terminal sends them, without a keyboard protocol that only some terminals speak.
    """
    # Nothing made while modules load is ever garbage: looking for some costs a tenth of the first paint.
    gc.disable()
    # A reading thread comes back for the interpreter after each statement: it must not wait 5 ms each time.
    sys.setswitchinterval(0.0005)
    os.environ.setdefault("TEXTUAL_FPS", "1000")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def run(opener: Opener, folders: Folders, *, looks: Looks, clock: Clock | None = None) -> int:
    """Show the sign-in, stay until the clerk leaves, and return the exit code of the process.

    `clock` is a demo's that lives on another day.
    """
    settle_terminal()
    # Imported here: Textual must not be loaded before the lines above, nor by a command line's --help.
    from tracker_tui.app.app import TrackerApp

    app = TrackerApp(opener, folders, looks=looks, clock=clock)
    app.run(mouse=not looks.accessible)
    return app.return_code or 0
