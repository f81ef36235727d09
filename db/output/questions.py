"""A CSV of questions to the find box: as one text, or in columns for forename, surname, date of birth and number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.words.csv_rows import CsvRow, csv_rows
from db.words.errors import BadInput
from db.words.text import clean

TEXT: Final = "query_text"
_IDS: Final = ("query_id", "case_id")
_LABELS: Final = {"q_surname": "surname:", "q_forename": "forename:", "q_dob": "born:", "q_identifier": ""}
_LONGEST_ID: Final = 100
_SIGNS: Final = str.maketrans(dict.fromkeys('",:', " "))


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is typed into the box; `fault` says why a row is none."""

    at: str
    key: str
    text: str
    fault: str = ""


def questions(path: Path) -> Iterator[Question]:
    """Every row of the file, one after the other. Raises BadInput where it is no such file."""
    try:
        with path.open("rb") as stream:
            rows = csv_rows(stream)
            places = _places(next(rows, None))
            for row in rows:
                yield _question(row, places)
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise BadInput(f"The file of questions cannot be read: {reason}.", kept="Nothing was written.") from fault


def _places(head: CsvRow | None) -> dict[str, int]:
    names = [clean(cell[:_LONGEST_ID]).casefold() for cell in head.cells] if head else []
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    if not any(each in places for each in _IDS) or not any(each in places for each in (TEXT, *_LABELS)):
        raise BadInput(
            "The file of questions has no first row that names query_id and query_text.",
            kept="Nothing was written.",
            to_do="Name the columns query_id,query_text or query_id,q_forename,q_surname,q_dob, parted by commas.",
        )
    return {**places, "": len(names)}


def _question(row: CsvRow, places: dict[str, int]) -> Question:
    at = f"line {row.line}"
    if row.fault:
        return Question(at, "", "", row.fault)
    if len(row.cells) != places[""]:
        return Question(at, "", "", f"it has {len(row.cells):,} cells where the first row has {places['']:,}")
    cells = {name: clean(row.cells[place]) for name, place in places.items() if name}
    key = next((cells[each] for each in _IDS if cells.get(each)), "")
    if not key or len(key) > _LONGEST_ID:
        return Question(at, "", "", f"its query_id is longer than {_LONGEST_ID} signs" if key else "it has no query_id")
    text = cells.get(TEXT) or _in_words(cells)
    return Question(at, key, text, "" if text else "it asks nothing")


def _in_words(cells: dict[str, str]) -> str:
    """The columns as somebody would type them: each word with its label, so that a surname like May is one."""
    return " ".join(
        f"{label}{word}" for name, label in _LABELS.items() for word in cells.get(name, "").translate(_SIGNS).split()
    )
