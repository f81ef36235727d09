"""The code lists, for a command that prints them: a home's own where it has any; no record is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from db.cards.reference import ReferenceEntry, ReferenceList
    from db.store.home import Home


def reference_lists() -> tuple[ReferenceList, ...]:
    """What lists there are."""
    # The lists are read where somebody asks for one, here and below.
    from db.reference.catalogue import every_list

    return every_list()


def reference_entries(kind: str) -> tuple[ReferenceEntry, ...]:
    """All of one list. Raises BadInput where there is none of that name."""
    from db.reference.catalogue import entries

    return entries(kind)


def reference_entry(kind: str, code: str, *, on: date | None = None) -> ReferenceEntry:
    """One code of a list, as it was on a day. Raises BadInput, NotFound."""
    from db.reference.catalogue import entry

    return entry(kind, code, on=on)


def lists_in_force(home: Home) -> tuple[bool, str, str]:
    """Whether the lists that count here can be read, which they are, and the file that says so."""
    from db.reference.lists import CURRENT, in_force
    from db.words.errors import Misconfigured

    file = str(home.reference / CURRENT)
    try:
        found = in_force(home.reference)
    except Misconfigured as problem:
        return False, problem.sentence, file
    return (
        (True, f"brought up to date here, update {found.name}", file) if found else (True, "those of this version", "")
    )


def use_lists_of(home: Home) -> None:
    """Read the lists that were brought up to date in this home, where there are any."""
    from db.reference.lists import use

    use(home.reference if home.exists else None)
