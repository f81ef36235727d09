"""The bench summary as lines: twenty rows that stand still, and below them every block in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from db.cards.bench import BenchCard, Tried
from db.cards.file import CaseLine, ChargeLine
from db.cards.notes import NoteCard
from db.words.dates import short, spell
from screens.file.lines import charge_words, hearing_words

LABEL = 9
"""Cells of the block's name on the left."""
BUDGET = {"today": 6, "tried": 4, "came": 2, "reports": 2, "yours": 4, "withheld": 2}
"""Rows of each block on the first page; together the twenty that 80x24 leaves under name and vital strip."""
STANDING = 1
"""The line of today's block that must be whole: the conditions of bail."""
BLOCKS = ("Today", "Tried", "Came", "Reports", "Yours", "Withheld", "Cases")
"""Blocks by the number that goes to them in full, from 1."""


@dataclass(frozen=True, slots=True)
class BenchLine:
    """One row: `label` is the block's name on its first row; `key` stays while the record does."""

    key: str
    label: str
    text: str
    heading: bool = False


def summary(card: BenchCard, *, width: int) -> list[BenchLine]:
    """The first page: each block in its rows; what does not fit is counted, what has room is wrapped."""
    room = width - LABEL - 1
    return [
        *_block("today", "Today", _today(card), room, first=STANDING),
        *_block("tried", "Tried", [_tried(one) for one in card.tried] or [card.why_tried], room),
        *_pair("came", ("Came", _came(card)), ("Breach", card.breach)),
        *_pair("reports", ("Reports", _reports(card)), ("Custody", _custody(card))),
        *_block("yours", "Yours", [_comment(one) for one in card.own_comments] or [card.why_comments], room),
        *_block("withheld", "Withheld", [card.withheld], room),
    ]


def details(card: BenchCard, *, width: int) -> list[BenchLine]:
    """Every block in full, wrapped to so many cells."""
    signs = ", ".join(sign.text for sign in card.vital.signs)
    blocks: list[tuple[str, list[str]]] = [
        ("Today", [*([signs] if signs else []), *_today_whole(card)]),
        ("Tried", [_tried(one) for one in card.tried] or [card.why_tried]),
        ("Came", [_came(card), f"Breach: {card.breach}"]),
        ("Reports", [*(card.reports or (card.why_reports,)), _custody(card), *card.needs]),
        ("Yours", list(_comments(card.own_comments)) or [card.why_comments]),
        ("Withheld", [card.withheld]),
        ("Cases", [text for case in card.other_cases for text in _case(case)] or ["No other case is known."]),
    ]
    found = []
    for number, (title, texts) in enumerate(blocks, 1):
        found.append(BenchLine(f"full:{number}", "", f"{number} {title}, in full", heading=True))
        for index, text in enumerate(texts):
            for part, row in enumerate(wrap(text, max(20, width - 4), subsequent_indent="  ") or [""]):
                found.append(BenchLine(f"full:{number}:{index}:{part}", "", f"  {row}"))
    return found


def _block(key: str, label: str, texts: list[str], room: int, *, first: int = 0) -> Iterator[BenchLine]:
    """Exactly the rows of the block's budget; text number `first` is wrapped before the others."""
    rows = BUDGET[key]
    shown = texts if len(texts) <= rows else [*texts[: rows - 1], f"and {len(texts) - rows + 1} more: PgDn"]
    shown = _with_spare_rows(shown, rows, room, first=first)
    for index in range(rows):
        text = shown[index] if index < len(shown) else ""
        yield BenchLine(f"{key}:{index}", label if index == 0 else "", text)


def _with_spare_rows(texts: list[str], rows: int, room: int, *, first: int) -> list[str]:
    """Rows that nothing needs go to the texts that are too long for one, from number `first` on."""
    spare = rows - len(texts)
    found: dict[int, list[str]] = {}
    for index in sorted(range(len(texts)), key=lambda index: (index != first, index)):
        text = texts[index]
        parts = wrap(text, max(20, room), subsequent_indent="  ", max_lines=1 + spare, placeholder=" …") or [""]
        if len(parts) == 1:
            parts = [text]
        spare -= len(parts) - 1
        found[index] = parts
    return [part for index in range(len(texts)) for part in found[index]]


def _pair(key: str, *rows: tuple[str, str]) -> Iterator[BenchLine]:
    for index, (label, text) in enumerate(rows):
        yield BenchLine(f"{key}:{index}", label, text)


