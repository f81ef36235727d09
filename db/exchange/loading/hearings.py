"""What a record says of a hearing: its days, and each defendant's row on each day's list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from db.exchange.carried import Absent
from db.exchange.list_kinds import FORESEEN, is_provisional, rank_of
from db.exchange.loading.keys import case_key
from db.exchange.loading.places import Places
from db.exchange.loading.presence import presence_of
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Problem
from db.exchange.records import DayRecord, DefendantRecord, HearingRecord, ListKey, known
from db.tables.hearings import Hearing, HearingDay, Listing
from db.words.families.court import HearingStatus, Jurisdiction, ListingChange, ListingState
from db.words.families.exchange import System

Values = dict[str, Any]
Placed = list[tuple[DefendantRecord, RowDict]]
# Court, room, date and start.
Sitting = tuple[UUID, UUID, date, time | None]
A_DAY = timedelta(days=1)
_GONE = (ListingState.VACATED, ListingState.MOVED, ListingState.CANCELLED)


def scope_of(key: ListKey | None) -> str:
    """A list's scope as one line; empty for an event, which is no list."""
    if key is None:
        return ""
    return f"{key.court}|{key.on}|{key.location or ''}|{key.kind or ''}"


def rank_of_scope(scope: str) -> int:
    """How firm the list is that last named a row; a row that no list has named waits for any of them."""
    return rank_of(scope.rpartition("|")[2]) if scope else -1


def is_less_firm(sync: Sync, record: HearingRecord) -> bool:
    """Whether a firmer list has named the hearing: a draft, firm or warned list changes nothing of it."""
    if record.list_key is None or not is_provisional(record.list_key.kind or ""):
        return False
    row = sync.known.hearings.get((str(record.system), record.hearing_key))
    rank = rank_of_scope(scope_of(record.list_key))
    keys = (case_key(record.system, case) for case in record.cases)
    cases = (sync.known.cases[key]["id"] for key in keys if key in sync.known.cases)
    rows = (each for case in cases for place in sync.known.defendants[case] for each in sync.known.rows_of[place["id"]])
    return row is not None and any(
        each["hearing_id"] == row["id"] and rank_of_scope(each["list_scope"]) > rank for each in rows
    )


def sync_hearing(sync: Sync, record: HearingRecord, court_id: UUID) -> RowDict:
    """The hearing itself; `began` is told when it is new."""
    system = str(record.system)
    row = sync.known.hearings.get((system, record.hearing_key))
    shared = _has_results(record)
    said = said_at(record.shared_at, sync.now)
    values: Values = {"kind": _text(record.hearing_type), "language": _text(record.language)}
    if row is not None:
        if shared:
            values["status"] = HearingStatus.RESULTED
        sync.update(Hearing, row, values, people=sync.known.listed[row["id"]])
        if said is not None and row["message_at"] != said:
            sync.pending.change(Hearing, row, message_at=said)
        return row
    carried = {name: value for name, value in values.items() if not isinstance(value, Absent)}
    row = sync.pending.insert(
        Hearing,
        system=system,
        external_id=record.hearing_key,
        jurisdiction=record.jurisdiction or Jurisdiction.MAGISTRATES,
        court_id=court_id,
        status=HearingStatus.RESULTED if shared else HearingStatus.LISTED,
        message_at=said,
        **carried,
    )
    sync.known.hearings[(system, record.hearing_key)] = sync.known.hearing_by_id[row["id"]] = row
    sync.began = sync.altered = True
    sync.touch("hearing", row["id"], court=court_id)
    return row


def is_older(sync: Sync, record: HearingRecord) -> bool:
    """Whether a later message about the hearing has been recorded already: it must not be rolled back."""
    row = sync.known.hearings.get((str(record.system), record.hearing_key))
    last: datetime | None = row["message_at"] if row is not None else None
    said = said_at(record.shared_at, sync.now)
    return last is not None and said is not None and said < last


