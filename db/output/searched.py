"""The rows of a power search as a sheet: who matches, then who cannot be decided and for what."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from db.cards.searching import Found, Row, cell_words
from db.output.sheet import Sheet
from db.words.dates import spell

BAND, MISSING, UNDECIDED = "In the list as", "Missing", "cannot decide"


def search_sheet(found: Found, *, notes: tuple[str, ...], without: Collection[UUID] = ()) -> Sheet:
    """Every row under the columns of the search; people of `without` are left out and counted."""
    kept = [row for row in found.rows if row.person_id not in without]
    open_rows = [row for row in found.cannot_decide if row.person_id not in without]
    left_out = len(found.rows) + len(found.cannot_decide) - len(kept) - len(open_rows)
    columns = (BAND, *(column.title for column in found.columns), MISSING)
    said = (found.words, *((found.banner,) if found.banner else ()))
    rows = tuple(_cells(row) for row in (*kept, *open_rows))
    return Sheet(title_of(found), (*said, *notes), columns, rows, left_out)


def title_of(found: Found) -> str:
    """`Released soon: Merseyside (MER), Mon 24 Sep 2007`."""
    where = found.area if found.area_name == found.area else f"{found.area_name} ({found.area})"
    return f"{found.query.kind.heading}: {where}, {spell(found.as_of)}"


def _cells(row: Row) -> tuple[str, ...]:
    band = UNDECIDED if row.missing else row.band.label if row.band else "match"
    return (band, *(cell_words(value) for value in row.values), "; ".join(row.missing))
