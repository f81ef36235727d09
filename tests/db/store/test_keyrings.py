"""A keyring is trusted by name, tried before it is relied on, and refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from db.store.home import Home, HomeKind, locate
from db.store.keyrings import ALLOWED, KeyringRefused, MachineKeyring, NoKeyring
from db.store.secrets import SecretMissing, SecretName
from tests.support.secrets_at_hand import (
    KEY,
    TRUSTED,
    Forgetful,
    Locked,
    Memory,
    Plaintext,
    home,
    own_keyring,
    secret_file,
    store_with,
)

__all__ = ["home", "own_keyring"]
ROOT = Path(__file__).parents[3]
CHAIN: type[KeyringBackend] = chainer.ChainerBackend
NOTHING: type[KeyringBackend] = null.Keyring
pytestmark = pytest.mark.usefixtures("own_keyring")


def test_a_keyring_that_keeps_secrets_is_used_first(home: Home, tmp_path: Path) -> None:
    memory = Memory()
    environ = {"TRACKER_KEY_FILE": secret_file(tmp_path / "key", "from the file")}
    store = store_with(home, memory, environ=environ)

    assert store.find(SecretName.DATABASE_KEY).place.endswith("key")
    assert store.keep(SecretName.DATABASE_KEY, KEY) == "keyring"
    found = store.get(SecretName.DATABASE_KEY)
    assert (found.value, found.place) == (KEY, "keyring")
    assert found.as_key() == bytes.fromhex(KEY)
    assert KEY not in repr(found)
    assert list(memory.held) == [(f"tracker:{home.number}", "database-key")]


def test_two_homes_do_not_share_a_secret(home: Home, tmp_path: Path) -> None:
    memory = Memory()
    other = locate(str(tmp_path / "other"), environ={}).made(HomeKind.LIVE)
    store_with(home, memory).keep(SecretName.SMTP_PASSWORD, "hunter2")

    assert store_with(other, memory).find(SecretName.SMTP_PASSWORD) is None


@pytest.mark.parametrize("given", [null.Keyring, fail.Keyring, Plaintext])
def test_a_keyring_that_is_none_or_keeps_plain_text_is_never_used(home: Home, given: type[KeyringBackend]) -> None:
    keeper = given()
    store = store_with(home, keeper)

    with pytest.raises(SecretMissing, match="no safe place"):
        store.keep(SecretName.SMTP_PASSWORD, "hunter2")
    with pytest.raises(SecretMissing, match="no keyring that keeps secrets safely"):
        store.get(SecretName.SMTP_PASSWORD)
    assert not getattr(keeper, "held", {})
    assert [path.name for path in home.folder.rglob("*locked*")] == []


def test_inside_a_chain_only_the_trusted_keyring_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, memory = Plaintext(), Memory()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, memory])
    keyring.set_keyring(CHAIN())
    MachineKeyring("service", allowed=TRUSTED).set("name", "hunter2")

    assert not plain.held
    assert list(memory.held.values()) == ["hunter2"]


def test_a_chain_of_untrusted_keyrings_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [Plaintext(), NOTHING()])
    keyring.set_keyring(CHAIN())

    with pytest.raises(NoKeyring, match=r"found: keyring\.backends\.null\.Keyring, .*Plaintext"):
        MachineKeyring("service", allowed=TRUSTED).get("name")


def test_only_keyrings_of_the_system_are_trusted() -> None:
    assert not any(word in name for name in ALLOWED for word in ("null", "fail", "chainer", "alt", "crypt"))


def test_a_keyring_that_forgets_is_noticed_at_once(home: Home) -> None:
    keyring.set_keyring(Forgetful())

    with pytest.raises(KeyringRefused, match="did not give it back"):
        MachineKeyring("service", allowed=TRUSTED).set("name", "hunter2")


def test_a_locked_keyring_is_said_without_repeating_anything(home: Home) -> None:
    with pytest.raises(SecretMissing, match="locked or did not answer") as caught:
        store_with(home, Locked()).get(SecretName.SMTP_PASSWORD)

    assert "hunter2" not in str(caught.value)
    assert "TRACKER_KEY_FILE" in caught.value.to_do


def test_a_secret_is_forgotten_and_a_missing_one_does_no_harm() -> None:
    keyring.set_keyring(Memory())
    ours = MachineKeyring("service", allowed=TRUSTED)
    ours.set("name", "hunter2")
    ours.delete("name")
    ours.delete("name")

    assert ours.get("name") is None


@pytest.mark.parametrize("named", ["tests_memory_keyring.Memory", "no.such.Keyring", "keyring.nonsense"])
def test_the_library_is_told_by_the_environment_and_we_still_decide(tmp_path: Path, named: str) -> None:
    (tmp_path / "tests_memory_keyring.py").write_text(
        "from keyring.backend import KeyringBackend\n"
        "class Memory(KeyringBackend):\n"
        "    priority = 9\n"
        "    held = {}\n"
        "    def get_password(self, s, u): return self.held.get((s, u))\n"
        "    def set_password(self, s, u, p): self.held[s, u] = p\n"
        "    def delete_password(self, s, u): del self.held[s, u]\n"
    )
    script = (
        "import sys\n"
        "from db.store.keyrings import ALLOWED, MachineKeyring, NoKeyring\n"
        "print('keyring' in sys.modules)\n"
        "for allowed in (ALLOWED, ALLOWED | {'tests_memory_keyring.Memory'}):\n"
        "    try:\n"
        "        ours = MachineKeyring('service', allowed=allowed)\n"
        "        ours.set('name', 'value'); print(ours.get('name'))\n"
        "    except NoKeyring: print('refused')\n"
    )
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": named, "PYTHONPATH": path},
    )

    trusted = "value" if named.startswith("tests_memory") else "refused"
    assert ran.stdout.split() == ["False", "refused", trusted]


@pytest.mark.needs_keyring_daemon
def test_a_real_keyring_daemon_keeps_a_secret(tmp_path: Path) -> None:
    script = (
        "from db.store.keyrings import MachineKeyring\n"
        "ours = MachineKeyring('tracker:real'); ours.set('smtp-password', 'hunter2')\n"
        "print(ours.name(), MachineKeyring('tracker:real').get('smtp-password'), ours.get('none'))\n"
        "ours.delete('smtp-password'); print(ours.get('smtp-password'))"
    )
    ran = _under_daemon(tmp_path, script, unlock=True)

    assert ran.stdout.split() == ["keyring.backends.SecretService.Keyring", "hunter2", "None", "None"]


@pytest.mark.needs_keyring_daemon
def test_a_real_locked_keyring_is_said_in_words(tmp_path: Path) -> None:
    script = (
        "from db.store.keyrings import KeyringRefused, MachineKeyring\n"
        "try: MachineKeyring('tracker:real').get('smtp-password')\n"
        "except KeyringRefused as refusal: print(refusal)"
    )
    ran = _under_daemon(tmp_path, script, unlock=False)

    assert "locked or did not answer" in ran.stdout


def _under_daemon(folder: Path, script: str, *, unlock: bool) -> subprocess.CompletedProcess[str]:
    """Run the script on a bus of its own, with the daemon unlocked by a password or left locked."""
    start = "printf 'a login' | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
    command = f'{start if unlock else ""}exec "$0" -c "$1"'
    for name in ("home", "run"):
        (folder / name).mkdir(mode=0o700)
    environ = {
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command, sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environ,
    )
