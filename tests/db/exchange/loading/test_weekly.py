"""A prison's weekly file is accepted by itself when few of its rows are rejected and it is newer; else it waits."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.access.prison_downloads import prison_downloads
from db.cards.feeds import FileOutcome
from db.desk import Desk
from db.exchange.loading.weekly import Before, Weekly, why_not
from db.exchange.oddities import Code
from db.mail.running import latest_prison_file
from db.tables.care import CustodySnapshot
from db.tables.system import FeedBatch
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.exchange import BatchState
from db.words.families.places import AgencyKind
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
        self.clerk: Actor = record.user("clerk", record.agency("HMPPS", AgencyKind.PRISON), Role.PRISON_OFFICER)
        self.other: Actor = record.user("other", record.agency("POL"), Role.POLICE_OFFICER)
        self.feed = Inbox(units, self.clerk, folder)
        self.folder, self.units = folder, units

    def desk(self, actor: Actor | None = None) -> Desk:
        return Desk(self.units, actor or self.clerk)

    def take(self, name: str, *rows: str) -> str:
        """What became of the file: empty, or why it was not taken in."""
        return self.outcome(name, HEAD + "".join(rows)).refused

    def outcome(self, name: str, content: str, *, by: Actor | None = None) -> FileOutcome:
        """What became of a file with this content, loaded for the loader's own agency."""
        path = self.folder / name
        path.write_text(content)
        (outcome,) = self.desk(by).feeds.import_paths([path])
        return outcome

    def weeks(self) -> list[str]:
        """The files that are the list of who is in prison, the oldest first; the mail goes by the last of them."""
        names = {batch.id: batch.file_name for batch in self.feed.rows(FeedBatch)}
        with self.units.read(self.clerk) as unit:
            found = [row[0] for row in unit.by_rule(prison_downloads)]
        with self.units.raw("bulk") as connection:
            latest = latest_prison_file(connection)
        assert (latest.id if latest is not None else None) == (found[-1] if found else None)
        return [names[key] for key in found]

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
    why = why_not(Weekly(rows, rejected, told_on), Before(last_on), today=date(2027, 1, 1))
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


WEEK = "".join(row(n) for n in range(8))


def test_only_a_prison_tells_who_is_in_prison(prison: Prison) -> None:
    assert prison.outcome("week.csv", HEAD + WEEK).refused == ""
    outcome = prison.outcome("theirs.csv", HEAD + WEEK.replace("ADDY", "Addy"), by=prison.other)
    assert (outcome.refused, outcome.new, outcome.problems[-1].code) == ("", 8, Code.NO_WEEK)
    assert "an agency of kind prison" in outcome.problems[-1].reason
    few = prison.outcome("few.csv", HEAD + row(1) + row(2) + bad(), by=prison.other)
    assert (few.refused, few.quarantined) == ("", 1)
    assert prison.weeks() == ["week.csv"]


@pytest.mark.parametrize("content", [HEAD, HEAD + row(3), HEAD + row(3, moved="2026-11-23")])
def test_a_file_of_nobody_or_of_one_is_taken_in_and_is_no_week(prison: Prison, content: str) -> None:
    prison.outcome("week.csv", HEAD + WEEK)
    outcome = prison.outcome("one.csv", content)
    assert (outcome.refused, Code.NO_WEEK in {each.code for each in outcome.problems}) == ("", True)
    assert prison.weeks() == ["week.csv"]


def test_a_much_shorter_file_waits_and_its_numbers_are_said(prison: Prison) -> None:
    prison.outcome("week.csv", HEAD + WEEK)
    said = prison.take("three.csv", row(1), row(2), row(3))
    assert "It holds 3 people where the file before held 8, less than half. It waits for a decision." in said
    released = prison.take("out.csv", *(row(n, status="INACTIVE OUT") for n in range(8)))
    assert "It holds 0 people where the file before held 8" in released
    assert prison.take("half.csv", *(row(n) for n in range(4))) == ""
    assert prison.weeks() == ["week.csv", "half.csv"]
    short = next(batch for batch in prison.feed.rows(FeedBatch) if batch.file_name == "three.csv")
    prison.desk().deciding.accept(str(short.id))
    assert "three.csv" in prison.weeks()


def test_a_file_in_which_nobody_is_held_becomes_no_week_by_a_decision_either(prison: Prison) -> None:
    prison.outcome("week.csv", HEAD + WEEK)
    prison.take("out.csv", *(row(n, status="INACTIVE OUT") for n in range(8)))
    outcome = prison.desk().deciding.accept(str(prison.waiting().id))
    assert (outcome.read, outcome.problems[-1].reason.partition(";")[0]) == (8, "it tells of nobody who is in prison")
    assert prison.weeks() == ["week.csv"]


