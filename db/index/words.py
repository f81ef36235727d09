"""What of a name is indexed: its words without spaces, halves of double names, middle names; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from db.tables.lookup import NO_BIRTH, PART, WHOLE
from db.words.heard.sounds import sounds

LONGEST = 60
"""Letters of a word that are kept."""
_FORMED = 12
_MOST_PARTS = 8
_SMALL = frozenset("al bin da de del den der di du el ibn la las le los mac mc o of san st ter the van von".split())

Word = tuple[str, int]
"""A word and whether it stands for the whole or for a part."""


def joined(folded: str) -> str:
    """A folded name as one word."""
    return folded.replace(" ", "")[:LONGEST]


def family_words(folded: str) -> tuple[Word, ...]:
    """A family name whole, and each half of it that can stand alone: SMITH-JONES is SMITH and JONES too."""
    return _words(folded, folded.split())


def given_words(folded: str, middle: str) -> tuple[Word, ...]:
    """The forenames whole, each of them, and each middle name."""
    return _words(folded, [*folded.split(), *middle.split()])


def _words(whole: str, parts: Iterable[str]) -> tuple[Word, ...]:
    first = joined(whole)
    found: dict[str, int] = {first: WHOLE} if first else {}
    for part in parts:
        if len(found) > _MOST_PARTS:
            break
        if len(part) > 1 and part not in _SMALL:
            found.setdefault(part[:LONGEST], PART)
    return tuple(found.items())


def pairs(family: tuple[Word, ...], given: tuple[Word, ...]) -> Iterator[tuple[str, str, int]]:
    """Family name and forename as they are indexed together: of one of the two at least the whole."""
    for one, one_part in family or (("", WHOLE),):
        for other, other_part in given or (("", WHOLE),):
            if one_part + other_part < PART + PART:
                yield one, other, one_part | other_part


def forms(norm: str) -> set[str]:
    """The word and what is left of it without one sign; of a long word its beginning is looked at."""
    short = norm[:_FORMED]
    found = {short, *(short[:place] + short[place + 1 :] for place in range(len(short)))}
    found.discard("")
    return found


def sound_keys(norm: str) -> tuple[str, str]:
    """The two sounds of a word as they are kept: the second only where it is another."""
    one, two = sounds(norm)
    return one, two if two != one else ""


def ordinal(value: str) -> int:
    """The number of an ISO day; of no day, or of none that there is, the one that says so."""
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        return NO_BIRTH
