"""The desk and defendant that tests of the note form stand on."""

from tests.support.note_stand import stand

__all__ = ["stand"]
