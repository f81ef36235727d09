"""A power search as it is typed: how its text is read, and the texts that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass

from db.cards.searching import Query


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A search that is kept under a name; a shared one is everybody's of the agency."""

    name: str
    text: str
    pinned: bool = False
    shared: bool = False

    def __repr__(self) -> str:
        """Without what it asks."""
        return f"SavedCard({self.name})"


@dataclass(frozen=True, slots=True)
class WordFault:
    """A word of a question that cannot be read: where it stands in the text, and why."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is typed: what it asks in one sentence, or which words cannot be read."""

    text: str
    query: Query | None = None
    sentence: str = ""
    faults: tuple[WordFault, ...] = ()

    def __repr__(self) -> str:
        """Without what was typed."""
        return f"Reading({self.query.kind if self.query else 'none'})"
