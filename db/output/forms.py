"""A sheet as CSV, JSON or text of 80 columns; cells that a spreadsheet would take for a formula are disarmed."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

from db.cards.output import Form
from db.output.columns import table, wrapped
from db.output.sheet import Sheet, count_words
from db.words.text import visible

WIDTH: Final = 80
# What begins a formula in one spreadsheet or another, their wide forms, and what hides such a sign.
_ARMED: Final = frozenset("=+-@\t\r\n\x00＝＋－＠")


def written(sheet: Sheet, form: Form) -> str:
    """The sheet in this form; of a workbook the same rows as CSV, for whoever reads it without a spreadsheet."""
    match form:
        case Form.CSV | Form.XLSX:
            return as_csv(sheet)
        case Form.JSON:
            return as_json(sheet)
        case Form.TEXT:
            return as_text(sheet)


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet calculates: one that begins like a formula gets an apostrophe before it."""
    lines = "\n".join(visible(line) for line in cell.split("\n"))
    return f"'{lines}" if cell[:1] in _ARMED and cell else lines


def as_csv(sheet: Sheet) -> str:
    """Title and notes, the names of the columns, the rows, and how many rows there are (RFC 4180)."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n")
    for said in (sheet.title, *sheet.notes):
        write.writerow([disarmed(said)])
    write.writerow([disarmed(name) for name in sheet.columns])
    write.writerows([disarmed(cell) for cell in row] for row in sheet.rows)
    write.writerow(["Total", str(len(sheet.rows))])
    if sheet.withheld:
        write.writerow(["Withheld", str(sheet.withheld)])
    return out.getvalue()


def as_json(sheet: Sheet) -> str:
    """`{title, notes, rows: [{column: text}], total, withheld}`; everything outside ASCII is escaped."""
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    document = {
        "title": sheet.title, "notes": list(sheet.notes), "rows": rows, "total": len(rows), "withheld": sheet.withheld,
    }  # fmt: skip
    return json.dumps(document, indent=2) + "\n"


def as_text(sheet: Sheet, *, width: int = WIDTH) -> str:
    """Title, notes, rows in columns and their number, no line longer than so many cells."""
    lines = [*wrapped(sheet.title, width)]
    for note in sheet.notes:
        lines += wrapped(note, width)
    lines += ["", *table(sheet.columns, sheet.rows, width=width), ""]
    lines += wrapped(f"{count_words(len(sheet.rows), sheet.withheld)}.", width)
    return "\n".join(line.rstrip() for line in lines) + "\n"
