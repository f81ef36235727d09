"""A judge's personal note, sealed on the terminal so that the database never holds a word of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from db.store.boxes import KEY_BYTES, Unreadable, binding, lock, new_key, unlock
from db.store.sealed_to import open_from, seal_to

if TYPE_CHECKING:
    from db.accounts.judge_key import JudgeKey

_PERSON_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class SealedNote:
    """What the database stores: the locked body, and the note's own key locked to its owner.

    `body` begins with the 16 bytes of the person it was written about, which the lock covers.
    `keys` is 81 bytes: version, 32 byte encapsulation, locked 32 byte key. A note that was handed over
    has one such value for each judge who may read it, and one body.
    """

    body: bytes
    keys: bytes


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a note belongs; a sealed body or key moved to another note, author or person does not open."""

    note_id: UUID
    author: UUID
    person: UUID

    def about(self) -> bytes:
        """The place as bytes for the lock."""
        return binding(b"personal note", self.note_id.bytes, self.author.bytes, self.person.bytes)


def seal(body: str, *, place: NotePlace, owner_public: bytes) -> SealedNote:
    """The note under a new random key, and that key encrypted to the owner's public key.

    An edited note is sealed anew, under another key. Use the public key that `unwrap` derived, never
    one fresh from the database. Raises Unreadable when it is no X25519 key.
    """
    note_key = new_key()
    return SealedNote(
        body=place.person.bytes + lock(note_key, body.encode("utf-8", "surrogatepass"), about=place.about()),
        keys=_give(note_key, place=place, public=owner_public),
    )


def open_sealed(sealed: SealedNote, *, place: NotePlace, owner: JudgeKey) -> str:
    """The note's text.

    Raises Unreadable for another judge's key, an altered byte, or a place that is not the note's own.
    """
    note_key = _take(sealed.keys, place=place, owner=owner)
    return _body(sealed, note_key, place).decode("utf-8", "surrogatepass")


def written_about(sealed: SealedNote) -> UUID:
    """The person id the note was sealed for; it stays when that person is later merged into another.

    Ask the people room whether both ids are one person now, then open with a place that names this one.
    """
    return UUID(bytes=sealed.body[:_PERSON_BYTES].ljust(_PERSON_BYTES, b"\0"))


def hand_over(sealed: SealedNote, *, place: NotePlace, owner: JudgeKey, to_public: bytes) -> bytes:
    """The key of this one note, encrypted to another judge's public key: the `keys` of that judge's row.

    The body is not touched and no other note becomes readable (domain.md D7).
    """
    note_key = _take(sealed.keys, place=place, owner=owner)
    # A body that this key does not open must not be handed to anybody.
    _body(sealed, note_key, place)
    return _give(note_key, place=place, public=to_public)


def reseal(sealed: SealedNote, *, place: NotePlace, owner: JudgeKey, to_public: bytes) -> bytes:
    """The note's key for another public key of the same judge, the body left closed; empty when it is not `owner`'s."""
    try:
        return _give(_take(sealed.keys, place=place, owner=owner), place=place, public=to_public)
    except Unreadable:
        return b""


def _body(sealed: SealedNote, note_key: bytes, place: NotePlace) -> bytes:
    if written_about(sealed) != place.person:
        raise Unreadable("This personal note cannot be opened: it was written about another person.")
    return unlock(note_key, sealed.body[_PERSON_BYTES:], about=place.about())


def _give(note_key: bytes, *, place: NotePlace, public: bytes) -> bytes:
    return seal_to(public, note_key, about=_info(place, public))


def _take(keys: bytes, *, place: NotePlace, owner: JudgeKey) -> bytes:
    try:
        note_key = open_from(owner.private, keys, about=_info(place, owner.public))
    except Unreadable:
        raise Unreadable(
            "This personal note cannot be opened: it belongs to another judge, or it was altered."
        ) from None
    if len(note_key) != KEY_BYTES:
        raise Unreadable("This personal note cannot be opened: its key is not one.")
    return note_key


def _info(place: NotePlace, public: bytes) -> bytes:
    return binding(b"tracker note key", place.about(), public)
