"""`tracker reference`: the code lists that ship with Tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from db.keeper.reference import reference_entries, reference_entry, reference_lists
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.reference import ReferenceEntry

app = group("Look codes up: offences, courts, prisons, results and more.")


@app.command("list", epilog="Example: tracker reference list pleas --json")
def list_codes(
    *,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="One list: offences; else what lists there are.")] = "",
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{kind, holds, source, entries}], of one list [{code, name, details: {name: text}}].",
        ),
    ] = False,
) -> None:
    """Say what code lists there are, or print one of them."""
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


@app.command("show", epilog="Example: tracker reference show offences TH68010")
def show(
    kind: Annotated[str, typer.Argument(help="The list: offences, prisons, results; see `tracker reference list`.")],
    code: Annotated[str, typer.Argument(help="The code, in capitals or not.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {code, name, details: {name: text}}.")] = False,
) -> None:
    """Say what one code means."""
    found = reference_entry(kind, code)
    if as_json:
        print_json(_document(found))
        return
    line(f"{found.code}: {found.name}")
    for name, text in found.details:
        if text:
            line(f"{name}: {text}")


def _document(entry: ReferenceEntry) -> dict[str, object]:
    return {"code": entry.code, "name": entry.name, "details": dict(entry.details)}