def is_resulted(sync: Sync, record: HearingRecord) -> bool:
    """Whether the court has told what became of the hearing."""
    row = sync.known.hearings.get((str(record.system), record.hearing_key))
    return row is not None and row["status"] is HearingStatus.RESULTED


def said_at(moment: datetime | None, now: datetime) -> datetime | None:
    """When the message was shared or printed; a moment yet to come is a slip that must not hide later messages."""
    return None if moment is None or moment > now + A_DAY else moment


def sync_days(
    sync: Sync, record: HearingRecord, hearing: RowDict, placed: Placed, *, places: Places, problems: list[Problem]
) -> set[UUID]:
    """Days and list rows of the hearing; returns the ids of the list rows that the record carries."""
    seen: set[UUID] = set()
    jurisdiction = record.jurisdiction or Jurisdiction.MAGISTRATES
    sittings: dict[Sitting, DayRecord] = {}
    for day in record.days:
        court_id = places.court(str(record.system), day, jurisdiction, problems, record.at)
        room_id = places.room(str(record.system), court_id, day)
        sittings[(court_id, room_id, day.on, day.start)] = day
    keys = [case.case_key for case in record.cases]
    days = list(sync.known.days[hearing["id"]])
    # A sitting that an earlier row of this file named is still meant, whatever this row says.
    named = [row for row in days if any(sync.rows.spoken_of(key, "day", row["id"]) for key in keys)]
    before = [row for row in days if row not in named or _sitting_of(row) in sittings]
    matched = _matched(before, sittings)
    kept = {row["id"] for row in matched.values()}
    # An event names every sitting of its hearing; a list only those of its own day.
    dates = {day.on for day in record.days}
    whole = record.system is System.COMMON_PLATFORM or record.hearing_key.startswith(FORESEEN)
    left = [row for row in before if row["id"] not in kept and (whole or row["sitting_on"] in dates)]
    if not sync.rows.twice.isdisjoint(keys):
        left = []  # another row of the file may name it; what none names is vacated at the end
    stays = {row["id"] for row in named}
    for sitting, day in sittings.items():
        known_row = matched.get(sitting)
        sync.adding = known_row is not None and known_row["id"] in stays
        row, changed = _day(sync, hearing, sitting, day, known_row, snapshot=record.snapshot)
        sync.adding = False
        for key in keys:
            sync.rows.first(key, "day", row["id"])
        for defendant, place in placed:
            before_it = (sync.known.listings.get((old["id"], place["id"])) for old in left)
            gone = any(old is not None and old["state"] is ListingState.LISTED for old in before_it)
            seen.add(_listing(sync, record, row, defendant, place, moved="starts_at" in changed or gone)["id"])
    for row in left:
        _leave(sync, row)
    return seen


def leave_all(sync: Sync, hearing: RowDict) -> None:
    """What was foreseen has gone: the hearing sits on no day any more."""
    for row in sync.known.days[hearing["id"]]:
        _leave(sync, row)


def _sitting_of(row: RowDict) -> Sitting:
    return row["court_id"], row["room_id"], row["sitting_on"], row["starts_at"]


def _matched(rows: list[RowDict], sittings: Iterable[Sitting]) -> dict[Sitting, RowDict]:
    """Which known row each sitting is: the same place, day and start, else one of the same place and day."""
    free = {row["id"]: row for row in rows}
    found: dict[Sitting, RowDict] = {}
    for exact in (True, False):
        for sitting in sittings:
            if sitting in found:
                continue
            court_id, room_id, on, start = sitting
            for row in free.values():
                here = (row["court_id"], row["room_id"], row["sitting_on"]) == (court_id, room_id, on)
                if here and (row["starts_at"] == start or not exact):
                    found[sitting] = free.pop(row["id"])
                    break
    return found


