"""The police force that opened a case, read from its URN and from the organisation that it came from."""

from __future__ import annotations

import re
from typing import Final

from db.reference.forces import force_names
from db.words.identifiers.cases import parse_pti_urn

_ORGANISATION: Final = re.compile(r"0?([0-9]{2})(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2}00", re.ASCII)
"""`031KL00`, `31KL00`: force and unit. Seven digits are written in two ways, and say nothing for certain."""


def force_of(urn: str | None, organisation: str | None) -> str:
    """The code of the force; empty where neither tells one that is listed, or they tell two."""
    number = parse_pti_urn(urn or "").canonical
    unit = _ORGANISATION.fullmatch("".join((organisation or "").split()).upper())
    told = {number[:2] if number else "", unit[1] if unit else ""} & force_names().keys()
    return told.pop() if len(told) == 1 else ""
