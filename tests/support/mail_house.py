"""An area with a police officer who wants a weekly list, an authoriser, an administrator and a service that sends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.access.relevance import Derived
from db.access.resolve import bump
from db.cards.mail import MailRunCard, NewSubscription, SubscriptionCard
from db.cards.searching import Column, Found, Query, Row
from db.desk import Desk
from db.mail.post import Post
from db.mail.running import MailRun, Ways
from db.mail.settings import NewSettings
from db.mail.smime import Signer, new_signer, signer_of
from db.tables.care import CustodySnapshot
from db.tables.held import PpoRegistration
from db.tables.mail import SubscriptionSend
from db.tables.places import Agency, Area
from db.tables.system import FOR_EVER, FeedBatch
from db.tables.users import UserArea, UserRole
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import LONDON
from db.words.families.access import Scope
from db.words.families.exchange import BatchState, FeedFormat
from db.words.families.mail import MailMode, WeeklyList
from db.words.families.places import AgencyKind, AreaKind
from db.words.keys import uuid7
from tests.support.post_office import NOW, Certified, certified
from tests.support.record import Record

ADDRESS, SENDER = "a.reader@secure.example", "tracker@mail.example"
MONDAY = date(2026, 11, 23)
FOUND = Row(UUID(int=7), "T-1", "ADDY, Kim", ("ADDY, Kim", "ALTCOURSE"))


@dataclass
class Tray:
    """Takes mails in place of a server; `fails` are raised one by one before anything is taken."""

    mails: list[tuple[str, bytes]] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)

    def send(self, *, sender: str, address: str, content: bytes, message_id: str) -> None:
        """One mail."""
        if self.fails:
            raise self.fails.pop(0)
        self.mails.append((address, content))

    def close(self) -> None:
        """Nothing is held open."""


class MailHouse:
    """`reader` is a police officer in the force area; `authoriser`, `admin` and `service` look after mail."""

    def __init__(self, record: Record) -> None:
        self.record, self.units = record, record.units
        self.force, self.cdrp, self.other = (
            Area(code="MER", name="Merseyside", kind=AreaKind.FORCE),
            Area(code="LPL", name="Liverpool", kind=AreaKind.PARTNERSHIP),
            Area(code="GMP", name="Greater Manchester", kind=AreaKind.FORCE),
        )
        self.cdrp.parent_id = self.force.id
        record.put(self.force, self.cdrp, self.other)
        police = Agency(code="MERPOL", name="Police", kind=AgencyKind.POLICE, area_id=self.force.id)
        record.put(police)
        self.police = police.id
        self.court = record.agency()
        self.reader = record.user("reader", police.id, Role.POLICE_OFFICER)
        self.colleague = record.user("colleague", police.id, Role.POLICE_OFFICER, Role.AUTHORISER)
        self.authoriser = record.user("authoriser", self.court, Role.AUTHORISER)
        record.put(UserArea(user_id=self.authoriser.user_id, area_id=self.force.id))
        self.elsewhere = record.user("elsewhere", self.court, Role.AUTHORISER)
        record.put(UserArea(user_id=self.elsewhere.user_id, area_id=self.other.id))
        self.admin = record.user("admin", self.court, Role.ADMINISTRATOR)
        self.service = record.user("sender", self.court, Role.SERVICE)
        self.tray = Tray()
        self.asked: list[tuple[Actor, Query]] = []
        self.found: tuple[Row, ...] = (FOUND,)
        self.at(time(8))

    def at(self, hour: time, day: date = MONDAY) -> None:
        """It is this hour, by the court's clock."""
        clock = self.units.clock
        clock.shift = datetime.combine(day, hour, LONDON) - datetime.now(LONDON)
        for name in ("reader", "colleague", "authoriser", "elsewhere", "admin", "service"):
            setattr(self, name, replace(getattr(self, name), today=day))

    def desk(self, actor: Actor) -> Desk:
        return Desk(self.units, actor)

    def ask(self, *, actor: Actor | None = None, **new: object) -> SubscriptionCard:
        """Asked for by the reader."""
        usual = {"kind": WeeklyList.IN_PRISON, "area": "LPL", "address": ADDRESS, "reason": "weekly PPO meeting"}
        made = self.desk(actor or self.reader).subscriptions.ask(NewSubscription(**{**usual, **new}))
        assert made is not None
        return made

    def subscribed(self, **new: object) -> SubscriptionCard:
        """Asked for and authorised."""
        card = self.ask(**new)
        return self.desk(self.authoriser).subscriptions.authorise(card.reference)

    def set_up(self, *, certificate: Certified | None = None, **more: object) -> Signer:
        """Mail leaves, and the reader has a certificate."""
        mail = self.desk(self.admin).mail
        mail.put(NewSettings(**{"server": "localhost", "sender": SENDER, "domains": ("secure.example",), **more}))
        if certificate is not None:
            mail.add_certificate(ADDRESS, certificate.certificate)
        self.signer = signer_of(*new_signer(SENDER, "x", now=NOW), "x")
        return self.signer

    def suspend(self, actor: Actor) -> None:
        """An administrator suspends the account."""
        self.desk(self.admin).accounts.suspend(actor.user_name, reason="on leave for a year")

    def set_role(self, actor: Actor, role: str) -> None:
        """Another role in place of those that the account has."""
        table: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
        with self.units.raw("keeper", writes=True) as connection:
            connection.execute(sa.update(table).where(table.c.user_id == actor.user_id).values(role=Role(role)))
            bump(connection)

    def prison_file(self, taken_at: datetime | None = None) -> UUID:
        """A prison file is taken in and accepted."""
        taken = taken_at or self.units.clock.now() - timedelta(hours=2)
        row = FeedBatch(
            agency_id=self.court, format=FeedFormat.PRISONER_CSV, file_name="prison.csv", file_hash=uuid7().bytes,
            taken_at=taken, finished_at=taken, taken_by_id=self.admin.user_id, state=BatchState.ACCEPTED,
            held=1,
        )  # fmt: skip
        self.record.put(row)
        return row.id

    def held(self, family: str) -> UUID:
        """A person registered in the area, whom the newest prison file holds."""
        batch = self.prison_file()
        known = self.record.person(self.police, family, "Kim", system="prison")
        now, since = self.units.clock.now(), self.units.clock.today() - timedelta(days=90)
        ppo = PpoRegistration(
            person_id=known.person, owner_agency_id=self.police, area_id=self.cdrp.id, recorded_at=now,
            nominated_on=since,
        )  # fmt: skip
        snapshot = CustodySnapshot(
            person_id=known.person, source_record_id=known.record, recorded_at=now - timedelta(hours=3),
            batch_id=batch, status="ACTIVE IN", establishment_code="QWI", establishment="Altcourse",
            legal_status="SENTENCED",
        )  # fmt: skip
        self.record.put(ppo, snapshot)
        self.record.relevant(Derived(known.person, Scope.AREA, self.force.id, "registered", ppo.id, since, FOR_EVER))
        return known.person

    def search(self, units: Units, actor: Actor, query: Query) -> Found:
        """What the searches would find."""
        self.asked.append((actor, query))
        with units.read(actor) as unit:
            assert unit.actor.user_id == actor.user_id
        columns = (Column("name", "Name"), Column("establishment", "Establishment"))
        return Found(query, query.as_of or MONDAY, query.area, "Liverpool", columns, self.found)

    def run(self, actor: Actor | None = None, *, post: Post | None = None) -> MailRunCard:
        """One run."""
        tray: Post = post or self.tray
        ways = Ways(lambda _: tray, lambda _: self.signer, self.search)
        return MailRun(self.units, actor or self.service, ways).run()

    def sends(self) -> list[Any]:
        """What became of each week's mail."""
        table: sa.Table = SubscriptionSend.__table__  # type: ignore[attr-defined]
        with self.units.raw("keeper") as connection:
            return list(connection.execute(sa.select(table).order_by(table.c.week)))


@pytest.fixture
def house(record: Record) -> MailHouse:
    """The area and its people, at eight o'clock on a Monday."""
    return MailHouse(record)


@pytest.fixture(scope="session")
def certificate() -> Certified:
    """The reader's own."""
    return certified(address=ADDRESS, ends=datetime(2040, 1, 1, tzinfo=LONDON))


__all__ = ["ADDRESS", "MONDAY", "MailHouse", "MailMode", "Tray", "certificate", "house"]
