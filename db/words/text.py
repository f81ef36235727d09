"""Cleaning of text from outside, when it is stored and again when it is shown, and folding to compare."""

from __future__ import annotations

import re
import unicodedata

# Zero-width and invisible signs, bidi marks and overrides, tag letters, lone surrogates: none can be
# seen, all can make two different texts look alike or turn a line round (Unicode TR36, TR9).
_UNSEEN = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
)
_BREAKS = "\n\x0b\x0c\r\x85\u2028\u2029"
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"

_DROPPED = re.compile(f"[{_CONTROLS}{_UNSEEN}]")
_ONE_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_NOT_SHOWN = re.compile(rf"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029{_UNSEEN}]")
_SIDE_SPACE = re.compile(r"[^\S\n]")

_APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u00b4`\uff07]")
# Latin letters that have no decomposition in Unicode but do have an everyday spelling.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
        "ŋ": "n",
    }
)
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def clean(text: str) -> str:
    """Text for one line, as it is stored.

    Controls (C0, C1, NUL), bidi and zero-width signs, byte-order marks and lone surrogates are taken
    out; tabs, newlines and every run of white space become one space; ends are trimmed; NFC.
    Cleaning what is clean changes nothing.
    """
    if text.isascii() and text.isprintable():  # nearly every text; six times faster, the same answer
        return " ".join(text.split())
    return _settle(" ".join(_DROPPED.sub("", text).split()))


def clean_block(text: str) -> str:
    """Text of several lines, as it is stored: like `clean`, but the lines stay.

    Every kind of line break becomes one newline, every other white space one plain space; spaces
    inside a line stay as typed, those at its end and empty lines at both ends of the text go.
    """
    lines = _ONE_BREAK.sub("\n", _DROPPED.sub("", text)).split("\n")
    return _settle("\n".join(_SIDE_SPACE.sub(" ", line).rstrip() for line in lines).strip("\n"))


def visible(text: str) -> str:
    """Text of one line as it may reach a terminal: what steers a terminal or hides shows as a dot.

    The length in characters stays; a tab becomes a space, because its width depends on the column.
    """
    return _NOT_SHOWN.sub("·", text).replace("\t", " ")


def fold(name: str) -> str:
    """A name reduced to what is compared: letters and digits in lower case, words apart by one space.

    Accents go (É = e, ø = o, ß = ss), compatibility forms are made plain; an apostrophe of any kind
    vanishes (O'Brien = obrien); hyphens and every other sign part words (Smith-Jones = smith jones).
    Marks that carry a vowel in other scripts stay. Folding twice changes nothing.
    """
    if name.isascii():  # nearly every name; five times faster, the same answer
        return _NOT_A_WORD.sub(" ", _DROPPED.sub("", name).replace("'", "").replace("`", "").lower()).strip()
    once = _bare(_APOSTROPHES.sub("", _DROPPED.sub("", name)).casefold())
    # A compatibility form can hide a capital or an apostrophe, hence the second pass over the result.
    return _bare(_APOSTROPHES.sub("", once).casefold())


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order, repeats kept."""
    return tuple(fold(text).split())


def _settle(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    letters = (sign for sign in parts if not unicodedata.combining(sign))
    kept = "".join(sign if _is_letter(sign) else " " for sign in letters)
    return _settle(" ".join(kept.split()))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
