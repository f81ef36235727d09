"""`tracker match`: the record held against itself, what waits for a human, and who was found to be whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.cards.review import FIELDS
from db.words.dates import court_moment
from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.review import DecisionCard

_PERSON = typer.Argument(help="A person's id, or the reference that begins with P-.", show_default=False)
_DRY = typer.Option("--dry-run", help="Check everything, write nothing.")
_WHY = typer.Option("--why", help="The reason, which the history keeps; at most 500 characters.")


def run(
    context: typer.Context,
    *,
    dry_run: Annotated[bool, _DRY] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {run, looked, linked, asked, new}.")] = False,
) -> None:
    """Hold every record that is alone with its person against all others.

    What is certain is linked, what may be is left for a human, and counts alone are told. `tracker match undo RUN`
    takes back all that a run linked.
    """
    with signed_in(context) as desk:
        done = desk.matching.run(dry_run=dry_run)
    if as_json:
        fields = {"looked": done.looked, "linked": done.linked, "asked": done.asked, "new": done.new}
        print_json({"run": None if dry_run else str(done.run), **fields})
        return
    would = "would be " if dry_run else ""
    left = f"{done.asked:,} for a human, {done.new:,} nobody else's"
    line(f"{done.looked:,} records: {done.linked:,} {would}linked, {left}.")
    if not dry_run and done.linked:
        line(f"tracker match undo {done.run}")


def explain(
    context: typer.Context,
    one: Annotated[str, _PERSON],
    other: Annotated[str, _PERSON],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {weight, band, reasons, guards, fields: {name: mark}}.")
    ] = False,
) -> None:
    """Say field by field how well the records of two people agree, and what forbids a rule to link them."""
    with signed_in(context) as desk:
        card = desk.links.explain(desk.file.named(one), desk.file.named(other))
    marks = dict(zip(FIELDS, card.marks, strict=True))
    if as_json:
        print_json(
            {
                "weight": round(card.weight, 2),
                "band": card.band,
                "reasons": list(card.reasons),
                "guards": list(card.guards),
                "fields": {field: mark.value for field, mark in marks.items()},
            }
        )
        return
    line(f"{card.band}: {card.weight:+.1f} bits")
    for reason in card.reasons:
        line(f"  {reason}")
    for guard in card.guards:
        line(f"  a human decides: {guard}")
    print_table(("field", "how"), [(field, mark.label) for field, mark in marks.items()], empty="")


def list_waiting(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{question, record, name, born, source, candidates, weight, today, claimed_by}].",
        ),
    ] = False,
) -> None:
    """List questions about people whom you may see, those about today's list first."""
    with signed_in(context) as desk:
        page = desk.review.waiting()
    rows = [
        {
            "question": str(card.id), "record": str(card.record), "name": card.name, "born": card.born,
            "source": card.system, "candidates": card.candidates, "weight": round(card.weight, 1),
            "today": card.today, "claimed_by": card.claimed_by or None,
        }
        for card in page.items
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    columns = ("question", "name", "born", "source", "candidates", "today")
    print_table(columns, [tuple(row[column] for column in columns) for row in rows], empty="No question waits for you.")


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
    why: Annotated[str, _WHY] = "",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Make two files one, because both are of the same person. `tracker match undo DECISION` takes it back."""
    with signed_in(context) as desk:
        people = desk.file.named(one), desk.file.named(other)
        if dry_run:
            records = sum(len(desk.links.records(person)) for person in people)
            line(f"Would make one file of {records} records.")
            return
        decision = desk.links.merge(*people, why=why)
    line(f"One file now. tracker match undo {decision}")


def part(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="A record's id, from `tracker match records`.", show_default=False)],
    *,
    why: Annotated[str, _WHY] = "",
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Take a record from its person, because it is of somebody else; no rule joins it there again."""
    with signed_in(context) as desk:
        key = _key(record)
        if dry_run:
            line("Would give this record a file of its own.")
            return
        decision = desk.links.split(key, why=why)
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
    why: Annotated[str, _WHY] = "",
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
        desk.links.undo(key, why=why)
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
