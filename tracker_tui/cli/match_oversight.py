"""`tracker match decided`, `sample` and `check`: who decided what, and links of rules checked at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.words.dates import court_moment, parse_loose
from db.words.errors import BadInput
from db.words.families.matching import LinkKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.review import DecisionCard

_DAY = "12/3/26, -30."


def decided(
    context: typer.Context,
    *,
    by: Annotated[str, typer.Option(help="A part of the name or user name of who decided.")] = "",
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(one.value for one in LinkKind)}.")] = "",
    since: Annotated[str, typer.Option(help=f"From this day on: {_DAY}")] = "",
    until: Annotated[str, typer.Option(help=f"Up to this day: {_DAY}")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{decision, kind, at, by, weight, why, reasons, undone_at}].")
    ] = False,
) -> None:
    """List who decided what about people whom you may see, the newest first, 200 at most; for supervisors."""
    wanted = next((one for one in LinkKind if one.value == kind), None)
    if kind and wanted is None:
        raise BadInput(f"There is no kind '{kind}'.", to_do="See --help.")
    with signed_in(context) as desk:
        today = desk.clock.today()
        days = [parse_loose(text, today=today, past=True) if text else None for text in (since, until)]
        cards = desk.overseeing.decided(by=by, kind=wanted, since=days[0], until=days[1]).items
    if as_json:
        print_json([_told(card) for card in cards])
        return
    rows = [
        (
            card.id,
            court_moment(card.decided_at),
            card.decided_by,
            card.kind.label,
            card.why,
            "undone" if card.undone_at else "",
        )
        for card in cards
    ]
    print_table(("decision", "when", "who", "what", "why", ""), rows, empty="Nothing was decided.")


def sample(
    context: typer.Context,
    *,
    count: Annotated[int, typer.Option(help="How many links; at most 50.")] = 10,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="One document: {links: [{decision, one, other, band, reasons}], checked, right}."),
    ] = False,
) -> None:
    """Draw links at random that rules made and nobody has checked, and say what share of those checked was right."""
    with signed_in(context) as desk:
        cards = desk.overseeing.sample(count)
        share = desk.overseeing.share()
    rows = [
        {
            "decision": str(card.decision.id), "one": f"{card.side.name}, {card.side.system}",
            "other": f"{card.compared.side.name}, {card.compared.side.system}", "band": card.compared.band,
            "reasons": list(card.compared.reasons),
        }
        for card in cards
    ]  # fmt: skip
    if as_json:
        print_json({"links": rows, "checked": share.checked, "right": share.right})
        return
    columns = ("decision", "one", "other", "band")
    print_table(columns, [tuple(row[name] for name in columns) for row in rows], empty="No link waits to be checked.")
    talk(share.words)


def check(
    context: typer.Context,
    decision: Annotated[str, typer.Argument(help="The id of a link, from the sample.", show_default=False)],
    *,
    wrong: Annotated[bool, typer.Option("--wrong", help="The link is wrong; without it, it is right.")] = False,
    reason: Annotated[str, typer.Option(help="Why, wanted for a wrong one; at most 500 characters.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {decision, right, noted, share}.")] = False,
) -> None:
    """Say of a link that a rule made whether it is right. The link stays; `tracker match part` takes it apart."""
    try:
        key = UUID(decision.strip())
    except ValueError:
        raise BadInput("This is no id.", to_do="Copy it whole from the list.") from None
    with signed_in(context) as desk:
        if not dry_run:
            desk.overseeing.check(key, right=not wrong, why=reason)
        share = desk.overseeing.share()
    if as_json:
        print_json({"decision": str(key), "right": not wrong, "noted": not dry_run, "share": share.words})
    elif dry_run:
        line(f"Would note that the link is {'wrong' if wrong else 'right'}.")
    else:
        line(f"Noted. {share.words}")


def _told(card: DecisionCard) -> dict[str, object]:
    return {
        "decision": str(card.id), "kind": card.kind.value, "at": card.decided_at, "by": card.decided_by,
        "weight": card.weight, "why": card.why, "reasons": list(card.reasons), "undone_at": card.undone_at,
    }  # fmt: skip
