"""Engines to stand beside: each its own index over one table of names, asked in the way it is meant to be."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from bench.lookup.asking import Typed, View
from bench.lookup.register import Person

LAST = "\U0010ffff"
_CHUNK = 20_000


class Engine(Protocol):
    """Something that finds persons by a text."""

    name: str
    build_seconds: float
    index_bytes: int
    """On disk, or in memory where it has none."""

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """Numbers of persons, the best first."""

    def close(self) -> None:
        """Let go."""


class Names:
    """The table of names on SQLite that all peers index: a row a name, with its court and team."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536", "mmap_size=4294967296"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute(
            "CREATE TABLE name (id INTEGER PRIMARY KEY, person INTEGER, family TEXT, given TEXT, born TEXT, "
            "court INTEGER, team INTEGER)"
        )
        self.connection.execute("BEGIN")
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, one: Person) -> None:
        """One person's names."""
        for family, given, born in one.folded:
            self._waiting.append((one.number, family, given, born.isoformat(), one.court, one.team))
        if len(self._waiting) >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        put = "INSERT INTO name (person, family, given, born, court, team) VALUES (?, ?, ?, ?, ?, ?)"
        self.connection.executemany(put, self._waiting)
        self.rows += len(self._waiting)
        self._waiting = []

    def done(self) -> None:
        """Everything is in."""
        self.flush()
        self.connection.execute("COMMIT")

    def all(self) -> Iterator[tuple[Any, ...]]:
        """Every row: id, person, family, given, born, court, team."""
        return self.connection.execute("SELECT id, person, family, given, born, court, team FROM name ORDER BY id")

    def bearers(self, surname: str, forename: str, view: View) -> frozenset[int]:
        """Who bears a name, of those whom the user may see (by the index of the floor)."""
        query = f"SELECT person FROM name n WHERE family = ? AND given = ?{view.sql()}"
        return frozenset(person for (person,) in self.connection.execute(query, (surname, forename)))

    def size(self) -> int:
        """Bytes of the file."""
        (pages,) = self.connection.execute("PRAGMA page_count").fetchone()
        (page,) = self.connection.execute("PRAGMA page_size").fetchone()
        return int(pages) * int(page)

    def close(self) -> None:
        """The connection."""
        self.connection.close()


def _unique(found: Iterable[tuple[Any, ...]], into: dict[int, None], limit: int) -> bool:
    for row in found:
        into[row[0]] = None
        if len(into) >= limit:
            return True
    return False


class _OnSqlite:
    """An index that is built beside the table."""

    name = ""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._ask = names.connection.execute
        before, began = names.size(), time.perf_counter()
        self._build()
        self.build_seconds = time.perf_counter() - began
        self.index_bytes = names.size() - before

    def _build(self) -> None:
        raise AssertionError("each engine builds its own")

    def close(self) -> None:
        """The table's connection is its owner's."""


class BTree(_OnSqlite):
    """The floor: one name whole and the beginning of the other, either way round, by a range of an index."""

    name = "B-tree prefix"

    def _build(self) -> None:
        for columns in ("family, given, born, person", "given, family, born, person", "born, family, given, person"):
            self._ask(f"CREATE INDEX by_{columns.split(',')[0]} ON name ({columns})")

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """Ranges until there are enough."""
        typed, found = Typed.of(text), dict[int, None]()
        seen = view.sql() + (" AND n.born = ?" if typed.born else "")
        born = (typed.born.isoformat(),) if typed.born else ()
        if not typed.words and born:
            _unique(self._ask(f"SELECT person FROM name n WHERE 1{seen} LIMIT {limit}", born), found, limit)
        for family, given in typed.ways:
            for whole, word, begun, other in (("family", family, "given", given), ("given", given, "family", family)):
                if not word:
                    continue
                where = f"{whole} = ? AND {begun} >= ? AND {begun} < ?"
                values: tuple[str, ...] = (word, other, other + LAST)
                if not other:
                    where, values = f"{whole} >= ? AND {whole} < ?", (word, word + LAST)
                rows = self._ask(f"SELECT person FROM name n WHERE {where}{seen} LIMIT {limit}", (*values, *born))
                if _unique(rows, found, limit):
                    return list(found)
        return list(found)


