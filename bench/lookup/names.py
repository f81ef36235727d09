"""Real names with their shares, and a long tail of rare ones built by rule: what the invented register draws from.

Shares come from the package Faker (MIT): 500 surnames of Great Britain with the percentage that bears each, the
forenames of New Zealand with their counts, and name lists of other countries with shares by rank. What
lies beyond the lists is made by rule from a rank, so that a register ten times as large has more names, not
only more of the same: distinct surnames grow with about the square root of the people.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import accumulate, pairwise
from typing import Final, Generic, TypeVar

ABROAD: Final = {
    "en_PK": 20, "en_IN": 18, "pl_PL": 14, "ro_RO": 9, "yo_NG": 7, "pt_PT": 5, "en_KE": 5, "it_IT": 4, "es_ES": 4,
    "tr_TR": 4, "ga_IE": 4, "lt_LT": 3, "fr_FR": 3, "de_DE": 3, "sk_SK": 2, "hu_HU": 2, "lv_LV": 1, "sv_SE": 1,
}  # fmt: skip
"""Where families came from, by share of those with a name from abroad."""
BRITISH_HEAD: Final = 0.40
"""The share of British surnames that the 500 frequent ones make up, as the list's own percentages say (39.5)."""
_REAL_TAIL: Final = 3_000
_STEEP: Final = 1.56
_FLAT: Final = 900.0
_RARE_FORENAME: Final = 0.012
T = TypeVar("T")


class Drawn(Generic[T]):
    """Things drawn by weight."""

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        found = list(weighted)
        self.things = [thing for thing, _ in found]
        self._sums = list(accumulate(weight for _, weight in found))

    def one(self, draw: random.Random) -> T:
        """The frequent ones more often."""
        return self.things[min(bisect(self._sums, draw.random() * self._sums[-1]), len(self.things) - 1)]


def _lists(country: str) -> type:
    found: type = import_module(f"faker.providers.person.{country}").Provider
    return found


def _list(country: str, *names: str) -> list[tuple[str, float]]:
    """The first of these lists that there is, with its weights, else by rank; an alphabet is no rank: it is mixed."""
    provider = _lists(country)
    for name in names:
        listed = getattr(provider, name, None)
        if isinstance(listed, Mapping):
            return [(_plain(one), float(weight)) for one, weight in listed.items()]
        if isinstance(listed, Sequence) and listed:
            ranked = list(dict.fromkeys(listed))
            if sum(one <= other for one, other in pairwise(ranked)) > 0.9 * len(ranked):
                random.Random(country).shuffle(ranked)
            return [(_plain(one), 1 / (rank + 8)) for rank, one in enumerate(ranked)]
    raise LookupError(f"Faker has none of {names} for {country}")


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").split())


@cache
def british_head() -> Drawn[str]:
    """The 500 most frequent surnames of Great Britain by share."""
    return Drawn(_list("en_GB", "last_names"))


