"""How rare a name is in the country: a rare name that agrees says more than a common one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from db.words.heard.variants import Side

UNSEEN: dict[Side, float] = {"given": 15.0, "family": 16.5}
"""Of a name that the list does not have: one in 33,000 forenames, one in 93,000 surnames."""
_PARTS: dict[Side, str] = {"given": "F", "family": "S"}


def rarity(word: str, side: Side) -> float:
    """Minus log2 of the share of people with this folded name, spaces apart or not.

    National shares for names alone: counted on a local register, a village's common name would look rare.
    """
    return _read()[_PARTS[side]].get(word.replace(" ", ""), UNSEEN[side])


def listed(word: str, side: Side) -> bool:
    """Whether the list has this folded name: a slip of the pen seldom makes another name that exists."""
    return word.replace(" ", "") in _read()[_PARTS[side]]


@cache
def _read() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {"F": {}, "S": {}}
    for line in files("db.words.heard").joinpath("frequency.csv").read_text("utf-8").splitlines():
        if line.startswith(("F,", "S,")):
            part, bits, listed = line.split(",")
            found[part].update(dict.fromkeys(listed.split("|"), float(bits)))
    return found
