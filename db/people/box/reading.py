"""Reads the one search box: names, births, days, numbers and places in any order, nothing refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from db.cards.asked import Birth, PartKind
from db.cards.find import Query
from db.people.box import figures
from db.people.box.forced import force
from db.people.box.keywords import keyword
from db.people.box.names import word
from db.people.box.taken import Taken
from db.people.box.text import LABELS, Text, split
from db.words.text import clean

LONGEST = 200
"""Signs of the box that are read."""
_OPENED = re.compile(r"^/ *(?![0-9]{1,2}/[0-9]{2,4}(?: |$))")
"""The key that opens the box, pressed once more in it; `/4/81` is a birth of which the day is not known."""
_SPAN = 6  # words of the longest part that a correction can be about
_NONE: Mapping[str, PartKind] = MappingProxyType({})


def parse(text: str, *, today: date, corrections: Mapping[str, PartKind] = _NONE) -> Query:
    """What a clerk means by the text of the box; never fails, and says of each part how it was taken.

    docs/find.md lists what is read. `corrections` say of a part, by its text as typed, what it is: one of the
    part's `options`. One that cannot be so (a name as a number) and one whose words have gone change nothing.
    """
    begun = text[:LONGEST]
    typed = " ".join(begun.split()) if begun.isascii() and begun.isprintable() else clean(begun)
    taken = Taken(today)
    if len(text) > LONGEST:
        taken.cut(f"only the first {LONGEST} signs are read")
    told = {key.casefold(): kind for key, kind in corrections.items()} if corrections else {}
    box = split(_OPENED.sub("", typed))
    at = 0
    while at < len(box.words):
        at += (told and _corrected(taken, box, at, told)) or _next(taken, box, at)
    return taken.query(typed)


def normalised(query: Query) -> str:
    """The question without its spelling habits: what the keyed hash of the audit is made over."""
    numbers = " ".join(sorted(number.fragment for number in query.numbers))
    where = (query.postcode, query.outward, query.telephone, query.room, query.court.casefold(), "mine" * query.mine)
    births = " ".join(_birth(birth) for birth in query.births[:1])
    return "|".join((" ".join(sorted(query.names)), births, str(query.day or ""), numbers, *where))


def _birth(birth: Birth) -> str:
    if birth.first is not None and birth.last is not None:
        span = f"{birth.first.isoformat()}/{birth.last.isoformat()}"
        return f"{span} {birth.day} {birth.figures}" if birth.figures else span
    return f"{birth.month}-{birth.day}"


def _corrected(taken: Taken, box: Text, at: int, told: Mapping[str, PartKind]) -> int:
    """Take what is corrected here, the longest first; how many words that was."""
    for count in range(min(_SPAN, len(box.words) - at), 0, -1):
        kind = told.get(box.text(at, count).casefold())
        if kind is not None and (used := force(taken, box, at, kind, count=count)):
            return used
    return 0


def _next(taken: Taken, box: Text, at: int) -> int:
    """Take one part; how many words that was, at least one."""
    if box.quoted[at]:
        return _name(taken, box, at)
    if (label := box.labels[at]) and (used := force(taken, box, at, LABELS[label], label=label)):
        return used
    if figures.FIGURE.search(box.words[at]):
        return figures.take(taken, box, at)
    return keyword(taken, box, at) or _name(taken, box, at)


def _name(taken: Taken, box: Text, at: int) -> int:
    one = word(box.words[at], quoted=box.quoted[at], typed=box.typed[at])
    if one is None:
        if len(box.typed[at]) > 1 or not box.typed[at].isascii():  # a lone stroke or hyphen is for the eye
            taken.leave(box.typed[at], "no letter and no figure")
    else:
        one.comma = box.commas[at]
        taken.parts.append(one)
    return 1
