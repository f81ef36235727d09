"""`tracker performance`: an area's scheme beside similar areas, its region and the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from db.words.dates import short
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.group import command_app
from tracker_tui.cli.output import print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.performance import Figure, MeasureLine, Performance

app = command_app()
_KEYS = (
    "One document: {area, quarter, counted_on, similar, region, national, counted_once, measures: [{measure, value, "
    "per_100, similar: [{area, value, per_100}], similar_median, rank, region, national}]}; null where a number is too "
    "small to be told."
)


@app.command(epilog="Example: tracker performance --area LPL --quarter 2026Q3 --json")
def performance(
    context: typer.Context,
    *,
    area: Annotated[str, typer.Option(metavar="CODE", help="The area; those below it count as well.")],
    quarter: Annotated[str, typer.Option(metavar="2026Q3", help="The quarter; that of today unless told.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Compare an area's scheme with similar areas, its region and the nation, each person counted once."""
    with signed_in(context, in_demo=REGISTER) as desk:
        found = desk.performance.of_area(area, quarter=quarter)
    if as_json:
        print_json(_document(found))
        return
    columns = (
        "measure",
        found.area,
        "per 100",
        "similar",
        "rank",
        found.region or "region",
        found.national or "nation",
    )
    print_table(columns, [_cells(one) for one in found.lines], empty="Nothing is counted.")
    talk(f"{found.area} {found.area_name}, {found.quarter}, counted {short(found.counted_on)}.")
    talk(f"Similar areas of this quarter: {', '.join(found.similar) or 'none'}.")
    if found.twice:
        talk(f"Registered in several areas, counted once: {found.twice}.")


def _cells(one: MeasureLine) -> tuple[object, ...]:
    middle = "" if one.middle is None else f"{one.middle:g}"
    per = "" if one.own.per_100 is None else f"{one.own.per_100:g}"
    return one.measure.label, _told(one.own), per, middle, one.rank, _said(one.region), _said(one.national)


def _told(one: Figure) -> str:
    return "under 5" if one.value is None else f"{one.value:,}"


def _said(one: Figure | None) -> str:
    if one is None:
        return ""
    return _told(one) if one.per_100 is None else f"{_told(one)} ({one.per_100:g})"


def _document(found: Performance) -> dict[str, object]:
    measures = [
        {
            "measure": one.measure.value, "value": one.own.value, "per_100": one.own.per_100,
            "similar": [_figure(each) for each in one.similar], "similar_median": one.middle, "rank": one.rank,
            "region": _figure(one.region), "national": _figure(one.national),
        }
        for one in found.lines
    ]  # fmt: skip
    return {
        "area": found.area, "quarter": found.quarter, "counted_on": found.counted_on, "similar": list(found.similar),
        "region": found.region or None, "national": found.national or None, "counted_once": found.twice,
        "measures": measures,
    }  # fmt: skip


def _figure(one: Figure | None) -> dict[str, object] | None:
    return None if one is None else {"area": one.area, "value": one.value, "per_100": one.per_100}
