"""A file is out of sight until its last step, goes on where it stopped, and is never there twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from db.cards.adding import NewDefendant
from db.cards.feeds import FileOutcome
from db.court.adding import AddingService
from db.exchange.loading import batch as batch_module
from db.exchange.loading import work as work_module
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job, Work
from db.exchange.oddities import FileRefused
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Hearing, Listing
from db.tables.people import Person, SourceRecord
from db.tables.places import Court, CourtRoom
from db.tables.system import AuditEvent, Change, FeedBatch, FeedRecord
from db.words.errors import TrackerError, TryLater
from db.words.families.court import ListingState
from db.words.families.exchange import BatchState
from db.words.names import NameParts
from tests.support.databases import Database
from tests.support.feeds import CourtList, Inbox, Row

LONG = CourtList(
    tuple(
        Row(f"26000{n:05}", f"7{n:05}", f"9{n:05}", given=f"Name{chr(97 + n % 26)}{chr(97 + n // 26)}")
        for n in range(60)
    )
)
ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was left behind is known for one after a moment."""
    monkeypatch.setattr(batch_module, "STILL_SECONDS", 0.02)


def seen_by(feed: Inbox, model: type[SQLModel]) -> int:
    """How many rows the clerk sees under the rules."""
    with feed.units.read(feed.clerk) as unit:
        return len(list(unit.session.scalars(sa.select(model))))


