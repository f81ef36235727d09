"""`tracker reference`: the code lists that ship with Tracker, and bringing them up to date."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.keeper.homes import find_home
from db.keeper.reference import reference_entries, reference_entry, reference_lists, use_lists_of
from db.words.dates import parse_loose
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk
from tracker_tui.given import given

if TYPE_CHECKING:
    from datetime import date

    from db.cards.reference import ReferenceEntry, UpdateCard

app = group("Look codes up: offences, courts, prisons, results and more.")


@app.command("list", epilog="Example: tracker reference list pleas --json")
def list_codes(
    context: typer.Context,
    *,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="One list: offences; else what lists there are.")] = "",
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{kind, holds, source, entries}], of one list [{code, name, details: {name: text}, "
            "prompts of a result}].",
        ),
    ] = False,
) -> None:
    """Say what code lists there are, or print one of them."""
    use_lists_of(find_home(given(context).home))
    if not kind:
        lists = reference_lists()
        if as_json:
            keys = ("kind", "holds", "source", "entries")
            print_json([{key: getattr(each, key) for key in keys} for each in lists])
            return
        rows = [(each.kind, each.holds, each.entries, each.source) for each in lists]
        print_table(("kind", "holds", "codes", "source"), rows, empty="No list.")
        return
    found = reference_entries(kind)
    if as_json:
        print_json([_document(each) for each in found])
        return
    more = [name for name, _ in found[0].details] if found else []
    cells = [(each.code, each.name, *(text for _, text in each.details)) for each in found]
    print_table(("code", "name", *more), cells, empty="The list is empty.")


@app.command("show", epilog="Examples: tracker reference show offences TH68010; tracker reference show result AAR")
def show(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="The list: offences, prisons, results; see `tracker reference list`.")],
    code: Annotated[str, typer.Argument(help="The code, in capitals or not.")],
    *,
    on: Annotated[str, typer.Option(metavar="DAY", help="What it meant that day, where the list has changed.")] = "",
    as_json: Annotated[
        bool,
        typer.Option("--json", help="One document: {code, name, details: {name: text}, prompts of a result}."),
    ] = False,
) -> None:
    """Say what one code means; of a result, by its short code or its CJS code, also what it asks for."""
    use_lists_of(find_home(given(context).home))
    day = parse_loose(on, today=_today(), past=True) if on else None
    found = reference_entry(kind, code, on=day)
    if as_json:
        print_json(_document(found))
        return
    line(f"{found.code}: {found.name}")
    for name, text in found.details:
        if text:
            line(f"{name}: {text}")
    for prompt in found.prompts:
        line(f"asks for {prompt.words}")


@app.command("update", epilog="Example: tracker reference update lists/ --dry-run --as p.hale")
def update(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of lists; see docs/reference.md.")],
    *,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day of what is new; else today.")] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="The lists are complete: a code that its list leaves out has ended.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: {lists: [{kind, files, added, changed, ended, same, left_out}], "
            "rows: [{kind, code, what, before, now}], others}.",
        ),
    ] = False,
) -> None:
    """Bring the code lists of this installation up to date from a folder: all of its lists, or none.

    What a code meant before is kept with its days. Only an administrator may.
    """
    with signed_in(context) as desk:
        first = parse_loose(since, today=desk.clock.today()) if since else None
        card = desk.reference.update(folder, since=first, whole=whole, dry_run=dry_run)
    if as_json:
        print_json(asdict(card))
        return
    _report(card, dry_run=dry_run)


def _report(card: UpdateCard, *, dry_run: bool) -> None:
    rows = [
        (each.kind, each.added, each.changed, each.ended, each.same, each.left_out, ", ".join(each.files))
        for each in card.lists
    ]
    print_table(("list", "added", "changed", "ended", "same", "left out", "from"), rows, empty="No list.")
    if card.others:
        talk(f"Not lists that Tracker keeps: {', '.join(card.others)}.")
    if not card.rows:
        talk("Nothing changes.")
    elif dry_run:
        talk("Nothing was written: this was a dry run. --json tells code by code.")


def _today() -> date:
    # Loaded by the one option that needs it.
    from db.words.clock import Clock

    return Clock().today()


def _document(entry: ReferenceEntry) -> dict[str, object]:
    said: dict[str, object] = {"code": entry.code, "name": entry.name, "details": dict(entry.details)}
    return {**said, "prompts": [asdict(each) for each in entry.prompts]} if entry.prompts else said
