"""Which names stand for one another: nicknames, other spellings, the same name in another language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from db.words.text import fold

Side = Literal["family", "given"]
"""Surname or forename: `Lee` is a spelling of Leigh as both, a nickname of Leroy as a forename alone."""

SIDES: tuple[Side, Side] = ("family", "given")
_PARTS: dict[Side, str] = {"given": "F", "family": "S"}
_SAINTS = frozenset("john clair claire george james leger pierre paul aubyn amand martin ville onge quintin".split())
_REMEMBERED = 4_096
_BEGUN = 5  # letters: four begin too many names
_LAST = "\U0010ffff"


def squash(name: str) -> str:
    """A name as it is looked up here: folded, and without spaces."""
    return fold(name).replace(" ", "")


def variants(word: str, side: Side) -> frozenset[str]:
    """The other names, squashed, that a clerk may mean or have heard when this one is written."""
    return frozenset(_related(squash(word), side))


def relation(word: str, other: str, side: Side) -> str:
    """How two squashed names stand for one another: `nickname`, `spelling`, `related`, or nothing.

    `related` is two steps away: a nickname of another spelling (Ste of Steven), two nicknames of one name.
    """
    return _related(word, side).get(other, "")


def relations(word: str, side: Side) -> Mapping[str, str]:
    """Every name that a squashed one stands for or the other way round, with the `relation`."""
    return _related(word, side)


@lru_cache(_REMEMBERED)
def begun_variants(word: str, side: Side) -> frozenset[str]:
    """The other spellings of those listed names that begin with the word: `shorn` may become Shornessy, Shaughnessy."""
    if len(word) < _BEGUN:
        return frozenset()
    listed = _listed(side)
    first, last = bisect_left(listed, word), bisect_left(listed, word + _LAST)
    return frozenset(other for name in listed[first:last] for other in _spelt(name, side))


def variant_begun(word: str, name: str, side: Side) -> str:
    """The other spelling of a name that begins with the word; empty where there is none."""
    if len(word) < _BEGUN:
        return ""
    return next((other for other in _spelt(name, side) if other.startswith(word)), "")


def full_form(word: str, other: str) -> str:
    """Which of two squashed forenames is the name whose nickname the other is; empty where neither is."""
    if any(names[0] == other for names in _short(word)):
        return other
    return word if any(names[0] == word for names in _short(other)) else ""


@lru_cache(_REMEMBERED)
def _related(word: str, side: Side) -> dict[str, str]:
    """Other name -> relation; the nearest relation where there are several."""
    found = dict.fromkeys(_spelt(word, side), "spelling")
    if side == "given":
        shorts = _short(word)
        called = [names for names in _read()["N"].get(word, ()) if names[0] == word]
        # A name and what it is called for short, either way round; then what lies behind the one or the other.
        for other in (*(names[0] for names in shorts), *(name for names in called for name in names[1:])):
            found.setdefault(other, "nickname")
        far = [name for names in shorts for name in (*names[1:], *_spelt(names[0], side))]
        far += [
            name
            for other in _spelt(word, side)
            for names in _read()["N"].get(other, ())
            for name in names[1:]
            if names[0] == other
        ]
        for other in far:
            found.setdefault(other, "related")
    found.pop(word, None)
    return found


def _short(word: str) -> list[tuple[str, ...]]:
    """The groups in which a word is a nickname: the full name first."""
    return [names for names in _read()["N"].get(word, ()) if names[0] != word]


def _spelt(word: str, side: Side) -> list[str]:
    groups = _read()[_PARTS[side]].get(word, ())
    return [*(other for names in groups for other in names if other != word), *_by_prefix(word, side)]


def _by_prefix(word: str, side: Side) -> tuple[str, ...]:
    """Mac and Mc, St and Saint: written either way by whoever writes them."""
    if side == "given":
        return ()
    for one, other in (("mac", "mc"), ("mc", "mac"), ("saint", "st"), ("st", "saint")):
        rest = word.removeprefix(one)
        # `st` opens many names that have nothing to do with a saint; those that have are known by their rest.
        if rest != word and len(rest) > 2 and ("t" not in one or rest in _SAINTS):
            return (other + rest,)
    return ()


@cache
def _listed(side: Side) -> list[str]:
    """Every name of the list on this side, in order."""
    groups = [_read()[_PARTS[side]], *([_read()["N"]] if side == "given" else [])]
    return sorted({name for group in groups for name in group})


@cache
def _read() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """The groups of each sort by every word in them: N nicknames, F forenames, S surnames."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {"N": {}, "F": {}, "S": {}}
    text = files("db.words.heard").joinpath("variants.csv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith(("N,", "V,")):
            kind, part, listed = line.split(",")
            names = tuple(listed.split("|"))
            sort = found["N" if kind == "N" else part]
            for word in names:
                sort.setdefault(word, []).append(names)
    return found
