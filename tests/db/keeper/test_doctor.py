"""Doctor names every file it reads and says what is wrong, also where hardly anything works."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.keeper.doctor import Finding, State, examine
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.tables.sessions import SignInRule


def _found(home: Home) -> dict[str, Finding]:
    return {finding.check: finding for finding in examine(home, os.environ)}


def _wrong(home: Home) -> set[str]:
    return {finding.check for finding in examine(home, os.environ) if finding.state is State.WRONG}


def test_a_new_home_is_sound_and_every_file_is_named(live_home: Home) -> None:
    assert _wrong(live_home) == set()
    files = {finding.file for finding in examine(live_home, os.environ) if finding.file}
    assert {str(live_home.database), str(live_home.configuration), str(live_home.folder / "home.kind")} <= files
    encryption = _found(live_home)["encryption"]
    assert (encryption.state, os.environ["TRACKER_KEY_FILE"] in encryption.said) == (State.OK, True)


def test_a_home_without_second_factors_is_told_of_them(live_home: Home) -> None:
    off = _found(live_home)["second factors"]
    assert (off.state, "by password alone" in off.said) == (State.NOTE, True)
    installation = Installation(live_home)
    with installation.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.delete(SignInRule.__table__))  # type: ignore[attr-defined]
    installation.close()
    assert _found(live_home)["second factors"].state is State.OK


def test_without_a_home_doctor_says_so(tmp_path: Path) -> None:
    assert _wrong(find_home(str(tmp_path / "none"))) == {"home"}


def test_a_home_without_a_database_is_wrong(tmp_path: Path) -> None:
    assert _wrong(find_home(str(tmp_path / "bare")).made(HomeKind.LIVE)) == {"database"}


def test_a_file_that_others_may_read_is_named(live_home: Home) -> None:
    live_home.database.chmod(0o644)
    rights = _found(live_home)["rights"]
    assert rights.state is State.WRONG
    assert f"chmod 600 {live_home.database}" in rights.said


@pytest.mark.parametrize("text", ["terminal = [", 'theme = "x"\n[database]\nurl = "postgresql://u:pw@h/d"'])
def test_settings_that_cannot_be_used_stop_no_other_check(live_home: Home, text: str) -> None:
    live_home.configuration.write_text(text)
    live_home.configuration.chmod(0o600)
    found = _found(live_home)
    assert found["settings"].state is State.WRONG
    assert "pw" not in found["settings"].said
    assert "keyring" in found


def test_a_damaged_database_is_wrong(live_home: Home) -> None:
    live_home.database.write_bytes(b"noise" * 4000)
    live_home.database.chmod(0o600)
    assert _wrong(live_home) == {"database"}
