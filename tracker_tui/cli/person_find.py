"""`tracker person find`: who answers a text, in the same order and with the same reasons as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.cards.find import Hit, NextHearing, Page

Json = dict[str, object]
_COLUMNS = ("Found", "Born", "Sex", "PNC", "Next hearing", "Why", "Id")
MOST = 200
FEW = 20
_KEYS = (
    "One document: [{kind, id, person, case, hearing, name, matched_name, born, born_year, sex, pnc, band, why: "
    "[text], warnings: [text], signs: [text], listed_today, next_hearing: {hearing, case, court, room, on, at}}]; "
    "null where nothing is known. With --explain {understood: [{text, kind, says}], total, complete, hits: [as above]}."
)


def find(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="What you would type in the find box; words need no quotes.")
    ] = None,
    *,
    limit: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="At most so many hits; else 20, and 10 for each of --batch.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how the text is understood, and every reason of every hit.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="QUERIES.csv",
            help="Answer a CSV instead: query_id,query_text, or query_id,q_forename,q_surname,q_dob.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="ANSWERS.csv",
            help="Where answers go, for you alone: query_id,rank,person_id,strong,band,reasons,warnings,ms.",
        ),
    ] = None,
) -> None:
    """Find people, cases and hearings by name, date of birth, number, postcode or day, in any order.

    Only those whom the acting user may see are found and counted. That a search was made is recorded,
    its text is not. Nobody found is no error: the exit code is 0. A file of answers is an export, and names
    people by the number of the list that they came from.
    """
    if batch is not None or out is not None:
        if text or json or explain or batch is None or out is None:
            raise typer.BadParameter("--batch and --out belong together, without a text, --json and --explain.")
        # Its own module, as few searches are files.
        from tracker_tui.cli.person_batch import LIMIT, answer

        answer(context, batch, out, limit=limit or LIMIT)
        return
    if not text:
        raise typer.BadParameter("Type what to look for, or name a file with --batch and --out.")
    with signed_in(context) as desk:
        page = desk.people.find(" ".join(text), limit=limit or FEW)
        if not page.complete:
            page = desk.people.count(page)
        desk.people.settled(page)
    _print(page, json=json, explain=explain)
    if not page.query.asks:
        talk(f"Nothing to look for. {page.query.words}".rstrip())
    elif not page.hits:
        talk(f"Nothing found. Understood: {page.query.words}.")
    elif page.total > len(page.hits) or not page.complete:
        talk(f"{page.words}; --limit shows more.")


def _print(page: Page, *, json: bool, explain: bool) -> None:
    hits = [_document(hit) for hit in page.hits] if json else []
    if json and explain:
        parts = [{"text": part.text, "kind": part.kind.value, "says": part.says} for part in page.query.parts]
        print_json({"understood": parts, "total": page.total, "complete": page.complete, "hits": hits})
    elif json:
        print_json(hits)
    elif explain:
        for text in _explained(page):
            line(text)
    elif page.hits:
        print_table(_COLUMNS, (_row(hit) for hit in page.hits), empty="")


def _explained(page: Page) -> Iterator[str]:
    """The parse, and each hit with what speaks for it (+) and against it (!)."""
    yield f"Understood: {page.query.words or 'nothing'}"
    for place, hit in enumerate(page.hits, 1):
        born = hit.born.isoformat() if hit.born else hit.born_year
        yield " ".join(
            word for word in (f"{place}.", hit.label, born, f"[{hit.band.label}]", str(hit.person or "")) if word
        )
        yield from (f"   + {why}" for why in hit.why)
        yield from (f"   ! {warning}" for warning in hit.warnings)


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
