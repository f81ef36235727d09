"""The door's fixtures for every test of accounts."""

from __future__ import annotations

from tests.support.door import house, times

__all__ = ["house", "times"]