def test_a_file_of_the_future_waits_and_once_taken_in_makes_no_true_file_an_older_one(prison: Prison) -> None:
    today = prison.units.clock.today()
    day, ahead, next_week = ((today + timedelta(days=each)).isoformat() for each in (1, 2, 0))
    assert prison.take("week.csv", row(1, moved=day), row(2)) == ""
    said = prison.take("ahead.csv", row(1, moved=ahead), row(2, moved="2026-11-17"))
    assert "It tells of what is still to come: its latest movement is of" in said
    prison.desk().deciding.accept(str(prison.waiting().id))
    assert {batch.told_on for batch in prison.feed.rows(FeedBatch)} == {today + timedelta(days=1), today}
    assert prison.take("true.csv", row(1, moved=next_week), row(2, moved=day)) == ""


def test_an_older_file_that_is_taken_in_does_not_displace_the_newer(prison: Prison) -> None:
    prison.take("week.csv", row(1, moved="2026-11-16"), row(2))
    prison.take("old.csv", row(1, moved="2026-11-09"), row(5, moved="2026-11-02"))
    outcome = prison.desk().deciding.accept(str(prison.waiting().id))
    assert "older than the list on record" in outcome.problems[-1].reason
    assert prison.weeks() == ["week.csv"]


def test_notices_are_no_list_however_many_come_at_once(prison: Prison) -> None:
    prison.outcome("week.csv", HEAD + WEEK)
    notices = [
        {
            "eventType": "prison-offender-events.prisoner.received", "occurredAt": "2026-11-17T10:00:00Z",
            "additionalInformation": {"nomsNumber": f"K000{n}AB", "reason": "ADMISSION", "prisonId": "QWI"},
        }
        for n in range(4)
    ]  # fmt: skip
    assert prison.outcome("notices.json", json.dumps(notices)).refused == ""
    assert prison.weeks() == ["week.csv"]


def test_a_record_that_is_mended_and_a_file_read_once_more_are_no_new_week(prison: Prison) -> None:
    prison.take("week.csv", *(row(n) for n in range(60)), bad())
    (batch,) = prison.feed.rows(FeedBatch)
    assert (batch.held, batch.quarantined) == (60, 1)
    desk = prison.desk()
    desk.quarantine.mend(batch.id, 61, row(61).strip(), why="two cells were missing")
    desk.quarantine.again(batch.id, prison.folder / "week.csv")
    assert prison.weeks() == ["week.csv"]


def test_a_dry_run_says_what_it_would_do_and_enters_nothing(prison: Prison) -> None:
    path = prison.folder / "week.csv"
    path.write_text(HEAD + row(1) + bad())
    (outcome,) = prison.desk().feeds.import_paths([path], dry_run=True)
    assert (outcome.refused, outcome.quarantined) == ("", 1)
    assert prison.feed.rows(FeedBatch) == []


def nameless(number: int) -> str:
    return row(number).replace(f",KIM{number},ADDY,", ",,,")


@pytest.mark.parametrize(("named", "bare", "refused"), [(98, 2, 0), (97, 2, 0), (97, 2, 1), (97, 1, 1), (60, 0, 2)])
def test_every_row_that_would_be_set_aside_counts_before_anything_is_written(
    prison: Prison, named: int, bare: int, refused: int
) -> None:
    """What is set aside once the file is taken in by a decision is what was counted."""
    rows = [*(row(n) for n in range(named)), *(nameless(named + n) for n in range(bare)), *[bad()] * refused]
    said = prison.take("week.csv", *rows)
    aside = bare + refused
    assert bool(said) == (aside * 100 > len(rows) * 2)
    if said:
        assert f"{aside} of {len(rows)} rows are rejected" in said
        assert prison.feed.rows(CustodySnapshot) == []
        prison.desk().deciding.accept(str(prison.waiting().id))
    (batch,) = prison.feed.rows(FeedBatch)
    assert (batch.state, batch.quarantined) == (BatchState.ACCEPTED, aside)


def test_a_row_without_a_name_is_not_rejected_where_its_number_is_on_record_or_comes_again_with_one(
    prison: Prison,
) -> None:
    assert prison.take("one.csv", *(row(n) for n in range(4))) == ""
    later = [nameless(0), nameless(4), row(4), *(row(n) for n in range(1, 4))]
    assert prison.take("two.csv", *later) == ""
    assert [batch.quarantined for batch in prison.feed.rows(FeedBatch)] == [0, 0]
    # Of two rows with one number the last counts: that one gives no name, and nobody is on record under it.
    assert "1 of 6 rows are rejected" in prison.take("three.csv", row(5), *(row(n) for n in range(4)), nameless(5))