def _today(card: BenchCard) -> list[str]:
    """Hearing, age and bail, then the charges."""
    charges = [charge_words(charge) for charge in card.case.charges] if card.case else []
    lines = [_hearing(card), _standing(card)]
    return [*lines, *(charges or [_no_charge(card)])]


def _no_charge(card: BenchCard) -> str:
    kept_back = card.case.withheld if card.case else ""
    return f"Charges: {kept_back}" if kept_back else "No charge is recorded in this case."


def _today_whole(card: BenchCard) -> Iterator[str]:
    yield _hearing(card)
    yield _standing(card)
    for bail in card.bail:
        if bail.conditions:
            yield f"{bail.text}: {bail.conditions}"
    for charge in card.case.charges if card.case else ():
        yield from _charge(charge)


def _charge(charge: ChargeLine) -> Iterator[str]:
    yield f"{charge_words(charge)}{f' ({charge.code})' if charge.code else ''}"
    for result in charge.results:
        day = f"{short(result.ordered_on)} " if result.ordered_on else ""
        yield f"  {day}{result.label}"


def _hearing(card: BenchCard) -> str:
    if card.hearing is None:
        return card.why_hearing
    # The court stands last: the bench knows where it sits, and the line may be cut.
    return hearing_words(card.hearing, case_no=card.hearing.case_no)


def _standing(card: BenchCard) -> str:
    """Ages and bail in one line: what decides which rules apply."""
    words = []
    if card.born is not None:
        words.append(f"Born {spell(card.born)}")
    if card.ages.first_hearing is not None and card.ages.first_hearing != card.ages.today:
        words.append(f"{card.ages.first_hearing} at first hearing")
    if card.bail:
        first = card.bail[0]
        since = f" since {short(first.since)}" if first.since else ""
        words.append(f"{first.text}{since}{f': {first.conditions}' if first.conditions else ''}")
    elif not card.held_bail:
        words.append("no bail or remand is recorded")
    if card.held_bail:
        words.append(f"bail: {'; '.join(card.held_bail)}")
    return "; ".join(words)


def _tried(one: Tried) -> str:
    day = f"{short(one.ordered_on)} " if one.ordered_on else ""
    ended = f", to {short(one.until)}" if one.until else ", end not recorded"
    after = (
        f"; next offence alleged {short(one.next_offence)}: {one.next_title}"
        if one.next_offence
        else "; no later offence"
    )
    return f"{day}{one.label}{ended}{after}"


def _came(card: BenchCard) -> str:
    attended = card.attended
    if not attended.marked:
        return card.why_attended
    missed = f"; last did not attend {short(attended.missed_on)}" if attended.missed_on else ""
    where = "where attendance was marked"
    if attended.marked == 1:
        return f"{'' if attended.came else 'not '}to the only hearing {where}{missed}"
    return f"to {attended.came} of {attended.marked} hearings {where}{missed}"


def _reports(card: BenchCard) -> str:
    return "; ".join(card.reports) or card.why_reports


def _custody(card: BenchCard) -> str:
    stay = card.custody
    if stay is None:
        return card.why_custody
    since = f" since {short(stay.since)}" if stay.since else ""
    release = f", {stay.release}" if stay.release else ""
    return f"{stay.place}, {stay.status}{since}{release}"


def _comment(note: NoteCard) -> str:
    """`12 Mar 2025, only you: text`, by the day of its hearing where it has one."""
    mark = f", {note.mark}" if note.mark else ""
    return f"{_when(note)}{mark}: {note.withheld or ' '.join(note.body.split())}"


def _comments(notes: Iterable[NoteCard]) -> Iterator[str]:
    for note in notes:
        mark = f", {note.mark}" if note.mark else ""
        yield f"{_when(note)}, {note.kind.label}{mark}{', edited' if note.edited else ''}:"
        yield from (note.withheld or note.body).splitlines()


def _when(note: NoteCard) -> str:
    if note.hearing_on is not None:
        return f"hearing {short(note.hearing_on)}"
    return short(note.first_written_at.date())


def _case(case: CaseLine) -> Iterator[str]:
    yield f"{case.number}, {case.court}, {'concluded' if case.concluded else case.status}"
    for charge in case.charges:
        yield f"  {charge_words(charge)}"
