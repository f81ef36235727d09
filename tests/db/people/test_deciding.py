"""Joining and taking apart: whatever was decided, undoing it all gives back what was there, to the last row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.audit.chain import open_chain
from db.index.checking import check
from db.people.deciding import Decided, Grounds, apart, decide, merged, undo
from db.tables.hearings import Follow
from db.tables.held import Need
from db.tables.matching import LinkDecision, PairOverride
from db.tables.notes import Note
from db.tables.people import Person, SourceRecord
from db.tables.registry import models
from db.tables.system import Relevance
from db.words.actor import Role
from db.words.errors import NotFound, Refused
from db.words.families.held import NeedState
from db.words.families.matching import LinkKind
from db.words.families.notes import NoteKind
from db.words.families.people import IdentifierKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

PEOPLE = 4


class Court:
    """Four people of two agencies with cases, notes, needs and followers, and the clerk who decides."""

    def __init__(self, record: Record) -> None:
        self.record, self.units = record, record.units
        agency, police = record.agency(), record.agency("ZZ")
        court = record.court()
        self.clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
        self.known: list[Known] = []
        with self.deciding():
            pass  # the chain of the clerk's sign-in, which notes name
        for number in range(PEOPLE):
            one = record.person(
                police if number % 2 else agency, "Lomax", f"Ann{number}", born=date(1980, 3, number + 1),
                identifiers=[(IdentifierKind.PNC, f"1981/000003{number}U")],
            )  # fmt: skip
            tried = record.case(one, court=court, case_no=f"26{number:08}")
            record.listing(one, tried, court=court, day=date(2026, 2, 3))
            self._hang(one, agency)
            self.known.append(one)

    def _hang(self, one: Known, agency: UUID) -> None:
        now, clerk = self.record.clock.now(), self.clerk
        self.write(one.person)
        self.record.put(
            Need(
                person_id=one.person, owner_agency_id=agency, kind="housing", state=NeedState.OPEN, recorded_at=now,
                recorded_by_id=clerk.user_id,
            ),
            Follow(user_id=clerk.user_id, person_id=one.person, since=now, looked_at=now),
        )  # fmt: skip

    def write(self, person: UUID) -> None:
        """A note about the person."""
        clerk = self.clerk
        self.record.put(
            Note(
                kind=NoteKind.HEARING, person_id=person, author_id=clerk.user_id, owner_agency_id=clerk.agency_id,
                body="Asks for the duty solicitor.", written_at=self.record.clock.now(),
                audit_session=clerk.audit_session,
            )
        )  # fmt: skip

    @contextmanager
    def deciding(self) -> Iterator[Connection]:
        with self.units.raw("bulk", writes=True) as connection:
            open_chain(connection, self.clerk, self.record.clock.now())
            yield connection

    def merge(self, one: UUID, other: UUID) -> Decided:
        with self.deciding() as connection:
            where, pairs = merged(connection, one, other)
            return decide(
                connection, LinkKind.MERGE, where, about=pairs, grounds=Grounds(why="said so"), actor=self.clerk,
                now=self.record.clock.now(),
            )  # fmt: skip

    def split(self, record: UUID) -> Decided:
        with self.deciding() as connection:
            where, pairs = apart(connection, record, now=self.record.clock.now())
            return decide(
                connection, LinkKind.SPLIT, where, about=pairs, grounds=Grounds(why="another"), actor=self.clerk,
                now=self.record.clock.now(),
            )  # fmt: skip

    def undo(self, decision: UUID) -> Decided:
        with self.deciding() as connection:
            return undo(connection, decision, why="a slip", actor=self.clerk, now=self.record.clock.now())

    def person_of(self, record: UUID) -> UUID:
        table: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
        with self.units.raw("keeper") as connection:
            found: UUID = connection.execute(sa.select(table.c.person_id).where(table.c.id == record)).scalar_one()
        return found

    def standing(self) -> dict[str, set[tuple[object, ...]]]:
        """Whom every row names, table by table.

        Relevance only where it holds on some day, and only of the first people: one that taking apart made, and that
        is empty again, stays relevant to whom it was.
        """
        first = {one.person for one in self.known}
        found: dict[str, set[tuple[object, ...]]] = {}
        with self.units.raw("keeper") as connection:
            for name, model in models().items():
                table = table_of(model)
                if "person_id" not in table.c or name in ("audit_event", "change") or name.startswith("lookup"):
                    continue
                query = sa.select(table.c.id, table.c.person_id)
                if model is Relevance:
                    parts = ("person_id", "scope", "scope_id", "reason", "source_id", "starts_on", "ends_on", "sealed")
                    mine = table.c.person_id.in_(sorted(first))
                    query = sa.select(*(table.c[part] for part in parts)).where(table.c.ends_on > date.min, mine)
                found[name] = set(map(tuple, connection.execute(query)))
            person = table_of(Person)
            live = sa.select(person.c.id, person.c.merged_into_id, person.c.restricted_level)
            found["person"] = {tuple(row) for row in connection.execute(live) if row.id in first}
        return found

    def sound(self) -> None:
        """Nobody whose file is empty has anything, nobody is lost, and finding knows it."""
        person, record = table_of(Person), table_of(SourceRecord)
        with self.units.raw("keeper") as connection:
            empty = set(
                connection.scalars(sa.select(person.c.id).where(~sa.exists().where(record.c.person_id == person.c.id)))
            )
            for model in (Note, Need):  # who follows both goes on following both
                assert empty.isdisjoint(connection.scalars(sa.select(table_of(model).c.person_id)))
            lost = sa.select(person.c.id).where(person.c.id.in_(empty), person.c.merged_into_id.is_(None))
            assert connection.scalars(lost).all() == []
            assert list(check(connection)) == []


def table_of(model: type[SQLModel]) -> sa.Table:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table


@pytest.fixture
def court(record: Record) -> Court:
    return Court(record)


def test_joined_people_have_one_file_and_undoing_gives_back_both(court: Court) -> None:
    one, other = court.known[:2]
    before = court.standing()
    done = court.merge(one.person, other.person)
    assert [(move.old, move.new) for move in done.moves] == [(other.person, one.person)]
    court.sound()
    during = court.standing()
    assert {person for _, person in during["note"]} == {each.person for each in court.known} - {other.person}
    court.undo(done.id)
    assert court.standing() == before
    with pytest.raises(Refused, match="undone already"):
        court.undo(done.id)
    with pytest.raises(NotFound):
        court.undo(uuid7())


def test_a_later_decision_about_a_record_is_undone_first(court: Court) -> None:
    one, other, third = court.known[:3]
    first = court.merge(one.person, other.person)
    second = court.merge(third.person, one.person)
    with pytest.raises(Refused, match="later decision"):
        court.undo(first.id)
    court.undo(second.id)
    court.undo(first.id)


def test_a_record_taken_apart_goes_home_and_is_never_joined_by_a_rule(court: Court) -> None:
    one, other = court.known[:2]
    court.merge(one.person, other.person)
    court.split(other.record)
    assert court.person_of(other.record) == other.person
    table = table_of(PairOverride)
    with court.units.raw("keeper") as connection:
        said = connection.execute(sa.select(table.c.marker).where(table.c.ended_at.is_(None))).scalars().all()
    assert said == ["apart"]
    with pytest.raises(Refused, match="only record"):
        court.split(other.record)


def test_what_was_written_after_joining_stays_where_it_was_written(court: Court) -> None:
    one, other = court.known[:2]
    done = court.merge(one.person, other.person)
    court.write(one.person)
    court.undo(done.id)
    notes = court.standing()["note"]
    assert [person for _, person in notes].count(one.person) == 2


def test_the_most_limited_access_holds_for_the_joined_and_goes_with_it(court: Court) -> None:
    one, other = court.known[:2]
    person = table_of(Person)
    with court.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(person).where(person.c.id == other.person).values(restricted_level=2))
    before = court.standing()
    done = court.merge(one.person, other.person)
    with court.units.raw("keeper") as connection:
        level = sa.select(person.c.restricted_level).where(person.c.id == one.person)
        assert connection.execute(level).scalar_one() == 2
    court.undo(done.id)
    assert court.standing() == before


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "split", "undo"]), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)),
    max_size=7,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_row_of_decisions_undone_gives_back_what_was_there(court: Court, steps: list[Step]) -> None:
    before = court.standing()
    standing: list[UUID] = []
    for what, first, second in steps:
        one, other = court.known[first], court.known[second]
        people = court.person_of(one.record), court.person_of(other.record)
        if what == "merge" and people[0] != people[1]:
            standing.append(court.merge(*people).id)
        elif what == "split":
            try:
                standing.append(court.split(one.record).id)
            except Refused:
                continue
        elif what == "undo" and standing:
            try:
                court.undo(standing[first % len(standing)])
            except Refused:
                continue
            standing.pop(first % len(standing))
        court.sound()
    for decision in reversed(standing):
        court.undo(decision)
    assert court.standing() == before


def test_each_decision_is_kept_with_who_made_it_and_why(court: Court) -> None:
    one, other = court.known[:2]
    done = court.merge(one.person, other.person)
    court.undo(done.id)
    table = table_of(LinkDecision)
    with court.units.raw("keeper") as connection:
        row = connection.execute(sa.select(table)).mappings().one()
    assert (row["kind"], row["why"], row["undone_why"]) == (LinkKind.MERGE, "said so", "a slip")
    assert (row["decided_by_id"], row["undone_by_id"]) == (court.clerk.user_id, court.clerk.user_id)
