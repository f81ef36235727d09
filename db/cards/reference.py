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
class ReferencePrompt:
    """What a result asks for: the label, what kind of answer, whether it must be given, and between what it lies."""

    label: str
    kind: str
    need: str
    bounds: str

    @property
    def words(self) -> str:
        """`Number of hours: whole number, 1 to 999, needed`."""
        said = ", ".join(part for part in (self.kind, self.bounds, self.need) if part)
        return f"{self.label}: {said}" if said else self.label


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One code, what it means, and what else the list says of it as (name, text); of a result also its prompts."""

    code: str
    name: str
    details: tuple[tuple[str, str], ...] = ()
    prompts: tuple[ReferencePrompt, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What an update does to one code: added, changed or ended, with its words before and now."""

    kind: str
    code: str
    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ListChange:
    """What an update does to one list; `left_out` are codes that its files do not name and that stay."""

    kind: str
    files: tuple[str, ...]
    added: int
    changed: int
    ended: int
    same: int
    left_out: int

    @property
    def changed_in_all(self) -> int:
        """How many codes are not as they were."""
        return self.added + self.changed + self.ended


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """An update list by list and code by code; `others` are files that hold no list that Tracker keeps."""

    lists: tuple[ListChange, ...]
    rows: tuple[CodeChange, ...]
    others: tuple[str, ...]
