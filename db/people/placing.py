"""Puts source records with people, and all that hangs on either; nothing is deleted, everything can go back (D1).

What a record brought stands with the record's person. What hangs on a person alone (a note, who follows) stands
where it was written as long as that person has a record, else with whoever has that person's first one. So where
everything stands follows from where the records stand, in whatever order decisions were made and undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.index.keeping import keep
from db.people.linking import CORRECTS, HAND_MADE
from db.people.mattering import carry, lose, lose_the_rest, sources_of
from db.tables.base import Reach, table_of
from db.tables.cases import DefendantCase, Result, ResultPrompt
from db.tables.hearings import Attendance, Follow, Listing
from db.tables.held import Held
from db.tables.matching import HungRow
from db.tables.people import Fact, Person, SourceRecord
from db.tables.registry import governance_of, models
from db.words.families.people import LinkState
from db.words.keys import uuid7

_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_hung: sa.Table = HungRow.__table__  # type: ignore[attr-defined]
# Rows that hang on a row of the record, though they name the person too: parents first.
_HANGS_ON: Final[tuple[tuple[type[SQLModel], type[SQLModel], str], ...]] = (
    (Listing, DefendantCase, "defendant_case_id"),
    (ResultPrompt, Result, "result_id"),
    (Attendance, Listing, "listing_id"),
)
# Rows that say the same of both persons once already: the double stays with the person that is left behind.
_ONCE: Final[Mapping[type[SQLModel], tuple[str, ...]]] = {Follow: ("user_id", "case_id")}


@dataclass(frozen=True, slots=True)
class Move:
    """A record that went from one person to another."""

    record_id: UUID
    old: UUID
    new: UUID


def records_of(connection: Connection, person_id: UUID) -> set[UUID]:
    """The source records placed with a person."""
    rows = connection.execute(sa.select(_record.c.id).where(_record.c.person_id == person_id))
    return {row.id for row in rows}


def corrections_of(connection: Connection, person_id: UUID) -> dict[UUID, UUID]:
    """Records of a person that hold corrections alone, each with the record that it corrects."""
    made = connection.execute(
        sa.select(_record.c.id, _record.c.external_id).where(
            _record.c.person_id == person_id, _record.c.system == HAND_MADE,
            _record.c.external_id.startswith(CORRECTS, autoescape=True),
        )
    )  # fmt: skip
    return {row.id: UUID(row.external_id.removeprefix(CORRECTS)) for row in made}


def place(
    connection: Connection, record_id: UUID, *, old: UUID, new: UUID, now: datetime, decided_by: UUID, reasons: str
) -> bool:
    """Put one record with person `new`. True when `old` is empty and leads to `new` now.

    `old` stays relevant to whom it was then: a draft, an open screen and a sealed note still name it.
    """
    put(connection, {record_id: new}, now=now, state=LinkState.AUTO, decided_by=decided_by, reasons=reasons)
    return not records_of(connection, old)


def put(
    connection: Connection,
    where: Mapping[UUID, UUID],
    *,
    now: datetime,
    state: LinkState,
    decided_by: UUID,
    reasons: str,
) -> list[Move]:
    """Put each record (key) with a person (value), in the caller's transaction; which of them moved."""
    where = _with_corrections(connection, where)
    rows = connection.execute(
        sa.select(_record.c.id, _record.c.person_id, _record.c.home_id).where(_record.c.id.in_(sorted(where)))
    ).all()
    moves = [Move(row.id, row.person_id, where[row.id]) for row in rows if row.person_id != where[row.id]]
    if not moves:
        return []
    homes = {row.id: row.home_id or row.person_id for row in rows}
    brought = {move.record_id: sources_of(connection, move.record_id) for move in moves}
    empty = {move.new for move in moves if not records_of(connection, move.new)}
    decided = {"link_state": state, "decided_by_id": decided_by, "decided_at": now, "reasons": reasons}
    for move in moves:
        connection.execute(
            sa.update(_record)
            .where(_record.c.id == move.record_id)
            .values(
                person_id=move.new, home_id=homes[move.record_id],
                version=_record.c.version + 1, **decided,
            )
        )  # fmt: skip
    _follow(connection, [move.record_id for move in moves])
    for move in moves:
        carry(connection, brought[move.record_id], old=move.old, new=move.new)
    concerned = set(homes.values()) | {person for move in moves for person in (move.old, move.new)}
    _settle(connection, concerned, {move.old: move.new for move in moves})
    for move in moves:
        if records_of(connection, move.old):
            lose(connection, brought[move.record_id], person_id=move.old)
    for person in sorted(empty):
        lose_the_rest(connection, person_id=person)
    keep(connection, changed=concerned)
    return moves


