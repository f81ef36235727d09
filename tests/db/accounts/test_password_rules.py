"""A new password is long, whole, and not what everybody tries first."""

from __future__ import annotations

import contextlib
import lzma
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts.password_rules import accept, is_common
from db.words.errors import BadInput

ROOT = Path(__file__).parents[3]
GOOD = "wet lamp seven goats"


def test_a_few_unrelated_words_are_accepted_as_typed() -> None:
    assert accept(GOOD, user_name="j.harker") == GOOD


@pytest.mark.parametrize("password", ["  кот лампа семь  ", "🦔🦔 hedge 🐐 goat lamp", "l'été à Bègles, 7 h"])
def test_any_character_counts_and_nothing_is_trimmed(password: str) -> None:
    assert accept(password, user_name="j.harker") == password


def test_twelve_characters_do_and_eleven_do_not() -> None:
    assert accept("vexed otters", user_name="x")
    with pytest.raises(BadInput, match="11 characters of at least 12"):
        accept("vexed otter", user_name="x")


def test_an_administrator_needs_fifteen() -> None:
    assert accept("vexed otters, 3", user_name="x", administrator=True)
    with pytest.raises(BadInput, match="14 characters of at least 15"):
        accept("vexed otters 3", user_name="x", administrator=True)


def test_128_characters_do_and_129_do_not() -> None:
    long = (GOOD * 7)[:128]
    assert accept(long, user_name="x") == long
    with pytest.raises(BadInput, match="at most 128"):
        accept(long + "x", user_name="x")


def test_an_accent_in_two_strokes_is_one_character() -> None:
    assert accept("e\u0301levage d'oies", user_name="x") == "\u00e9levage d'oies"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P@ssw0rd2026!!",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "Liverpool-2026!",
        "crown court 2026",
        "MagistratesCourt1",
        "correct horse battery staple",
        "123456789012",
        "letmeinletmein",
        "courtclerk2026",
        "!!!Tracker!!!",
        "november2026!!",
    ],
)
def test_what_is_tried_first_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(BadInput) as caught:
        accept(password, user_name="j.harker")

    assert password not in str(caught.value)


def test_the_users_own_name_with_a_year_is_refused() -> None:
    for password in ("jane.harker 1990", "HarkerJane2026", "harkerharker!"):
        with pytest.raises(BadInput, match="own name"):
            accept(password, user_name="j.harker", display_name="Jane Harker")


def test_a_name_inside_a_long_sentence_is_no_matter() -> None:
    assert accept("harker fed seven wet goats", user_name="j.harker", display_name="Jane Harker")


def test_a_few_characters_over_and_over_are_refused() -> None:
    with pytest.raises(BadInput, match="repeats"):
        accept("abababababab", user_name="x")


def test_the_block_list_holds_three_thousand_that_are_long_enough_to_be_chosen() -> None:
    packed = (ROOT / "db" / "accounts" / "blocked.txt.xz").read_bytes()
    entries = lzma.decompress(packed).decode().splitlines()

    assert sum(len(entry) >= 12 for entry in entries) >= 3_000
    assert entries == sorted(set(entries))
    assert all(is_common(entry) for entry in entries[::50])


def test_the_committed_list_is_what_its_maker_makes() -> None:
    ran = subprocess.run([sys.executable, str(ROOT / "ci" / "make_blocklist.py"), "--check"], check=False)

    assert ran.returncode == 0


@given(st.text(max_size=140))
def test_any_text_is_accepted_whole_or_refused_in_words(password: str) -> None:
    with contextlib.suppress(BadInput):
        assert 12 <= len(accept(password, user_name="j.harker")) <= 128


def test_half_a_character_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadInput, match="cannot be read") as refused:
        accept("seven goats\ud800 in a boat", user_name="j.moss")
    assert "goats" not in refused.value.sentence
