"""A judge's personal note opens for its judge, at its place, unaltered, and not otherwise."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.notes.sealing import NotePlace, SealedNote, hand_over, open_sealed, seal, written_about
from db.store.boxes import Unreadable


def _judge(number: int) -> JudgeKey:
    half = bytes([number]) * 32
    return unwrap(make_judge_keys(half, UUID(int=number))[1], half, UUID(int=number))


JUDGE, OTHER = _judge(1), _judge(2)
PLACE = NotePlace(note_id=UUID(int=11), author=UUID(int=1), person=UUID(int=21))
TEXT = "Spoke well; give the order one more chance."
SEALED = seal(TEXT, place=PLACE, owner_public=JUDGE.public)


@given(st.text())
def test_what_was_sealed_is_read_again(text: str) -> None:
    sealed = seal(text, place=PLACE, owner_public=JUDGE.public)

    assert open_sealed(sealed, place=PLACE, owner=JUDGE) == text


def test_no_word_of_it_is_in_what_the_database_gets() -> None:
    held = SEALED.body + SEALED.keys

    assert all(word.encode() not in held for word in TEXT.split())
    assert seal(TEXT, place=PLACE, owner_public=JUDGE.public) != SEALED


@given(st.integers(0, len(SEALED.body) - 1), st.integers(1, 255))
def test_any_altered_byte_of_the_body_is_seen(at: int, change: int) -> None:
    body = bytearray(SEALED.body)
    body[at] ^= change

    with pytest.raises(Unreadable):
        open_sealed(replace(SEALED, body=bytes(body)), place=PLACE, owner=JUDGE)


@given(st.integers(0, len(SEALED.keys) - 1), st.integers(1, 255))
def test_any_altered_byte_of_the_key_is_seen(at: int, change: int) -> None:
    altered = bytearray(SEALED.keys)
    altered[at] ^= change

    with pytest.raises(Unreadable):
        open_sealed(replace(SEALED, keys=bytes(altered)), place=PLACE, owner=JUDGE)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_rubbish_in_the_database_is_refused_in_words(body: bytes, wrapped: bytes) -> None:
    with pytest.raises(Unreadable):
        open_sealed(SealedNote(body, wrapped), place=PLACE, owner=JUDGE)


def test_another_judge_cannot_read_it() -> None:
    with pytest.raises(Unreadable):
        open_sealed(SEALED, place=PLACE, owner=OTHER)


@pytest.mark.parametrize("part", ["note_id", "author", "person"])
def test_a_note_moved_elsewhere_does_not_open(part: str) -> None:
    moved = replace(PLACE, **{part: UUID(int=99)})

    with pytest.raises(Unreadable):
        open_sealed(SEALED, place=moved, owner=JUDGE)


def test_the_key_of_one_note_does_not_open_another() -> None:
    second = replace(PLACE, note_id=UUID(int=12))
    other = seal("another", place=second, owner_public=JUDGE.public)

    with pytest.raises(Unreadable):
        open_sealed(SealedNote(SEALED.body, other.keys), place=PLACE, owner=JUDGE)


def test_the_person_it_was_written_about_is_known_after_a_merge() -> None:
    assert written_about(SEALED) == PLACE.person


def test_a_note_handed_over_opens_for_both_and_no_other_note_does() -> None:
    handed = replace(SEALED, keys=hand_over(SEALED, place=PLACE, owner=JUDGE, to_public=OTHER.public))
    second = replace(PLACE, note_id=UUID(int=12))
    kept = seal("kept back", place=second, owner_public=JUDGE.public)

    assert open_sealed(handed, place=PLACE, owner=OTHER) == TEXT
    assert open_sealed(SEALED, place=PLACE, owner=JUDGE) == TEXT
    with pytest.raises(Unreadable):
        open_sealed(replace(kept, keys=handed.keys), place=second, owner=OTHER)


def test_only_who_can_read_a_note_hands_it_over() -> None:
    with pytest.raises(Unreadable):
        hand_over(SEALED, place=PLACE, owner=OTHER, to_public=OTHER.public)


@pytest.mark.parametrize("public", [b"", b"short", bytes(32), b"x" * 33])
def test_what_is_no_public_key_is_refused(public: bytes) -> None:
    with pytest.raises(Unreadable):
        seal(TEXT, place=PLACE, owner_public=public)


_OLD_WRAPPED = (
    "01a934e94d41491c3b8d60b83d10fd73c82f530f6486f9352eeb9152f13f0243ded1147b3d897037ca31448d73ce26fe"
    "51606ec06705b4d4d112e22acd"
)
_OLD_BODY = (
    "00000000000000000000000000000015015219196a98bf8967024f188e696b6a48c60a9a5188d66034c442c8f26afb10"
    "074e27022854b72776da953068"
)
_OLD_KEYS = (
    "01faf95cbdf6311ce24b18607710378fbbb7a5f6f5f8865f4ec8efbe43093fb26cd230272b38c1384013a24927ef4be0"
    "7ae0bf7b23a368cc5a7d92ad49e21618b52c0b6c8e489bd722b59a427e11ee8d09"
)


def test_a_note_sealed_by_the_first_version_opens_for_ever() -> None:
    judge = unwrap(bytes.fromhex(_OLD_WRAPPED), b"h" * 32, UUID(int=7))
    sealed = SealedNote(bytes.fromhex(_OLD_BODY), bytes.fromhex(_OLD_KEYS))
    place = NotePlace(note_id=UUID(int=11), author=UUID(int=7), person=UUID(int=21))

    assert open_sealed(sealed, place=place, owner=judge) == "One more chance."
