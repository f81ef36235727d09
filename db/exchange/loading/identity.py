"""Finds the source record of each defendant by native identity, or makes one with a person of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from db.access.relevance import own_record
from db.exchange.loading.keys import is_summons_key, parts_of, source_keys
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Join, Sync
from db.exchange.records import CaseRecord, DefendantRecord, known
from db.people.linking import provisional
from db.tables.people import Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import Relevance
from db.words.families.exchange import System
from db.words.families.people import DetailKind, LinkState
from db.words.names import NameParts, match_key
from db.words.text import fold


def source_of(
    sync: Sync, system: System, case: CaseRecord, defendant: DefendantRecord, *, case_row: RowDict
) -> RowDict:
    """The agency's source record: by its own keys, else by the defendant's reference in this case, else a new one.

    The weakest key that is known wins (a defendant's own number before the master number), so that a record
    once known by it stays that record; the stronger key then says which person it belongs to.
    """
    keys = source_keys(system, case, defendant)
    found = [sync.known.sources.get((str(system), key)) for key in keys]
    record = next((each for each in reversed(found) if each is not None), None)
    if record is None and not is_summons_key(keys[0]):
        record = _by_reference(sync, system, defendant, case_row)
    if record is None:
        return new_source(sync, system, keys[0])
    # A key without a date of birth is no stronger than one with it; where neither has it, the newer spelling holds.
    dated = known(defendant.dob) is not None
    if (
        system.identifies_people
        or is_summons_key(keys[0])
        or ((dated or not _dates(sync, record["id"])) and not is_summons_key(record["external_id"]))
    ):
        strengthen(sync, record, keys[0])
    take_over(sync, record)
    return record


def take_over(sync: Sync, record: RowDict) -> None:
    """This file names the record too: it is the last to do so, and shows one that an unfinished file left unseen."""
    if record["last_batch_id"] != sync.batch_id:
        sync.pending.change(SourceRecord, record, last_batch_id=sync.batch_id)
    if record["first_batch_id"] in sync.known.waiting:
        sync.pending.change(SourceRecord, record, first_batch_id=sync.batch_id)
        own = sync.known.relevance.get((record["id"], record["person_id"], record["agency_id"]))
        if own is not None:
            sync.claim(Relevance, own)


def strengthen(sync: Sync, record: RowDict, key: str) -> None:
    """Know the record by its strongest key from now on; where another record has it, both are one person."""
    system = record["system"]
    if record["external_id"] == key:
        return
    mine = sync.known.sources.get((system, key))
    twin = mine or sync.known.others.get((system, key))
    if mine is None:
        sync.known.sources.pop((system, record["external_id"]), None)
        sync.pending.change(SourceRecord, record, external_id=key)
        sync.known.sources[(system, key)] = record
    if twin is not None and twin["id"] != record["id"]:
        join_to(sync, record, twin["person_id"])


def join_to(sync: Sync, record: RowDict, person_id: UUID) -> None:
    """Place the record with this person when the chunk is written, because the system says that they are one."""
    if record["person_id"] != person_id:
        sync.joins[record["id"]] = Join(record["id"], record["person_id"], person_id)
        sync.altered = True


def _by_reference(sync: Sync, system: System, defendant: DefendantRecord, case_row: RowDict) -> RowDict | None:
    """Common Platform: the same defendant id. LIBRA: the same `c_id`, when only the spelling can have changed."""
    reference = reference_of(system, defendant)
    found = [(row, sync.known.source_by_id[row["source_record_id"]]) for row in sync.known.defendants[case_row["id"]]]
    mine = [(row, record) for row, record in found if record["agency_id"] == sync.known.agency_id]
    same = [record for row, record in mine if reference and row["defendant_ref"] == reference]
    if system.identifies_people:
        return same[0] if same else None
    # Co-defendants may share a `c_id`: only one that this file does not name as it was can be the amended one.
    gone = [each for each in same if each["last_batch_id"] != sync.batch_id and not _named(sync, each)]
    alike = [each for each in gone if _alike(sync, each["id"], defendant)]
    free = [record for _, record in mine if not _named(sync, record)]
    undated = [record for record in free if _same_but_undated(sync, record["id"], defendant)]
    # A further row of a defendant goes where the first one went; the whole name says more than half of it, and
    # finds in a repeat of the file what half of it found before.
    before = [each for each in undated if each["last_batch_id"] == sync.batch_id]
    for only in (before, undated, alike):
        if len(only) == 1:
            return only[0]
    return None


def _named(sync: Sync, record: RowDict) -> bool:
    return hash(record["external_id"]) in sync.rows.people


def reference_of(system: System, defendant: DefendantRecord) -> str:
    """What the system calls this defendant inside the case."""
    if system.identifies_people:
        return known(defendant.defendant_id) or defendant.native_id or ""
    return defendant.native_id or ""


def _same_but_undated(sync: Sync, record_id: UUID, defendant: DefendantRecord) -> bool:
    """The same whole name in the same case, where one of the two has no date of birth to tell them apart."""
    if known(defendant.dob) is not None and _dates(sync, record_id):
        return False
    wanted = match_key(parts_of(defendant))
    names = sync.known.facts[(PersonName, record_id)]
    parts = [NameParts("", row["given"], row["middle"], row["family"]) for row in names if row["ended_at"] is None]
    return wanted in {match_key(each) for each in parts}


def _dates(sync: Sync, record_id: UUID) -> set[str]:
    details = sync.known.facts[(PersonDetail, record_id)]
    return {row["value"] for row in details if row["kind"] is DetailKind.DATE_OF_BIRTH and row["ended_at"] is None}


def _alike(sync: Sync, record_id: UUID, defendant: DefendantRecord) -> bool:
    """An amended spelling leaves the date of birth or one half of the name as it was."""
    born = known(defendant.dob)
    if born is not None and born.isoformat() in _dates(sync, record_id):
        return True
    parts = parts_of(defendant)
    family, given = fold(parts.family), fold(parts.given)
    return any(_same_half(row, family, given) for row in sync.known.facts[(PersonName, record_id)])


def _same_half(row: Mapping[str, object], family: str, given: str) -> bool:
    return bool((family and row["family_folded"] == family) or (given and row["given_folded"] == given))


def new_source(sync: Sync, system: System, key: str) -> RowDict:
    """A record with a provisional person of its own; the person of another agency's record of the same number."""
    twin = sync.known.others.get((str(system), key))
    person_id = twin["person_id"] if twin is not None else _person(sync)
    agency_id = sync.known.agency_id
    record = sync.pending.insert(
        SourceRecord,
        agency_id=agency_id,
        system=str(system),
        external_id=key,
        person_id=person_id,
        link_state=LinkState.AUTO if twin is not None else LinkState.PROVISIONAL,
        decided_at=sync.now,
        reasons="another agency's record has this number" if twin is not None else FIRST,
        first_batch_id=sync.batch_id,
        last_batch_id=sync.batch_id,
    )
    sync.known.sources[(str(system), key)] = record
    sync.known.source_by_id[record["id"]] = record
    mine = own_record(person_id, agency_id, record["id"])
    values: dict[str, Any] = {name: getattr(mine, name) for name in DERIVED}
    sync.pending.insert(Relevance, **values, batch_id=sync.batch_id)
    sync.began = sync.altered = True
    sync.touch("person", person_id, person=person_id)
    return record


FIRST: Final = "first record under this number"
DERIVED = ("person_id", "scope", "scope_id", "reason", "source_id", "starts_on", "ends_on")


def _person(sync: Sync) -> UUID:
    row = sync.pending.insert(Person, **provisional(sync.now))
    key: UUID = row["id"]
    return key
