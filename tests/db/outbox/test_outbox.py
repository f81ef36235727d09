"""What the court decided goes out with the results or not at all, once, in order, and is receipted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from db.access import outbox_rules
from db.desk import Desk
from db.tables.cases import Case, Charge, Result
from db.tables.hearings import Listing
from db.tables.outbox import OutboxMessage, Receipt
from db.tables.people import Identifier
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.outbox import OutboxState, ReceiptKind
from db.words.families.results import ResultState
from tests.support.feeds import Inbox
from tests.support.record import Record
from tests.support.spi import Offence, Person, asn, new_case, result, resulted, route
from tests.support.spi_schema import spi_schema

FINE = result("1015", "Fined.", "<Outcome><ResultAmountSterling>120.00</ResultAmountSterling></Outcome>")
DECIDED = Offence(plea="1", finding="G", convicted="2026-06-02", final="Y", results=(FINE,))
ON = date(2026, 6, 2)
URN = "31KL2600417"


@dataclass
class Court:
    """A clerk with results on record, and a service that sends."""

    units: Units
    feed: Inbox
    clerk: Actor
    service: Actor
    folder: Path

    @property
    def desk(self) -> Desk:
        return Desk(self.units, self.clerk)

    @property
    def sender(self) -> Desk:
        return Desk(self.units, self.service)

    def listings(self) -> list[UUID]:
        return [row.id for row in self.feed.rows(Listing)]

    def share(self) -> UUID:
        made = self.desk.results.share(self.listings()[0])
        assert made is not None
        return made

    def states(self) -> list[OutboxState]:
        return [row.state for row in self.feed.rows(OutboxMessage)]

    def enter(self) -> None:
        """As if the results had been entered here, and were not shared yet."""
        table = Result.__table__  # type: ignore[attr-defined]
        with self.units.raw("keeper", writes=True) as connection:
            connection.execute(table.update().values(state=ResultState.ENTERED))


@pytest.fixture
def court(units: Units, record: Record, tmp_path: Path) -> Court:
    """A court's clerk after a new case and its results."""
    agency = record.agency("HMCTS")
    clerk = record.user("clerk", agency, Role.CLERK, every_court=True)
    service = record.user("sender", agency, Role.SERVICE)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    feed = Inbox(units, clerk, inbox)
    feed.take(route(new_case(Person(), Person(given="Jory", summons=asn(2)))))
    feed.take(resulted((Person(), (DECIDED,)), (Person(given="Jory", summons=asn(2)), (DECIDED,))))
    return Court(units, feed, clerk, service, tmp_path / "out")


def test_sharing_writes_the_message_with_the_result(court: Court) -> None:
    court.enter()
    made = court.share()
    (message,) = court.feed.rows(OutboxMessage)
    assert (message.id, message.state, message.agency_id) == (made, OutboxState.WAITING, court.clerk.agency_id)
    states = {row.state for row in court.feed.rows(Result, person_id=message.person_id)}
    assert states == {ResultState.SHARED}
    text = court.desk.results.body(made)
    assert "<PTIURN>31KL2600417</PTIURN>" in text
    assert "<ResultAmountSterling>120.00</ResultAmountSterling>" in text


def test_the_police_are_told_the_title_of_a_code_that_came_alone(court: Court) -> None:
    table = Charge.__table__  # type: ignore[attr-defined]
    with court.units.raw("keeper", writes=True) as connection:
        connection.execute(table.update().values(title="", wording="", code="TH68010"))
    assert "<OffenceWording>Theft from a shop</OffenceWording>" in court.desk.results.body(court.share())


def test_where_the_message_cannot_be_written_the_result_is_not_shared(court: Court) -> None:
    court.enter()
    table = Identifier.__table__  # type: ignore[attr-defined]
    with court.units.raw("keeper", writes=True) as connection:
        connection.execute(table.update().values(ended_at=court.units.clock.now()))
    with pytest.raises(BadInput, match="arrest summons number"):
        court.desk.results.share(court.listings()[0])
    assert {row.state for row in court.feed.rows(Result)} == {ResultState.ENTERED}
    assert court.feed.counts(OutboxMessage) == (0,)


