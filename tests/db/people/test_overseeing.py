"""Who decided what, and links of rules drawn at random: for supervisors, of people whom they see, moving nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.audit.chain import open_chain
from db.people.reviewing.overseeing import OverseeingService
from db.people.reviewing.people import LinkService
from db.people.settling.settle import Settling
from db.tables.people import SourceRecord
from db.tables.system import AuditEvent
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.matching import LinkKind
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

PNC = ("1981/0000033T", "1990/0000001V")
RECORD: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


class Linked:
    """Two defendants of a court, each with a prison's record that a rule linked by the number."""

    def __init__(self, record: Record) -> None:
        self.record, self.units = record, record.units
        self.court_agency, self.prison = record.agency(), record.agency("HMP", AgencyKind.PRISON)
        self.court = record.court()
        self.lead = record.user("lead", self.court_agency, Role.CLERK, Role.SUPERVISOR, courts=[self.court])
        self.ann = record.user("ann", self.court_agency, Role.CLERK, courts=[self.court])
        self.known = [self._linked(name, pnc) for name, pnc in zip(("Shaughnessy", "Marsh"), PNC, strict=True)]

    def _linked(self, family: str, pnc: str) -> Known:
        numbers = [(IdentifierKind.PNC, pnc)]
        known = self.record.person(self.court_agency, family, "Kay", born=date(1981, 4, 3), identifiers=numbers)
        self.record.listing(known, self.record.case(known, court=self.court), court=self.court)
        sent = self.record.person(
            self.prison, family, "Kay", born=date(1981, 4, 3), identifiers=numbers, system="prison"
        )
        now = self.record.clock.now()
        with self.units.raw("bulk", writes=True) as connection:
            open_chain(connection, self.ann, now)
            Settling(connection, self.ann, now, run=uuid7()).run([sent.record])
        return known

    def of(self, who: Actor | None = None) -> OverseeingService:
        return OverseeingService(self.units, who or self.lead)

    def placed(self) -> list[tuple[object, ...]]:
        with self.units.raw("keeper") as connection:
            return [tuple(row) for row in connection.execute(sa.select(RECORD.c.id, RECORD.c.person_id))]


@pytest.fixture
def linked(record: Record) -> Linked:
    return Linked(record)


def test_decisions_are_listed_by_who_by_kind_and_by_day(linked: Linked) -> None:
    record = next(key for key, person in linked.placed() if person == linked.known[0].person)
    LinkService(linked.units, linked.lead).split(record, why="another woman")  # type: ignore[arg-type]
    of, today = linked.of(), linked.record.clock.today()
    assert [card.kind for card in of.decided().items] == [LinkKind.SPLIT, LinkKind.RULE, LinkKind.RULE]
    assert [card.decided_by for card in of.decided(by="LEAD").items] == ["Lead"]
    assert [card.why for card in of.decided(kind=LinkKind.SPLIT).items] == ["another woman"]
    assert len(of.decided(since=today, until=today).items) == 3
    assert of.decided(since=today + timedelta(days=1)).items == ()
    assert of.decided(until=today - timedelta(days=1)).items == ()


def test_a_sample_is_checked_once_and_moves_nothing(linked: Linked) -> None:
    of, before = linked.of(), linked.placed()
    drawn = of.sample(10)
    assert {card.decision.kind for card in drawn} == {LinkKind.RULE}
    assert {card.side.name for card in drawn} == {"SHAUGHNESSY, Kay", "MARSH, Kay"}
    assert of.share().words == "No link was checked yet."
    of.check(drawn[0].decision.id, right=True)
    with pytest.raises(BadInput, match="why the link is wrong"):
        of.check(drawn[1].decision.id, right=False)
    wrong = of.check(drawn[1].decision.id, right=False, why="twins")
    assert (of.share().checked, of.share().right) == (2, 1)
    assert of.share().words == "1 of 2 checked links were right (50.0 %)."
    assert of.sample(10) == ()
    with pytest.raises(Refused, match="already"):
        of.check(drawn[0].decision.id, right=True)
    assert linked.placed() == before
    LinkService(linked.units, linked.lead).undo(wrong)
    assert len(of.sample(10)) == 1
    with linked.units.raw("keeper") as connection:
        acts = list(connection.execute(sa.select(EVENT.c.action)).scalars())
    assert acts.count("match.check") == 2


def test_it_is_for_supervisors_and_of_people_whom_they_see(linked: Linked, record: Record) -> None:
    for call in ("decided", "sample", "share"):
        with pytest.raises(Refused, match="supervisor"):
            getattr(linked.of(linked.ann), call)()
    far = record.user(
        "far", linked.court_agency, Role.CLERK, Role.SUPERVISOR, courts=[record.court("B98XX", "Elsewhere")]
    )
    key = linked.of().sample(1)[0].decision.id
    assert linked.of(far).decided().items == ()
    assert linked.of(far).sample() == ()
    with pytest.raises(NotFound):
        linked.of(far).check(key, right=True)
    with pytest.raises(NotFound):
        linked.of().check(uuid7(), right=True)
    with pytest.raises(BadInput):
        linked.of().sample(51)


def test_what_a_human_decided_is_not_checked(linked: Linked) -> None:
    people = [known.person for known in linked.known]
    joined = LinkService(linked.units, linked.lead).merge(*people, why="one woman")
    with pytest.raises(Refused, match="Only what a rule linked"):
        linked.of().check(joined, right=True)
