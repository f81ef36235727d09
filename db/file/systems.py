"""What a clerk calls the system that a record is kept in."""

from __future__ import annotations

from db.people.linking import HAND_MADE
from db.tables.people import SourceRecord
from db.words.families.exchange import System

_WORDS = {**{one.value: one.label for one in System}, HAND_MADE: "by hand"}


def system_words(system: str) -> str:
    """A system as a clerk calls it."""
    return _WORDS.get(system.casefold(), system)


def kept_in(record: SourceRecord) -> str:
    """The system of a record; of another Tracker also which one, by the end of its installation's key."""
    words = system_words(record.system)
    return f"{words} {record.external_id.partition('/')[0][-8:]}" if record.system == System.TRACKER else words
