"""pg_trgm on a PostgreSQL of this run: what a site with a server would index names with."""

from __future__ import annotations

import time
from typing import LiteralString

import psycopg

from bench.lookup.asking import Typed, View
from bench.lookup.peers import Names


class PgTrgm:
    """A GIN index of trigrams over the whole name, the most similar first."""

    name = "PostgreSQL pg_trgm GIN"

    def __init__(self, names: Names, url: str) -> None:
        self._connection = psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:"), autocommit=True)
        ask = self._connection.execute
        ask("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        ask("CREATE TABLE name (person int, whole text, born text, court smallint, team smallint)")
        with self._connection.cursor() as cursor, cursor.copy("COPY name FROM STDIN") as copy:
            for _, person, family, given, born, court, team in names.all():
                copy.write_row((person, f"{given} {family}", born, court, team))
        began = time.perf_counter()
        ask("CREATE INDEX name_whole ON name USING gin (whole gin_trgm_ops)")
        ask("ANALYZE name")
        self.build_seconds = time.perf_counter() - began
        (size,) = ask("SELECT pg_relation_size('name_whole')").fetchone() or (0,)
        self.index_bytes = int(size)

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """`%` by the index, then by similarity; a birth narrows."""
        typed = Typed.of(text)
        if not typed.words:
            return []
        query: LiteralString = "SELECT person FROM name n WHERE whole %% %s"
        values: list[object] = [" ".join(typed.words)]
        if typed.born:
            query += " AND n.born = %s"
            values.append(typed.born.isoformat())
        if view.team is not None:
            query += " AND n.team = %s"
            values.append(view.team)
        elif view.courts:
            query += " AND n.court < %s"
            values.append(len(view.courts))
        query += " ORDER BY similarity(whole, %s) DESC LIMIT %s"
        found = self._connection.execute(query, (*values, values[0], 2 * limit), prepare=True)
        return list(dict.fromkeys(person for (person,) in found))[:limit]

    def close(self) -> None:
        """The connection."""
        self._connection.close()
