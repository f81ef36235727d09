"""`tracker emergency list|review`: what was opened in an emergency, and whether it was justified."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from db.cards.emergency import AccessCard, Verdict
from db.words.dates import court_cell
from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table

app = group("List and review emergency access; it is opened on the screen alone, by !.")
_FIELDS = (
    "One document: [{id, person_ref, user, agency, reason, opened_at, ended_at, due, overdue, told, verdict, words, "
    "reviewed_by, reviewed_at, why_not}]."
)


@app.command("list", epilog="Example: tracker emergency list --json --as manager")
def list_(
    context: typer.Context,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Reviewed and older ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_FIELDS)] = False,
) -> None:
    """List emergency access: what waits for your review, what your agency is told of, and your own."""
    with signed_in(context) as desk:
        found = desk.emergency.list(everything=everything)
    if as_json:
        print_json([_plain(one) for one in found])
        return
    rows = [
        (one.id, court_cell(one.opened_at), one.user, one.agency, one.person_ref, one.reason, one.due,
         one.verdict.label if one.verdict else "OVERDUE" if one.overdue else "")
        for one in found
    ]  # fmt: skip
    columns = ("id", "opened", "by", "agency", "person", "reason", "review by", "review")
    print_table(columns, rows, empty="No emergency access waits for you.")


@app.command(
    "review",
    epilog='Example: tracker emergency review 01a2... --justified --words "read the custody log" --as manager',
)
def review(
    context: typer.Context,
    access: Annotated[str, typer.Argument(help="Its id, as the list shows it.")],
    *,
    justified: Annotated[bool, typer.Option("--justified/--not-justified", help="What you found.")],
    words: Annotated[str, typer.Option(help="What you looked at, in 10 to 250 characters.")],
    as_json: Annotated[bool, typer.Option("--json", help="The reviewed access, with the fields of the list.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Say whether an emergency access was justified; never of the own one."""
    try:
        key = UUID(access)
    except ValueError:
        raise BadInput(f"{access} is no id.", to_do="tracker emergency list shows ids.") from None
    verdict = Verdict.JUSTIFIED if justified else Verdict.NOT_JUSTIFIED
    with signed_in(context) as desk:
        card = desk.emergency.review(key, verdict, words, dry_run=dry_run)
    if as_json:
        print_json(_plain(card))
        return
    line(f"{'Would say: ' if dry_run else ''}{verdict.heading}: {card.words}")


def _plain(card: AccessCard) -> dict[str, object]:
    # Loaded where a document is printed.
    from dataclasses import asdict

    return asdict(card)
