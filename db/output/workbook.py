"""A sheet as an XLSX workbook: cells of text that no spreadsheet calculates; the same sheet is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from db.words.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.output.sheet import Sheet

LONGEST_CELL: Final = 32_767
"""A spreadsheet opens no cell of more characters; what is longer is cut, with a sign."""
_SHEET_NAME: Final = "List"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMA: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f"{_SCHEMA}/spreadsheetml/2006/main"
_RELATION: Final = f"{_SCHEMA}/officeDocument/2006/relationships"
_PACKAGE: Final = f"{_SCHEMA}/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS: Final = f'<Relationships xmlns="{_PACKAGE}/relationships">'
# The least that spreadsheets ask for; bold is the second of two formats.
_FIXED: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'{_LINKS}<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
    f'<sheet name="{_SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f"{_LINKS}"
    f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATION}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>',
}
# XML has no sign for these, not even an escaped one.
_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_THEN: Final = (1980, 1, 1, 0, 0, 0)


def as_workbook(sheet: Sheet) -> bytes:
    """Title and notes, the columns in bold, the rows, and how many rows there are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*_FIXED.items(), ("xl/worksheets/sheet1.xml", _worksheet(sheet))):
            package.writestr(zipfile.ZipInfo(name, _THEN), f"{_HEAD}{text}".encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _worksheet(sheet: Sheet) -> str:
    rows = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(_rows(sheet), 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _rows(sheet: Sheet) -> Iterator[str]:
    for said in (sheet.title, *sheet.notes):
        yield _cells([said])
    yield _cells(sheet.columns, bold=True)
    for row in sheet.rows:
        yield _cells(row)
    yield _cells(("Total", str(len(sheet.rows))))
    if sheet.withheld:
        yield _cells(("Withheld", str(sheet.withheld)))


def _cells(texts: Iterable[str], *, bold: bool = False) -> str:
    style = ' s="1"' if bold else ""
    return "".join(f'<c t="inlineStr"{style}><is><t xml:space="preserve">{_text(text)}</t></is></c>' for text in texts)


def _text(text: str) -> str:
    shown = _NO_XML.sub("·", "\n".join(visible(line) for line in text.split("\n")))
    return escape(shown if len(shown) <= LONGEST_CELL else f"{shown[: LONGEST_CELL - 1]}…")
