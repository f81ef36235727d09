"""Finds the source record of each defendant by native identity, or makes one with a person of its own."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from db.access.relevance import own_record
from db.exchange.loading.keys import parts_of, source_keys
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.records import CaseRecord, DefendantRecord, System, known
from db.people.linking import provisional
from db.tables.people import Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import Relevance
from db.words.families.people import DetailKind, LinkState
from db.words.text import fold


def source_of(
    sync: Sync, system: System, case: CaseRecord, defendant: DefendantRecord, *, case_row: RowDict, agency_id: UUID
) -> RowDict:
    """The source record: by its own keys, else by the defendant's reference in this case, else a new one."""
    keys = source_keys(system, case, defendant)
    for key in keys:
        found = sync.known.sources.get((str(system), key))
        if found is not None:
            return _seen(sync, found)
    found = _by_reference(sync, system, defendant, case_row)
    if found is not None:
        for key in keys:
            sync.known.sources[(str(system), key)] = found
        return _seen(sync, found)
    return _new(sync, system, keys[0], agency_id)


def _seen(sync: Sync, record: RowDict) -> RowDict:
    if record["last_batch_id"] != sync.batch_id:
        sync.pending.change(SourceRecord, record, last_batch_id=sync.batch_id)
    return record


def _by_reference(sync: Sync, system: System, defendant: DefendantRecord, case_row: RowDict) -> RowDict | None:
    """Common Platform: the same defendant id. LIBRA: the same `c_id`, when only the spelling can have changed."""
    reference = reference_of(system, defendant)
    if not reference:
        return None
    same = [row for row in sync.known.defendants[case_row["id"]] if row["defendant_ref"] == reference]
    records = [sync.known.source_by_id[row["source_record_id"]] for row in same]
    if system is System.COMMON_PLATFORM:
        return records[0] if records else None
    # Co-defendants may share a `c_id`: only one that this file has not named yet can be the amended one.
    open_ones = [each for each in records if each["last_batch_id"] != sync.batch_id]
    alike = [each for each in open_ones if _alike(sync, each["id"], defendant)]
    return alike[0] if len(alike) == 1 else None


def reference_of(system: System, defendant: DefendantRecord) -> str:
    """What the system calls this defendant inside the case."""
    if system is System.COMMON_PLATFORM:
        return known(defendant.defendant_id) or defendant.native_id or ""
    return defendant.native_id or ""


def _alike(sync: Sync, record_id: UUID, defendant: DefendantRecord) -> bool:
    """An amended spelling leaves the date of birth or one half of the name as it was."""
    born = known(defendant.dob)
    details = sync.known.facts[(PersonDetail, record_id)]
    dates = {row["value"] for row in details if row["kind"] is DetailKind.DATE_OF_BIRTH and row["ended_at"] is None}
    if born is not None and born.isoformat() in dates:
        return True
    parts = parts_of(defendant)
    return any(_same_half(row, fold(parts.family), fold(parts.given)) for row in sync.known.facts[(PersonName, record_id)])


def _same_half(row: Mapping[str, object], family: str, given: str) -> bool:
    return bool((family and row["family_folded"] == family) or (given and row["given_folded"] == given))


def _new(sync: Sync, system: System, key: str, agency_id: UUID) -> RowDict:
    person = provisional(sync.now)
    sync.pending.insert(Person, **person)
    record = sync.pending.insert(
        SourceRecord,
        agency_id=agency_id,
        system=str(system),
        external_id=key,
        person_id=person["id"],
        link_state=LinkState.PROVISIONAL,
        decided_at=sync.now,
        reasons="first record under this number",
        first_batch_id=sync.batch_id,
        last_batch_id=sync.batch_id,
    )
    sync.known.sources[(str(system), key)] = record
    sync.known.source_by_id[record["id"]] = record
    mine = own_record(person["id"], agency_id, record["id"])
    sync.pending.insert(
        Relevance,
        person_id=mine.person_id,
        scope=mine.scope,
        scope_id=mine.scope_id,
        reason=mine.reason,
        source_id=mine.source_id,
        starts_on=mine.starts_on,
        ends_on=mine.ends_on,
        batch_id=sync.batch_id,
    )
    sync.touch("person", person["id"], person=person["id"])
    return record
