"""What a session of PostgreSQL may write: `db.access.writing` once more, as checks of the database itself.

The guard knows more (what the session has read, what changed of a row); these checks stop whoever goes past it
from writing for another agency, for another user, or for a role that reads only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access import rules
from db.access.accounts_rules import HOUSE
from db.access.criteria import visible
from db.access.gates import open_case
from db.access.reader import UNOWNED, Bool
from db.access.session_reader import RowOf, SessionReader, at_my_court
from db.tables.base import Reach
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Attendance, Listing
from db.tables.people import Fact, PersonName, SourceRecord
from db.tables.registry import governance_of
from db.tables.users import UserAccount, UserArea, UserCourt, UserRole
from db.words.actor import Role
from db.words.families.access import Category, Level

_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_Row = Any
_Check = Callable[[SessionReader, type[SQLModel], _Row], Bool]


def addable(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    """Rows that the reader may add, and what a changed row must still be."""
    return _CHECKS[governance_of(model).reach](reader, model, row)


def _open(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    """Nobody raises himself, and roles of the house are an administrator's to give (`db.access.accounts_rules`)."""
    keeps = reader.has(Role.ADMINISTRATOR, Role.AUTHORISER, Role.SUPERVISOR)
    if model is UserAccount:
        return sa.and_(keeps, sa.not_(reader.is_me(row.id)))
    if model is UserRole:
        given = sa.or_(reader.has(Role.ADMINISTRATOR), row.role.not_in(sorted(HOUSE)))
        return sa.and_(keeps, sa.not_(reader.is_me(row.user_id)), given)
    if model in (UserCourt, UserArea):
        return sa.and_(keeps, sa.not_(reader.is_me(row.user_id)))
    return keeps


def _by_person(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    in_court = sa.and_(reader.writes(), reader.has(*rules.IN_COURT))
    if model is SourceRecord:
        return sa.and_(reader.writes(), reader.is_my_agency(row.agency_id))
    if model in (Listing, Attendance):
        return in_court
    if issubclass(model, Fact):
        one = _record.alias()
        own = sa.exists().where(one.c.id == row.source_record_id, reader.is_my_agency(one.c.agency_id))
        if model is DefendantCase:
            return sa.or_(sa.and_(reader.writes(), own), in_court)
        return sa.and_(reader.writes(), own)
    return reader.writes()


def _by_court(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    in_court = sa.and_(reader.writes(), reader.has(*rules.IN_COURT))
    if model is Case:
        return sa.and_(in_court, sa.or_(row.court_id.is_(None), at_my_court(row.court_id)))
    return in_court


def _held(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    return sa.and_(reader.writes(), reader.is_my_agency(row.owner_agency_id))


def _note(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    return sa.and_(reader.writes(), reader.is_me(row.author_id), reader.is_my_agency(row.owner_agency_id))


def _note_key(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    return sa.and_(reader.has(Role.JUDGE), reader.is_me(row.given_by_id))


def _own(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    return reader.is_me(row.user_id)


def _judges(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    """A judge publishes the own key; the key for recovery is made by the keeper."""
    own = "user_id" in model.__table__.c  # type: ignore[attr-defined]
    return sa.and_(reader.has(Role.JUDGE), reader.is_me(row.user_id)) if own else sa.false()


def _lead(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    return sa.and_(reader.has(Role.SHARING_LEAD), reader.is_my_agency(row.owner_agency_id))


def _asked(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    return sa.or_(reader.is_me(row.asked_by_id), _lead(reader, model, row))


def _seal(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    return sa.and_(reader.writes(), reader.reads_seal(row.court_id))


def _emergency(reader: SessionReader, _model: type[SQLModel], row: _Row) -> Bool:
    """For oneself, fifteen minutes and unreviewed; a review is somebody else's."""
    brief = sa.and_(row.ends_at - row.opened_at <= sa.text("interval '15 minutes'"), row.reviewed_by_id.is_(None))
    own = sa.and_(reader.sees(), reader.is_me(row.user_id), brief)
    reviewer = reader.has(Role.SUPERVISOR, Role.COURT_MANAGER)
    return sa.or_(own, sa.and_(reviewer, ~reader.is_me(row.user_id), reader.is_me(row.reviewed_by_id)))


def _never(_reader: SessionReader, _model: type[SQLModel], _row: _Row) -> Bool:
    return sa.false()


_CHECKS: Final[dict[Reach, _Check]] = {
    Reach.OPEN: _open,
    Reach.PERSON: _by_person,
    Reach.SELF: _by_person,
    Reach.CASE: _by_court,
    Reach.CASE_SELF: _by_court,
    Reach.HEARING: _by_court,
    Reach.HEARING_SELF: _by_court,
    Reach.HELD: _held,
    Reach.HELD_CASE: _held,
    Reach.NOTE: _note,
    Reach.NOTE_KEY: _note_key,
    Reach.OWN: _own,
    Reach.LEAD: _lead,
    Reach.ASKED: _asked,
    Reach.AGENCY: _held,
    Reach.SEAL: _seal,
    Reach.EMERGENCY: _emergency,
    Reach.JUDGES: _judges,
    Reach.BATCH: _never,
}


def known(reader: SessionReader, row: _Row) -> Bool:
    """Whether the row's person is there for the reader; for rows of the house that say to whom a person matters."""
    return sa.or_(reader.relevant(row.person_id), reader.in_emergency(row.person_id))


def bears(reader: SessionReader, name_id: Any) -> Bool:  # noqa: ANN401 - a column
    """Whether the reader gets anything at all of the name with this id."""
    one = _name.alias("bearer")
    return sa.exists().where(one.c.id == name_id, visible(reader, PersonName, row=RowOf(one), at=Level.EXIST))


def readable(reader: SessionReader, model: type[SQLModel], row: _Row) -> Bool:
    """Rows of which the reader gets anything at all, were it only that they exist."""
    found = visible(reader, model, row=row, at=Level.EXIST)
    if model is not DefendantCase:
        return found
    # Whoever gets the next hearing alone still asks, through this row, whether the case is restricted.
    person_id, case_id = row.c.person_id, row.c.case_id
    named = sa.and_(reader.relevant(person_id), open_case(reader, case_id))
    shut = sa.and_(reader.in_emergency(person_id), open_case(reader, case_id, even_named=False))
    return sa.or_(found, sa.and_(sa.or_(named, shut), reader.level(Category.NEXT_HEARING, Level.EXIST, UNOWNED, None)))
