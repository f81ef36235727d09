"""What a record says of charges: the charge itself, pleas, verdicts, results with prompts, restrictions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from db.exchange.carried import Absent
from db.exchange.loading.results import sync_results
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.exchange.records import ChargeRecord, RestrictionRecord, known
from db.tables.cases import Charge, Plea, ReportingRestriction, Verdict
from db.words.families.charges import plea_from, verdict_from
from db.words.families.court import RestrictionKind

Values = dict[str, Any]


def sync_charges(
    sync: Sync,
    defendant: RowDict,
    charges: tuple[ChargeRecord, ...] | Absent,
    *,
    case_key: str,
    hearing_id: UUID | None,
    whole: bool,
    problems: list[Problem],
    at: str,
    force: str = "",
) -> list[Values]:
    """Bring the charges up to date; returns the restrictions they carry, for the case.

    `whole` says that the message names every charge (a list row): one that it leaves out is ended.
    """
    if isinstance(charges, Absent):
        return []
    known_charges = sync.known.charges[defendant["id"]]
    restrictions: list[Values] = []
    adding = sync.adding
    for record in charges:
        sync.adding = not sync.rows.first(case_key, defendant["id"], record.key)
        row = _charge(sync, defendant, record, force=force)
        sync_findings(sync, row, record, problems, at=at)
        if not isinstance(record.results, Absent):
            sync_results(sync, defendant, record.results, charge_id=row["id"], hearing_id=hearing_id)
        if not isinstance(record.restrictions, Absent):
            restrictions += [restriction_of(each, row["id"]) for each in record.restrictions]
    sync.adding = adding
    if whole:
        named = {record.key for record in charges}
        for key, row in known_charges.items():
            if key not in named and row["ended_at"] is None:
                sync.update(Charge, row, {"ended_at": sync.now}, people=(row["person_id"],))
    return restrictions


def _charge(sync: Sync, defendant: RowDict, record: ChargeRecord, *, force: str) -> RowDict:
    rows = sync.known.charges[defendant["id"]]
    values = _values(record)
    row = rows.get(record.key)
    if row is not None:
        moved = "place" in sync.update(Charge, row, {**values, "ended_at": None}, people=(row["person_id"],))
        area = sync.areas.area_of(row["place"], force) if moved or row["area_id"] is None else row["area_id"]
        if area != row["area_id"]:
            sync.pending.change(Charge, row, area_id=area)  # it follows from the place, whose history is kept
        return row
    carried = {name: value for name, value in values.items() if not isinstance(value, Absent)}
    rows[record.key] = row = sync.pending.insert(
        Charge,
        person_id=defendant["person_id"],
        source_record_id=defendant["source_record_id"],
        recorded_at=sync.now,
        defendant_case_id=defendant["id"],
        natural_key=record.key,
        area_id=sync.areas.area_of(known(record.place) or "", force),
        **{"title": "", **carried},
    )
    sync.altered = True
    sync.touch("charge", row["id"], person=row["person_id"])
    return row


def _values(record: ChargeRecord) -> Values:
    """Columns of a charge; texts that came empty are empty, texts that did not come stay as they are."""
    texts = {
        "code": record.code,
        "title": record.title,
        "welsh_title": record.welsh_title,
        "wording": record.wording,
        "legislation": record.legislation,
        "max_penalty": record.max_penalty,
        "facts": record.facts,
        "mode": record.mode,
        "adjournment_reason": record.adjournment_reason,
        "date_code": record.date_code,
        "place": record.place,
    }
    return {
        **{name: "" if value is None else value for name, value in texts.items()},
        "sequence": 0 if record.sequence is None else record.sequence,
        "offence_from": record.started_on,
        "offence_to": record.ended_on,
        "arrested_on": record.arrested_on,
        "charged_on": record.charged_on,
        "laid_on": record.laid_on,
        "convicted_on": record.convicted_on,
        "count_no": record.count,
        "listing_no": record.listing_no,
        "adjourned_to": record.adjourned_to,
        "concluded": False if record.concluded is None else record.concluded,
        "discontinued": False if record.discontinued is None else record.discontinued,
    }


def sync_findings(sync: Sync, charge: RowDict, record: ChargeRecord, problems: list[Problem], *, at: str) -> None:
    """The plea, the indicated plea and the verdict of one charge."""
    common = _common(charge)
    for raw, day, indicated in (
        (record.plea, record.plea_on, False),
        (record.indicated_plea, record.indicated_plea_on, True),
    ):
        if isinstance(raw, Absent):
            continue
        wanted: list[Values] = []
        if raw:
            kind = plea_from(raw)
            if kind is None:
                problems.append(Problem(at, Code.ODD_VALUE, "a plea was not recognised; kept as it came"))
            wanted = [{"kind": kind, "raw": raw, "pleaded_on": known(day)}]
        sync.facts(Plea, charge["id"], wanted, common=common, among={"indicated": indicated})
    if isinstance(record.verdict, Absent) and isinstance(record.verdict_code, Absent):
        return
    said = known(record.verdict) or known(record.verdict_category) or known(record.verdict_code)
    verdict = {
        "category": verdict_from(known(record.verdict_category) or said or ""),
        "code": known(record.verdict_code) or "",
        "description": known(record.verdict) or "",
        "given_on": known(record.verdict_on),
    }
    sync.facts(Verdict, charge["id"], [verdict] if said else [], common=common)


def _common(charge: RowDict) -> Values:
    return {
        "person_id": charge["person_id"],
        "source_record_id": charge["source_record_id"],
        "charge_id": charge["id"],
    }


def restriction_of(record: RestrictionRecord, charge_id: UUID | None) -> Values:
    """A restriction as a row; its words tell what it protects."""
    label = record.label.casefold()
    kind = RestrictionKind.OTHER
    for sign, named in (
        ("youth", RestrictionKind.YOUTH),
        ("under 18", RestrictionKind.YOUTH),
        ("section 45", RestrictionKind.YOUTH),
        ("section 49", RestrictionKind.YOUTH),
        ("complainant", RestrictionKind.ANONYMITY),
        ("victim", RestrictionKind.ANONYMITY),
        ("postpone", RestrictionKind.POSTPONED),
    ):
        if sign in label:
            kind = named
            break
    return {"kind": kind, "text": record.label, "ordered_on": known(record.ordered_on), "charge_id": charge_id}


def sync_restrictions(sync: Sync, defendant: RowDict, wanted: list[Values] | Absent, *, unlisted: bool | None) -> None:
    """Restrictions of one defendant in the case; `unlisted` True adds 'not on the public list'."""
    if isinstance(wanted, Absent) and unlisted is None:
        return
    rows: list[Values] = [] if isinstance(wanted, Absent) else list(wanted)
    common = {
        "person_id": defendant["person_id"],
        "source_record_id": defendant["source_record_id"],
        "case_id": defendant["case_id"],
    }
    listed = [row for row in rows if row["kind"] is not RestrictionKind.LIST]
    for kind in (RestrictionKind.YOUTH, RestrictionKind.ANONYMITY, RestrictionKind.POSTPONED, RestrictionKind.OTHER):
        if not isinstance(wanted, Absent):
            of_kind = [row for row in listed if row["kind"] is kind]
            among = {"kind": kind, "person_id": defendant["person_id"]}
            sync.facts(ReportingRestriction, defendant["case_id"], of_kind, common=common, among=among)
    if unlisted is not None:
        hidden: list[Values] = [{"text": "Not to be shown on the public list", "charge_id": None}] if unlisted else []
        among = {"kind": RestrictionKind.LIST, "person_id": defendant["person_id"]}
        sync.facts(ReportingRestriction, defendant["case_id"], hidden, common=common, among=among)
