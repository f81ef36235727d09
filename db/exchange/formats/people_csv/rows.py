"""Reads a people CSV row by row: a bad row goes to quarantine with its reason, an odd cell is left out and flagged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from db.exchange.carried import ABSENT, Absent, known
from db.exchange.formats.moments import day_from
from db.exchange.formats.people_csv.head import Head, head_of
from db.exchange.oddities import Code, FileRefused, Problem
from db.exchange.person_records import UNNUMBERED, OtherName, PersonRecord
from db.exchange.records import ListScope, Record, RefusedRecord
from db.words.csv_rows import ByLine, CsvRow, csv_rows
from db.words.families.exchange import System
from db.words.families.people import sex_from
from db.words.names import NameParts, match_key, split_libra_name
from db.words.text import clean

T = TypeVar("T")
LONGEST_NAME = 100
LONGEST_NUMBER = 100
LONGEST_POSTCODE = 12
MOST_ALIASES = 50
_NAMES = ("forename", "middle", "surname")
_MOST_PARTS = 3
_ISO = len("1980-03-12")


def read_people(stream: ByLine) -> Iterator[Record]:
    """Every row in its order; behind them what is to say of the whole file."""
    rows = csv_rows(stream)
    first = next(rows, None)
    if first is None or first.fault:
        raise FileRefused("The file has no names of columns in its first row.", code=Code.BROKEN, at="line 1")
    reader = _Reader(head_of(first.cells))
    count = 0
    for row in rows:
        count += 1
        yield reader.record(row)
    problems = []
    if notice := reader.head.notice:
        problems.append(Problem("line 1", Code.UNKNOWN_COLUMN, notice))
    if not count:
        problems.append(Problem("line 1", Code.EMPTY_LIST, "the file holds no person"))
    yield ListScope("line 1", None, cases=count, is_empty=not count, problems=tuple(problems))


def has_numbers(stream: ByLine) -> bool:
    """Whether the first row names a column for the source's own numbers."""
    first = next(csv_rows(stream), None)
    return first is not None and not first.fault and "person_id" in head_of(first.cells).places


def numbers_of(stream: ByLine) -> Iterator[str]:
    """For every row the source's number, at a glance: also of rows that a whole reading puts in quarantine."""
    rows = csv_rows(stream)
    head = head_of(next(rows).cells)
    place = head.places["person_id"]
    for row in rows:
        yield clean(row.cells[place]) if len(row.cells) == head.width else ""


class _Bad(Exception):
    """A row for quarantine."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class _Reader:
    """Reads the rows of one file by its columns."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self._places = tuple((name, place) for name, place in head.places.items() if name != "note")
        self._names = not head.places.keys().isdisjoint(_NAMES)

    def record(self, row: CsvRow) -> PersonRecord | RefusedRecord:
        """The row as a record."""
        at = f"line {row.line}"
        try:
            return self._record(row, at)
        except _Bad as bad:
            return RefusedRecord(at, bad.code, f"{bad}", row.raw)

    def _record(self, row: CsvRow, at: str) -> PersonRecord:
        if row.fault:
            raise _Bad(Code.BROKEN, row.fault)
        if len(row.cells) != self.head.width:
            raise _Bad(Code.BROKEN, _cells(len(row.cells), self.head.width))
        if b"\n" in row.raw[:-1]:
            for name, place in self._places:
                if "\n" in row.cells[place]:
                    raise _Bad(Code.BROKEN, f"{name} runs over several lines: a quote is missing, or one too many")
        cells = {name: clean(text) if (text := row.cells[place]) else "" for name, place in self._places}
        if len(row.raw) > LONGEST_NAME:
            for name in _NAMES:
                if len(cells.get(name, "")) > LONGEST_NAME:
                    raise _Bad(Code.TOO_LONG, f"{name} is longer than {LONGEST_NAME} signs")
        if self._names and not any(map(cells.get, _NAMES)):
            raise _Bad(Code.NO_NAME, "there is no name in it")
        odd: list[Problem] = []
        dates = "no day like 1980-03-12 or 12/03/1980"
        born = _read(cells, "dob", day, odd, at=at, code=Code.ODD_DATE, what=dates)
        return PersonRecord(
            System.PEOPLE_CSV,
            at,
            row.raw,
            _key(cells, known(born)),
            given=_text(cells, "forename"),
            middle=_text(cells, "middle"),
            family=_text(cells, "surname"),
            dob=born,
            sex=_read(cells, "sex", sex_from, odd, at=at, code=Code.ODD_VALUE, what="no known one"),
            pnc=_short(cells, "pnc", LONGEST_NUMBER, odd, at),
            cro=_short(cells, "cro", LONGEST_NUMBER, odd, at),
            postcode=_short(cells, "postcode", LONGEST_POSTCODE, odd, at),
            others=_others(cells["aliases"], odd, at) if "aliases" in cells else ABSENT,
            problems=tuple(odd),
        )