class Fts(_OnSqlite):
    """Full text search by words and beginnings of words."""

    prefixes, order = "1 2 3", ""

    @property
    def _table(self) -> str:
        return "fts_" + self.prefixes.replace(" ", "")

    def _build(self) -> None:
        options = f"words, content='', prefix='{self.prefixes}', tokenize='unicode61'"
        self._ask(f"CREATE VIRTUAL TABLE {self._table} USING fts5({options})")
        self._ask(f"INSERT INTO {self._table} (rowid, words) SELECT id, given || ' ' || family FROM name")

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """All words, each as a beginning."""
        typed, found = Typed.of(text), dict[int, None]()
        if not typed.words:
            return []
        match = " ".join(f'"{word}"*' for word in typed.words)
        born = (typed.born.isoformat(),) if typed.born else ()
        rows = self._ask(
            f"SELECT n.person FROM {self._table} f JOIN name n ON n.id = f.rowid WHERE {self._table} MATCH ?"
            f"{' AND n.born = ?' if born else ''}{view.sql()} {self.order} LIMIT {2 * limit}",
            (match, *born),
        )
        _unique(rows, found, limit)
        return list(found)


class FtsRanked(Fts):
    """The same, the best by bm25 first."""

    name, prefixes, order = "FTS5 prefix '2 3', bm25", "2 3", "ORDER BY f.rank"


class FtsPlain(Fts):
    """The same in the order of the index."""

    name = "FTS5 prefix '1 2 3'"


class Trigram(_OnSqlite):
    """Any three letters in a row, the 200 best by bm25, ordered anew by rapidfuzz."""

    name = "FTS5 trigram, rerank"

    def _build(self) -> None:
        self._ask("CREATE VIRTUAL TABLE fts_tri USING fts5(words, content='', tokenize='trigram')")
        self._ask("INSERT INTO fts_tri (rowid, words) SELECT id, given || ' ' || family FROM name")

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """OR of the trigrams of all words."""
        from rapidfuzz import fuzz  # no other engine here wants it

        typed = Typed.of(text)
        parts = dict.fromkeys(word[at : at + 3] for word in typed.words for at in range(len(word) - 2))
        if not parts:
            return []
        born = (typed.born.isoformat(),) if typed.born else ()
        rows = self._ask(
            "SELECT n.person, n.given || ' ' || n.family FROM fts_tri f JOIN name n ON n.id = f.rowid "
            f"WHERE fts_tri MATCH ?{' AND n.born = ?' if born else ''}{view.sql()} ORDER BY f.rank LIMIT 200",
            (" OR ".join(f'"{part}"' for part in parts), *born),
        ).fetchall()
        asked = " ".join(typed.words)
        rows.sort(key=lambda row: -fuzz.token_sort_ratio(asked, row[1]))
        found = dict[int, None]()
        _unique(rows, found, limit)
        return list(found)


class Metaphone(_OnSqlite):
    """Two sound keys a word in columns (the product's own double metaphone), ordered by Jaro-Winkler."""

    name = "double metaphone columns"

    def _build(self) -> None:
        from db.words.heard.sounds import sounds

        known: dict[str, tuple[str, ...]] = {}

        def keys(words: str) -> tuple[str, ...]:
            if words not in known:
                known[words] = tuple(dict.fromkeys(sounds(words.replace(" ", ""))))
            return known[words]

        self._keys = keys
        self._ask("CREATE TABLE heard (family TEXT, given TEXT, name INTEGER)")
        rows = ((f, g, row[0]) for row in self._names.all() for f in keys(row[2]) for g in keys(row[3]))
        self._ask("BEGIN")
        self._names.connection.executemany("INSERT INTO heard VALUES (?, ?, ?)", rows)
        self._ask("CREATE INDEX heard_by ON heard (family, given, name)")
        self._ask("CREATE INDEX heard_by_given ON heard (given, family, name)")
        self._ask("COMMIT")
        known.clear()

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """Both words by sound, either way round."""
        from rapidfuzz.distance import JaroWinkler

        typed = Typed.of(text)
        born = (typed.born.isoformat(),) if typed.born else ()
        seen = view.sql() + (" AND n.born = ?" if born else "")
        best: dict[int, float] = {}
        for family, given in typed.ways:
            conditions, values = [], []
            for column, word in (("family", family), ("given", given)):
                if word:
                    some = [key for key in self._keys(word) if key] or [""]
                    conditions.append(f"h.{column} IN ({', '.join('?' * len(some))})")
                    values += some
            rows = self._ask(
                "SELECT n.person, n.family, n.given FROM heard h JOIN name n ON n.id = h.name "
                f"WHERE {' AND '.join(conditions)}{seen} LIMIT 200",
                (*values, *born),
            )
            for person, other, first in rows:
                like = JaroWinkler.similarity(family, other) + JaroWinkler.similarity(given, first)
                best[person] = max(best.get(person, 0.0), like)
        return sorted(best, key=lambda person: -best[person])[:limit]
