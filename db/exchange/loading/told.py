"""What open screens hear when a file is accepted: every row, people and list rows, or only courts when too many."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from db.store.changes import Touched

# The last transaction must stay small. Beyond the first bound a person is told once and not each fact of
# theirs; beyond the second the lists of a court are told, and files show the change when they are opened.
EVERY_ROW = 5_000
PEOPLE_AND_LISTINGS = 20_000


class Told:
    """Gathers the touched rows of one file, in memory that is bounded."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, UUID], Touched] = {}
        self._courts: set[UUID] = set()
        self._short = self._shortest = False

    def add(self, touched: Iterable[Touched]) -> None:
        """Remember rows, each once."""
        for each in touched:
            if each.court_id is not None:
                self._courts.add(each.court_id)
            if not self._shortest:
                self._keep(each)
        if not self._short and len(self._rows) > EVERY_ROW:
            self._short = True
            rows, self._rows = list(self._rows.values()), {}
            for each in rows:
                self._keep(each)
        if len(self._rows) > PEOPLE_AND_LISTINGS:
            self._shortest = True
            self._rows.clear()

    @property
    def full(self) -> bool:
        """Whether people are told one by one no more."""
        return self._shortest

    def rows(self) -> list[Touched]:
        """The change rows to write."""
        if self._shortest:
            return [Touched("listing", court, None, court) for court in sorted(self._courts)]
        return list(self._rows.values())

    def _keep(self, each: Touched) -> None:
        if self._short and each.kind != "listing":
            if each.person_id is None:
                return
            each = Touched("person", each.person_id, each.person_id)
        self._rows[(each.kind, each.object_id)] = each
