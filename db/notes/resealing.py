"""Keys of a judge's notes, of an earlier pair, sealed for the pair of today; the notes themselves stay closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.notes.recovery_rows import keep_note_key, note_keys
from db.notes.sealing import NotePlace, SealedNote, reseal, written_about

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from db.accounts.judge_key import JudgeKey


def seal_anew(connection: Connection, judge_id: UUID, pairs: Sequence[JudgeKey], to_public: bytes) -> int:
    """Each key of a note that one of the pairs opens, for the new public key; how many there were."""
    opened = 0
    for row in note_keys(connection, judge_id):
        box = SealedNote(body=bytes(row.sealed or b""), keys=bytes(row.wrapped))
        place = NotePlace(row.note_id, row.author_id, written_about(box))
        wrapped = next(
            (new for pair in pairs if (new := reseal(box, place=place, owner=pair, to_public=to_public))), b""
        )
        if wrapped:
            opened += 1
            keep_note_key(connection, judge_id, row.id, wrapped)
    return opened
