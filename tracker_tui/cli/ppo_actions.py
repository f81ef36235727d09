"""`tracker ppo action`, `done` and `actions`: what each agency does about a registered person, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import typer

from db.words.dates import parse_loose, short
from db.words.errors import BadInput
from db.words.families.access import Category
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table
from tracker_tui.cli.told import told

if TYPE_CHECKING:
    from db.cards.records import RecordCard

JOINT: Final = "joint action"
"""The source of the records that are actions; other records of the scheme have another one."""
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
    # The card is loaded when something is entered, not for help.
    from db.cards.records import NewRecord

    (what,) = told(text)
    with signed_in(context) as desk:
        today = desk.clock.today()
        key = desk.file.named(person)
        by = parse_loose(due, today=today)
        if by < today:
            raise BadInput("That day has passed.")
        if not any(one.active_at(today) for one in desk.register.read_person(key).registrations):
            raise BadInput("This person is on no register that you read.", to_do="tracker ppo register")
        new = NewRecord(key, Category.PPO, what, valid_from=today, valid_to=by, source=JOINT)
        if dry_run:
            line(f"Would take on, due {short(by)}.")
            return
        card = desk.records.add(new)
    line(f"Taken on by {card.owner}, due {short(by)}: {card.id}")


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
    with signed_in(context) as desk:
        card = desk.records.get(wanted)
        if card.source != JOINT:
            raise BadInput("That record is no action.", to_do="tracker ppo actions REF shows them.")
        if not dry_run:
            desk.records.end(wanted, version=card.version)
    line(f"{'Would be done' if dry_run else 'Done'}: {card.summary}")


def actions(
    context: typer.Context,
    person: Person,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{id, what, agency, since, due, overdue, done_on}].")
    ] = False,
) -> None:
    """List what agencies do about a person, done things too: one audited consultation."""
    with signed_in(context) as desk:
        today = desk.clock.today()
        found = desk.records.of(desk.file.named(person), ended=True)
    cards = sorted((one for one in found if one.source == JOINT), key=_order)
    if as_json:
        print_json(
            [
                {"id": one.id, "what": one.summary, "agency": one.owner, "since": one.valid_from, "due": one.valid_to,
                 "overdue": one.ended_on is None and one.valid_to is not None and one.valid_to < today,
                 "done_on": one.ended_on}
                for one in cards
            ]
        )  # fmt: skip
        return
    rows = [
        (one.summary, one.owner, short(one.valid_to) if one.valid_to else "",
         f"done {short(one.ended_on)}" if one.ended_on else "open", one.id)
        for one in cards
    ]  # fmt: skip
    print_table(("what", "agency", "due", "state", "id"), rows, empty="No action that you may see.")


def _order(one: RecordCard) -> tuple[bool, str]:
    """What is open comes first, the earliest due before the others."""
    return one.ended_on is not None, one.valid_to.isoformat() if one.valid_to else ""
