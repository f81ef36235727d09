"""`tracker match`: the record held against itself, files joined and parted, and what was decided, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.words.dates import court_moment
from db.words.errors import BadInput
from db.words.families.matching import Engine
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.review import DecisionCard

_PERSON = typer.Argument(help="A person's id, or the reference that begins with P-.", show_default=False)
ENGINE = typer.Option(
    "--engine", help="What finds the pairs to compare; splink, for 300,000 records and more, is an extra."
)
_DRY = typer.Option("--dry-run", help="Check everything, write nothing.")
_REASON = typer.Option("--reason", help="The reason, which the history keeps; at most 500 characters.")


def run(
    context: typer.Context,
    *,
    engine: Annotated[Engine, ENGINE] = Engine.CORE,
    dry_run: Annotated[bool, _DRY] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {run, looked, linked, asked, new}.")] = False,
) -> None:
    """Hold every record that is alone with its person against all others.

    What is certain is linked, what may be is left for a human, and counts alone are told. `tracker match undo RUN`
    takes back all that a run linked.
    """
    with signed_in(context) as desk:
        done = desk.matching.run(dry_run=dry_run, engine=engine)
    if as_json:
        fields = {"looked": done.looked, "linked": done.linked, "asked": done.asked, "new": done.new}
        print_json({"run": None if dry_run else str(done.run), **fields})
        return
    would = "would be " if dry_run else ""
    left = f"{done.asked:,} for a human, {done.new:,} nobody else's"
    line(f"{done.looked:,} records: {done.linked:,} {would}linked, {left}.")
    if not dry_run and done.linked:
        line(f"tracker match undo {done.run}")


def history(
    context: typer.Context,
    person: Annotated[str, _PERSON],
    *,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="One document: [{decision, kind, at, by, weight, why, reasons, undone_at}]."),
    ] = False,
) -> None:
    """List what was decided about the records of a person, the newest first."""
    with signed_in(context) as desk:
        cards = desk.links.history(desk.file.named(person))
    if as_json:
        print_json([_told(card) for card in cards])
        return
    rows = [
        (card.id, card.kind.label, court_moment(card.decided_at), card.decided_by, card.why, _undone(card))
        for card in cards
    ]
    print_table(("decision", "what", "when", "who", "why", ""), rows, empty="Nothing was decided about this person.")


def join(
    context: typer.Context,
    one: Annotated[str, _PERSON],
    other: Annotated[str, _PERSON],
    *,
    reason: Annotated[str, _REASON] = "",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Make two files one, because both are of the same person. `tracker match undo DECISION` takes it back."""
    with signed_in(context) as desk:
        people = desk.file.named(one), desk.file.named(other)
        if dry_run:
            records = sum(len(desk.links.records(person)) for person in people)
            line(f"Would make one file of {records} records.")
            return
        decision = desk.links.merge(*people, why=reason)
    line(f"One file now. tracker match undo {decision}")


def part(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="A record's id, from `tracker match records`.", show_default=False)],
    *,
    reason: Annotated[str, _REASON] = "",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Take a record from its person, because it is of somebody else; no rule joins it there again."""
    with signed_in(context) as desk:
        key = _key(record)
        if dry_run:
            line("Would give this record a file of its own.")
            return
        decision = desk.links.split(key, why=reason)
    line(f"It has a file of its own now. tracker match undo {decision}")


def records(
    context: typer.Context,
    person: Annotated[str, _PERSON],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: [{record, source, agency, name}].")] = False,
) -> None:
    """List the records that make up the file of a person."""
    with signed_in(context) as desk:
        cards = desk.links.records(desk.file.named(person))
    rows = [{"record": str(c.record), "source": c.system, "agency": c.agency, "name": c.name} for c in cards]
    if as_json:
        print_json(rows)
        return
    columns = ("record", "source", "agency", "name")
    print_table(columns, [tuple(row[column] for column in columns) for row in rows], empty="No record.")


def undo(
    context: typer.Context,
    decision: Annotated[str, typer.Argument(help="The id of a decision, or of a run.", show_default=False)],
    *,
    reason: Annotated[str, _REASON] = "",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Take back a decision about who is who, or all that a run linked; what was there stands again."""
    with signed_in(context) as desk:
        key = _key(decision)
        if desk.matching.allowed:
            count = desk.matching.undo(key, dry_run=dry_run)
            line(f"{count:,} decisions {'would be ' if dry_run else ''}taken back.")
            return
        if dry_run:
            line("Would take this decision back.")
            return
        desk.links.undo(key, why=reason)
    line("Taken back; what was there stands again.")


def _undone(card: DecisionCard) -> str:
    return f"undone {court_moment(card.undone_at)}" if card.undone_at else ""


def _told(card: DecisionCard) -> dict[str, object]:
    return {
        "decision": str(card.id), "kind": card.kind.value, "at": card.decided_at, "by": card.decided_by,
        "weight": card.weight, "why": card.why, "reasons": list(card.reasons), "undone_at": card.undone_at,
    }  # fmt: skip


def _key(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise BadInput("This is no id.", to_do="Copy it whole from the list.") from None
