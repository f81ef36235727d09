"""What open screens hear when a file is accepted: each row, or only the courts when they are too many."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from db.store.changes import Touched

# Change rows beyond this are told by court, so that memory and the last transaction stay small.
TOLD_SINGLY = 5_000


class Told:
    """Gathers the touched rows of one file."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, UUID], Touched] = {}
        self._courts: set[UUID] = set()
        self._many = False

    def add(self, touched: Iterable[Touched]) -> None:
        """Remember rows, each once."""
        for each in touched:
            if each.court_id is not None:
                self._courts.add(each.court_id)
            if not self._many:
                self._rows[(each.kind, each.object_id)] = each
        if len(self._rows) > TOLD_SINGLY:
            self._many = True
            self._rows.clear()

    def rows(self) -> list[Touched]:
        """The change rows to write: rows one by one, or one `listing` for each court whose lists changed."""
        if self._many:
            return [Touched("listing", court, None, court) for court in sorted(self._courts)]
        return list(self._rows.values())
