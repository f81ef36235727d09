"""`tracker contact`: whom to call, nationwide, by area, agency and kind; kept by administrators and authorisers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.words.dates import short
from db.words.families.schemes import ContactKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import confirm as ask_first
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from datetime import date

    from db.cards.contacts import ContactCard
    from db.desk import Desk

app = group("Find and keep contacts: authorisers, trainers, police, probation, prisons, by area.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
Which = Annotated[str, typer.Argument(metavar="CONTACT", help="The contact's id, or a part of the name.")]
_KEYS = (
    "One document: [{id, kind, name, agency, area, phone, email, hours, confirmed_on, stale, counterpart, ended_on}]."
)


@app.command("add", epilog="Example: tracker contact add 'Gwen Tarrant' --kind authoriser --area LPL --phone 0151...")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Who it is.")],
    *,
    kind: Annotated[ContactKind, typer.Option(help="What they are called for.")],
    area: Annotated[str, typer.Option(metavar="CODE", help="Their area.")],
    agency: Annotated[str, typer.Option(metavar="CODE", help="Their agency.")] = "",
    phone: Annotated[str, typer.Option(help="The telephone number.")] = "",
    email: Annotated[str, typer.Option(help="The address for mail.")] = "",
    hours: Annotated[str, typer.Option(help="When they can be reached.")] = "",
    counterpart: Annotated[str, typer.Option(metavar="CONTACT", help="Who does the same for another agency.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Enter a contact; it counts as confirmed today."""
    from db.cards.contacts import NewContact

    with signed_in(context) as desk:
        other = _named(desk, counterpart).id if counterpart else None
        new = NewContact(kind, name, area, agency=agency, phone=phone, email=email, hours=hours, counterpart=other)
        card = desk.contacts.add(new, dry_run=dry_run)
    line(f"{'Would add' if dry_run else 'Added'}: {card.name}, {card.kind.label}, {card.area} {card.area_name}.")


