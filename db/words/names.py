"""Names of people: taken apart as LIBRA prints them, shown as a list shows them, reduced to compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.words.text import clean, fold

_TITLES = frozenset(
    "mr mrs miss ms mx master dr doctor prof professor rev reverend fr father sr sister sir lady lord dame "
    "hon rt judge capt captain major col colonel sgt cllr brother baroness baron imam rabbi madam mme".split()
)
# Words that open a surname of several words, in any case.
_PARTICLES = frozenset(
    "van von der den de del della di da das do dos du la le les ten ter te zu zur al el bin binti ibn "
    "abu ap st mc mac o".split()
)
_SMALL_START = re.compile(r"(?:Mc|Mac|Fitz|De|Di|Da|Du|Le|La|Van|O['’]|D['’]|L['’])(?=[^\W\d_]{2})")
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"\b(mc|mac|o) (?=[a-z])")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in parts; a part that is not there is an empty string."""

    title: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""


def split_libra_name(text: str) -> NameParts:
    """The parts of a name in one field, `Mr Abraham LINCOLN`.

    A title may stand in front. The surname is the run of words in capitals at the end, with small
    particles before it (`van der BERG`); `McDONALD` and `O'NEILL` count as capitals, a single letter
    is an initial. When everything or nothing is in capitals it is the last word with its particles;
    a lone word is a surname. `SURNAME, Given` is read too.
    """
    words = clean(text).split()
    if len(words) == 2 and all(map(_is_plain, words)) and words[0].lower() not in _TITLES:  # nearly every alias
        return NameParts("", words[0], "", words[1])
    title, words = _take_title(words)
    joined = " ".join(words)
    if "," in joined:
        family, _, rest = joined.partition(",")
        later_title, given = _take_title(rest.replace(",", " ").split())
        return _parts(title or later_title, given, family.split())
    start = _surname_start(words)
    return _parts(title, words[:start], words[start:])


def from_elements(*, title: str = "", forenames: Sequence[str] = (), surname: str = "") -> NameParts:
    """The parts of a name that came in fields of its own; the first forename is the given name."""
    given = [word for name in forenames if (word := clean(name))]
    return NameParts(
        title=clean(title), given=given[0] if given else "", middle=" ".join(given[1:]), family=clean(surname)
    )


def display(parts: NameParts) -> str:
    """`SURNAME, Given Middle` as a list shows it; names all in capitals get small letters again."""
    given = " ".join(_softened(word) for word in f"{parts.given} {parts.middle}".split())
    family = " ".join(_capitals(word) for word in parts.family.split())
    return ", ".join(part for part in (family, given) if part) or "Name not known"


def says_more(longer: NameParts, shorter: NameParts) -> bool:
    """The same surname, every forename or its initial in order, and something beyond them: `John A.` than `J`."""
    if fold(longer.family) != fold(shorter.family):
        return False
    long, short = (fold(f"{name.given} {name.middle}").split() for name in (longer, shorter))
    if long == short or len(long) < len(short):
        return False
    return all(
        one == other or (len(one) == 1 and other.startswith(one)) for one, other in zip(short, long, strict=False)
    )


def match_key(parts: NameParts) -> str:
    """The folded words of a name in order, without title.

    Where surname and forenames part does not matter, so the same defendant has one key whether the
    name came in one field or in several; `Mc Donald` is `mcdonald`, `O Brien` and `O'Brien` are
    `obrien`. It is part of LIBRA's native identity (court, case number, name, date of birth).
    """
    folded = fold(f"{parts.given} {parts.middle} {parts.family}")
    return _JOINED.sub(r"\1", folded)


def _is_plain(word: str) -> bool:
    """Letters with one capital in front: no rule for capitals, signs or particles has anything to say of it."""
    return word.isascii() and word.isalpha() and word.istitle()


def _take_title(words: list[str]) -> tuple[str, list[str]]:
    if len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES:
        return words[0].rstrip("."), words[1:]
    return "", words


def _surname_start(words: list[str]) -> int:
    """Where the surname begins in the words of a name."""
    last = len(words) - 1
    if last < 1:
        return 0
    start = last
    while start > 1 and not _WORD.search(words[start]):
        start -= 1
    if _in_capitals(words[last]) and not all(_in_capitals(word) or _is_initial(word) for word in words):
        while start > 0 and (_in_capitals(words[start - 1]) or words[start - 1] == "O"):
            start -= 1
    while start > 0 and _opens_surname(words[start - 1], alone=start == 1):
        start -= 1
    return start


def _opens_surname(word: str, *, alone: bool) -> bool:
    """A particle; one that could be the only forename (Al, Van) must be in small letters."""
    return word.casefold() in _PARTICLES and (word.islower() or not alone)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _in_capitals(word: str) -> bool:
    letters = "".join(_WORD.findall(_SMALL_START.sub("", word, count=1)))
    return len(letters) > 1 and letters.isupper()


def _parts(title: str, given: list[str], family: list[str]) -> NameParts:
    return NameParts(title=title, given=given[0] if given else "", middle=" ".join(given[1:]), family=" ".join(family))


def _softened(word: str) -> str:
    if _is_initial(word) or not word.isupper():
        return word
    return _WORD.sub(lambda part: part[0][:1] + part[0][1:].lower(), word)


def _capitals(word: str) -> str:
    if word.casefold() in _PARTICLES and word.islower():
        return word
    opening = re.match(r"Mc|Mac(?=[A-Z])", word)
    return f"{opening[0]}{word[opening.end() :].upper()}" if opening else word.upper()
