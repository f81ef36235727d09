"""`tracker record`: what an agency without a system of its own knows of a person, entered, listed and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.words.dates import parse_loose, short
from db.words.errors import BadInput
from db.words.families.access import Category
from db.words.families.held import WitnessKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import confirm
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table
from tracker_tui.cli.record_text import fields_of, summary_and_detail

if TYPE_CHECKING:
    from db.cards.records import NewRecord, NewWitness, RecordCard
    from db.desk import Desk

_KEYS = (
    "One document: [{record, person, category, owner, summary, detail, from, to, case, source, recorded_by, "
    "recorded_on, ended_on}]; null where nothing is known."
)
_WITNESS = {"victim": WitnessKind.VICTIM, "witness": WitnessKind.WITNESS}

app = group("Enter, list and end the records of your agency.")


@app.command("add", epilog="Example: tracker record add P-ABCD2345EFGH --category treatment --from today < text")
def add(
    context: typer.Context,
    person: Annotated[
        str, typer.Argument(help="The person's id or reference (P-); none for a victim or witness.")
    ] = "",
    *,
    category: Annotated[str, typer.Option(help="Its kind: treatment, needs, compliance ...; or victim, witness.")],
    case: Annotated[str, typer.Option(help="The id, number or URN of the case it belongs to.")] = "",
    start: Annotated[str, typer.Option("--from", help="Its first day: 12/3/26, today.")] = "",
    end: Annotated[str, typer.Option("--to", help="Its last day.")] = "",
    source: Annotated[str, typer.Option(help="From where your agency has it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Enter a record of your agency.

    The text comes from standard input, so that it stands in no list of processes. The first line is the summary,
    which is all that a reader at that level gets; the rest is the detail. For a victim or witness the lines are
    name:, address:, postcode:, phone: and measures:.
    """
    with signed_in(context) as desk:
        if category in _WITNESS:
            new = _new_witness(desk, _WITNESS[category], case)
            if dry_run:
                line(f"Would add a {new.kind.label} to the case.")
                return
            key = desk.witnesses.add(new)
            line(f"{new.kind.heading} added to the case: victim_witness:{key}")
            return
        record = _new_record(desk, person, category, case=case, days=(start, end), source=source)
        if dry_run:
            line(f"Would add a record of {record.category.label}.")
            return
        card = desk.records.add(record)
    line(f"Added: {card.category.label}, a record of {card.owner}: {card.reference}")


@app.command("list", epilog="Example: tracker record list P-ABCD2345EFGH --json")
def list_records(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's id, or the reference that begins with P-.")],
    *,
    ended: Annotated[bool, typer.Option("--ended", help="Those that have ended as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """List the records that agencies entered about a person and that you read in full.

    It is one audited consultation. `tracker person show` has the summaries of the others, and what is withheld.
    """
    with signed_in(context) as desk:
        cards = desk.records.of(desk.file.named(person), ended=ended)
    if as_json:
        print_json([_document(one) for one in cards])
        return
    rows = [(one.category.label, one.summary, one.owner, _days(one), one.reference) for one in cards]
    print_table(("kind", "summary", "owner", "days", "record"), rows, empty="No record that you read in full.")


@app.command("end", epilog="Example: tracker record end treatment:01997f3e-0000-7000-8000-000000000001 --yes")
def end(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="The record as the list shows it, kind:id; or its id alone.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """End a record of your agency: it leaves the file and stays in the history."""
    with signed_in(context) as desk:
        key = _key(record)
        card = desk.records.get(key)
        if dry_run:
            line(f"Would end the record of {card.category.label} of {card.owner}.")
            return
        confirm(f"The record of {card.category.label} of {card.owner} would be ended.", yes=yes)
        desk.records.end(key, version=card.version)
    line(f"Ended: {card.category.label}, a record of {card.owner}.")


def _key(record: str) -> UUID:
    try:
        return UUID(record.rpartition(":")[2].strip())
    except ValueError:
        raise BadInput(f"'{record}' is no record.", to_do="tracker record list shows them.") from None


def _new_record(desk: Desk, person: str, category: str, *, case: str, days: tuple[str, str], source: str) -> NewRecord:
    from db.cards.records import NewRecord

    kind = next((one for one in Category if category in (one.value, one.label)), None)
    if kind is None:
        known = ", ".join(one.value for one in Category)
        raise BadInput(f"No kind of record is called {category}.", to_do=f"Kinds: {known}.")
    if not person:
        raise BadInput("No person is named.", to_do="tracker person find shows references.")
    today = desk.clock.today()
    first, last = (parse_loose(day, today=today) if day else None for day in days)
    summary, detail = summary_and_detail()
    return NewRecord(
        person_id=desk.file.named(person),
        category=kind,
        summary=summary,
        detail=detail,
        valid_from=first,
        valid_to=last,
        case_id=desk.sealing.named(case) if case else None,
        source=source,
    )


def _new_witness(desk: Desk, kind: WitnessKind, case: str) -> NewWitness:
    from db.cards.records import NewWitness

    if not case:
        raise BadInput("A victim or witness belongs to a case.", to_do="Name it with --case NUMBER.")
    said = fields_of("name", "address", "postcode", "phone", "measures")
    return NewWitness(
        case_id=desk.sealing.named(case),
        kind=kind,
        name=said["name"],
        address=said["address"],
        postcode=said["postcode"],
        phone=said["phone"],
        special_measures=said["measures"],
    )


def _days(one: RecordCard) -> str:
    days = (
        f"from {short(one.valid_from)}" if one.valid_from else "",
        f"to {short(one.valid_to)}" if one.valid_to else "",
    )
    ended = f"ended {short(one.ended_on)}" if one.ended_on else ""
    return " ".join(part for part in (*days, ended) if part)


def _document(one: RecordCard) -> dict[str, object]:
    return {
        "record": one.reference,
        "person": str(one.person_id),
        "category": one.category.value,
        "owner": one.owner,
        "summary": one.summary,
        "detail": one.detail or None,
        "from": one.valid_from,
        "to": one.valid_to,
        "case": one.case_no or None,
        "source": one.source or None,
        "recorded_by": one.recorded_by or None,
        "recorded_on": one.recorded_on,
        "ended_on": one.ended_on,
    }
