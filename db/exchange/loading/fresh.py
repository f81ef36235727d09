"""Loads a chunk of people who are all new, column by column: the same rows as one by one, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.carried import Absent
from db.exchange.loading.chunk import Loadable, Tally
from db.exchange.loading.columns import FEED_RECORD, RELEVANCE, ByColumn, Columns
from db.exchange.loading.identity import FIRST
from db.exchange.loading.people import AGAIN, NO_NAME, number_of
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.exchange.person_records import OtherName, PersonRecord
from db.exchange.records import RefusedRecord
from db.store.changes import Touched
from db.tables.base import table_of
from db.tables.lookup import NO_BIRTH
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.words.actor import Actor
from db.words.batches import in_batches
from db.words.families.exchange import RecordOutcome, System
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, NameKind

_source = table_of(SourceRecord)
_AT_ONCE: Final = 500
_BORN, _SEX = DetailKind.DATE_OF_BIRTH.value, DetailKind.SEX.value
_PRIMARY, _ALIAS = NameKind.PRIMARY.value, NameKind.ALIAS.value
_COLUMNS: Final[Columns] = (
    (Person, ("id", "public_ref")),
    (SourceRecord, ("id", "external_id", "person_id")),
    (
        PersonName,
        (
            *("id", "person_id", "source_record_id", "kind", "family", "given", "middle"),
            *("family_folded", "given_folded", "born_with_it"),
        ),
    ),
    (Identifier, ("id", "person_id", "source_record_id", "kind", "raw", "canonical", "valid", "problem")),
    (PersonDetail, ("id", "person_id", "source_record_id", "kind", "value")),
    (Address, ("id", "person_id", "source_record_id", "kind", "lines", "postcode")),
    RELEVANCE,
    FEED_RECORD,
)
"""The tables in the order of their keys to one another, and which of their columns differ from row to row."""


def are_fresh(connection: Connection, sync: Sync, records: Sequence[Loadable]) -> bool:
    """Whether the records are all of a list of people, and the agency knows none of their numbers."""
    if not all(isinstance(each, PersonRecord | RefusedRecord) for each in records):
        return False
    numbers = [each.key for each in records if isinstance(each, PersonRecord)]
    found = sa.select(_source.c.id).where(
        _source.c.agency_id == sync.known.agency_id,
        _source.c.system == str(System.PEOPLE_CSV),
        _source.c.external_id.in_(sa.bindparam("numbers", expanding=True)),
    )
    return not any(
        connection.execute(found.limit(1), {"numbers": some}).first() for some in in_batches(numbers, _AT_ONCE)
    )


class FreshPeople:
    """What the people of one chunk say, by table and column."""

    def __init__(self, sync: Sync, tally: Tally) -> None:
        self.touched: list[Touched] = []
        self._sync, self._tally = sync, tally
        self._made = ByColumn(sync, _COLUMNS, system=System.PEOPLE_CSV, reasons=FIRST)

    @property
    def count(self) -> int:
        """How many rows were written."""
        return self._made.count

    def load(self, records: Iterable[Loadable], *, tell: bool) -> None:
        """Work out what the records add; `tell` whether their people are told one by one."""
        last = self._sync.rows.last
        for record in records:
            if isinstance(record, RefusedRecord):
                self._note(record, RecordOutcome.QUARANTINED, [Problem(record.at, record.code, record.reason)])
            elif isinstance(record, PersonRecord):
                number = self._tally.read + 1
                problems = list(record.problems)
                if last and last.get(record.key, number) != number:
                    problems.append(Problem(record.at, Code.SAID_AGAIN, AGAIN))
                    self._note(record, RecordOutcome.UNCHANGED, problems)
                elif not any(isinstance(part, str) and part for part in (record.given, record.middle, record.family)):
                    problems.append(Problem(record.at, NO_NAME.code, NO_NAME.reason))
                    self._note(record, RecordOutcome.QUARANTINED, problems)
                else:
                    person = self._person(record, problems)
                    self._note(record, RecordOutcome.NEW, problems, person)
                    if tell:
                        key = UUID(bytes=person)
                        self.touched.append(Touched("person", key, key))

    def write(self, connection: Connection, actor: Actor) -> None:
        """Write everything, in the caller's transaction."""
        self._made.write(connection, actor)

    def _person(self, record: PersonRecord, problems: list[Problem]) -> bytes:
        """What the record says, as `people` has it for one that nobody knows yet."""
        rows, new = self._made.rows, self._made.keys.__next__
        person, source = self._made.person()
        rows[SourceRecord].append((source, record.key, person))
        dob = record.dob if isinstance(record.dob, date) else None
        born = NO_BIRTH if dob is None else dob.toordinal()
        given, middle, family = (
            part if isinstance(part, str) else "" for part in (record.given, record.middle, record.family)
        )
        self._name(person, source, _PRIMARY, OtherName(given, middle, family), born)
        if not isinstance(record.others, Absent):
            for other in record.others:
                self._name(person, source, _ALIAS, other, born)
        if dob is not None:
            rows[PersonDetail].append((new(), person, source, _BORN, dob.isoformat()))
        if record.sex is not None and not isinstance(record.sex, Absent):
            rows[PersonDetail].append((new(), person, source, _SEX, str(record.sex)))
        for kind, raw in ((IdentifierKind.PNC, record.pnc), (IdentifierKind.CRO, record.cro)):
            if raw and isinstance(raw, str):
                said = number_of(kind, raw, problems, record.at)
                values = (kind.value, raw, said["canonical"], int(said["valid"]), said["problem"])
                rows[Identifier].append((new(), person, source, *values))
        if record.postcode and isinstance(record.postcode, str):
            rows[Address].append((new(), person, source, AddressKind.HOME.value, "", record.postcode.upper()))
        return person

    def _name(self, person: bytes, source: bytes, kind: str, name: OtherName, born: int) -> None:
        made, own = self._made, name.born
        family, given = made.fold(name.family), made.fold(name.given)
        key = next(made.keys)
        made.rows[PersonName].append(
            (
                *(key, person, source, kind, name.family, name.given, name.middle),
                *(family, given, own.isoformat() if own is not None else None),
            )
        )
        day = born if own is None else own.toordinal()
        made.names.append((key, family, given, name.middle, day, own is not None))

    def _note(
        self,
        record: PersonRecord | RefusedRecord,
        outcome: RecordOutcome,
        problems: list[Problem],
        person: bytes | None = None,
    ) -> None:
        self._tally.add(outcome, problems)
        self._made.note(self._tally.read, record.at, record.raw, outcome=outcome, problems=problems, person=person)
