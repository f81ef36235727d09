"""Code lists as they are shown: what lists there are, and their entries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """One list: what it holds, whose facts they are, how many entries it has."""

    kind: str
    holds: str
    source: str
    entries: int


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One code, what it means, and what else the list says of it as (name, text)."""

    code: str
    name: str
    details: tuple[tuple[str, str], ...] = ()
