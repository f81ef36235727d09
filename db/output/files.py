"""One person's file as a sheet and on paper; a judge's personal notes never leave, not even with their judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.cards.file import CaseLine, ChargeLine, FileCard, HearingLine
from db.cards.notes import NoteCard
from db.cards.person import FieldCard
from db.output.columns import wrapped
from db.output.forms import WIDTH
from db.output.sheet import Sheet, count_words
from db.words.dates import short, spell

COLUMNS: Final = ("Section", "What", "Text", "Source", "Day")
PERSONAL: Final = "Personal notes are not part of any print or export."
_Row = tuple[str, str, str, str, str]


def file_sheet(card: FileCard, *, notes: tuple[str, ...]) -> Sheet:
    """Everything of the file that the reader sees, one row a fact; what is withheld is a row that says so."""
    more = (PERSONAL,) if any(note.personal for note in card.notes) else ()
    return Sheet(title_of(card), (*notes, *more), COLUMNS, tuple(_rows(card)))


def title_of(card: FileCard) -> str:
    """`SMITH, John (P-ABCD2345EFGH), born 12 Mar 1980`."""
    born = f", born {short(card.born)}" if card.born else f", born {card.born_year}" if card.born_year else ""
    return f"{card.name} ({card.public_ref}){born}"


def file_paper(card: FileCard, *, notes: tuple[str, ...]) -> str:
    """The file by sections, 80 columns."""
    sheet = file_sheet(card, notes=notes)
    lines = [line for text in (sheet.title, *sheet.notes) for line in wrapped(text, WIDTH)]
    section = ""
    for row in sheet.rows:
        if row[0] != section:
            section = row[0]
            lines += ["", section]
        lines += _paragraph(row)
    lines += ["", f"{count_words(len(sheet.rows))}."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _paragraph(row: _Row | tuple[str, ...]) -> Iterator[str]:
    _, what, text, source, day = row
    said = f"{what}: {text}" if what and text else what or text
    aside = ", ".join(part for part in (source, day) if part)
    whole = f"{said}  ({aside})" if aside else said
    first, *rest = wrapped(whole, WIDTH - 4)
    yield f"  {first}"
    yield from (f"    {line}" for line in rest)


def _rows(card: FileCard) -> Iterator[_Row]:
    yield from (("Signs", "", sign.text, "", "") for sign in card.vital.signs)
    for title, fields in (
        ("Names", card.names), ("Details", card.details), ("Numbers", card.numbers), ("Addresses", card.addresses),
    ):  # fmt: skip
        yield from _fields(title, fields)
    for case in card.cases:
        yield from _case(case)
    yield from (("Hearings", one.kind, _sitting(one), "", one.day.isoformat()) for one in card.hearings)
    for stay in card.custody:
        until = f" until {short(stay.until)}" if stay.until else ""
        since = stay.since.isoformat() if stay.since else ""
        release = f", {stay.release}" if stay.release else ""
        yield "Custody", stay.place, f"{stay.status}{until}{release}", stay.source.words, since
    yield from (("Warnings", "", one.text, one.source.words, "") for one in card.warnings)
    yield from _held(card)
    yield from (_note(note) for note in card.notes if not note.personal)


def _fields(title: str, fields: tuple[FieldCard, ...]) -> Iterator[_Row]:
    for field in fields:
        for value in field.values:
            flag = f" [{value.flag}]" if value.flag else ""
            day = value.recorded_at.date().isoformat()
            yield title, field.label, f"{value.text}{flag}", value.source.words, day


def _case(case: CaseLine) -> Iterator[_Row]:
    section = f"Case {case.number}".strip()
    if case.withheld:
        yield section, "withheld", case.withheld, "", ""
        return
    words = [case.court, "concluded" if case.concluded else case.status, "RESTRICTED CASE" if case.restricted else ""]
    yield section, case.kind, ", ".join(word for word in words if word), case.source.words, ""
    for charge in case.charges:
        yield section, f"charge {charge.sequence}", _charge(charge), charge.source.words, _day(charge)
        for result in charge.results:
            ordered = result.ordered_on.isoformat() if result.ordered_on else ""
            yield section, f"result on charge {charge.sequence}", result.label, "", ordered
    for bail in case.bail:
        said = f"{bail.text}: {bail.conditions}" if bail.conditions else bail.text
        yield section, "bail", said, bail.source.words, bail.since.isoformat() if bail.since else ""


def _charge(charge: ChargeLine) -> str:
    return "; ".join(word for word in (charge.code, charge.title, charge.plea, charge.verdict) if word)


def _day(charge: ChargeLine) -> str:
    return charge.offence_from.isoformat() if charge.offence_from else ""


def _sitting(one: HearingLine) -> str:
    at = f" {one.at:%H:%M}" if one.at else ""
    words = (f"{spell(one.day)}{at}", one.court, f"room {one.room}", one.case_no, one.state, *one.there)
    return ", ".join(word for word in words if word)


def _held(card: FileCard) -> Iterator[_Row]:
    for line in card.held.lines:
        text = "; ".join((line.text, *line.details))
        kind = f"{line.category.label} (summary)" if line.summary else line.category.label
        yield "Held by agencies", kind, text, line.owner, line.day.isoformat() if line.day else ""
    for one in card.held.withheld:
        yield "Held by agencies", one.category.label, one.words.partition(": ")[2], "", ""


def _note(note: NoteCard) -> _Row:
    return "Notes", note.heading, note.withheld or note.body, note.agency, note.first_written_at.date().isoformat()
