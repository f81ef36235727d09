"""Numbers of people and cases, whole or a piece, and what is wrong with one that is nearly right."""

from __future__ import annotations

import re
from types import MappingProxyType

from db.cards.asked import Number
from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import Parsed
from db.words.identifiers.recognise import candidates, mended, recognise

FEWEST = 4
"""Signs of a piece of a number that is looked for."""
LONGEST = 32
NAMED = MappingProxyType(
    {
        "pnc": (IdentifierKind.PNC,),
        "pncid": (IdentifierKind.PNC,),
        "cro": (IdentifierKind.CRO,),
        "asn": (IdentifierKind.ASN,),
        "urn": (IdentifierKind.URN, IdentifierKind.PTI_URN),
        "noms": (IdentifierKind.NOMS,),
        "prison": (IdentifierKind.NOMS,),
        "crn": (IdentifierKind.CRN,),
        "ccr": (IdentifierKind.CCR,),
        "case": (IdentifierKind.LIBRA_CASE, IdentifierKind.CROWN_CASE),
        "ref": (),
        "number": (),
        "no": (),
        "num": (),
    }
)
"""Words that say which number follows."""
_SIGNS = re.compile(r"[A-Za-z0-9/-]+", re.ASCII)
_SHORT = re.compile(r"[A-Za-z0-9/]{1,12}", re.ASCII)
_FIGURES = re.compile(r"[0-9]+")
_YEAR_FIRST = re.compile(r"^(?:19|20)[0-9]{2}/(?=[0-9])")
_STROKES = re.compile(r"[/\s-]+")
_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{3}", re.ASCII | re.IGNORECASE)
_OFFICES = frozenset("met mps btp bcp cps nca hmrc gmp wmp wyp syp nyp asp tvp dvla ico moj hmp".split())
# Any eleven letters and figures have the shape of a URN, any ten figures that of a case number: a number of several
# words among others must be surer than that.
_LOOSE = frozenset({IdentifierKind.URN, IdentifierKind.PTI_URN, IdentifierKind.LIBRA_CASE})


def is_piece(word: str, fewest: int = FEWEST) -> bool:
    """Whether a word with a figure is long enough to be looked for as a number, and has the signs of one."""
    return fewest <= len(word) <= LONGEST and _SIGNS.fullmatch(word) is not None


def office(word: str) -> bool:
    """Whether the letters stand in front of a reference (`GMP 4471`) and are hardly a name."""
    return word.lower() in _OFFICES or _NO_VOWEL.fullmatch(word) is not None


def fragment(text: str) -> str:
    """A number in capitals without spaces, strokes and hyphens: how a piece of one is looked for."""
    return _STROKES.sub("", text).upper()


def read(text: str, kinds: tuple[IdentifierKind, ...] = ()) -> tuple[Number, str]:
    """The number, and how it is understood in words."""
    # With one stroke it is no arrest/summons number, though it may have the figures and the letter of one.
    found = tuple(one for one in recognise(text) if one.kind is not IdentifierKind.ASN or text.count("/") != 1)
    wanted = dict.fromkeys((*(one.kind for one in found), *kinds, IdentifierKind.LIBRA_CASE))
    canonical = tuple((kind, form) for kind in wanted for form in candidates(kind, text))
    wrong = [one for one in found if one.wrong_letter and (not kinds or one.kind in kinds)]
    whole = any(one.valid and (not kinds or one.kind in kinds) for one in found)
    right = () if whole else tuple((one.kind, form) for one in wrong if (form := mended(one.kind, text)))
    number = Number(text, canonical, fragment(text), _serial(text), kinds, right)
    return number, _says(text, kinds, found, right)


def several(words: list[str], *, whole: bool = False) -> int:
    """How many words, from the first on, are one number written with spaces; 1 when the first stands alone.

    A word alone that is valid stays alone. Otherwise the longest run counts whose check letter or shape is sure;
    where the words are the `whole` text, any shape will do.
    """
    if not _SIGNS.fullmatch(words[0]) or _sure(words[0]):
        return 1
    most = 1
    while most < min(len(words), 6) and _belongs(words[most]):
        most += 1
    for count in range(most, 1, -1):
        text = "".join(words[:count])
        if len(text) <= LONGEST and _sure(text):
            return count
    # Of words that are numbers already no longer one is made.
    joined = whole and most == len(words) and not any(_sure(word) for word in words)
    return most if joined and _valid("".join(words)) else 1


def _belongs(word: str) -> bool:
    """A piece of a number: short, with a figure in it or of one or two letters."""
    return _SHORT.fullmatch(word) is not None and (_FIGURES.search(word) is not None or len(word) <= 2)


def _sure(text: str) -> bool:
    return any(one.valid and one.kind not in _LOOSE for one in recognise(text))


def _valid(text: str) -> bool:
    return any(one.valid for one in recognise(text))


def _serial(text: str) -> str:
    """The longest run of figures, the last of several, but no year before a stroke; without the zeros in front."""
    runs = _FIGURES.findall(_YEAR_FIRST.sub("", text))
    return max(reversed(runs), key=len).lstrip("0") if runs else ""


def _says(
    text: str,
    kinds: tuple[IdentifierKind, ...],
    found: tuple[Parsed, ...],
    right: tuple[tuple[IdentifierKind, str], ...],
) -> str:
    valid = list(dict.fromkeys(one.kind.label for one in found if one.valid and (not kinds or one.kind in kinds)))
    if valid:
        return f"{' or '.join(valid[:2])} {text}"
    if right:
        kind, form = right[0]
        return f"{kind.label} {text}: its check letter is wrong, it should be {form[-1]}"
    return f"{kinds[0].label if kinds else 'number'} {text}"
