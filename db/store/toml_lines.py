"""Changes single settings of a TOML file and leaves every other line, comments too, as its owner wrote it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | bool | int
# Table and key; the table is "" for settings above the first table.
Name = tuple[str, str]
_HEADER: Final = re.compile(r"^\s*\[(?!\[)\s*([^\]]+?)\s*\]\s*(#.*)?$")
_BARE: Final = re.compile(r"^[A-Za-z0-9_-]+$")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def changed(text: str, changes: Mapping[Name, Value | None]) -> str:
    """The file's text with these settings; None takes a setting out.

    Raises Misconfigured when the file is laid out so that one line cannot be changed alone (a setting
    over several lines, an inline table); nothing is guessed.
    """
    lines = text.splitlines()
    for (table, key), value in changes.items():
        lines = _set(lines, table, key, value)
    result = "\n".join(lines) + "\n" if lines else ""
    wanted = _flat(tomllib.loads(text))
    for (table, key), value in changes.items():
        wanted.pop((table, key) if table else (key,), None)
        if value is not None:
            wanted[(table, key) if table else (key,)] = value
    try:
        held = _flat(tomllib.loads(result))
    except tomllib.TOMLDecodeError:
        held = {}
    if held != wanted:
        raise Misconfigured(
            "The configuration file is written in a way that Tracker cannot change safely.",
            kept="The file was not touched.",
            to_do=f"Change by hand: {', '.join('.'.join(name).lstrip('.') for name in changes)}.",
        )
    return result


def _set(lines: list[str], table: str, key: str, value: Value | None) -> list[str]:
    begin, end = _span(lines, table)
    assignment = re.compile(rf'^\s*"?{re.escape(key)}"?\s*=')
    kept = [line for line in lines[begin:end] if not assignment.match(line)]
    if value is not None:
        written = f"{key if _BARE.match(key) else literal(key)} = {literal(value)}"
        old = next((at for at, line in enumerate(lines[begin:end]) if assignment.match(line)), None)
        place = old if old is not None else _after_last(kept)
        kept.insert(place, written)
    if begin > len(lines):
        head = [f"[{table}]"] if kept else []
        return [*lines, *([""] if lines and head else []), *head, *kept]
    return [*lines[:begin], *kept, *lines[end:]]


def _span(lines: list[str], table: str) -> tuple[int, int]:
    """First and last line of the table's body; beyond the end when there is no such table yet."""
    headers = [(at, found[1]) for at, line in enumerate(lines) if (found := _HEADER.match(line))]
    ends = [at for at, _ in headers] + [len(lines)]
    if not table:
        return 0, ends[0]
    for number, (at, name) in enumerate(headers):
        if name == table:
            return at + 1, ends[number + 1]
    return len(lines) + 1, len(lines) + 1


def _after_last(lines: list[str]) -> int:
    """After the last line that says something, so that blank lines stay before the next table."""
    return next((at + 1 for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), 0)


def literal(value: Value) -> str:
    """The value as TOML 1.0 writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_escaped(letter) for letter in value) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter


def _flat(values: dict[str, object], under: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    flat: dict[tuple[str, ...], object] = {}
    for key, value in values.items():
        flat |= _flat(value, (*under, key)) if isinstance(value, dict) else {(*under, key): value}
    return flat
