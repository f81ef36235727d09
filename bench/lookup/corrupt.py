"""What a clerk types of a name half heard: a committed model of errors by seed.

Every kind promises something of the text it makes (`PROMISES`), and the text is never the true one. Seeds 1 to
9 are for developing; figures that are told are got on `HELD_OUT`, whose single misses nobody looks at.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bench.lookup.nicknames import nickname
from db.words.text import fold

DEVELOPING: Final = tuple(range(1, 10))
HELD_OUT: Final = (40_711, 52_963, 61_339)


@dataclass(frozen=True, slots=True)
class Heard:
    """A name as it is typed: words of the forename, words of the family name, and the text of the box."""

    forename: str
    surname: str
    text: str


Name = tuple[str, str]
"""Forename and surname as they are written in the record."""
Corrupter = Callable[[str, str, random.Random], Heard | None]

_KEYS: Final = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil",
    "l": "ko", "z": "axs", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_LIKE: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("augh", "or"), ("eigh", "ay"), ("ough", "ow"), ("igh", "y"), ("gh", ""), ("^kn", "n"), ("^wr", "r"),
        ("^wh", "w"), ("ph", "f"), ("f", "ph"), ("^ps", "s"), ("^mac", "mc"), ("^mc", "mac"), ("sch", "sh"),
        ("tch", "ch"), ("ck", "k"), ("c(?=[eiy])", "s"), ("c(?=[aoul r])", "k"), ("k", "c"), ("qu", "kw"),
        ("x", "cks"), ("z", "s"), ("th", "f"), ("dg", "j"), ("j", "g"), ("ei", "ie"), ("ie", "ey"), ("ey$", "y"),
        ("y$", "ie"), ("ee", "ea"), ("ea", "ee"), ("ai", "ay"), ("ay", "ai"), ("au", "or"), ("aw", "or"),
        ("oo", "ou"), ("ou", "ow"), ("ow", "ou"), ("oe", "o"), ("er$", "a"), ("ar(?=.)", "er"), ("or$", "er"),
        ("er(?=.)", "ur"), ("ir", "ur"), ("son$", "sen"), ("sen$", "son"), ("mb$", "m"), ("lm", "m"),
        ("wick$", "ick"), ("ham$", "am"), ("borough$", "bra"), ("bury$", "bry"), ("tt", "t"), ("ll", "l"),
        ("nn", "n"), ("ss", "s"), ("mm", "m"), ("rr", "r"), ("pp", "p"), ("dd", "d"), ("e$", ""),
        ("(?<=[bdglmnrt])$", "e"), ("(?<=[aeiou])l(?=[aeiou])", "ll"), ("(?<=[aeiou])n(?=[aeiou])", "nn"),
        ("(?<=[aeiou])t(?=[aeiou])", "tt"), ("i(?=[a-z])", "y"), ("a$", "er"), ("^h", ""), ("d$", "t"), ("b", "p"),
        ("m$", "n"), ("v", "f"), ("an$", "en"), ("en$", "in"), ("in$", "en"), ("on$", "en"), ("(?<=[a-z])s$", ""),
    )
)  # fmt: skip


def _heard_word(word: str, draw: random.Random) -> str | None:
    """The word with one rule of hearing applied at one place; None where none changes it."""
    found = set()
    for written, heard in _LIKE:
        for match in written.finditer(word):
            other = word[: match.start()] + heard + word[match.end() :]
            if other != word and len(other) > 1:
                found.add(other)
    return draw.choice(sorted(found)) if found else None


def _slipped(word: str, draw: random.Random) -> str | None:
    """One letter left out, doubled, put in or hit beside its key; the first letter stays four times of five."""
    if len(word) < 3:
        return None
    at = draw.randrange(len(word)) if draw.random() < 0.2 else draw.randrange(1, len(word))
    letter, kind = word[at], draw.randrange(3)
    beside = draw.choice(_KEYS.get(letter, "aeiou"))
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + beside + word[at + 1 :]
    return word[:at] + draw.choice((letter, beside)) + word[at:]


def _turned(word: str, draw: random.Random) -> str | None:
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return None
    at = draw.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _with(change: Callable[[str, random.Random], str | None], times: int = 1) -> Corrupter:
    """A kind that changes one word at a time; twice in two words where there are two."""

    def corrupted(forename: str, surname: str, draw: random.Random) -> Heard | None:
        words, sides = [forename, surname], [0, 1]
        draw.shuffle(sides)
        # A family name is misheard or mistyped twice as often: it is longer and less known.
        if times == 1 and draw.random() < 0.33:
            sides = [1, 0]
        done = 0
        for side in sides * times:
            longest = max(words[side].split(), key=len, default="")
            other = change(longest, draw) if longest else None
            if other:
                words[side] = words[side].replace(longest, other, 1)
                done += 1
            if done == times:
                return Heard(words[0], words[1], " ".join(words))
        return None

    return corrupted


def _exact(forename: str, surname: str, _draw: random.Random) -> Heard:
    return Heard(forename, surname, f"{forename} {surname}")


def _swapped(forename: str, surname: str, _draw: random.Random) -> Heard | None:
    return Heard(forename, surname, f"{surname} {forename}") if forename and surname else None


def _swapped_typo(forename: str, surname: str, draw: random.Random) -> Heard | None:
    slip = _with(_slipped)(forename, surname, draw)
    return slip and _swapped(slip.forename, slip.surname, draw)


def _nickname(forename: str, surname: str, draw: random.Random) -> Heard | None:
    short = nickname(forename, draw).lower()
    return Heard(short, surname, f"{short} {surname}") if short and short != forename else None


def _half(forename: str, surname: str, draw: random.Random) -> Heard | None:
    halves = surname.split()
    if len(halves) != 2 or min(map(len, halves)) < 3:
        return None
    half = draw.choice(halves)
    return Heard(forename, half, f"{forename} {half}")


def _truncated(forename: str, surname: str, draw: random.Random) -> Heard | None:
    if len(surname) < 6 or len(forename) < 4:
        return None
    first = forename[: draw.randint(1, 3)] if draw.random() < 0.5 else forename
    last = surname[: draw.randint(5, len(surname) - 1)].strip()
    return Heard(first, last, f"{first} {last}")


def punctuation(forename: str, surname: str, draw: random.Random) -> Heard | None:
    """Signs and spaces other than the record's: a hyphen for a space, none at all, a space after Mc or O."""
    ways = []
    for part, other in ((surname, forename), (forename, surname)):
        low = part.lower()
        if " " in low or "-" in low:
            ways += [re.sub(r"[ -]", sign, low) for sign in ("", "-", " ")]
        if "'" in low:
            ways += [low.replace("'", sign) for sign in ("", " ", "’", "-")]
        if match := re.match(r"(mc|mac|fitz|de|van|o)(?=[a-z]{4})", low):
            ways.append(f"{match[0]} {low[match.end() :]}")
        found = sorted({way for way in ways if way != low})
        if found:
            typed = draw.choice(found)
            names = (other.lower(), typed) if part is surname else (typed, other.lower())
            return Heard(*names, " ".join(names))
    marks = (f"{surname.lower()},{forename.lower()}", f"{forename.lower()}.{surname.lower()}")
    return Heard(forename.lower(), surname.lower(), draw.choice(marks))


