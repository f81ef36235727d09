"""Loads what an agency's system holds of a person: its source record, who it is, and its own kinds of facts."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from db.access.deriving import MAKERS, derived
from db.exchange.defendant_records import DefendantRecord
from db.exchange.dossiers import DossierRecord, Holding
from db.exchange.loading.alike import join_alike
from db.exchange.loading.custody import end_custody, is_before, sync_custody
from db.exchange.loading.hearings import said_at
from db.exchange.loading.identity import DERIVED, join_to, new_source, strengthen, take_over
from db.exchange.loading.limited import limit
from db.exchange.loading.people import AGAIN, NO_NAME, NOBODY
from db.exchange.loading.persons import sync_person
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.tables.held import Held
from db.tables.people import Identifier, SourceRecord
from db.tables.system import Relevance
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind

_LATER = "a later message about this person is recorded already; this one is kept, and changes nothing"
_MERGED = "this number was merged into another one, whose record counts; this one is kept, and changes nothing"


def load_dossier(sync: Sync, record: DossierRecord, problems: list[Problem], *, number: int) -> UUID | None:
    """Bring the record's person up to date; None, with the problem, where it is one for quarantine.

    `number` is the record's place in its file: of several records under one number only the last is loaded.
    """
    found = sync.known.sources.get((str(record.system), record.key))
    if sync.rows.last.get(record.key, number) != number:
        problems.append(Problem(record.at, Code.SAID_AGAIN, AGAIN))
        spoken_of: UUID = found["person_id"] if found is not None else NOBODY
        return spoken_of
    survivor = sync.known.merged.get((str(record.system), record.key))
    if found is None and survivor is not None and survivor["external_id"] != record.key:
        problems.append(Problem(record.at, Code.OLDER, _MERGED))
        known_person: UUID = survivor["person_id"]
        return known_person
    source = found or _former(sync, record)
    if source is None and record.names_nobody:
        problems.append(Problem(record.at, NO_NAME.code, NO_NAME.reason))
        return None
    source = source or new_source(sync, record.system, record.key)
    person_id: UUID = source["person_id"]
    said, last = said_at(record.said_at, sync.now), source["said_at"]
    before = said is None and record.custody is not None and is_before(sync, source, record.custody)
    if before or (said is not None and last is not None and said < last):
        problems.append(Problem(record.at, Code.OLDER, _LATER))
        return person_id
    take_over(sync, source)
    _join(sync, record, source)
    join_alike(sync, record, source)
    if said is not None and said != last:
        sync.pending.change(SourceRecord, source, said_at=said)
    sync_person(sync, source, _with_merged(sync, source, record), problems, at=record.at, whole=False)
    if record.custody is not None:
        sync_custody(sync, source, record.custody)
    for holding in record.holdings:
        _hold(sync, source, holding)
    if record.limits is not None:
        limit(sync, source, record.limits, problems, at=record.at)
    return person_id


def _former(sync: Sync, record: DossierRecord) -> RowDict | None:
    """The record under a number that was merged into the present one: it goes on under the present one."""
    for key in record.former_keys:
        source = sync.known.sources.get((str(record.system), key))
        if source is not None:
            strengthen(sync, source, record.key)
            return source
    return None


def _join(sync: Sync, record: DossierRecord, source: RowDict) -> None:
    """Records under former numbers are of the same person; each stays a record, with what it said."""
    for key in record.former_keys:
        former = sync.known.sources.get((str(record.system), key))
        if former is not None and former["id"] != source["id"]:
            join_to(sync, former, source["person_id"])
            end_custody(sync, former)
        sync.known.merged[(str(record.system), key)] = source


def _with_merged(sync: Sync, source: RowDict, record: DossierRecord) -> DefendantRecord:
    """A prison number that was merged stays merged: a message that does not repeat it says nothing about it."""
    kind = IdentifierKind.NOMS
    if record.system is not System.PRISON:
        return record.person
    standing = [row["raw"] for row in sync.known.facts[(Identifier, source["id"])] if row["kind"] is kind]
    missing = tuple((kind, raw) for raw in standing if (kind, raw) not in record.person.identifiers)
    return replace(record.person, identifiers=record.person.identifiers + missing) if missing else record.person


def _hold(sync: Sync, source: RowDict, holding: Holding) -> None:
    """Bring one family of facts up to date; a held record tells to whom the person matters by it."""
    common = {"person_id": source["person_id"], "source_record_id": source["id"]}
    if not issubclass(holding.table, Held):
        sync.facts(holding.table, source["id"], holding.rows, common=common, among=holding.among)
        return
    common["owner_agency_id"] = source["agency_id"]
    before = {row["id"]: row for row in sync.known.facts[(holding.table, source["id"])]}
    sync.facts(holding.table, source["id"], holding.rows, common=common, among=holding.among)
    after = {row["id"]: row for row in sync.known.facts[(holding.table, source["id"])]}
    for key in before.keys() ^ after.keys():
        _matter(sync, holding, before.get(key) or after[key])


def _matter(sync: Sync, holding: Holding, row: RowDict) -> None:
    """To whom the person matters by a record that began or ended."""
    for due in derived(holding.table, SimpleNamespace(**row)) if holding.table in MAKERS else ():
        key = (due.source_id, due.person_id, due.scope_id)
        known_row = sync.known.relevance.get(key)
        if known_row is not None:
            sync.pending.change(Relevance, known_row, ends_on=due.ends_on)
            continue
        values: dict[str, Any] = {name: getattr(due, name) for name in DERIVED}
        sync.known.relevance[key] = sync.pending.insert(Relevance, **values, batch_id=sync.batch_id)
