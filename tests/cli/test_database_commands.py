"""`tracker db`: each command says what it did, asks before it replaces, and writes nothing when told so."""

from __future__ import annotations

import json
from pathlib import Path

from db.keeper.homes import Home
from tests.support.homes import Run


def test_a_backup_and_its_restore_by_commands(command: Run, live_home: Home, tmp_path: Path) -> None:
    home, file = live_home.folder, tmp_path / "b.db"
    assert command("db", "backup", file, "--dry-run", home=home).code == 0
    assert not file.exists()
    assert "found whole" in command("db", "backup", file, home=home).out
    asked = command("db", "backup", file, home=home)
    assert (asked.code, "--yes" in asked.err) == (2, True)
    assert command("db", "backup", file, "--yes", home=home).code == 0
    assert command("db", "restore", file, "--dry-run", home=home).code == 0
    assert command("db", "restore", file, home=home).code == 2
    restored = command("db", "restore", file, "--yes", home=home)
    assert (restored.code, "tracker.db.before-" in restored.err) == (0, True)
    assert command("db", "restore", file, home=tmp_path / "other").code == 0
    assert command("user", "list", home=tmp_path / "other").code == 0


def test_a_file_that_is_no_backup_is_refused(command: Run, live_home: Home, tmp_path: Path) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes(b"noise" * 2000)
    said = command("db", "restore", noise, "--yes", home=live_home.folder)
    assert (said.code, said.out) == (2, "")
    assert command("db", "check", home=live_home.folder).code == 0


def test_checking_and_upgrading_say_where_the_tables_stand(command: Run, live_home: Home) -> None:
    checked = json.loads(command("db", "check", "--json", home=live_home.folder).out)
    assert set(checked) == {"version", "rows", "problems"}
    assert checked["problems"] == []
    assert "current" in command("db", "upgrade", home=live_home.folder).out
    assert "current" in command("db", "upgrade", "--dry-run", home=live_home.folder).out


def test_doctor_gives_one_document_and_an_exit_code(command: Run, live_home: Home, tmp_path: Path) -> None:
    said = command("doctor", "--json", home=live_home.folder)
    document = json.loads(said.out)
    assert (said.code, document["sound"]) == (0, True)
    assert {"check", "state", "said", "file"} == set(document["findings"][0])
    assert command("doctor", home=tmp_path / "none").code == 2
    live_home.database.chmod(0o644)
    assert command("doctor", home=live_home.folder).code == 1


def test_testing_keys_needs_a_terminal(command: Run, live_home: Home) -> None:
    assert command("doctor", "--keys", home=live_home.folder).code == 2
