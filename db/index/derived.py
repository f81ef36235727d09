"""What of the index follows from its rows by name: one telling for whoever writes it and whoever checks it."""

from __future__ import annotations

from typing import Final

PAIRS: Final = "SELECT DISTINCT scope, given, family FROM lookup_name WHERE given <> 0"
"""The family names that go with each forename."""
BORN: Final = (
    "SELECT DISTINCT scope, born, name FROM lookup_name "
    "WHERE (scope <> 0 OR name IN (SELECT id FROM person_name WHERE born_with_it IS NOT NULL))"
)
"""Who was born on a day; for everybody only names with a date of their own."""
