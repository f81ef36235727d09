"""Derives again to whom people are relevant, and sets right what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.relevance import LISTED, OWN_RECORD, Derived, listed, own_record
from db.court.rederive_held import Difference, differences, orphans
from db.index.keeping import keep
from db.tables.base import table_of
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.people import Person, SourceRecord
from db.tables.system import FOR_EVER, FeedBatch, Relevance
from db.unit import Units
from db.words.batches import in_batches
from db.words.families.access import Scope
from db.words.families.court import CaseStatus
from db.words.families.exchange import BatchState
from db.words.keys import uuid7

# As many rows as a clerk can wait behind (db.exchange writes chunks of the same size).
AT_ONCE = 2_000
_OVER = (CaseStatus.CLOSED, CaseStatus.INACTIVE)
_A_DAY = timedelta(days=1)
_DAYS = {"starts_on": "from", "ends_on": "to", "sealed": "sealed"}


@dataclass(frozen=True, slots=True)
class Rederived:
    """How many relevance rows were lacking, had wrong days, and stand for nothing in the record any more."""

    added: int
    moved: int
    ended: int


def rederive(units: Units, *, dry_run: bool = False) -> Rederived:
    """Compare every relevance row with records and lists; `dry_run` only counts.

    Files that are still being read are left to their import. Rows of a person who was merged stay: open
    screens and drafts still name the old id. Nothing is deleted; what stands for nothing ends yesterday.
    """
    added = moved = 0
    for part in in_batches(_differing(units), AT_ONCE):
        added += sum(one.row_id is None for one in part)
        moved += sum(one.row_id is not None for one in part)
        if not dry_run:
            with units.raw("keeper", writes=True) as connection:
                _write(connection, part)
    with units.raw("keeper", writes=not dry_run) as connection:
        stale = _stale(units.clock.today())
        if dry_run:
            ended = connection.execute(sa.select(sa.func.count()).select_from(stale.subquery())).scalar_one()
        else:
            relevance = table_of(Relevance)
            end = sa.update(relevance).where(relevance.c.id.in_(stale))
            yesterday = units.clock.today() - _A_DAY
            ended = connection.execute(end.values(ends_on=yesterday, version=relevance.c.version + 1)).rowcount
    return Rederived(added, moved, ended)


def _differing(units: Units) -> Iterator[Difference]:
    with units.raw("keeper") as connection:
        for query, judge in ((_records(), _of_record), (_lists(), _of_list)):
            for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
                if (found := judge(row)) is not None:
                    yield found
        yield from differences(connection, today=units.clock.today(), at_once=AT_ONCE)


def _of_record(row: Any) -> Difference | None:  # noqa: ANN401 - a row of `_records`
    """R6 has no end and no beginning, so a row that is there is right."""
    return None if row.row_id else Difference(None, own_record(row.person_id, row.agency_id, row.source_id))


def _of_list(row: Any) -> Difference | None:  # noqa: ANN401 - a row of `_lists`
    """R1. The day a case closed is not on record: where the row has no end, its last hearing stands for it."""
    over = row.status in _OVER
    due = listed(
        row.person_id, row.court_id, row.source_id, first_hearing=row.first, closed_on=row.last if over else None,
        sealed=row.sealed,
    )  # fmt: skip
    if row.row_id is None:
        return Difference(None, due)
    early = min(due.starts_on, row.starts_on)
    ends = row.ends_on if over and row.ends_on != FOR_EVER else due.ends_on
    if (early, ends, row.sealed) == (row.starts_on, row.ends_on, row.marked):
        return None
    days = replace(due, starts_on=early, ends_on=ends)
    return Difference(row.row_id, days)


def _records() -> sa.Select[Any]:
    """Every record with its relevance row, None where it has none."""
    record, r = table_of(SourceRecord), table_of(Relevance)
    same = sa.and_(
        r.c.person_id == record.c.person_id,
        r.c.scope == Scope.AGENCY,
        r.c.scope_id == record.c.agency_id,
        r.c.reason == OWN_RECORD,
        r.c.source_id == record.c.id,
    )
    return (
        sa.select(record.c.person_id, record.c.agency_id, record.c.id.label("source_id"), r.c.id.label("row_id"))
        .outerjoin(r, same)
        .where(sa.or_(record.c.first_batch_id.is_(None), record.c.first_batch_id.not_in(_waiting())))
    )


def _lists() -> sa.Select[Any]:
    """Every person, court and case of the lists with the relevance row, None where there is none."""
    ls, dc, case, r = table_of(Listing), table_of(DefendantCase), table_of(Case), table_of(Relevance)
    of = (
        sa.select(
            ls.c.person_id, ls.c.court_id, dc.c.case_id.label("source_id"), case.c.status, case.c.sealed,
            sa.func.min(ls.c.sitting_on).label("first"), sa.func.max(ls.c.sitting_on).label("last"),
        )
        .join(dc, dc.c.id == ls.c.defendant_case_id)
        .join(case, case.c.id == dc.c.case_id)
        .where(sa.or_(ls.c.batch_id.is_(None), ls.c.batch_id.not_in(_waiting())))
        .group_by(ls.c.person_id, ls.c.court_id, dc.c.case_id, case.c.status, case.c.sealed)
        .subquery()
    )  # fmt: skip
    same = sa.and_(
        r.c.person_id == of.c.person_id,
        r.c.scope == Scope.COURT,
        r.c.scope_id == of.c.court_id,
        r.c.reason == LISTED,
        r.c.source_id == of.c.source_id,
    )
    return sa.select(of, r.c.id.label("row_id"), r.c.starts_on, r.c.ends_on, r.c.sealed.label("marked")).outerjoin(
        r, same
    )


def _stale(today: date) -> sa.Select[Any]:
    """Rows that hold today and name a record, or a person on a list, that is not there."""
    r, record, ls, dc, person = (
        table_of(Relevance),
        table_of(SourceRecord),
        table_of(Listing),
        table_of(DefendantCase),
        table_of(Person),
    )
    held = sa.exists().where(
        record.c.id == r.c.source_id, record.c.person_id == r.c.person_id, record.c.agency_id == r.c.scope_id
    )
    on_list = sa.exists().where(
        dc.c.case_id == r.c.source_id,
        ls.c.defendant_case_id == dc.c.id,
        ls.c.person_id == r.c.person_id,
        ls.c.court_id == r.c.scope_id,
    )
    merged = sa.exists().where(person.c.id == r.c.person_id, person.c.merged_into_id.is_not(None))
    return sa.select(r.c.id).where(
        r.c.ends_on >= today,
        sa.or_(r.c.batch_id.is_(None), r.c.batch_id.not_in(_waiting())),
        sa.or_(sa.and_(r.c.reason == OWN_RECORD, ~held), sa.and_(r.c.reason == LISTED, ~on_list), orphans()),
        ~merged,
    )


def _waiting() -> sa.Select[Any]:
    batch = table_of(FeedBatch)
    return sa.select(batch.c.id).where(batch.c.state == BatchState.OPEN)


def _write(connection: Connection, differences: list[Difference]) -> None:
    r = table_of(Relevance)
    new = [_columns(one.due) for one in differences if one.row_id is None]
    if new:
        connection.execute(sa.insert(r), new)
        keep(connection, changed={row["person_id"] for row in new})
    days = [
        {"b_id": one.row_id, "b_from": one.due.starts_on, "b_to": one.due.ends_on, "b_sealed": one.due.sealed}
        for one in differences
        if one.row_id is not None
    ]
    if days:
        moved = sa.update(r).where(r.c.id == sa.bindparam("b_id"))
        values: dict[str, Any] = {name: sa.bindparam(f"b_{mark}") for name, mark in _DAYS.items()}
        connection.execute(moved.values(**values, version=r.c.version + 1), days)


def _columns(due: Derived) -> dict[str, Any]:
    named = ("person_id", "scope", "scope_id", "reason", "source_id", "starts_on", "ends_on", "sealed")
    return {"id": uuid7(), "version": 1, **{name: getattr(due, name) for name in named}}
