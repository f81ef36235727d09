"""`tracker feed quarantine` and `replay`: what is set aside, mended and taken in; a file read once more."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.feeds import QuarantineCard
    from db.desk import Desk

LONGEST = 1_000_000
_BATCH = "A file's id from the list, or six or more letters at its end."
_KEYS = (
    "One document: [{batch, number, file, format, agency, taken_at, at, reasons: [{at, code, reason}], mended_by, "
    "mended_at, why}]; for show {card, text, refusal}; for fix {batch, new, changed}; for replay {taken, left}."
)


class What(StrEnum):
    """What is done with the quarantine."""

    LIST = "list"
    SHOW = "show"
    FIX = "fix"
    REPLAY = "replay"


def quarantine(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="list, show one record, fix one, or replay all of a file.")] = What.LIST,
    batch: Annotated[str, typer.Argument(help=_BATCH)] = "",
    number: Annotated[int, typer.Argument(help="The record's number in the file, for show and fix.")] = 0,
    *,
    reason: Annotated[str, typer.Option(help="What was wrong and who says so, for fix; at most 500 characters.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Those too that were mended and taken in since.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="For fix and replay: say what would be tried.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Look after records that are set aside: of your agency's files, the newest first, 200 at most.

    fix takes in one record as it stands on standard input: show prints it, an editor mends it. What came stays as it
    came. replay tries every record of a file once more as it came. Exit code 1: something is still set aside.
    """
    with signed_in(context) as desk:
        if what is What.LIST:
            of = desk.feeds.find(batch).id if batch else None
            _listed(desk.quarantine.waiting(of, mended=every).items, as_json=as_json)
            return
        if not batch:
            raise typer.BadParameter("Say which file: tracker feed quarantine list shows them.")
        if what is What.REPLAY:
            _replay(desk, batch, dry_run=dry_run, as_json=as_json)
        elif number < 1:
            raise typer.BadParameter("Say which record: its number in the file.")
        elif what is What.SHOW:
            _show(desk, batch, number, as_json=as_json)
        else:
            _fix(desk, batch, number, reason=reason, dry_run=dry_run, as_json=as_json)


def replay(
    context: typer.Context,
    batch: Annotated[str, typer.Argument(help=_BATCH)],
    *,
    file: Annotated[
        str, typer.Option(metavar="FILE", help="The file itself: all of it is read once more, not only what is aside.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be tried, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {taken, left}, or {batch, new, ...}.")] = False,
) -> None:
    """Take in once more what a file set aside, as it came; with --file read the whole file again.

    For when a court was set up, a person came, or Tracker reads more than it did. Exit code 1: something is set aside.
    """
    with signed_in(context) as desk:
        if not file:
            _replay(desk, batch, dry_run=dry_run, as_json=as_json)
            return
        card = desk.feeds.find(batch)
        if dry_run:
            line(f"Would read {card.file} once more.")
            return
        done = desk.quarantine.again(card.id, Path(file))
    if as_json:
        counts = {key: getattr(done, key) for key in ("read", "new", "changed", "unchanged", "flagged", "quarantined")}
        print_json({"batch": done.batch, **counts})
    else:
        line(f"Read again: {done.read:,} records, {done.new:,} new, {done.changed:,} changed, "
             f"{done.quarantined:,} set aside.")  # fmt: skip
    raise typer.Exit(1 if done.quarantined else 0)


def _listed(cards: tuple[QuarantineCard, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(card) for card in cards])
        return
    rows = [
        (str(card.batch)[-12:], card.number, card.file, card.at, "; ".join(one.reason for one in card.reasons),
         card.mended_by)
        for card in cards
    ]  # fmt: skip
    print_table(("file", "record", "name", "at", "why", "mended by"), rows, empty="Nothing is set aside.")


def _show(desk: Desk, batch: str, number: int, *, as_json: bool) -> None:
    found = desk.quarantine.open(desk.feeds.find(batch).id, number)
    if as_json:
        print_json(asdict(found))
        return
    for text in found.text.splitlines():
        line(text)
    talk(found.refusal or "; ".join(f"{one.at}: {one.reason}" for one in found.card.reasons))


def _fix(desk: Desk, batch: str, number: int, *, reason: str, dry_run: bool, as_json: bool) -> None:
    key = desk.feeds.find(batch).id
    text = sys.stdin.read(LONGEST + 1)
    if not text.strip():
        raise BadInput(
            "No record was given.", to_do="Give it on standard input: tracker feed quarantine fix ... < record"
        )
    if dry_run:
        line(f"Would take in record {number} as it is given.")
        return
    done = desk.quarantine.mend(key, number, text, why=reason)
    if as_json:
        print_json({"batch": done.batch, "new": done.new, "changed": done.changed})
    else:
        line(f"Taken in: {done.new:,} new, {done.changed:,} changed. tracker feed show {done.batch}")


def _replay(desk: Desk, batch: str, *, dry_run: bool, as_json: bool) -> None:
    card = desk.feeds.find(batch)
    if dry_run:
        line(f"Would try {card.quarantined:,} records of {card.file} once more, as far as they are still set aside.")
        return
    taken, left = desk.quarantine.replay(card.id)
    if as_json:
        print_json({"taken": taken, "left": [one.number for one in left]})
    else:
        line(f"{taken:,} taken in, {len(left):,} still set aside.")
    raise typer.Exit(1 if left else 0)
