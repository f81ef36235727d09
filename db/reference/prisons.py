"""Prisons by the three letters that prison systems write, those that have closed included."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from db.reference.lists import kept, rows


@kept
def prison_names() -> Mapping[str, str]:
    """Names by code."""
    return MappingProxyType({row["code"]: row["name"] for row in rows("prisons")})


def prison_called(code: str) -> str:
    """What the prison of a code is called; the code itself where the list has none."""
    return prison_names().get(code.strip().upper(), code)
