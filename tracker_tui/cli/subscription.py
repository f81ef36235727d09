"""`tracker subscription`: weekly lists by mail, asked for, authorised, read and ended."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.cards.mail import WEEKDAYS, NewSubscription, weekday_called
from db.words.dates import feed_time, parse_loose, short
from db.words.errors import BadInput
from db.words.families.mail import MailMode, WeeklyList
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, lines_as_they_are, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.mail import SubscriptionCard

Subscription = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="S- and eight signs, as subscription list tells.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
_FIELDS = (
    "One document: [{reference, user, name, list, area, address, mode, day, at, reason, asked_at, state, decided_by, "
    "decided_at, answer, expires_on, why_not, last: {week, state, rows, late, tries, next_try_at, sent_at, error}}]."
)

app = group("Ask for a weekly list by mail, authorise it, end it.")


@app.command(
    "ask",
    epilog="Example: tracker subscription ask inprison --area LPL --to a.jones@merseyside.pnn.police.uk "
    "--reason 'weekly PPO meeting' --as police",
)
def ask(
    context: typer.Context,
    which: Annotated[WeeklyList, typer.Argument(metavar="LIST", help="inprison, changed or unfinalised.")],
    *,
    area: Annotated[str, typer.Option(metavar="CODE", help="The area whose list it is.")],
    to: Annotated[str, typer.Option(metavar="ADDRESS", help="The mail address, in a secure domain.")],
    reason: Annotated[str, typer.Option(help="What you need the list for; the authoriser reads it.")],
    day: Annotated[str, typer.Option(metavar="DAY", help="The day of the week.")] = "monday",
    at: Annotated[str, typer.Option(metavar="HH:MM", help="From when on it is sent.")] = "07:00",
    notice_only: Annotated[
        bool, typer.Option("--notice-only", help="Send only that the list is ready, nothing of it.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Ask for a list every week. An authoriser of the area answers; until then nothing is sent."""
    mode = MailMode.NOTICE if notice_only else MailMode.LIST
    new = NewSubscription(which, area, to, reason, mode, weekday_called(day)[0], _time(at))
    with signed_in(context) as desk:
        card = desk.subscriptions.ask(new, dry_run=dry_run)
        who = desk.subscriptions.authorisers(area)
    if card is None:
        line(f"Would ask for the list of {which.label} of {area.upper()}.")
        return
    line(f"Subscription {card.reference} is asked for: {card.kind.label}, {card.area}, {card.when}.")
    names = " or ".join(one.words for one in who[:3])
    talk(f"Ask your authoriser: {names}." if names else "The area has no authoriser: ask the administrator.")