def _day(
    sync: Sync, hearing: RowDict, sitting: Sitting, day: DayRecord, row: RowDict | None, *, snapshot: bool
) -> tuple[RowDict, Values]:
    """The day's row and what changed in it; another date or room is another row."""
    court_id, room_id, _, _ = sitting
    values: Values = {
        "starts_at": day.start,
        "ends_at": day.end,
        "sequence": known(day.sequence) or 0,
        "minutes": known(day.minutes),
        "cancelled": bool(known(day.cancelled)),
    }
    if row is not None:
        return row, sync.update(HearingDay, row, values if snapshot else _carried(day, row, values))
    row = sync.pending.insert(
        HearingDay, hearing_id=hearing["id"], court_id=court_id, room_id=room_id, sitting_on=day.on, **values
    )
    sync.known.days[hearing["id"]].append(row)
    sync.altered = True
    return row, {}


def _carried(day: DayRecord, row: RowDict, values: Values) -> Values:
    """What an event says of a day that is known: absent is not null, and a session's start moves no row."""
    kept = {name for name in ("sequence", "minutes") if isinstance(getattr(day, name), Absent)}
    if day.end is None:
        kept.add("ends_at")
    if day.start is None or (day.session and row["starts_at"] is not None):
        kept.add("starts_at")
    return {name: value for name, value in values.items() if name not in kept}


def _listing(
    sync: Sync, record: HearingRecord, day: RowDict, defendant: DefendantRecord, place: RowDict, *, moved: bool
) -> RowDict:
    values: Values = {
        "starts_at": day["starts_at"],
        "sequence": known(defendant.list_sequence) or day["sequence"],
        "list_no": known(defendant.list_no) or "",
        "slot": known(defendant.slot) or "",
        "state": ListingState.CANCELLED if day["cancelled"] else ListingState.LISTED,
    }
    values |= presence_of(record, defendant, day["sitting_on"])
    if record.snapshot:
        values["list_scope"] = scope_of(record.list_key)
    key = (day["id"], place["id"])
    row = sync.known.listings.get(key)
    if row is None:
        change = ListingChange.MOVED if moved else ListingChange.ADDED
        row = sync.pending.insert(
            Listing,
            hearing_day_id=day["id"],
            hearing_id=day["hearing_id"],
            defendant_case_id=place["id"],
            person_id=place["person_id"],
            court_id=day["court_id"],
            room_id=day["room_id"],
            sitting_on=day["sitting_on"],
            change=change.value,
            changed_at=sync.now,
            batch_id=sync.batch_id,
            **values,
        )
        sync.known.enlist(row)
        sync.altered = True
        sync.touch("listing", row["id"], person=row["person_id"], court=row["court_id"])
        return row
    sync.claim(Listing, row)
    if row["state"] is ListingState.JOINED:
        del values["state"]  # its own system has the row that stands (see `settling`)
    if record.snapshot and rank_of_scope(row["list_scope"]) > rank_of_scope(values["list_scope"]):
        del values["list_scope"]
    if not record.snapshot:
        for name in ("list_no", "slot"):
            if isinstance(getattr(defendant, name), Absent):
                del values[name]
    back = row["state"] in _GONE and values.get("state") is ListingState.LISTED
    changed = sync.update(Listing, row, values)
    moved = moved or "starts_at" in changed
    if back or moved or "state" in changed:
        word = ListingChange.ADDED if back else ListingChange.MOVED if moved else ListingChange.REMOVED
        sync.pending.change(Listing, row, change=word.value, changed_at=sync.now)
    return row


def _leave(sync: Sync, day: RowDict) -> None:
    """The hearing no longer sits on this day: its rows there say that they moved."""
    for (day_id, _), row in list(sync.known.listings.items()):
        if day_id == day["id"] and row["state"] is ListingState.LISTED:
            sync.update(Listing, row, {"state": ListingState.MOVED})
            sync.pending.change(Listing, row, change=ListingChange.MOVED.value, changed_at=sync.now)


def _has_results(record: HearingRecord) -> bool:
    return any(
        known(charge.results) for case in record.cases for defendant in case.defendants
        for charge in known(defendant.charges) or ()
    )  # fmt: skip


def _text(value: str | Absent | None) -> str | Absent:
    return "" if value is None else value
