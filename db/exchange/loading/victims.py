"""Victims that a message names: records of the case, held by the agency whose file it is, of no person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.victim_records import VictimRecord
from db.tables.held import VictimWitness
from db.words.families.held import WitnessKind

UNNAMED = "name not given"


def sync_victims(sync: Sync, case: RowDict, victims: Sequence[VictimRecord]) -> None:
    """Add those that the agency does not hold yet; a message about one defendant takes nobody's victim away."""
    rows = sync.known.facts[(VictimWitness, case["id"])]
    mine = [row for row in rows if row["owner_agency_id"] == sync.known.agency_id and row["ended_at"] is None]
    for victim in victims:
        name = victim.name or UNNAMED
        lines = "\n".join(victim.address.lines) if victim.address else ""
        postcode = (victim.address.postcode or "").upper() if victim.address else ""
        same = next(
            (row for row in mine if (row["name"], row["address"], row["postcode"]) == (name, lines, postcode)), None
        )
        if same is None:
            row = sync.pending.insert(
                VictimWitness,
                case_id=case["id"],
                owner_agency_id=sync.known.agency_id,
                kind=WitnessKind.VICTIM,
                name=name,
                address=lines,
                postcode=postcode,
                phone=victim.phone,
                recorded_at=sync.now,
                sequence=max((each["sequence"] for each in rows), default=0) + 1,
            )
            rows.append(row)
            mine.append(row)
            _changed(sync, row["id"])
        elif victim.phone and not same["phone"]:
            sync.pending.change(VictimWitness, same, phone=victim.phone)
            _changed(sync, same["id"])


def _changed(sync: Sync, key: UUID) -> None:
    sync.altered = True
    sync.touch("victim_witness", key)
