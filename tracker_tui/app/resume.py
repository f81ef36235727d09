"""The same place after a restart: one small file a user, with ids only."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from screens.frame.place import Place


class Resume:
    """Where each user was. Keeping and reading never fail: a lost place is no reason to stop."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, user_name: str, place: Place, *, day: date) -> None:
        """Write the place with the court's day, whole or not at all."""
        import json  # here and below: the first paint does not wait for it

        path = self._path(user_name)
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"kept": day.isoformat(), "place": place.to_plain()}, file)
            part.replace(path)
        except OSError:
            return

    def read(self, user_name: str, *, day: date) -> Place | None:
        """The place where the user was last on this day; None when there is none, or it cannot be read.

        Yesterday's place is not come back to: a new court day begins at home.
        """
        import json

        try:
            plain = json.loads(self._path(user_name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(plain, dict) or plain.get("kept") != day.isoformat():
            return None
        place = plain.get("place")
        return Place.from_plain(place) if isinstance(place, dict) else None

    def _path(self, user_name: str) -> Path:
        import hashlib

        # Hashed, so that an odd user name cannot leave the folder and none stands in a file name.
        return self._folder / f"resume-{hashlib.sha256(user_name.encode()).hexdigest()[:16]}.json"
