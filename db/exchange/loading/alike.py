"""Records of one system that share one of its numbers are of one person: parts of a record find the whole one."""

from __future__ import annotations

from typing import Final

from db.exchange.dossiers import DossierRecord
from db.exchange.loading.identity import join_to
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.words.families.people import LinkState

_BY_NUMBER: Final = frozenset({LinkState.PROVISIONAL, LinkState.AUTO})
"""How a record came to its person where no human decided it."""


def join_alike(sync: Sync, record: DossierRecord, source: RowDict) -> None:
    """Place the records that share a number together; a part goes to the whole record, never the other way."""
    if not (record.also or record.is_part):
        return
    system = str(record.system)
    numbers = (record.key, *record.also)
    others = [row for number in numbers for row in sync.known.alike[(system, number)]]
    parts = [sync.known.sources.get((system, number)) for number in record.also]
    for number in record.also:
        known = sync.known.alike[(system, number)]
        if all(row["id"] != source["id"] for row in known):
            known.append(source)
    if record.is_part:
        whole = next((row for row in others if row["id"] != source["id"]), None)
        if whole is not None:
            _join(sync, source, whole)
        return
    for other in (*others, *filter(None, parts)):
        if other["id"] != source["id"]:
            _join(sync, other, source)


def _join(sync: Sync, record: RowDict, to: RowDict) -> None:
    """A human's decision about the record outlives every message."""
    if record["link_state"] in _BY_NUMBER:
        join_to(sync, record, to["person_id"])
