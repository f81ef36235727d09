"""`tracker person alias`: other names that somebody entered, added with their kind, listed with their source, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.words.dates import court_cell, parse_loose, short
from db.words.errors import BadInput
from db.words.families.people import NameKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import one_line
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.person import OtherName

app = group("Add, list and end other names of a person.")
_KINDS = {kind.value: kind for kind in NameKind if kind is not NameKind.PRIMARY}
_KEYS = "One document: [{alias, kind, name, born, source, added_by, added_at, ended_by, ended_at}]; null where none."
Person = Annotated[str, typer.Argument(help="The person's id, or the reference that begins with P-.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


@app.command("add", epilog="Example: tracker person alias add P-ABCD2345EFGH --kind nickname --born 3/4/81 < name")
def add(
    context: typer.Context,
    person: Person,
    *,
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(_KINDS)}.")] = NameKind.ALIAS.value,
    born: Annotated[str, typer.Option(help="The date of birth given with the name: 3/4/81.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Add a name that the person also uses, as your agency's own; the person is found by it at once.

    The name comes from standard input, or is asked for at a terminal, so that it stands in no list of processes:
    LEE, Kevin or lee k, and a date after it is the birth given with it.
    """
    wanted = _KINDS.get(kind.casefold())
    if wanted is None:
        raise BadInput(f"There is no kind '{kind}'.", to_do=f"It is one of: {', '.join(_KINDS)}.")
    with signed_in(context) as desk:
        day = parse_loose(born, today=desk.clock.today(), past=True) if born else None
        found = desk.file.named(person)
        text = one_line("Type the name:", instead="Give it on standard input: tracker person alias add ... < name")
        if dry_run:
            desk.people.check_alias(found, text)
            line("Would add one other name.")
            return
        card = desk.people.add_alias(found, text, wanted, born=day)
    line(f"Added: {card.kind.label} {card.shown}. tracker person alias end {card.id}")


@app.command("list", epilog="Example: tracker person alias list P-ABCD2345EFGH --ended --json")
def list_names(
    context: typer.Context,
    person: Person,
    *,
    ended: Annotated[bool, typer.Option("--ended", help="Those that have ended, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """List the other names of a person with the source of each and who added it, the newest first."""
    with signed_in(context) as desk:
        names = desk.file.other_names(desk.file.named(person))
    shown = [one for one in names if ended or one.value.ended_at is None]
    if as_json:
        print_json([_document(one) for one in shown])
        return
    columns = ("alias", "kind", "name", "born", "source", "added by", "since", "ended")
    print_table(columns, map(_row, shown), empty="No other name is known. Next: tracker person alias add")


@app.command("end", epilog="Example: tracker person alias end 01a2069b-fb51-7000-b216-5430878812ae")
def end(
    context: typer.Context,
    alias: Annotated[str, typer.Argument(help="The id of a name, from `tracker person alias list`.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """End a name that was entered by hand: nobody is found by it any more, and it stays in the history.

    Whoever added it may, and an administrator or court manager of that agency.
    """
    try:
        key = UUID(alias.strip())
    except ValueError:
        raise BadInput("This is no id.", to_do="Copy it whole from the list.") from None
    with signed_in(context) as desk:
        card = desk.people.check_removal(key) if dry_run else desk.people.remove_alias(key)
    line(f"{'Would end' if dry_run else 'Ended'}: {card.kind.label} {card.shown}.")


def _row(one: OtherName) -> tuple[object, ...]:
    value, born = one.value, short(one.born) if one.born else ""
    until = court_cell(value.ended_at) if value.ended_at else ""
    since, source = court_cell(value.recorded_at), value.source.words
    return value.id, one.kind.label, value.text, born, source, value.recorded_by, since, until


def _document(one: OtherName) -> dict[str, object]:
    value = one.value
    return {
        "alias": value.id, "kind": one.kind.value, "name": value.text, "born": one.born, "source": value.source.words,
        "added_by": value.recorded_by or None, "added_at": value.recorded_at, "ended_by": value.ended_by or None,
        "ended_at": value.ended_at,
    }  # fmt: skip
