"""One row a defendant, case and day: where the court's own system lists somebody, a published list does not again.

Every system's row is kept with its source; which of them stands is a function of all rows of a court's day, so
that the order in which files come does not matter. The court's own systems come first (a hearing they number,
then one that only their list names), then published lists, then what prosecutors foresaw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.court.joining import names_and_births
from db.exchange.list_kinds import FORESEEN, STAND_IN
from db.exchange.masking import MASKED
from db.store.changes import Touched
from db.tables.base import table_of
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Hearing, Listing
from db.words.batches import in_batches
from db.words.families.court import ListingState
from db.words.families.exchange import System
from db.words.names import NameParts, match_key
from db.words.text import fold

_AT_ONCE: Final = 200
_OWN: Final = frozenset({str(System.LIBRA), str(System.COMMON_PLATFORM)})
_MASK: Final = match_key(NameParts(family=MASKED))
_listing, _hearing, _defendant, _case = (table_of(each) for each in (Listing, Hearing, DefendantCase, Case))


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of a day's list, reduced to what is compared; `rank` 0 is the court's own."""

    listing_id: UUID
    person_id: UUID
    court_id: UUID
    rank: int
    numbers: frozenset[str]
    names: frozenset[str] = frozenset()
    born: frozenset[date] = frozenset()

    @property
    def is_masked(self) -> bool:
        """Whether the list keeps the name back."""
        return any(name.startswith(_MASK) for name in self.names)


def rank_of(system: str, hearing_key: str) -> int:
    """Whose row comes first."""
    if hearing_key.startswith(FORESEEN):
        return 4
    if system in _OWN:
        return 1 if hearing_key.startswith(STAND_IN) else 0
    return 2 if system == str(System.LIST) else 3


def covered(rows: Iterable[Standing]) -> set[UUID]:
    """Of one court and day, rows of defendants whom a row of a better rank lists in the same case.

    The same name or date of birth, or the one defendant of the case that is left: a list may mask a name, or spell
    it otherwise.
    """
    found: set[UUID] = set()
    every = list(rows)
    for mine in every:
        better = [row for row in every if row.rank < mine.rank and row.numbers & mine.numbers]
        if not better:
            continue
        beside = [row for row in every if row.rank == mine.rank and row.numbers & mine.numbers]
        left = [row for row in better if not any(_same(row, other) for other in beside)]
        alone = len({row.person_id for row in better}) == len({row.person_id for row in beside}) == 1
        if alone or any(_same(row, mine) for row in better) or (mine.is_masked and left):
            found.add(mine.listing_id)
    return found


def _same(one: Standing, other: Standing) -> bool:
    return one.person_id == other.person_id or bool(one.names & other.names or one.born & other.born)


def settle(
    connection: Connection, days: Iterable[tuple[UUID, date]], now: datetime, *, waiting: Iterable[UUID]
) -> list[Touched]:
    """Take back the rows that another system's row stands for, in the caller's transaction.

    `waiting` are files that are not accepted yet: their rows are out of sight and cover nothing.
    """
    touched: list[Touched] = []
    unseen = set(waiting)
    for some in in_batches(sorted(set(days)), _AT_ONCE):
        for rows in _mixed_days(connection, some, unseen):
            gone = covered(rows)
            standing = {row.listing_id: row for row in rows}
            change = sa.update(_listing).where(_listing.c.id.in_(gone), _listing.c.state != ListingState.JOINED)
            values = {"state": ListingState.JOINED, "changed_at": now, "version": _listing.c.version + 1}
            connection.execute(change.values(values))
            touched += [
                Touched("listing", key, standing[key].person_id, standing[key].court_id) for key in sorted(gone)
            ]
    return touched


def _mixed_days(connection: Connection, days: list[tuple[UUID, date]], unseen: set[UUID]) -> Iterator[list[Standing]]:
    """The rows of days on which more than the court's own numbered hearings are listed."""
    here = sa.or_(*(sa.and_(_listing.c.court_id == court, _listing.c.sitting_on == day) for court, day in days))
    begun = (_hearing.c.external_id.like(f"{sign}%") for sign in (STAND_IN, FORESEEN))
    foreign = sa.or_(_hearing.c.system.not_in(sorted(_OWN)), *begun)
    mixed = connection.execute(
        sa.select(_listing.c.court_id, _listing.c.sitting_on)
        .join(_hearing, _hearing.c.id == _listing.c.hearing_id)
        .where(here, foreign, _listing.c.added_by_id.is_(None))
        .distinct()
    ).all()
    for court, day in mixed:
        yield _of_day(connection, court, day, unseen)


def _of_day(connection: Connection, court: UUID, day: date, unseen: set[UUID]) -> list[Standing]:
    rows = connection.execute(
        sa.select(
            _listing.c.id, _listing.c.person_id, _listing.c.batch_id, _hearing.c.system, _hearing.c.external_id,
            _case.c.urn, _case.c.case_no,
        )
        .join(_hearing, _hearing.c.id == _listing.c.hearing_id)
        .join(_defendant, _defendant.c.id == _listing.c.defendant_case_id)
        .join(_case, _case.c.id == _defendant.c.case_id)
        .where(_listing.c.court_id == court, _listing.c.sitting_on == day, _listing.c.added_by_id.is_(None))
    ).all()  # fmt: skip
    seen = [row for row in rows if row.batch_id not in unseen]
    names: dict[UUID, set[str]] = defaultdict(set)
    born: dict[UUID, set[date]] = defaultdict(set)
    for some in in_batches(sorted({row.person_id for row in seen}), _AT_ONCE):
        names_and_births(connection, some, names, born)
    return [
        Standing(
            row.id, row.person_id, court, rank_of(row.system, row.external_id),
            frozenset(filter(None, (_number(row.urn), _number(row.case_no)))),
            frozenset(names[row.person_id]), frozenset(born[row.person_id]),
        )
        for row in seen
    ]  # fmt: skip


def _number(text: str) -> str:
    return "".join(fold(text).split())
