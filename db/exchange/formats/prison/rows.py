"""Prisoners from a plain CSV: the leaf names of a prisoner's record as columns, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO, Final

from db.exchange.formats.prison.as_of import moment_of
from db.exchange.formats.prison.person import MOST
from db.exchange.formats.prison.record import read_prisoner
from db.exchange.limits import check_text
from db.exchange.oddities import Code, FileRefused, Problem
from db.exchange.records import ListScope, Record, RefusedRecord
from db.words.csv_rows import CsvRow, csv_rows
from db.words.text import clean, visible

COLUMNS: Final = (
    "prisonerNumber", "bookingId", "bookNumber", "pncNumber", "croNumber", "title", "firstName", "middleNames",
    "lastName", "dateOfBirth", "gender", "ethnicity", "raceCode", "nationality", "aliases", "identifiers",
    "fullAddress", "postalCode", "noFixedAddress", "status", "inOutStatus", "prisonId", "prisonName", "lastPrisonId",
    "locationDescription", "lastMovementTypeCode", "lastMovementReasonCode", "lastMovementDate", "legalStatus",
    "imprisonmentStatus", "imprisonmentStatusDescription", "convictedStatus", "recall", "indeterminateSentence",
    "mostSeriousOffence", "sentenceStartDate", "sentenceExpiryDate", "licenceExpiryDate", "additionalDaysAwarded",
    "releaseDate", "confirmedReleaseDate", "conditionalReleaseDate", "automaticReleaseDate", "nonParoleDate",
    "postRecallReleaseDate", "midTermDate", "homeDetentionCurfewEligibilityDate", "homeDetentionCurfewActualDate",
    "paroleEligibilityDate", "actualParoleDate", "tariffDate", "releaseOnTemporaryLicenceDate", "receptionDate",
    "lastAdmissionDate", "restrictedPatient", "supportingPrisonId", "dischargedHospitalDescription", "extractDate",
    "automaticReleaseOverrideDate", "conditionalReleaseOverrideDate", "nonParoleOverrideDate",
    "postRecallReleaseOverrideDate", "sexCode", "nonDtoReleaseDate",
)  # fmt: skip
_BY_NAME: Final = {name.casefold(): name for name in COLUMNS} | {
    "offenderno": "prisonerNumber",
    "nomsnumber": "prisonerNumber",
    "bookingno": "bookNumber",
}
_NUMBER: Final = "prisonerNumber"
_FEWEST: Final = 3
_NAMED: Final = 5
_PARTED: Final = {";": "semicolons", "\t": "tabs", "|": "strokes"}
_Read = Callable[[str], object]


def is_prisoners(head: bytes) -> bool:
    """Whether a file begins as a list of prisoners; raises FileRefused where only its commas are missing."""
    first = next(csv_rows(BytesIO(check_text(head))), None)
    if first is None or first.fault:
        return False
    if _tells(first.cells):
        return True
    for sign, words in _PARTED.items():
        if _tells([cell for cells in first.cells for cell in cells.split(sign)]):
            raise FileRefused(
                f"The columns of the file are parted by {words}; Tracker reads a CSV with commas.",
                code=Code.UNKNOWN_FORMAT, at="line 1", to_do="Save it with commas.",
            )  # fmt: skip
    return False


def numbers_of(stream: BinaryIO) -> Iterator[str] | None:
    """For every row the prison number, at a glance: also of rows that a whole reading puts in quarantine."""
    return _cells(stream, _NUMBER)


def read_rows(stream: BinaryIO) -> Iterator[Record]:
    """Every row in its order; behind them what is to say of the whole file."""
    latest, moves = "", 0
    for text in _cells(stream, "lastMovementDate"):
        moves += bool(text)
        latest = max(latest, text[:10])
    stream.seek(0)
    drawn = moment_of(latest, moves)
    rows = csv_rows(stream)
    first = next(rows, None)
    if first is None or first.fault:
        raise FileRefused("The file has no names of columns in its first row.", code=Code.BROKEN, at="line 1")
    places = _places(first.cells)
    count = 0
    for row in rows:
        count += 1
        at = f"line {row.line}"
        fault = row.fault or _width(row, len(first.cells))
        if fault:
            yield RefusedRecord(at, Code.BROKEN, fault, row.raw)
            continue
        members = {name: _READ.get(name, _itself)(row.cells[place]) for name, place in places.items()}
        _home(members)
        yield read_prisoner(members, raw=row.raw, at=at, said=drawn, whole=False)
    yield _behind(first.cells, count)


def _behind(head: list[str], count: int) -> ListScope:
    ignored = [visible(clean(cell))[:40] or "(no name)" for cell in head if _name(cell) is None]
    problems = []
    if ignored:
        more = len(ignored) - _NAMED
        named = f"{', '.join(ignored[:_NAMED])}{f' and {more:,} more' if more > 0 else ''}"
        problems.append(Problem("line 1", Code.UNKNOWN_COLUMN, f"columns that Tracker does not read: {named}"))
    if not count:
        problems.append(Problem("line 1", Code.EMPTY_LIST, "the file holds no prisoner"))
    return ListScope("line 1", None, cases=count, is_empty=not count, problems=tuple(problems))


def _places(cells: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _name(cell)
        if name in found:
            raise FileRefused(
                f"The column {name} comes twice, so nobody can say which one counts.", code=Code.BROKEN, at="line 1",
                to_do="Take one of them out.",
            )  # fmt: skip
        if name is not None:
            found[name] = place
    return found


def _cells(stream: BinaryIO, wanted: str) -> Iterator[str]:
    """One column of every row, cleaned; empty where the row or the column is not there."""
    rows = csv_rows(stream)
    first = next(rows, None)
    width = len(first.cells) if first is not None else 0
    place = next((place for place, cell in enumerate(first.cells if first else []) if _name(cell) == wanted), None)
    for row in rows:
        told = place is not None and len(row.cells) == width
        yield clean(row.cells[place]).upper() if told and place is not None else ""


def _tells(cells: list[str]) -> bool:
    known = {_name(cell) for cell in cells[:1000]} - {None}
    return _NUMBER in known and len(known) >= _FEWEST


def _name(cell: str) -> str | None:
    return _BY_NAME.get(clean(cell[:60]).casefold())


def _width(row: CsvRow, wanted: int) -> str:
    found = len(row.cells)
    return "" if found == wanted else f"it has {found:,} cells where the first row has {wanted:,}"


def _itself(text: str) -> object:
    return text.strip()


def _aliases(text: str) -> object:
    """`FIRST MIDDLE LAST|YYYY-MM-DD`, parted by `;`."""
    found: list[dict[str, str]] = []
    for one in text.split(";")[:MOST]:
        name, _, born = (part.strip() for part in one.partition("|"))
        words = name.split()
        if words:
            given, family = (words[0], words[-1]) if len(words) > 1 else ("", words[0])
            alias = {"firstName": given, "middleNames": " ".join(words[1:-1]), "lastName": family}
            found.append(alias | ({"dateOfBirth": born} if born else {}))
    return found


def _identifiers(text: str) -> object:
    """`TYPE VALUE`, parted by `;`."""
    parts = [one.strip().partition(" ") for one in text.split(";")[:MOST]]
    return [{"type": kind, "value": value.strip()} for kind, _, value in parts if value.strip()]


def _home(members: dict[str, object]) -> None:
    names = ("fullAddress", "postalCode", "noFixedAddress")
    found = {name: members.pop(name) for name in names if name in members}
    if found:
        members["addresses"] = [found | {"primaryAddress": True}] if any(found.values()) else []


_READ: Final[dict[str, _Read]] = {"aliases": _aliases, "identifiers": _identifiers}
