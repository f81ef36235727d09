"""What is set aside: listed with its reason, shown safely, mended with a reason and taken in; what came stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.desk import Desk
from db.exchange.quarantine import shown_text
from db.tables.cases import Case
from db.tables.hearings import Listing
from db.tables.people import PersonName
from db.tables.system import AuditEvent, FeedBatch, FeedRecord, QuarantineEntry
from db.unit import Units
from db.words.actor import Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.court import ListingState
from tests.support.feeds import CourtList, Inbox, Row
from tests.support.record import Record

ODD = CourtList((Row(caseno="", given="Mair"), Row("2600000003", "7003", "9003", given="Osian")), on="03/03/2026")
WHY = "the court gave the number by telephone"


@pytest.fixture
def feed(units: Units, record: Record, tmp_path: Path) -> Inbox:
    """A clerk with an inbox."""
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, every_court=True)
    return Inbox(units, clerk, tmp_path)


@pytest.fixture
def desk(feed: Inbox) -> Desk:
    """The clerk's desk."""
    return Desk(feed.units, feed.clerk)


def test_a_row_of_a_list_is_mended_and_taken_in_and_its_list_stays_as_it_is(feed: Inbox, desk: Desk) -> None:
    batch = feed.take(ODD).batch
    assert batch is not None
    (card,) = desk.quarantine.waiting().items
    assert (card.number, card.agency, [one.code for one in card.reasons]) == (1, "HMCTS", ["no-case-number"])
    opened = desk.quarantine.open(batch, 1)
    assert opened.refusal == ""
    assert "<caseno/>" in opened.text
    before = feed.rows(FeedRecord)
    outcome = desk.quarantine.mend(batch, 1, opened.text.replace("<caseno/>", "<caseno>2600000009</caseno>"), why=WHY)
    assert (outcome.new, outcome.quarantined, outcome.vacated) == (1, 0, 0)
    assert {row.case_no for row in feed.rows(Case)} == {"2600000003", "2600000009"}
    assert {row.state for row in feed.rows(Listing)} == {ListingState.LISTED}
    assert feed.rows(FeedRecord)[: len(before)] == before, "what came stays as it came"
    (entry,) = feed.rows(QuarantineEntry)
    assert (entry.mended_in_id, entry.mended_by_id, entry.why) == (outcome.batch, feed.clerk.user_id, WHY)
    assert desk.quarantine.waiting().items == ()
    (mended,) = desk.quarantine.waiting(mended=True).items
    assert (mended.mended_by, mended.why) == ("Clerk", WHY)
    assert "feed.mend" in [row.action for row in feed.rows(AuditEvent)]
    with pytest.raises(Refused, match="already"):
        desk.quarantine.mend(batch, 1, opened.text, why=WHY)


def test_what_is_still_odd_is_said_and_nothing_is_taken_in(feed: Inbox, desk: Desk) -> None:
    batch = feed.take(ODD).batch
    assert batch is not None
    text = desk.quarantine.open(batch, 1).text
    count = len(feed.rows(FeedBatch))
    with pytest.raises(BadInput, match="the row has no case number"):
        desk.quarantine.mend(batch, 1, text, why=WHY)
    for broken in ("", "no xml", text.replace("</case>", ""), "<x/>"):
        with pytest.raises(BadInput):
            desk.quarantine.mend(batch, 1, broken, why=WHY)
    with pytest.raises(BadInput, match="wants its reason"):
        desk.quarantine.mend(batch, 1, text, why=" ")
    assert len(feed.rows(FeedBatch)) == count
    assert len(desk.quarantine.waiting().items) == 1


def test_a_row_of_a_csv_stands_under_the_columns_of_its_file(feed: Inbox, desk: Desk) -> None:
    batch = feed.take("person_id,forename,surname,dob\n1,Ann,Bright,1980-03-12\n2,,,1981-03-12\n").batch
    assert batch is not None
    opened = desk.quarantine.open(batch, 2)
    assert opened.text.strip() == "2,,,1981-03-12"
    desk.quarantine.mend(batch, 2, "2,Eirlys,Bright,1981-03-12\n", why=WHY)
    assert {row.given for row in feed.rows(PersonName)} == {"Ann", "Eirlys"}


def test_a_part_of_a_message_is_not_mended_by_itself(feed: Inbox, desk: Desk) -> None:
    batch = feed.take(ODD).batch
    assert batch is not None
    with feed.units.raw("keeper", writes=True) as connection:
        connection.execute(QuarantineEntry.__table__.update().values(head=None))  # type: ignore[attr-defined]
    assert "A part of a message" in desk.quarantine.open(batch, 1).refusal


def test_everything_of_a_file_is_tried_once_more(feed: Inbox, desk: Desk) -> None:
    batch = feed.take(ODD).batch
    assert batch is not None
    taken, left = desk.quarantine.replay(batch)
    assert (taken, [card.number for card in left]) == (0, [1])
    with feed.units.raw("keeper", writes=True) as connection:
        table = FeedRecord.__table__  # type: ignore[attr-defined]
        row = feed.rows(FeedRecord)[0]
        mended = row.raw.replace(b"<caseno/>", b"<caseno>2600000009</caseno>")
        connection.execute(table.update().where(table.c.id == row.id).values(raw=mended))
    assert desk.quarantine.replay(batch) == (1, ())
    assert desk.quarantine.replay(batch) == (0, ())


def test_a_file_is_read_once_more_where_it_is_that_file(feed: Inbox, desk: Desk) -> None:
    path = feed.write(ODD)
    batch = feed.take(path).batch
    assert batch is not None
    again = desk.quarantine.again(batch, path)
    assert (again.repeat, again.unchanged, again.quarantined) == (False, 1, 1)
    with pytest.raises(BadInput, match="This is not"):
        desk.quarantine.again(batch, feed.write(CourtList()))


def test_another_agency_and_who_loads_no_files_get_nothing(feed: Inbox, record: Record) -> None:
    batch = feed.take(ODD).batch
    assert batch is not None
    prosecutor = Desk(feed.units, record.user("cps", record.agency("CPS"), Role.PROSECUTOR))
    usher = Desk(feed.units, record.user("usher", feed.clerk.agency_id, Role.USHER, every_court=True))
    administrator = Desk(feed.units, record.user("admin", record.agency("HQ"), Role.ADMINISTRATOR))
    assert prosecutor.quarantine.waiting().items == administrator.quarantine.waiting().items == ()
    for desk in (prosecutor, administrator):
        with pytest.raises(NotFound):
            desk.quarantine.open(batch, 1)
    assert "not yours to load" in usher.quarantine.open(batch, 1).refusal
    with pytest.raises(Refused):
        usher.quarantine.mend(batch, 1, "x", why=WHY)
    with pytest.raises((Refused, NotFound)):
        prosecutor.quarantine.replay(batch)
    assert administrator.quarantine.replay(batch)[0] == 0


def test_what_steers_a_terminal_is_written_out() -> None:
    text = "a\x1b[2Jb\u202ec\x9b\r\nd\tе"
    shown = shown_text(text.encode() + b"\xff")
    assert shown == "a\\x1b[2Jb\\u202ec\\x9b\\r\nd\tе\\xff"
