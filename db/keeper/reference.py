"""The code lists of this version, for a command that prints them; no installation and no record is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cards.reference import ReferenceEntry, ReferenceList


def reference_lists() -> tuple[ReferenceList, ...]:
    """What lists there are."""
    # The lists are read where somebody asks for one, here and below.
    from db.reference.catalogue import every_list

    return every_list()


def reference_entries(kind: str) -> tuple[ReferenceEntry, ...]:
    """All of one list. Raises BadInput where there is none of that name."""
    from db.reference.catalogue import entries

    return entries(kind)


def reference_entry(kind: str, code: str) -> ReferenceEntry:
    """One code of a list. Raises BadInput, NotFound."""
    from db.reference.catalogue import entry

    return entry(kind, code)
