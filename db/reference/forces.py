"""Police forces, and the other bodies that hold a force's code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from db.reference.lists import kept, rows
from db.words.identifiers.parsed import Parsed
from db.words.identifiers.places import parse_force


@kept
def force_names() -> Mapping[str, str]:
    """Names by code of two signs."""
    return MappingProxyType({row["force"]: row["name"] for row in rows("forces")})


def check_force(raw: str) -> Parsed:
    """Read a force code and look it up."""
    return parse_force(raw, known=force_names())
