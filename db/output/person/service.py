"""The text of a person's document, out of one reading of the file."""

from __future__ import annotations

from db.cards.file import FileCard
from db.file.facts import Facts
from db.output.person.document import as_document, document, entries
from db.output.person.sender import relayed, sender_of
from db.unit import Unit


def person_document(unit: Unit, card: FileCard, facts: Facts, *, recipient: str) -> tuple[str, int]:
    """The document for an agency, and how many things it tells."""
    made = document(card, facts, sender=sender_of(unit, recipient), relayed=relayed(unit, facts), now=unit.now)
    return as_document(made), entries(made)
