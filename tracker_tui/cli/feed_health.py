"""`tracker feed expect`, `status` and `watch`: what is expected, how it stands, and a folder that files drop into."""

from __future__ import annotations

import re
import time as machine
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.words.dates import court_cell, feed_time, short
from db.words.errors import BadInput
from db.words.families.exchange import FeedHealth
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from datetime import datetime

    from db.cards.feeds import ExpectedFeed, FileOutcome
    from db.keeper.drop_folder import DropFolder

WRONG = 1
RETRY = 3
INTERRUPTED = 130
LOOKS_EVERY = 2.0
_EVERY = re.compile(r"([1-9]\d{0,2})([dw])")


def expect(
    context: typer.Context,
    feed: Annotated[
        str, typer.Argument(metavar="FORMAT", help="The format, as feed list --json names it.", show_default=False)
    ],
    *,
    agency: Annotated[str, typer.Option(metavar="CODE", help="Whose records these are; else your agency.")] = "",
    every: Annotated[str, typer.Option(metavar="TIME", help="How often: 1d, 7d or 1w.")] = "1d",
    by: Annotated[
        str, typer.Option(metavar="HH:MM", help="By what time of the day it is due; else before the day is over.")
    ] = "",
    end: Annotated[bool, typer.Option("--end", help="Expect it no more.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Say that a file of a format is expected, how often and by when; said again, the last saying counts."""
    days = _days(every)
    at = _time(by) if by else None
    with signed_in(context) as desk:
        if end:
            desk.expected.end(feed, agency=agency, dry_run=dry_run)
            line(f"{feed}: {'would be' if dry_run else 'is'} expected no more.")
            return
        card = desk.expected.expect(feed, agency=agency, every_days=days, by=at, dry_run=dry_run)
    line(f"{card.agency} {card.format.label}: {'would be ' if dry_run else ''}expected {_often(card)}.")


def status(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{format, agency, every_days, by, last_at, last_batch, age_seconds, due_on, late, "
            "refused, health}].",
        ),
    ] = False,
) -> None:
    """Show how each expected feed stands; exit code 1 when one is late or has failed.

    A feed has failed when a file of it was refused since the last one that was accepted.
    """
    with signed_in(context) as desk:
        cards = desk.expected.status()
        now = desk.clock.now()
    ages = [(now - card.last_at).total_seconds() if card.last_at else None for card in cards]
    if as_json:
        print_json([_document(card, seconds) for card, seconds in zip(cards, ages, strict=True)])
    else:
        columns = ("agency", "feed", "expected", "last file", "due", "refused", "health")
        rows = [
            (
                card.agency,
                card.format,
                _rhythm(card),
                _last(card.last_at, seconds),
                f"{short(card.due_on)} {card.by:%H:%M}" if card.by else short(card.due_on),
                card.refused,
                card.health.label,
            )
            for card, seconds in zip(cards, ages, strict=True)
        ]
        print_table(columns, rows, empty="No feed is expected. Next: tracker feed expect FORMAT --every 1d --by 07:30")
    raise typer.Exit(WRONG if any(card.health is not FeedHealth.ON_TIME for card in cards) else 0)


def watch(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that files are dropped into.")],
    *,
    agency: Annotated[
        str, typer.Option(metavar="CODE", help="Whose records these are, where a file does not say; else your agency.")
    ] = "",
    once: Annotated[bool, typer.Option("--once", help="Take in what is there, and end.")] = False,
    still: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Leave files that were changed within these seconds.")
    ] = 2.0,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Work out what each file that is there would change; move and write nothing."),
    ] = False,
) -> None:
    """Take in every file that is dropped into a folder, until it is stopped; run it as a service, or --once by a timer.

    A file is claimed by moving it into taken/, and put into done/ at its end, or into failed/ with the reason as
    text beside it. A crash leaves it in taken/, and the next start goes on with it.
    """
    # Loaded here: help needs nothing of it.
    from db.keeper.drop_folder import DropFolder

    place = DropFolder(folder, still=still)
    if dry_run:
        raise typer.Exit(_dry_turn(context, place, agency))
    code = 0
    try:
        # The first turn signs in whether there is work or not: a wrong password shall not wait for the first file.
        code = _turn(context, place, agency)
        while not once:
            _wait(LOOKS_EVERY)
            if place.has_work():
                _turn(context, place, agency)
    except KeyboardInterrupt:
        talk("Stopped. A file that was being read stays in taken/, and the next start goes on with it.")
        raise typer.Exit(INTERRUPTED) from None
    raise typer.Exit(code)


