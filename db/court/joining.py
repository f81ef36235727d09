"""A row added by hand and the feed's row of the same defendant become one; called by bulk loading.

`join_hand_made` is all that a loader needs: call it in the transaction that makes a file visible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.chain import Act, append, open_chain
from db.people.placing import place, records_of
from db.people.shown import iso_day
from db.store.changes import Touched, write_changes
from db.tables.base import table_of
from db.tables.cases import Bail, Case, Charge, DefendantCase, Warrant
from db.tables.hearings import Attendance, Hearing, HearingDay, Listing
from db.tables.notes import Note
from db.tables.people import PersonDetail, PersonName
from db.words.actor import Actor
from db.words.batches import in_batches
from db.words.families.access import AuditOperation
from db.words.families.court import GONE, CaseStatus, HearingStatus, ListingState
from db.words.families.notes import NoteKind
from db.words.families.people import DetailKind, NameKind
from db.words.names import NameParts, match_key
from db.words.text import fold

_WHY = "the row added by hand and the feed's row are one"
_AT_ONCE = 200  # court days or people in one statement
_GONE = (*GONE, ListingState.JOINED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a defendant stands on a list, reduced to what is compared and to what is joined.

    `names` are match keys, `born` dates of birth of the person. `alone` is true where the case has no
    other defendant.
    """

    listing_id: UUID
    hearing_id: UUID
    hearing_day_id: UUID
    court_id: UUID
    sitting_on: date
    case_id: UUID
    case_no: str
    defendant_case_id: UUID
    record_id: UUID
    person_id: UUID
    names: frozenset[str]
    born: frozenset[date]
    alone: bool = True


def same_defendant(hand: Standing, feed: Standing) -> bool:
    """Whether the feed's row is the one that was added by hand.

    Same court, and either the same case number (where the case has several defendants, also the same
    name or date of birth), or no case number to compare and the same day, name and date of birth.
    """
    if hand.court_id != feed.court_id:
        return False
    same_name, same_birth = bool(hand.names & feed.names), bool(hand.born & feed.born)
    numbers = {number for number in (fold(hand.case_no), fold(feed.case_no)) if number}
    if hand.case_no and feed.case_no:
        return len(numbers) == 1 and (same_name or same_birth or feed.alone)
    return hand.sitting_on == feed.sitting_on and same_name and same_birth


def pairs(hand: Iterable[Standing], feed: Iterable[Standing]) -> list[tuple[Standing, Standing]]:
    """Each row by hand with at most one of the feed's, those with a case number first, oldest first.

    A feed's row that was there before the row by hand is never taken: the clerk saw it and added another.
    """
    free = sorted(feed, key=lambda row: row.listing_id)
    found: list[tuple[Standing, Standing]] = []
    for mine in sorted(hand, key=lambda row: (not row.case_no, row.listing_id)):
        later = (row for row in free if row.listing_id > mine.listing_id)
        match = next((row for row in later if same_defendant(mine, row)), None)
        if match is not None:
            free.remove(match)
            found.append((mine, match))
    return found


def join_hand_made(
    connection: Connection, courts_and_days: Iterable[tuple[UUID, date]], *, actor: Actor, now: datetime
) -> list[tuple[Standing, Standing]]:
    """Join what was added by hand at these courts with the feed's rows of these days; audited, told live.

    `connection` is in a transaction of `units.raw("bulk", writes=True)`, which the caller commits. Costs
    one statement where nothing was added by hand. A second call finds nothing more to join.
    """
    days = set(courts_and_days)
    hand = _standings(connection, _by_hand(days))
    if not hand:
        return []
    courts = {row.court_id for row in hand}
    listed = sorted(pair for pair in days if pair[0] in courts)
    rows = [row for some in in_batches(listed, _AT_ONCE) for row in _standings(connection, _by_feed(some))]
    found = pairs(hand, rows)
    if not found:
        return []
    open_chain(connection, actor, now)
    acts, touched = [], []
    for mine, feed in found:
        person = _join(connection, mine, feed, actor=actor, now=now)
        acts.append(Act(AuditOperation.COMBINATION, "listing.join", "listing", feed.listing_id, person))
        touched += [Touched("listing", row.listing_id, person, row.court_id) for row in (mine, feed)]
        touched += [Touched("person", key, key) for key in {mine.person_id, feed.person_id}]
    append(connection, actor, now, acts)
    write_changes(connection, now, touched)
    return found


