"""`tracker match list` and `explain`: what waits for a human, and how well two records agree, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.cards.review import FIELDS
from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.review import ComparedCard

_COMPARED = "{weight, band, reasons, guards, fields: {name: mark}}"


def explain(
    context: typer.Context,
    one: Annotated[
        str,
        typer.Argument(
            metavar="PERSON|QUESTION",
            help="A person's id or the reference that begins with P-; alone, a question of `tracker match list`.",
            show_default=False,
        ),
    ],
    other: Annotated[
        str, typer.Argument(metavar="PERSON", help="The other person; none with a question.", show_default=False)
    ] = "",
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help=f"One document: {_COMPARED}; of a question {{question, name, candidates: [{{reference, name, weight, "
            "band, reasons, guards, fields}]}.",
        ),
    ] = False,
) -> None:
    """Say field by field how well two people's records agree, and what forbids a rule to link them.

    Of a question it says so of the record in question and everybody who may be meant; it stays open for everybody.
    """
    if not other:
        _explain_question(context, one, as_json=as_json)
        return
    with signed_in(context) as desk:
        card = desk.links.explain(desk.file.named(one), desk.file.named(other))
    if as_json:
        print_json(_document(card))
    else:
        _say(card)


def list_waiting(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{question, reference, record, name, born, source, candidates, weight, today, "
            "claimed_by}]; reference is null where you see no more of the person than the question.",
        ),
    ] = False,
) -> None:
    """List questions about people whom you may see, those about today's list first.

    `tracker match explain QUESTION` says what speaks for and against each.
    """
    with signed_in(context) as desk:
        page = desk.review.waiting()
    rows = [
        {
            "question": str(card.id), "reference": card.ref or None, "record": str(card.record), "name": card.name,
            "born": card.born, "source": card.system, "candidates": card.candidates, "weight": round(card.weight, 1),
            "today": card.today, "claimed_by": card.claimed_by or None,
        }
        for card in page.items
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    columns = ("question", "name", "born", "source", "candidates", "today")
    print_table(columns, [tuple(row[column] for column in columns) for row in rows], empty="No question waits for you.")


def _explain_question(context: typer.Context, typed: str, *, as_json: bool) -> None:
    try:
        question = UUID(typed.strip())
    except ValueError:
        raise BadInput(
            "One person alone cannot be compared.",
            to_do="Name two people, or one question of `tracker match list`.",
        ) from None
    with signed_in(context) as desk:
        page = desk.review.look(question)
    if as_json:
        told = [{"reference": one.side.ref or None, "name": one.side.name, **_document(one)} for one in page.compared]
        print_json({"question": str(question), "name": page.side.name, "candidates": told})
        return
    for number, card in enumerate(page.compared):
        if number:
            line()
        line(f"{page.side.name}, {page.side.system}")
        line(f"may be {card.side.name}, {card.side.system} {card.side.ref}".rstrip())
        _say(card)


def _document(card: ComparedCard) -> dict[str, object]:
    return {
        "weight": round(card.weight, 2), "band": card.band, "reasons": list(card.reasons), "guards": list(card.guards),
        "fields": {field: mark.value for field, mark in zip(FIELDS, card.marks, strict=True)},
    }  # fmt: skip


def _say(card: ComparedCard) -> None:
    line(f"{card.band}: {card.weight:+.1f} bits")
    for reason in card.reasons:
        line(f"  {reason}")
    for guard in card.guards:
        line(f"  a human decides: {guard}")
    rows = [(field, mark.label) for field, mark in zip(FIELDS, card.marks, strict=True)]
    print_table(("field", "how"), rows, empty="")
