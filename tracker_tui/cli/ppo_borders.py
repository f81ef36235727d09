"""`tracker ppo borders`: where the offences of a registered person lie against the registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from db.cards.borders import border_lines
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.output import line, print_json

if TYPE_CHECKING:
    from db.cards.borders import BorderView

Person = Annotated[str, typer.Argument(metavar="REF", help="The person's id, or the reference that begins with P-.")]
_KEYS = (
    "One document: {registered_in, border, months, first, last, undecided, areas: [{area, area_name, side, number, "
    "recent, latest}]}."
)


def borders(
    context: typer.Context,
    person: Person,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Show by area how many offences lie across the border of the registration, at home, or at no known place."""
    with signed_in(context, in_demo=REGISTER) as desk:
        found = desk.search.borders(desk.file.named(person))
    if as_json:
        print_json(border_document(found))
        return
    for text in border_lines(found):
        line(text)


def border_document(view: BorderView) -> dict[str, Any]:
    """The view as a document."""
    return {
        "registered_in": list(view.homes),
        "border": view.border,
        "months": view.months,
        "first": view.first,
        "last": view.last,
        "undecided": view.undecided,
        "areas": [
            {
                "area": row.area, "area_name": row.area_name, "side": row.side.value, "number": row.number,
                "recent": row.recent, "latest": row.latest,
            }
            for row in view.rows
        ],
    }  # fmt: skip
