"""What a new password must be: long, and not one that everybody tries first."""

from __future__ import annotations

import lzma
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final

from db.words.errors import BadInput

SHORTEST: Final = 12
SHORTEST_ADMINISTRATOR: Final = 15
LONGEST: Final = 128
_FEWEST_DIFFERENT: Final = 5
_LOOKALIKES: Final = str.maketrans("013457@$!|", "oieastasii")
_BEHIND: Final = re.compile(r"[\W\d_]+$")
_AROUND: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_GAPS: Final = re.compile(r"[\W_]+")


def accept(password: str, *, user_name: str, display_name: str = "", administrator: bool = False) -> str:
    """The password in the form that is hashed (NFC), whole, nothing trimmed.

    OWASP ASVS 5.0 chapter 6.2 and the Ministry of Justice's password guide: any characters, no rule of
    composition, at least 12 (administrators 15) and at most 128 of them, not on the block list, not made
    of the user's own name. Raises BadInput with the first rule that is broken; never repeats the password.
    """
    whole = unicodedata.normalize("NFC", password)
    shortest = SHORTEST_ADMINISTRATOR if administrator else SHORTEST
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in whole):
        raise _refusal("The password holds a character that cannot be read.")
    if len(whole) < shortest:
        raise _refusal(f"The password is too short: {len(whole)} characters of at least {shortest}.")
    if len(whole) > LONGEST:
        raise _refusal(f"The password is too long: {len(whole)} characters of at most {LONGEST}.")
    if len(set(whole.casefold())) < _FEWEST_DIFFERENT:
        raise _refusal("The password repeats the same few characters.")
    if is_common(whole):
        raise _refusal("The password is one that is tried first: a common word, walk or pattern.")
    if _is_made_of(whole, f"{user_name} {display_name}"):
        raise _refusal("The password is made of the user's own name.")
    return whole


def is_common(password: str) -> bool:
    """Whether the block list holds it, as typed, without the figures around it, or in look-alike letters."""
    plain = password.casefold().strip()
    forms = {plain, _BEHIND.sub("", plain), _AROUND.sub("", plain)}
    # Figures at the end go first: read as letters they would stay.
    forms |= {form.translate(_LOOKALIKES) for form in forms}
    forms |= {_GAPS.sub("", form) for form in forms}
    return not forms.isdisjoint(_blocked())


@lru_cache(maxsize=1)
def _blocked() -> frozenset[str]:
    packed = files("db.accounts").joinpath("blocked.txt.xz").read_bytes()
    return frozenset(lzma.decompress(packed).decode().splitlines())


def _is_made_of(password: str, names: str) -> bool:
    left = password.casefold()
    words = sorted(re.findall(r"[^\W\d_]{3,}", names.casefold()), key=len, reverse=True)
    for word in words:
        left = left.replace(word, "")
    # Less than half a password's worth of anything else is a name with a year behind it.
    return len(left) < len(password) and len(left) <= SHORTEST // 2


def _refusal(happened: str) -> BadInput:
    return BadInput(happened, kept="The password was not set.", to_do="Three or four unrelated words make a good one.")
