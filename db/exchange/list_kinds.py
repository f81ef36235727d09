"""Which of two lists of one court and day has the last word: warned, firm, draft and final lists."""

from __future__ import annotations

from typing import Final

WARNED: Final = "warned"
FIRM: Final = "firm"
DRAFT: Final = "draft"
FINAL: Final = "final"
STAND_IN: Final = "list/"
"""What the key of a Common Platform hearing begins with that only a list has named: its lists carry no hearing id."""
FORESEEN: Final = "foreseen/"
"""What the key of a hearing begins with that only the prosecutor's opening of the case has named."""
_ORDER: Final = (WARNED, FIRM, DRAFT, FINAL)


def kind_of_list(source: str, word: str) -> str:
    """The kind of a list as its scope names it: who publishes it, and how firm it is."""
    return f"{source}:{word}"


def rank_of(kind: str) -> int:
    """How firm a list is; one that does not say is final."""
    word = kind.rpartition(":")[2]
    return _ORDER.index(word) if word in _ORDER else len(_ORDER) - 1


def is_provisional(kind: str) -> bool:
    """Whether a final list is still to come."""
    return rank_of(kind) < len(_ORDER) - 1


def other_kinds(kind: str, *, firmer: bool) -> tuple[str, ...]:
    """The kinds of the same publisher's lists that are firmer, or less firm."""
    source, sign, word = kind.rpartition(":")
    if not sign or word not in _ORDER:
        return ()
    place = _ORDER.index(word)
    return tuple(f"{source}:{each}" for each in (_ORDER[place + 1 :] if firmer else _ORDER[:place]))
