"""May this actor add or change this row? Asked for every row of a flush, against what the session read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from db.access import decisions, handing, rules
from db.access.emergency_rules import LASTS, opens
from db.access.scheme_rules import registers
from db.access.standing import Standing
from db.tables.base import Reach
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Attendance, Hearing, HearingDay, Listing
from db.tables.notes import Note, NoteKey
from db.tables.people import Fact, Person, SourceRecord
from db.tables.registry import governance_of
from db.words.actor import Role
from db.words.errors import Refused
from db.words.families.access import Category
from db.words.families.notes import NoteKind

T = TypeVar("T", bound=SQLModel)
SEEN = "tracker_seen"
_OWNERS = ("person_id", "source_record_id", "author_id", "owner_agency_id", "agency_id", "user_id", "asked_by_id")

# What court staff keep whoever's feed brought it: the list and who stood in the dock.
_COURT_KEEPS = (Case, Hearing, HearingDay, Listing, Attendance)


def check_new(standing: Standing, row: SQLModel, session: Session) -> None:
    """Raises Refused when the actor may not add the row."""
    _check(standing, row, session, changing=False)


def check_changed(standing: Standing, row: SQLModel, session: Session) -> None:
    """Raises Refused when the actor may not change the row, or moves it to another owner."""
    _check(standing, row, session, changing=True)
    for name in _OWNERS:
        if name in _changed_names(row):
            raise Refused("Whose a row is does not change.")


def _check(standing: Standing, row: SQLModel, session: Session, *, changing: bool) -> None:
    actor = standing.actor
    reach = governance_of(type(row)).reach
    if reach is Reach.SYSTEM:
        raise Refused("The house writes these rows itself.")
    if reach is Reach.OPEN:
        _demand(actor.has(Role.ADMINISTRATOR), "Only an administrator changes courts, agencies and accounts.")
        return
    if reach is Reach.OWN:
        _demand(_value(row, "user_id") == actor.user_id, "Another user's row.")
        return
    if reach is Reach.JUDGES:
        own = actor.has(Role.JUDGE) and _value(row, "user_id") == actor.user_id
        _demand(own, "A judge's key is that judge's to publish.")
        return
    if reach in _OF_AGENCY:
        _OF_AGENCY[reach](standing, row, session, changing)
        return
    _demand(rules.writes(actor).allowed, "Your role reads only.")
    if reach is Reach.BATCH:
        raise Refused("Feeds are written by the import alone.")
    person_id: UUID | None = _value(row, "person_id")
    _demand(person_id not in standing.emergency, "Emergency access reads only.")
    _CHECKS.get(reach, _by_person)(standing, row, session, changing)


def _by_person(standing: Standing, row: SQLModel, session: Session, changing: bool) -> None:  # noqa: FBT001
    actor = standing.actor
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


def _by_court(standing: Standing, _row: SQLModel, _session: Session, _changing: bool) -> None:  # noqa: FBT001
    _demand(standing.actor.has(*rules.IN_COURT), "Only court staff keep cases and lists.")


def _note(standing: Standing, row: SQLModel, session: Session, _changing: bool) -> None:  # noqa: FBT001
    actor, row = standing.actor, cast("Note", row)
    _demand(row.author_id == actor.user_id and row.owner_agency_id == actor.agency_id, "Another user's note.")
    _demand(row.kind in rules.writable_note_kinds(actor), "Your role does not write this kind of note.")
    _demand(row.kind is not NoteKind.JUDGE_PERSONAL or row.body is None, "A personal note is sealed.")
    _demand(_in_session(session, Person, row.person_id), "Not for you.")


def _note_key(standing: Standing, row: SQLModel, session: Session, changing: bool) -> None:  # noqa: FBT001
    """A key is given by the judge who wrote the note; what was given may end, or be given again."""
    actor, row = standing.actor, cast("NoteKey", row)
    note = _find(session, Note, row.note_id)
    own = note is not None and handing.hands_over(actor, note.kind, note.author_id).allowed
    _demand(own and row.given_by_id == actor.user_id, "Not your note.")
    if changing:
        _demand(_changed_names(row) <= {"wrapped", "given_at", "ended_at"}, "Whose a key is does not change.")
        _demand(row.holder_id != actor.user_id, "The key of an own note stays.")


def _held(standing: Standing, row: SQLModel, session: Session, _changing: bool) -> None:  # noqa: FBT001
    """An agency's own record of a person or a case that its user may see (O1)."""
    _demand(_value(row, "owner_agency_id") == standing.actor.agency_id, "Another agency's record.")
    category: Category | None = _value(row, "category") or governance_of(type(row)).category
    covered = category is not None and decisions.covers_own(standing, category)
    _demand(covered, "Your role does not keep this kind of record.")
    person_id, case_id = _value(row, "person_id"), _value(row, "case_id")
    _demand(person_id is None or _in_session(session, Person, person_id), "Not for you.")
    _demand(case_id is None or _in_session(session, Case, case_id), "Not for you.")


