"""Loads those records of a chunk that say nothing unusual by tables and columns: new people, and what stands as it is.

What is left over goes the ordinary way: merged numbers, older messages, limited access, held records, changes. The
rows are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy.engine import Connection

from db.audit.form import moment
from db.exchange.carried import Absent, known
from db.exchange.loading.chunk import Loadable, Tally
from db.exchange.loading.columns import FEED_RECORD, RELEVANCE, ByColumn, Columns
from db.exchange.loading.hearings import said_at
from db.exchange.loading.identity import FIRST
from db.exchange.loading.rows import Model
from db.exchange.loading.stored import FACTS, Live, said_by, standing_custody, stands
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Problem
from db.exchange.records import DossierRecord, RefusedRecord
from db.store.changes import Touched
from db.store.many import rows_plain
from db.tables.lookup import NO_BIRTH
from db.tables.people import Person, PersonName, SourceRecord
from db.words.actor import Actor
from db.words.batches import in_batches
from db.words.families.exchange import RecordOutcome, System
from db.words.families.people import IdentifierKind

_AT_ONCE: Final = 500
_OWNED: Final = ("id", "person_id", "source_record_id")
_COLUMNS: Final[Columns] = (
    (Person, ("id", "public_ref")),
    (SourceRecord, ("id", "external_id", "person_id", "said_at")),
    *((model, (*_OWNED, *names)) for model, names in FACTS.items()),
    RELEVANCE,
    FEED_RECORD,
)
_NAME: Final = FACTS[PersonName]
_FAMILY, _GIVEN, _MIDDLE = (_NAME.index(name) for name in ("family_folded", "given_folded", "middle"))
_OWN_BIRTH: Final = _NAME.index("born_with_it")
_SOURCES: Final = """SELECT external_id, id, agency_id, first_batch_id, last_batch_id, said_at FROM source_record
 WHERE external_id IN ({marks}) AND system = ?"""
_MERGED: Final = """SELECT i.raw FROM identifier i JOIN source_record s ON s.id = i.source_record_id
 WHERE i.raw IN ({marks}) AND i.kind = ? AND i.ended_at IS NULL AND s.system = ? AND s.agency_id = ?"""
_GOES_ON: Final = "UPDATE source_record SET last_batch_id = ?, said_at = ?, version = version + 1 WHERE id = ?"


def dossiers_of(records: Iterable[Loadable]) -> System | None:
    """The system of the dossiers among the records; None where there are none, or some that bring in others."""
    found: System | None = None
    for record in records:
        if isinstance(record, DossierRecord):
            if record.also or record.is_part:
                return None
            found = found or record.system
        elif not isinstance(record, RefusedRecord):
            return None
    return found


class _Source(NamedTuple):
    """A record that is there, as SQLite stores it."""

    id: bytes
    agency: bytes
    first_batch: bytes | None
    last_batch: bytes | None
    said_at: str | None


class PlainDossiers:
    """The plain records of one chunk of one system, on SQLite, where a key is stored as its bytes."""

    def __init__(self, connection: Connection, sync: Sync, tally: Tally, system: System) -> None:
        self._connection, self._sync, self._tally, self._system = connection, sync, tally, system
        self._made = ByColumn(sync, _COLUMNS, system=system, reasons=FIRST)
        self._mine, self._batch = sync.known.agency_id.bytes, sync.batch_id.bytes
        self._going_on: list[tuple[bytes, str | None, bytes]] = []
        self._new: list[bytes] = []
        self._facts: list[tuple[Model, bytes, bytes]] = []

    @property
    def count(self) -> int:
        """How many rows were written."""
        return self._made.count + len(self._going_on)

    def load(self, records: Iterable[tuple[int, Loadable]]) -> Iterator[tuple[int, Loadable]]:
        """Work out what the plain ones add, by their numbers in the file; yields those that are not plain."""
        plain: list[tuple[int, DossierRecord]] = []
        chunk = list(records)
        unusual = self._unusual(each for _, each in chunk)
        for number, record in chunk:
            if isinstance(record, DossierRecord) and record.key not in unusual and self._is_plain(record):
                plain.append((number, record))
            else:
                yield number, record
        for some in in_batches(plain, _AT_ONCE):
            yield from self._some(some)

    def write(self, actor: Actor) -> None:
        """Write everything, in the caller's transaction."""
        self._made.write(self._connection, actor)
        if self._going_on:
            self._connection.exec_driver_sql(_GOES_ON, self._going_on)

    def touched(self, most: int) -> list[Touched]:
        """The new people and each fact of theirs; beyond so many rows the people alone."""
        people = [Touched("person", key, key) for key in (UUID(bytes=each) for each in self._new)]
        if len(people) + len(self._facts) > most:
            return people
        facts = ((str(model.__tablename__), UUID(bytes=key), UUID(bytes=person)) for model, key, person in self._facts)
        return people + [Touched(*each) for each in facts]

    def _unusual(self, records: Iterable[Loadable]) -> set[str]:
        """Numbers that records of the chunk share or take over, and those that come more than once in the file."""
        found = set(self._sync.rows.last)
        for record in records:
            if isinstance(record, DossierRecord) and record.former_keys:
                found.update((record.key, *record.former_keys))
        return found

    def _is_plain(self, record: DossierRecord) -> bool:
        held = record.former_keys or record.holdings or record.limits
        person = record.person
        whose = isinstance(person.establishment, Absent) and not person.is_organisation
        return record.system is self._system and not held and whose

    def _some(self, records: Sequence[tuple[int, DossierRecord]]) -> Iterator[tuple[int, DossierRecord]]:
        sources = self._sources([record.key for _, record in records])
        merged = self._merged([record.key for _, record in records if record.key not in sources])
        here = {key: found[0] for key, found in sources.items() if len(found) == 1 and found[0].agency == self._mine}
        live = self._live([each.id for each in here.values()])
        for number, record in records:
            source = here.get(record.key)
            if source is not None:
                done = self._goes_on(number, record, source, live[source.id])
            else:
                done = record.key not in sources and record.key not in merged and self._is_new(number, record)
            if not done:
                yield number, record

    def _goes_on(self, number: int, record: DossierRecord, source: _Source, live: Live) -> bool:
        """Whether the record says what stands: then it is kept, and its source goes on."""
        said = _moment(record, self._sync.now)
        if source.first_batch in self._waiting() or (said is not None and source.said_at and said < source.said_at):
            return False
        problems = list(record.problems)
        standing = standing_custody(live) if record.custody is not None and not record.custody.whole else None
        if not stands(said_by(record, problems, standing=standing), live):
            return False
        last = said or source.said_at
        if (source.last_batch, source.said_at) != (self._batch, last):
            self._going_on.append((self._batch, last, source.id))
        self._note(number, record, problems, outcome=RecordOutcome.UNCHANGED)
        return True

    def _is_new(self, number: int, record: DossierRecord) -> bool:
        """Whether the record gives a name, and so makes a person."""
        who = record.person
        if not (known(who.given) or known(who.middle) or known(who.family)):
            return False
        problems = list(record.problems)
        made = self._made
        person, source = made.person()
        made.rows[SourceRecord].append((source, record.key, person, _moment(record, self._sync.now)))
        born = who.dob.toordinal() if isinstance(who.dob, date) else NO_BIRTH
        self._new.append(person)
        for model, _, rows in said_by(record, problems, standing=None):
            for row in rows:
                key = next(made.keys)
                made.rows[model].append((key, person, source, *row))
                self._facts.append((model, key, person))
                if model is PersonName:
                    self._name(key, row, born)
        self._note(number, record, problems, outcome=RecordOutcome.NEW, person=person)
        return True

    def _name(self, key: bytes, row: tuple[Any, ...], born: int) -> None:
        own = row[_OWN_BIRTH]
        day = born if own is None else date.fromisoformat(own).toordinal()
        self._made.names.append((key, row[_FAMILY], row[_GIVEN], row[_MIDDLE], day, own is not None))

    def _note(
        self,
        number: int,
        record: DossierRecord,
        problems: list[Problem],
        *,
        outcome: RecordOutcome,
        person: bytes | None = None,
    ) -> None:
        self._tally.read = number - 1
        self._tally.add(outcome, problems)
        self._made.note(number, record.at, record.raw, outcome=outcome, problems=problems, person=person)

    def _sources(self, keys: Sequence[str]) -> dict[str, list[_Source]]:
        """Records of these numbers, of whichever agency."""
        found: dict[str, list[_Source]] = defaultdict(list)
        query = _SOURCES.format(marks=_marks(keys))
        for key, *rest in rows_plain(self._connection, query, (*keys, str(self._system))):
            found[key].append(_Source(*rest))
        return found

    def _merged(self, keys: Sequence[str]) -> set[str]:
        """Of these numbers those that a record says were merged into it."""
        if not keys:
            return set()
        told = (*keys, IdentifierKind.NOMS.value, str(self._system), self._mine)
        return {raw for (raw,) in rows_plain(self._connection, _MERGED.format(marks=_marks(keys)), told)}

    def _live(self, sources: Sequence[bytes]) -> dict[bytes, dict[Model, list[tuple[Any, ...]]]]:
        """What stands of each of these records."""
        found: dict[bytes, dict[Model, list[tuple[Any, ...]]]] = {key: defaultdict(list) for key in sources}
        if not sources:
            return found
        for model, names in FACTS.items():
            query = (
                f"SELECT source_record_id, {', '.join(names)} FROM {model.__tablename__}"  # noqa: S608 - our own names
                f" WHERE source_record_id IN ({_marks(sources)}) AND ended_at IS NULL"
            )
            for row in rows_plain(self._connection, query, sources):
                found[row[0]][model].append(row[1:])
        return found

    def _waiting(self) -> set[bytes]:
        return {each.bytes for each in self._sync.known.waiting}


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["?"] * len(values))


def _moment(record: DossierRecord, now: datetime) -> str | None:
    said = said_at(record.said_at, now)
    return moment(said) if said is not None else None
