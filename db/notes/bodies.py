"""The text of a note row: plain for most kinds, sealed with the judge's key for a personal note."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.accounts.judge_key import JudgeKey
from db.notes.sealing import NotePlace, SealedNote, hand_over, open_sealed, seal, written_about
from db.store.boxes import Unreadable
from db.tables.notes import Note, NoteKey
from db.tables.people import Person
from db.unit import Unit
from db.words.errors import Refused
from db.words.families.notes import NoteKind

NO_KEY = "Sealed: it opens when its judge signs in with the password."
NOT_OPENED = "Sealed with an earlier key: your administrator and two custodians can have it opened to you again."
OTHER_PERSON = "Sealed for another person than the one it now stands with. Tell the administrator."


def put_body(note: Note, text: str, *, key: JudgeKey | None) -> NoteKey | None:
    """Set the text of a new row; for a personal note it is sealed and the row of its key is returned.

    Raises Refused for a personal note without the judge's key: it is never stored in the clear (D7).
    """
    if note.kind is not NoteKind.JUDGE_PERSONAL:
        note.body = text
        return None
    if key is None:
        raise Refused(
            "A judge's personal note needs the judge's own sign-in.",
            kept="Nothing was saved; what you typed is kept.",
            to_do="Sign in with your password, or choose another kind.",
        )
    place = NotePlace(note.id, note.author_id, note.person_id)
    sealed = seal(text, place=place, owner_public=key.public)
    note.sealed = sealed.body
    owner = note.author_id
    return NoteKey(note_id=note.id, holder_id=owner, given_by_id=owner, wrapped=sealed.keys, given_at=note.written_at)


def open_bodies(unit: Unit, notes: Iterable[Note], *, key: JudgeKey | None) -> dict[UUID, tuple[str, str]]:
    """Note id -> (text, why it is withheld); one of the two is empty."""
    rows = list(notes)
    sealed = [note for note in rows if note.sealed is not None]
    keys = _keys(unit, sealed) if key else {}
    placed = _persons_now(unit, sealed)
    opened = {note.id: (note.body or "", "") for note in rows if note.sealed is None}
    for note in sealed:
        wrapped = keys.get(note.id)
        if key is None or wrapped is None:
            opened[note.id] = ("", NO_KEY)
            continue
        opened[note.id] = _open(note, wrapped, key=key, placed=placed)
    return opened


def key_for(unit: Unit, note: Note, *, key: JudgeKey, to_public: bytes) -> bytes:
    """The key of this one note for another judge, encrypted to that judge's public key.

    Raises Refused when the note cannot be opened by the one who gives it.
    """
    wrapped = _keys(unit, [note]).get(note.id)
    _, why = ("", NO_KEY) if wrapped is None else _open(note, wrapped, key=key, placed=_persons_now(unit, [note]))
    if wrapped is None or why:
        raise Refused(why, kept="Nothing was handed over.")
    box = SealedNote(body=bytes(note.sealed or b""), keys=bytes(wrapped))
    place = NotePlace(note.id, note.author_id, written_about(box))
    return hand_over(box, place=place, owner=key, to_public=to_public)


def _open(note: Note, wrapped: bytes, *, key: JudgeKey, placed: dict[UUID, UUID]) -> tuple[str, str]:
    box = SealedNote(body=bytes(note.sealed or b""), keys=bytes(wrapped))
    about = written_about(box)
    if placed.get(about, about) != note.person_id:
        return "", OTHER_PERSON
    try:
        return open_sealed(box, place=NotePlace(note.id, note.author_id, about), owner=key), ""
    except Unreadable:
        return "", NOT_OPENED


def _keys(unit: Unit, notes: Iterable[Note]) -> dict[UUID, bytes]:
    """Keys that the reader holds, for those of the notes that are still open to the reader."""
    wanted = [note.id for note in notes]
    if not wanted:
        return {}
    own = sa.select(NoteKey).where(col(NoteKey.note_id).in_(wanted), col(NoteKey.holder_id) == unit.actor.user_id)
    rows = unit.session.scalars(own.where(col(NoteKey.ended_at).is_(None)))
    return {row.note_id: row.wrapped for row in rows}


def _persons_now(unit: Unit, notes: Iterable[Note]) -> dict[UUID, UUID]:
    """Where the person that a note was written about is another one now: old id -> the one it was merged into."""
    waiting = {
        about
        for note in notes
        if (about := written_about(SealedNote(body=bytes(note.sealed or b""), keys=b""))) != note.person_id
    }
    steps: dict[UUID, UUID] = {}
    while waiting:
        rows = unit.session.scalars(sa.select(Person).where(col(Person.id).in_(waiting)))
        found = {row.id: row.merged_into_id for row in rows if row.merged_into_id is not None}
        steps.update(found)
        waiting = set(found.values()) - steps.keys()
    return {about: _end(about, steps) for about in steps}


def _end(start: UUID, steps: dict[UUID, UUID]) -> UUID:
    at, seen = start, {start}
    while at in steps and steps[at] not in seen:
        at = steps[at]
        seen.add(at)
    return at
