"""An archive or a schema is no feed: each is refused by one sentence that says what it is and what to do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from db.exchange.oddities import Code, FileRefused
from db.exchange.recognise import recognise

PLAIN = b"<CourtList/>" * 1000
PACKED = {"gzip": gzip.compress(PLAIN), "bzip2": bz2.compress(PLAIN), "xz": lzma.compress(PLAIN)}


def archive(kind: str) -> bytes:
    kept = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("../../slip.xml", "<CourtList/>" * 1000)
    elif kind == "tar":
        with tarfile.open(fileobj=kept, mode="w") as made_tar:
            entry = tarfile.TarInfo("/slip.xml")
            made_tar.addfile(entry, io.BytesIO())
    else:
        return PACKED[kind]
    return kept.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar", "gzip", "bzip2", "xz"])
def test_an_archive_is_never_unpacked(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(archive(kind))
    with pytest.raises(FileRefused) as refused:
        recognise(path)
    assert refused.value.code is Code.UNKNOWN_FORMAT
    assert kind in refused.value.happened
    assert "Unpack it" in refused.value.sentence
    assert [each.name for each in tmp_path.iterdir()] == ["feed.xml"]
    assert not (tmp_path.parent.parent / "slip.xml").exists()


@pytest.mark.parametrize(
    "content",
    [
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>',
        json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"urn": {"type": "string"}}}),
        json.dumps({"$schema": "http://json-schema.org/draft-04/schema#", "enum": ["A"]}),
    ],
)
def test_a_schema_says_how_messages_are_written_and_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "anything"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileRefused) as refused:
        recognise(path)
    assert refused.value.code is Code.SCHEMA
    assert "schema" in refused.value.happened


def test_a_message_that_names_its_schema_is_not_one(tmp_path: Path) -> None:
    path = tmp_path / "anything"
    path.write_text(json.dumps({"$schema": "case.json", "caseNo": "1", "defendantName": "Mr A B"}), encoding="utf-8")
    recognise(path)


@pytest.mark.parametrize("content", ["{}", "[]"])
def test_nothing_is_said_to_be_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "anything"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileRefused, match="it holds nothing"):
        recognise(path)
