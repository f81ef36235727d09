"""A process that saves notes and says of each, after the save returned, that it is saved.

`python -m tests.support.saver DATABASE PERSON USER` prints one line for each note: its number and the size in
bytes of the write-ahead log when the save was acknowledged. It runs until it is killed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from db.cards.drafts import Draft
from db.notes.service import NoteService
from db.store.engine import make_engine
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.notes import NoteKind
from db.words.keys import uuid7


def actor_of(units: Units, user: UUID) -> Actor:
    """A fresh sign-in of the user as a clerk of every court."""
    table: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
    with units.raw("keeper") as connection:
        row = connection.execute(sa.select(table).where(table.c.id == user)).one()
    return Actor(
        user, row.user_name, row.display_name, row.agency_id, frozenset({Role.CLERK}), frozenset(),
        units.clock.today(), "proof", uuid7(), every_court=True,
    )  # fmt: skip


def text_of(number: int) -> str:
    """What note `number` says; long enough to fill more than one page of the log now and then."""
    return f"note {number}." + "x" * (number % 5 * 1500)


def main(database: str, person: str, user: str) -> None:
    """Save until killed."""
    units = Units(make_engine(f"sqlite:///{database}"), Clock())
    notes = NoteService(units, actor_of(units, UUID(user)))
    log = Path(f"{database}-wal")
    number = 0
    while True:
        number += 1
        notes.save(Draft(uuid7(), UUID(person), text_of(number), units.clock.now(), note_kind=NoteKind.AGENCY))
        sys.stdout.write(f"{number} {log.stat().st_size}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