def _cells(found: int, wanted: int) -> str:
    return f"it has {found:,} cells where the first row has {wanted:,}: a comma or a quote is missing, or one too many"


def _key(cells: dict[str, str], born: date | None) -> str:
    """The source's number; without such a column what the row says of who it is."""
    key = cells.get("person_id")
    if key is None:
        parts = NameParts("", *(cells.get(name, "") for name in _NAMES))
        numbers = "/".join(cells.get(name, "") for name in ("pnc", "cro"))
        return f"{UNNUMBERED}{match_key(parts)}/{born or '-'}/{numbers}"[: 4 * LONGEST_NAME]
    if not key:
        raise _Bad(Code.NO_KEY, "it has no person_id")
    if len(key) > LONGEST_NUMBER:
        raise _Bad(Code.TOO_LONG, f"person_id is longer than {LONGEST_NUMBER} signs")
    return key


def _text(cells: dict[str, str], name: str) -> str | Absent | None:
    return (cells[name] or None) if name in cells else ABSENT


def _read(
    cells: dict[str, str],
    name: str,
    read: Callable[[str], T | None],
    odd: list[Problem],
    *,
    at: str,
    code: Code,
    what: str,
) -> T | Absent | None:
    """The cell as `read` reads it; one that it cannot read is left out, and said."""
    text = _text(cells, name)
    if not isinstance(text, str):
        return text
    found = read(text)
    if found is None:
        odd.append(Problem(at, code, f"{name} is {what}; left out"))
        return ABSENT
    return found


def _short(cells: dict[str, str], name: str, most: int, odd: list[Problem], at: str) -> str | Absent | None:
    what = f"longer than {most} signs"
    return _read(
        cells, name, lambda text: text if len(text) <= most else None, odd, at=at, code=Code.ODD_VALUE, what=what
    )


def day(text: str) -> date | None:
    """A day as ISO has it, or dd/mm/yyyy."""
    try:
        return date.fromisoformat(text) if len(text) == _ISO and text[7] == "-" else day_from(text)
    except ValueError:
        return None


def _others(text: str, odd: list[Problem], at: str) -> tuple[OtherName, ...]:
    """Aliases, parted by semicolons."""
    if not text:
        return ()
    found: dict[OtherName, None] = {}
    for one in text.split(";"):
        if not one.strip(" |"):
            continue
        if len(found) >= MOST_ALIASES:
            odd.append(Problem(at, Code.ODD_VALUE, f"there are more than {MOST_ALIASES} aliases; the first are taken"))
            break
        found[_other(one, odd, at)] = None
    return tuple(found)


def _other(text: str, odd: list[Problem], at: str) -> OtherName:
    """`Forename Surname`, `Forename|Surname`, either with `|` and a day behind; a longer name is cut and said."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) == 1 and len(parts[0]) <= LONGEST_NAME:
        name = split_libra_name(parts[0])
        return OtherName(name.given, name.middle, name.family)
    last = parts[-1]
    born = day(last) if len(parts) > 1 else None
    if born is None and any(sign.isdecimal() for sign in last) and len(parts) > 1:
        odd.append(Problem(at, Code.ODD_DATE, "a date of birth of an alias is no day; left out"))
    if len(parts) > 1 and (born is not None or any(sign.isdecimal() for sign in last)):
        parts.pop()
    if len(parts) >= _MOST_PARTS or any(len(part) > LONGEST_NAME for part in parts):
        odd.append(Problem(at, Code.ODD_VALUE, "an alias has more parts, or is longer, than a name; taken as one name"))
        parts = [" ".join(parts)[:LONGEST_NAME]]
    if len(parts) > 1:
        first, _, middle = parts[0].partition(" ")
        return OtherName(first, middle, parts[1], born)
    name = split_libra_name(parts[0])
    return OtherName(name.given, name.middle, name.family, born)
