"""Keeping what finding asks: proved against the record, and made anew out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.cards.lookup import Differs, Rebuilt
from db.keeper.installation import Installation

if TYPE_CHECKING:
    from db.index.rebuilding import Made


def check(installation: Installation) -> tuple[Differs, ...]:
    """Every row of the index that is lacking or too much, of each kind the first twenty; nothing where all is right."""
    # The models are loaded when this runs.
    from db.index.checking import check as run

    with installation.units.raw("keeper") as connection:
        return tuple(Differs(fault.what, fault.row) for fault in run(connection))


def rebuild(installation: Installation) -> Rebuilt:
    """Make the index anew in one transaction: others go on reading, and whoever writes waits for it."""
    import time

    began = time.monotonic()
    installation.note("lookup.rebuild")
    made = _made(installation)
    return Rebuilt(made.names, made.words, made.rows, time.monotonic() - began)


def fill(installation: Installation) -> None:
    """Make the index where a database comes from a version that had none."""
    from db.index.rebuilding import is_empty

    with installation.units.raw("keeper") as connection:
        lacking = is_empty(connection)
    if lacking:
        _made(installation)


def _made(installation: Installation) -> Made:
    from db.index.rebuilding import rebuild as run

    with installation.units.raw("keeper", writes=True) as connection:
        return run(connection)
