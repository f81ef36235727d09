"""`tracker outbox`: what goes out to other systems: results for the police, sent, receipted and repeated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.words.dates import court_moment, parse_loose
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, lines_as_they_are, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.outbox import MessageCard
    from db.desk import Desk

LATE = 1
LISTED = 200
_MESSAGE = typer.Argument(help="A message's id from the list, or six or more letters at its end.", show_default=False)
_DRY = typer.Option("--dry-run", help="Check everything, write nothing.")

app = group("Send results to the police, and note what came of it.")


@app.command("write", epilog="Example: tracker outbox write 31KL2600417 --on 2026-06-02 --as h.quayle")
def write(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="The case's number or URN.", show_default=False)],
    *,
    on: Annotated[str, typer.Option(help="The day of the hearing: today, -1, 2/6/26.")] = "today",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Share the results of a hearing with the police: a message for each defendant of the case on that day's list.

    Results that were entered are shared in the same step as the message is written. Told twice, nothing is written.
    """
    with signed_in(context) as desk:
        rows = desk.results.rows(case, parse_loose(on, today=desk.clock.today(), past=True))
        if dry_run:
            line(f"Would share the results of {_many(len(rows), 'defendant')} of the case {case}.")
            return
        made = [key for row in rows if (key := desk.results.share(row)) is not None]
    told = len(rows) - len(made)
    again = f"; {_many(told, 'defendant')}: told the same before" if told else ""
    line(f"{_many(len(made), 'message')} written{again}.")


@app.command("status", epilog="Example: tracker outbox status --json")
def status(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {waiting, sent, refused, late, oldest}.")
    ] = False,
) -> None:
    """How many messages wait, are not acknowledged or were refused; exit code 1 when one is late.

    Late is what waits for more than an hour, or for its receipt for more than a day, or was refused.
    """
    with signed_in(context) as desk:
        count = desk.outbox.count()
    if as_json:
        print_json(
            {
                "waiting": count.waiting, "sent": count.sent, "refused": count.refused, "late": count.late,
                "oldest": count.oldest,
            }
        )  # fmt: skip
    else:
        line(
            f"waiting {count.waiting:,}, sent and not acknowledged {count.sent:,}, refused {count.refused:,}, "
            f"late {count.late:,}"
        )
    raise typer.Exit(LATE if count.late else 0)


@app.command("list", epilog="Examples: tracker outbox list; tracker outbox list --all --json")
def list_messages(
    context: typer.Context,
    *,
    every: Annotated[bool, typer.Option("--all", help="Settled ones too, the newest first.")] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{message, kind, state, agency, made_at, sent_at, tries, late, "
            "receipts: [{kind, noted_at, noted_by, text}]}].",
        ),
    ] = False,
) -> None:
    """List messages that are not settled, the oldest first, 200 at most."""
    with signed_in(context) as desk:
        cards = desk.outbox.list(every=every)
    if as_json:
        print_json([_document(card) for card in cards])
        return
    columns = ("message", "made", "state", "tries", "late", "agency", "kind")
    rows = [
        (
            card.short,
            court_moment(card.made_at),
            card.state.label,
            card.tries,
            "late" if card.late else "",
            card.agency,
            card.kind.label,
        )
        for card in cards
    ]
    print_table(columns, rows, empty="Nothing waits. --all lists settled messages too.")
    if len(cards) == LISTED:
        talk(f"No more than {LISTED} are shown.")


@app.command("show", epilog="Examples: tracker outbox show 5f3a9c21; tracker outbox show 5f3a9c21 --body > message.xml")
def show(
    context: typer.Context,
    message: Annotated[str, _MESSAGE],
    *,
    body: Annotated[
        bool, typer.Option("--body", help="Print the message as it goes out, if you may see its person's case.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: the keys of outbox list.")] = False,
) -> None:
    """Show one message: where it stands, and its receipts."""
    with signed_in(context) as desk:
        card = desk.outbox.find(message)
        text = desk.results.body(card.id) if body else ""
    if body:
        lines_as_they_are(text)
    elif as_json:
        print_json(_document(card))
    else:
        line(f"{card.id}: {card.kind.label}, {card.state.label}{', late' if card.late else ''}")
        rows = [(court_moment(one.noted_at), one.kind.label, one.noted_by, one.text) for one in card.receipts]
        print_table(("noted", "what", "by", "text"), rows, empty="Nothing was noted yet.")


@app.command("send", epilog="Example: tracker outbox send --to /srv/police/in --as sender")
def send(
    context: typer.Context,
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="The folder that the messages are put into.")],
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Put every waiting message into a folder, the oldest first, each in a file of its own that appears whole."""
    with signed_in(context) as desk:
        if dry_run:
            line(f"Would send {_many(desk.outbox.count().waiting, 'message')}.")
            return
        sent = desk.outbox.send(to)
    line(f"{_many(sent, 'message')} sent.")


@app.command("acknowledge", epilog="Example: tracker outbox acknowledge 5f3a9c21 --as sender")
def acknowledge(
    context: typer.Context,
    message: Annotated[str, _MESSAGE],
    *,
    refused: Annotated[str, typer.Option(metavar="TEXT", help="It was not taken, for this reason.")] = "",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Note that the recipient has taken a message, or why it was not taken."""
    _settle(context, message, "acknowledge", dry_run=dry_run, refused=refused)


@app.command("retry", epilog="Example: tracker outbox retry 5f3a9c21 --as sender")
def retry(context: typer.Context, message: Annotated[str, _MESSAGE], *, dry_run: Annotated[bool, _DRY] = False) -> None:
    """Have a message sent once more at the next turn."""
    _settle(context, message, "retry", dry_run=dry_run)


def _settle(context: typer.Context, message: str, what: str, *, dry_run: bool, refused: str = "") -> None:
    with signed_in(context) as desk:
        card = desk.outbox.find(message)
        if not dry_run:
            card = _done(desk, card, what, refused)
    line(f"{card.short}: {card.state.label}{'; nothing was written' if dry_run else ''}.")


def _done(desk: Desk, card: MessageCard, what: str, refused: str) -> MessageCard:
    return (
        desk.outbox.retry(str(card.id)) if what == "retry" else desk.outbox.acknowledge(str(card.id), refused=refused)
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _document(card: MessageCard) -> dict[str, Any]:
    return {
        "message": card.id, "kind": card.kind, "state": card.state, "agency": card.agency, "made_at": card.made_at,
        "sent_at": card.sent_at, "tries": card.tries, "late": card.late,
        "receipts": [
            {"kind": one.kind, "noted_at": one.noted_at, "noted_by": one.noted_by, "text": one.text}
            for one in card.receipts
        ],
    }  # fmt: skip
