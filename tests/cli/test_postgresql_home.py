"""A live home on PostgreSQL: made, checked, backed up and restored by commands; its password in no file of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from db.accounts.credentials import password_proof
from db.keeper.homes import HomeKind, find_home
from db.keeper.installation import Installation
from db.store.wall.roles import APP, OWNER
from db.tables.users import UserAccount, UserRole
from db.words.actor import Role
from db.words.families.places import UserState
from tests.support.databases import Backend
from tests.support.homes import ADMIN, ADMIN_PASSWORD, KEY, PASSWORD, Run, secret_file
from tests.support.postgres import as_login


@pytest.fixture
def empty_pg(pg_backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database without a table, its server's own programs first on the path."""
    assert pg_backend.binaries is not None
    monkeypatch.setenv("PATH", f"{pg_backend.binaries.folder}{os.pathsep}{os.environ['PATH']}")
    with pg_backend.empty(tmp_path) as database:
        yield database.url


def _without_password(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    assert parts.password
    return url.replace(f":{parts.password}@", "@"), parts.password


def test_a_home_on_postgresql_keeps_the_password_out_of_its_files(
    command: Run, empty_pg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, password = _without_password(empty_pg)
    home, file = tmp_path / "pg", tmp_path / "b.dump"
    first, secret = secret_file(tmp_path, "first", ADMIN_PASSWORD), secret_file(tmp_path, "database", password)
    words = ("init", "--database", address, "--admin", ADMIN, "--admin-password-file", first)
    made = command(*words, "--password-file", secret, home=home, user="")
    assert made.code == 0, made.err
    assert "TRACKER_KEY_FILE" in made.err
    assert not [path for path in home.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]

    monkeypatch.setenv("TRACKER_KEY_FILE", str(secret))
    assert command("court", "add", "B01LY", home=home).code == 0
    assert json.loads(command("db", "check", "--json", home=home).out)["problems"] == []
    looked_at = command("doctor", home=home)
    assert (looked_at.code, "superuser" in looked_at.out) == (1, True), looked_at.out
    saved = command("db", "backup", file, home=home)
    assert (saved.code, file.stat().st_mode & 0o777) == (0, 0o600), saved.err
    assert command("court", "add", "B01AF", "--name", "Later", home=home).code == 0
    assert command("db", "restore", file, home=home).code == 2
    other = command("db", "restore", first, "--yes", "--dry-run", home=home)
    assert (other.code, "not a backup of PostgreSQL" in other.err) == (2, True), other.err
    assert command("db", "restore", file, "--yes", home=home).code == 0
    assert [one["code"] for one in json.loads(command("court", "list", "--json", home=home).out)] == ["B01LY"]


def test_terminals_work_as_the_application_and_the_owner_looks_after_the_database(
    command: Run, empty_pg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "pg"
    first = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    terminal, password = _without_password(as_login(empty_pg, APP))
    monkeypatch.setenv("TRACKER_DATABASE_URL", as_login(empty_pg, OWNER))
    made = command("init", "--database", terminal, "--admin", ADMIN, "--admin-password-file", first, home=home, user="")
    assert made.code == 0, made.err
    saved = command("db", "backup", tmp_path / "b.dump", home=home)
    assert saved.code == 0, saved.err
    assert command("db", "check", home=home).code == 0
    restored = command("db", "restore", tmp_path / "b.dump", "--yes", home=home)
    assert restored.code == 0, restored.err

    monkeypatch.delenv("TRACKER_DATABASE_URL")
    monkeypatch.setenv("TRACKER_KEY_FILE", str(secret_file(tmp_path, "database", password)))
    looked_at = command("doctor", home=home)
    assert "row security is forced on every table" in looked_at.out, looked_at.out
    assert "it can read alembic_version" in " ".join(looked_at.out.split()), looked_at.out
    assert "by password alone" in " ".join(looked_at.out.split()), looked_at.out
    assert "statement_timeout 120 s" in " ".join(looked_at.out.split()), looked_at.out
    assert looked_at.code == 0, looked_at.out
    # As where the server's administrator never ran what `tracker db roles` prints.
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=0")
    unlimited = command("doctor", home=home)
    assert (unlimited.code, "none for statement_timeout" in " ".join(unlimited.out.split())) == (1, True), unlimited.out
    monkeypatch.delenv("PGOPTIONS")
    added = command("court", "add", "B01LY", home=home)
    assert added.code == 0, added.err
    assert [one["code"] for one in json.loads(command("court", "list", "--json", home=home).out)] == ["B01LY"]
    refused = command("db", "backup", tmp_path / "c.dump", home=home)
    assert (refused.code, "TRACKER_DATABASE_URL" in refused.err) == (1, True), refused.err


def test_a_login_past_the_wall_is_refused_or_warned_of_before_there_is_a_home(
    command: Run, empty_pg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", as_login(empty_pg, OWNER))
    first = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    words = ("init", "--admin", ADMIN, "--admin-password-file", first, "--database")
    owner, _ = _without_password(as_login(empty_pg, OWNER))
    refused = command(*words, owner, home=tmp_path / "owner", user="")
    assert (refused.code, "tracker_app@" in refused.err) == (2, True), refused.err
    assert not (tmp_path / "owner").exists()
    superuser, _ = _without_password(empty_pg)
    warned = command(*words, superuser, home=tmp_path / "superuser", user="")
    assert (warned.code, "past every sharing rule" in " ".join(warned.err.split())) == (0, True), warned.err


def test_without_its_programs_a_backup_of_postgresql_says_what_is_missing(
    command: Run, empty_pg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", empty_pg)
    first = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    assert command("init", "--admin", ADMIN, "--admin-password-file", first, home=tmp_path / "pg", user="").code == 0
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    said = command("db", "backup", tmp_path / "b.dump", home=tmp_path / "pg")
    assert (said.code, "pg_dump is not on this machine" in said.err) == (2, True)


def test_a_server_that_is_away_or_refuses_is_one_sentence(command: Run, tmp_path: Path, empty_pg: str) -> None:
    address, password = _without_password(empty_pg)
    first, wrong = secret_file(tmp_path, "first", ADMIN_PASSWORD), secret_file(tmp_path, "wrong", password + "x")
    words = ("init", "--admin", ADMIN, "--admin-password-file", first, "--password-file", wrong)
    refused = command(*words, "--database", address, home=tmp_path / "refused", user="")
    away = command(*words, "--database", "postgresql://u@127.0.0.1:1/none", home=tmp_path / "away", user="")
    silent = command(*words[:-2], "--database", address, home=tmp_path / "silent", user="")
    assert (refused.code, away.code, silent.code) == (2, 3, 2)
    assert "asks for a password" in silent.err
    for said in (refused, away, silent):
        assert said.out == ""
        assert password not in said.err
    # Nothing half made is left to be cleared away by hand.
    assert not [name for name in ("refused", "away", "silent") if (tmp_path / name).exists()]


def test_the_owner_makes_the_tables_while_the_file_holds_the_terminals_password(
    command: Run, empty_pg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, first = tmp_path / "pg", secret_file(tmp_path, "first", ADMIN_PASSWORD)
    terminal, password = _without_password(as_login(empty_pg, APP))
    secret = secret_file(tmp_path, "app", password)
    words = ("init", "--database", terminal, "--admin", ADMIN, "--admin-password-file", first)
    alone = command(*words, "--password-file", secret, home=home, user="")
    assert (alone.code, "TRACKER_DATABASE_URL" in alone.err, home.exists()) == (1, True, False), alone.err
    monkeypatch.setenv("TRACKER_DATABASE_URL", as_login(empty_pg, OWNER))
    made = command(*words, "--password-file", secret, home=home, user="")
    assert made.code == 0, made.err
    monkeypatch.delenv("TRACKER_DATABASE_URL")
    monkeypatch.setenv("TRACKER_KEY_FILE", str(secret))
    assert command("court", "add", "B01LY", home=home).code == 0


def test_where_no_place_holds_the_password_the_terminal_is_asked(tmp_path: Path) -> None:
    home = find_home(str(tmp_path / "pg")).made(HomeKind.LIVE)
    home.change_settings({("database", "url"): "postgresql://tracker@db.example/court"})
    asked: list[str] = []

    def typed(question: str) -> str | None:
        asked.append(question)
        return "a secret" if len(asked) == 1 else None

    assert ":a secret@" in Installation(home, environ={}, prompt=typed).url
    assert asked == ["Password of the database court on db.example (empty for none): "]
    assert "tracker@db.example" in Installation(home, environ={}, prompt=typed).url
    assert "tracker@db.example" in Installation(home, environ={}).url
    assert len(asked) == 2


@pytest.fixture
def on_server(command: Run, empty_pg: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str, str]:
    """A home whose terminals are the application, with an administrator and an auditor; the two addresses."""
    home = tmp_path / "pg"
    first = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    owner, terminal = as_login(empty_pg, OWNER), as_login(empty_pg, APP)
    address, _ = _without_password(terminal)
    monkeypatch.setenv("TRACKER_DATABASE_URL", owner)
    made = command("init", "--database", address, "--admin", ADMIN, "--admin-password-file", first, home=home, user="")
    assert made.code == 0, made.err
    installation = Installation(find_home(str(home)))
    with installation.units.raw("keeper", writes=True) as connection:
        own = connection.execute(sa.text("SELECT id FROM agency WHERE code = 'TRACKER'")).scalar_one()
        auditor = UserAccount(
            user_name="aaudit", display_name="A. Audit", agency_id=own, state=UserState.ACTIVE,
            created_at=installation.clock.now(),
        )  # fmt: skip
        role = UserRole(user_id=auditor.id, role=Role.AUDITOR)
        for row in (auditor, role, password_proof(auditor.id, PASSWORD, judge=False)):
            connection.execute(sa.insert(type(row).__table__).values(**row.model_dump()))  # type: ignore[attr-defined]
    installation.close()
    return home, owner, terminal


def test_an_auditor_verifies_and_exports_at_a_terminal_and_with_the_owners_address(
    command: Run, on_server: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, owner, terminal = on_server
    monkeypatch.setenv("TRACKER_KEY_FILE", str(secret_file(tmp_path, "k", f'[secrets]\ncheckpoint-key = "{KEY}"')))
    sealed = command("audit", "checkpoint", home=home)
    assert (sealed.code, "checkpoint 1" in sealed.out) == (0, True), sealed.err
    for place, address in (("owner", owner), ("terminal", terminal)):
        monkeypatch.setenv("TRACKER_DATABASE_URL", address)
        checked = command("audit", "verify", "--json", home=home, user="aaudit", password=PASSWORD)
        assert checked.code == 0, checked.err
        found = json.loads(checked.out)
        assert (found["sound"], found["sealed"] > 0, found["rows"] > found["sealed"]) == (True, True, True)
        file = tmp_path / f"{place}.jsonl"
        words = ("audit", "export", file, "--for-commissioner", "--from", "today")
        written = command(*words, home=home, user="aaudit", password=PASSWORD)
        assert written.code == 0, written.err
        assert command("audit", "verify", "--export", file, home=home, user="").code == 0


def test_an_administrator_verifies_with_the_owners_address_alone(
    command: Run, on_server: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, _, terminal = on_server
    assert command("audit", "verify", home=home).code == 0
    monkeypatch.setenv("TRACKER_DATABASE_URL", terminal)
    refused = command("audit", "verify", home=home)
    assert (refused.code, "TRACKER_DATABASE_URL" in refused.err) == (1, True), refused.err


def test_the_sign_in_screen_of_a_terminal_on_a_server_opens_without_a_word(
    on_server: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, _, terminal = on_server
    monkeypatch.setenv("TRACKER_DATABASE_URL", terminal)
    installation = Installation(find_home(str(home)))
    installation.insist_ready()
    installation.close()