def _wait(seconds: float) -> None:
    machine.sleep(seconds)


def _turn(context: typer.Context, place: DropFolder, agency: str) -> int:
    """Everything that waits, under one sign-in; the exit code of the worst file."""
    codes = [0]
    with signed_in(context) as desk:
        # Who may not load for this agency is told at once, also while the folder is empty.
        for _ in desk.feeds.import_paths([], agency=agency):
            pass

        def take(path: Path) -> FileOutcome:
            (outcome,) = desk.feeds.import_paths([path], agency=agency)
            return outcome

        for outcome in place.turn(take):
            codes.append(outcome.exit_code)
            line(f"{Path(outcome.file).name}: {_became(outcome)}")
    return RETRY if RETRY in codes else max(codes)


def _dry_turn(context: typer.Context, place: DropFolder, agency: str) -> int:
    codes = [0]
    with signed_in(context) as desk:
        for outcome in desk.feeds.import_paths(place.waiting(), agency=agency, dry_run=True):
            codes.append(outcome.exit_code)
            line(f"{Path(outcome.file).name}: would be {_became(outcome)}")
    talk("Nothing was moved or written: this was a dry run.")
    return max(codes)


def _became(outcome: FileOutcome) -> str:
    if outcome.waits:
        return f"put into failed/ until somebody decides: {outcome.refused}"
    if outcome.refused:
        return f"{'left for later' if outcome.exit_code == RETRY else 'failed'}: {outcome.refused}"
    if outcome.repeat:
        return "done: loaded before"
    return (
        f"done: read {outcome.read:,}, new {outcome.new:,}, changed {outcome.changed:,}, "
        f"unchanged {outcome.unchanged:,}, flagged {outcome.flagged:,}, quarantined {outcome.quarantined:,}"
    )


def _days(every: str) -> int:
    match = _EVERY.fullmatch(every.strip().casefold())
    if match is None:
        raise typer.BadParameter("--every is a number of days or weeks: 1d, 7d, 1w.")
    return int(match[1]) * (7 if match[2] == "w" else 1)


def _time(typed: str) -> time:
    try:
        return feed_time(typed)
    except BadInput as fault:
        raise typer.BadParameter("--by is a time of day, like 07:30.") from fault


def _often(card: ExpectedFeed) -> str:
    return f"{_rhythm(card)} by {card.by:%H:%M}" if card.by else _rhythm(card)


def _rhythm(card: ExpectedFeed) -> str:
    return "every day" if card.every_days == 1 else f"every {card.every_days} days"


def _last(moment: datetime | None, seconds: float | None) -> str:
    """When, by the court's clock, and how long ago."""
    if moment is None or seconds is None:
        return "none yet"
    return f"{court_cell(moment)}, {age(seconds)} ago"


def age(seconds: float) -> str:
    """How long ago, in its largest unit."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{max(int(seconds), 0)} s"


def _document(card: ExpectedFeed, seconds: float | None) -> dict[str, Any]:
    return {
        "format": card.format,
        "agency": card.agency,
        "every_days": card.every_days,
        "by": f"{card.by:%H:%M}" if card.by else None,
        "last_at": card.last_at,
        "last_batch": card.last_batch,
        "age_seconds": None if seconds is None else int(seconds),
        "due_on": card.due_on,
        "late": card.late,
        "refused": card.refused,
        "health": card.health,
    }
