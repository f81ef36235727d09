"""Results: matched by their own id or that of their family; an amendment is a new row that names the old (D4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from db.exchange.loading.rows import RowDict, differs
from db.exchange.loading.sync import Sync
from db.exchange.records import PromptRecord, ResultRecord, known
from db.tables.cases import Result, ResultPrompt
from db.words.dates import feed_date
from db.words.errors import BadInput
from db.words.families.results import ResultLevel, ResultState, category_from

Values = dict[str, Any]


def sync_results(
    sync: Sync,
    defendant: RowDict,
    records: Sequence[ResultRecord],
    *,
    charge_id: UUID | None,
    hearing_id: UUID | None,
) -> None:
    """Add new results, amend changed ones; results that this message leaves out stay (each day sends its own)."""
    named = {external_id(record, charge_id) for record in records}
    for record in records:
        _sync(sync, defendant, record, charge_id, hearing_id, named=named)


def take_back(sync: Sync, defendant: RowDict, hearing_id: UUID | None) -> None:
    """End the hearing's results that its message, which holds them all, no longer has: they were entered in error."""
    rows = sync.known.facts[(Result, defendant["id"])]
    for row in rows:
        gone = row["hearing_id"] == hearing_id and (defendant["id"], row["external_id"]) not in sync.handled
        if row["ended_at"] is None and gone:
            sync.pending.change(Result, row, ended_at=sync.now)
            sync.altered = True
            sync.touch("result", row["id"], person=row["person_id"])


def external_id(record: ResultRecord, charge_id: UUID | None) -> str:
    """The system's own id, else charge, label and day stand for it."""
    given = known(record.external_id)
    if given:
        return given
    return f"{charge_id or '-'}/{known(record.code) or known(record.label) or '-'}/{known(record.ordered_on) or '-'}"


def _sync(
    sync: Sync,
    defendant: RowDict,
    record: ResultRecord,
    charge_id: UUID | None,
    hearing_id: UUID | None,
    *,
    named: set[str],
) -> None:
    rows = sync.known.facts[(Result, defendant["id"])]
    key = external_id(record, charge_id)
    if (defendant["id"], key) in sync.handled:
        return  # the same result is sent under charge, defendant and hearing
    sync.handled.add((defendant["id"], key))
    live = [row for row in rows if row["ended_at"] is None]
    old = next((row for row in live if row["external_id"] == key), None) or _family(live, record, named)
    values = _values(record, charge_id)
    prompts = _prompts(record)
    if old is not None:
        same = not differs(old, values) and _prompts_of(sync, old["id"]) == prompts
        if same:
            return
        sync.pending.change(Result, old, ended_at=sync.now)
        sync.touch("result", old["id"], person=old["person_id"])
    row = sync.pending.insert(
        Result,
        person_id=defendant["person_id"],
        source_record_id=defendant["source_record_id"],
        recorded_at=sync.now,
        defendant_case_id=defendant["id"],
        hearing_id=hearing_id,
        external_id=key,
        state=ResultState.SHARED,
        amends_id=old["id"] if old else None,
        **values,
    )
    rows.append(row)
    _write_prompts(sync, row, prompts)
    sync.altered = True
    sync.touch("result", row["id"], person=row["person_id"])


def _family(live: list[RowDict], record: ResultRecord, named: set[str]) -> RowDict | None:
    """The earlier member of an amended result's family that this message no longer sends."""
    root = known(record.root_id)
    if not root:
        return None
    return next((r for r in live if root in (r["root_ref"], r["external_id"]) and r["external_id"] not in named), None)


def _values(record: ResultRecord, charge_id: UUID | None) -> Values:
    level = (known(record.level) or "").casefold()
    return {
        "charge_id": charge_id,
        "root_ref": known(record.root_id) or "",
        "parent_ref": known(record.parent_id) or "",
        "level": _LEVELS.get(level[:1], ResultLevel.CHARGE if charge_id else ResultLevel.DEFENDANT),
        "category": category_from(known(record.category) or ""),
        "code": known(record.code) or "",
        "label": known(record.label) or "",
        "text": known(record.text) or "",
        "ordered_on": known(record.ordered_on),
        "custody_after": known(record.post_hearing_custody) or "",
        "amended_on": known(record.amended_on),
        "amendment_reason": known(record.amendment_reason) or "",
        "deleted": bool(known(record.deleted)),
    }


_LEVELS = {"o": ResultLevel.CHARGE, "d": ResultLevel.DEFENDANT, "c": ResultLevel.CASE}


def _prompts(record: ResultRecord) -> list[tuple[str, str, str]]:
    """Label, value and kind in order; a date is kept as ISO (prompts carry dd/MM/yyyy, everything else ISO)."""
    return [(each.label, _plain(each), known(each.kind) or "") for each in known(record.prompts) or ()]


def _plain(prompt: PromptRecord) -> str:
    try:
        return feed_date(prompt.value).isoformat()
    except BadInput:
        return prompt.value


def _prompts_of(sync: Sync, result_id: UUID) -> list[tuple[str, str, str]]:
    rows = sorted(sync.known.prompts[result_id], key=lambda row: row["sequence"])
    return [(row["label"], row["value"], row["kind"]) for row in rows]


def _write_prompts(sync: Sync, result: RowDict, prompts: list[tuple[str, str, str]]) -> None:
    for sequence, (label, value, kind) in enumerate(prompts, 1):
        row = sync.pending.insert(
            ResultPrompt,
            result_id=result["id"],
            person_id=result["person_id"],
            sequence=sequence,
            label=label,
            value=value,
            kind=kind,
        )
        sync.known.prompts[result["id"]].append(row)
