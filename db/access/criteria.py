"""The decisions as SQL: for each table the criterion that the guard adds to every statement.

`visible` says the same as `db.access.decisions.record`, for rows instead of one record. The same builder
serves a standing (the guard, the lookup) and a session of PostgreSQL (the second wall).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.constants import written_out
from db.access.decisions import EMERGENCY, OF_CASES
from db.access.gates import open_case, row_gate
from db.access.reader import UNOWNED, Admitted, Bool, Column, Owned, Present, Reader, waiting
from db.access.standing import Standing
from db.tables.base import Reach
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.held import AgencyRecord, Held, Referral, ReportRequest
from db.tables.notes import NoteKey
from db.tables.people import Fact, Person, PersonDetail, PersonName, SourceRecord
from db.tables.registry import governance_of
from db.tables.system import FeedBatch
from db.words.actor import Role
from db.words.errors import Refused
from db.words.families.access import Category, Level
from db.words.families.notes import NoteKind
from db.words.families.people import DetailKind, NameKind

_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
_listing: sa.Table = Listing.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_key: sa.Table = NoteKey.__table__  # type: ignore[attr-defined]

# A row of these says no more than the summary of its category, or is the thread that summaries hang on.
_SUMMARY_IS_WHOLE: Final = frozenset({Person, SourceRecord, Case, DefendantCase, Listing})


def criterion(standing: Standing, model: type[SQLModel], *, narrow: bool = False) -> Bool | None:
    """What a row of `model` must satisfy to be read whole; None for an open table.

    It is asked for every statement, so it is kept beside the standing. Raises Refused for a table that no
    session of a person reads.
    """
    key = (model, narrow)
    if key not in standing.kept:
        reach = governance_of(model).reach
        standing.kept[key] = None if reach is Reach.OPEN else _rule(standing, model, narrow=narrow)
    found: Bool | None = standing.kept[key]
    return found


def criteria(standing: Standing, *models: type[SQLModel]) -> tuple[Bool, ...]:
    """The criteria of all these tables together; nothing for an open one."""
    found = (criterion(standing, model) for model in models)
    return tuple(rule for rule in found if rule is not None)


def rule_of(standing: Standing, model: type[SQLModel], *, row: Any = None, known: bool = False) -> Bool:  # noqa: ANN401 - an alias
    """The same, made anew; `row` is an alias, else the class itself.

    `known` is for rows of one person of whom it was asked already that they matter to the reader (rules R and H4).
    """
    reader = Admitted(standing, emergency=False) if known else Present(standing)
    return written_out(visible(reader, model, row=row))


def _rule(standing: Standing, model: type[SQLModel], *, narrow: bool) -> Bool:
    return written_out(visible(Present(standing), model, narrow=narrow))


def visible(
    reader: Reader,
    model: type[SQLModel],
    *,
    row: Any = None,  # noqa: ANN401 - an alias
    at: Level = Level.FULL,
    narrow: bool = False,
) -> Bool:
    """Rows of the table that the reader gets at least at this level; `row` is an alias, else the class itself.

    Raises Refused for a table that no session of a person reads.
    """
    reach = governance_of(model).reach
    if reach is Reach.OPEN:
        return sa.true()
    if reach is Reach.SYSTEM:
        raise Refused("This part of the record is not read this way.")
    source = model if row is None else row.c
    if reach in (Reach.PERSON, Reach.SELF, Reach.HELD):
        return _of_person(reader, model, source, at, narrow=narrow)
    return _MAKERS[reach](reader, model, source, at)


def people(reader: Reader, person_id: Column) -> Bool:
    """Whether the person exists for the reader at all."""
    return sa.or_(reader.relevant(person_id), reader.in_emergency(person_id))


def _of_person(reader: Reader, model: type[SQLModel], row: Any, at: Level, *, narrow: bool) -> Bool:  # noqa: ANN401
    person_id = row.id if model is Person else row.person_id
    if model is AgencyRecord:
        kinds: list[Category] = [each for each in Category if each is not Category.PERSONAL_NOTE]
    else:
        kinds = [governance_of(model).category or Category.IDENTITY]
    # A defendant in a case is the thread to the line 'youth record'; what hangs on it is the record itself.
    of_case = model is not DefendantCase and not OF_CASES.isdisjoint(kinds)
    gate = row_gate(reader, model, row, youth=of_case and at is not Level.EXIST)
    found = sa.and_(reader.relevant(person_id, narrow=narrow), gate, _given(reader, model, row, at, kinds))
    opened = [kind for kind in kinds if kind in EMERGENCY]
    if opened:
        emergency = reader.in_emergency(person_id)
        shut = row_gate(reader, model, row, youth=of_case and at is not Level.EXIST, even_named=False)
        found = sa.or_(found, sa.and_(emergency, shut, _given(reader, model, row, at, opened)))
    if model is Listing:
        found = sa.and_(found, sa.or_(row.batch_id.is_(None), row.batch_id.not_in(waiting())))
    return found


def _given(reader: Reader, model: type[SQLModel], row: Any, at: Level, kinds: Iterable[Category]) -> Bool:  # noqa: ANN401
    """Rules O, C, G and D for the row's category, one of several for a record of an agency."""
    if model is AgencyRecord:
        each = [sa.and_(row.category == kind, _level(reader, model, row, at, kind)) for kind in kinds]
        return sa.or_(*each) if each else sa.false()
    return sa.or_(*(_level(reader, model, row, at, kind) for kind in kinds))


