"""A row of the list in the words of the screen: cells, sign, and the detail under the table."""

from __future__ import annotations

from collections.abc import Sequence

from db.cards.day import ListRow
from db.words.dates import short
from db.words.families.court import AttendanceState, ListingChange, ListingState
from screens.parts.rows import Column, Row

_MARKS = {
    AttendanceState.PRESENT: "here",
    AttendanceState.VIDEO: "video",
    AttendanceState.ABSENT: "DNA",
    AttendanceState.EXCUSED: "exc.",
}
_SIGNS = {ListingChange.ADDED: "+", ListingChange.MOVED: ">", ListingChange.REMOVED: "-"}


def columns(*, with_room: bool) -> tuple[Column, ...]:
    """The columns; the room only where several rooms are on one list."""
    room = (Column("Rm", 4),) if with_room else ()
    return (
        *room,
        Column("No", 3, right=True),
        Column("Time", 5),
        Column("Defendant"),
        Column("Born", 11),
        Column("Age", 3, right=True),
        Column("Signs", 5),
        Column("Att.", 5),
        Column("Charges"),
        Column("Last", 20, wide=True),
    )


def table_row(card: ListRow, *, with_room: bool) -> Row:
    """The cells of one defendant; a row that is gone says so in words and by its sign."""
    charges = "; ".join(card.charges) or card.withheld or "no charge recorded"
    if card.is_gone:
        charges = f"{card.state.label}: {charges}"
    elif card.added_by:
        charges = f"added here by {card.added_by}: {charges}"
    cells = (
        *((card.room.removeprefix("Courtroom").strip(),) if with_room else ()),
        card.number,
        f"{card.starts_at:%H:%M}" if card.starts_at else "",
        card.name,
        short(card.born) if card.born else "not known",
        "" if card.age is None else str(card.age),
        card.signs.letters,
        _MARKS[card.mark.state] if card.mark else "",
        charges,
        card.last,
    )
    gone = ">" if card.state is ListingState.MOVED else "-"
    sign = gone if card.is_gone else _SIGNS[card.change] if card.change else ""
    return Row(str(card.listing_id), cells, sign=sign)


def detail(card: ListRow) -> Sequence[str]:
    """Three lines: who and what to know at once; charges; number, attendance, who added it, what changed."""
    # The row has the date of birth; here the words of the signs must have room.
    signs = "  ".join(f"!{words}" if alert else words for words, alert in card.signs.words)
    who = f"{card.name}{f', {card.age}' if card.age is not None else ''}"
    more = [
        f"case {card.case_no}" if card.case_no else "no case number",
        f"added here by {card.added_by}" if card.added_by else "",
        card.state.label if card.is_gone else "",
        card.change.label if card.change else "",
        f"{card.mark.state.label} (by {card.mark.by})" if card.mark else "attendance not marked",
        f"last: {card.last}" if card.last else "",
        f"listed {card.list_no}" if card.list_no else "",
    ]
    charges = "; ".join(card.charges) or card.withheld or "No charge recorded"
    return (f"{who}  {signs}".rstrip(), charges, "  ".join(filter(None, more)))
