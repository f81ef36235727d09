"""`tracker user change|suspend|reinstate|end|extend|reset|review`: what an administrator does with an account."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from db.words.actor import Role
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import confirm
from tracker_tui.cli.output import line, print_json, print_table, talk
from tracker_tui.cli.user_requests import DryRun, print_letter

Name = Annotated[str, typer.Argument(help="The user's name.")]
Why = Annotated[str, typer.Option(help="Why; it is kept with the account.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
_NOTHING = ("-", "none")


def change(
    context: typer.Context,
    user_name: Name,
    *,
    role: Annotated[list[Role] | None, typer.Option(help="The roles from now on, all of them; repeat it.")] = None,
    court: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="The courts from now on, all of them; `none` for none.")
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="The areas besides the agency's; `none` for none.")
    ] = None,
    network: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS", help="The networks it may be used on: local, cjx, gsi, other; `none`: every."),
    ] = None,
    team: Annotated[str | None, typer.Option(help="The agency's code of the team that supervises; `none`.")] = None,
    os_user: Annotated[
        str | None, typer.Option(metavar="NAME", help="The operating system's user that it is bound to; `none`.")
    ] = None,
    agency: Annotated[str | None, typer.Option(metavar="CODE", help="Another agency.")] = None,
    name: Annotated[str | None, typer.Option(help="The name that colleagues read.")] = None,
    reason: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Change roles, courts, areas, team, networks or agency of another user. Open sign-ins feel it at once."""
    # Cards of accounts are loaded with the command.
    from db.cards.accounts import Change

    wanted = Change(
        roles=None if role is None else frozenset(role),
        courts=_listed(court),
        areas=_listed(area),
        networks=_listed(network),
        team=_single(team),
        os_user=_single(os_user),
        agency=agency,
        display_name=name,
    )
    with signed_in(context) as desk:
        said = desk.accounts.change(user_name, wanted, reason=reason, dry_run=dry_run)
    for one in said:
        line(f"{'Would be ' if dry_run else ''}{user_name}: {one}")


def suspend(context: typer.Context, user_name: Name, *, reason: Why, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Suspend a user: no sign-in until reinstated. Open sign-ins end at once."""
    with signed_in(context) as desk:
        desk.accounts.suspend(user_name, reason=reason, dry_run=True)
        if dry_run:
            line(f"Would suspend {user_name}.")
            return
        confirm(f"Suspend {user_name}? Open sign-ins end at once; `reinstate` undoes it.", yes=yes)
        ended = desk.accounts.suspend(user_name, reason=reason)
    line(f"{user_name} is suspended.")
    talk(f"Open sign-ins ended: {ended}")


def reinstate(context: typer.Context, user_name: Name, *, reason: Why, dry_run: DryRun = False) -> None:
    """Let a suspended user in again."""
    with signed_in(context) as desk:
        desk.accounts.reinstate(user_name, reason=reason, dry_run=dry_run)
    line(f"{user_name} {'would be' if dry_run else 'is'} active again.")


def end(context: typer.Context, user_name: Name, *, reason: Why, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Close an account for good, when somebody leaves. What they wrote stays in the record."""
    with signed_in(context) as desk:
        desk.accounts.end(user_name, reason=reason, dry_run=True)
        if dry_run:
            line(f"Would close {user_name}.")
            return
        confirm(f"Close the account {user_name} for good? This cannot be undone.", yes=yes)
        desk.accounts.end(user_name, reason=reason)
    line(f"{user_name} is closed.")


def extend(
    context: typer.Context,
    user_name: Name,
    *,
    until: Annotated[str, typer.Option(metavar="DATE", help="The account's last day.")],
    reason: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Set the last day of an account, sooner or later than it was."""
    with signed_in(context) as desk:
        # A date is read by the court's clock, in any of the forms that a clerk may type.
        from db.words.dates import parse_loose, spell

        day = parse_loose(until, today=desk.clock.today())
        desk.accounts.extend(user_name, last_day=day, reason=reason, dry_run=dry_run)
    line(f"{user_name}: last day {'would be' if dry_run else 'is'} {spell(day)}.")


def reset(context: typer.Context, user_name: Name, *, reason: Why, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Issue a one-time code for a user who has forgotten the password. Nobody but the user chooses the new one."""
    with signed_in(context) as desk:
        desk.accounts.reset(user_name, reason=reason, dry_run=True)
        if dry_run:
            line(f"Would issue a one-time code for {user_name}.")
            return
        confirm(f"Issue a one-time code for {user_name}? The old password ends now; open sign-ins end.", yes=yes)
        told = desk.accounts.reset(user_name, reason=reason)
    if told is not None:
        print_letter(told)


def review(
    context: typer.Context,
    user_name: Annotated[str, typer.Argument(help="A user whose account is still needed.")] = "",
    *,
    reason: Why = "",
    as_json: Annotated[bool, typer.Option("--json", help="One document: [{user_name, agency, roles, why}].")] = False,
    dry_run: DryRun = False,
) -> None:
    """List the accounts to look at again, or with a name keep that one. To end one: tracker user end NAME.

    Due are accounts not reviewed for 12 months, ending within 30 days, or not used for 60 days.
    """
    with signed_in(context) as desk:
        if user_name:
            desk.account_review.keep(user_name, reason=reason, dry_run=dry_run)
            line(f"{user_name} {'would be' if dry_run else 'is'} kept for another year.")
            return
        due = desk.account_review.due()
    if as_json:
        print_json(
            [
                {key: value for key, value in {**asdict(one.user), "why": one.why}.items() if key in _REVIEW}
                for one in due
            ]
        )
        return
    rows = [
        (one.user.user_name, one.user.display_name, one.user.agency, ", ".join(one.user.roles), one.why) for one in due
    ]
    print_table(("user", "name", "agency", "roles", "why"), rows, empty="No account is due for review.")


_REVIEW = ("user_name", "agency", "roles", "why")


def _listed(typed: list[str] | None) -> tuple[str, ...] | None:
    if typed is None:
        return None
    return tuple(one for one in typed if one.casefold() not in _NOTHING)


def _single(typed: str | None) -> str | None:
    return "" if typed is not None and typed.casefold() in _NOTHING else typed