def _level(reader: Reader, model: type[SQLModel], row: Any, at: Level, kind: Category) -> Bool:  # noqa: ANN401
    needed = Level.SUMMARY if model in _SUMMARY_IS_WHOLE and at is Level.FULL else at
    released = row.released_on.is_not(None) if model is ReportRequest else None
    given = reader.level(kind, needed, _owner(model, row), row.id if model is Person else row.person_id, released)
    if at is Level.FULL and model in _SUMMARY_ROWS:
        # The summary of an identity is a name, a sex and a year of birth: whole rows, but for the year.
        summary = reader.level(kind, Level.SUMMARY, _owner(model, row), row.person_id)
        return sa.or_(given, sa.and_(_SUMMARY_ROWS[model](row), summary))
    return given


_SUMMARY_ROWS: Final[dict[type[SQLModel], Callable[[Any], Bool]]] = {
    PersonName: lambda row: row.kind == NameKind.PRIMARY,
    PersonDetail: lambda row: row.kind == DetailKind.SEX,
}


def _owner(model: type[SQLModel], row: Any) -> Owned:  # noqa: ANN401
    if issubclass(model, Held):
        return _owned_by(row.owner_agency_id, *((row.service_agency_id,) if model is Referral else ()))
    if model is SourceRecord:
        return _owned_by(row.agency_id)
    if issubclass(model, Fact):

        def source(ids: Iterable[UUID] | Column) -> Bool:
            one = _record.alias()
            return sa.exists().where(one.c.id == row.source_record_id, _in(one.c.agency_id, ids))

        return Owned(source, source)
    return UNOWNED


def _owned_by(column: Column, *sent_to: Column) -> Owned:
    """Rows of which the column names the owner, and further columns to whom they were sent."""
    return Owned(
        lambda ids: _in(column, ids), lambda ids: sa.or_(_in(column, ids), *(_in(other, ids) for other in sent_to))
    )


def _in(column: Column, ids: Iterable[UUID] | Column) -> Bool:
    return column == ids if isinstance(ids, sa.ColumnElement) else column.in_(list(ids))


# -- cases and hearings: visible through one of their defendants ------------------------------------


def case_through(reader: Reader, case_id: Column) -> Bool:
    """True where a defendant of the case is there for the reader, and the case is open to the reader."""
    dc = _defendant.alias()
    youth = sa.or_(reader.reads_youth(), dc.c.youth_at_first_hearing.is_not(True))
    known = sa.exists().where(dc.c.case_id == case_id, reader.relevant(dc.c.person_id), youth)
    return sa.and_(known, open_case(reader, case_id))


def _case(reader: Reader, model: type[SQLModel], row: Any, at: Level) -> Bool:  # noqa: ANN401
    needed = Level.SUMMARY if model is Case and at is Level.FULL else at
    given = reader.level(Category.CASE, needed, UNOWNED, None)
    case_id = row.id if model is Case else row.case_id
    gate = sa.true() if model is Case else row_gate(reader, model, row, youth=True)
    return sa.and_(case_through(reader, case_id), gate, given)


