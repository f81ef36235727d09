"""May this actor add or change this row? Asked for every row of a flush, against what the session read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from db.access import handing, rules
from db.tables.base import Reach
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Attendance, Hearing, HearingDay, Listing
from db.tables.notes import Note, NoteKey
from db.tables.people import Fact, Person, SourceRecord
from db.tables.registry import governance_of
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.notes import NoteKind

T = TypeVar("T", bound=SQLModel)
SEEN = "tracker_seen"

# What court staff keep whoever's feed brought it: the list and who stood in the dock.
_COURT_KEEPS = (Case, Hearing, HearingDay, Listing, Attendance)


def check_new(actor: Actor, row: SQLModel, session: Session) -> None:
    """Raises Refused when the actor may not add the row."""
    _check(actor, row, session, changing=False)


def check_changed(actor: Actor, row: SQLModel, session: Session) -> None:
    """Raises Refused when the actor may not change the row, or moves it to another owner."""
    _check(actor, row, session, changing=True)
    for name in ("person_id", "source_record_id", "author_id", "owner_agency_id", "agency_id", "user_id"):
        if name in _changed_names(row):
            raise Refused("Whose a row is does not change.")


def _check(actor: Actor, row: SQLModel, session: Session, *, changing: bool) -> None:
    reach = governance_of(type(row)).reach
    if reach is Reach.SYSTEM:
        raise Refused("The house writes these rows itself.")
    if reach is Reach.OPEN:
        _demand(actor.has(Role.ADMINISTRATOR), "Only an administrator changes courts, agencies and accounts.")
        return
    if reach is Reach.OWN:
        _demand(_value(row, "user_id") == actor.user_id, "Another user's row.")
        return
    _demand(rules.writes(actor).allowed, "Your role reads only.")
    if reach is Reach.BATCH:
        raise Refused("Feeds are written by the import alone.")
    _CHECKS.get(reach, _by_person)(actor, row, session, changing)


def _by_person(actor: Actor, row: SQLModel, session: Session, changing: bool) -> None:  # noqa: FBT001
    person_id: UUID | None = _value(row, "id") if isinstance(row, Person) else _value(row, "person_id")
    if not isinstance(row, Person) or changing:
        _demand(person_id is not None and _in_session(session, Person, person_id), "Not for you.")
    if isinstance(row, SourceRecord):
        _demand(row.agency_id == actor.agency_id, "Another agency's record.")
    elif isinstance(row, _COURT_KEEPS):
        decision = rules.keeps_lists(actor, _value(row, "court_id"))
        _demand(decision.allowed, f"{decision.reason[:1].upper()}{decision.reason[1:]}.")
    elif isinstance(row, Fact):
        record = _find(session, SourceRecord, row.source_record_id)
        _demand(record is not None, "Not for you.")
        own = record is not None and record.agency_id == actor.agency_id
        court = isinstance(row, DefendantCase) and actor.has(*rules.IN_COURT)
        _demand(own or court, "Another agency's fact: correct it with a row of your own.")


def _by_court(actor: Actor, _row: SQLModel, _session: Session, _changing: bool) -> None:  # noqa: FBT001
    _demand(actor.has(*rules.IN_COURT), "Only court staff keep cases and lists.")


def _note(actor: Actor, row: SQLModel, session: Session, _changing: bool) -> None:  # noqa: FBT001
    if not isinstance(row, Note):
        raise Refused("Not a note.")
    _demand(row.author_id == actor.user_id and row.owner_agency_id == actor.agency_id, "Another user's note.")
    _demand(row.kind in rules.writable_note_kinds(actor), "Your role does not write this kind of note.")
    _demand(row.kind is not NoteKind.JUDGE_PERSONAL or row.body is None, "A personal note is sealed.")
    _demand(_in_session(session, Person, row.person_id), "Not for you.")


def _note_key(actor: Actor, row: SQLModel, session: Session, changing: bool) -> None:  # noqa: FBT001
    """A key is given by the judge who wrote the note; what was given may end, or be given again."""
    if not isinstance(row, NoteKey):
        raise Refused("Not a key of a note.")
    note = _find(session, Note, row.note_id)
    own = note is not None and handing.hands_over(actor, note.kind, note.author_id).allowed
    _demand(own and row.given_by_id == actor.user_id, "Not your note.")
    if changing:
        _demand(_changed_names(row) <= {"wrapped", "given_at", "ended_at"}, "Whose a key is does not change.")
        _demand(row.holder_id != actor.user_id, "The key of an own note stays.")


_CHECKS: dict[Reach, Callable[[Actor, SQLModel, Session, bool], None]] = {
    Reach.CASE: _by_court,
    Reach.CASE_SELF: _by_court,
    Reach.HEARING: _by_court,
    Reach.HEARING_SELF: _by_court,
    Reach.NOTE: _note,
    Reach.NOTE_KEY: _note_key,
}


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise Refused(otherwise)


def _value(row: SQLModel, name: str) -> Any:  # noqa: ANN401 - any column
    return getattr(row, name, None)


def _changed_names(row: SQLModel) -> set[str]:
    return {each.key for each in inspect(row).attrs if each.history.has_changes()}


def _find(session: Session, model: type[T], key: UUID) -> T | None:
    """The row if this session read it under the guard or is adding it now; never a fresh read."""
    found = session.info[SEEN].get((model, key))
    if isinstance(found, model):
        return found
    return next((each for each in session.new if isinstance(each, model) and each.id == key), None)  # type: ignore[attr-defined]


def _in_session(session: Session, model: type[SQLModel], key: UUID) -> bool:
    return _find(session, model, key) is not None
