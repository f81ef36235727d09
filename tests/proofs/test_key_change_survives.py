"""A change of key that is killed at any step leaves a database that opens, and the next opening ends the change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.store.backup import prove
from db.store.database_key import key_of
from db.store.home import Home, HomeKind, locate
from db.store.raw_file import opened
from db.store.secrets import SecretName, SecretStore
from tests.support.secrets_at_hand import KEY, PASSPHRASE

ROOT = Path(__file__).parents[2]
# In order: the copy is whole, it is proved, the new key is kept, it has the name, the old file is wiped, the key
# before is kept, the new key is the key.
STEPS = ("prove", "keep 1", "_settle", "_wipe", "keep 2", "keep 3", "forget")
SCRIPT = """
import os, sys
from db.store import backup, database_key
from db.store.home import locate
from db.store.secrets import SecretStore
folder, step, passphrase = sys.argv[1:]
home = locate(folder, environ={})
secrets = SecretStore(home, environ={}, prompt=lambda question: passphrase)
name, _, number = step.partition(" ")
calls = []
def die(*given, **named):
    calls.append(name)
    if len(calls) >= int(number or 1):
        os._exit(9)
    return kept(*given, **named)
place = secrets if name in ("keep", "forget") else backup
kept = getattr(place, name)
setattr(place, name, die)
database_key.change_key(home.database, secrets)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a small encrypted database, its key under a passphrase."""
    made = locate(str(tmp_path / "home"), environ={}).made(HomeKind.LIVE)
    _secrets(made).keep(SecretName.DATABASE_KEY, KEY)
    made.database.touch(mode=0o600)
    with opened(made.database, bytes.fromhex(KEY)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("CREATE TABLE person (name TEXT)")
        connection.execute("INSERT INTO person VALUES ('one'), ('two')")
    return made


def _secrets(home: Home) -> SecretStore:
    return SecretStore(home, environ={}, prompt=lambda question: PASSPHRASE, allowed=frozenset())


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_record_opens_and_is_whole(home: Home, step: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home.folder), step, PASSPHRASE],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": "", "PYTHONPATH": str(ROOT), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
    )  # fmt: skip
    assert ran.returncode == 9, ran.stderr

    secrets = _secrets(home)
    key = key_of(home.database, secrets).as_key()

    assert prove(home.database, key=key).rows["person"] == 2
    assert secrets.get(SecretName.DATABASE_KEY).as_key() == key
    changed = key != bytes.fromhex(KEY)
    assert changed == (STEPS.index(step) > STEPS.index("_settle"))
    if changed:
        assert secrets.get(SecretName.FORMER_DATABASE_KEY).value == KEY
