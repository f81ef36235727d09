"""`tracker mail`: the weekly lists are sent, how that stands, and how mail leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.words.dates import court_cell
from db.words.families.mail import SendState
from tracker_tui.cli import mail_certificate, mail_settings
from tracker_tui.cli.acting import desk_on, opened, signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, lines_as_they_are, print_json, print_table, talk
from tracker_tui.cli.subscription import Subscription, document, state_words

if TYPE_CHECKING:
    from db.cards.mail import MailOutcome

WRONG = 1
_STOPPED = (SendState.FAILED, SendState.REFUSED, SendState.UNKNOWN)

app = group("Send the weekly lists, and say how mail leaves and to whom it is encrypted.")
app.command("settings", epilog=mail_settings.EXAMPLE)(mail_settings.settings)
app.add_typer(mail_certificate.app, name="certificate")


@app.command("run", epilog="Example, every 15 minutes: tracker mail run --as sender")
def run(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: {sent, failed, refused, unknown, waiting, before, mails: [{subscription, week, state, "
            "rows, said}]}.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent; send nothing.")] = False,
) -> None:
    """Send what is due now, each list once in its week; safe at any time. Exit code 1 when one was not sent.

    A list is due from its day and hour on, Monday 07:00 unless it was asked for otherwise, when this week's prison
    file is accepted, and at 12:00 without it.
    """
    with opened(context) as installation:
        desk = desk_on(context, installation)
        from db.keeper.mailing import run as run_mail  # loaded where mail is sent

        ran = run_mail(installation, desk.actor, dry_run=dry_run)
    stopped = [one for one in ran.outcomes if one.state in _STOPPED]
    if as_json:
        print_json(
            {
                **{state.value: ran.count(state) for state in (SendState.SENT, *_STOPPED)},
                "waiting": ran.waiting, "before": ran.before, "mails": [_outcome(one) for one in ran.outcomes],
            }
        )  # fmt: skip
    else:
        for one in stopped:
            talk(f"{one.reference} {one.week}: {one.state.label}: {one.said}")
        if dry_run:
            line(f"{ran.count(SendState.CLAIMED):,} would be sent; nothing was.")
        line(
            f"{ran.count(SendState.SENT):,} sent, {len(stopped):,} not sent, {ran.waiting:,} not due yet, "
            f"{ran.before:,} sent before."
        )
    raise typer.Exit(WRONG if stopped else 0)


@app.command("status", epilog="Example: tracker mail status --json --as sender")
def status(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {way, subscriptions: the keys of subscription list}.")
    ] = False,
) -> None:
    """Show every subscription that is not over with the mail of its last week; exit code 1 when one is not sent."""
    with signed_in(context) as desk:
        settings, cards = desk.mail.show(), desk.subscriptions.list(everybody=True)
    stopped = [card for card in cards if card.last is not None and card.last.state in _STOPPED]
    if as_json:
        print_json({"way": settings.way, "subscriptions": [document(card) for card in cards]})
    else:
        line(f"{settings.way.label}: {settings.server or settings.folder or 'tracker mail settings says how'}")
        rows = [
            (card.reference, card.user_name, card.kind.label, card.area, state_words(card),
             card.last.words if card.last else "never sent",
             court_cell(card.last.next_try_at) if card.last and card.last.next_try_at else None)
            for card in cards
        ]  # fmt: skip
        columns = ("reference", "who", "list", "area", "state", "last", "tried again")
        print_table(columns, rows, empty="Nobody has asked for a weekly list.")
    raise typer.Exit(WRONG if stopped else 0)


@app.command("preview", epilog="Example: tracker mail preview S-ABCDEFGH --as police")
def preview(
    context: typer.Context,
    reference: Subscription,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {reference, headers, attachments, rows, text, why_not}.")
    ] = False,
) -> None:
    """Show a mail as it would go now. Its list is shown to whom it is for alone."""
    with signed_in(context) as desk:
        card = desk.weekly.preview(reference)
    if as_json:
        print_json(
            {
                "reference": card.reference, "headers": dict(card.headers), "attachments": card.attachments,
                "rows": card.rows, "text": card.text or None, "why_not": card.why_not,
            }
        )  # fmt: skip
        return
    for name, value in card.headers:
        line(f"{name}: {value}")
    for name in card.attachments:
        line(f"attached, encrypted: {name}")
    if card.why_not:
        talk(f"It is not sent now: {card.why_not}")
    if card.text:
        line()
        lines_as_they_are(card.text)
    else:
        talk("The list itself is shown to whom it is for alone.")


@app.command("again", epilog="Example: tracker mail again S-ABCDEFGH --as p.hale")
def again(
    context: typer.Context,
    reference: Subscription,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say whether it can be; change nothing.")] = False,
) -> None:
    """Have this week's mail sent at the next run, where it failed or where it is not known whether it left.

    It carries the same number as before, by which the recipient's mail program knows a second copy.
    """
    with opened(context) as installation:
        desk = desk_on(context, installation)
        from db.keeper.mailing import send_again  # loaded where mail is sent

        card = desk.subscriptions.find(reference)
        done = send_again(installation, desk.actor, card, dry_run=dry_run)
    when = "would be sent" if dry_run else "is sent"
    line(f"{card.reference} {when} at the next run." if done else f"{card.reference}: there is nothing to repeat.")


def _outcome(one: MailOutcome) -> dict[str, Any]:
    return {"subscription": one.reference, "week": one.week, "state": one.state, "rows": one.rows, "said": one.said}
