"""Every name looked at: what finds by nearness without any index."""

from __future__ import annotations

import time

from bench.lookup.asking import Typed, View
from bench.lookup.peers import Names


class Scan:
    """Every name in memory compared with the text by rapidfuzz; of a view, the names that may be seen."""

    name = "rapidfuzz, all names"

    def __init__(self, names: Names) -> None:
        began = time.perf_counter()
        self._rows = [(row[1], f"{row[3]} {row[2]}", row[4], row[5], row[6]) for row in names.all()]
        self._of: dict[float, tuple[list[int], list[str], list[str]]] = {}
        self.build_seconds = time.perf_counter() - began
        self.index_bytes = sum(len(row[1]) + 49 for row in self._rows)

    def _seen(self, view: View) -> tuple[list[int], list[str], list[str]]:
        if view.share not in self._of:
            kept = [
                row
                for row in self._rows
                if (row[4] == view.team if view.team is not None else not view.courts or row[3] in view.courts)
            ]
            self._of[view.share] = ([row[0] for row in kept], [row[1] for row in kept], [row[2] for row in kept])
        return self._of[view.share]

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """The nearest by the words in any order; those of another birth are left out."""
        from rapidfuzz import fuzz, process

        typed = Typed.of(text)
        people, names, births = self._seen(view)
        asked, born = " ".join(typed.words), typed.born.isoformat() if typed.born else ""
        near = process.extract(asked, names, scorer=fuzz.token_sort_ratio, processor=None, limit=200 if born else limit)
        return [people[at] for _, _, at in near if not born or births[at] == born][:limit]

    def close(self) -> None:
        """The names."""
        self._rows = []
        self._of = {}
