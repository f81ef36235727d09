"""The list by which old Crown Court cases were taken over: one row a defendant, recognised by its columns."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from db.exchange.carried import ABSENT, Day
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.casefile.checks import is_uuid
from db.exchange.formats.legal_aid.search_result import defendant_numbers, key_of, legal_aid_case
from db.exchange.formats.moments import day_from
from db.exchange.limits import check_text
from db.exchange.oddities import Code, Problem
from db.exchange.records import CaseRecord, CourtRecord, ListScope, Record, RefusedRecord
from db.words.csv_rows import ByLine, CsvRow, csv_rows
from db.words.families.people import IdentifierKind
from db.words.text import clean

_NEEDED: Final = {"case_urn", "xhibit_case_number", "defendant_last_name"}
_COURT: Final = 5
_CODE: Final = 7


def is_crown_cases(head: bytes) -> bool:
    """Whether the first row names the list's own columns."""
    first = next(csv_rows(BytesIO(check_text(head))), None)
    return first is not None and not first.fault and {clean(cell).casefold() for cell in first.cells[:100]} >= _NEEDED


def read_crown_cases(stream: ByLine) -> Iterator[Record]:
    """Every row in its order; a row alone is refused when it has no number or no name."""
    rows = csv_rows(stream)
    columns = [clean(cell).casefold() for cell in next(rows).cells]
    count = 0
    for row in rows:
        count += 1
        yield _record(row, columns)
    problems = () if count else (Problem("line 1", Code.EMPTY_LIST, "the file holds no case"),)
    yield ListScope("line 1", None, cases=count, is_empty=not count, problems=problems)


def _record(row: CsvRow, columns: list[str]) -> Record:
    at = f"line {row.line}"
    if row.fault or len(row.cells) != len(columns):
        reason = row.fault or f"{len(row.cells)} cells, where the first row has {len(columns)}"
        return RefusedRecord(at, Code.BROKEN, reason, row.raw)
    cells = {name: clean(cell) for name, cell in zip(columns, row.cells, strict=True)}
    number, urn = cells.get("xhibit_case_number", ""), cells.get("case_urn", "")
    if not (number or urn):
        return RefusedRecord(at, Code.NO_CASE_NUMBER, "neither case number nor URN came with the row", row.raw)
    names = [cells.get(f"defendant_{part}_name", "") for part in ("first", "middle", "last")]
    if not any(names):
        return RefusedRecord(at, Code.NO_NAME, "the defendant has no name", row.raw, None, number or urn)
    odd: list[Problem] = []
    case = CaseRecord(
        case_key=key_of(urn or number),
        case_no=number or urn,
        urn=urn or ABSENT,
        court=_court(cells, odd, at),
        defendants=(_defendant(cells, names, odd, at),),
    )
    return legal_aid_case(case, at=at, raw=row.raw, problems=tuple(odd))


def _court(cells: dict[str, str], odd: list[Problem], at: str) -> CourtRecord | None:
    code, name = cells.get("ou_code", ""), cells.get("court_name", "")
    good = code.isascii() and code.isalnum() and len(code) in {_COURT, _CODE}
    if code and not good:
        odd.append(Problem(at, Code.ODD_VALUE, "ou_code is not a court code"))
    if not good and not name:
        return None
    return CourtRecord(code[:_COURT].upper() if good else None, name or None)


def _defendant(cells: dict[str, str], names: list[str], odd: list[Problem], at: str) -> DefendantRecord:
    given, middle, family = names
    if not family:
        odd.append(Problem(at, Code.NO_FAMILY_NAME, "the defendant has no family name"))
    own = cells.get("defendant_id", "")
    native = own if is_uuid(own) else None
    if native is None:
        odd.append(Problem(at, Code.ODD_KEY, "defendant_id is no number; name and birth stand for it"))
    asn = cells.get("defendant_arrest_summons_number", "")
    return DefendantRecord(
        native,
        defendant_id=native or ABSENT,
        given=given or None,
        middle=middle or None,
        family=family or None,
        dob=_born(cells, odd, at),
        identifiers=defendant_numbers(native, None) + (((IdentifierKind.ASN, asn),) if asn else ()),
    )


def _born(cells: dict[str, str], odd: list[Problem], at: str) -> Day:
    text = cells.get("defendant_date_of_birth", "")
    found = day_from(text) if text else None
    if text and found is None:
        odd.append(Problem(at, Code.ODD_DATE, "defendant_date_of_birth is not a date"))
    return found if found is not None else ABSENT