def _agency(standing: Standing, row: SQLModel, _session: Session, _changing: bool) -> None:  # noqa: FBT001
    """Cohorts are kept by those of the agency who keep the register."""
    _demand(_value(row, "owner_agency_id") == standing.actor.agency_id, "Another agency's record.")
    _demand(registers(standing).allowed, "Your role does not keep this kind of record.")


def _lead(standing: Standing, row: SQLModel, _session: Session, _changing: bool) -> None:  # noqa: FBT001
    """Sharing rules and limited access are kept by the owner's sharing leads."""
    actor = standing.actor
    _demand(
        actor.has(Role.SHARING_LEAD) and _value(row, "owner_agency_id") == actor.agency_id,
        "Only a sharing lead of the agency changes what it shares.",
    )
    _demand(_value(row, "category") is not Category.PERSONAL_NOTE, "A judge's personal note is never shared by rule.")


def _asked(standing: Standing, row: SQLModel, session: Session, changing: bool) -> None:  # noqa: FBT001
    if changing:
        _lead(standing, row, session, changing)
        return
    _demand(_value(row, "asked_by_id") == standing.actor.user_id, "Another user's request.")
    _demand(_in_session(session, Person, _value(row, "person_id")), "Not for you.")


def _seal(standing: Standing, row: SQLModel, session: Session, _changing: bool) -> None:  # noqa: FBT001
    named = decisions.reads_seal(standing, _value(row, "court_id")) and rules.writes(standing.actor).allowed
    _demand(named, "Only those of this court who read restricted cases restrict one.")
    _demand(_in_session(session, Case, _value(row, "case_id")), "Not for you.")


def _emergency(standing: Standing, row: SQLModel, _session: Session, changing: bool) -> None:  # noqa: FBT001
    actor = standing.actor
    own = _value(row, "user_id") == actor.user_id
    if changing and "verdict" in _changed_names(row):
        reviewer = actor.has(Role.SUPERVISOR, Role.COURT_MANAGER) and not own
        _demand(reviewer, "Emergency access is reviewed by somebody else.")
        said = {"verdict", "reviewed_by_id", "reviewed_at", "version"}
        _demand(_changed_names(row) <= said, "A review changes nothing else.")
        return
    _demand(own and opens(standing).allowed, "Emergency access is for oneself.")
    if changing:
        _demand(_changed_names(row) <= {"closed_at", "version"}, "Emergency access is closed early, and never longer.")
        return
    lasts = _value(row, "ends_at") - _value(row, "opened_at")
    _demand(lasts <= LASTS and not _value(row, "verdict"), "Emergency access lasts fifteen minutes.")
    _demand(_value(row, "person_id") is not None, "Not for you.")


_Check = Callable[[Standing, SQLModel, Session, bool], None]
_OF_AGENCY: dict[Reach, _Check] = {
    Reach.LEAD: _lead,
    Reach.ASKED: _asked,
    Reach.SEAL: _seal,
    Reach.EMERGENCY: _emergency,
}
_CHECKS: dict[Reach, _Check] = {
    Reach.AGENCY: _agency,
    Reach.HELD: _held,
    Reach.HELD_CASE: _held,
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
