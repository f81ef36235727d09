"""`tracker hearing add`: a defendant who is before the court and on no list, as `+` on the list adds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from db.words.dates import parse_loose, short, spell
from db.words.errors import BadInput
from db.words.families.court import Arrival
from db.words.names import NameParts, display, split_libra_name
from db.words.text import clean
from db.words.times import parse_time
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, talk

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from db.cards.adding import Added, NewDefendant
    from db.cards.day import CourtCard, ListRow
    from db.desk import Desk

_KEYS = "One document: {already, listing, person, case, number, name, added_by}; null is what a dry run cannot know."

app = group("Add a defendant to a court list.")


@app.command(
    "add", epilog="Example: tracker hearing add --name 'Smith, John' --born 12/3/80 --charge 'Theft' --as p.hale"
)
def add(
    context: typer.Context,
    *,
    charge: Annotated[list[str], typer.Option(help="What the defendant is charged with, in short; repeat it.")],
    name: Annotated[str, typer.Option(help="Surname, Forename; of somebody new.")] = "",
    born: Annotated[str, typer.Option(help="Date of birth: 12/3/80, 12 mar 1980, 1980-03-12.")] = "",
    person: Annotated[str, typer.Option(help="Instead of the name: the id or reference (P-) of a known person.")] = "",
    court: Annotated[str, typer.Option(help="The court's code; else the terminal's own court.")] = "",
    room: Annotated[str, typer.Option(help="The room as lists name it; else the terminal's or the only one.")] = "",
    day: Annotated[str, typer.Option(help="The day of the list: today, +1, 12/3/26.")] = "today",
    at: Annotated[str, typer.Option(help="The time: 10:30, 2pm.")] = "",
    number: Annotated[int | None, typer.Option(help="The number on the list; else the next one.", min=1)] = None,
    case: Annotated[str, typer.Option(help="The case number, where there is one already.")] = "",
    custody: Annotated[str, typer.Option(help="Who holds the defendant: a prison, a police station.")] = "",
    arrival: Annotated[Arrival, typer.Option(help="How the defendant came.")] = Arrival.OVERNIGHT,
    despite: Annotated[bool, typer.Option("--despite", help="Add also beside a row of the same defendant.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Add a defendant who came overnight or on a warrant. A row of the same defendant is named, not doubled.

    When the court's own system sends the defendant later, both become one row and one file.
    """
    from db.cards.adding import NewDefendant

    with signed_in(context) as desk:
        where, room_id, on = _list(desk, court=court, room=room, day=day)
        wanted = NewDefendant(
            court_id=where.id,
            room_id=room_id,
            day=on,
            charges=tuple(charge),
            arrival=arrival,
            person_id=desk.file.named(person) if person else None,
            name=split_libra_name(name) if name else NameParts(),
            born=parse_loose(born, today=desk.day.today, past=True) if born else None,
            custody=clean(custody),
            starts_at=parse_time(at) if at else None,
            number=number,
            case_no=clean(case),
        )
        if dry_run:
            _dry_run(desk, wanted, court=where, despite=despite, json=json)
            return
        added = desk.adding.add(wanted, despite=despite)
        if wanted.person_id is None and not added.already:
            _tell_namesakes(desk, wanted, added)
    if json:
        print_json(_document(added.row, already=added.already))
    else:
        _tell(added, court=where, on=on)


def _list(desk: Desk, *, court: str, room: str, day: str) -> tuple[CourtCard, UUID, date]:
    """Which list: named, or the terminal's own."""
    start = desk.day.start()
    if court:
        where = desk.courts.by_code(court)
    elif start is not None:
        where = desk.courts.court(start.court_id)
    else:
        raise BadInput("No court is named, and this terminal stands in none.", to_do="Name one with --court CODE.")
    own = start.room_id if start is not None and start.court_id == where.id else None
    named = where.room(room) if room else None
    if named is not None:
        room_id = named.id
    elif not room and own is not None:
        room_id = own
    elif not room and len(where.rooms) == 1:
        room_id = where.rooms[0].id
    else:
        known = ", ".join(each.name for each in where.rooms) or "none yet"
        raise BadInput(f"Which room of {where.name}?", to_do=f"Name one with --room: {known}.")
    return where, room_id, parse_loose(day, today=desk.day.today)


def _dry_run(desk: Desk, wanted: NewDefendant, *, court: CourtCard, despite: bool, json: bool) -> None:
    """Say what would be added, or which row is there already; as a document what nobody knows yet is null."""
    desk.adding.check(wanted)
    found = desk.adding.candidates(wanted)
    desk.adding.settled(wanted, found)
    if found.on_list and not despite:
        row = found.on_list[0]
        if json:
            print_json(_document(row, already=True))
        else:
            line(f"Would add nothing: {_place(row)} on the list of {court.name} already.")
        return
    if json:
        print_json(_unwritten(wanted))
        return
    who = "the person named" if wanted.person_id else display(wanted.name)
    line(f"Would add {who} to the list of {court.name} on {spell(wanted.day)}, {len(wanted.charges)} charge(s).")
    for one in found.known:
        talk(f"On record: {one.name}, {short(one.born) if one.born else 'not known'}, --person {one.person_id}")


def _tell_namesakes(desk: Desk, wanted: NewDefendant, added: Added) -> None:
    """A new person was made: say who on record has the very name and date of birth."""
    found = desk.adding.candidates(wanted)
    row = added.row
    same = [
        one for one in found.known if one.person_id != row.person_id and (one.name, one.born) == (row.name, row.born)
    ]
    if same:
        desk.adding.settled(wanted, found)
    for one in same:
        talk(f"Also on record: {one.name}, {short(one.born) if one.born else ''}: see --person {one.person_id}")


def _tell(added: Added, *, court: CourtCard, on: date) -> None:
    if added.already:
        line(f"{_place(added.row)} on the list of {court.name} already; nothing was added.")
        talk("Add a second row with --despite, or give its own case number with --case.")
    else:
        line(f"{_place(added.row)} on the list of {court.name}, {spell(on)}.")


def _place(row: ListRow) -> str:
    return f"{row.name} is number {row.number or '-'}"


def _document(row: ListRow, *, already: bool) -> dict[str, object]:
    return {
        "already": already,
        "listing": str(row.listing_id),
        "person": str(row.person_id),
        "case": str(row.case_id),
        "number": row.number,
        "name": row.name,
        "added_by": row.added_by,
    }


def _unwritten(wanted: NewDefendant) -> dict[str, object]:
    return {
        "already": False,
        "listing": None,
        "person": str(wanted.person_id) if wanted.person_id else None,
        "case": None,
        "number": None if wanted.number is None else str(wanted.number),
        "name": None if wanted.person_id else display(wanted.name),
        "added_by": None,
    }
