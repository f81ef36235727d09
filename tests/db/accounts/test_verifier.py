"""A password becomes two halves: one proves who signs in, the other never leaves the terminal."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts.verifier import (
    CURRENT,
    NO_ACCOUNT,
    Derived,
    Params,
    derive,
    derive_from_key,
    fake_salt,
    matches,
    needs_rehash,
    new_salt,
    normalised,
    verifier_of,
)
from db.words.errors import BadInput, Misconfigured

CHEAP = Params(time_cost=2, memory_kib=19_456)
SALT = bytes(range(16))


def test_todays_parameters_are_those_of_the_trust_document() -> None:
    assert CURRENT.written() == "argon2id;v=19;t=3;m=47104;p=1"


def test_derivation_never_changes_or_nobody_could_sign_in_again() -> None:
    derived = derive("wet lamp seven goats", SALT)

    assert derived.sign_in_key.hex() == "f83e022c83dc7d6f3de6fcea6c1deb3b0f036f2086ad75accfbc5bd95b921cf2"
    assert derived.private_half.hex() == "050b8055c71a8725ecc7a8ebf2b13ad4cd81109e5566414c2bbaba593cab1aee"


def test_the_halves_differ_and_neither_shows_in_a_repr() -> None:
    derived = derive("wet lamp seven goats", SALT, CHEAP)

    assert len(derived.sign_in_key) == len(derived.private_half) == 32
    assert derived.sign_in_key != derived.private_half
    assert repr(derived) == "Derived()"


def test_an_accent_typed_in_two_strokes_is_the_same_password() -> None:
    assert normalised("th\u00e9 au lait") == normalised("the\u0301 au lait")


def test_case_and_spaces_are_part_of_the_password() -> None:
    assert len({normalised(word) for word in ("a b", "A b", "a b ", " a b", "ab")}) == 5


def test_half_a_surrogate_pair_is_refused_without_repeating_the_password() -> None:
    with pytest.raises(BadInput) as caught:
        derive("opening\ud800words", SALT, CHEAP)

    assert "opening" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_the_database_keeps_only_the_hash_of_the_sign_in_half() -> None:
    derived = Derived(b"k" * 32, b"p" * 32)

    assert verifier_of(derived.sign_in_key) == hashlib.sha256(b"k" * 32).digest()
    assert matches(derived.sign_in_key, verifier_of(derived.sign_in_key))
    assert not matches(derived.private_half, verifier_of(derived.sign_in_key))


def test_what_a_stolen_database_holds_does_not_sign_in() -> None:
    verifier = verifier_of(b"k" * 32)

    assert not matches(verifier, verifier)


@given(st.binary(min_size=0, max_size=64))
def test_nothing_matches_where_there_is_no_account(key: bytes) -> None:
    assert not matches(key, NO_ACCOUNT)


@given(time_cost=st.integers(3, 16), memory=st.integers(19_456, 1_048_576), lanes=st.integers(1, 8))
def test_parameters_come_back_as_they_were_written(time_cost: int, memory: int, lanes: int) -> None:
    params = Params(time_cost=time_cost, memory_kib=memory, lanes=lanes)

    assert Params.read(params.written()) == params


@pytest.mark.parametrize(
    "written",
    [
        "argon2id;v=19;t=1;m=8;p=1",
        "argon2id;v=19;t=2;m=19455;p=1",
        "argon2id;v=19;t=0;m=47104;p=1",
        "argon2id;v=19;t=3;m=47104;p=0",
        "argon2id;v=19;t=3;m=9999999;p=1",
        "argon2id;v=16;t=3;m=47104;p=1",
        "argon2i;v=19;t=3;m=47104;p=1",
        "argon2id;v=19;t=3;m=47104",
        "argon2id;v=19;t=3;t=3;m=47104;p=1",
        "argon2id;v=19;t=-3;m=47104;p=1",
        "argon2id;v=19;t=3;m=47104;p=1;x=1",
        "argon2id;v=19;t=\u0663;m=47104;p=1",
        "",
        "md5",
    ],
)
def test_a_database_cannot_ask_for_a_proof_that_is_cheap_to_guess(written: str) -> None:
    with pytest.raises(Misconfigured):
        Params.read(written)


def test_older_parameters_are_renewed_at_the_next_sign_in() -> None:
    assert needs_rehash(CHEAP)
    assert not needs_rehash(Params.read(CURRENT.written()))


def test_an_unknown_user_always_gets_the_same_salt_and_no_other_users() -> None:
    site = b"s" * 32

    assert fake_salt("j.harker", site) == fake_salt(" J.Harker", site)
    assert len({fake_salt(name, site) for name in ("a", "b", "c", "\ud800")}) == 4
    assert fake_salt("a", site) != fake_salt("a", b"t" * 32)
    assert len(fake_salt("a", site)) == len(new_salt()) == 16


def test_a_service_account_signs_in_with_the_key_in_its_file() -> None:
    derived = derive_from_key(b"f" * 32, SALT)

    assert derived == derive_from_key(b"f" * 32, SALT)
    assert derived != derive_from_key(b"f" * 32, new_salt())
    assert derived.sign_in_key != derived.private_half
    with pytest.raises(BadInput):
        derive_from_key(b"short", SALT)


def test_nothing_heavy_is_loaded_before_somebody_signs_in() -> None:
    ours = "db.accounts.verifier, db.notes.sealing, db.notes.drafts.journal, db.store.secrets, db.store.home"
    heavy = "'argon2', 'cryptography', 'keyring', 'sqlalchemy', 'textual'"
    script = f"import sys, {ours}\nprint([m for m in ({heavy}) if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