@cache
def forenames(country: str, sex: str) -> Drawn[str]:
    """Forenames of a country for `M` or `F`."""
    which = "male" if sex == "M" else "female"
    if country != "en_GB":
        return Drawn(_list(country, f"first_names_{which}", "first_names"))
    counted = dict(_list("en_NZ", f"first_names_{which}"))
    usual = sorted(counted.values())[len(counted) // 2]
    for other, share in (("en_GB", 1.0), ("en_IE", 0.06), ("en_US", 0.04)):
        for name, _ in _list(other, f"first_names_{which}"):
            counted.setdefault(name, usual * share)
    return Drawn(counted.items())


@cache
def families(country: str) -> Drawn[str]:
    """Surnames of a country."""
    return Drawn(_list(country, "unisex_last_names", "last_names"))


@cache
def _countries() -> Drawn[str]:
    return Drawn(ABROAD.items())


def country(draw: random.Random) -> str:
    """Where a family with a name from abroad came from."""
    return _countries().one(draw)


@cache
def _real_tail() -> tuple[str, ...]:
    """Real surnames beyond the frequent ones: Irish, Scottish and those of English-speaking countries."""
    head = set(british_head().things)
    names = [name for place in ("en_IE", "en_US", "en_NZ") for name, _ in _list(place, "last_names")]
    mixed = sorted(set(names) - head)
    random.Random(1).shuffle(mixed)
    return tuple(mixed[:_REAL_TAIL])


def surname(draw: random.Random) -> str:
    """A British surname: a frequent one, a rare real one, or one built by rule."""
    if draw.random() < BRITISH_HEAD:
        return british_head().one(draw)
    rank = int(_FLAT * ((1 - draw.random()) ** (-1 / (_STEEP - 1)) - 1))
    real = _real_tail()
    return real[rank] if rank < len(real) else built(rank)


def forename(draw: random.Random, sex: str, origin: str = "en_GB") -> str:
    """A forename of the origin; now and then one from elsewhere, or spelled as nobody else spells it."""
    if origin == "en_GB" and draw.random() < 0.02:
        origin = country(draw)
    elif origin != "en_GB" and draw.random() < 0.15:
        origin = "en_GB"
    name = forenames(origin, sex).one(draw)
    return respelled(name, draw) if draw.random() < _RARE_FORENAME else name


_ON = "b br bl c ch cl cr d dr f fl g gl gr h j k l m n p pl pr r s sc sh sl sp st sw t th tr tw w wh".split()
_VOWEL = "a a a e e i i o o u ai ea ee oa oo ow".split()
_CODA = "b ck d dd g l ll lm m n nd nk nn nt p r rd rk rn rt s ss st t tt x".split()
_PLACE = """worth ley ton ford ham field wood well bury by thorpe stead hurst gate shaw combe don wick croft dale
bridge bourne man land more mere cock ridge house way side brook cott stow""".split()
_AFTER = "son s kin kins ett ell ing er ard ey en itt man".split()
_ISLES = """Garrigle Gillicuddy Ginley Ilroy Elhone Quade Avoy Inerney Sweeney Cafferty Closkey Corquodale Lachlan
Farlane Kechnie Phail Gahan Callion Clurg Elroy Fadzean Glashan Hardie Killop Keever Nulty Quillan Swiggan""".split()
_ABROAD = ("ski", "wicz", "escu", "oğlu", "ić", "ová", "enko", "yan", "dze", "poulos", "ullah", "wala", "singam")


def built(rank: int) -> str:
    """The surname of that rank by rule: always the same; one of a place, a father, a clan, or from abroad."""
    draw = random.Random(rank * 2_654_435_761 % 2**61)
    kind = draw.random()
    stem = draw.choice(_ON) + draw.choice(_VOWEL) + draw.choice(_CODA)
    if kind < 0.42:
        return (stem + draw.choice(_PLACE)).capitalize()
    if kind < 0.58:
        return (stem + draw.choice(_AFTER)).capitalize()
    if kind < 0.66:
        clan = draw.choice(_ISLES) if draw.random() < 0.2 else (stem + draw.choice(("y", "an", "ey", "in", ""))).title()
        return draw.choice(("Mc", "Mac", "O'", "Mc", "Fitz")) + clan
    if kind < 0.80:
        return respelled(british_head().things[rank % len(british_head().things)], draw)
    if kind < 0.88:
        return respelled(draw.choice(_real_tail()), draw)
    middle = draw.choice(_ON) + draw.choice("a e i o u".split())
    return (draw.choice(_ON) + draw.choice("a e i o u".split()) + middle + draw.choice(_ABROAD)).capitalize()


_SPELLINGS = (
    ("ph", "f"), ("ie", "y"), ("y", "ie"), ("ey", "y"), ("ck", "k"), ("k", "ck"), ("ll", "l"), ("l", "ll"), ("tt", "t"),
    ("t", "tt"), ("nn", "n"), ("n", "nn"), ("s", "ss"), ("ee", "ea"), ("ea", "ee"), ("ai", "ay"), ("i", "y"),
    ("er", "ar"), ("or", "er"), ("c", "k"), ("w", "wh"), ("th", "t"), ("son", "sen"), ("oo", "ou"), ("a", "ae"),
)  # fmt: skip
_THRICE = re.compile(r"(.)\1\1")


def respelled(name: str, draw: random.Random) -> str:
    """The same name as another family spells it; with an `e` at its end where no rule fits."""
    low = name.lower()
    found = []
    for old, new in _SPELLINGS:
        at = low.find(old, 1)
        other = name[:at] + new + name[at + len(old) :]
        if at > 0 and not _THRICE.search(other):
            found.append(other)
    return draw.choice(found) if found else name + "e"
