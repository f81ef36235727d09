"""Two clerks on one record: the second sees both versions, and of many corrections none is lost."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.cards.records import NewRecord, RecordCard
from db.desk import Desk
from db.tables.held import AgencyRecord
from db.words.actor import Role
from db.words.errors import Conflict
from db.words.families.access import Category
from tests.support.cases import Cases
from tests.support.record import Record

WRITERS, TURNS = 4, 5
ROW: sa.Table = AgencyRecord.__table__  # type: ignore[attr-defined]


@pytest.fixture
def at(record: Record) -> Cases:
    """The scene of the sharing cases; the drug service knows X."""
    made = Cases(record)
    made.owns("DRUG")
    return made


def worker(at: Cases, name: str) -> Desk:
    """A user of the drug service."""
    return Desk(at.units, at.record.user(name, at.agency["DRUG"], Role.DRUG_WORKER))


def new(at: Cases, summary: str, *, over: RecordCard | None = None) -> NewRecord:
    replaces = (over.id, over.version) if over else None
    return NewRecord(at.x.person, Category.TREATMENT, summary, replaces=replaces)


def test_the_second_correction_is_shown_the_first_and_chooses(at: Cases) -> None:
    one, two = worker(at, "one"), worker(at, "two")
    seen = one.records.add(new(at, "began"))
    theirs = one.records.add(new(at, "began on Monday", over=seen))
    with pytest.raises(Conflict, match="corrected by One") as met:
        two.records.add(new(at, "began on Tuesday", over=seen))
    assert dict(met.value.theirs)["summary"] == "began on Monday"
    assert met.value.theirs_id == theirs.id
    last = two.records.add(new(at, "began on Tuesday", over=two.records.get(theirs.id)))
    assert last.summary == "began on Tuesday"
    assert [card.summary for card in two.records.of(at.x.person)] == ["began on Tuesday"]


def test_a_record_that_was_ended_says_by_whom(at: Cases) -> None:
    one, two = worker(at, "one"), worker(at, "two")
    seen = one.records.add(new(at, "began"))
    one.records.end(seen.id, version=seen.version)
    with pytest.raises(Conflict, match="ended by One") as met:
        two.records.add(new(at, "began on Tuesday", over=seen))
    assert met.value.theirs == ()


def test_of_many_corrections_none_is_lost(at: Cases) -> None:
    """Every correction that was acknowledged ended the record that its writer had seen, and no other did."""
    people = [worker(at, f"worker{number}") for number in range(WRITERS)]
    first = people[0].records.add(new(at, "began"))
    saved: list[tuple[UUID, UUID]] = []
    lock = threading.Lock()

    def write(desk: Desk, number: int) -> None:
        for turn in range(TURNS):
            while True:
                (seen,) = desk.records.of(at.x.person)
                try:
                    card = desk.records.add(new(at, f"{number} {turn}", over=seen))
                except Conflict:
                    continue
                with lock:
                    saved.append((seen.id, card.id))
                break

    threads = [threading.Thread(target=write, args=(desk, number)) for number, desk in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = dict(saved)
    here, steps = first.id, 0
    while here in after:
        here, steps = after[here], steps + 1
    assert steps == len(saved) == WRITERS * TURNS
    with at.units.raw("keeper") as connection:
        standing = list(connection.scalars(sa.select(ROW.c.id).where(ROW.c.ended_at.is_(None))))
        assert connection.scalar(sa.select(sa.func.count()).select_from(ROW)) == WRITERS * TURNS + 1
    assert standing == [here]
