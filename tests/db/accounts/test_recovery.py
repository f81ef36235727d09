"""Any two custodians of the recovery key open it together; one alone, or with a wrong passphrase, never does."""

from __future__ import annotations

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.accounts.recovery import fingerprint, make, open_box, open_copy, seal_copy, stretched
from db.accounts.verifier import Params
from db.store.boxes import Unreadable

KEY, JUDGE = UUID(int=50), UUID(int=7)
HALF = b"h" * 32
CUSTODIANS = {UUID(int=number): bytes([number]) * 64 for number in (3, 1, 2)}
MADE = make(CUSTODIANS, key_id=KEY)


def _judge() -> JudgeKey:
    public, wrapped = make_judge_keys(HALF, JUDGE)
    return unwrap(wrapped, HALF, JUDGE, public=public)


def test_every_two_of_the_custodians_open_it_and_get_the_same_key() -> None:
    found = {
        open_box(MADE.boxes[pair], {who: CUSTODIANS[who] for who in pair}, key_id=KEY)
        for pair in combinations(sorted(CUSTODIANS), 2)
    }
    assert len(MADE.boxes) == 3
    assert len(found) == 1
    assert all(found.isdisjoint({box}) and next(iter(found)) not in box for box in MADE.boxes.values())


@given(st.sampled_from(sorted(MADE.boxes)), st.binary(min_size=64, max_size=64))
def test_one_right_and_one_wrong_passphrase_open_nothing(pair: tuple[UUID, UUID], guess: bytes) -> None:
    for wrong in pair:
        typed = {who: guess if who == wrong else CUSTODIANS[who] for who in pair}
        if guess != CUSTODIANS[wrong]:
            with pytest.raises(Unreadable):
                open_box(MADE.boxes[pair], typed, key_id=KEY)


def test_a_box_of_another_pair_or_of_another_key_does_not_open() -> None:
    first, second, third = sorted(CUSTODIANS)
    typed = {who: CUSTODIANS[who] for who in (first, second)}
    with pytest.raises(Unreadable):
        open_box(MADE.boxes[(first, third)], typed, key_id=KEY)
    with pytest.raises(Unreadable):
        open_box(MADE.boxes[(first, second)], typed, key_id=UUID(int=51))


@pytest.mark.parametrize("count", [0, 1, 7])
def test_fewer_than_two_or_more_than_six_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="two to six"):
        make({UUID(int=number): b"p" * 64 for number in range(count)}, key_id=KEY)


def test_a_judges_key_comes_back_out_of_its_copy_for_that_judge_alone() -> None:
    judge, pair = _judge(), sorted(CUSTODIANS)[:2]
    sealed = seal_copy(judge, JUDGE, recovery_public=MADE.public)
    private = open_box(MADE.boxes[(pair[0], pair[1])], {who: CUSTODIANS[who] for who in pair}, key_id=KEY)

    assert judge.private not in sealed
    assert open_copy(sealed, JUDGE, public=judge.public, recovery_private=private) == judge
    with pytest.raises(Unreadable):
        open_copy(sealed, UUID(int=8), public=judge.public, recovery_private=private)
    with pytest.raises(Unreadable):
        open_copy(sealed, JUDGE, public=_judge().public, recovery_private=private)
    with pytest.raises(Unreadable):
        open_copy(sealed, JUDGE, public=judge.public, recovery_private=HALF)


def test_a_copy_that_holds_another_pair_is_refused() -> None:
    from db.accounts.recovery import _whose
    from db.store.sealed_to import seal_to

    judge, other, pair = _judge(), _judge(), sorted(CUSTODIANS)[:2]
    private = open_box(MADE.boxes[(pair[0], pair[1])], {who: CUSTODIANS[who] for who in pair}, key_id=KEY)
    sealed = seal_to(MADE.public, other.private, about=_whose(JUDGE, judge.public, MADE.public))
    with pytest.raises(Unreadable, match="another pair"):
        open_copy(sealed, JUDGE, public=judge.public, recovery_private=private)


def test_a_passphrase_is_stretched_by_its_own_salt() -> None:
    params = Params(time_cost=2, memory_kib=19_456)
    one = stretched("four words for a custodian", b"a" * 16, params)
    assert len(one) == 64
    assert one != stretched("four words for a custodian", b"b" * 16, params)


def test_a_fingerprint_is_short_enough_to_be_compared_by_eye() -> None:
    assert len(fingerprint(MADE.public)) == 19
    assert fingerprint(MADE.public) != fingerprint(HALF)
