"""Where the demo's registered people committed what they are charged with: at home, across a border, or unsaid."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from db.demo.keys import key
from db.demo.maker import Maker
from db.tables.cases import Charge
from db.tables.held import PpoRegistration

_AREAS: Final = ("LPL", "SEF", "BOL", "BRD")
_FAR_EVERY: Final = 5
"""One registered person in so many offends elsewhere mostly."""


def place_offences(maker: Maker) -> None:
    """Give the charges of registered people an area; nothing is drawn, so the rest of the demo stays as it was."""
    areas = [key("area", code) for code in _AREAS]
    homes: dict[UUID, UUID] = {}
    for row in maker.pending.waiting(PpoRegistration):
        homes.setdefault(row["person_id"], row["area_id"])
    far = set(sorted(homes)[::_FAR_EVERY])
    for row in maker.pending.waiting(Charge):
        home = homes.get(row["person_id"])
        if home is None:
            continue
        others = [area for area in areas if area != home]
        number = row["id"].int >> 8
        turn = number % 10
        near = turn < (2 if row["person_id"] in far else 7)
        row["area_id"] = None if turn == 9 else home if near else others[number % len(others)]