def test_everything_that_is_missing_is_named(court: Court) -> None:
    for model, values in ((Identifier, {"ended_at": court.units.clock.now()}), (Case, {"urn": ""})):
        table = model.__table__  # type: ignore[attr-defined]
        with court.units.raw("keeper", writes=True) as connection:
            connection.execute(table.update().values(**values))
    with pytest.raises(BadInput, match=r"no URN, the defendant has no arrest summons number"):
        court.desk.results.share(court.listings()[0])


def test_the_same_is_not_told_twice_and_a_message_that_waits_is_replaced(court: Court) -> None:
    court.share()
    assert court.desk.results.share(court.listings()[0]) is None
    court.feed.take(resulted((Person(), (Offence(plea="1", results=(FINE.replace("120", "90"),)),))))
    court.share()
    assert sorted(court.states()) == [OutboxState.REPLACED, OutboxState.WAITING]


def test_an_amendment_that_is_taken_back_is_told_again(court: Court) -> None:
    first = court.share()
    court.feed.take(resulted((Person(), (Offence(plea="1", results=(FINE.replace("120", "90"),)),))))
    court.share()
    court.feed.take(resulted((Person(), (DECIDED,))) + "\n")
    assert court.share() == first
    assert sorted(court.states()) == [OutboxState.REPLACED, OutboxState.WAITING]


@pytest.mark.shared_data
def test_the_published_schema_takes_what_the_record_gives(court: Court, shared_folder: Path) -> None:
    schema = spi_schema(shared_folder / "data" / "feeds" / "spi-new-case")
    for listing in court.listings():
        made = court.desk.results.share(listing)
        assert made is not None
        schema.assertValid(etree.fromstring(court.desk.results.body(made).encode()))


def test_what_is_sent_is_read_back_by_another_court(court: Court, record: Record) -> None:
    for listing in court.listings():
        court.desk.results.share(listing)
    assert court.sender.outbox.send(court.folder) == 2
    other = record.user("other", record.agency("CPS"), Role.CLERK, every_court=True)
    for path in sorted(court.folder.iterdir()):
        outcome = court.feed.take(path, actor=other)
        assert (outcome.read, outcome.quarantined) == (1, 0)


def test_messages_go_out_once_with_a_receipt_and_without_a_name(court: Court) -> None:
    court.share()
    assert court.sender.outbox.send(court.folder) == 1
    assert court.sender.outbox.send(court.folder) == 0
    (path,) = court.folder.iterdir()
    assert "TREVANION" not in path.name.upper()
    assert path.stat().st_mode & 0o777 == 0o600
    (card,) = court.sender.outbox.list()
    assert (card.state, card.tries) == (OutboxState.SENT, 1)
    assert [one.kind for one in card.receipts] == [ReceiptKind.SENT]


def test_a_message_is_acknowledged_refused_and_sent_again(court: Court) -> None:
    short = str(court.share())[-8:]
    keeper = court.sender.outbox
    with pytest.raises(BadInput):
        keeper.acknowledge(short)
    keeper.send(court.folder)
    assert keeper.acknowledge(short, refused="no such ASN").state is OutboxState.REFUSED
    assert keeper.retry(short).state is OutboxState.WAITING
    assert keeper.send(court.folder) == 1
    assert keeper.acknowledge(short).state is OutboxState.ACKNOWLEDGED
    assert keeper.list() == ()
    (card,) = keeper.list(every=True)
    assert [one.kind for one in card.receipts] == [
        ReceiptKind.SENT, ReceiptKind.REFUSED, ReceiptKind.RETRIED, ReceiptKind.SENT, ReceiptKind.ACKNOWLEDGED,
    ]  # fmt: skip
    assert card.receipts[1].text == "no such ASN"
    with pytest.raises(BadInput):
        keeper.retry(short)


