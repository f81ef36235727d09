"""The keeper upgrades, checks, backs up and restores a home, and leaves an audit row of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from db.keeper import upkeep
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.keeper.restoring import Restoring
from db.tables.system import AuditEvent
from db.words.errors import Misconfigured, Refused
from tests.support.homes import ADMIN, ADMIN_PASSWORD

_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


def _actions(installation: Installation) -> list[str]:
    with installation.units.raw("keeper") as connection:
        return list(connection.execute(sa.select(_event.c.action).order_by(_event.c.happened_at)).scalars())


def test_a_backup_is_restored_into_a_new_home_and_its_users_come_in(live_home: Home, tmp_path: Path) -> None:
    installation = Installation(live_home)
    saved = upkeep.backup(installation, tmp_path / "b.db")
    installation.close()
    restored = Restoring(find_home(str(tmp_path / "new")), saved.file).restore(stamp="now")
    assert (restored.rows, restored.aside) == (saved.rows, None)
    again = Installation(find_home(str(tmp_path / "new")))
    assert again.sign_in(ADMIN, ADMIN_PASSWORD).actor.user_name == ADMIN
    assert _actions(again)[:3] == ["installation.make", "database.backup", "database.restore"]
    again.close()


def test_a_restore_keeps_the_database_that_it_replaces(live_home: Home, tmp_path: Path) -> None:
    installation = Installation(live_home)
    saved = upkeep.backup(installation, tmp_path / "b.db")
    installation.close()
    restored = Restoring(live_home, saved.file).restore(stamp="20250312")
    assert restored.aside == live_home.folder / "tracker.db.before-20250312"
    assert restored.aside.exists()


def test_a_demo_home_takes_no_backup_of_a_court(live_home: Home, tmp_path: Path) -> None:
    installation = Installation(live_home)
    saved = upkeep.backup(installation, tmp_path / "b.db")
    installation.close()
    demo = find_home(str(tmp_path / "demo")).made(HomeKind.DEMO)
    with pytest.raises(Refused, match="demo"):
        Restoring(demo, saved.file).restore(stamp="now")
    assert not demo.database.exists()


def test_a_backup_replaces_a_file_only_when_told_to(live_home: Home, tmp_path: Path) -> None:
    installation, target = Installation(live_home), tmp_path / "b.db"
    upkeep.backup(installation, target)
    with pytest.raises(Refused):
        upkeep.backup(installation, target)
    upkeep.backup(installation, target, over=True)
    with pytest.raises(Misconfigured, match="no folder"):
        upkeep.backup(installation, tmp_path / "none" / "b.db")
    installation.close()


def test_a_sound_database_has_no_problems_and_a_damaged_one_says_so(live_home: Home) -> None:
    installation = Installation(live_home)
    checked = upkeep.check(installation)
    assert not checked.problems
    assert checked.rows["user_account"] == 2
    installation.close()
    content = bytearray(live_home.database.read_bytes())
    for page in range(4, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    live_home.database.write_bytes(content)
    assert upkeep.check(Installation(live_home)).problems


def test_a_database_of_a_newer_tracker_is_left_alone(live_home: Home) -> None:
    installation = Installation(live_home)
    with installation.units.raw("keeper", writes=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Misconfigured, match="newer"):
        upkeep.upgrade(installation)
    with pytest.raises(Misconfigured, match="newer"):
        installation.insist_ready()
    installation.close()


def test_an_upgrade_says_where_the_tables_stand_then_and_not_what_was_planned(
    live_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = Installation(live_home)
    before = upkeep.planned(installation)
    # A program that plans one version and makes another: the answer is what the database says afterwards.
    monkeypatch.setattr("db.store.standing.newest", lambda: "9999")
    assert upkeep.upgrade(installation) == upkeep.Step(before.before, before.before)
    installation.close()


def test_an_older_database_says_what_to_run(live_home: Home) -> None:
    installation = Installation(live_home)
    with installation.units.raw("keeper", writes=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Misconfigured, match="tracker db upgrade"):
        installation.insist_ready()
    assert upkeep.planned(installation).is_needed
    installation.close()
