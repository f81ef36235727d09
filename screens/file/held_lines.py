"""What agencies hold, as lines of the file: each with its owner and category, and what is withheld named."""

from __future__ import annotations

from collections.abc import Iterator

from db.cards.file import FileCard, Opens
from db.cards.records import HeldLine
from db.words.families.access import Category
from screens.file.line import Line, folded, wrapped

AGENCIES = 9
"""The section of everything that has no section of its own."""
_SECTIONS = {
    Category.IDENTITY: 1,
    Category.BAIL: 4,
    Category.CUSTODY: 4,
    Category.SAFETY: 5,
    Category.AGENCY_NOTE: 6,
    Category.ADDRESS: 8,
}
TODAY_ONLY = "Summaries of other agencies' records, and what is withheld, are shown for today only."


def held_lines(card: FileCard, section: int, *, unfolded: frozenset[str], width: int) -> Iterator[Line]:
    """The records of this section, in summary where that is all the reader has, then what is withheld."""
    for one in card.held.lines:
        if _section(one.category) == section:
            yield from _record(one, unfolded, width)
    for gap in card.held.withheld:
        if _section(gap.category) == section:
            yield Line(f"withheld:{gap.category}:{gap.owner}", f"  {gap.words} (r asks)", sign="-")
    if section == AGENCIES and card.held.today_only:
        yield Line("held:today", f"  {TODAY_ONLY}")


def _section(category: Category) -> int:
    return _SECTIONS.get(category, AGENCIES)


def _record(one: HeldLine, unfolded: frozenset[str], width: int) -> Iterator[Line]:
    opens = Opens.RECORD if one.details else None
    sign = "!" if one.category is Category.SAFETY else ""
    yield Line(one.key, f"  {one.words}", one.owner, opens=opens, target=one.key, sign=sign)
    texts = [part for text in one.details for part in wrapped(text, width - 10)]
    for index, text in enumerate(folded(texts, whole=one.key in unfolded)):
        yield Line(f"{one.key}:{index}", f"    {text}", opens=opens, target=one.key)
