"""A secret is found in the order of the trust document, kept where it is safe, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null

from db.store.home import Home
from db.store.keyfile import LockedFile, password_file
from db.store.secrets import SecretMissing, SecretName, SecretStore
from db.words.errors import Misconfigured, Refused
from tests.support.secrets_at_hand import (
    KEY,
    PASSPHRASE,
    TRUSTED,
    Memory,
    home,
    own_keyring,
    secret_file,
    store_with,
)

__all__ = ["home", "own_keyring"]
ROOT = Path(__file__).parents[3]
NOTHING: type[KeyringBackend] = null.Keyring
pytestmark = pytest.mark.usefixtures("own_keyring")


def test_a_service_finds_its_credential_where_the_machine_put_it(home: Home, tmp_path: Path) -> None:
    secret_file(tmp_path / "tracker.smtp-password", "hunter2\n", 0o400)
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    store = store_with(home, NOTHING(), environ=environ)

    assert store.get(SecretName.SMTP_PASSWORD).value == "hunter2"
    assert store.find(SecretName.DATABASE_KEY) is None


def test_a_key_file_with_one_line_opens_the_database_and_nothing_else(home: Home, tmp_path: Path) -> None:
    environ = {"TRACKER_KEY_FILE": secret_file(tmp_path / "key", "hunter2\n")}
    store = store_with(home, NOTHING(), environ=environ)

    assert store.get(SecretName.POSTGRES_PASSWORD).value == "hunter2"
    assert store.find(SecretName.SMTP_PASSWORD) is None


def test_a_key_file_with_names_gives_each_secret_its_own(home: Home, tmp_path: Path) -> None:
    text = f'[secrets]\ndatabase-key = "{KEY}"\nsmtp-password = "hunter2"\n'
    store = store_with(home, NOTHING(), environ={"TRACKER_KEY_FILE": secret_file(tmp_path / "key", text)})

    assert store.get(SecretName.DATABASE_KEY).as_key() == bytes.fromhex(KEY)
    assert store.get(SecretName.SMTP_PASSWORD).value == "hunter2"
    assert store.find(SecretName.POSTGRES_PASSWORD) is None


@pytest.mark.parametrize("variable", ["TRACKER_KEY_FILE", "CREDENTIALS_DIRECTORY"])
def test_a_key_file_that_others_may_read_is_refused_not_passed_over(home: Home, tmp_path: Path, variable: str) -> None:
    path = secret_file(tmp_path / "tracker.database-key", KEY, 0o644)
    environ = {variable: path if variable == "TRACKER_KEY_FILE" else str(tmp_path)}

    with pytest.raises(Misconfigured, match="chmod 600"):
        store_with(home, NOTHING(), environ=environ).find(SecretName.DATABASE_KEY)


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", '[secrets]\nx = "hunter2\n'])
def test_a_key_file_that_is_none_is_said_without_repeating_it(home: Home, tmp_path: Path, text: str) -> None:
    environ = {"TRACKER_KEY_FILE": secret_file(tmp_path / "key", text)}

    with pytest.raises(Misconfigured) as caught:
        store_with(home, NOTHING(), environ=environ).find(SecretName.DATABASE_KEY)
    assert "hunter2" not in str(caught.value)


def test_a_key_that_is_no_key_is_said_without_repeating_it(home: Home) -> None:
    store = store_with(home, Memory())
    store.keep(SecretName.DATABASE_KEY, "hunter2")

    with pytest.raises(Misconfigured, match="64 hexadecimal") as caught:
        store.get(SecretName.DATABASE_KEY).as_key()
    assert "hunter2" not in str(caught.value)


def test_without_a_keyring_a_passphrase_locks_the_secret_in_a_file(home: Home) -> None:
    store = store_with(home, NOTHING(), typed=PASSPHRASE)
    place = Path(store.keep(SecretName.DATABASE_KEY, KEY))
    store.keep(SecretName.SMTP_PASSWORD, "hunter2")

    assert place.stat().st_mode & 0o777 == 0o600
    assert b"hunter2" not in place.read_bytes()
    again = store_with(home, NOTHING(), typed=PASSPHRASE)
    assert again.get(SecretName.DATABASE_KEY).value == KEY
    assert again.get(SecretName.SMTP_PASSWORD).value == "hunter2"
    assert again.find(SecretName.SITE_KEY) is None


def test_the_passphrase_is_asked_for_once(home: Home) -> None:
    store_with(home, NOTHING(), typed=PASSPHRASE).keep(SecretName.DATABASE_KEY, KEY)
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return PASSPHRASE

    store = SecretStore(home, environ={}, prompt=ask, allowed=TRUSTED)
    store.get(SecretName.DATABASE_KEY)
    store.find(SecretName.SMTP_PASSWORD)
    assert len(questions) == 1


def test_a_wrong_passphrase_is_refused_and_asked_for_again(home: Home) -> None:
    store_with(home, NOTHING(), typed=PASSPHRASE).keep(SecretName.DATABASE_KEY, KEY)
    answers = iter(["not that one, no", PASSPHRASE])
    store = SecretStore(home, environ={}, prompt=lambda _: next(answers), allowed=TRUSTED)

    with pytest.raises(Refused, match="does not open"):
        store.get(SecretName.DATABASE_KEY)
    assert store.get(SecretName.DATABASE_KEY).value == KEY


def test_a_short_passphrase_is_refused_before_anything_is_written(home: Home) -> None:
    with pytest.raises(Refused, match="at least 12"):
        store_with(home, NOTHING(), typed="short").keep(SecretName.DATABASE_KEY, KEY)

    assert list(home.configuration_folder.glob("*locked*")) == []


def test_a_service_with_a_locked_file_and_nobody_to_ask_says_so(home: Home) -> None:
    store_with(home, NOTHING(), typed=PASSPHRASE).keep(SecretName.DATABASE_KEY, KEY)

    with pytest.raises(SecretMissing, match="nobody to type its passphrase"):
        store_with(home, NOTHING()).get(SecretName.DATABASE_KEY)


def test_an_altered_or_foreign_key_file_is_said(tmp_path: Path) -> None:
    locked = LockedFile(tmp_path / "secrets.locked")
    locked.write({"a": "b"}, PASSPHRASE)
    content = bytearray(locked.path.read_bytes())
    content[-1] ^= 1
    locked.path.write_bytes(content)
    with pytest.raises(Refused, match="altered"):
        locked.read(PASSPHRASE)
    locked.path.write_bytes(b"something else")
    with pytest.raises(Misconfigured, match="not a key file"):
        locked.read(PASSPHRASE)


def test_a_password_file_holds_one_line_of_ours_alone(tmp_path: Path) -> None:
    assert password_file(Path(secret_file(tmp_path / "f", "wet lamp seven goats\n"))) == "wet lamp seven goats"
    with pytest.raises(Misconfigured, match="chmod 600"):
        password_file(Path(secret_file(tmp_path / "f", "x", 0o644)))
