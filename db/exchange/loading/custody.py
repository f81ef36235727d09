"""Loads what a prison record says of custody: the snapshot as evidence, the stay as what it means."""

from __future__ import annotations

from typing import Any

from db.custody.meaning import episode
from db.exchange.dossiers import CustodyRecord
from db.exchange.loading.rows import RowDict, blank
from db.exchange.loading.sync import Sync
from db.tables.care import CustodyEpisode, CustodySnapshot
from db.tables.people import Fact

_NOT_SAID = frozenset({*Fact.model_fields, "batch_id"})
COLUMNS = tuple(name for name in blank(CustodySnapshot) if name not in _NOT_SAID)
_NOTHING: dict[str, Any] = {name: value for name, value in blank(CustodySnapshot).items() if name in COLUMNS}


def snapshot_of(sync: Sync, source: RowDict) -> RowDict | None:
    """The snapshot that stands for the record, or None."""
    return next((row for row in sync.known.facts[(CustodySnapshot, source["id"])] if row["ended_at"] is None), None)


def is_before(sync: Sync, source: RowDict, custody: CustodyRecord) -> bool:
    """Whether the message tells of an earlier last movement than is on record, so that it must be the older one."""
    standing, moved = snapshot_of(sync, source), custody.said.get("moved_on")
    return bool(standing and standing["moved_on"] and moved and moved < standing["moved_on"])


def sync_custody(sync: Sync, source: RowDict, custody: CustodyRecord) -> None:
    """Bring snapshot and stay up to date; what a message in part does not carry stays as it was."""
    said = whole_of(custody, snapshot_of(sync, source))
    common = {"person_id": source["person_id"], "source_record_id": source["id"]}
    sync.facts(CustodySnapshot, source["id"], [said], common={**common, "batch_id": sync.batch_id})
    stay = episode(said)
    sync.facts(CustodyEpisode, source["id"], [stay] if stay else [], common=common)


def whole_of(custody: CustodyRecord, standing: RowDict | None) -> dict[str, Any]:
    """Every column of the snapshot as it is after this message."""
    before = _NOTHING if custody.whole or standing is None else {name: standing[name] for name in COLUMNS}
    return {**before, **custody.said}


def end_custody(sync: Sync, source: RowDict) -> None:
    """Nothing is in custody under this number any more: the record went into another one."""
    common = {"person_id": source["person_id"], "source_record_id": source["id"]}
    for model in (CustodySnapshot, CustodyEpisode):
        sync.facts(model, source["id"], [], common=common)
