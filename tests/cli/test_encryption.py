"""By commands: a home begins encrypted or not at all, its key changes, and a backup comes back with its key."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.keeper.homes import Home, find_home
from db.store.backup import copy_live
from db.store.raw_file import is_plain, opened, opens
from tests.e2e.harness import environment
from tests.support.homes import ADMIN, ADMIN_PASSWORD, KEY, Run, secret_file

ROOT = Path(__file__).parents[2]
OTHER = "c4" * 32


def _key_file(folder: Path, name: str, key: str) -> Path:
    return secret_file(folder, name, key)


def _init(command: Run, home: Path, tmp_path: Path) -> tuple[int, str]:
    first = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    said = command("init", "--admin", ADMIN, "--admin-password-file", first, home=home, user="")
    return said.code, said.out + said.err


def test_a_home_is_encrypted_under_the_key_that_the_machine_hands_over(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_KEY_FILE", str(_key_file(tmp_path, "key", OTHER)))
    code, said = _init(command, tmp_path / "new", tmp_path)
    database = find_home(str(tmp_path / "new")).database
    assert (code, is_plain(database), opens(database, bytes.fromhex(OTHER))) == (0, False, True)
    assert "its key was found in:" in said
    assert OTHER not in said
    assert command("db", "check", home=tmp_path / "new").code == 0


def test_without_a_place_for_the_key_no_database_is_made(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_KEY_FILE")
    code, said = _init(command, tmp_path / "new", tmp_path)
    assert code == 2
    for words in ("no keyring", "no safe place", "TRACKER_KEY_FILE", "passphrase"):
        assert words in said
    assert [path.name for path in (tmp_path / "new").glob("*.db*") if path.stat().st_size] == []
    monkeypatch.setenv("TRACKER_KEY_FILE", str(_key_file(tmp_path, "key", OTHER)))
    assert _init(command, tmp_path / "new", tmp_path)[0] == 0


def test_a_record_in_the_clear_is_refused_everywhere_until_it_is_encrypted(command: Run, live_home: Home) -> None:
    home, database = live_home.folder, live_home.database
    _decrypt(database)
    for words in (("db", "upgrade"), ("db", "backup", home / "b.db"), ("db", "key", home / "k")):
        said = command(*words, home=home)
        assert (said.code, "is not encrypted" in said.err, "tracker db rekey" in said.err) == (2, True, True), words
    checked = command("db", "check", home=home)
    assert (checked.code, "is not encrypted" in checked.err) == (1, True)
    doctor = command("doctor", "--json", home=home)
    assert (doctor.code, "not encrypted" in doctor.out) == (1, True)
    assert command("db", "rekey", "--dry-run", home=home).out.startswith("Would")
    assert is_plain(database)
    assert command("db", "rekey", home=home).code == 2
    done = command("db", "rekey", "--yes", home=home)
    assert (done.code, "is encrypted" in done.out, "overwritten" in done.err) == (0, True, True)
    assert command("db", "check", home=home).code == 0
    assert opens(database, bytes.fromhex(KEY))


def test_the_key_is_changed_and_an_older_backup_comes_back_with_the_key_before(
    command: Run, live_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, backup, old = live_home.folder, tmp_path / "b.db", tmp_path / "old.key"
    assert command("db", "backup", backup, home=home).code == 0
    assert command("db", "key", old, "--dry-run", home=home).code == 0
    assert not old.exists()
    assert command("db", "key", old, home=home).code == 0
    assert (old.read_text().strip(), old.stat().st_mode & 0o777) == (KEY, 0o600)
    assert command("db", "key", old, home=home).code == 1

    refused = command("db", "rekey", "--yes", home=home)
    assert (refused.code, "--new-key-file" in refused.err) == (1, True)
    new = _key_file(tmp_path, "new.key", OTHER)
    done = command("db", "rekey", "--yes", "--new-key-file", new, home=home)
    assert (done.code, f"TRACKER_KEY_FILE={new}" in done.err) == (0, True)
    assert "does not open" in command("db", "check", home=home).err
    monkeypatch.setenv("TRACKER_KEY_FILE", str(new))
    assert command("db", "check", home=home).code == 0

    wrong = command("db", "restore", backup, "--yes", home=home)
    assert (wrong.code, "--key-file" in wrong.err) == (2, True)
    assert command("db", "restore", backup, "--yes", "--key-file", old, home=home).code == 0
    assert command("db", "check", home=home).code == 0
    assert opens(live_home.database, bytes.fromhex(OTHER))


def test_a_file_with_one_key_is_made_one_that_names_each_and_then_the_log_is_sealed(
    command: Run, live_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, named = live_home.folder, tmp_path / "named.key"
    monkeypatch.setenv("TRACKER_KEY_FILE", str(_key_file(tmp_path, "bare", KEY)))
    refused = command("audit", "checkpoint", home=home)
    assert (refused.code, "checkpoint-key = " in refused.err, "tracker db key FILE --named" in refused.err) == (
        2,
        True,
        True,
    )
    assert command("db", "key", named, "--named", "--dry-run", home=home).code == 0
    assert not named.exists()
    made = command("db", "key", named, "--named", home=home)
    assert (made.code, f"TRACKER_KEY_FILE={named}" in made.err) == (0, True), made.err
    assert (KEY in made.out + made.err, named.stat().st_mode & 0o777) == (False, 0o600)
    assert command("db", "key", named, "--named", home=home).code == 1
    monkeypatch.setenv("TRACKER_KEY_FILE", str(named))
    assert command("audit", "checkpoint", home=home).code == 0
    public = command("audit", "key", home=home).out
    assert public


def test_a_new_key_file_does_not_lose_what_the_one_before_names(
    command: Run, live_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, named = live_home.folder, tmp_path / "named.key"
    assert command("db", "key", named, "--named", home=home).code == 0
    monkeypatch.setenv("TRACKER_KEY_FILE", str(named))
    public = command("audit", "key", home=home).out
    bare = command("db", "rekey", "--yes", "--new-key-file", _key_file(tmp_path, "bare", OTHER), home=home)
    assert (bare.code, "also holds checkpoint-key" in bare.err, "[secrets]" in bare.err) == (1, True, True)
    assert command("db", "check", home=home).code == 0
    whole = secret_file(tmp_path, "whole", named.read_text().replace(KEY, OTHER))
    monkeypatch.chdir(tmp_path)
    done = command("db", "rekey", "--yes", "--new-key-file", "whole", home=home)
    assert (done.code, f"TRACKER_KEY_FILE={whole}" in done.err) == (0, True), done.err
    monkeypatch.setenv("TRACKER_KEY_FILE", str(whole))
    assert command("db", "check", home=home).code == 0
    assert command("audit", "key", home=home).out == public


def test_a_backup_in_the_clear_from_before_is_encrypted_when_it_comes_back(
    command: Run, live_home: Home, tmp_path: Path
) -> None:
    copy_live(live_home.database, tmp_path / "b.db", key=bytes.fromhex(KEY))
    _decrypt(tmp_path / "b.db")
    assert command("db", "restore", tmp_path / "b.db", "--yes", home=live_home.folder).code == 0
    assert not is_plain(live_home.database)
    assert command("db", "check", home=live_home.folder).code == 0


def test_a_damaged_database_names_its_page_and_a_backup_takes_its_place(
    command: Run, live_home: Home, tmp_path: Path
) -> None:
    home = live_home.folder
    assert command("db", "backup", tmp_path / "b.db", home=home).code == 0
    content = bytearray(live_home.database.read_bytes())
    content[6 * 4096 + 900] ^= 1
    live_home.database.write_bytes(content)
    checked = command("db", "check", "--json", home=home)
    assert (checked.code, "page 7" in json.loads(checked.out)["problems"][0]) == (1, True)
    live_home.database.write_bytes(b"noise" * 3000)
    said = command("db", "upgrade", home=home)
    assert (said.code, "does not open" in said.err, "tracker db restore" in said.err) == (2, True, True)
    assert command("db", "restore", tmp_path / "b.db", "--yes", home=home).code == 0
    assert command("db", "check", home=home).code == 0


def test_a_demo_has_no_key_to_change(command: Run, tmp_path: Path) -> None:
    assert command("demo", "--prepare", home=tmp_path / "demo", user="").code == 0
    for words in (("rekey", "--yes"), ("key", tmp_path / "k")):
        said = command("db", *words, home=tmp_path / "demo", user="")
        assert (said.code, "invented" in said.err) == (1, True)


@pytest.mark.needs_keyring_daemon
def test_with_a_real_keyring_a_home_is_made_opened_and_given_a_new_key(tmp_path: Path) -> None:
    first = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    ours = f"'{sys.executable}' -m tracker_tui"
    acting = f"--home '{tmp_path / 'live'}'"
    steps = (
        "printf 'a login' | gnome-keyring-daemon --unlock --components=secrets >/dev/null",
        f"{ours} init {acting} --admin {ADMIN} --admin-password-file '{first}'",
        f"{ours} db check {acting}",
        f"{ours} db backup '{tmp_path / 'b.db'}' {acting}",
        f"{ours} db rekey --yes {acting}",
        f"{ours} db check {acting}",
        f"{ours} db restore '{tmp_path / 'b.db'}' --yes {acting}",
        f"{ours} db check {acting}",
    )
    environ = environment(tmp_path)
    for name in ("PYTHON_KEYRING_BACKEND", "TRACKER_KEY_FILE"):
        environ.pop(name)
    ran = subprocess.run(
        ["dbus-run-session", "--", "sh", "-e", "-c", "; ".join(steps)],
        capture_output=True, text=True, timeout=120, env=environ, cwd=ROOT,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "kept in: keyring" in ran.stderr
    assert "The key is in: keyring" in ran.stdout
    assert not list((tmp_path / "live").glob("*.locked"))


def _decrypt(path: Path) -> None:
    """As a home of an earlier version left it."""
    making = path.with_suffix(".clear")
    with opened(path, bytes.fromhex(KEY)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("ATTACH ? AS clear KEY ''", (str(making),))
        connection.execute("SELECT sqlcipher_export('clear')").fetchone()
        connection.execute("DETACH clear")
    making.chmod(0o600)
    making.replace(path)
