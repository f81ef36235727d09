"""The court that tests of notes stand in."""

from tests.support.note_court import court

__all__ = ["court"]
