"""Reads a text that names one person exactly: a number, or a full name with a day of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from db.access.exact import Wanted
from db.cards.find import Query
from db.people.box.reading import parse
from db.words.identifiers.parsed import compact
from db.words.text import clean

_REFERENCE = re.compile(r"P-[A-Z2-7]{12}", re.ASCII)


def read_exactly(text: str, *, today: date) -> Wanted:
    """Who is meant; `says_enough` is false where it is neither a number nor a full name with a day of birth."""
    typed = clean(text)
    if _REFERENCE.fullmatch(typed.upper()):
        return Wanted(numbers=(typed.upper(),))
    query = parse(typed, today=today)
    if query.numbers and not query.names:
        return Wanted(numbers=tuple(sorted(_spelled(query))))
    born = query.born[0].isoformat() if query.born and query.born[0] == query.born[1] else ""
    return Wanted(names=tuple(dict.fromkeys(_pairs(query))), born=born)


def _spelled(query: Query) -> set[str]:
    found: set[str] = set()
    for one in query.numbers:
        found |= {one.typed, one.typed.upper(), compact(one.typed)} | {form for _, form in one.canonical}
    return found


def _pairs(query: Query) -> Iterator[tuple[str, str]]:
    """(surname, forename) in every way the words can stand; words between the two are further forenames."""
    words, cut = query.names, query.family_first
    cuts = [cut] if cut else range(1, len(words))
    if len(words) == 1:
        yield words[0], ""
    for place in cuts:
        ways = [(words[:place], words[place:])]
        if not cut:
            ways.append((words[place:], words[:place]))
        for family, given in ways:
            for surname in dict.fromkeys((" ".join(family), "".join(family))):
                yield surname, " ".join(given)
                yield surname, given[0]
