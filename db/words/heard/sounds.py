"""What a name sounds like: two double-metaphone keys of the name as a British ear hears it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from db.words.heard.rules import HEARING, Rule, table
from db.words.text import fold

_SILENT_START = re.compile("(?:GN|KN|PN|PS|WR)")
_SLAVIC_OR_GERMAN = re.compile("W|K|CZ")
_LETTERS = re.compile("[^A-Z]+")
_REMEMBERED = 16_384


@lru_cache(_REMEMBERED)
def sounds(word: str) -> tuple[str, str]:
    """The likely sound of a name and the second likely, equal where there is one; empty for other scripts."""
    return metaphone(heard(word))


def heard(word: str) -> str:
    """A name in capitals, spelt nearer to what is heard in England, Wales and Ireland."""
    letters = _LETTERS.sub("", fold(word).upper())
    for pattern, said in _hearing():
        letters = pattern.sub(said, letters)
    return letters


def metaphone(letters: str) -> tuple[str, str]:
    """Double metaphone of letters in capitals, uncut; `0` is th, `X` sh or ch, `A` any vowel at the start."""
    first: list[str] = []
    second: list[str] = []
    rules = _table()
    sort = "=" if _SLAVIC_OR_GERMAN.search(letters) else "~"
    place = 1 if _SILENT_START.match(letters) else 0
    while place < len(letters):
        length, one, other = _rule(rules[letters[place]], letters, place, sort)
        first.append(one)
        second.append(other)
        place += length
    return "".join(first), "".join(second)


def _rule(rules: tuple[Rule, ...], letters: str, place: int, sort: str) -> tuple[int, str, str]:
    for pattern, one, other, held in rules:
        if (not held or held == sort) and (found := pattern.match(letters, place)):
            return found.end() - place, one, other
    return 1, "", ""


@cache
def _table() -> dict[str, tuple[Rule, ...]]:
    return table()


@cache
def _hearing() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), said) for pattern, said in HEARING)
