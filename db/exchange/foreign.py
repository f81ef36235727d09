"""What a file is that is no feed at all: an archive, which is never unpacked here, or the schema of a message."""

from __future__ import annotations

from typing import Final

from db.exchange.oddities import Code, FileRefused

_ARCHIVES: Final = {
    b"PK\x03\x04": "a zip archive",
    b"PK\x05\x06": "an empty zip archive",
    b"PK\x07\x08": "a part of a zip archive",
    b"\x1f\x8b": "compressed (gzip)",
    b"BZh": "compressed (bzip2)",
    b"\xfd7zXZ\x00": "compressed (xz)",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "compressed (Zstandard)",
}
_TAR: Final = (b"ustar", 257)
_PARTS: Final = {"properties", "definitions", "$defs", "allOf", "anyOf", "oneOf", "enum", "items", "type", "pattern"}


def refuse_archive(head: bytes) -> None:
    """Refuse a compressed file or archive by its first bytes: unpacked it may be of any size, and name any path."""
    found = next((words for sign, words in _ARCHIVES.items() if head.startswith(sign)), "")
    sign, place = _TAR
    if not found and head[place : place + len(sign)] == sign:
        found = "a tar archive"
    if found:
        raise FileRefused(
            f"The file is {found}, so it is neither XML nor JSON nor a CSV; Tracker unpacks none itself.",
            code=Code.UNKNOWN_FORMAT,
            to_do="Unpack it into a folder, look at what is in it, and import the folder.",
        )


def refuse_xml_schema(root: bytes) -> None:
    """Refuse an XML schema, by its first element."""
    if root == b"schema":
        raise _schema("an XML schema (XSD)")


def refuse_json_schema(content: object, *, at: str) -> None:
    """Refuse a JSON schema: it names its dialect and describes members instead of having them."""
    if isinstance(content, dict) and "$schema" in content and not _PARTS.isdisjoint(content):
        raise _schema("a JSON schema", at)


def _schema(what: str, at: str = "line 1") -> FileRefused:
    return FileRefused(
        f"The file is {what}: it says how messages are written, and is none itself.",
        code=Code.SCHEMA,
        at=at,
        to_do="Leave it out.",
    )
