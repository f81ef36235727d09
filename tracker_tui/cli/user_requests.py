"""`tracker user apply|requests|authorise|refuse`: how somebody gets an account, and who says so."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from db.words.actor import Role
from tracker_tui.cli.acting import opened, signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.accounts import FirstCode

DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
_FIELDS = (
    "One document: [{reference, user_name, display_name, agency, roles, courts, area, contact, reason, asked_at, "
    "state, decided_by, decided_at, answer, why_not}]."
)


def apply(
    context: typer.Context,
    user_name: Annotated[str, typer.Argument(help="The name you would sign in with.")],
    *,
    name: Annotated[str, typer.Option(help="Your name, as colleagues read it.")],
    agency: Annotated[str, typer.Option(metavar="CODE", help="Your agency.")],
    role: Annotated[list[Role], typer.Option(help="A role you need; repeat it for several.")],
    contact: Annotated[str, typer.Option(help="Telephone or e-mail at work, to reach you.")],
    reason: Annotated[str, typer.Option(help="What you need the account for.")],
    court: Annotated[list[str] | None, typer.Option(metavar="CODE", help="A court you work at; repeat it.")] = None,
    area: Annotated[str, typer.Option(metavar="CODE", help="An area besides your agency's.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Ask for an account. Nobody needs to be signed in; the authoriser of your area answers."""
    # Loaded with the request alone.
    from db.cards.accounts import NewRequest
    from db.keeper.asking import ask_for_account

    new = NewRequest(user_name, name, agency, frozenset(role), tuple(court or ()), area, contact, reason)
    with opened(context) as installation:
        reference = ask_for_account(installation, new, dry_run=dry_run)
    if dry_run:
        line(f"Would ask for the account {user_name}.")
        return
    line(f"Account request {reference} is sent.")
    talk("Tell your authoriser this reference. Once it is authorised you are given a one-time code to begin with.")


def requests(
    context: typer.Context,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Answered ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_FIELDS)] = False,
) -> None:
    """List account requests: an authoriser those of the own areas, an administrator every one."""
    with signed_in(context) as desk:
        found = desk.account_requests.list(everything=everything)
    if as_json:
        print_json([{key: value for key, value in asdict(one).items() if key != "id"} for one in found])
        return
    rows = [
        (one.reference, one.user_name, one.display_name, one.agency, ", ".join(one.roles), ", ".join(one.courts),
         one.contact, one.reason, one.state)
        for one in found
    ]  # fmt: skip
    columns = ("request", "user", "name", "agency", "roles", "courts", "contact", "reason", "state")
    print_table(columns, rows, empty="No account request is waiting.")


def authorise(
    context: typer.Context,
    request: Annotated[str, typer.Argument(help="Its reference, A-..., or the user name that was asked for.")],
    *,
    expires: Annotated[
        str, typer.Option(metavar="DATE", help="The account's last day; a year from today unless said.")
    ] = "",
    user_name: Annotated[str, typer.Option(metavar="NAME", help="Another user name than was asked for.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Authorise an account request of your area. Prints the letter with the one-time code, once."""
    with signed_in(context) as desk:
        # A date is read by the court's clock, in any of the forms that a clerk may type.
        from db.words.dates import parse_loose

        day = parse_loose(expires, today=desk.clock.today()) if expires else None
        told = desk.account_requests.authorise(request, expires_on=day, user_name=user_name, dry_run=dry_run)
    if told is None:
        line(f"Would authorise {request}.")
        return
    print_letter(told)


def refuse(
    context: typer.Context,
    request: Annotated[str, typer.Argument(help="Its reference, A-..., or the user name that was asked for.")],
    *,
    reason: Annotated[str, typer.Option(help="What the applicant is told.")],
    dry_run: DryRun = False,
) -> None:
    """Refuse an account request of your area; the reason is kept and told."""
    with signed_in(context) as desk:
        desk.account_requests.refuse(request, reason=reason, dry_run=dry_run)
    line(f"{'Would refuse' if dry_run else 'Refused:'} {request}.")


def print_letter(told: FirstCode) -> None:
    """What the person is told, on stdout; nothing keeps the code."""
    # As for dates above.
    from db.words.dates import court_time, short

    day, at = court_time(told.until)
    line(f"User name: {told.user_name}")
    line(f"One-time code: {told.code}")
    line(f"Until: {short(day)} {at:%H:%M}")
    for note in told.notes:
        line(note)
    talk(f"Give this to {told.display_name} in person or by telephone; it is not shown again.")
