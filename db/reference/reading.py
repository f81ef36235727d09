"""Files of a folder as lists: recognised, read whole, and refused with the line where a row is wrong."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from db.reference.kinds import (
    BY_FILE_NAME,
    ENDED,
    KINDS,
    NAMELESS,
    PLACE,
    PROMPT,
    SHAPES,
    SINCE,
    Carried,
    Row,
    Shape,
    plain,
    prompts_text,
)
from db.words.errors import BadInput

LARGEST: Final = 64 * 1024 * 1024
LONGEST: Final = 1000
_CODE: Final = re.compile(r'[^\s",]{1,24}')
_ENDINGS: Final = (".csv", ".csv.gz", ".json")
_UNCHANGED: Final = "Nothing was changed."


@dataclass(slots=True)
class Brought:
    """What a folder brings of one list: by code the columns that it carries, and from which files."""

    kind: str
    files: list[str] = field(default_factory=list)
    codes: dict[str, Carried] = field(default_factory=dict)


def brought(folder: Path) -> tuple[dict[str, Brought], list[str]]:
    """Every list of the folder, and the names of files that hold none.

    Raises BadInput for a folder without a list, and for a file of a list that cannot be read: file and line are named.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder.", kept=_UNCHANGED)
    lists: dict[str, Brought] = {}
    others: list[str] = []
    for path in sorted(each for each in folder.iterdir() if each.is_file()):
        found = _read(path) if path.name.endswith(_ENDINGS) else None
        if found is None:
            others.append(path.name)
            continue
        _add(lists.setdefault(found[0].kind, Brought(found[0].kind)), path.name, found[1])
    if not lists:
        raise BadInput(f"{folder} holds no list that Tracker keeps.", kept=_UNCHANGED, to_do="See docs/reference.md.")
    return lists, others


def _add(into: Brought, name: str, rows: Iterable[tuple[str, Carried]]) -> None:
    """The rows of a further file: of a code that another file brings too it adds what that one does not carry."""
    own: dict[str, Carried] = {}
    prompts: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    key = KINDS[into.kind].columns[0]
    for at, row in rows:
        code = row.pop(key)
        if PROMPT in row:
            prompts[code].append((int(row[PLACE] or 0) if row[PLACE].isdigit() else 0, json.loads(row[PROMPT])))
            continue
        before = own.get(code)
        if before is None:
            own[code] = row
        elif "spi" in row and {**before, "spi": ""} == {**row, "spi": ""}:
            before["spi"] = f"{before['spi']} {row['spi']}"
        elif before.get(ENDED) and row.get(ENDED):
            own[code] = max(before, row, key=lambda each: each[ENDED])  # a court that closed more than once
        elif before != row:
            raise BadInput(f"{name}, {at}: {code} stands there twice with different words.", kept=_UNCHANGED)
    for code, asked in prompts.items():
        ordered = [each for _, each in sorted(asked, key=lambda each: each[0])]
        own.setdefault(code, {})["prompts"] = prompts_text(ordered)
    for code, row in own.items():
        into.codes[code] = {**row, **into.codes.get(code, {})}
    into.files.append(name)


def _read(path: Path) -> tuple[Shape, list[tuple[str, Carried]]] | None:
    text = _text(path)
    stem = path.name.partition(".")[0]
    if path.name.endswith(".json"):
        items = _items(path.name, text)
        columns = set(items[0]) if items else set()
        numbered: Iterator[tuple[str, Row]] = ((f"entry {number}", item) for number, item in enumerate(items, 1))
    else:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = set(_header(path.name, reader))
        numbered = _numbered(path.name, reader)
    shape = _shape(stem, columns)
    if shape is None:
        return None
    return shape, [each for at, row in numbered if (each := _row(shape, path.name, at, row)) is not None]


def _shape(stem: str, columns: set[str]) -> Shape | None:
    named = BY_FILE_NAME.get(stem)
    if named is not None:
        return Shape(named[0], frozenset(), named[1])
    return next((one for one in SHAPES if one.known_by <= columns and not _is_bare(one)), None)


def _is_bare(shape: Shape) -> bool:
    return shape.kind in NAMELESS and shape.known_by == frozenset(KINDS[shape.kind].columns)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path.name} is longer than any list.", kept=_UNCHANGED)
        raw = path.read_bytes()
        if path.name.endswith(".gz"):
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
                raw = packed.read(LARGEST + 1)
            if len(raw) > LARGEST:
                raise BadInput(f"{path.name} is longer than any list.", kept=_UNCHANGED)
        return raw.decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as fault:
        raise BadInput(f"{path.name} cannot be read: {type(fault).__name__}.", kept=_UNCHANGED) from None


def _items(name: str, text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput(f"{name} is broken JSON.", kept=_UNCHANGED) from None
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return found
    return []


def _header(name: str, reader: csv.DictReader[str]) -> list[str]:
    try:
        return list(reader.fieldnames or ())
    except csv.Error:
        raise BadInput(f"{name} is no CSV.", kept=_UNCHANGED) from None


def _numbered(name: str, reader: csv.DictReader[str]) -> Iterator[tuple[str, Row]]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BadInput(f"{name}, line {reader.line_num}: no row of a CSV.", kept=_UNCHANGED) from None
        if None in row or None in row.values():
            raise BadInput(f"{name}, line {reader.line_num}: too few or too many cells.", kept=_UNCHANGED)
        yield f"line {reader.line_num}", row


def _row(shape: Shape, name: str, at: str, row: Row) -> tuple[str, Carried] | None:
    """A row in our columns, its code in the first of them. Raises BadInput where it cannot be one."""
    found = shape.read(row)
    if found is None:
        return None
    kind = KINDS[shape.kind]
    key, called, *_ = kind.columns
    for column in (SINCE, ENDED):
        if column in row and column not in found:
            found[column] = plain(row[column])
    if not _CODE.fullmatch(found.get(key, "")):
        raise BadInput(f"{name}, {at}: no code.", kept=_UNCHANGED)
    if kind.named and PROMPT not in found and not found.get(called):
        raise BadInput(f"{name}, {at}: {found[key]} has no name.", kept=_UNCHANGED)
    if any(len(text) > LONGEST for column, text in found.items() if column not in {"prompts", PROMPT}):
        raise BadInput(f"{name}, {at}: a cell is longer than {LONGEST:,} signs.", kept=_UNCHANGED)
    for column in (SINCE, ENDED):
        if found.get(column) and not _is_day(found[column]):
            raise BadInput(f"{name}, {at}: {found[column]} is no day.", kept=_UNCHANGED)
    return at, found


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