def test_a_crash_between_file_and_receipt_writes_the_file_once_more(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    court.share()

    def torn(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("db.outbox.sending.append", torn)
        with pytest.raises(KeyboardInterrupt):
            court.sender.outbox.send(court.folder)
    assert court.states() == [OutboxState.WAITING]
    assert court.sender.outbox.send(court.folder) == 1
    assert len(list(court.folder.iterdir())) == 1


def test_a_message_that_waits_too_long_is_late(court: Court) -> None:
    now = court.units.clock.now()
    ages: list[tuple[OutboxState, timedelta, bool]] = [
        (OutboxState.WAITING, timedelta(minutes=59), False),
        (OutboxState.WAITING, timedelta(minutes=61), True),
        (OutboxState.SENT, timedelta(hours=23), False),
        (OutboxState.SENT, timedelta(hours=25), True),
        (OutboxState.ACKNOWLEDGED, timedelta(days=9), False),
        (OutboxState.REPLACED, timedelta(days=9), False),
        (OutboxState.REFUSED, timedelta(0), True),
    ]
    for state, age, late in ages:
        assert outbox_rules.is_late(state, made_at=now - age, sent_at=now - age, now=now) is late
    court.share()
    assert court.sender.outbox.count().late == 0
    table = OutboxMessage.__table__  # type: ignore[attr-defined]
    with court.units.raw("keeper", writes=True) as connection:
        connection.execute(table.update().values(made_at=now - timedelta(hours=2)))
    count = court.sender.outbox.count()
    assert (count.waiting, count.late, count.oldest) == (1, 1, now - timedelta(hours=2))
    assert "1 late" in next(block.title for block in court.desk.home.card().blocks if "police" in block.title)


def test_nothing_late_is_no_line_at_home(court: Court) -> None:
    court.share()
    assert not [block for block in court.desk.home.card().blocks if "police" in block.title]


@pytest.mark.parametrize(
    ("roles", "shares", "keeps"),
    [
        ((Role.CLERK,), True, True),
        ((Role.SERVICE,), False, True),
        ((Role.ADMINISTRATOR,), False, True),
        ((Role.POLICE_OFFICER,), False, False),
        ((Role.AUDITOR,), False, False),
    ],
)
def test_who_shares_and_who_sends(
    court: Court, record: Record, roles: tuple[Role, ...], *, shares: bool, keeps: bool
) -> None:
    who = record.user("somebody", court.clerk.agency_id, *roles, every_court=True)
    desk = Desk(court.units, who)
    if shares:
        assert desk.results.share(court.listings()[0]) is not None
    else:
        with pytest.raises((Refused, NotFound)):
            desk.results.share(court.listings()[0])
    if keeps:
        assert desk.outbox.count().refused == 0
    else:
        with pytest.raises(Refused):
            desk.outbox.count()


def test_another_agency_neither_lists_nor_settles_the_message(court: Court, record: Record) -> None:
    made = court.share()
    other = Desk(court.units, record.user("other", record.agency("CPS"), Role.CLERK, every_court=True))
    assert other.outbox.list() == ()
    with pytest.raises(NotFound):
        other.outbox.find(str(made))


def test_what_a_message_says_is_for_those_who_see_its_person(court: Court, record: Record) -> None:
    made = court.share()
    elsewhere = record.user("elsewhere", record.agency("CPS"), Role.CLERK, courts=[record.court("B98ZZ", "Elsewhere")])
    for actor in (court.service, elsewhere):
        with pytest.raises((NotFound, Refused)):
            Desk(court.units, actor).results.body(made)


def test_rows_are_found_by_the_number_of_the_case(court: Court) -> None:
    assert sorted(court.desk.results.rows(URN, ON)) == sorted(court.listings())
    for number, on in (("31KL9999999", ON), (URN, date(2026, 6, 3))):
        with pytest.raises(NotFound):
            court.desk.results.rows(number, on)


def test_a_receipt_is_a_row_of_its_own(court: Court, record: Record) -> None:
    court.share()
    court.sender.outbox.send(court.folder)
    (row,) = court.feed.rows(Receipt)
    assert (row.kind, row.noted_by_id) == (ReceiptKind.SENT, court.service.user_id)
