"""The same place after a restart: one small locked file a user, with ids only."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.words.errors import TrackerError
from screens.frame.place import Place

if TYPE_CHECKING:
    from tracker_tui.app.ports import Box


class Resume:
    """Where each user was. Keeping and reading never fail: a lost place is no reason to stop.

    The file is locked by `box` to its user and terminal; without one nothing is kept.
    """

    def __init__(self, folder: Path, box: Box | None = None) -> None:
        self._folder = folder
        self._box = box

    def keep(self, user_name: str, place: Place, *, day: date) -> None:
        """Write the place with the court's day, whole or not at all."""
        import json  # here and below: the first paint does not wait for it

        if self._box is None:
            return
        path = self._path(user_name)
        part = path.with_suffix(".part")
        plain = json.dumps({"kept": day.isoformat(), "place": place.to_plain()}).encode()
        try:
            locked = self._box.lock(plain, about=path.name)
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(locked)
            part.replace(path)
            # As an earlier version left it, in the clear.
            path.with_suffix(".json").unlink(missing_ok=True)
        except (OSError, TrackerError):
            return

    def read(self, user_name: str, *, day: date) -> Place | None:
        """The place where the user was last on this day; None when there is none, or it cannot be read.

        Yesterday's place is not come back to: a new court day begins at home.
        """
        import json

        if self._box is None:
            return None
        path = self._path(user_name)
        try:
            opened = self._box.open(path.read_bytes(), about=path.name)
            plain = json.loads(opened or b"")
        except (OSError, ValueError, TrackerError):
            return None
        if not isinstance(plain, dict) or plain.get("kept") != day.isoformat():
            return None
        place = plain.get("place")
        return Place.from_plain(place) if isinstance(place, dict) else None

    def _path(self, user_name: str) -> Path:
        import hashlib

        # Hashed, so that an odd user name cannot leave the folder and none stands in a file name.
        return self._folder / f"resume-{hashlib.sha256(user_name.encode()).hexdigest()[:16]}.box"
