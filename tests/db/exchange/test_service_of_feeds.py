"""Feeds for one actor: whose files, which order, what is said of each, who sees the raw records."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.desk import Desk
from db.exchange.folders import files
from db.tables.system import AuditEvent, FeedBatch
from db.unit import Units
from db.words.actor import Role
from db.words.errors import BadInput, Misconfigured, NotFound, Refused
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome
from tests.support.feeds import CourtList, Inbox, Row
from tests.support.record import Record

GOOD = CourtList((Row(), Row("2600000002", "7002", "9002", given="Nerys")))
ODD = CourtList((Row(caseno=""), Row("2600000003", "7003", "9003", given="Osian")), on="03/03/2026")


@pytest.fixture
def feed(units: Units, record: Record, tmp_path: Path) -> Inbox:
    """A clerk with an inbox."""
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, every_court=True)
    (tmp_path / "inbox").mkdir()
    return Inbox(units, clerk, tmp_path / "inbox")


@pytest.fixture
def desk(feed: Inbox) -> Desk:
    """The clerk's desk."""
    return Desk(feed.units, feed.clerk)


def test_folders_are_read_in_the_order_of_names_and_nothing_is_passed_over_unsaid(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a", "c", ".hidden"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    os.mkfifo(tmp_path / "d")
    (tmp_path / "e").symlink_to(tmp_path / "b")
    (tmp_path / "f").symlink_to(tmp_path / "gone")
    found = [(str(one.path.relative_to(tmp_path)), one.skipped, one.refused is None) for one in files([tmp_path])]
    assert found == [
        (".hidden", "hidden", True),
        ("a", "", True),
        ("b/1", "", True),
        ("b/2", "", True),
        ("c", "", True),
        ("d", "neither a file nor a folder", True),
        ("e", "a link to another folder", True),
        ("f", "", False),
    ]
    assert [one.skipped for one in files([tmp_path / ".hidden"])] == [""]
    (pipe,) = files([tmp_path / "d"])
    assert pipe.refused is not None
    assert (pipe.skipped, pipe.refused.code) == ("", "unreadable")


def test_a_refused_file_stops_no_other_and_loses_nothing(feed: Inbox, desk: Desk) -> None:
    paths = [feed.write(GOOD), feed.write('{"a": 1}'), feed.folder / "none", feed.write(ODD)]
    outcomes = list(desk.feeds.import_paths(paths))
    assert [outcome.exit_code for outcome in outcomes] == [0, 1, 1, 1]
    assert [outcome.new for outcome in outcomes] == [2, 0, 0, 1]
    assert [outcome.problems[0].code for outcome in outcomes[1:]] == ["unknown-format", "unreadable", "no-case-number"]
    assert outcomes[3].problems[0].at.startswith("line ")
    states = [(card.state, card.format) for card in desk.feeds.list().items]
    assert (BatchState.REFUSED, FeedFormat.UNKNOWN) in states
    assert len(states) == 3


def test_a_refused_file_tells_its_format_and_the_entry_that_was_kept(feed: Inbox, desk: Desk) -> None:
    broken_off = feed.write(GOOD.xml()[:-40])
    paths = [broken_off, feed.write('{"a": 1}'), feed.folder / "none"]
    dry = list(desk.feeds.import_paths(paths, dry_run=True))
    assert [(each.format, each.batch) for each in dry] == [
        (FeedFormat.LIBRA_COURT_LIST, None),
        (None, None),
        (None, None),
    ]
    known, unknown, unread = desk.feeds.import_paths(paths)
    assert [each.exit_code for each in (known, unknown, unread)] == [1, 1, 1]
    assert (known.format, unknown.format, unread.format) == (FeedFormat.LIBRA_COURT_LIST, None, None)
    kept = {card.id: card.state for card in desk.feeds.list().items}
    assert kept == {known.batch: BatchState.REFUSED, unknown.batch: BatchState.REFUSED}
    assert unread.batch is None
    (again,) = desk.feeds.import_paths([broken_off])
    assert (again.format, again.batch) == (known.format, known.batch)


def test_a_hostile_file_name_is_kept_without_what_steers_a_terminal(feed: Inbox, desk: Desk) -> None:
    path = feed.folder / os.fsdecode(b"list\x1b[31m\xff\xe2\x80\xae.xml")
    path.write_text(GOOD.xml())
    (outcome,) = desk.feeds.import_paths([path])
    assert outcome.new == 2
    (card,) = desk.feeds.list().items
    assert card.file == "list[31m.xml"


def test_records_are_shown_with_what_is_odd_and_raw_to_the_owner(feed: Inbox, desk: Desk, record: Record) -> None:
    (outcome,) = desk.feeds.import_paths([feed.write(ODD)])
    assert outcome.batch is not None
    card = desk.feeds.find(str(outcome.batch)[-8:].upper())
    assert (card.id, card.taken_by, card.agency, card.quarantined) == (outcome.batch, "clerk", "HMCTS", 1)
    rows = desk.feeds.records(card.id).items
    assert [row.outcome for row in rows] == [RecordOutcome.QUARANTINED, RecordOutcome.NEW]
    assert rows[0].problems[0].code == "no-case-number"
    assert "<def_name>Mr Osian QUARMBY" in desk.feeds.raw(card.id, 2)
    acts = [row.action for row in feed.rows(AuditEvent)]
    assert acts[-2:] == ["feed.show", "feed.raw"]
    stranger = record.user("officer", record.agency("POL01"), Role.POLICE_OFFICER)
    theirs = Desk(feed.units, stranger).feeds
    assert theirs.list().items == ()
    with pytest.raises(NotFound):
        theirs.raw(card.id, 2)
    boss = record.user("boss", stranger.agency_id, Role.ADMINISTRATOR)
    assert len(Desk(feed.units, boss).feeds.list().items) == 1
    with pytest.raises(NotFound):
        Desk(feed.units, boss).feeds.raw(card.id, 2)


def test_short_and_unknown_ids_are_not_found(desk: Desk) -> None:
    for typed in ("", "ab", "ffffffff"):
        with pytest.raises((NotFound, BadInput)):
            desk.feeds.find(typed)


def test_the_owner_can_be_another_agency_where_the_actor_may_load_for_it(
    feed: Inbox, desk: Desk, record: Record
) -> None:
    police = record.agency("POL01")
    assert [each.new for each in desk.feeds.import_paths([feed.write(GOOD)], agency="pol01")] == [2]
    assert [row.agency_id for row in feed.rows(FeedBatch)] == [police]
    with pytest.raises(Misconfigured):
        desk.feeds.import_paths([], agency="NONE")
    for role, agency in ((Role.USHER, ""), (Role.TRAINER, ""), (Role.POLICE_OFFICER, "HMCTS")):
        who = record.user(role.value, police, role)
        with pytest.raises(Refused):
            Desk(feed.units, who).feeds.import_paths([], agency=agency)
    for role in (Role.SERVICE, Role.ADMINISTRATOR):
        who = record.user(role.value, police, role)
        assert list(Desk(feed.units, who).feeds.import_paths([], agency="HMCTS")) == []


def test_more_files_than_a_page_are_listed_page_by_page(feed: Inbox, desk: Desk) -> None:
    def lists() -> Iterator[Path]:
        for number in range(203):
            yield feed.write(f'{{"a": {number}}}')

    list(desk.feeds.import_paths(lists()))
    page = desk.feeds.list()
    assert len(page.items) == 200
    assert page.after is not None
    assert len(desk.feeds.list(page.after).items) == 3
