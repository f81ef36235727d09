"""A backup is whole, of one moment, made while others write; a restore proves it first and keeps what was there."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db.store.backup import copy_live, prove, put_back
from db.words.errors import Misconfigured, Refused, TryLater


@pytest.fixture
def database(sqlite_url: str) -> Path:
    """A migrated file in write-ahead mode with a few rows."""
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    connection = _open(path)
    connection.execute("PRAGMA journal_mode=WAL")
    _rows(connection, 0, 50)
    connection.close()
    return path


def _open(path: Path) -> dbapi2.Connection:
    return dbapi2.connect(str(path), isolation_level=None, timeout=10, check_same_thread=False)


def _rows(connection: dbapi2.Connection, first: int, last: int) -> None:
    for number in range(first, last):
        connection.execute(
            "INSERT INTO agency (id, version, code, name, kind, enabled) VALUES (?, 1, ?, 'x', 'court', 1)",
            (number.to_bytes(16, "big"), f"A{number}"),
        )


def test_a_backup_holds_every_row_and_is_its_owners_alone(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    proof = copy_live(database, target)
    assert proof.rows["agency"] == 50
    assert prove(target) == proof
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_clerks_go_on_writing_while_a_backup_is_made(database: Path, tmp_path: Path) -> None:
    stop, faults, written = threading.Event(), [], [50]

    def write() -> None:
        connection = _open(database)
        while not stop.is_set():
            try:
                _rows(connection, written[0], written[0] + 1)
            except dbapi2.Error as fault:
                faults.append(fault)
                return
            written[0] += 1
        connection.close()

    clerk = threading.Thread(target=write)
    clerk.start()
    proofs = [copy_live(database, tmp_path / f"copy{n}.db") for n in range(5)]
    stop.set()
    clerk.join()
    assert not faults
    counts = [proof.rows["agency"] for proof in proofs]
    assert counts == sorted(counts)
    assert written[0] > 50


def test_a_backup_never_replaces_a_file_by_itself(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(Refused):
        copy_live(database, target)
    assert target.read_text() == "mine"


def test_a_restore_brings_the_backup_back_and_keeps_what_was_there(database: Path, tmp_path: Path) -> None:
    backup, aside = tmp_path / "copy.db", tmp_path / "before.db"
    proof = copy_live(database, backup)
    connection = _open(database)
    _rows(connection, 60, 70)
    connection.close()
    assert put_back(backup, database, aside=aside) == proof
    assert prove(database) == proof
    assert prove(aside).rows["agency"] == 60


def test_nothing_is_restored_while_anybody_has_the_database_open(database: Path, tmp_path: Path) -> None:
    backup = tmp_path / "copy.db"
    copy_live(database, backup)
    clerk = _open(database)
    clerk.execute("BEGIN")
    clerk.execute("SELECT count(*) FROM agency").fetchone()
    with pytest.raises(TryLater, match="open"):
        put_back(backup, database, aside=tmp_path / "before.db")
    clerk.execute("COMMIT")
    clerk.close()
    assert not (tmp_path / "before.db").exists()
    assert prove(database).rows["agency"] == 50


def test_a_damaged_or_foreign_file_is_refused_and_changes_nothing(database: Path, tmp_path: Path) -> None:
    before = prove(database)
    noise, other, torn = tmp_path / "noise.db", tmp_path / "other.db", tmp_path / "torn.db"
    noise.write_bytes(b"not a database at all" * 500)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    copy_live(database, torn)
    whole = bytearray(torn.read_bytes())
    for page in range(5, len(whole) // 4096, 7):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    torn.write_bytes(whole)
    for bad in (noise, other, torn, tmp_path / "missing.db"):
        with pytest.raises(Misconfigured):
            put_back(bad, database, aside=tmp_path / "before.db")
    assert prove(database) == before