def _with_corrections(connection: Connection, where: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """A record goes with the corrections of what it says."""
    people = sa.select(_record.c.person_id).where(_record.c.id.in_(sorted(where)))
    made = connection.execute(
        sa.select(_record.c.id, _record.c.external_id).where(
            _record.c.person_id.in_(people), _record.c.system == HAND_MADE,
            _record.c.external_id.startswith(CORRECTS, autoescape=True),
        )
    )  # fmt: skip
    named = {f"{CORRECTS}{record}": person for record, person in where.items()}
    return {**{row.id: named[row.external_id] for row in made if row.external_id in named}, **where}


def _follow(connection: Connection, records: list[UUID]) -> None:
    """What the records brought names the person of its record."""
    for model in models().values():
        if issubclass(model, Fact | Held):
            table = table_of(model)
            _name_anew(connection, table, table.c.source_record_id.in_(records), _record, table.c.source_record_id)
    of_records = sa.select(table_of(DefendantCase).c.id).where(table_of(DefendantCase).c.source_record_id.in_(records))
    within = {
        Listing: of_records,
        ResultPrompt: sa.select(table_of(Result).c.id).where(table_of(Result).c.source_record_id.in_(records)),
        Attendance: sa.select(table_of(Listing).c.id).where(table_of(Listing).c.defendant_case_id.in_(of_records)),
    }
    for model, parent, column in _HANGS_ON:
        table = table_of(model)
        _name_anew(connection, table, table.c[column].in_(within[model]), table_of(parent), table.c[column])


def _name_anew(
    connection: Connection, table: sa.Table, rule: sa.ColumnElement[bool], parent: sa.Table, key: sa.Column[UUID]
) -> None:
    person = sa.select(parent.c.person_id).where(parent.c.id == key).scalar_subquery()
    connection.execute(sa.update(table).where(rule).values(person_id=person, version=table.c.version + 1))


def _settle(connection: Connection, people: set[UUID], left: Mapping[UUID, UUID]) -> None:
    """Lead empty people to who has their first record, and let what hangs on each person follow or come back.

    `left` says for who was left where to: it holds for whom no record was made with, a person that taking apart made.
    """
    stands = _stands(connection, people)
    for person in left.keys() - stands.keys():
        stands[person] = left[person]
    for person, stand in stands.items():
        merged = stand if stand != person else None
        connection.execute(
            sa.update(_person)
            .where(_person.c.id == person, _person.c.merged_into_id.is_distinct_from(merged))
            .values(merged_into_id=merged, version=_person.c.version + 1)
        )
        for model in _hanging():
            _hang(connection, model, home=person, stand=stand)
    _limit(connection, people)


def _stands(connection: Connection, people: set[UUID]) -> dict[UUID, UUID]:
    """Where what hangs on each of these people belongs; whoever never had a record is left out."""
    held = set(connection.scalars(sa.select(_record.c.person_id).where(_record.c.person_id.in_(sorted(people)))))
    found = {person: person for person in held}
    first = connection.execute(
        sa.select(_record.c.home_id, _record.c.id, _record.c.person_id)
        .where(_record.c.home_id.in_(sorted(people - held)))
        .order_by(_record.c.id)
    )
    for row in first:
        found.setdefault(row.home_id, row.person_id)
    return found


def _hanging() -> list[type[SQLModel]]:
    """Tables whose rows hang on a person alone; of what agencies hold, the rows that came with no record."""
    bound = {SourceRecord, *(model for model, _, _ in _HANGS_ON)}
    return [
        model
        for model in models().values()
        if "person_id" in table_of(model).c
        and model not in bound
        and not issubclass(model, Fact)
        and governance_of(model).reach is not Reach.SYSTEM
    ]


def _hang(connection: Connection, model: type[SQLModel], *, home: UUID, stand: UUID) -> None:
    """Rows written about `home` stand with `stand` from now on."""
    table, kind = table_of(model), str(model.__tablename__)
    away = sa.select(_hung.c.row_id).where(_hung.c.kind == kind, _hung.c.home_id == home)
    ours = sa.and_(table.c.person_id == home, ~sa.exists().where(_hung.c.kind == kind, _hung.c.row_id == table.c.id))
    if issubclass(model, Held):
        ours = sa.and_(ours, table.c.source_record_id.is_(None))
    rows = list(connection.scalars(sa.select(table.c.id).where(ours))) if stand != home else []
    going = {*connection.scalars(away), *rows}
    if model in _ONCE and going:
        other = table.alias()
        same = [other.c[name].is_not_distinct_from(table.c[name]) for name in _ONCE[model]]
        double = sa.exists().where(other.c.person_id == stand, other.c.id != table.c.id, *same)
        going -= set(connection.scalars(sa.select(table.c.id).where(table.c.id.in_(sorted(going)), double)))
    if not going:
        return
    changed = sa.and_(table.c.id.in_(sorted(going)), table.c.person_id != stand)
    before = {
        row.id: row.person_id for row in connection.execute(sa.select(table.c.id, table.c.person_id).where(changed))
    }
    connection.execute(sa.update(table).where(changed).values(person_id=stand, version=table.c.version + 1))
    if fresh := [row for row in rows if row in going]:
        new = [{"id": uuid7(), "version": 1, "kind": kind, "row_id": row, "home_id": home} for row in fresh]
        connection.execute(sa.insert(_hung), new)
    if issubclass(model, Held):
        for old in set(before.values()):
            sources = [row for row, person in before.items() if person == old]
            carry(connection, sources, old=old, new=stand)
            if records_of(connection, old):
                lose(connection, sources, person_id=old)


def _limit(connection: Connection, people: Iterable[UUID]) -> None:
    """Access to a person is as limited as to any of those who are found to be that person."""
    other = _person.alias()
    for person in sorted(people):
        own = sa.func.coalesce(_person.c.own_level, _person.c.restricted_level)
        row = connection.execute(
            sa.select(_person.c.restricted_level, own.label("own")).where(_person.c.id == person)
        ).one()
        joined = connection.scalar(
            sa.select(sa.func.max(other.c.restricted_level)).where(other.c.merged_into_id == person)
        )
        level = max(row.own, joined or 0)
        if level != row.restricted_level:
            connection.execute(
                sa.update(_person)
                .where(_person.c.id == person)
                .values(restricted_level=level, own_level=row.own, version=_person.c.version + 1)
            )