def _join(connection: Connection, mine: Standing, feed: Standing, *, actor: Actor, now: datetime) -> UUID:
    """Join one pair; returns the person that both belong to now.

    The person of the row by hand goes over to the feed's person. Only where the clerk had found a person
    that is known already, and the feed's is new with this row, the clerk's choice decides.
    """
    survivor = feed.person_id
    if mine.person_id != feed.person_id:
        hand_is_new = records_of(connection, mine.person_id) == {mine.record_id}
        feed_is_new = records_of(connection, feed.person_id) == {feed.record_id}
        if feed_is_new and not hand_is_new:
            survivor = mine.person_id
            moved, old = feed.record_id, feed.person_id
        else:
            moved, old = mine.record_id, mine.person_id
        place(connection, moved, old=old, new=survivor, now=now, decided_by=actor.user_id, reasons=_WHY)
    _carry_over(connection, mine, feed, person=survivor)
    _close(connection, mine, feed, person=survivor, actor=actor, now=now)
    return survivor


def _carry_over(connection: Connection, mine: Standing, feed: Standing, *, person: UUID) -> None:
    """Notes, attendance and warrants of the row by hand stand with the feed's row."""
    notes, marks, warrants = table_of(Note), table_of(Attendance), table_of(Warrant)
    # A sealed note names the person it was written about: it goes over with that whole person, or not at all.
    moves = sa.or_(notes.c.kind != NoteKind.JUDGE_PERSONAL, notes.c.person_id == person)
    of_day, of_case = notes.c.hearing_day_id == mine.hearing_day_id, notes.c.case_id == mine.case_id
    _set(connection, notes, sa.and_(of_day, moves), hearing_day_id=feed.hearing_day_id, person_id=person)
    _set(connection, notes, sa.and_(of_case, moves), case_id=feed.case_id, person_id=person)
    _set(connection, marks, marks.c.listing_id == mine.listing_id, listing_id=feed.listing_id, person_id=person)
    of_hand = warrants.c.defendant_case_id == mine.defendant_case_id
    _set(connection, warrants, of_hand, defendant_case_id=feed.defendant_case_id)


def _close(
    connection: Connection, mine: Standing, feed: Standing, *, person: UUID, actor: Actor, now: datetime
) -> None:
    """The row by hand stays in the record as joined; its charges end, because the feed's replace them."""
    ended = {"ended_at": now, "ended_by_id": actor.user_id}
    for model in (Charge, Bail):
        table = table_of(model)
        rule = sa.and_(table.c.defendant_case_id == mine.defendant_case_id, table.c.ended_at.is_(None))
        _set(connection, table, rule, **ended)
    of_defendant, listing, case = table_of(DefendantCase), table_of(Listing), table_of(Case)
    hearing, day = table_of(Hearing), table_of(HearingDay)
    _set(connection, of_defendant, of_defendant.c.id == mine.defendant_case_id,
         joined_id=feed.defendant_case_id, **ended)  # fmt: skip
    _set(connection, listing, listing.c.id == mine.listing_id,
         state=ListingState.JOINED, changed_at=now, person_id=person)  # fmt: skip
    _set(connection, case, case.c.id == mine.case_id, status=CaseStatus.INACTIVE)
    _set(connection, hearing, hearing.c.id == mine.hearing_id, status=HearingStatus.CANCELLED)
    _set(connection, day, day.c.id == mine.hearing_day_id, cancelled=True)


