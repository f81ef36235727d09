"""`tracker audit` in a home: sealed, checked, read by the auditor, exported, and every reading on record."""

from __future__ import annotations

import json
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.keeper.demo import prepare_demo
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.store.triggers import drop_triggers
from db.words.clock import Clock
from tests.support.homes import KEY, Run, secret_file


@pytest.fixture(scope="session")
def _demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo home, made once: every role has a user there, without a password on the command line."""
    folder = tmp_path_factory.mktemp("audit") / "demo"
    prepare_demo(find_home(str(folder)), clock=Clock())
    return folder


@pytest.fixture
def demo(_demo_once: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    shutil.copytree(_demo_once, folder)
    folder.chmod(0o700)
    return folder


@pytest.fixture
def checkpoint_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A live home's key file that holds a checkpoint key as well."""
    named = f'[secrets]\ndatabase-key = "{KEY}"\ncheckpoint-key = "{"7a" * 32}"'
    monkeypatch.setenv("TRACKER_KEY_FILE", str(secret_file(tmp_path, "named", named)))


def _ask(command: Run, home: Path, user: str, *words: str | Path) -> tuple[int, str, str]:
    said = command("audit", *words, "--as", user, home=home, user="")
    return said.code, said.out, said.err


def test_a_checkpoint_is_made_sent_and_verified_with_the_sink(command: Run, demo: Path, tmp_path: Path) -> None:
    sink = tmp_path / "sink.jsonl"
    find_home(str(demo)).change_settings({("audit", "sink"): f"file:{sink}"})
    code, out, err = _ask(command, demo, "administrator", "checkpoint")
    assert (code, out.startswith("checkpoint 1: ")) == (0, True), err
    assert "1 sent to file:" in err
    assert stat.S_IMODE(sink.stat().st_mode) == 0o600
    code, out, _ = _ask(command, demo, "auditor", "verify", "--sink", sink, "--json")
    found = json.loads(out)
    assert (code, found["sound"], found["checkpoints"]) == (0, True, 1)
    assert _ask(command, demo, "auditor", "checkpoint", "--if-due")[1].startswith("No row waits")
    assert "wait for a checkpoint (after checkpoint 1" in _ask(command, demo, "auditor", "checkpoint", "--dry-run")[1]


def test_a_sink_that_does_not_answer_is_told_and_the_checkpoint_stands(
    command: Run, demo: Path, tmp_path: Path
) -> None:
    find_home(str(demo)).change_settings({("audit", "sink"): f"file:{tmp_path / 'none' / 'sink'}"})
    code, out, err = _ask(command, demo, "auditor", "checkpoint")
    assert (code, out.startswith("checkpoint 1: ")) == (1, True)
    assert "did not take" in err
    (tmp_path / "none").mkdir()
    assert "sent to" in _ask(command, demo, "auditor", "checkpoint")[2]


def test_tampering_ends_with_code_1_and_names_the_row(command: Run, demo: Path) -> None:
    _ask(command, demo, "auditor", "checkpoint")
    installation = Installation(find_home(str(demo)))
    with installation.units.raw("keeper", writes=True) as connection:
        drop_triggers(connection)
        connection.execute(sa.text("UPDATE audit_event SET reason = 'nothing' WHERE number = 1"))
    installation.close()
    code, out, err = _ask(command, demo, "auditor", "verify")
    assert code == 1
    assert "row edited" in out
    assert "found" in err


def _take_away(demo: Path, *statements: str) -> None:
    """What somebody does who owns the database file."""
    installation = Installation(find_home(str(demo)))
    with installation.units.raw("keeper", writes=True) as connection:
        drop_triggers(connection)
        for statement in statements:
            connection.execute(sa.text(statement))
    installation.close()


def test_a_log_that_no_checkpoint_covers_is_not_called_whole_and_no_more(command: Run, demo: Path) -> None:
    code, _, err = _ask(command, demo, "auditor", "verify")
    assert (code, "whole in itself, but not sealed" in err) == (0, True)
    _ask(command, demo, "auditor", "checkpoint")
    assert "whole, and sealed up to checkpoint 1 of 20" in _ask(command, demo, "auditor", "verify")[2]
    assert "1 row after it is not sealed." in _ask(command, demo, "auditor", "verify")[2]


def test_checkpoints_that_were_deleted_are_missed_by_the_machine_that_signed_them(command: Run, demo: Path) -> None:
    _ask(command, demo, "auditor", "checkpoint")
    _ask(command, demo, "auditor", "verify")
    _ask(command, demo, "auditor", "checkpoint")
    _take_away(demo, "DELETE FROM audit_head", "DELETE FROM audit_shipment", "DELETE FROM audit_checkpoint")
    code, out, err = _ask(command, demo, "auditor", "verify")
    assert (code, "checkpoint missing" in out, "signed checkpoint 2 at 20" in out) == (1, True, True)
    assert "whole" not in err
    # Another one that bears the number of one that is gone does not hide it.
    assert _ask(command, demo, "auditor", "checkpoint")[1].startswith("checkpoint 1: ")
    code, out, _ = _ask(command, demo, "auditor", "verify", "--json")
    findings = json.loads(out)["findings"]
    assert (code, [(each["kind"], each["number"]) for each in findings]) == (1, [("unsealed", 2)])