@app.command("list", epilog="Example: tracker contact list --kind authoriser --area LPL --json")
def list_contacts(
    context: typer.Context,
    find: Annotated[str, typer.Argument(help="A part of the name.")] = "",
    *,
    kind: Annotated[ContactKind | None, typer.Option(help="What they are called for.")] = None,
    area: Annotated[str, typer.Option(metavar="CODE", help="The area or one below it.")] = "",
    around: Annotated[bool, typer.Option("--around", help="The area or one above it.")] = False,
    agency: Annotated[str, typer.Option(metavar="CODE", help="Their agency.")] = "",
    stale: Annotated[bool, typer.Option("--stale", help="Only those not confirmed for half a year.")] = False,
    ended: Annotated[bool, typer.Option("--ended", help="Those that have ended as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """List contacts by area, kind and name."""
    from db.cards.contacts import ContactQuery

    with signed_in(context) as desk:
        query = ContactQuery(find=find, kind=kind, area=area, agency=agency, around=around, ended=ended)
        today = desk.clock.today()
        cards = [one for one in desk.contacts.find(query) if not stale or one.stale_at(today)]
    if as_json:
        print_json([_document(one, today) for one in cards])
        return
    columns = ("kind", "name", "area", "agency", "phone", "e-mail", "hours", "confirmed")
    print_table(columns, [_cells(one, today) for one in cards], empty="No contact fits.")


@app.command("show", epilog="Example: tracker contact show tarrant")
def show(
    context: typer.Context,
    contact: Which,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One contact as in the list.")] = False,
) -> None:
    """Show one contact."""
    with signed_in(context) as desk:
        card, today = _named(desk, contact), desk.clock.today()
    if as_json:
        print_json(_document(card, today))
        return
    for label, text in (
        ("name", card.name), ("kind", card.kind.label), ("agency", f"{card.agency} {card.agency_name}".strip()),
        ("area", f"{card.area} {card.area_name}"), ("phone", card.phone), ("e-mail", card.email),
        ("hours", card.hours), ("confirmed", _confirmed(card, today)), ("counterpart", card.counterpart),
        ("ended", short(card.ended_on) if card.ended_on else ""), ("id", str(card.id)),
    ):  # fmt: skip
        if text:
            line(f"{label:<14}{text}")


@app.command("change", epilog="Example: tracker contact change tarrant --phone '0151 496 0123'")
def change(
    context: typer.Context,
    contact: Which,
    *,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    kind: Annotated[ContactKind | None, typer.Option(help="What they are called for.")] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE", help="Another area.")] = None,
    agency: Annotated[str | None, typer.Option(metavar="CODE", help="Another agency.")] = None,
    phone: Annotated[str | None, typer.Option(help="Another telephone number.")] = None,
    email: Annotated[str | None, typer.Option(help="Another address for mail.")] = None,
    hours: Annotated[str | None, typer.Option(help="When they can be reached.")] = None,
    counterpart: Annotated[str, typer.Option(metavar="CONTACT", help="Who does the same for another agency.")] = "",
    alone: Annotated[bool, typer.Option("--alone", help="Nobody does the same for another agency.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Change a contact; it counts as confirmed today."""
    from db.cards.contacts import ContactEdit

    with signed_in(context) as desk:
        other = _named(desk, counterpart).id if counterpart else None
        edit = ContactEdit(kind, name, area, agency, phone, email, hours, other, alone)
        card = desk.contacts.change(_named(desk, contact).id, edit, dry_run=dry_run)
    line(f"{card.name} {'would be' if dry_run else 'is'} changed.")


@app.command("confirm", epilog="Example: tracker contact confirm tarrant")
def confirm(context: typer.Context, contact: Which, *, dry_run: DryRun = False) -> None:
    """Say that an entry is right today."""
    with signed_in(context) as desk:
        card = desk.contacts.confirm(_named(desk, contact).id, dry_run=dry_run)
    line(f"{card.name} {'would be' if dry_run else 'is'} confirmed today.")


@app.command("end", epilog="Example: tracker contact end tarrant --yes")
def end(
    context: typer.Context,
    contact: Which,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Take a contact off the directory; the entry stays in the history."""
    with signed_in(context) as desk:
        card = desk.contacts.end(_named(desk, contact).id, dry_run=True)
        if dry_run:
            line(f"Would end {card.name}.")
            return
        ask_first(f"{card.name}, {card.kind.label} of {card.area}, would be taken off the directory.", yes=yes)
        desk.contacts.end(card.id)
    line(f"{card.name} is on the directory no more.")


@app.command("gaps", epilog="Example: tracker contact gaps --json")
def gaps(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{area, name, missing, no_authoriser, stale}].")
    ] = False,
) -> None:
    """List areas with the kinds of contact that nobody stands for there or above, and their stale entries."""
    with signed_in(context) as desk:
        found = desk.contacts.gaps()
    if as_json:
        print_json(
            [
                {"area": one.area, "name": one.area_name, "missing": [kind.value for kind in one.missing],
                 "no_authoriser": one.no_authoriser, "stale": one.stale}
                for one in found
            ]
        )  # fmt: skip
        return
    rows = [(one.area, one.area_name, ", ".join(kind.label for kind in one.missing), one.stale) for one in found]
    print_table(("area", "name", "nobody for", "stale"), rows, empty="No partnership or force area yet.")
    alone = [one.area for one in found if one.no_authoriser]
    if alone:
        talk(f"Without an authoriser: {', '.join(alone)}. Next: tracker contact add NAME --kind authoriser --area CODE")


def _named(desk: Desk, typed: str) -> ContactCard:
    # Loaded where a contact is named.
    from db.cards.contacts import ContactQuery

    try:
        return desk.contacts.get(UUID(typed.strip()))
    except ValueError:
        return desk.contacts.named(ContactQuery(find=typed))


def _confirmed(one: ContactCard, today: date) -> str:
    return f"{short(one.confirmed_on)}{' (stale)' if one.stale_at(today) else ''}"


def _cells(one: ContactCard, today: date) -> tuple[object, ...]:
    return (
        one.kind.label, one.name, one.area, one.agency, one.phone, one.email, one.hours, _confirmed(one, today),
    )  # fmt: skip


def _document(one: ContactCard, today: date) -> dict[str, object]:
    kept = {name: value for name, value in asdict(one).items() if name not in {"own", "counterpart_id"}}
    return {**{name: None if value == "" else value for name, value in kept.items()}, "stale": one.stale_at(today)}
