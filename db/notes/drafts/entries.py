"""One line of the draft journal: a draft as it stood, or that it was settled; encrypted as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from db.cards.drafts import Draft, DraftKind, FormPlace
from db.store.boxes import Unreadable, binding, derive_key, lock, unlock
from db.words.errors import Refused
from db.words.families.notes import NoteKind


@dataclass(frozen=True, slots=True)
class Entry:
    """`draft_id` always; `draft` unless the entry settles it or is sealed with a key we do not have."""

    draft_id: UUID
    settled: bool = False
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """The keys of one user's entries: 32 bytes of the terminal, and of the judge where the user is one."""

    user_id: UUID
    terminal: bytes = field(repr=False)
    judge: bytes | None = field(default=None, repr=False)

    def outer(self) -> bytes:
        """The key of this user's file, so that one user's file renamed to another's does not open."""
        return derive_key(self.terminal, purpose="drafts of a user", about=self.user_id.bytes)


def written(draft: Draft, *, keys: EntryKeys) -> bytes:
    """The draft as an encrypted record; a judge's is sealed besides.

    Raises Refused for a judge's personal note without the judge's key: it is never kept under the
    terminal's key alone (domain.md D7).
    """
    plain = json.dumps(_plain(draft)).encode()
    if keys.judge is not None:
        plain = b"s" + lock(keys.judge, plain, about=_about(keys, draft.id))
    elif draft.note_kind is NoteKind.JUDGE_PERSONAL:
        raise Refused("A judge's personal note needs the judge's own sign-in.", kept="The text is on the screen only.")
    else:
        plain = b"p" + plain
    return _record(draft.id, plain, keys)


def settled(draft_id: UUID, *, keys: EntryKeys) -> bytes:
    """That the draft was saved or dropped, as an encrypted record."""
    return _record(draft_id, b"x", keys)


def read(record: bytes, *, keys: EntryKeys) -> Entry:
    """The entry of a record. Raises Unreadable for another user's or terminal's, and for an altered one."""
    plain = unlock(keys.outer(), record, about=binding(b"draft entry"))
    try:
        draft_id, kind, rest = UUID(bytes=plain[:16]), plain[16:17], plain[17:]
        match kind:
            case b"x":
                return Entry(draft_id, settled=True)
            case b"p":
                return Entry(draft_id, draft=_draft(draft_id, json.loads(rest)))
            case b"s":
                return _sealed(draft_id, rest, keys)
            case _:
                raise Unreadable("A draft was written by a newer version of Tracker.")
    except (ValueError, KeyError, TypeError):
        raise Unreadable("A draft was written by another version of Tracker.") from None


def _sealed(draft_id: UUID, box: bytes, keys: EntryKeys) -> Entry:
    """Only the id where the judge's key is not given, or is not the one of that day."""
    if keys.judge is None:
        return Entry(draft_id)
    try:
        inner = unlock(keys.judge, box, about=_about(keys, draft_id))
    except Unreadable:
        return Entry(draft_id)
    return Entry(draft_id, draft=_draft(draft_id, json.loads(inner)))


def _record(draft_id: UUID, plain: bytes, keys: EntryKeys) -> bytes:
    return lock(keys.outer(), draft_id.bytes + plain, about=binding(b"draft entry"))


def _about(keys: EntryKeys, draft_id: UUID) -> bytes:
    return binding(b"sealed draft", keys.user_id.bytes, draft_id.bytes)


def _plain(draft: Draft) -> dict[str, object]:
    return {
        "person": draft.person_id.hex,
        "text": draft.text,
        "at": draft.at.isoformat(),
        "kind": draft.kind,
        "note_kind": draft.note_kind,
        "cursor": draft.cursor,
        "case": _hex(draft.case_id),
        "hearing": _hex(draft.hearing_id),
        "note": _hex(draft.note_id),
        **({} if draft.form is None else {"form": _plain_form(draft.form)}),
    }


def _plain_form(form: FormPlace) -> dict[str, object]:
    return {"address": dict(form.address), "title": form.title, "person": _hex(form.person)}


def _form(plain: dict[str, Any] | None) -> FormPlace | None:
    if plain is None:
        return None
    return FormPlace(tuple(plain["address"].items()), plain["title"], _key(plain["person"]))


def _draft(draft_id: UUID, plain: dict[str, Any]) -> Draft:
    row, column = plain["cursor"]
    return Draft(
        id=draft_id,
        person_id=UUID(plain["person"]),
        text=plain["text"],
        at=datetime.fromisoformat(plain["at"]),
        kind=DraftKind(plain["kind"]),
        note_kind=NoteKind(plain["note_kind"]),
        cursor=(row, column),
        case_id=_key(plain["case"]),
        hearing_id=_key(plain["hearing"]),
        note_id=_key(plain["note"]),
        form=_form(plain.get("form")),
    )


def _hex(key: UUID | None) -> str | None:
    return None if key is None else key.hex


def _key(written_key: str | None) -> UUID | None:
    return None if written_key is None else UUID(written_key)
