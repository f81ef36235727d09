"""Keys of a judge's notes, of an earlier pair, sealed for the pair of today; the notes themselves stay closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.notes.sealing import NotePlace, SealedNote, reseal, written_about
from db.tables.notes import Note, NoteKey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from db.accounts.judge_key import JudgeKey

_note: sa.Table = Note.__table__  # type: ignore[attr-defined]
_note_key: sa.Table = NoteKey.__table__  # type: ignore[attr-defined]


def seal_anew(connection: Connection, judge_id: UUID, pairs: Sequence[JudgeKey], to_public: bytes) -> int:
    """Each key of a note that one of the pairs opens, for the new public key; how many there were."""
    k, n = _note_key.c, _note.c
    rows = connection.execute(
        sa.select(k.id, k.wrapped, n.id.label("note_id"), n.author_id, n.sealed)
        .join(_note, n.id == k.note_id)
        .where(k.holder_id == judge_id, k.ended_at.is_(None))
    ).all()
    opened = 0
    for row in rows:
        box = SealedNote(body=bytes(row.sealed or b""), keys=bytes(row.wrapped))
        place = NotePlace(row.note_id, row.author_id, written_about(box))
        wrapped = next(
            (new for pair in pairs if (new := reseal(box, place=place, owner=pair, to_public=to_public))), b""
        )
        if wrapped:
            opened += 1
            connection.execute(sa.update(_note_key).where(k.id == row.id).values(wrapped=wrapped))
    return opened
