"""What a name sounds like: two double-metaphone keys of the name as a British ear hears it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from db.words.heard.rules import CARELESS, HEARING, UNHEARD, table
from db.words.text import fold

_SILENT_START = re.compile("(?:GN|KN|PN|PS|WR)")
_SLAVIC_OR_GERMAN = re.compile("W|K|CZ")
_LETTERS = re.compile("[^A-Z]+")
_REMEMBERED = 65_536


@lru_cache(_REMEMBERED)
def sounds(word: str) -> tuple[str, str]:
    """The likely sound of a name and the second likely, equal where there is one; empty for other scripts.

    Where a h or a th can be dropped, that is the second: another reading of its letters is the rarer mistake.
    """
    letters = heard(word)
    keys = metaphone(letters)
    if "H" not in letters:
        return keys
    careless = letters
    for pattern, said in _careless():
        careless = pattern.sub(said, careless)
    return keys if careless == letters else (keys[0], metaphone(careless)[0])


def heard(word: str) -> str:
    """A name in capitals, spelt nearer to what is heard in England, Wales and Ireland."""
    letters = _LETTERS.sub("", fold(word).upper())
    any_of_them, unheard = _any_hearing()
    if any_of_them.search(letters):  # one name of fourteen: one look in the place of thirty
        for pattern, said in _hearing():
            letters = pattern.sub(said, letters)
    return unheard.sub("", letters)


def metaphone(letters: str) -> tuple[str, str]:
    """Double metaphone of letters in capitals, uncut; `0` is th, `X` sh or ch, `A` any vowel at the start."""
    first: list[str] = []
    second: list[str] = []
    rules = _tables()["=" if _SLAVIC_OR_GERMAN.search(letters) else "~"]
    place = 1 if _SILENT_START.match(letters) else 0
    while place < len(letters):
        pattern, said = rules[letters[place]]
        found = pattern.match(letters, place)
        if found is None or found.lastindex is None:
            place += 1
            continue
        one, other = said[found.lastindex - 1]
        first.append(one)
        second.append(other)
        place = found.end()
    return "".join(first), "".join(second)


_Table = dict[str, tuple[re.Pattern[str], tuple[tuple[str, str], ...]]]


@cache
def _tables() -> dict[str, _Table]:
    """For either sort of word: of each letter its rules as one pattern, the first that matches is its group."""
    found: dict[str, _Table] = {}
    for sort in "=~":
        held = {letter: [rule for rule in rules if rule[3] in ("", sort)] for letter, rules in table().items()}
        found[sort] = {
            letter: (re.compile("|".join(f"({one[0]})" for one in rules)), tuple(one[1:3] for one in rules))
            for letter, rules in held.items()
        }
    return found


@cache
def _any_hearing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile("|".join(f"(?:{pattern})" for pattern, _ in HEARING)), re.compile(UNHEARD)


@cache
def _careless() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), said) for pattern, said in CARELESS)


@cache
def _hearing() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), said) for pattern, said in HEARING)
