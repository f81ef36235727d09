"""Which feeds are expected, when one is late, when it has failed, and who says and sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from db.agencies.expected import due_after, is_late
from db.desk import Desk
from db.tables.system import AuditEvent, FeedBatch
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Misconfigured, NotFound, Refused
from db.words.families.exchange import BatchState, FeedFormat, FeedHealth
from tests.support.record import Record

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
BY = time(7, 30)


@pytest.mark.parametrize(
    ("days", "by", "after", "late"),
    [
        (1, BY, timedelta(days=1, hours=1), False),
        (1, BY, timedelta(days=1, hours=1, minutes=31), True),
        (1, None, timedelta(days=1, hours=17), False),
        (1, None, timedelta(days=2), True),
        (7, None, timedelta(days=7), False),
        (7, None, timedelta(days=8), True),
        (7, BY, timedelta(days=7, hours=2), True),
    ],
)
def test_a_feed_is_late_past_its_time_or_once_its_day_is_over(
    days: int,
    by: time | None,
    after: timedelta,
    late: bool,
) -> None:
    assert is_late(due_after(MORNING, days), by, now=MORNING + after) is late


def test_the_time_of_the_day_is_that_of_the_court_in_summer_too() -> None:
    due = due_after(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), 1)
    assert due == date(2026, 6, 3)
    assert not is_late(due, BY, now=datetime(2026, 6, 3, 6, 29, tzinfo=UTC))
    assert is_late(due, BY, now=datetime(2026, 6, 3, 6, 31, tzinfo=UTC))


@dataclass
class Scene:
    """An administrator, a court's clerk, a prison's officer, and files that came so many days ago."""

    units: Units
    record: Record
    admin: Actor
    clerk: Actor
    officer: Actor
    prison: UUID

    @property
    def boss(self) -> Desk:
        return Desk(self.units, self.admin)

    def came(self, days: float, state: BatchState = BatchState.ACCEPTED, owner: UUID | None = None) -> UUID:
        at = self.record.clock.now() - timedelta(days=days)
        batch = FeedBatch(
            agency_id=owner or self.prison, format=FeedFormat.PRISONER, file_name="week.json",
            file_hash=f"{days} {state} {owner}".encode(), taken_at=at, taken_by_id=self.admin.user_id, state=state,
        )  # fmt: skip
        self.record.put(batch)
        return batch.id

    def health(self) -> list[FeedHealth]:
        return [card.health for card in self.boss.expected.status()]


@pytest.fixture
def scene(units: Units, record: Record) -> Scene:
    """Nothing is expected yet."""
    court, prison, police = record.agency("HMCTS"), record.agency("HMPPS"), record.agency("POL01")
    return Scene(
        units,
        record,
        record.user("boss", court, Role.ADMINISTRATOR),
        record.user("clerk", court, Role.CLERK, every_court=True),
        record.user("officer", police, Role.POLICE_OFFICER),
        prison,
    )


def test_the_weekly_file_of_prisoners_is_late_after_eight_days(scene: Scene) -> None:
    scene.boss.expected.expect("prisoner", agency="hmpps", every_days=7)
    first = scene.came(8)
    (card,) = scene.boss.expected.status()
    assert (card.agency, card.format, card.last_batch, card.health) == (
        "HMPPS", FeedFormat.PRISONER, first, FeedHealth.LATE,
    )  # fmt: skip
    newest = scene.came(7)
    (card,) = scene.boss.expected.status()
    assert (card.last_batch, card.health, card.refused) == (newest, FeedHealth.ON_TIME, 0)


def test_a_feed_has_failed_when_a_file_was_refused_since_the_last_good_one(scene: Scene) -> None:
    scene.boss.expected.expect("prisoner", agency="HMPPS", every_days=7)
    scene.came(3, BatchState.REFUSED)
    scene.came(2)
    assert scene.health() == [FeedHealth.ON_TIME]
    scene.came(1, BatchState.REFUSED)
    assert scene.health() == [FeedHealth.FAILED]
    assert [card.refused for card in scene.boss.expected.status()] == [1]
    scene.came(0)
    assert scene.health() == [FeedHealth.ON_TIME]


def test_another_agencys_file_and_one_that_is_still_read_are_not_the_expected_one(scene: Scene) -> None:
    scene.boss.expected.expect("prisoner", agency="HMPPS", every_days=1)
    scene.came(0, owner=scene.clerk.agency_id)
    scene.came(0, BatchState.OPEN)
    (card,) = scene.boss.expected.status()
    assert (card.last_at, card.late) == (None, False)  # counted from the saying, while none has come


def test_the_last_saying_counts_and_what_has_ended_is_expected_no_more(scene: Scene) -> None:
    expected = scene.boss.expected
    expected.expect("prisoner", agency="HMPPS", every_days=1, by=BY)
    expected.expect("prisoner", agency="HMPPS", every_days=7)
    assert [(card.every_days, card.by) for card in expected.status()] == [(7, None)]
    expected.end("prisoner", agency="HMPPS", dry_run=True)
    assert len(expected.status()) == 1
    expected.end("prisoner", agency="HMPPS")
    assert expected.status() == ()
    with pytest.raises(NotFound):
        expected.end("prisoner", agency="HMPPS")
    expected.expect("prisoner", agency="HMPPS", every_days=2)
    assert [card.every_days for card in expected.status()] == [2]


def test_a_dry_run_checks_everything_and_writes_nothing(scene: Scene) -> None:
    card = scene.boss.expected.expect("prisoner", agency="HMPPS", every_days=7, by=BY, dry_run=True)
    assert (card.agency, card.every_days, card.by) == ("HMPPS", 7, BY)
    assert scene.boss.expected.status() == ()


@pytest.mark.parametrize(
    ("feed", "agency", "days", "fault"),
    [
        ("nothing", "HMPPS", 1, BadInput),
        ("unknown", "HMPPS", 1, BadInput),
        ("prisoner", "HMPPS", 0, BadInput),
        ("prisoner", "HMPPS", 367, BadInput),
        ("prisoner", "NONE", 1, Misconfigured),
    ],
)
def test_what_cannot_be_expected_is_refused(
    scene: Scene, feed: str, agency: str, days: int, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        scene.boss.expected.expect(feed, agency=agency, every_days=days)
    assert scene.boss.expected.status() == ()


def test_only_an_administrator_says_it_and_only_who_takes_in_its_files_is_told(scene: Scene) -> None:
    scene.boss.expected.expect("prisoner", agency="HMPPS", every_days=7)
    for actor in (scene.clerk, scene.officer):
        with pytest.raises(Refused):
            Desk(scene.units, actor).expected.expect("prisoner", every_days=1)
        with pytest.raises(Refused):
            Desk(scene.units, actor).expected.end("prisoner", agency="HMPPS")
    assert len(Desk(scene.units, scene.clerk).expected.status()) == 1  # a court takes in what is sent to it for others
    assert Desk(scene.units, scene.officer).expected.status() == ()
    trainer = scene.record.user("trainer", scene.prison, Role.TRAINER)
    with pytest.raises(Refused):
        Desk(scene.units, trainer).expected.status()


def test_what_is_expected_is_in_the_log(scene: Scene) -> None:
    scene.boss.expected.expect("prisoner", agency="HMPPS", every_days=7)
    table = AuditEvent.__table__  # type: ignore[attr-defined]
    with scene.units.raw("keeper") as connection:
        acts = connection.execute(table.select().order_by(table.c.id)).mappings().all()
    assert [(act["action"], act["object_kind"]) for act in acts][-1] == ("feed.expect", "feed_expectation")


def test_the_home_says_what_is_late_or_has_failed_to_those_who_are_told(scene: Scene) -> None:
    def said(actor: Actor) -> list[str]:
        blocks = Desk(scene.units, actor).home.card().blocks
        return [line.text for block in blocks for line in block.lines if line.key.startswith("feed:")]

    scene.boss.expected.expect("prisoner", agency="HMPPS", every_days=7)
    scene.came(2)
    assert said(scene.admin) == []
    scene.came(1, BatchState.REFUSED)
    told = ["HMPPS prisoner record (JSON): failed"]
    assert [said(actor) for actor in (scene.admin, scene.clerk, scene.officer)] == [told, told, []]
