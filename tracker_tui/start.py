"""From a command line to the first paint: what must be known before Textual starts, and nothing else."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from db.keeper.homes import Home, find_home
from db.keeper.installation import Installation
from db.keeper.local_key import LocalKey
from db.words.errors import Misconfigured, TrackerError
from db.words.text import visible
from tracker_tui.app.opener import HomeOpener
from tracker_tui.app.ports import Folders
from tracker_tui.app.run import run, settle_terminal
from tracker_tui.config import choose

if TYPE_CHECKING:
    from db.words.clock import Clock
    from tracker_tui.given import Given


def start(given: Given, *, home: Home | None = None, clock: Clock | None = None, user_name: str = "") -> int:
    """Open the home that was named and show its sign-in; returns the exit code.

    `home` is one that was found already, `clock` the one it lives by; else a demo home has its own day. Raises
    Misconfigured where there is no home or no terminal, and for settings that are wrong.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Misconfigured(
            "The application needs a terminal.", kept="Nothing was opened.", to_do="For scripts see: tracker --help"
        )
    home = home or find_home(given.home)
    if not home.exists:
        raise Misconfigured(
            f"There is no Tracker home in {home.folder}.",
            kept="Nothing was opened.",
            to_do="Make one with: tracker init; or try invented data with: tracker demo",
        )
    installation = Installation(home, prompt=_asked, clock=clock)
    # A keyring or Tracker itself may ask on this terminal, so it is done before the screen takes it.
    installation.unlock_secrets()
    settle_terminal()
    # Textual reads its settings when it is loaded, which this line does.
    from screens.frame.themes import NAMES

    settings = installation.settings
    preferences = choose(settings, themes=NAMES, environ=os.environ, plain=given.plain, accessible=given.accessible)
    for sentence in settings.notices:
        sys.stderr.write(f"tracker: {visible(sentence)}\n")
    if clock is None and installation.is_demo:
        clock = installation.clock
    opener = HomeOpener(installation, user_name=user_name or given.user or "")
    folders = Folders(state=home.folder / "state", logs=home.log_folder, box=LocalKey(installation))
    looks = replace(preferences.looks(), keep_theme=lambda name: _keep_theme(home, name))
    return run(opener, folders, looks=looks, clock=clock)


def _asked(question: str) -> str | None:
    # Loaded only for a home whose secret has to be typed.
    import getpass

    try:
        return getpass.getpass(question) or None
    except EOFError:
        raise KeyboardInterrupt from None


def _keep_theme(home: Home, name: str) -> None:
    # A home that cannot be written keeps its old colours, which is no reason to stop anybody.
    with suppress(TrackerError):
        home.change_settings({("", "theme"): name})
