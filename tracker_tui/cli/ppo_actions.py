"""`tracker ppo action`, `done` and `actions`: what each agency does about a registered person, and by when."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from db.words.dates import parse_loose, short
from db.words.errors import BadInput
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.output import line, print_json, print_table
from tracker_tui.cli.told import told

Person = Annotated[str, typer.Argument(metavar="REF", help="The person's id, or the reference that begins with P-.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


def action(
    context: typer.Context,
    person: Person,
    *,
    text: Annotated[str, typer.Option(help="What is to be done. With - it comes from standard input.")],
    due: Annotated[str, typer.Option(metavar="DATE", help="By which day.")],
    dry_run: DryRun = False,
) -> None:
    """Take on something to do about a registered person, for your agency; every partner's list shows it."""
    (what,) = told(text)
    with signed_in(context, in_demo=REGISTER) as desk:
        by = parse_loose(due, today=desk.clock.today())
        card = desk.actions.take_on(desk.file.named(person), what, by, dry_run=dry_run)
    line(
        f"Would take on, due {short(by)}." if card is None else f"Taken on by {card.owner}, due {short(by)}: {card.id}"
    )


def done(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="ID", help="The id that `tracker ppo actions` shows.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Say that an action of your agency is done."""
    try:
        wanted = UUID(key.strip())
    except ValueError:
        raise BadInput("That is no id.", to_do="tracker ppo actions REF shows them.") from None
    with signed_in(context, in_demo=REGISTER) as desk:
        card = desk.actions.done(wanted, dry_run=dry_run)
    line(f"{'Would be done' if dry_run else 'Done'}: {card.what}")


def actions(
    context: typer.Context,
    person: Person,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{id, what, agency, since, due, overdue, done_on}].")
    ] = False,
) -> None:
    """List what agencies do about a person, done things too: one audited consultation."""
    with signed_in(context, in_demo=REGISTER) as desk:
        today = desk.clock.today()
        cards = desk.actions.of(desk.file.named(person))
    if as_json:
        print_json(
            [
                {"id": one.id, "what": one.what, "agency": one.owner, "since": one.since, "due": one.due,
                 "overdue": one.overdue_at(today), "done_on": one.done_on}
                for one in cards
            ]
        )  # fmt: skip
        return
    rows = [
        (one.what, one.owner, short(one.due) if one.due else "",
         f"done {short(one.done_on)}" if one.done_on else "open", one.id)
        for one in cards
    ]  # fmt: skip
    print_table(("what", "agency", "due", "state", "id"), rows, empty="No action that you may see.")
