"""`tracker ppo review`, `deregister` and `withdraw`: a registration looked at again, and ended."""

from __future__ import annotations

from typing import Annotated

import typer

from db.words.dates import parse_loose, short
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.asking import confirm
from tracker_tui.cli.output import line, talk
from tracker_tui.cli.told import day_told, told

Person = Annotated[str, typer.Argument(metavar="REF", help="The person's id, or the reference that begins with P-.")]
Which = Annotated[str, typer.Option("--area", metavar="CODE", help="Which registration, where there are several.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
_AGREED = "The day on which they agreed; not needed where it is recorded already."
_TEXT = " With - it comes from standard input."


def review(
    context: typer.Context,
    person: Person,
    *,
    finding: Annotated[str, typer.Option(help=f"What the review found.{_TEXT}")],
    following: Annotated[str, typer.Option("--next", metavar="DATE", help="When the next is due: +91, 1/4/27.")] = "",
    area: Which = "",
    dry_run: DryRun = False,
) -> None:
    """Note that a registration was reviewed today, what was found, and when the next review is due."""
    (text,) = told(finding)
    with signed_in(context, in_demo=REGISTER) as desk:
        due = day_told(following, today=desk.clock.today())
        card = desk.registering.review(desk.file.named(person), text, next_due=due, area=area, dry_run=dry_run)
    next_words = f"; the next review is due {short(card.review_due)}" if card.review_due else ""
    line(f"The registration in {card.area} {'would be' if dry_run else 'is'} reviewed{next_words}.")


def deregister(
    context: typer.Context,
    person: Person,
    *,
    reason: Annotated[str, typer.Option(help=f"Why the registration ends.{_TEXT}")],
    exit_plan: Annotated[str, typer.Option(help=f"Who goes on with what.{_TEXT}")],
    on: Annotated[str, typer.Option(metavar="DATE", help="From which day the person is registered no more.")] = "today",
    informed: Annotated[str, typer.Option(metavar="DATE", help="When the person was told.")] = "",
    police: Annotated[str, typer.Option(metavar="DATE", help=_AGREED)] = "",
    probation: Annotated[str, typer.Option(metavar="DATE", help=_AGREED)] = "",
    partnership: Annotated[str, typer.Option(metavar="DATE", help=_AGREED)] = "",
    area: Which = "",
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """End a registration; police, probation and the partnership must have agreed, each on a recorded day."""
    # The card is loaded when somebody is deregistered, not for help.
    from db.cards.schemes import Deregistration

    why, plan = told(reason, exit_plan)
    with signed_in(context, in_demo=REGISTER) as desk:
        today = desk.clock.today()
        end = Deregistration(
            on=parse_loose(on, today=today),
            why=why,
            exit_plan=plan,
            informed_on=day_told(informed, today=today),
            police=day_told(police, today=today),
            probation=day_told(probation, today=today),
            partnership=day_told(partnership, today=today),
        )
        key = desk.file.named(person)
        card = desk.registering.deregister(key, end, area=area, dry_run=True)
        if dry_run:
            line(f"Would deregister in {card.area} from {short(end.on)} on.")
            return
        confirm(f"The registration in {card.area} would end on {short(end.on)}.", yes=yes)
        desk.registering.deregister(key, end, area=area)
    line(f"Deregistered in {card.area} from {short(end.on)} on.")
    talk("It stays in the history of the file.")


def withdraw(
    context: typer.Context, person: Person, *, area: Which = "", yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Take a registration back that was entered by mistake; it stays in the history alone."""
    with signed_in(context, in_demo=REGISTER) as desk:
        key = desk.file.named(person)
        card = desk.registering.withdraw(key, area=area, dry_run=True)
        if dry_run:
            line(f"Would withdraw the registration in {card.area}.")
            return
        confirm(f"The registration in {card.area} since {short(card.nominated_on)} would be withdrawn.", yes=yes)
        desk.registering.withdraw(key, area=area)
    line(f"The registration in {card.area} is withdrawn.")
