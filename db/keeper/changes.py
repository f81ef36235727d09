"""What other sessions changed, as the keys that open screens know their records by."""

from __future__ import annotations

from db.access.resolve import DECIDING
from db.store.changes import Touched, Watcher
from db.store.rescue import told_plainly
from db.unit import Units
from db.words.errors import TrackerError, TryLater
from db.words.keys import RULES_CHANGED

_DECIDING = DECIDING - {"user_session"}  # a sign-in decides about its own user alone, who is told another way


class Changes:
    """One watcher, for one thread.

    A key is `TABLE:ID`, and besides `person:ID` and `court:ID` for the person and the court that the
    changed row concerns; `rules` where the row decides who may see what.
    """

    def __init__(self, units: Units) -> None:
        self._engine = units.engine_for("watch")
        # Listening goes past SQLAlchemy, so the driver's own errors come up here.
        self._driver_error: type[Exception] = self._engine.dialect.loaded_dbapi.Error
        self._watcher: Watcher | None = None

    def wait(self, seconds: float) -> frozenset[str]:
        """Keys of what was changed since the last call; waits up to `seconds`, then empty.

        Raises TryLater while the database is away; the next call connects anew.
        """
        try:
            return _keys(self._wait(seconds))
        except TrackerError:
            self._watcher = None
            raise

    def close(self) -> None:
        """Give the connection back."""
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.close()

    def _wait(self, seconds: float) -> list[Touched]:
        with told_plainly():
            try:
                if self._watcher is None:
                    self._watcher = Watcher(self._engine)
                return self._watcher.wait(seconds)
            except self._driver_error:
                raise TryLater("The database does not answer.", to_do="Try again in a moment.") from None


def _keys(found: list[Touched]) -> frozenset[str]:
    keys: set[str] = set()
    for touched in found:
        keys.add(f"{touched.kind}:{touched.object_id}")
        if touched.kind in _DECIDING:
            keys.add(RULES_CHANGED)
        if touched.person_id:
            keys.add(f"person:{touched.person_id}")
        if touched.court_id:
            keys.add(f"court:{touched.court_id}")
    return frozenset(keys)
