"""What a record says of a case and of its defendants in it: bail, restrictions, markers, links, relevance."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from db.access.relevance import listed
from db.exchange.carried import Absent
from db.exchange.loading.charges import restriction_of, sync_charges, sync_restrictions
from db.exchange.loading.hearings import said_at
from db.exchange.loading.identity import reference_of, source_of
from db.exchange.loading.keys import case_key
from db.exchange.loading.persons import sync_person
from db.exchange.loading.results import sync_results, take_back
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.loading.victims import sync_victims
from db.exchange.oddities import Problem
from db.exchange.records import CaseRecord, DefendantRecord, HearingRecord, known
from db.tables.care import Marker
from db.tables.cases import Bail, Case, CaseLink, DefendantCase
from db.tables.people import SourceRecord
from db.tables.system import FOR_EVER, Relevance
from db.words.families.bail import bail_from
from db.words.families.court import CaseLinkKind, CaseStatus, Jurisdiction, MarkerKind, case_status_from
from db.words.families.exchange import System

Values = dict[str, Any]


def sync_case(
    sync: Sync,
    record: HearingRecord,
    case: CaseRecord,
    *,
    court_id: UUID | None,
    hearing_id: UUID | None,
    problems: list[Problem],
) -> list[tuple[DefendantRecord, RowDict]]:
    """Bring a case and everything under it up to date; returns its defendants with their rows."""
    sync.adding = not sync.rows.first(case.case_key)
    row = _case(sync, record, case, court_id)
    _links(sync, row, case)
    # Common Platform's list names the charges of its own events again, and perhaps not all of them.
    whole = record.snapshot and record.system is not System.COMMON_PLATFORM and case.case_key not in sync.rows.twice
    defendants = []
    for defendant in case.defendants:
        source = source_of(sync, record.system, case, defendant, case_row=row)
        sync.behind = _falls_behind(sync, source, _state_of(record))
        if record.as_of is not None and not sync.behind and court_id is not None:
            sync.update(Case, row, {"court_id": court_id})  # its latest hearing says where the case is
        sync.adding = not sync.rows.first(case.case_key, source["id"])
        sync_person(sync, source, defendant, problems, at=record.at, whole=record.snapshot)
        place = _defendant(sync, row, source, defendant, reference_of(record.system, defendant))
        _bail(sync, place, defendant, court_id)
        _markers(sync, place, case)
        restrictions = sync_charges(
            sync, place, defendant.charges, case_key=case.case_key, hearing_id=hearing_id, whole=whole,
            problems=problems, at=record.at, force=case.force,
        )  # fmt: skip
        unlisted = defendant.off_public_list
        sync_restrictions(
            sync, place, _known_restrictions(defendant, restrictions),
            unlisted=None if isinstance(unlisted, Absent) else bool(unlisted),
        )  # fmt: skip
        for results in (defendant.results, case.results):
            if not isinstance(results, Absent):
                sync_results(sync, place, results, charge_id=None, hearing_id=hearing_id)
        if record.whole_results:
            take_back(sync, place, hearing_id)
        defendants.append((defendant, place))
    sync.adding = sync.behind = False
    sync_victims(sync, row, case.victims)
    return defendants


def _state_of(record: HearingRecord) -> datetime | None:
    """The moment whose state the message tells of its defendants; an event's is when it was shared.

    Two hearings of one case tell of one defendant: the later message counts, whichever comes first.
    """
    shared = record.shared_at if record.system is System.COMMON_PLATFORM and not record.snapshot else None
    return record.as_of if record.as_of is not None else shared


def _falls_behind(sync: Sync, source: RowDict, as_of: datetime | None) -> bool:
    """Whether a later state of the defendant is on record; else the record's moves on to this message's."""
    said, last = said_at(as_of, sync.now), source["said_at"]
    if said is None:
        return False
    if last is None or said > last:
        sync.pending.change(SourceRecord, source, said_at=said)
    return last is not None and said < last


def make_relevant(sync: Sync, place: RowDict, case: RowDict, court_id: UUID, record: HearingRecord) -> None:
    """R1: the court of the hearing, from 28 days before its first day, until the case has been closed 14 days."""
    first = min((day.on for day in record.days), default=place["warned_for"] or sync.today)
    closed = case["status"] is CaseStatus.CLOSED or case["status"] is CaseStatus.INACTIVE
    derived = listed(
        place["person_id"], court_id, case["id"], first_hearing=first, closed_on=sync.today if closed else None,
        sealed=bool(case["sealed"]),
    )  # fmt: skip
    key = (case["id"], place["person_id"], court_id)
    row = sync.known.relevance.get(key)
    if row is None:
        made = sync.pending.insert(
            Relevance,
            person_id=derived.person_id,
            scope=derived.scope,
            scope_id=derived.scope_id,
            reason=derived.reason,
            source_id=derived.source_id,
            starts_on=derived.starts_on,
            ends_on=derived.ends_on,
            sealed=derived.sealed,
            batch_id=sync.batch_id,
        )
        sync.known.relevance[key] = made
        return
    sync.claim(Relevance, row)
    if derived.starts_on < row["starts_on"]:
        sync.pending.change(Relevance, row, starts_on=derived.starts_on)
    if closed != (row["ends_on"] != FOR_EVER):
        sync.pending.change(Relevance, row, ends_on=derived.ends_on)


def _case(sync: Sync, record: HearingRecord, case: CaseRecord, court_id: UUID | None) -> RowDict:
    key = case_key(record.system, case)
    texts = {
        "urn": case.urn,
        "authority_code": case.authority_code,
        "authority_name": case.authority_name,
        "initiation": case.initiation,
        "application_type": case.application_type,
        "officer": case.officer,
    }
    values: Values = {name: "" if value is None else value for name, value in texts.items()}
    if case.case_no:
        values["case_no"] = case.case_no
    if known(case.status):
        values["status"] = case_status_from(known(case.status) or "") or CaseStatus.ACTIVE
    row = sync.known.cases.get(key)
    if row is not None and row["court_id"] is None and court_id is not None:
        # The case came before its first hearing did.
        sync.pending.change(Case, row, court_id=court_id)
    if row is not None:
        people = {each["person_id"] for each in sync.known.defendants[row["id"]]}
        sync.update(Case, row, values, people=people)
        return row
    carried = {name: value for name, value in values.items() if not isinstance(value, Absent)}
    sync.known.cases[key] = row = sync.pending.insert(
        Case,
        natural_key=key,
        kind=case.kind,
        system=str(record.system),
        court_id=court_id,
        jurisdiction=record.jurisdiction or Jurisdiction.MAGISTRATES,
        received_at=sync.now,
        **{"status": CaseStatus.ACTIVE, **carried},
    )
    names = {case.case_key, row["urn"], row["case_no"]} - {""}
    sync.linkable |= {(str(record.system), name) for name in names}
    sync.altered = True
    return row


def _links(sync: Sync, row: RowDict, case: CaseRecord) -> None:
    for reference in known(case.linked) or ():
        if (row["id"], reference) in sync.known.links:
            continue
        sync.known.links[(row["id"], reference)] = sync.pending.insert(
            CaseLink,
            case_id=row["id"],
            other_reference=reference,
            kind=CaseLinkKind.LINKED,
        )
        sync.linkable.add((row["system"], reference))
        sync.altered = True


def _defendant(sync: Sync, case: RowDict, source: RowDict, defendant: DefendantRecord, reference: str) -> RowDict:
    rows = sync.known.defendants[case["id"]]
    row = next((each for each in rows if each["source_record_id"] == source["id"]), None)
    row = row or next((each for each in rows if _is_twin(sync, each, source)), None)
    values: Values = {
        "custody_time_limit": defendant.custody_time_limit,
        "concluded": False if defendant.concluded is None else defendant.concluded,
        "previous_convictions": defendant.previous_convictions,
    }
    week = known(defendant.warned_for)
    if week is not None and (row is None or row["warned_for"] is None or row["warned_for"] < week):
        values["warned_for"] = week  # lists come in any order: the latest week is the one that is meant
    if row is not None:
        sync.update(DefendantCase, row, {**values, "defendant_ref": reference}, people=(row["person_id"],))
        return row
    carried = {name: value for name, value in values.items() if not isinstance(value, Absent)}
    row = sync.pending.insert(
        DefendantCase,
        person_id=source["person_id"],
        source_record_id=source["id"],
        recorded_at=sync.now,
        case_id=case["id"],
        defendant_ref=reference,
        youth_at_first_hearing=known(defendant.is_youth),
        **carried,
    )
    rows.append(row)
    sync.began = sync.altered = True
    sync.touch("defendant_case", row["id"], person=row["person_id"])
    return row


def _is_twin(sync: Sync, row: RowDict, source: RowDict) -> bool:
    """Another agency loaded the same defendant of the same system: one place in the case, a record each."""
    other = sync.known.source_by_id.get(row["source_record_id"])
    return other is not None and all(other[name] == source[name] for name in ("system", "external_id"))


def _bail(sync: Sync, place: RowDict, defendant: DefendantRecord, court_id: UUID | None) -> None:
    status, conditions = defendant.bail_status, defendant.bail_conditions
    if isinstance(status, Absent) and isinstance(conditions, Absent):
        return
    live = next((row for row in sync.known.facts[(Bail, place["id"])] if row["ended_at"] is None), None)
    before = (live["raw"], live["conditions"]) if live else ("", "")
    # A message that carries only one of the two leaves the other as it stands; another status has its own conditions.
    said = before[0] if isinstance(status, Absent) else status or known(defendant.bail_description) or ""
    kept = before[1] if said == before[0] else ""
    text = kept if isinstance(conditions, Absent) else conditions or ""
    wanted = [{"status": bail_from(said), "raw": said, "conditions": text, "court_id": court_id}]
    common = {
        "person_id": place["person_id"],
        "source_record_id": place["source_record_id"],
        "defendant_case_id": place["id"],
    }
    sync.facts(Bail, place["id"], wanted if said or text else [], common=common)


def _markers(sync: Sync, place: RowDict, case: CaseRecord) -> None:
    if isinstance(case.markers, Absent):
        return
    common = {"person_id": place["person_id"], "source_record_id": place["source_record_id"]}
    wanted = [{"text": text} for text in case.markers]
    among = {"kind": MarkerKind.CASE, "case_id": place["case_id"]}
    sync.facts(Marker, place["source_record_id"], wanted, common=common, among=among)


def _known_restrictions(defendant: DefendantRecord, found: list[Values]) -> list[Values] | Absent:
    """Restrictions come with charges: none of them carried says nothing about restrictions."""
    own = defendant.restrictions
    if not isinstance(own, Absent):
        return [*found, *(restriction_of(each, None) for each in own)]
    charges = defendant.charges
    if isinstance(charges, Absent):
        return charges
    said = [charge for charge in charges if not isinstance(charge.restrictions, Absent)]
    return found if said or found else Absent.ABSENT
