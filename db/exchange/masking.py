"""A name that a list masks is not taken in: neither as a name nor in the record as it came."""

from __future__ import annotations

from typing import Final

MASKED: Final = "Name masked"
RESTRICTED: Final = "The list masks the name"
COVER: Final = "******"


def stand_in(number: int) -> str:
    """What stands for a masked name; the second and third of one case have numbers, so that they stay apart."""
    return MASKED if number == 1 else f"{MASKED} {number}"
