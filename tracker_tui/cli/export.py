"""`tracker export`: one person's file as a document for other systems, and the form of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.cards.output import Form, Wanted, What
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, lines_as_they_are
from tracker_tui.cli.outputs import DryRun, For, ToStdout, leave

app = group("Write a person's file for other systems; another Tracker reads it by feed import.")


@app.command("person", epilog="Example: tracker export person P-ABCD2345EFGH --out file.json --for HMPPS --as p.hale")
def person(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REF", help="The person's id, or the reference: P-...")],
    *,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="A new file; else one in the home's exports.")] = "",
    recipient: For = "",
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Write one person's whole file as JSON, as far as you may see it, with the source of everything in it.

    The document is that of docs/export.md. Only your account can read the file. It leaves the record, so it is
    audited as an export is.
    """
    if out and stdout:
        raise typer.BadParameter("--out and --stdout exclude each other.")
    with signed_in(context) as desk:
        wanted = Wanted(What.DOCUMENT, Form.JSON, person_id=desk.file.named(reference), recipient=recipient)
        leave(desk, wanted, stdout=stdout, dry_run=dry_run, out=Path(out) if out else None)


@app.command("schema", epilog="Example: tracker export schema > tracker-person.schema.json")
def schema() -> None:
    """Print the JSON Schema of the document, for whoever reads it or writes one."""
    from db.keeper.published import person_schema

    lines_as_they_are(person_schema())
    line()
