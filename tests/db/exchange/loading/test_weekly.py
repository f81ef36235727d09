"""A prison's weekly file is accepted by itself when few of its rows are rejected and it is newer; else it waits."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.access.prison_downloads import prison_downloads
from db.desk import Desk
from db.exchange.loading.weekly import Weekly, why_not
from db.exchange.oddities import Code
from db.mail.running import latest_prison_file
from db.tables.care import CustodySnapshot
from db.tables.system import FeedBatch
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.exchange import BatchState
from tests.support.feeds import Inbox
from tests.support.record import Record

HEAD = "prisonerNumber,bookNumber,firstName,lastName,dateOfBirth,gender,status,prisonId,lastMovementDate,legalStatus\n"


def row(number: int, *, moved: str = "2026-11-16", status: str = "ACTIVE IN") -> str:
    return f"K{number:04d}AB,{number:05d}K,KIM{number},ADDY,1991-04-04,Female,{status},QWI,{moved},SENTENCED\n"


def bad() -> str:
    return "only,three,cells\n"


class Prison:
    """A prison's clerk who takes in weekly files."""

    def __init__(self, units: Units, record: Record, folder: Path) -> None:
        self.clerk: Actor = record.user("clerk", record.agency("HMPPS"), Role.PRISON_OFFICER)
        self.other: Actor = record.user("other", record.agency("POL"), Role.POLICE_OFFICER)
        self.feed = Inbox(units, self.clerk, folder)
        self.folder, self.units = folder, units

    def desk(self, actor: Actor | None = None) -> Desk:
        return Desk(self.units, actor or self.clerk)

    def take(self, name: str, *rows: str) -> str:
        """What became of the file: empty, or why it was not taken in."""
        path = self.folder / name
        path.write_text(HEAD + "".join(rows))
        (outcome,) = self.desk().feeds.import_paths([path])
        return outcome.refused

    def waiting(self) -> FeedBatch:
        found: list[FeedBatch] = self.feed.rows(FeedBatch)
        (one,) = [batch for batch in found if batch.state is BatchState.WAITING]
        return one


@pytest.fixture
def prison(units: Units, record: Record, tmp_path: Path) -> Prison:
    folder = tmp_path / "in"
    folder.mkdir()
    return Prison(units, record, folder)


@given(st.integers(1, 100_000), st.integers(0, 100_000), st.integers(0, 60), st.one_of(st.none(), st.integers(0, 60)))
def test_the_rule_is_two_percent_and_newer(rows: int, rejected: int, told: int, last: int | None) -> None:
    rejected = min(rejected, rows)
    days = [date(2026, 11, 1).toordinal() + each if each is not None else None for each in (told, last)]
    told_on, last_on = (date.fromordinal(each) if each is not None else None for each in days)
    why = why_not(Weekly(rows, rejected, told_on), last_on)
    fits = rejected * 100 <= rows * 2 and (last_on is None or (told_on is not None and told_on >= last_on))
    assert (why == "") == fits


def test_a_file_with_few_rejected_rows_is_accepted(prison: Prison) -> None:
    assert prison.take("week.csv", *(row(n) for n in range(49)), bad()) == ""
    (batch,) = prison.feed.rows(FeedBatch)
    assert (batch.state, batch.quarantined, batch.told_on) == (BatchState.ACCEPTED, 1, date(2026, 11, 16))


def test_a_file_with_more_waits_writes_nothing_and_is_taken_in_by_a_decision(prison: Prison) -> None:
    said = prison.take("week.csv", *(row(n) for n in range(48)), bad())
    assert "1 of 49 rows are rejected (2.0%, at most 2 %). It waits for a decision." in said
    assert prison.feed.rows(CustodySnapshot) == []
    waiting = prison.waiting()
    assert "waits" in prison.take("week.csv", *(row(n) for n in range(48)), bad())
    assert prison.waiting().id == waiting.id
    with pytest.raises((Refused, NotFound)):
        prison.desk(prison.other).deciding.accept(str(waiting.id))
    outcome = prison.desk().deciding.accept(str(waiting.id))
    assert (outcome.new, outcome.quarantined) == (48, 1)
    (batch,) = prison.feed.rows(FeedBatch)
    assert (batch.state, batch.decided_by_id, batch.waits_at) == (BatchState.ACCEPTED, prison.clerk.user_id, "")
    with pytest.raises(Refused, match="waits for no decision"):
        prison.desk().deciding.accept(str(waiting.id))


def test_an_older_file_waits_and_is_put_away_with_a_reason(prison: Prison) -> None:
    assert prison.take("one.csv", row(1), row(2)) == ""
    assert prison.take("two.csv", row(1, moved="2026-11-23"), row(2)) == ""
    said = prison.take("old.csv", row(1, moved="2026-11-09"), row(2, moved="2026-11-02"))
    assert "older than the file before: its latest movement is of 9 Nov 2026, not 23 Nov 2026" in said
    waiting = prison.waiting()
    with pytest.raises(BadInput):
        prison.desk().deciding.refuse(str(waiting.id), reason=" ")
    prison.desk().deciding.refuse(str(waiting.id), reason="sent again by mistake")
    states = [batch.state for batch in prison.feed.rows(FeedBatch)]
    assert sorted(states) == [BatchState.ACCEPTED, BatchState.ACCEPTED, BatchState.REFUSED]


def test_a_file_that_was_moved_is_named_and_another_one_is_not_taken_for_it(prison: Prison, tmp_path: Path) -> None:
    prison.take("week.csv", row(1), bad())
    waiting = prison.waiting()
    moved = (prison.folder / "week.csv").rename(tmp_path / "moved.csv")
    with pytest.raises(BadInput, match="not there any more"):
        prison.desk().deciding.accept(str(waiting.id))
    other = tmp_path / "other.csv"
    other.write_text(HEAD + row(3) + row(4))
    with pytest.raises(BadInput, match="another one"):
        prison.desk().deciding.accept(str(waiting.id), other)
    assert prison.desk().deciding.accept(str(waiting.id), moved).new == 1


def test_what_is_about_no_prisoner_is_set_aside_with_its_reason_and_is_no_weekly_file(prison: Prison) -> None:
    path = prison.folder / "offences.json"
    offence = {"bookingId": 7, "offenceDescription": "Take a boat", "statuteCode": "TB01"}
    path.write_text(json.dumps([offence, offence | {"bookingId": 8}]))
    desk = prison.desk()
    (outcome,) = desk.feeds.import_paths([path])
    assert (outcome.refused, outcome.quarantined, outcome.problems[0].code) == ("", 2, Code.NO_KEY)
    with prison.units.read(prison.clerk) as unit:
        assert unit.by_rule(prison_downloads) == []
    with prison.units.raw("bulk") as connection:
        assert latest_prison_file(connection) is None


def test_a_dry_run_says_what_it_would_do_and_enters_nothing(prison: Prison) -> None:
    path = prison.folder / "week.csv"
    path.write_text(HEAD + row(1) + bad())
    (outcome,) = prison.desk().feeds.import_paths([path], dry_run=True)
    assert (outcome.refused, outcome.quarantined) == ("", 1)
    assert prison.feed.rows(FeedBatch) == []
