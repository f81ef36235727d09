"""Limited access that an agency's system keeps: the mark on the person, and its lists as Tracker's (H4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from db.exchange.carried import Absent
from db.exchange.dossiers import LimitRecord
from db.exchange.loading.rows import RowDict
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.tables.people import Person
from db.tables.sharing import ExclusionEntry
from db.words.families.access import Exclusion

BY_FEED: Final = "limited access in the agency's own system"
_NO_LIST: Final = "access is limited, and the message does not say for whom: the sharing lead keeps the list"
_NOBODY: Final = "a name on the list of limited access belongs to no user of the agency"


def limit(sync: Sync, source: RowDict, limits: LimitRecord, problems: list[Problem], *, at: str) -> None:
    """Make the lists of the owner agency those of its system; entries that a person made stay as they are.

    A name that nobody of the agency bears is flagged. A list of those who alone may come near, of whom none is a
    user, leaves the mark: without a user there is nobody to let in.
    """
    person_id, agency_id = source["person_id"], source["agency_id"]
    for kind, names in ((Exclusion.EXCLUDE, limits.away), (Exclusion.ONLY, limits.only)):
        if isinstance(names, Absent):
            continue
        wanted = _users(sync, names, problems, at)
        _entries(sync, person_id, agency_id, kind=kind, wanted=wanted)
    if limits.limited and isinstance(limits.away, Absent) and isinstance(limits.only, Absent):
        problems.append(Problem(at, Code.LIMITED, _NO_LIST))
    standing = any(row["ended_at"] is None for row in sync.known.exclusions[person_id])
    _mark(sync, person_id, level=1 if limits.limited or standing else 0)


def _users(sync: Sync, names: Iterable[str], problems: list[Problem], at: str) -> set[UUID]:
    """The agency's users of these names; of an address for mail the part before the sign counts."""
    found: set[UUID] = set()
    for name in names:
        short = name.casefold()
        user = sync.known.users.get(short) or sync.known.users.get(short.partition("@")[0])
        if user is None:
            problems.append(Problem(at, Code.LIMITED, _NOBODY))
        else:
            found.add(user)
    return found


def _entries(sync: Sync, person_id: UUID, agency_id: UUID, *, kind: Exclusion, wanted: set[UUID]) -> None:
    rows = sync.known.exclusions[person_id]
    mine = [
        row
        for row in rows
        if row["ended_at"] is None and row["kind"] is kind and row["owner_agency_id"] == agency_id
    ]  # fmt: skip
    for row in mine:
        if row["set_by_id"] is None and row["user_id"] not in wanted:
            sync.pending.change(ExclusionEntry, row, ended_at=sync.now)
            sync.limited = sync.altered = True
    for user_id in sorted(wanted - {row["user_id"] for row in mine}):
        rows.append(
            sync.pending.insert(
                ExclusionEntry, person_id=person_id, owner_agency_id=agency_id, kind=kind, user_id=user_id,
                reason=BY_FEED, set_at=sync.now,
            )
        )  # fmt: skip
        sync.limited = sync.altered = True


def _mark(sync: Sync, person_id: UUID, *, level: int) -> None:
    """The mark of the person; another agency's lists keep it standing."""
    person = sync.known.people.get(person_id)
    if person is None:
        person = next(row for row in sync.pending.waiting(Person) if row["id"] == person_id)
        sync.known.people[person_id] = person
    if (person["restricted_level"] > 0) is not (level > 0):
        sync.pending.change(Person, person, restricted_level=level)
        sync.altered = True
        sync.touch("person", person_id, person=person_id)
