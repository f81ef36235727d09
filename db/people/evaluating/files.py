"""Files of an evaluation: records and truth in, links out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from db.people.evaluating.shapes import Shape, shape_of
from db.people.matching.known import Known
from db.words.errors import BadInput

_IDS: Final = (("record_id", "person_id"), ("uid", "cluster"))
"""Columns of a truth: the record, and the person whose it is."""
_WRONG_GROUP: Final = "sibling"
_WRONG_TAG: Final = "foreign_pnc"
_NOTHING_WRITTEN: Final = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Truth:
    """Whose record is whose. `unsound` are records that their source has wrong: another's number or details given."""

    person: Mapping[str, str]
    unsound: frozenset[str]


def read_records(path: Path) -> tuple[list[Known], Shape]:
    """The records of a file whose header is known, ready to be matched.

    Raises BadInput for a file that cannot be read, another header, a record without a reference or one twice.
    """
    rows = _rows(path)
    first = next(rows, None)
    shape = shape_of(first) if first else None
    if first is None or shape is None:
        raise BadInput(
            f"{path.name} is not a file of records that can be matched.",
            kept=_NOTHING_WRITTEN,
            to_do="See docs/matching.md for the columns.",
        )
    known = [shape.read(first), *map(shape.read, rows)]
    seen: set[str] = set()
    for record in known:
        if not record.ref or record.ref in seen:
            raise BadInput(
                f"{path.name}: the record {record.ref or 'without a reference'} "
                f"{'is there twice' if record.ref else 'cannot be named'}.",
                kept=_NOTHING_WRITTEN,
            )
        seen.add(record.ref)
    return known, shape


def read_truth(path: Path, refs: Iterable[str]) -> Truth:
    """Whose each of the records is. Raises BadInput where a column or a record is missing."""
    rows = _rows(path)
    first = next(rows, None)
    columns = next((ids for ids in _IDS if first and set(ids) <= set(first)), None)
    if first is None or columns is None:
        raise BadInput(
            f"{path.name} does not say whose record is whose.",
            kept=_NOTHING_WRITTEN,
            to_do="It needs the columns record_id and person_id, or uid and cluster.",
        )
    person: dict[str, str] = {}
    unsound = set()
    for row in (first, *rows):
        ref = row[columns[0]]
        person[ref] = row[columns[1]]
        if row.get("group") == _WRONG_GROUP or _WRONG_TAG in row.get("noise_tags", "").split("+"):
            unsound.add(ref)
    missing = next((ref for ref in refs if ref not in person), None)
    if missing is not None:
        raise BadInput(f"{path.name} does not say whose the record {missing} is.", kept=_NOTHING_WRITTEN)
    return Truth(person, frozenset(unsound))


def write_links(path: Path, links: Iterable[Sequence[object]]) -> int:
    """Links as `a,b,decision,weight,reasons`; how many. A file that is there already is not written over."""
    count = 0
    with _new(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("a", "b", "decision", "weight", "reasons"))
        for link in links:
            writer.writerow(link)
            count += 1
    return count


def write_text(path: Path, text: str) -> None:
    """A new file with a text."""
    with _new(path) as stream:
        stream.write(text)


def _new(path: Path) -> TextIO:
    try:
        return path.open("x", encoding="utf-8", newline="")
    except FileExistsError as fault:
        raise BadInput(f"{path.name} is there already.", kept=_NOTHING_WRITTEN, to_do="Name a new file.") from fault
    except OSError as fault:
        raise BadInput(f"{path.name} cannot be written: {fault.strerror}.", kept=_NOTHING_WRITTEN) from fault


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream, restval="", strict=True):
                yield {name: cell for name, cell in row.items() if isinstance(cell, str)}
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        says = getattr(fault, "strerror", None) or "it is no CSV in UTF-8"
        raise BadInput(f"{path.name} cannot be read: {says}.", kept=_NOTHING_WRITTEN) from fault
