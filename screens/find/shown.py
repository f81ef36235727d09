"""Hits as rows, and the words around them: what was understood, the hit under the cursor, nothing found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import overload

from db.cards.asked import PartKind
from db.cards.find import Hit, HitKind, NextHearing, Page
from db.words.dates import age_on, spell
from db.words.text import fold
from screens.parts.rows import Column, Row

COLUMNS = (
    Column("Name"),
    Column("Born", 11),
    Column("Sex", 3),
    Column("Next hearing", 17),
    Column("Why"),
    Column("PNC", 12, wide=True),
)
HELP = (
    "Type any part of a name, in any order, a date of birth (12/3/80), a PNC, case or other number, a postcode, "
    "or today. A comma fixes the order: SMITH, John. ^T goes through what can be read another way. "
    "Down or Enter goes to the hits; Enter there opens the file. "
    "F4, F5 and F6 act on the marked hit at once. Esc clears the box, Esc again leaves. Contacts whose name, area "
    "or agency fits stand below the people (contact: all of them). Only people of your courts and your agency are "
    "found; that you looked is recorded, what you typed is not."
)
INVITES = "Name, date of birth, PNC or other number, case number, postcode, or today."


class HitRows(Sequence[Row]):
    """Hits as rows of a table: a row is put into words when it is first looked at, most never are."""

    def __init__(self, hits: Sequence[Hit], today: date) -> None:
        self._hits, self._today = hits, today
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        """All of them, made or not."""
        return len(self._hits)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """A row, or the rows of a part of the hits."""
        if isinstance(index, slice):
            return HitRows(self._hits[index], self._today)
        if index not in self._made:
            self._made[index] = row_of(self._hits[index], self._today)
        return self._made[index]


def row_of(hit: Hit, today: date) -> Row:
    """A line of the table."""
    label = f"{hit.label} ({hit.matched})" if hit.matched else hit.label
    why = ("; ".join(hit.warnings) + "; " if hit.warnings else "") + "; ".join(hit.why)
    return Row(
        hit.key,
        (
            label,
            short_day(hit.born) or hit.born_year,
            hit.sex.value if hit.sex else "",
            when(hit.next_hearing, today),
            why,
            hit.pnc,
        ),
        sign="!" if hit.warnings or hit.signs else "",
    )


def short_day(day: date | None) -> str:
    """`12 Mar 1980`."""
    return spell(day).partition(" ")[2] if day else ""


def when(hearing: NextHearing | None, today: date) -> str:
    """`today 10:00 01`, or the day; empty when nothing is listed."""
    if hearing is None:
        return ""
    clock = f" {hearing.at:%H:%M}" if hearing.at else ""
    if hearing.on == today:
        return f"today{clock} {hearing.room}"
    return f"{short_day(hearing.on)}{clock}"


def detail(hit: Hit, today: date) -> tuple[str, str, str]:
    """Three lines about the hit under the cursor: who, what to know, why."""
    who = [hit.label]
    if hit.matched:
        who.append(f"also known as {hit.matched}")
    if hit.born:
        age = age_on(hit.born, today)
        who.append(f"born {spell(hit.born)}" + (f" ({age})" if age is not None else ""))
    elif hit.born_year:
        who.append(f"born {hit.born_year}")
    if hit.sex:
        who.append(hit.sex.label)
    if hit.pnc:
        who.append(f"PNC {hit.pnc}")
    known = [sign.upper() for sign in hit.signs] + [f"! {warning}" for warning in hit.warnings]
    if hit.next_hearing:
        place = f"{hit.next_hearing.court} {hit.next_hearing.room}".strip()
        known.append(f"{when(hit.next_hearing, today)}, {place}")
    elif hit.kind not in (HitKind.CASE, HitKind.LIMITED):
        known.append("no hearing listed")
    why = f"{hit.band.heading}: {'; '.join(hit.why)}"
    return "  ".join(who), "  ".join(known), why


def heard(page: Page, hit: Hit) -> str:
    """The words of the box as another name of the hit; empty when its shown name begins with them anyway."""
    names = [one for one in page.query.parts if one.kind in (PartKind.NAME, PartKind.FAMILY, PartKind.GIVEN)]
    known = fold(hit.label.replace(",", " ")).split()
    words = [word for one in names for word in fold(one.text).split()]
    if all(any(name.startswith(word) for name in known) for word in words):
        return ""
    texts = [one.text for one in names]
    family = next((one.text for one in names if one.kind is PartKind.FAMILY), "")
    if not family and len(texts) > 1 and _near(texts[0], hit) > _near(texts[-1], hit):
        family = texts[0]
    others = [text for text in texts if text != family]
    return f"{family}, {' '.join(others)}" if family and others else " ".join(texts)


def _near(text: str, hit: Hit) -> float:
    """How much the text looks like the hit's surname: only for which word is proposed as one."""
    return SequenceMatcher(None, fold(text), fold(hit.label.partition(",")[0])).ratio()


def facts_of(hit: Hit, today: date, *, names: str = "") -> dict[str, str]:
    """What tells two namesakes apart, field by field; empty where nothing is known."""
    born = f"born {hit.born_year}" if hit.born_year else ""
    if hit.born:
        age = age_on(hit.born, today)
        born = spell(hit.born) + (f" ({age})" if age is not None else "")
    hearing = hit.next_hearing
    return {
        "Name": hit.label,
        "Found as": hit.matched,
        "Other names": names,
        "Born": born,
        "Sex": hit.sex.label if hit.sex else "",
        "PNC": hit.pnc,
        "Next hearing": f"{when(hearing, today)}, {hearing.court} {hearing.room}".strip() if hearing else "",
        "Signs": ", ".join(sign.upper() for sign in hit.signs),
        "Warnings": "; ".join(hit.warnings),
    }


def nothing(page: Page) -> str:
    """Why there is nothing, and what to press next."""
    if len(page.query.text.strip()) == 1:
        return "One letter finds only a whole name of one letter. Type a second one."
    lines = ["Nothing found among the people of your courts and your agency."]
    taken = [part.says for part in page.query.parts if part.kind is not PartKind.UNREAD]
    left = [part.says for part in page.query.parts if part.kind is PartKind.UNREAD]
    if taken:
        lines.append(f"Understood: {'; '.join(taken)}.")
    if left:
        lines.append(f"Not used: {'; '.join(left)}.")
    if page.nearest:
        lines.append(f"Nearest names: {'; '.join(page.nearest)}.")
    lines.append("")
    if any(part.options for part in page.query.parts):
        lines.append("^T reads a part of it another way.")
    lines += [
        "Type fewer letters of each name, or the date of birth alone.",
        "Esc goes back to the box and clears it.  F2 opens today's list; + there adds a new defendant.",
        "Known by another name? Find that one; a on the hit then adds the name you heard.",
        "Down, then ! asks for emergency access to one person, named exactly.",
    ]
    return "\n".join(lines)
