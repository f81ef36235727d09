"""A live home begins with one administrator and no other account, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.keeper.making import FirstUser, check_address, make_live
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, Misconfigured, Refused
from tests.support.homes import ADMIN, ADMIN_PASSWORD

FIRST = FirstUser(ADMIN, "P. Hale", ADMIN_PASSWORD)


def test_the_first_administrator_comes_in_and_nobody_else(live_home: Home) -> None:
    installation = Installation(live_home)
    assert installation.sign_in(ADMIN, ADMIN_PASSWORD).actor.roles == {Role.ADMINISTRATOR}
    for name in ("admin", "tracker", "clerk"):
        with pytest.raises(Refused):
            installation.sign_in(name, ADMIN_PASSWORD)
    installation.close()


def test_a_home_is_made_once(live_home: Home) -> None:
    with pytest.raises(Conflict):
        make_live(live_home, FIRST)


def test_everything_in_a_home_is_its_owners_alone(live_home: Home) -> None:
    for path in (live_home.folder, *live_home.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_bad_password_or_name_makes_no_home(tmp_path: Path) -> None:
    for first in (FirstUser("p.hale", "", "short"), FirstUser("no good", "", ADMIN_PASSWORD)):
        with pytest.raises(BadInput):
            make_live(find_home(str(tmp_path / "new")), first)
    assert not (tmp_path / "new").exists()


def test_a_home_whose_making_was_cut_short_is_made_at_the_next_try(tmp_path: Path) -> None:
    home = find_home(str(tmp_path / "new")).made(HomeKind.LIVE)
    (home.folder / "tracker.db.making").write_bytes(b"half a database")
    made = make_live(find_home(str(tmp_path / "new")), FIRST)
    assert made.home.database.exists()
    assert sorted(path.name for path in home.folder.glob("tracker.db*")) == ["tracker.db"]


def test_a_demo_home_never_becomes_a_live_one(tmp_path: Path) -> None:
    demo = find_home(str(tmp_path / "demo")).made(HomeKind.DEMO)
    with pytest.raises(Misconfigured, match="demo home"):
        make_live(demo, FIRST)


@pytest.mark.parametrize("address", ["postgresql://u:secret@h/d", "mysql://u@h/d", "sqlite:///x.db"])
def test_an_address_with_a_password_or_of_another_kind_is_refused_unrepeated(address: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        check_address(address)
    assert "secret" not in refused.value.sentence


def test_a_live_home_on_postgresql_keeps_its_address_and_no_password(
    pg_empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", pg_empty)
    made = make_live(
        find_home(str(tmp_path / "pg")), FIRST, address="postgresql://tracker@db.example/tracker", second_factor=False
    )
    text = made.home.configuration.read_text()
    assert "postgresql://tracker@db.example/tracker" in text
    installation = Installation(find_home(str(tmp_path / "pg")), environ=os.environ)
    assert installation.sign_in(ADMIN, ADMIN_PASSWORD).actor.user_name == ADMIN
    installation.close()
    with pytest.raises(Conflict):
        make_live(find_home(str(tmp_path / "other")), FIRST)


@pytest.fixture
def pg_empty(pg_backend: object, tmp_path: Path) -> object:
    """The address of a PostgreSQL database without a table."""
    from tests.support.databases import Backend

    assert isinstance(pg_backend, Backend)
    with pg_backend.empty(tmp_path) as database:
        yield database.url
