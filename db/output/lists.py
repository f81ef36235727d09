"""Lists as sheets and on paper: the list of a day for the court and for the public, and the hits of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from db.cards.day import CourtCard, ListRow, ListScope
from db.cards.find import Hit
from db.cards.output import ListKind
from db.output.columns import row_lines, wrapped
from db.output.forms import WIDTH
from db.output.sheet import Sheet, count_words
from db.words.dates import spell

DAY_COLUMNS: Final = (
    "Room", "Time", "No", "Name", "Born", "Age", "Case number", "Charges", "Signs", "Attendance", "Last", "State",
)  # fmt: skip
HIT_COLUMNS: Final = ("Found", "Name", "Also known as", "Born", "Sex", "PNC", "Next hearing", "Why")
_COURT_SIZES: Final = (5, 3, 34, 3, 6, 24)
_PUBLIC_SIZES: Final = (5, 3, 45, 24)
_INDENT: Final = 10
_SIGNS: Final = (
    "Signs: ! warning, Y youth, C custody, B bail with conditions, U bail, W warrant, I interpreter, R restricted."
)


def day_sheet(rows: Sequence[ListRow], *, title: str, notes: tuple[str, ...], left_out: int = 0) -> Sheet:
    """The list of a day as columns, one row a defendant, in the order of calling."""
    return Sheet(title, notes, DAY_COLUMNS, tuple(_day_row(row) for row in rows), left_out)


def _day_row(row: ListRow) -> tuple[str, ...]:
    words = "; ".join(text for text, _ in row.signs.words)
    return (
        row.room,
        _time(row),
        row.number,
        row.name,
        row.born.isoformat() if row.born else "",
        str(row.age) if row.age is not None else "",
        row.case_no,
        "; ".join(row.charges),
        words,
        row.mark.state.label if row.mark else "",
        row.last,
        row.state.label,
    )


def hit_sheet(hits: Iterable[Hit], *, title: str, notes: tuple[str, ...], left_out: int = 0) -> Sheet:
    """The hits of a search as columns, the best first."""
    return Sheet(title, notes, HIT_COLUMNS, tuple(_hit_row(hit) for hit in hits), left_out)


def _hit_row(hit: Hit) -> tuple[str, ...]:
    where = hit.next_hearing
    at = f" {where.at:%H:%M}" if where and where.at else ""
    return (
        hit.kind.label,
        hit.label,
        hit.matched,
        hit.born.isoformat() if hit.born else hit.born_year,
        hit.sex.label if hit.sex else "",
        hit.pnc,
        f"{where.on.isoformat()}{at} {where.court} {where.room}" if where else "",
        "; ".join((*hit.warnings, *hit.why)),
    )


def list_title(court: CourtCard, scope: ListScope, kind: ListKind) -> str:
    """`Northtown Magistrates' Court, Wed 12 Mar 2025, room 01: court list`."""
    room = next((one.name for one in court.rooms if one.id == scope.room_id), "")
    where = f"room {room}" if room else "all rooms"
    return f"{court.name}, {spell(scope.day)}, {where}: {kind.label}"


def court_paper(rows: Sequence[ListRow], *, title: str, notes: Sequence[str], left_out: int = 0) -> str:
    """The list for the court: everything of it that the reader may see, 80 columns."""
    lines = _head(title, notes)
    for room, row in _by_room(rows):
        if room:
            lines += ["", room, *row_lines(("Time", "No", "Name", "Age", "Signs", "Case number"), _COURT_SIZES, gap=1)]
        age = str(row.age) if row.age is not None else ""
        texts = (_time(row), row.number, row.name, age, row.signs.letters, row.case_no)
        lines += row_lines(texts, _COURT_SIZES, gap=1)
        below = [*row.charges, *(f"! {text}" for text, alert in row.signs.words if alert)]
        below += [row.state.label] if row.is_gone else []
        for text in below:
            lines += [" " * _INDENT + line for line in wrapped(text, WIDTH - _INDENT)]
    return _page([*lines, "", f"{count_words(len(rows), left_out)}.", *wrapped(_SIGNS, WIDTH)])


def public_paper(
    rows: Sequence[ListRow], words: Mapping[UUID, str], *, kind: ListKind, title: str, notes: Sequence[str]
) -> str:
    """The list for the public: of who is withheld the time and one word, or on a published list nothing but a count."""
    shown, withheld = public_rows(rows, words, kind=kind)
    lines = _head(title, notes)
    for room, row in _by_room(shown):
        if room:
            lines += ["", room, *row_lines(("Time", "No", "Name", "Case number"), _PUBLIC_SIZES, gap=1)]
        word = words.get(row.listing_id)
        texts = (_time(row), row.number, word or row.name, "" if word else row.case_no)
        lines += row_lines(texts, _PUBLIC_SIZES, gap=1)
    unnamed = sum(row.listing_id in words for row in shown)
    left = f", {unnamed:,} {'name' if unnamed == 1 else 'names'} withheld" if unnamed else ""
    return _page([*lines, "", f"{count_words(len(shown), withheld)}{left}."])


def public_rows(
    rows: Sequence[ListRow], words: Mapping[UUID, str], *, kind: ListKind
) -> tuple[tuple[ListRow, ...], int]:
    """Which rows stand on the public's list, and how many were left out; rows that were taken off stand on none."""
    standing = tuple(row for row in rows if not row.is_gone)
    if kind is ListKind.PUBLIC:
        return standing, 0
    shown = tuple(row for row in standing if row.listing_id not in words)
    return shown, len(standing) - len(shown)


def _head(title: str, notes: Sequence[str]) -> list[str]:
    return [line for text in (title, *notes) for line in wrapped(text, WIDTH)]


def _by_room(rows: Iterable[ListRow]) -> Iterator[tuple[str, ListRow]]:
    """Each row, with the heading that stands above it where one does."""
    before = ""
    for row in rows:
        heading = "Taken off the list" if row.is_gone else f"Room {row.room}"
        yield heading if heading != before else "", row
        before = heading


def _time(row: ListRow) -> str:
    return f"{row.starts_at:%H:%M}" if row.starts_at else ""


def _page(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
