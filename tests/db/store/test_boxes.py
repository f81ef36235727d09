"""A box opens with its key at its place, and no other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store.boxes import Unreadable, binding, derive_key, lock, unlock

KEY = b"k" * 32
BOX = lock(KEY, b"plain words", about=b"here")


@given(st.binary(), st.binary())
def test_what_was_locked_is_opened_again(plain: bytes, about: bytes) -> None:
    assert unlock(KEY, lock(KEY, plain, about=about), about=about) == plain


@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
def test_any_altered_byte_is_seen(at: int, change: int) -> None:
    altered = bytearray(BOX)
    altered[at] ^= change

    with pytest.raises(Unreadable):
        unlock(KEY, bytes(altered), about=b"here")


@given(st.binary(max_size=100))
def test_rubbish_is_refused_in_words(box: bytes) -> None:
    with pytest.raises(Unreadable):
        unlock(KEY, box, about=b"here")


def test_another_key_or_place_does_not_open_it() -> None:
    for key, about in ((b"x" * 32, b"here"), (KEY, b"there"), (KEY, b"")):
        with pytest.raises(Unreadable):
            unlock(key, BOX, about=about)


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_a_weaker_key_is_refused(length: int) -> None:
    with pytest.raises(Unreadable, match="32 are needed"):
        lock(bytes(length), b"", about=b"")


def test_two_boxes_of_one_text_differ() -> None:
    assert lock(KEY, b"plain words", about=b"here") != BOX


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_other_parts_never_bind_alike(one: list[bytes], other: list[bytes]) -> None:
    assert (binding(*one) == binding(*other)) == (one == other)


def test_each_purpose_has_a_key_of_its_own() -> None:
    keys = {
        derive_key(KEY, purpose="a"),
        derive_key(KEY, purpose="b"),
        derive_key(KEY, purpose="a", about=b"1"),
        derive_key(b"x" * 32, purpose="a"),
    }

    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)
