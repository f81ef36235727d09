"""Tracker's find screen over hits made beforehand (`made_hits.py FOLDER`): what a key costs without a search."""

from __future__ import annotations

import sys
from pathlib import Path

from tracker_tui.app.run import settle_terminal


def main() -> None:
    """Until ^Q."""
    settle_terminal()
    # Textual may be loaded from here on.
    from screens.find.box import FindScreen
    from screens.frame.place import Place
    from tests.support.made_hits import MadeHits
    from tests.support.screen import TestOpener, TestSession
    from tracker_tui.app.app import TrackerApp
    from tracker_tui.app.ports import Folders, Looks

    folder, desk = Path(sys.argv[1]), MadeHits()
    opener = TestOpener(TestSession(desk))
    app = TrackerApp(
        opener,
        Folders(state=folder / "state", logs=folder / "logs"),
        looks=Looks(idle_seconds=0),
        first=Place("find.box"),
        maker=lambda _, place: FindScreen(desk, place),  # type: ignore[arg-type]
    )
    app.session = opener.session
    app.run()


if __name__ == "__main__":
    main()
