"""The database file has a key, a change of it is whole or not at all, and nothing of a name lies in the clear."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null
from sqlcipher3 import dbapi2

from db.store.backup import copy_live, give_key, prove, put_back
from db.store.database_key import NotEncrypted, WrongKey, change_key, key_for, key_in, key_of, own_key
from db.store.engine import make_engine
from db.store.home import Home
from db.store.raw_file import is_plain, opened, opens
from db.store.rescue import told_plainly
from db.store.secrets import Found, SecretMissing, SecretName
from db.words.errors import Misconfigured, Refused, TryLater
from tests.support.secrets_at_hand import KEY, PASSPHRASE, Memory, home, own_keyring, secret_file, store_with

__all__ = ["home", "own_keyring"]
NOTHING: type[KeyringBackend] = null.Keyring
OLD, NEW = bytes.fromhex(KEY), bytes.fromhex("cd" * 32)
NAME = b"Featherstonehaugh"
ROWS = 300
pytestmark = pytest.mark.usefixtures("own_keyring")


@pytest.fixture
def plain(home: Home) -> Path:
    """A database in the clear that holds a name, in the home's folder."""
    return _written(home.database, None)


@pytest.fixture
def sealed(home: Home) -> Path:
    """The same under the old key."""
    return _written(home.database, OLD)


def _written(path: Path, key: bytes | None) -> Path:
    path.touch(mode=0o600)
    with opened(path, key) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.execute("CREATE TABLE person (id BLOB PRIMARY KEY, name TEXT)")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(name)")
        connection.execute("BEGIN")
        for number in range(ROWS):
            connection.execute("INSERT INTO person VALUES (?, ?)", (os.urandom(16), f"{NAME.decode()} {number}"))
        connection.execute("DELETE FROM person WHERE rowid % 3 = 0")
        connection.execute("INSERT INTO words (rowid, name) SELECT rowid, name FROM person")
        connection.execute("COMMIT")
    return path


def _content(path: Path, key: bytes) -> list[tuple[object, ...]]:
    with opened(path, key) as connection:
        found: list[tuple[object, ...]] = connection.execute("SELECT rowid, id, name FROM person").fetchall()
        words = connection.execute("SELECT count(*) FROM words WHERE words MATCH '\"7\"'").fetchone()
        return [*found, words]


def _left_over(path: Path) -> list[str]:
    return [each.name for each in path.parent.glob(".*") if each.is_file()]


def test_a_database_in_the_clear_is_refused_and_told_how_to_encrypt(plain: Path, home: Home) -> None:
    with pytest.raises(NotEncrypted, match="not encrypted") as refused:
        key_of(plain, store_with(home, Memory()))
    assert "tracker db rekey" in refused.value.sentence


def test_a_database_in_the_clear_is_encrypted_as_it_is_and_its_old_bytes_are_gone(plain: Path, home: Home) -> None:
    with opened(plain, None) as connection:
        before = connection.execute("SELECT rowid, id, name FROM person").fetchall()
    held = plain.open("rb")
    store = store_with(home, Memory())

    proof, found, former = change_key(plain, store)

    assert (found.place, former, proof.rows["person"]) == ("keyring", False, len(before))
    assert not is_plain(plain)
    assert _content(plain, key_of(plain, store).as_key())[:-1] == before
    assert NAME not in plain.read_bytes()
    # Who had the old file open finds nothing in it.
    assert not held.read().strip(b"\0")
    held.close()
    assert plain.stat().st_mode & 0o777 == 0o600
    assert _left_over(plain) == []


def test_a_new_key_opens_what_the_old_one_does_no_more_and_older_backups_still_open(
    sealed: Path, home: Home, tmp_path: Path
) -> None:
    store = store_with(home, Memory())
    store.keep(SecretName.DATABASE_KEY, OLD.hex())
    before, backup = _content(sealed, OLD), tmp_path / "old.db"
    (sealed.parent / f".{sealed.name}.1.rekeying").write_bytes(b"of a change that was killed")
    copy_live(sealed, backup, key=OLD)

    _, found, former = change_key(sealed, store)

    assert (former, opens(sealed, OLD), opens(sealed, found.as_key())) == (True, False, True)
    assert _content(sealed, key_of(sealed, store).as_key()) == before
    assert key_for(backup, store) == OLD
    assert _left_over(sealed) == []
    assert store.find(SecretName.NEXT_DATABASE_KEY) is None
    put_back(backup, sealed, aside=tmp_path / "aside.db", key=found.as_key(), backup_key=OLD)
    assert _content(sealed, found.as_key()) == before


def test_the_key_changes_in_the_homes_own_key_file_too(sealed: Path, home: Home) -> None:
    store = store_with(home, NOTHING(), typed=PASSPHRASE)
    store.keep(SecretName.DATABASE_KEY, OLD.hex())

    _, found, _ = change_key(sealed, store)

    again = store_with(home, NOTHING(), typed=PASSPHRASE)
    assert key_of(sealed, again).as_key() == found.as_key() != OLD
    assert again.find(SecretName.NEXT_DATABASE_KEY) is None


