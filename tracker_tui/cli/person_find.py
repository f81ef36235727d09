"""`tracker person find`: who answers a text, in the same order and with the same reasons as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.find import Hit, NextHearing

Json = dict[str, object]
_COLUMNS = ("Found", "Born", "Sex", "PNC", "Next hearing", "Why", "Id")
MOST = 200
_KEYS = (
    "One document: [{kind, id, person, case, hearing, name, matched_name, born, born_year, sex, pnc, band, why: "
    "[text], warnings: [text], signs: [text], listed_today, next_hearing: {hearing, case, court, room, on, at}}]; "
    "null where nothing is known."
)


def find(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help="What you would type in the find box; words need no quotes.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="At most so many hits.")] = 20,
    json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Find people, cases and hearings by name, date of birth, number, postcode or day, in any order.

    Only those whom the acting user may see are found and counted. That a search was made is recorded,
    its text is not. Nobody found is no error: the exit code is 0.
    """
    with signed_in(context) as desk:
        page = desk.people.find(" ".join(text), limit=limit)
        if not page.complete:
            page = desk.people.count(page)
        desk.people.settled(page)
    if json:
        print_json([_document(hit) for hit in page.hits])
    elif page.hits:
        print_table(_COLUMNS, (_row(hit) for hit in page.hits), empty="")
    if not page.query.asks:
        talk(f"Nothing to look for. {page.query.words}".rstrip())
    elif not page.hits:
        talk(f"Nothing found. Understood: {page.query.words}.")
    elif page.total > len(page.hits) or not page.complete:
        talk(f"{page.words}; --limit shows more.")


def _row(hit: Hit) -> tuple[object, ...]:
    label = f"{hit.label} ({hit.matched})" if hit.matched else hit.label
    where = hit.next_hearing
    listed = f"{where.on} {where.at:%H:%M} {where.court}" if where and where.at else str(where.on) if where else ""
    why = "; ".join((*hit.warnings, *hit.why))
    return (
        label,
        hit.born or hit.born_year,
        hit.sex.value if hit.sex else "",
        hit.pnc,
        listed,
        why,
        hit.person or hit.case,
    )


def _document(hit: Hit) -> Json:
    """The documented keys of `--json`; absent values are null, dates ISO."""
    return {
        "kind": hit.kind.value,
        "id": str(hit.id),
        "person": hit.person,
        "case": hit.case,
        "hearing": hit.hearing,
        "name": hit.label,
        "matched_name": hit.matched or None,
        "born": hit.born,
        "born_year": hit.born.year if hit.born else int(hit.born_year) if hit.born_year else None,
        "sex": hit.sex.value if hit.sex else None,
        "pnc": hit.pnc or None,
        "band": hit.band.value,
        "why": list(hit.why),
        "warnings": list(hit.warnings),
        "signs": list(hit.signs),
        "listed_today": hit.listed_today,
        "next_hearing": _hearing(hit.next_hearing) if hit.next_hearing else None,
    }


def _hearing(where: NextHearing) -> Json:
    return {
        "hearing": where.hearing,
        "case": where.case,
        "court": where.court,
        "room": where.room,
        "on": where.on,
        "at": where.at,
    }