def _hearing(reader: Reader, model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    hearing_id = row.id if governance_of(model).reach is Reach.HEARING_SELF else row.hearing_id
    one, dc = _listing.alias(), _defendant.alias()
    if reader.seals:
        source: Any = one.join(dc, dc.c.id == one.c.defendant_case_id)
        named, shut = open_case(reader, dc.c.case_id), open_case(reader, dc.c.case_id, even_named=False)
    else:
        source, named, shut = one, sa.true(), sa.true()
    known = sa.or_(
        sa.and_(reader.relevant(one.c.person_id), named), sa.and_(reader.in_emergency(one.c.person_id), shut)
    )
    given = reader.level(Category.NEXT_HEARING, Level.SUMMARY, UNOWNED, None)
    return sa.and_(sa.exists().select_from(source).where(one.c.hearing_id == hearing_id, known), given)


def _held_case(reader: Reader, model: type[SQLModel], row: Any, at: Level) -> Bool:  # noqa: ANN401
    owner = _owned_by(row.owner_agency_id)
    given = reader.level(governance_of(model).category or Category.CASE, at, owner, None)
    return sa.and_(case_through(reader, row.case_id), given)


# -- notes, and rows of one user or agency -----------------------------------------------------------


def _note(reader: Reader, _model: type[SQLModel], row: Any, at: Level) -> Bool:  # noqa: ANN401
    one = _key.alias()
    held = (one.c.note_id == row.id, reader.is_me(one.c.holder_id), one.c.ended_at.is_(None))
    mine = sa.and_(reader.has(Role.JUDGE), sa.exists().where(*held))
    given = reader.level(Category.AGENCY_NOTE, at, _owned_by(row.owner_agency_id), row.person_id)
    return sa.or_(
        sa.and_(row.kind == NoteKind.JUDGE_PERSONAL, mine),
        sa.and_(
            row.kind != NoteKind.JUDGE_PERSONAL,
            reader.relevant(row.person_id),
            sa.or_(row.case_id.is_(None), open_case(reader, row.case_id)),
            sa.or_(reader.note_kind(row.kind), given),
        ),
    )


def _note_key(reader: Reader, _model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    """What a judge holds, and what the judge gave to others: to know who has it, and to take it back."""
    held = sa.and_(reader.is_me(row.holder_id), row.ended_at.is_(None))
    return sa.and_(reader.has(Role.JUDGE), sa.or_(held, reader.is_me(row.given_by_id)))


def _feed(reader: Reader, model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    if model is FeedBatch:
        return sa.or_(reader.has(Role.ADMINISTRATOR), reader.is_my_agency(row.agency_id))
    mine = sa.select(_batch.c.id).where(reader.is_my_agency(_batch.c.agency_id))
    return sa.and_(reader.sees(), row.batch_id.in_(mine))


def _own(reader: Reader, _model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    return reader.is_me(row.user_id)


def _judges(reader: Reader, _model: type[SQLModel], _row: Any, _at: Level) -> Bool:  # noqa: ANN401
    return reader.has(Role.JUDGE, Role.ADMINISTRATOR)


def _lead(reader: Reader, _model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    return sa.and_(reader.has(Role.SHARING_LEAD), reader.is_my_agency(row.owner_agency_id))


def _agency(reader: Reader, _model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    return sa.and_(reader.sees(), reader.is_my_agency(row.owner_agency_id))


def _asked(reader: Reader, model: type[SQLModel], row: Any, at: Level) -> Bool:  # noqa: ANN401
    return sa.or_(_lead(reader, model, row, at), sa.and_(reader.is_me(row.asked_by_id), reader.sees()))


def _seal(reader: Reader, _model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    return sa.and_(reader.reads_seal(row.court_id), reader.sees())


def _emergency(reader: Reader, _model: type[SQLModel], row: Any, _at: Level) -> Bool:  # noqa: ANN401
    return sa.or_(reader.is_me(row.user_id), reader.has(Role.SUPERVISOR, Role.COURT_MANAGER))


_MAKERS: Final[dict[Reach, Callable[[Reader, type[SQLModel], Any, Level], Bool]]] = {
    Reach.CASE: _case,
    Reach.CASE_SELF: _case,
    Reach.HEARING: _hearing,
    Reach.HEARING_SELF: _hearing,
    Reach.HELD_CASE: _held_case,
    Reach.NOTE: _note,
    Reach.NOTE_KEY: _note_key,
    Reach.BATCH: _feed,
    Reach.OWN: _own,
    Reach.JUDGES: _judges,
    Reach.LEAD: _lead,
    Reach.ASKED: _asked,
    Reach.AGENCY: _agency,
    Reach.SEAL: _seal,
    Reach.EMERGENCY: _emergency,
}
