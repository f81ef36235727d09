"""A LIBRA message without a hearing id and the day's list speak of one hearing, whichever of them comes first."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from db.exchange.loading.keys import case_key, names_by_number
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.records import CaseRecord, HearingRecord
from db.tables.cases import Case
from db.tables.hearings import Hearing
from db.words.families.court import ListingState
from db.words.families.exchange import System

Met = dict[UUID, list[RowDict]]


def meet_cases(sync: Sync, record: HearingRecord) -> None:
    """Let a case that a list names by its number alone be the one that events name by its id, whichever comes first."""
    if not names_by_number(record.system):
        return
    system = str(record.system)
    for case in record.cases:
        key = case_key(record.system, case)
        number = case.case_no or ""
        found = sync.known.numbered.get((system, number), set()) & sync.known.cases.keys()
        if key in sync.known.cases or len(found) != 1:
            continue
        (other,) = found
        row = sync.known.cases[other]
        if case.case_key == number:
            sync.known.cases[key] = row
        elif other == f"{system}:{number}":
            sync.pending.change(Case, row, natural_key=key)
            sync.known.cases[key] = row


def meet(sync: Sync, record: HearingRecord) -> None:
    """Let the record find the hearing of its case, court and day, where no hearing has the record's own key.

    A single case without a hearing id belongs to the hearing that is listed. A list, or a case with its
    hearing id, takes over the one hearing that such a case began, under its own key from now on, so that a
    repeat finds it. Two rows of lists are never one hearing by this rule: a case may sit twice in a day.
    """
    system = str(record.system)
    if record.system is not System.LIBRA or (system, record.hearing_key) in sync.known.hearings:
        return
    case, day = record.cases[0], record.days[0]
    court = case.case_key.removesuffix(f"/{case.case_no or ''}")
    # What stands for a hearing id begins with the day (formats of LIBRA, hearing_key).
    stand_in = f"{court}/{day.on}/"
    met = _of_day(sync, record, case)
    if not record.snapshot and record.hearing_key.startswith(stand_in):
        if met:
            sync.known.hearings[(system, record.hearing_key)] = sync.known.hearing_by_id[_meant(met, day.start)]
        return
    begun = [key for key, rows in met.items() if not any(row["list_scope"] for row in rows)]
    begun = [key for key in begun if sync.known.hearing_by_id[key]["external_id"].startswith(stand_in)]
    if len(begun) == 1:
        row = sync.known.hearing_by_id[begun[0]]
        sync.known.hearings.pop((system, row["external_id"]), None)
        sync.pending.change(Hearing, row, external_id=record.hearing_key)
        sync.known.hearings[(system, record.hearing_key)] = row


def _of_day(sync: Sync, record: HearingRecord, case: CaseRecord) -> Met:
    """List rows of the case on the day, by hearing."""
    row = sync.known.cases.get(case_key(record.system, case))
    met: Met = {}
    for place in sync.known.defendants[row["id"]] if row is not None else ():
        for each in sync.known.rows_of[place["id"]]:
            hearing = sync.known.hearing_by_id.get(each["hearing_id"])
            if each["sitting_on"] == record.days[0].on and hearing and hearing["system"] == record.system:
                met.setdefault(each["hearing_id"], []).append(each)
    return met


def _meant(met: Met, start: time | None) -> UUID:
    """Of several hearings one that still stands, and of those the next after the start of the session."""
    session = _minutes(start)

    def order(key: UUID) -> tuple[bool, bool, int, UUID]:
        gone = not any(row["state"] is ListingState.LISTED for row in met[key])
        after = min(_minutes(row["starts_at"]) for row in met[key]) - session
        return gone, after < 0, abs(after), key

    return min(met, key=order)


def _minutes(at: time | None) -> int:
    return at.hour * 60 + at.minute if at else 0
