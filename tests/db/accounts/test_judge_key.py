"""A judge's private key opens with the judge's password only, and survives a change of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts.judge_key import make_judge_keys, rewrap, unwrap
from db.store.boxes import Unreadable

JUDGE = UUID(int=7)
HALF = b"h" * 32
PUBLIC, WRAPPED = make_judge_keys(HALF, JUDGE)


def test_the_key_that_opens_belongs_to_the_public_key() -> None:
    assert unwrap(WRAPPED, HALF, JUDGE, public=PUBLIC).public == PUBLIC


def test_every_judge_gets_another_pair() -> None:
    assert make_judge_keys(HALF, JUDGE)[0] != PUBLIC


def test_the_private_key_does_not_show() -> None:
    key = unwrap(WRAPPED, HALF, JUDGE)

    assert repr(key.private) not in repr(key)
    assert key.private not in WRAPPED


@given(st.binary(min_size=32, max_size=32).filter(lambda half: half != HALF))
def test_another_password_does_not_open_it(half: bytes) -> None:
    with pytest.raises(Unreadable):
        unwrap(WRAPPED, half, JUDGE)


def test_another_users_row_does_not_open_it() -> None:
    with pytest.raises(Unreadable):
        unwrap(WRAPPED, HALF, UUID(int=8))


@given(st.integers(0, len(WRAPPED) - 1), st.integers(1, 255))
def test_any_altered_byte_is_seen(at: int, change: int) -> None:
    altered = bytearray(WRAPPED)
    altered[at] ^= change

    with pytest.raises(Unreadable):
        unwrap(bytes(altered), HALF, JUDGE)


@given(st.integers(0, len(WRAPPED) - 1))
def test_a_key_cut_short_is_seen(length: int) -> None:
    with pytest.raises(Unreadable):
        unwrap(WRAPPED[:length], HALF, JUDGE)


def test_a_new_password_opens_the_same_key_and_the_old_one_no_longer() -> None:
    wrapped = rewrap(WRAPPED, old_half=HALF, new_half=b"n" * 32, user_id=JUDGE)

    assert unwrap(wrapped, b"n" * 32, JUDGE).private == unwrap(WRAPPED, HALF, JUDGE).private
    with pytest.raises(Unreadable):
        unwrap(wrapped, HALF, JUDGE)


def test_a_public_key_put_in_its_place_is_noticed() -> None:
    foreign, _ = make_judge_keys(b"x" * 32, UUID(int=9))

    with pytest.raises(Unreadable, match="tampered"):
        unwrap(WRAPPED, HALF, JUDGE, public=foreign)