@app.command(
    "list", epilog="Examples: tracker subscription list; tracker subscription list --everybody --as authoriser"
)
def list_subscriptions(
    context: typer.Context,
    *,
    everybody: Annotated[bool, typer.Option("--everybody", help="Those you look after, not your own alone.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Refused and ended ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_FIELDS)] = False,
) -> None:
    """List your subscriptions and those that wait for your answer, with the mail of their last week."""
    with signed_in(context) as desk:
        cards = desk.subscriptions.list(everybody=everybody, over=every)
    if as_json:
        print_json([document(card) for card in cards])
        return
    columns = ("reference", "who", "list", "area", "to", "when", "state", "until", "last")
    rows = [
        (
            card.reference, card.user_name, card.kind.label, card.area, card.address, card.when, state_words(card),
            short(card.expires_on) if card.expires_on else "", card.last.words if card.last else "",
        )
        for card in cards
    ]  # fmt: skip
    print_table(columns, rows, empty="There are no subscriptions. Ask for one with: tracker subscription ask")


@app.command("show", epilog="Example: tracker subscription show S-ABCDEFGH --as police")
def show(
    context: typer.Context,
    reference: Subscription,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: the keys of subscription list.")] = False,
) -> None:
    """Show a subscription, and for its own reader the list as it is now."""
    with signed_in(context) as desk:
        card = desk.subscriptions.find(reference)
        preview = desk.weekly.preview(reference) if card.mine and not as_json else None
    if as_json:
        print_json(document(card))
        return
    line(f"{card.reference}: {card.kind.label}, {card.area_name} ({card.area}), {card.mode.label}, {card.when}")
    line(f"to {card.address} for {card.display_name}; {state_words(card)}")
    if card.last is not None:
        line(card.last.words)
    if preview is not None:
        line()
        lines_as_they_are(preview.text)


@app.command("authorise", epilog="Example: tracker subscription authorise S-ABCDEFGH --until 31/3/27 --as authoriser")
def authorise(
    context: typer.Context,
    reference: Subscription,
    *,
    until: Annotated[str, typer.Option(metavar="DAY", help="Its last day; else half a year from now.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Say yes to a subscription for your area, until a day that is a year away at most."""
    with signed_in(context) as desk:
        day = parse_loose(until, today=desk.clock.today()) if until else None
        card = desk.subscriptions.authorise(reference, expires_on=day, dry_run=dry_run)
    if dry_run:
        line(f"Would authorise {card.reference}.")
    else:
        line(f"{card.reference} is authorised until {short(card.expires_on) if card.expires_on else ''}.")
        if card.why_not:
            talk(f"Nothing is sent yet: {card.why_not}")


@app.command(
    "refuse", epilog="Example: tracker subscription refuse S-ABCDEFGH --reason 'not your area' --as authoriser"
)
def refuse(
    context: typer.Context,
    reference: Subscription,
    *,
    reason: Annotated[str, typer.Option(help="Why; who asked is told.")],
    dry_run: DryRun = False,
) -> None:
    """Say no to a subscription for your area."""
    with signed_in(context) as desk:
        card = desk.subscriptions.refuse(reference, reason=reason, dry_run=dry_run)
    line(f"Would refuse {card.reference}." if dry_run else f"{card.reference} is refused.")


@app.command("revoke", epilog="Example: tracker subscription revoke S-ABCDEFGH --as police")
def revoke(
    context: typer.Context,
    reference: Subscription,
    *,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    dry_run: DryRun = False,
) -> None:
    """End a subscription: your own, or one that you look after."""
    with signed_in(context) as desk:
        card = desk.subscriptions.revoke(reference, reason=reason, dry_run=dry_run)
    line(f"Would end {card.reference}." if dry_run else f"{card.reference} is ended.")


def state_words(card: SubscriptionCard) -> str:
    """`authorised`; `authorised, not sent: There is no certificate for the address.`."""
    said = f"{card.state.label}{f': {card.answer}' if card.answer else ''}"
    return f"{said}, not sent: {card.why_not}" if card.why_not and card.state.value == "authorised" else said


def document(card: SubscriptionCard) -> dict[str, Any]:
    """As JSON has it."""
    last = card.last
    return {
        "reference": card.reference, "user": card.user_name, "name": card.display_name, "list": card.kind,
        "area": card.area, "address": card.address, "mode": card.mode, "day": WEEKDAYS[card.weekday],
        "at": f"{card.at:%H:%M}", "reason": card.reason, "asked_at": card.asked_at, "state": card.state,
        "decided_by": card.decided_by, "decided_at": card.decided_at, "answer": card.answer,
        "expires_on": card.expires_on, "why_not": card.why_not,
        "last": None if last is None else {
            "week": last.week, "state": last.state, "rows": last.rows, "late": last.late, "tries": last.tries,
            "next_try_at": last.next_try_at, "sent_at": last.sent_at, "error": last.last_error,
        },
    }  # fmt: skip


def _time(typed: str) -> time:
    try:
        return feed_time(typed)
    except ValueError as fault:
        raise BadInput(f"{typed} is no time of day.", to_do="Write it as 07:00.") from fault
