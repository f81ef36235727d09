"""`tracker person correct` and `corrections`: a correction beside what a source sent, ended, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import one_line
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.corrections import CorrectionCard, CorrectionForm

_SHORT = {
    "name": "name:primary",
    "born": "detail:date_of_birth",
    "sex": "detail:sex",
    "pnc": "identifier:PNC",
    "cro": "identifier:CRO",
    "address": "address:home",
    "phone": "contact:phone",
}
_FIELD = (
    "Which field: name, born, sex, pnc, cro, address, phone; or family:kind, such as detail:nationality, "
    "identifier:NOMS, name:alias, address:bail."
)
_KEYS = (
    "One document: [{person, reference, name, field, label, value, source, said, now, why, by, at, differs}]; null "
    "where the source has said nothing since."
)


def correct(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's id, or the reference that begins with P-.")],
    field: Annotated[str, typer.Argument(help=_FIELD)],
    *,
    reason: Annotated[str, typer.Option(help="Why, and from whom you know; at most 500 characters.")] = "",
    end: Annotated[
        bool, typer.Option("--end", help="End the correction: what the source says is shown again.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Record what a field should say, beside what its source sent; the source's own word stays.

    The value comes from standard input, or is asked for at a terminal, so that it stands in no list of processes. The
    next value of the source does not erase the correction; `tracker person corrections` shows where they differ.
    """
    key = _SHORT.get(field.casefold(), field)
    with signed_in(context) as desk:
        found = desk.file.named(person)
        if end:
            form = desk.corrections.form(found, key)
            if dry_run:
                line(f"Would end the correction of {form.label}." if form.correction else "No correction stands here.")
                return
            desk.corrections.end(found, key)
            line(f"The correction of {form.label} has ended; it stays in the history.")
            return
        form = desk.corrections.form(found, key)
        value = _value(form)
        if dry_run:
            desk.corrections.check(found, key, value, why=reason)
            line(f"Would record a correction of {form.label} beside what {form.source} says.")
            return
        form = desk.corrections.correct(found, key, value, why=reason)
    line(f"Recorded: a correction of {form.label} beside what {form.source} says.")


def corrections(
    context: typer.Context,
    *,
    differing: Annotated[
        bool, typer.Option("--differing", help="Only where the source says otherwise by now.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """List corrections of people whom you may see, first those whose source says otherwise by now; 200 at most."""
    with signed_in(context) as desk:
        page = desk.corrections.standing(differing=differing)
    if as_json:
        print_json([_document(card) for card in page.items])
        return
    rows = [
        (
            card.reference,
            card.person,
            card.label,
            card.value,
            card.now or card.said,
            card.by,
            "!" if card.differs else "",
        )
        for card in page.items
    ]
    columns = ("person", "name", "field", "corrected to", "the source says", "by", "")
    print_table(
        columns, rows, empty="Nothing is corrected." if not differing else "No source contradicts a correction."
    )


def _value(form: CorrectionForm) -> str:
    said = f"{form.source} says: {form.said}\nType what it should say{f' ({form.hint})' if form.hint else ''}:"
    return one_line(said, instead="Give it on standard input: tracker person correct ... < value")


def _document(card: CorrectionCard) -> dict[str, object]:
    return {
        "person": str(card.person_id), "reference": card.reference, "name": card.person, "field": card.key,
        "label": card.label, "value": card.value, "source": card.source, "said": card.said, "now": card.now or None,
        "why": card.why, "by": card.by, "at": card.at, "differs": card.differs,
    }  # fmt: skip
