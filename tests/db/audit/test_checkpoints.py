"""Checkpoints: when they are due, what they state, and that each goes once to the sink."""

from __future__ import annotations

import json
import socket
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.audit import checkpoints
from db.audit.reading import checkpoints as stored
from db.audit.sink import LARGEST_DATAGRAM, read_copies, sink_of
from db.audit.statement import from_plain, to_plain
from db.words.errors import BadInput, Misconfigured, TryLater
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.log_book import SEED, LogBook
from tests.support.record import Record


@pytest.fixture
def book(database: Database, record: Record) -> Iterator[LogBook]:
    made = LogBook(database, record)
    yield made
    made.engine.dispose()


def _due(book: LogBook, after: timedelta) -> bool:
    with book.engine.connect() as connection:
        return checkpoints.standing(connection).due(book.start + after)


def test_the_first_is_due_at_once_and_the_next_after_fifteen_minutes(book: LogBook) -> None:
    assert _due(book, timedelta())
    book.seal(at=timedelta(minutes=10))
    assert not _due(book, timedelta(hours=1)), "nothing was written since"
    book.act(book.actors[0], 1, at=timedelta(minutes=11))
    assert not _due(book, timedelta(minutes=24))
    assert _due(book, timedelta(minutes=25))


def test_a_thousand_rows_make_one_due_at_once(book: LogBook) -> None:
    book.seal(at=timedelta(minutes=10))
    book.act(book.actors[0], 999, at=timedelta(minutes=10))
    assert not _due(book, timedelta(minutes=11))
    book.act(book.actors[1], 1, at=timedelta(minutes=10))
    assert _due(book, timedelta(minutes=11))


def test_a_checkpoint_lists_only_the_sign_ins_that_grew(book: LogBook) -> None:
    first = book.seal(at=timedelta(minutes=10))
    book.act(book.actors[2], 2, at=timedelta(minutes=12))
    second = book.seal(at=timedelta(minutes=20))
    assert (first.number, first.events, len(first.heads or ())) == (1, 18, 3)
    assert (second.number, second.events, len(second.heads or ())) == (2, 2, 1)
    assert second.previous == first.digest
    with book.engine.connect() as connection:
        assert tuple(stored(connection)) == (first, second)
        assert checkpoints.make(connection, SEED, book.start, whole=False) is None


def test_a_clock_that_went_back_makes_no_checkpoint_before_the_last(book: LogBook) -> None:
    first = book.seal(at=timedelta(minutes=10))
    book.act(book.actors[0], 1, at=timedelta(minutes=12))
    assert book.seal(at=timedelta(minutes=-30)).made_at == first.made_at


def test_the_times_of_a_sign_in_never_go_back(book: LogBook) -> None:
    book.act(book.actors[0], 1, at=-timedelta(hours=1))
    times = [row["happened_at"] for row in book.rows(book.actors[0])]
    assert times == sorted(times)


def test_a_file_gets_every_row_once_in_lines_of_json_that_are_its_owners_alone(book: LogBook, tmp_path: Path) -> None:
    path = tmp_path / "sink.jsonl"
    sink = sink_of(f"file:{path}")
    assert sink is not None
    for minutes in (10, 20):
        book.seal(at=timedelta(minutes=minutes))
        with book.engine.connect() as connection:
            for each in checkpoints.waiting(connection):
                sink.write(checkpoints.lines(connection, each, heads=sink.heads))
                checkpoints.shipped(connection, each, sink.name, book.start)
            connection.commit()
            assert checkpoints.waiting(connection) == ()
        book.act(book.actors[1], 2, at=timedelta(minutes=15))
    lines = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
    events = [line["event"]["id"] for line in lines if "event" in line]
    assert len(events) == len(set(events)) == 20
    with book.engine.connect() as connection:
        assert read_copies(path) == tuple(stored(connection))
    assert book.verify(elsewhere=read_copies(path)).sound
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_newline_or_an_escape_in_a_row_makes_no_second_line(book: LogBook, tmp_path: Path) -> None:
    hostile = replace(book.actors[0], audit_session=uuid7(), terminal='t\n{"checkpoint":{}}\x1b[2J\u2028\x85')
    book.act(hostile, 1)
    with book.engine.connect() as connection:
        from db.audit.chain import append
        from tests.support.log_book import LOOK

        append(connection, hostile, book.start, [replace(LOOK, reason='r\r\n{"event":1}\x1b]52;c;x\x07\x1f\x00')])
        connection.commit()
    (row,) = [row for row in book.rows(hostile) if row["reason"].startswith("r")]
    assert row["reason"].isprintable()
    made = book.seal()
    with book.engine.connect() as connection:
        written = list(checkpoints.lines(connection, made))
    assert len(written) == 21
    assert all(line.isascii() and line.isprintable() for line in written)
    assert book.verify().sound


@pytest.mark.parametrize("setting", ["file:", "file:relative.jsonl", "syslog:relative", "mail:x", "nonsense"])
def test_a_sink_that_is_none_is_refused(setting: str) -> None:
    with pytest.raises(Misconfigured, match=r"audit\.sink"):
        sink_of(setting)


def test_no_sink_is_none() -> None:
    assert sink_of(" ") is None


def test_a_link_in_the_place_of_the_sink_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    sink = sink_of(f"file:{tmp_path / 'link'}")
    assert sink is not None
    with pytest.raises(TryLater, match="did not take"):
        sink.write(["{}"])


def test_syslog_gets_datagrams_with_the_priority_of_an_audit(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        sink = sink_of(f"syslog:{path}")
        assert sink is not None
        assert not sink.heads
        sink.write(["{}", "x" * LARGEST_DATAGRAM])
        assert listening.recv(LARGEST_DATAGRAM * 2) == b"<110>tracker-audit: {}"
        assert len(listening.recv(LARGEST_DATAGRAM * 2)) == LARGEST_DATAGRAM
    default = sink_of("syslog")
    assert default is not None
    assert str(default.path) == "/dev/log"


def test_a_copy_that_syslog_kept_is_read_without_its_heads(book: LogBook, tmp_path: Path) -> None:
    made = book.seal()
    with book.engine.connect() as connection:
        last = list(checkpoints.lines(connection, made, heads=False))[-1]
    path = tmp_path / "syslog"
    path.write_text(f"Nov 22 10:00:00 host tracker-audit: {last}\n")
    assert read_copies(path) == (replace(made, heads=None),)
    assert book.verify(elsewhere=read_copies(path)).sound


@pytest.mark.parametrize("text", ["no json\n", '{"checkpoint": {"number": 1}}\n', '{"checkpoint": 3}\n', "[]\n"])
def test_a_line_that_is_none_of_the_logs_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sink"
    path.write_text('{"event": {}}\n' + text)
    with pytest.raises(BadInput, match="Line 2"):
        read_copies(path)


def test_a_sink_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_copies(tmp_path / "none")


def test_a_checkpoint_comes_back_from_its_line(book: LogBook) -> None:
    made = book.seal()
    assert from_plain(to_plain(made)) == made
    assert not replace(made, signature="no digits").is_signed
    assert not replace(made, public_key="00").is_signed
    assert not replace(made, events=1).is_whole


def test_where_files_know_no_locks_the_sink_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.audit.sink.sys.platform", "win32")
    sink = sink_of(f"file:{tmp_path / 'sink'}")
    assert sink is not None
    sink.write(["{}"])
    assert (tmp_path / "sink").read_text() == "{}\n"
