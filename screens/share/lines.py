"""What the seat of a sharing lead shows, section by section, as lines of 80 cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from db.cards.notes import day_and_time
from db.cards.sharing import LEGEND, MatrixCard, MatrixCell, ReadCard, RequestCard, RuleCard
from db.words.dates import short
from db.words.families.access import Category
from screens.frame.lines import padded
from screens.parts.rows import Row

SECTIONS = ("Matrix", "Rules", "Requests", "Who read", "History")
_SHORT = {
    "court clerk": "clrk", "judge": "judg", "police": "pol", "CPS": "CPS", "probation": "prob", "drug service": "drug",
    "voluntary": "vol", "prison": "pris", "youth offending team": "YOT", "defence": "def",
}  # fmt: skip
SHORT_LEGEND = " F full  S summary  W withheld  - hidden  * by a rule  + more for a purpose"
"""Stands above the matrix, where it is always on the screen; below it the whole legend."""
_FIRST, _CELL = 23, 5


def matrix_rows(card: MatrixCard, *, unfolded: frozenset[str]) -> Iterator[Row]:
    """The matrix: a column for each recipient, those that a rule names by letters, explained below."""
    letters = _letters(card)
    yield Row("head", (_grid("", [letters.get(whom, _SHORT.get(whom, whom)) for whom in card.whom]),))
    for category, cells in card.rows:
        yield Row(category.value, (_grid(category.label, [cell.sign for cell in cells]),))
        if category.value in unfolded:
            yield from _cells(category, card, cells)
    yield Row("gap", ("",))
    yield Row("legend", (LEGEND,))
    for whom, letter in letters.items():
        yield Row(f"letter:{letter}", (f"{letter} = {whom}",))


def _letters(card: MatrixCard) -> dict[str, str]:
    named = [whom for whom in card.whom if whom not in _SHORT]
    return {whom: f"({chr(ord('a') + number % 26)})" for number, whom in enumerate(named)}


def _grid(first: str, cells: Iterable[str]) -> str:
    return padded(first[: _FIRST - 1], _FIRST) + "".join(padded(cell, _CELL) for cell in cells)


def _cells(category: Category, card: MatrixCard, cells: tuple[MatrixCell, ...]) -> Iterator[Row]:
    for number, (whom, cell) in enumerate(zip(card.whom, cells, strict=True)):
        more = "".join(f"; {words}: {outcome.label}" for words, outcome in cell.more)
        by = f" by a rule: {cell.by}" if cell.by else " by default"
        yield Row(f"{category.value}:{number}", (f"    {whom}: {cell.outcome.label}{by}{more}",))


def whole(rows: Iterable[Row], width: int) -> Iterator[Row]:
    """Nothing is cut: what does not fit goes on below, with the key of its row and a number."""
    for row in rows:
        text = row.cells[0]
        indent = len(text) - len(text.lstrip())
        parts = wrap(text.strip(), max(20, width - indent - 4)) or [""]
        fits = len(text) <= width
        for number, part in enumerate([text.strip()] if fits else parts):
            key = f"{row.key}/{number}" if number else row.key
            more = "    " if number else ""
            yield Row(key, (" " * indent + more + part,), sign="" if number else row.sign)


def rule_rows(cards: Iterable[RuleCard]) -> Iterator[Row]:
    """Rules, what they say first, then who set them; `!` where one ends within 60 days."""
    for one in cards:
        ended = f", ended {day_and_time(one.ended_at)} by {one.ended_by}" if one.ended_at else ""
        agreement = f" ({one.terms.agreement})" if one.terms.agreement else ""
        soon = f"ENDS {short(one.terms.not_after)}: " if one.ends_soon and one.terms.not_after else ""
        yield Row(str(one.id), (f"{soon}{one.words}",), sign="!" if one.ends_soon else "")
        yield Row(
            f"{one.id}/", (f"    {one.state_words}; set by {one.set_by}, {day_and_time(one.set_at)}{ended}{agreement}",)
        )


def request_rows(cards: Iterable[RequestCard]) -> Iterator[Row]:
    """Requests that wait, the oldest first, each with its reason."""
    for one in cards:
        yield Row(str(one.id), (f"{day_and_time(one.asked_at)}  {one.words}",), sign="!")
        yield Row(f"{one.id}/", (f"    {one.reason}",))


def read_rows(card: ReadCard) -> Iterator[Row]:
    """Who of other agencies looked at files with something of ours."""
    acts = f"{card.total:,} {'act' if card.total == 1 else 'acts'}"
    yield Row("since", (f"Since {short(card.since)}: {acts} on files with something of {card.agency}.",))
    for number, one in enumerate(card.lines):
        people = f"{one.people:,} {'person' if one.people == 1 else 'people'}"
        times = f"{one.acts:,} {'act' if one.acts == 1 else 'acts'}"
        text = f"{day_and_time(one.last)}  {one.who}, {one.agency}: {times}, {people}; {', '.join(one.kinds)}"
        yield Row(f"reader:{number}", (text,))
