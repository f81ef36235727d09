"""A secret is found in the order of the trust document, kept where it is safe, or refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from db.store.home import Home, HomeKind, locate
from db.store.keyfile import LockedFile, password_file
from db.store.keyrings import ALLOWED, KeyringRefused, MachineKeyring, NoKeyring
from db.store.secrets import SecretMissing, SecretName, SecretStore
from db.words.errors import Misconfigured, Refused

ROOT = Path(__file__).parents[3]
KEY = "ab" * 32
PASSPHRASE = "seven goats in a boat"
CHAIN: type[KeyringBackend] = chainer.ChainerBackend
NOTHING: type[KeyringBackend] = null.Keyring


class Memory(KeyringBackend):
    """A keyring for tests, in memory."""

    priority = 1

    def __init__(self) -> None:
        # The library's own constructor is untyped.
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Forgetful(Memory):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Do as the null keyring does."""


class Locked(Memory):
    """Would need somebody to type."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed while sending hunter2")

    set_password = get_password  # type: ignore[assignment]


class Plaintext(Memory):
    """Stands for the third-party file keyring that the library would choose by itself."""


def _named(backend: type[KeyringBackend]) -> str:
    return f"{backend.__module__}.{backend.__qualname__}"


TRUSTED = frozenset({_named(Memory), _named(Forgetful), _named(Locked)})


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    """Leave the library as it was found."""
    before = keyring.core._keyring_backend
    yield
    keyring.core._keyring_backend = before


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return locate(str(tmp_path / "home"), environ={}).made(HomeKind.LIVE)


def _store(
    home: Home, backend: KeyringBackend, *, environ: Mapping[str, str] | None = None, typed: str | None = None
) -> SecretStore:
    keyring.set_keyring(backend)
    asked = None if typed is None else lambda question: typed
    return SecretStore(home, environ=environ or {}, prompt=asked, allowed=TRUSTED)


def _file(path: Path, text: str, mode: int = 0o600) -> str:
    path.write_text(text)
    path.chmod(mode)
    return str(path)


def test_a_keyring_that_keeps_secrets_is_used_first(home: Home, tmp_path: Path) -> None:
    memory = Memory()
    environ = {"TRACKER_KEY_FILE": _file(tmp_path / "key", "from the file")}
    store = _store(home, memory, environ=environ)

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
    _store(home, memory).keep(SecretName.SMTP_PASSWORD, "hunter2")

    assert _store(other, memory).find(SecretName.SMTP_PASSWORD) is None


@pytest.mark.parametrize("given", [null.Keyring, fail.Keyring, Plaintext])
def test_a_keyring_that_is_none_or_keeps_plain_text_is_never_used(home: Home, given: type[KeyringBackend]) -> None:
    keeper = given()
    store = _store(home, keeper)

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
        _store(home, Locked()).get(SecretName.SMTP_PASSWORD)

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


def test_a_service_finds_its_credential_where_the_machine_put_it(home: Home, tmp_path: Path) -> None:
    _file(tmp_path / "tracker.smtp-password", "hunter2\n", 0o400)
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    store = _store(home, NOTHING(), environ=environ)

    assert store.get(SecretName.SMTP_PASSWORD).value == "hunter2"
    assert store.find(SecretName.DATABASE_KEY) is None


def test_a_key_file_with_one_line_opens_the_database_and_nothing_else(home: Home, tmp_path: Path) -> None:
    environ = {"TRACKER_KEY_FILE": _file(tmp_path / "key", "hunter2\n")}
    store = _store(home, NOTHING(), environ=environ)

    assert store.get(SecretName.POSTGRES_PASSWORD).value == "hunter2"
    assert store.find(SecretName.SMTP_PASSWORD) is None


def test_a_key_file_with_names_gives_each_secret_its_own(home: Home, tmp_path: Path) -> None:
    text = f'[secrets]\ndatabase-key = "{KEY}"\nsmtp-password = "hunter2"\n'
    store = _store(home, NOTHING(), environ={"TRACKER_KEY_FILE": _file(tmp_path / "key", text)})

    assert store.get(SecretName.DATABASE_KEY).as_key() == bytes.fromhex(KEY)
    assert store.get(SecretName.SMTP_PASSWORD).value == "hunter2"
    assert store.find(SecretName.POSTGRES_PASSWORD) is None


@pytest.mark.parametrize("variable", ["TRACKER_KEY_FILE", "CREDENTIALS_DIRECTORY"])
def test_a_key_file_that_others_may_read_is_refused_not_passed_over(home: Home, tmp_path: Path, variable: str) -> None:
    path = _file(tmp_path / "tracker.database-key", KEY, 0o644)
    environ = {variable: path if variable == "TRACKER_KEY_FILE" else str(tmp_path)}

    with pytest.raises(Misconfigured, match="chmod 600"):
        _store(home, NOTHING(), environ=environ).find(SecretName.DATABASE_KEY)


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", '[secrets]\nx = "hunter2\n'])
def test_a_key_file_that_is_none_is_said_without_repeating_it(home: Home, tmp_path: Path, text: str) -> None:
    environ = {"TRACKER_KEY_FILE": _file(tmp_path / "key", text)}

    with pytest.raises(Misconfigured) as caught:
        _store(home, NOTHING(), environ=environ).find(SecretName.DATABASE_KEY)
    assert "hunter2" not in str(caught.value)


def test_a_key_that_is_no_key_is_said_without_repeating_it(home: Home) -> None:
    store = _store(home, Memory())
    store.keep(SecretName.DATABASE_KEY, "hunter2")

    with pytest.raises(Misconfigured, match="64 hexadecimal") as caught:
        store.get(SecretName.DATABASE_KEY).as_key()
    assert "hunter2" not in str(caught.value)


def test_without_a_keyring_a_passphrase_locks_the_secret_in_a_file(home: Home) -> None:
    store = _store(home, NOTHING(), typed=PASSPHRASE)
    place = Path(store.keep(SecretName.DATABASE_KEY, KEY))
    store.keep(SecretName.SMTP_PASSWORD, "hunter2")

    assert place.stat().st_mode & 0o777 == 0o600
    assert b"hunter2" not in place.read_bytes()
    again = _store(home, NOTHING(), typed=PASSPHRASE)
    assert again.get(SecretName.DATABASE_KEY).value == KEY
    assert again.get(SecretName.SMTP_PASSWORD).value == "hunter2"
    assert again.find(SecretName.SITE_KEY) is None


def test_the_passphrase_is_asked_for_once(home: Home) -> None:
    _store(home, NOTHING(), typed=PASSPHRASE).keep(SecretName.DATABASE_KEY, KEY)
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return PASSPHRASE

    store = SecretStore(home, environ={}, prompt=ask, allowed=TRUSTED)
    store.get(SecretName.DATABASE_KEY)
    store.find(SecretName.SMTP_PASSWORD)
    assert len(questions) == 1


def test_a_wrong_passphrase_is_refused_and_asked_for_again(home: Home) -> None:
    _store(home, NOTHING(), typed=PASSPHRASE).keep(SecretName.DATABASE_KEY, KEY)
    answers = iter(["not that one, no", PASSPHRASE])
    store = SecretStore(home, environ={}, prompt=lambda _: next(answers), allowed=TRUSTED)

    with pytest.raises(Refused, match="does not open"):
        store.get(SecretName.DATABASE_KEY)
    assert store.get(SecretName.DATABASE_KEY).value == KEY


def test_a_short_passphrase_is_refused_before_anything_is_written(home: Home) -> None:
    with pytest.raises(Refused, match="at least 12"):
        _store(home, NOTHING(), typed="short").keep(SecretName.DATABASE_KEY, KEY)

    assert list(home.configuration_folder.glob("*locked*")) == []


def test_a_service_with_a_locked_file_and_nobody_to_ask_says_so(home: Home) -> None:
    _store(home, NOTHING(), typed=PASSPHRASE).keep(SecretName.DATABASE_KEY, KEY)

    with pytest.raises(SecretMissing, match="nobody to type its passphrase"):
        _store(home, NOTHING()).get(SecretName.DATABASE_KEY)


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
    assert password_file(Path(_file(tmp_path / "f", "wet lamp seven goats\n"))) == "wet lamp seven goats"
    with pytest.raises(Misconfigured, match="chmod 600"):
        password_file(Path(_file(tmp_path / "f", "x", 0o644)))


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