KINDS: Final[dict[str, Corrupter]] = {
    "exact": _exact,
    "typo": _with(_slipped),
    "two typos": _with(_slipped, 2),
    "hearing": _with(_heard_word),
    "hearing twice": _with(_heard_word, 2),
    "nickname": _nickname,
    "swapped": _swapped,
    "swapped, typo": _swapped_typo,
    "punctuation": punctuation,
    "half of a double": _half,
    "transposition": _with(_turned),
    "truncation": _truncated,
}
NINE: Final = tuple(list(KINDS)[1:10])
"""The kinds over which recall is averaged (the rest are printed beside them)."""
PROMISES: Final = {
    "exact": "the name as it is, without accents",
    "typo": "one letter left out, put in, doubled, or hit beside its key",
    "two typos": "two such, in one word each where both can take one",
    "hearing": "one rule of hearing at one place: a sound written otherwise, a silent letter gone, a double one single",
    "hearing twice": "two such",
    "nickname": "the forename as friends say it",
    "swapped": "family name first, without a comma",
    "swapped, typo": "both",
    "punctuation": "the letters as they are, other signs or spaces",
    "half of a double": "one half of a double-barrelled name",
    "transposition": "two letters that follow each other changed about",
    "truncation": "the beginning of the family name (4 letters or more), often the beginning of the forename",
}


def heard(kind: str, name: Name, draw: random.Random) -> Heard | None:
    """The name as it is typed under this kind; None where the kind cannot befall it."""
    forename, surname = name
    if kind == "punctuation":
        found = punctuation(_plain(forename), _plain(surname), draw)
    else:
        found = KINDS[kind](fold(forename), fold(surname), draw)
    true = f"{fold(forename)} {fold(surname)}"
    return found if found and (kind == "exact" or found.text != true) else None


def _plain(name: str) -> str:
    """Without accents, its own signs kept."""
    return name if name.isascii() else fold(name)


def wrong_day(born: date, draw: random.Random) -> date:
    """A date of birth as it is mistaken: day and month changed about, one or ten off, or one digit."""
    ways: list[Callable[[], date]] = [
        lambda: born.replace(month=born.day, day=born.month),
        lambda: born + timedelta(days=draw.choice((-1, 1))),
        lambda: born + timedelta(days=draw.choice((-10, 10))),
        lambda: born.replace(year=born.year + draw.choice((-1, 1))),
        lambda: born.replace(year=born.year + draw.choice((-10, 10))),
        lambda: _digit(born, draw),
    ]
    while True:
        try:
            other = draw.choice(ways)()
        except ValueError:  # the 31st of February, and day and month where the day is no month
            continue
        if other != born:
            return other


def _digit(born: date, draw: random.Random) -> date:
    """One figure of the day, the month or the last two of the year is another."""
    figures = list(f"{born:%Y%m%d}")
    at = draw.randrange(2, 8)
    figures[at] = str(draw.randrange(10))
    text = "".join(figures)
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
