"""The export for the Commissioner goes round and verifies, and every change of it is seen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.audit.export import export_lines, verify_export
from db.audit.form import moment
from db.audit.signing import new_seed, public_key
from db.words.errors import BadInput, Misconfigured
from tests.support.log_book import SEED, LogBook

KEY = public_key(SEED).hex()


@pytest.fixture
def file(book: LogBook, tmp_path: Path) -> Path:
    path = tmp_path / "export.jsonl"
    since, until = moment(book.start - timedelta(days=1)), moment(book.start + timedelta(days=1))
    with book.engine.connect() as connection:
        lines = export_lines(connection, SEED, book.start, since=since, until=until)
        path.write_text("".join(line + "\n" for line in lines), encoding="ascii")
    return path


def test_an_export_goes_round_and_verifies(file: Path) -> None:
    report = verify_export(file, trusted=(KEY,))
    assert report.sound
    assert (report.rows, report.sealed, report.chains, report.checkpoints) == (18, 18, 3, 1)


def test_an_export_of_days_without_a_sign_in_is_empty_and_whole(book: LogBook, tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    with book.engine.connect() as connection:
        since = moment(book.start + timedelta(days=1))
        path.write_text("\n".join(export_lines(connection, SEED, book.start, since=since, until="")) + "\n")
    assert (verify_export(path).rows, verify_export(path).sound) == (0, True)


@pytest.mark.parametrize("kind", ["event", "chain", "checkpoint", "end"])
def test_a_line_that_was_taken_out_is_seen(file: Path, kind: str) -> None:
    lines = file.read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(f'{{"{kind}"'))
    file.write_text("".join(lines[:at] + lines[at + 1 :]))
    assert not verify_export(file).sound


def test_a_word_that_was_changed_is_seen_and_its_row_named(file: Path) -> None:
    file.write_text(file.read_text().replace("because 3", "because 9", 1))
    report = verify_export(file)
    assert [each.kind.value for each in report.findings] == ["checkpoint", "edited"]
    assert report.findings[1].number == 4


def test_an_export_that_somebody_else_signed_is_not_trusted(file: Path) -> None:
    assert not verify_export(file, trusted=(public_key(new_seed()).hex(),)).sound


@pytest.mark.parametrize(
    "text", ["", "no json\n", '{"event":{}}\n', '{"a":1,"b":2}\n', '{"end":{}}\n', '{"other":{}}\n']
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    with pytest.raises(BadInput, match="no export"):
        verify_export(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        verify_export(tmp_path / "none")
