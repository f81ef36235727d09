"""The rows of a chunk by table and column, as SQLite stores them: those that come one by one, several times faster."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.engine import Connection

from db.access.relevance import own_record
from db.audit.chain import Act, append_alike
from db.exchange.loading.rows import Model, blank
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Problem
from db.index.bulk import NewName, keep_bulk
from db.people.linking import reference_of
from db.store.many import insert_alike
from db.tables.base import table_of
from db.tables.care import CustodySnapshot
from db.tables.people import Person, SourceRecord
from db.tables.system import FeedRecord, Relevance
from db.words.actor import Actor
from db.words.families.access import AuditOperation
from db.words.families.exchange import RecordOutcome, System
from db.words.families.people import LinkState
from db.words.keys import uuid7_bytes
from db.words.text import fold

Columns: TypeAlias = tuple[tuple[Model, tuple[str, ...]], ...]
FEED_RECORD = (FeedRecord, ("id", "number", "at", "record_hash", "raw", "outcome", "problems"))
RELEVANCE = (Relevance, ("id", "person_id", "source_id"))


class ByColumn:
    """The rows of one chunk by table; a key is its bytes. `columns` are the tables in the order of their keys.

    Of each table they name the columns that differ from row to row; the rest is alike in all rows.
    """

    def __init__(self, sync: Sync, columns: Columns, *, system: System, reasons: str) -> None:
        self.count = 0
        self.rows: dict[Model, list[tuple[Any, ...]]] = {model: [] for model, _ in columns}
        self.names: list[NewName] = []
        self.keys = uuid7_bytes()
        self._sync, self._columns = sync, columns
        self._system, self._reasons = system, reasons
        self._acts: list[tuple[bytes, bytes | None]] = []
        self._folded: dict[str, str] = {}

    def person(self) -> tuple[bytes, bytes]:
        """The keys of a new person and of its record, to whom it matters being written."""
        person, source = next(self.keys), next(self.keys)
        self.rows[Person].append((person, reference_of(int.from_bytes(person))))
        self.rows[Relevance].append((next(self.keys), person, source))
        return person, source

    def fold(self, name: str) -> str:
        """As `text.fold`: names come again and again."""
        found = self._folded.get(name)
        if found is None:
            found = self._folded[name] = fold(name)
        return found

    def note(
        self,
        number: int,
        at: str,
        raw: bytes,
        *,
        outcome: RecordOutcome,
        problems: Sequence[Problem],
        person: bytes | None = None,
    ) -> None:
        """The record as it came, what became of it, and its act in the log."""
        key = next(self.keys)
        told = json.dumps([[p.at, p.code, p.reason] for p in problems]) if problems else ""
        digest = hashlib.sha256(raw).digest()
        self.rows[FeedRecord].append((key, number, at, digest, raw, outcome.value, told))
        self._acts.append((key, person))

    def write(self, connection: Connection, actor: Actor) -> None:
        """Write everything, in the caller's transaction."""
        sync = self._sync
        mine = own_record(UUID(int=0), sync.known.agency_id, UUID(int=0))
        alike = self._alike({name: getattr(mine, name) for name in ("scope", "scope_id", "reason")})
        alike[Relevance] |= {"starts_on": mine.starts_on, "ends_on": mine.ends_on}
        for model, names in self._columns:
            rows = self.rows[model]
            self.count += len(rows)
            all_alike = {**blank(model), **alike.get(model, {"recorded_at": sync.now})}
            fixed = {name: value for name, value in all_alike.items() if name not in names}
            insert_alike(connection, table_of(model), names, rows, alike=fixed)
        keep_bulk(connection, self.names, scope=mine.scope, scope_id=mine.scope_id)
        act = Act(AuditOperation.COLLECTION, "feed.record", "feed_record")
        append_alike(connection, actor, sync.now, act=act, of=self._acts)

    def _alike(self, mine: Mapping[str, Any]) -> dict[Model, dict[str, Any]]:
        """What all rows of a table have in common, where it is no fact; `mine` is why an agency's record matters."""
        sync = self._sync
        return {
            Person: {"created_at": sync.now},
            SourceRecord: {
                "agency_id": sync.known.agency_id,
                "system": str(self._system),
                "link_state": LinkState.PROVISIONAL,
                "decided_at": sync.now,
                "reasons": self._reasons,
                "first_batch_id": sync.batch_id,
                "last_batch_id": sync.batch_id,
            },
            Relevance: {"batch_id": sync.batch_id, **mine},
            FeedRecord: {"batch_id": sync.batch_id, "hearing_id": None},
            CustodySnapshot: {"recorded_at": sync.now, "batch_id": sync.batch_id},
        }