def test_a_sign_in_that_was_deleted_with_all_that_was_signed_of_it_is_named(
    command: Run, live_home: Home, checkpoint_key: None
) -> None:
    home = live_home.folder
    assert command("court", "list", home=home).code == 0
    assert command("audit", "checkpoint", home=home).code == 0
    assert command("audit", "verify", home=home).code == 0
    installation = Installation(live_home)
    with installation.units.raw("keeper") as connection:
        chain = connection.execute(sa.text("SELECT id FROM user_session ORDER BY opened_at LIMIT 1")).scalar()
    installation.close()
    assert isinstance(chain, bytes)
    tables = {"audit_event": "chain_id", "audit_head": "chain_id", "audit_chain": "id"}
    _take_away(home, *(f"DELETE FROM {table} WHERE {key} = x'{chain.hex()}'" for table, key in tables.items()))
    said = command("audit", "verify", home=home)
    assert (said.code, "whole sign-in missing" in said.out, chain.hex() in said.out) == (1, True, True)


def test_a_key_without_any_checkpoint_is_told(command: Run, demo: Path) -> None:
    _ask(command, demo, "auditor", "checkpoint")
    _take_away(demo, "DELETE FROM audit_head", "DELETE FROM audit_shipment", "DELETE FROM audit_checkpoint")
    (demo / "checkpoints.json").unlink()
    code, _, err = _ask(command, demo, "auditor", "verify")
    assert (code, "holds the checkpoint key, and no checkpoint is in the log" in err) == (0, True)


def test_rows_that_waited_too_long_for_a_checkpoint_are_told(command: Run, demo: Path) -> None:
    _ask(command, demo, "auditor", "checkpoint")
    assert "Note:" not in _ask(command, demo, "auditor", "verify")[2]
    tomorrow = Clock()
    tomorrow.set_day(tomorrow.today() + timedelta(days=1))
    installation = Installation(find_home(str(demo)), clock=tomorrow)
    installation.note("database.key")
    installation.close()
    code, _, err = _ask(command, demo, "auditor", "verify")
    assert (code, "more than 15 minutes after the last checkpoint" in err) == (0, True)


def test_a_list_of_checkpoints_that_was_altered_is_refused(command: Run, demo: Path) -> None:
    _ask(command, demo, "auditor", "checkpoint")
    (demo / "checkpoints.json").write_text('{"file": {"last": 3, "lost": []}}')
    code, _, err = _ask(command, demo, "auditor", "verify")
    assert (code, "checkpoints.json was altered" in err) == (2, True)


def test_the_log_is_read_by_its_auditor_alone_and_with_bounds(command: Run, demo: Path) -> None:
    assert _ask(command, demo, "clerk", "list", "--user", "clerk", "--from", "today")[0] == 1
    code, _, err = _ask(command, demo, "auditor", "list", "--user", "clerk")
    assert (code, "from a day" in err) == (1, True)
    code, out, _ = _ask(command, demo, "auditor", "list", "--user", "clerk", "--from", "today", "--json")
    assert [each["action"] for each in json.loads(out)["acts"]] == ["audit.refused"]
    assert "was refused the log" in _ask(command, demo, "auditor", "list", "--user", "clerk", "--from", "today")[1]


def test_an_export_is_for_somebody_goes_round_and_is_its_owners_alone(command: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    wanted = ("export", file, "--for-commissioner", "--from", "today")
    assert _ask(command, demo, "clerk", *wanted)[0] == 1
    assert "says for whom" in _ask(command, demo, "auditor", "export", file, "--from", "today")[2]
    assert _ask(command, demo, "auditor", *wanted, "--dry-run")[1].startswith("Would export")
    assert not file.exists()
    assert _ask(command, demo, "auditor", *wanted)[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = _ask(command, demo, "auditor", "key")[1].strip()
    assert command("audit", "verify", "--export", file, "--key", key, home=tmp_path / "nowhere", user="").code == 0
    assert "already" in _ask(command, demo, "auditor", *wanted)[2]
    assert "Commissioner" in _ask(command, demo, "auditor", "list", "--user", "auditor", "--from", "today", "--json")[1]


def test_who_saw_says_what_the_reader_may_be_told(command: Run, demo: Path) -> None:
    found = json.loads(command("person", "find", "smith", "--json", home=demo, user="").out)
    person = str((found if isinstance(found, list) else found["hits"])[0]["person"])
    command("person", "show", person, home=demo, user="")
    code, out, err = _ask(command, demo, "auditor", "who-saw", person)
    assert (code, "showed the file by a command" in out) == (0, True)
    assert "every act" in err
    assert json.loads(_ask(command, demo, "clerk", "who-saw", person, "--json")[1])["total"] == 1
    assert _ask(command, demo, "administrator", "who-saw", person)[0] == 1


def test_a_live_home_keeps_its_checkpoint_key_where_secrets_are(live_home: Home, command: Run) -> None:
    assert live_home.kind is HomeKind.LIVE
    before = command("audit", "key", home=live_home.folder, user="")
    assert (before.code, "no checkpoint key" in before.err) == (1, True)


def test_an_older_backup_that_is_put_back_is_told_and_is_no_tampering(
    command: Run, live_home: Home, checkpoint_key: None, tmp_path: Path
) -> None:
    home, file = live_home.folder, tmp_path / "backup.db"
    for _ in range(2):
        assert command("audit", "checkpoint", home=home).code == 0
        command("db", "backup", file, home=home)
    assert command("db", "restore", file, "--yes", home=home).code == 0
    said = command("audit", "verify", home=home)
    assert (said.code, "An older backup was put back at 20" in said.err) == (0, True)
    assert "rows written after it are not there" in said.err
