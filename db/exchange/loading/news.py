"""News of one charge that is on record: a verdict that its system tells alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.engine import Connection

from db.exchange.loading.charges import sync_findings
from db.exchange.loading.known import Known
from db.exchange.loading.rows import RowDict, fetch
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.exchange.records import OffenceRecord
from db.tables.cases import Charge
from db.tables.people import SourceRecord

_UNKNOWN = "no offence of that id is on record; import the hearing first, then this again"


def learn_offences(connection: Connection, known: Known, records: Sequence[OffenceRecord]) -> None:
    """Fetch the charges that the records speak of, as the agency's own records of their system have them."""
    charges = fetch(connection, Charge, "natural_key", {record.charge.key for record in records})
    own = fetch(connection, SourceRecord, "id", {row["source_record_id"] for row in charges}, agency_id=known.agency_id)
    systems = {row["id"]: row["system"] for row in own}
    mine = [row for row in charges if row["source_record_id"] in systems]
    for row in mine:
        known.offences.setdefault((systems[row["source_record_id"]], row["natural_key"]), []).append(row)
    known.learn_verdicts(connection, [row["id"] for row in mine])


def load_offence(sync: Sync, record: OffenceRecord, problems: list[Problem]) -> set[UUID] | None:
    """Bring the charge up to date, for each defendant who has it; None, with the problem, where none has."""
    rows: list[RowDict] = sync.known.offences.get((str(record.system), record.charge.key), [])
    if not rows:
        problems.append(Problem(record.at, Code.NO_HEARING, _UNKNOWN))
        return None
    for row in rows:
        sync_findings(sync, row, record.charge, problems, at=record.at)
    return {row["person_id"] for row in rows}