def _by_hand(days: set[tuple[UUID, date]]) -> sa.Select[Any]:
    """Rows by hand at these courts that wait for the feed's, on any day: a case number holds beyond one day."""
    ls, dc = table_of(Listing), table_of(DefendantCase)
    return _select().where(
        ls.c.court_id.in_(sorted({court for court, _ in days})),
        ls.c.added_by_id.is_not(None),
        ls.c.state.not_in(_GONE),
        dc.c.joined_id.is_(None),
    )


def _by_feed(days: list[tuple[UUID, date]]) -> sa.Select[Any]:
    ls, joined = table_of(Listing), table_of(DefendantCase).alias()
    return _select().where(
        sa.or_(*(sa.and_(ls.c.court_id == court, ls.c.sitting_on == day) for court, day in days)),
        ls.c.added_by_id.is_(None),
        ls.c.state.not_in(_GONE),
        ~sa.exists().where(joined.c.joined_id == ls.c.defendant_case_id),
    )


def _select() -> sa.Select[Any]:
    ls, dc, case, other = table_of(Listing), table_of(DefendantCase), table_of(Case), table_of(DefendantCase).alias()
    company = sa.exists().where(other.c.case_id == case.c.id, other.c.id != dc.c.id)
    return (
        sa.select(
            ls.c.id, ls.c.hearing_id, ls.c.hearing_day_id, ls.c.court_id, ls.c.sitting_on, ls.c.person_id,
            ls.c.defendant_case_id, dc.c.source_record_id, dc.c.case_id, case.c.case_no, company.label("company"),
        )
        .join(dc, dc.c.id == ls.c.defendant_case_id)
        .join(case, case.c.id == dc.c.case_id)
    )  # fmt: skip


def _standings(connection: Connection, wanted: sa.Select[Any]) -> list[Standing]:
    rows = connection.execute(wanted).all()
    people = sorted({row.person_id for row in rows})
    names: dict[UUID, set[str]] = {}
    born: dict[UUID, set[date]] = {}
    for some in in_batches(people, _AT_ONCE):
        names_and_births(connection, some, names, born)
    return [
        Standing(
            listing_id=row.id, hearing_id=row.hearing_id, hearing_day_id=row.hearing_day_id, court_id=row.court_id,
            sitting_on=row.sitting_on, case_id=row.case_id, case_no=row.case_no,
            defendant_case_id=row.defendant_case_id, record_id=row.source_record_id, person_id=row.person_id,
            names=frozenset(names.get(row.person_id, ())), born=frozenset(born.get(row.person_id, ())),
            alone=not row.company,
        )
        for row in rows
    ]  # fmt: skip


def names_and_births(
    connection: Connection, people: list[UUID], names: dict[UUID, set[str]], born: dict[UUID, set[date]]
) -> None:
    """Add the match keys of people's main names, and their dates of birth."""
    n, d = table_of(PersonName), table_of(PersonDetail)
    by_name = sa.select(n.c.person_id, n.c.given, n.c.middle, n.c.family).where(
        n.c.person_id.in_(people), n.c.kind == NameKind.PRIMARY, n.c.ended_at.is_(None)
    )
    for person, given, middle, family in connection.execute(by_name):
        names.setdefault(person, set()).add(match_key(NameParts(given=given, middle=middle, family=family)))
    by_birth = sa.select(d.c.person_id, d.c.value).where(
        d.c.person_id.in_(people), d.c.kind == DetailKind.DATE_OF_BIRTH, d.c.ended_at.is_(None)
    )
    for person, value in connection.execute(by_birth):
        if (day := iso_day(value)) is not None:
            born.setdefault(person, set()).add(day)


def _set(connection: Connection, table: sa.Table, rule: sa.ColumnElement[bool], **values: object) -> None:
    connection.execute(sa.update(table).where(rule).values(**values, version=table.c.version + 1))
