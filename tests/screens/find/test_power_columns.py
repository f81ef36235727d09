"""The columns of a power search at every width: the name first, what the list is for, and nothing is lost."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.cards.searching import (
    Changed,
    Column,
    Convicted,
    Criterion,
    CrossBorder,
    Found,
    InPrison,
    Offences,
    People,
    Query,
    Release,
    Row,
    Unfinalised,
    cell_words,
)
from db.search import committed, convictions, crossing, people, prison, releases
from db.words.text import visible
from screens.find.power_columns import fit
from screens.find.power_rows import about, rows_of
from screens.parts.rows import widths

DAY = date(2026, 11, 23)
LISTS: list[tuple[Query, tuple[Column, ...]]] = [
    (CrossBorder(area="MER"), crossing.COLUMNS),
    (Release(area="MER"), releases.COLUMNS),
    (Convicted(area="MER"), convictions.COLUMNS),
    (Offences(area="MER", wanted=(Criterion("theft"),)), committed.COLUMNS),
    (InPrison(area="MER"), prison.INSIDE_COLUMNS),
    (Changed(area="MER"), prison.CHANGED_COLUMNS),
    (Unfinalised(area="MER"), prison.OPEN_COLUMNS),
    (People(area="MER"), people.COLUMNS),
]
NARROW = 80 - 5
"""An edge of three cells, and a scrollbar of two."""
NEEDED = {
    "crossborder": {"home_area", "cross_border", "all", "percent", "areas", "latest", "where_now"},
    "release": {"date", "kind", "days_left", "hdced", "establishment"},
    "convicted": {"convicted_on", "offence", "before_nomination"},
    "offence": {"criteria_met", "offences_n", "types", "latest"},
    "inprison": {"prison_no", "establishment", "status", "hdced", "release"},
    "changed": {"field", "old", "new"},
    "unfinalised": {"offence", "status", "next_hearing", "days_since_charge", "needs_production"},
    "people": {"born", "home_area", "where_now"},
}
LONG = {
    "field": "HDC eligibility date", "status": "convicted", "type": "violence against the person", "band": "possible",
    "before_nomination": "yes", "needs_production": "yes", "home_area": "LPL", "percent": "100", "all": "12",
    "cross_border": "12", "days_left": "-12", "days_since_charge": "1234", "criteria_met": "2", "offences_n": "12",
    "prison_no": "A2055WK", "areas": "BOL, BRD",
}  # fmt: skip
DAYS = {
    "date",
    "hdced",
    "release",
    "since",
    "born",
    "latest",
    "convicted_on",
    "offence_date",
    "next_hearing",
    "hearing",
}
texts = st.text(max_size=60) | st.dates() | st.integers() | st.booleans() | st.none()


def _found(query: Query, columns: tuple[Column, ...], *rows: Row) -> Found:
    return Found(query, DAY, "MER", "Merseyside", columns, rows)


def _usual(columns: tuple[Column, ...]) -> Row:
    values = tuple(
        DAY if one.key in DAYS else LONG.get(one.key, "Wolstenholme, Christopher (HMP & YOI)") for one in columns
    )
    return Row(UUID(int=1), "P-1", "name", values)


@pytest.mark.parametrize(("query", "columns"), LISTS)
def test_eighty_cells_show_what_the_list_is_for(query: Query, columns: tuple[Column, ...]) -> None:
    found = _found(query, columns, _usual(columns))
    shown = fit(found, NARROW)
    keys = [columns[place].key for place in shown.places]
    assert keys[0] == "name"
    assert NEEDED[query.kind.value] <= set(keys)
    assert all(cell_len(one.title) <= width for one, width in zip(shown.columns, shown.widths, strict=True))
    assert all(width >= 11 for key, width in zip(keys, shown.widths, strict=True) if key in DAYS)


@given(st.data())
def test_every_value_is_seen_in_the_row_or_below_it(data: st.DataObject) -> None:
    query, columns = data.draw(st.sampled_from(LISTS))
    room = data.draw(st.integers(NARROW, 250))
    rows = [
        Row(UUID(int=number), "", "", tuple(data.draw(texts) for _ in columns))
        for number in range(data.draw(st.integers(0, 3)))
    ]
    found = _found(query, columns, *rows)
    shown = fit(found, room)
    assert columns[shown.places[0]].key == "name"
    assert sum(shown.widths) + len(shown.widths) - 1 <= room
    assert shown.widths == widths(shown.columns, room)
    for row, painted in zip(rows, rows_of(found, shown), strict=True):
        below = about(found, row, shown)
        assert len(painted.cells) == len(columns)
        for place, value in enumerate(row.values):
            text = cell_words(value)
            seen = place in shown.places and cell_len(visible(text)) <= shown.widths[shown.places.index(place)]
            assert seen or not text or f"{columns[place].title}: {text}" in below
