"""An engine opens the very file that it is given, and says plainly what is wrong with a server's."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from db.store.engine import make_engine
from db.store.rescue import told_plainly
from db.store.upgrade import config_for
from db.words.errors import Misconfigured


@pytest.mark.parametrize("folder", ["plain", "with space", "no#1", "what?", "50%41", "Bär"])
def test_a_folder_may_have_any_name(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "x.db"
    path.parent.mkdir()
    writing = make_engine(f"sqlite:///{path}")
    with writing.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER)")
    reading = make_engine(f"sqlite:///{path}", read_only=True)
    with reading.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    writing.dispose()
    reading.dispose()
    assert path.exists()
    assert [each.name for each in tmp_path.iterdir()] == [folder]


def test_the_migrations_are_found_below_any_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.store.upgrade._FOLDER", Path("/srv/50%41/migrations"))
    assert config_for().get_main_option("script_location") == "/srv/50%41/migrations"


def test_a_server_without_the_database_is_not_told_to_upgrade(pg_url: str) -> None:
    engine = make_engine(make_url(pg_url).set(database="nowhere_at_all"))
    with pytest.raises(Misconfigured, match="no such database") as told, told_plainly():
        engine.connect()
    assert "upgrade" not in told.value.sentence


def test_tables_that_are_not_there_ask_for_an_upgrade(pg_url: str) -> None:
    engine = make_engine(pg_url)
    with pytest.raises(Misconfigured, match="upgrade"), told_plainly(), engine.connect() as connection:
        connection.exec_driver_sql("SELECT nothing_like_it FROM agency")
    engine.dispose()


def test_keys_nothing_and_truth_values_are_stored_as_what_they_are(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (k BLOB, n TEXT, y INTEGER)")
        connection.exec_driver_sql("INSERT INTO t VALUES (?, ?, ?)", (b"\x00\xff'", None, True))
        kinds = "SELECT typeof(k), typeof(n), typeof(y), k, y FROM t WHERE k = ? AND n IS ? AND y = ?"
        assert tuple(connection.exec_driver_sql(kinds, (b"\x00\xff'", None, True)).one()) == (
            "blob", "null", "integer", b"\x00\xff'", 1,
        )  # fmt: skip
    engine.dispose()