@pytest.fixture
def cut_short(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The import is interrupted after its first chunk, while this patch stands."""
    original = Work._take

    def once(self: Work, records: object) -> None:
        if self.tally.read:
            raise KeyboardInterrupt
        original(self, records)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Work, "_take", once)
        yield patch


def test_an_interrupted_file_is_out_of_sight_and_goes_on_where_it_stopped(
    feed: Inbox, cut_short: pytest.MonkeyPatch
) -> None:
    path = feed.write(LONG)
    with pytest.raises(KeyboardInterrupt):
        feed.take(path)
    assert [row.state for row in feed.rows(FeedBatch)] == [BatchState.OPEN]
    assert 0 < feed.counts(Listing)[0] < 60
    assert [seen_by(feed, model) for model in (Person, Listing, Hearing, Case)] == [0, 0, 0, 0]
    assert feed.counts(Change) == (0,)
    cut_short.undo()
    outcome = feed.take(path)
    assert (outcome.read, outcome.new, outcome.unchanged, outcome.vacated) == (60, 60, 0, 0)
    assert [row.number for row in feed.rows(FeedRecord)] == list(range(1, 61))
    assert feed.counts(FeedBatch, Person, Listing) == (1, 60, 60)
    assert [seen_by(feed, model) for model in (Person, Listing)] == [60, 60]


def test_what_an_unfinished_file_left_behind_is_shown_by_the_next_that_names_it(
    feed: Inbox, cut_short: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        feed.take(LONG)
    cut_short.undo()
    outcome = feed.again(LONG)
    assert outcome.read == 60
    assert [row.state for row in feed.rows(FeedBatch)] == [BatchState.OPEN, BatchState.ACCEPTED]
    assert [seen_by(feed, model) for model in (Person, Listing)] == [60, 60]


def test_a_defendant_who_vanished_from_a_hearing_is_noticed_after_an_interruption(
    feed: Inbox, cut_short: pytest.MonkeyPatch
) -> None:
    both = (LONG.rows[0], replace(LONG.rows[0], given="Second", born="01/01/1990"))
    cut_short.undo()
    feed.take(replace(LONG, rows=(*both, *LONG.rows[1:])))
    path = feed.write(LONG)
    original = Work.accept
    cut_short.setattr(Work, "accept", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        feed.take(path)
    cut_short.setattr(Work, "accept", original)
    assert feed.take(path).vacated == 1


def test_a_broken_off_file_is_refused_whole_and_seen_as_failed(feed: Inbox) -> None:
    path = feed.write(LONG.xml()[:-900])
    with pytest.raises(FileRefused):
        feed.take(path)
    (batch,) = feed.rows(FeedBatch)
    assert (batch.state, batch.read) == (BatchState.REFUSED, 0)
    assert feed.counts(Person, FeedRecord, Change) == (0, 0, 0)
    assert [row.action for row in feed.rows(AuditEvent)] == ["feed.refused"]
    with pytest.raises(FileRefused):
        feed.take(path)
    assert feed.counts(FeedBatch) == (1,)


def test_a_file_that_grows_while_it_is_read_is_not_shown(feed: Inbox) -> None:
    path = feed.write(LONG)

    def grow(_done: int, _of: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")

    with pytest.raises(TryLater):
        import_file(feed.units, feed.clerk, Job(path, feed.clerk.agency_id, progress=grow))
    assert seen_by(feed, Listing) == 0
    assert feed.take(path).read == 60
    assert seen_by(feed, Listing) == 60


def _try(feed: Inbox, path: Path) -> FileOutcome | TrackerError:
    try:
        return feed.take(path)
    except TrackerError as fault:
        return fault


def test_two_imports_of_one_file_at_once_end_in_one(feed: Inbox) -> None:
    path = feed.write(LONG)
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(lambda _: _try(feed, path), range(2)))
    assert all(isinstance(end, FileOutcome | TryLater) for end in ends), ends
    assert any(isinstance(end, FileOutcome) for end in ends)
    assert feed.counts(FeedBatch, FeedRecord, Person, Listing) == (1, 60, 60, 60)
    assert [row.state for row in feed.rows(FeedBatch)] == [BatchState.ACCEPTED]


def test_two_files_with_the_same_people_at_once_make_each_person_once(feed: Inbox) -> None:
    paths = [feed.write(LONG), feed.write(LONG.xml() + "\n")]
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(lambda path: _try(feed, path), paths))
    assert all(isinstance(end, FileOutcome) for end in ends), ends
    assert feed.counts(FeedBatch, Person, SourceRecord, Listing) == (2, 60, 60, 60)
    assert seen_by(feed, Listing) == 60


def test_a_row_added_by_hand_becomes_one_with_the_feeds_row(feed: Inbox) -> None:
    feed.take(replace(LONG, rows=LONG.rows[:1]))
    court, room = feed.rows(Court)[0], feed.rows(CourtRoom)[0]
    adding = AddingService(feed.units, feed.clerk)
    wanted = NewDefendant(
        court.id, room.id, date(2026, 3, 2), ("Failed to appear",), name=NameParts("", "Aled", "", "Quarmby"),
        born=date(1985, 4, 3), case_no="2600000777",
    )  # fmt: skip
    adding.add(wanted)
    feed.take(replace(LONG, rows=(LONG.rows[0], Row("2600000777", "7777", "9777"))))
    states = [row.state for row in feed.rows(Listing)]
    assert sorted(states) == sorted([ListingState.LISTED, ListingState.JOINED, ListingState.LISTED])
    people = {row.person_id for row in feed.rows(Listing)}
    assert len(people) == 2
    assert len([row for row in feed.rows(DefendantCase) if row.joined_id is None]) == 2
    # The next print neither adds nor vacates anything.
    again = feed.again(replace(LONG, rows=(LONG.rows[0], Row("2600000777", "7777", "9777"))))
    assert (again.new, again.changed, again.vacated) == (0, 0, 0)


KILLED = """
import sys
from pathlib import Path
from uuid import UUID
from datetime import date
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.keys import uuid7
url, path, user, agency = sys.argv[1:]
roles = frozenset({Role.CLERK})
actor = Actor(UUID(user), "clerk", "Clerk", UUID(agency), roles, frozenset(), date.today(), "t", uuid7())
import_file(Units(make_engine(url), Clock()), actor, Job(Path(path), UUID(agency)))
"""


def test_kill_9_in_the_middle_loses_nothing_and_doubles_nothing(feed: Inbox, database: Database) -> None:
    rows = tuple(replace(LONG.rows[n % 60], caseno=f"27000{n:05}", h_id=f"8{n:05}") for n in range(400))
    path = feed.write(replace(LONG, rows=rows))
    who = feed.clerk
    command = [sys.executable, "-c", KILLED, database.url, str(path), str(who.user_id), str(who.agency_id)]
    for least in (1, 100):
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        end = time.monotonic() + 30
        while feed.counts(FeedRecord)[0] < least and child.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)
        child.wait()
    done = feed.counts(FeedRecord)[0]
    assert done >= 1
    assert done < 400, "the import was too quick to be killed"
    assert seen_by(feed, Listing) == 0
    outcome = feed.take(path)
    assert (outcome.read, outcome.new) == (400, 400)
    assert [row.number for row in feed.rows(FeedRecord)] == list(range(1, 401))
    assert feed.counts(Person, Case, Listing) == (400, 400, 400)


def test_a_full_disk_is_told_and_the_file_goes_on_later(feed: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise TryLater("The disk is full.", to_do="Free some space, then save again.")

    path = feed.write(LONG)
    with monkeypatch.context() as patch:
        patch.setattr(work_module.books, "accept_entry", full)
        with pytest.raises(TryLater):
            feed.take(path)
    assert seen_by(feed, Listing) == 0
    assert feed.take(path).new == 60