def test_a_change_cut_short_before_the_new_file_has_its_name_changes_nothing(sealed: Path, home: Home) -> None:
    before = _content(sealed, OLD)

    def cut() -> None:
        raise TryLater("The keyring went away.")

    with pytest.raises(TryLater):
        give_key(sealed, was=OLD, now=NEW, keep_new=cut)
    assert _content(sealed, OLD) == before
    assert _left_over(sealed) == []


def test_a_change_cut_short_after_that_is_ended_at_the_next_opening(sealed: Path, home: Home) -> None:
    memory = Memory()
    store = store_with(home, memory)
    store.keep(SecretName.DATABASE_KEY, OLD.hex())
    give_key(sealed, was=OLD, now=NEW, keep_new=lambda: store.keep(SecretName.NEXT_DATABASE_KEY, NEW.hex()))

    later = store_with(home, memory)
    assert key_of(sealed, later).as_key() == NEW
    assert later.get(SecretName.DATABASE_KEY).as_key() == NEW
    assert later.get(SecretName.FORMER_DATABASE_KEY).as_key() == OLD
    assert later.find(SecretName.NEXT_DATABASE_KEY) is None


def test_no_key_is_changed_while_another_terminal_has_the_database_open(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.raw_file.BUSY_MILLISECONDS", 50)
    engine = make_engine(f"sqlite:///{sealed}", key=OLD)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM person").fetchone()
        with pytest.raises(TryLater, match="open"):
            give_key(sealed, was=OLD, now=NEW, keep_new=lambda: None)
    engine.dispose()
    assert opens(sealed, OLD)
    assert _left_over(sealed) == []


def test_a_wrong_key_is_one_sentence_without_a_key_in_it(sealed: Path, home: Home) -> None:
    store = store_with(home, Memory())
    store.keep(SecretName.DATABASE_KEY, NEW.hex())
    with pytest.raises(WrongKey) as refused:
        key_of(sealed, store)
    assert "keyring" in refused.value.sentence
    assert NEW.hex() not in refused.value.sentence


def test_a_key_in_a_file_of_the_machine_is_changed_only_by_another_file(
    sealed: Path, home: Home, tmp_path: Path
) -> None:
    environ = {"TRACKER_KEY_FILE": secret_file(tmp_path / "key", OLD.hex())}
    store = store_with(home, NOTHING(), environ=environ)
    with pytest.raises(Refused, match="not Tracker's to change"):
        change_key(sealed, store)
    with pytest.raises(Refused, match="already"):
        change_key(sealed, store, given=key_in(Path(environ["TRACKER_KEY_FILE"])))
    assert opens(sealed, OLD)

    given = key_in(Path(secret_file(tmp_path / "new", NEW.hex())))
    _, found, former = change_key(sealed, store, given=given)
    assert (found.place, former, opens(sealed, NEW)) == (str(tmp_path / "new"), False, True)


def test_without_a_safe_place_there_is_no_key_and_nothing_is_encrypted_half(plain: Path, home: Home) -> None:
    before = plain.read_bytes()
    with pytest.raises(SecretMissing, match="no safe place"):
        change_key(plain, store_with(home, NOTHING()))
    assert plain.read_bytes() == before


def test_a_home_makes_its_key_once(home: Home) -> None:
    store = store_with(home, Memory())
    first, made = own_key(store)
    assert (made, first.place) == (True, "keyring")
    again, made_again = own_key(store)
    assert (made_again, again.as_key()) == (False, first.as_key())


def test_a_backup_under_a_key_that_nobody_has_says_what_to_give(sealed: Path, home: Home) -> None:
    with pytest.raises(WrongKey, match="this home has no key") as refused:
        key_for(sealed, store_with(home, Memory()))
    assert "--key-file" in refused.value.sentence
    assert key_for(sealed, store_with(home, Memory()), given=Found(OLD.hex())) == OLD


def test_nothing_of_a_name_is_in_the_file_its_log_or_its_backup(sealed: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{sealed}", key=OLD)
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO person VALUES (x'00', 'Featherstonehaugh in the log')")
        connection.commit()
        wal = sealed.with_name(sealed.name + "-wal")
        assert wal.stat().st_size > 0
        copy_live(sealed, tmp_path / "backup.db", key=OLD)
        for path in (*sealed.parent.rglob("*"), tmp_path / "backup.db"):
            if path.is_file():
                content = path.read_bytes()
                assert not any(word in content for word in (NAME, b"SQLite format 3", b"CREATE TABLE")), path
    engine.dispose()


@pytest.mark.parametrize("page", [1, 2, 5, -1])
def test_a_flipped_byte_is_found_and_its_page_named(sealed: Path, page: int) -> None:
    content = bytearray(sealed.read_bytes())
    number = page if page > 0 else len(content) // 4096
    content[(number - 1) * 4096 + 700] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(Misconfigured, match=rf"page {number}\b" if number > 1 else "damaged"):
        prove(sealed, key=OLD)


def test_a_wrong_key_writes_nothing_on_the_screen(sealed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = make_engine(f"sqlite:///{sealed}", key=NEW)
    with pytest.raises(Misconfigured, match="wrong key"), told_plainly():
        engine.connect()
    assert not opens(sealed, NEW)
    assert capfd.readouterr() == ("", "")
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
