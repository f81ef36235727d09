"""Notes read for one actor: which of a person's rows stand, and each as a card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.accounts.judge_key import JudgeKey
from db.cards.notes import NoteCard
from db.cards.page import LIMIT
from db.notes.bodies import open_bodies
from db.tables.hearings import HearingDay
from db.tables.notes import Note, NoteKey
from db.tables.places import Agency
from db.tables.users import UserAccount
from db.unit import Unit
from db.words.families.notes import NoteKind


def rows_of(unit: Unit, person_id: UUID) -> Sequence[Note]:
    """Every row that the policy shows to the actor, replaced and withdrawn ones too."""
    return unit.session.scalars(sa.select(Note).where(col(Note.person_id) == person_id)).all()


def chain_of(unit: Unit, note: Note) -> list[Note]:
    """The note and the versions that it replaced, the newest first."""
    chain = [note]
    seen = {note.id}
    while (before := chain[-1].supersedes_id) is not None and before not in seen:
        earlier = unit.session.get(Note, before)
        if earlier is None:
            break
        seen.add(before)
        chain.append(earlier)
    return chain


def standing(notes: Iterable[Note], moment: datetime) -> list[Note]:
    """Rows that were in force at a moment, the newest first by their first version.

    What replaced a row may be of a kind that the actor does not read, so the row's own mark counts; an
    edit that was undone later takes that mark away, so what stood before the undoing counts too.
    """
    rows = {note.id: note for note in notes}
    then = [note for note in rows.values() if note.written_at <= moment and _after(note.withdrawn_at, moment)]
    replaced = {note.supersedes_id for note in then}
    kept = [note for note in then if note.id not in replaced and _after(note.superseded_at, moment)]
    return sorted(kept, key=lambda note: (first_written(note, rows), note.id), reverse=True)


def first_written(note: Note, rows: Mapping[UUID, Note]) -> datetime:
    """When the first version of the note was written."""
    seen = {note.id}
    while note.supersedes_id is not None and note.supersedes_id in rows and note.supersedes_id not in seen:
        note = rows[note.supersedes_id]
        seen.add(note.id)
    return note.written_at


def cards(unit: Unit, notes: Iterable[Note], *, rows: Iterable[Note], key: JudgeKey | None) -> tuple[NoteCard, ...]:
    """The notes as cards, at most 200, in the order given; `rows` are their earlier versions too."""
    shown = list(notes)[:LIMIT]
    if not shown:
        return ()
    known = {note.id: note for note in (*rows, *shown)}
    bodies = open_bodies(unit, shown, key=key)
    authors = _names(unit, UserAccount, {note.author_id for note in shown})
    agencies = _names(unit, Agency, {note.owner_agency_id for note in shown})
    handed = handed_to(unit, shown)
    days = _days(unit, {note.hearing_day_id for note in shown if note.hearing_day_id})
    return tuple(
        NoteCard(
            id=note.id,
            kind=note.kind,
            person_id=note.person_id,
            author=authors.get(note.author_id, ""),
            agency=agencies.get(note.owner_agency_id, ""),
            first_written_at=first_written(note, known),
            written_at=note.written_at,
            body=bodies[note.id][0],
            withheld=bodies[note.id][1],
            case_id=note.case_id,
            hearing_day_id=note.hearing_day_id,
            hearing_on=days[note.hearing_day_id].sitting_on if note.hearing_day_id in days else None,
            edited=note.supersedes_id is not None,
            own=note.author_id == unit.actor.user_id,
            of_this_sign_in=note.audit_session == unit.actor.audit_session,
            personal=note.kind is NoteKind.JUDGE_PERSONAL,
            handed_to=handed.get(note.id, ()),
        )
        for note in shown
    )


def card(unit: Unit, note: Note, *, key: JudgeKey | None) -> NoteCard:
    """One note as a card."""
    return cards(unit, [note], rows=chain_of(unit, note), key=key)[0]


def notes_about(
    unit: Unit, person_id: UUID, *, key: JudgeKey | None, moment: datetime | None = None, only_own: bool = False
) -> tuple[NoteCard, ...]:
    """The notes about a person that stand now, or stood at a moment, the newest 200 first.

    `only_own` leaves what this actor wrote, and what another judge handed over to the actor.
    """
    rows = rows_of(unit, person_id)
    found = standing(rows, moment or unit.now)
    if only_own:
        personal = NoteKind.JUDGE_PERSONAL
        found = [note for note in found if note.author_id == unit.actor.user_id or note.kind is personal]
    return cards(unit, found, rows=rows, key=key)


def handed_to(unit: Unit, notes: Iterable[Note]) -> dict[UUID, tuple[str, ...]]:
    """Note id -> names of the judges who have it from this actor now."""
    own = [note.id for note in notes if note.sealed is not None and note.author_id == unit.actor.user_id]
    if not own:
        return {}
    given = sa.select(NoteKey).where(
        col(NoteKey.note_id).in_(own), col(NoteKey.holder_id) != unit.actor.user_id, col(NoteKey.ended_at).is_(None)
    )
    rows = unit.session.scalars(given).all()
    names = _names(unit, UserAccount, {row.holder_id for row in rows})
    found: dict[UUID, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda one: names.get(one.holder_id, "")):
        found[row.note_id] = (*found.get(row.note_id, ()), names.get(row.holder_id, ""))
    return found


def _after(ended: datetime | None, moment: datetime) -> bool:
    return ended is None or ended > moment


def _names(unit: Unit, model: type[UserAccount | Agency], wanted: Collection[UUID]) -> dict[UUID, str]:
    if model is UserAccount:
        users = unit.session.scalars(sa.select(UserAccount).where(col(UserAccount.id).in_(wanted)))
        return {user.id: user.display_name for user in users}
    agencies = unit.session.scalars(sa.select(Agency).where(col(Agency.id).in_(wanted)))
    return {agency.id: agency.name for agency in agencies}


def _days(unit: Unit, wanted: Collection[UUID]) -> dict[UUID | None, HearingDay]:
    if not wanted:
        return {}
    rows = unit.session.scalars(sa.select(HearingDay).where(col(HearingDay.id).in_(wanted)))
    return {row.id: row for row in rows}
