"""Drafts and the resume file lie under a key that is where the database's key is, and in a file only else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.keeper.doctor import State, examine
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.keeper.local_key import LocalKey, move_in
from db.notes.drafts.local_key import key_path, terminal_key
from db.store.secrets import SecretName
from db.words.errors import Misconfigured
from tests.support.secrets_at_hand import PASSPHRASE, Memory, home, own_keyring, store_with

__all__ = ["home", "own_keyring"]
pytestmark = pytest.mark.usefixtures("own_keyring")


def test_the_key_moves_to_the_keyring_and_what_lay_under_it_still_opens(home: Home) -> None:
    installation = Installation(home, secrets=store_with(home, Memory()))
    before = LocalKey(installation)
    box = before.lock(b"where she was", about="a")
    assert key_path(home.drafts).exists()

    move_in(installation, "keyring")

    assert not key_path(home.drafts).exists()
    after = LocalKey(installation)
    assert (after.value, after.open(box, about="a")) == (before.value, b"where she was")
    move_in(installation, "keyring")
    assert LocalKey(installation).value == before.value


def test_under_a_passphrase_too_nothing_is_left_in_a_file_by_itself(home: Home) -> None:
    from keyring.backends import null

    installation = Installation(home, secrets=store_with(home, null.Keyring(), typed=PASSPHRASE))  # type: ignore[no-untyped-call]
    place = installation.secrets.keep(SecretName.DATABASE_KEY, "ab" * 32)
    move_in(installation, place)
    assert not key_path(home.drafts).exists()
    assert len(LocalKey(installation).value) == 32


def test_a_key_handed_over_in_a_file_leaves_the_drafts_key_in_its_own_which_doctor_says(live_home: Home) -> None:
    installation = Installation(live_home)
    move_in(installation, os.environ["TRACKER_KEY_FILE"])
    assert LocalKey(installation).value == terminal_key(live_home.drafts)
    (drafts,) = [found for found in examine(live_home, os.environ) if found.check == "drafts"]
    assert (drafts.state, drafts.file) == (State.NOTE, str(key_path(live_home.drafts)))


def test_a_demo_asks_no_keyring(tmp_path: Path) -> None:
    demo = find_home(str(tmp_path / "demo")).made(HomeKind.DEMO)
    assert LocalKey(Installation(demo)).value == terminal_key(demo.drafts)


def test_a_file_of_another_or_altered_opens_to_nothing(home: Home) -> None:
    key = LocalKey(Installation(home, secrets=store_with(home, Memory())))
    box = key.lock(b"x", about="a")
    assert key.open(box, about="b") is None
    assert key.open(box[:-1] + bytes([box[-1] ^ 1]), about="a") is None
    key_path(home.drafts).write_bytes(b"short")
    again = LocalKey(Installation(home, secrets=store_with(home, Memory())))
    assert again.open(box, about="a") is None
    with pytest.raises(Misconfigured, match="altered"):
        again.lock(b"x", about="a")
