"""What a session may never write, whoever it is: the house's own rows, feeds, another owner, another user's rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.relevance import Held, assigned
from db.tables.hearings import Follow
from db.tables.people import SourceRecord
from db.tables.places import Area
from db.tables.system import FeedBatch, Relevance
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.access import Scope
from db.words.families.exchange import BatchState, FeedFormat
from db.words.families.places import AreaKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

Scene = tuple[Record, Actor, Known]


@pytest.fixture
def scene(record: Record) -> Scene:
    """A clerk and somebody at the clerk's court."""
    court, agency = record.court(), record.agency()
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    return record, clerk, record.seen_at(record.person(agency, "SMITH", "John", born=date(1980, 3, 12)), court)


def _relevance(clerk: Actor, known: Known) -> SQLModel:
    return Relevance(
        person_id=known.person, scope=Scope.USER, scope_id=clerk.user_id, reason="listed", source_id=uuid7(),
        starts_on=clerk.today, ends_on=clerk.today,
    )  # fmt: skip


def _area(_clerk: Actor, _known: Known) -> SQLModel:
    return Area(code="FAR", name="Farland", kind=AreaKind.WARD)


def _follow(clerk: Actor, known: Known) -> SQLModel:
    moment = sa.func.now()
    return Follow(user_id=uuid7(), person_id=known.person, since=moment, looked_at=moment)


@pytest.mark.parametrize(
    ("make", "why"),
    [(_relevance, "house writes"), (_area, "Only an administrator"), (_follow, "Another user's row")],
)
def test_what_is_not_a_clerks_to_write_is_refused(
    scene: Scene, make: Callable[[Actor, Known], SQLModel], why: str
) -> None:
    record, clerk, known = scene
    with record.units.read(clerk) as unit:
        unit.add(make(clerk, known))
        with pytest.raises(Refused, match=why):
            unit.session.flush()
        unit.session.rollback()


def test_feeds_are_written_by_the_import_alone(scene: Scene) -> None:
    record, clerk, _ = scene
    batch = FeedBatch(
        format=next(iter(FeedFormat)), file_name="x.xml", file_hash=b"0" * 32, agency_id=clerk.agency_id,
        taken_at=record.clock.now(), taken_by_id=clerk.user_id, state=BatchState.ACCEPTED,
    )  # fmt: skip
    with record.units.read(clerk) as unit:
        unit.add(batch)
        with pytest.raises(Refused, match="import alone"):
            unit.session.flush()
        unit.session.rollback()


def test_whose_a_row_is_does_not_change(scene: Scene) -> None:
    record, clerk, known = scene
    now = record.clock.now()
    record.put(Follow(user_id=clerk.user_id, person_id=known.person, since=now, looked_at=now))
    other = record.seen_at(record.person(record.agency("B"), "LEE", "Ann"), next(iter(clerk.courts)))
    with record.units.read(clerk) as unit:
        row = unit.session.scalars(sa.select(Follow)).one()
        row.person_id = other.person
        with pytest.raises(Refused, match="Whose a row is"):
            unit.session.flush()
        unit.session.rollback()


def test_nobody_deletes(scene: Scene) -> None:
    record, clerk, _ = scene
    with record.units.read(clerk) as unit:
        unit.session.delete(unit.session.scalars(sa.select(SourceRecord)).first())
        with pytest.raises(Refused, match="Nothing is deleted"):
            unit.session.flush()
        unit.session.rollback()


def test_an_assignment_stands_for_the_user_the_team_both_or_nobody() -> None:
    of = Held(uuid7(), uuid7(), uuid7())
    user = uuid7()
    for team, who, scopes in (
        ("WEST", user, [Scope.USER, Scope.TEAM]),
        (" ", user, [Scope.USER]),
        ("WEST", None, [Scope.TEAM]),
        ("", None, []),
    ):
        rows = assigned(of, team=team, user_id=who, starts_on=date(2026, 3, 12))
        assert [row.scope for row in rows] == scopes
