"""What leaves by a command: `tracker court print`, `tracker court export` and `tracker person export`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from db.cards.output import Form, ListKind, Wanted, What
from db.words.dates import parse_loose
from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, lines_as_they_are, talk

if TYPE_CHECKING:
    from pathlib import Path

    from db.cards.day import ListScope
    from db.desk import Desk

Day = Annotated[str, typer.Option(help="The day of the list: today, +1, 12/3/26.")]
Room = Annotated[str, typer.Option(help="One room as lists name it; else all of them.")]
Format = Annotated[Form, typer.Option("--format", help="csv, json or text.")]
For = Annotated[str, typer.Option("--for", metavar="AGENCY", help="For which agency it is, by its code; else the own.")]
ToStdout = Annotated[bool, typer.Option("--stdout", help="Print it here instead of into a file of the home.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say how many rows it would have, write nothing.")]


def print_list(
    context: typer.Context,
    court: Annotated[str, typer.Argument(help="The court's code: B01LY.")],
    *,
    day: Day = "today",
    room: Room = "",
    public: Annotated[
        bool, typer.Option("--public", help="The list for the public: youths and restricted names are withheld.")
    ] = False,
    published: Annotated[
        bool, typer.Option("--published", help="The list for publication: who is withheld is left out and counted.")
    ] = False,
    recipient: For = "",
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Print the list of a day as text of 80 columns, into a new file of the home that only you can read."""
    if public and published:
        raise BadInput("A list is for the public or for publication.", kept="", to_do="Give one of the two.")
    kind = ListKind.PUBLIC if public else ListKind.PUBLISHED if published else ListKind.COURT
    wanted = Wanted(What.LIST, printed=True, kind=kind, recipient=recipient)
    with signed_in(context) as desk:
        leave(desk, replace(wanted, scope=_scope(desk, court, room=room, day=day)), stdout=stdout, dry_run=dry_run)


def export_list(
    context: typer.Context,
    court: Annotated[str, typer.Argument(help="The court's code: B01LY.")],
    *,
    form: Format = Form.CSV,
    day: Day = "today",
    room: Room = "",
    recipient: For = "",
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Export the list of a day, as far as you may see it, into a new file of the home that only you can read."""
    with signed_in(context) as desk:
        scope = _scope(desk, court, room=room, day=day)
        leave(desk, Wanted(What.LIST, form, scope=scope, recipient=recipient), stdout=stdout, dry_run=dry_run)


def export_file(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's id, or the reference that begins with P-.")],
    *,
    form: Format = Form.TEXT,
    recipient: For = "",
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Export the file of one person, as far as you may see it, into a new file of the home that only you can read."""
    with signed_in(context) as desk:
        wanted = Wanted(What.FILE, form, person_id=desk.file.named(person), recipient=recipient)
        leave(desk, wanted, stdout=stdout, dry_run=dry_run)


def _scope(desk: Desk, code: str, *, room: str, day: str) -> ListScope:
    from db.cards.day import ListScope

    court = desk.courts.by_code(code)
    named = court.room(room) if room else None
    if room and named is None:
        known = ", ".join(each.name for each in court.rooms) or "none yet"
        raise BadInput(f"{court.name} has no room {room}.", kept="", to_do=f"Its rooms: {known}.")
    return ListScope(court.id, parse_loose(day, today=desk.day.today), named.id if named else None)


def leave(desk: Desk, wanted: Wanted, *, stdout: bool, dry_run: bool, out: Path | None = None) -> None:
    """Say what it would come to, print it, or write it and say where it is."""
    if dry_run:
        plan = desk.output.plan(wanted)
        withheld = f", {plan.withheld:,} withheld" if plan.withheld else ""
        line(f"Would write {plan.words}: {plan.rows:,} {'entry' if plan.rows == 1 else 'entries'}{withheld}.")
    elif stdout:
        lines_as_they_are(desk.output.text(wanted).text)
    else:
        made = desk.output.write(wanted, out=out)
        line(str(made.path))
        talk(made.words)
