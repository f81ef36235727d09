"""`tracker ppo enter`, `outcome` and `arrests`: what police and prosecution enter about registered people."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

import typer

from db.words.dates import parse_loose, short
from db.words.errors import BadInput
from db.words.families.schemes import Outcome
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.output import line, print_json, print_table
from tracker_tui.cli.told import day_told, told

Person = Annotated[str, typer.Argument(metavar="REF", help="The person's id, or the reference that begins with P-.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
_KEYS = (
    "One document: [{id, person_id, code, title, offence_on, place, arrested_on, charged_on, outcome, decided_on, "
    "owner, own, area}]."
)


def enter(
    context: typer.Context,
    person: Person,
    *,
    offence: Annotated[str, typer.Option(metavar="CODE", help="The code of the offence: TH68010.")] = "",
    title: Annotated[str, typer.Option(help="The offence in words. With - it comes from standard input.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="The day of the offence.")] = "",
    place: Annotated[str, typer.Option(help="Where it was; a postcode tells the area.")] = "",
    area: Annotated[str, typer.Option(metavar="CODE", help="The area it was in, where no postcode tells it.")] = "",
    arrested: Annotated[str, typer.Option(metavar="DATE", help="The day of the arrest.")] = "",
    charged: Annotated[str, typer.Option(metavar="DATE", help="The day of the charge.")] = "",
    outcome: Annotated[Outcome | None, typer.Option(help="What became of it.")] = None,
    decided: Annotated[str, typer.Option(metavar="DATE", help="The day of the outcome.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Enter an arrest or a charge of a registered person, as a record of your agency."""
    # The card is loaded when something is entered, not for help.
    from db.cards.arrests import NewArrest

    (words,) = told(title)
    with signed_in(context, in_demo=REGISTER) as desk:
        today = desk.clock.today()
        days = [day_told(each, today=today) for each in (on, arrested, charged, decided)]
        new = NewArrest(
            desk.file.named(person), offence, words, days[0], place, days[1], days[2], outcome, days[3], area,
        )  # fmt: skip
        card = desk.arrests.enter(new, dry_run=dry_run)
    line(f"{'Would enter' if dry_run else 'Entered'}: {card.title}{'' if dry_run else f', {card.id}'}")


def say_outcome(
    context: typer.Context,
    arrest: Annotated[str, typer.Argument(metavar="ID", help="The id that `tracker ppo arrests` shows.")],
    *,
    outcome: Annotated[Outcome, typer.Option(help="What became of it.")],
    on: Annotated[str, typer.Option(metavar="DATE", help="The day of the outcome.")] = "today",
    dry_run: DryRun = False,
) -> None:
    """Say what became of an arrest or charge that your agency entered."""
    try:
        key = UUID(arrest.strip())
    except ValueError:
        raise BadInput("That is no id.", to_do="tracker ppo arrests REF shows them.") from None
    with signed_in(context, in_demo=REGISTER) as desk:
        card = desk.arrests.outcome(key, outcome, parse_loose(on, today=desk.clock.today()), dry_run=dry_run)
    line(f"{card.title}: {'would be ' if dry_run else ''}{outcome.label}.")


def arrests(
    context: typer.Context, person: Person, *, as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False
) -> None:
    """List arrests and charges that agencies entered about a person."""
    with signed_in(context, in_demo=REGISTER) as desk:
        cards = desk.arrests.of(desk.file.named(person))
    if as_json:
        print_json([{name: None if value == "" else value for name, value in asdict(one).items()} for one in cards])
        return
    rows = [
        (one.title, _day(one.offence_on), one.area, _day(one.arrested_on), _day(one.charged_on),
         one.outcome.replace("_", " "), _day(one.decided_on), one.owner, one.id)
        for one in cards
    ]  # fmt: skip
    columns = ("offence", "on", "area", "arrested", "charged", "outcome", "decided", "agency", "id")
    print_table(columns, rows, empty="Nothing was entered that you may see.")


def _day(day: date | None) -> str:
    return short(day) if day else ""
