"""Two proposed as the same person: who may, of whom, with what reason; kept, audited for both, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from db.people.proposing import LONGEST, ProposalService
from db.tables.people import Person
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.matching import ProposalState
from tests.support.record import Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Pair:
    record: Record
    court: UUID
    agency: UUID
    clerk: Actor
    one: UUID
    other: UUID

    def service(self, actor: Actor | None = None) -> ProposalService:
        return ProposalService(self.record.units, actor or self.clerk)


@pytest.fixture
def pair(record: Record) -> Pair:
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    one = record.seen_at(record.person(agency, "Smith", "John"), court)
    other = record.seen_at(record.person(agency, "Smyth", "Jon"), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    return Pair(record, court, agency, clerk, one.person, other.person)


def acts(units: Units) -> list[tuple[str, UUID | None]]:
    with units.raw("keeper") as connection:
        rows = connection.execute(sa.select(EVENT.c.action, EVENT.c.person_id).order_by(EVENT.c.number)).all()
    return [(action, person) for action, person in rows if action.startswith("match.")]


def test_a_proposal_is_kept_with_its_reason_and_stands_in_the_log_of_both(pair: Pair) -> None:
    made = pair.service().propose(pair.other, pair.one, reason="  same photograph\x00 ")
    assert (made.reason, made.state) == ("same photograph", ProposalState.OPEN)
    assert {made.one, made.other} == {pair.one, pair.other}
    assert pair.service().mine() == (made,)
    assert sorted(acts(pair.record.units), key=str) == sorted(
        [("match.propose", pair.one), ("match.propose", pair.other)], key=str
    )


def test_the_same_two_are_proposed_once_whichever_way_round(pair: Pair) -> None:
    service = pair.service()
    service.propose(pair.one, pair.other, reason="same address")
    with pytest.raises(Refused, match="already"):
        service.propose(pair.other, pair.one, reason="same address")
    with pytest.raises(Refused, match="one and the same"):
        service.propose(pair.one, pair.one, reason="same")


def test_it_is_taken_back_in_the_sitting_that_made_it_and_in_no_other(pair: Pair) -> None:
    service = pair.service()
    made = service.propose(pair.one, pair.other, reason="same address")
    with pytest.raises(Refused, match="in this sign-in"):
        pair.service().take_back(made.id)
    assert service.take_back(made.id).state is ProposalState.TAKEN_BACK
    with pytest.raises(Refused, match="in this sign-in"):
        service.take_back(made.id)
    assert [one.state for one in service.mine()] == [ProposalState.TAKEN_BACK]
    assert len(acts(pair.record.units)) == 4
    service.propose(pair.one, pair.other, reason="they are, after all")


@pytest.mark.parametrize("reason", ["", "  \x07 ", "x" * (LONGEST + 1)])
def test_a_reason_is_wanted_and_a_long_one_refused_not_cut(pair: Pair, reason: str) -> None:
    with pytest.raises(BadInput):
        pair.service().propose(pair.one, pair.other, reason=reason)
    assert pair.service().mine() == ()


def test_who_only_reads_is_refused_in_words(pair: Pair) -> None:
    usher = pair.record.user("usher", pair.agency, Role.USHER, courts=[pair.court])
    with pytest.raises(Refused, match="your role reads only"):
        pair.service(usher).propose(pair.one, pair.other, reason="same face")


def test_both_must_be_visible_and_hidden_is_worded_like_missing(pair: Pair) -> None:
    elsewhere = pair.record.court("B02BB")
    hidden = pair.record.seen_at(pair.record.person(pair.agency, "Smith", "Jack"), elsewhere).person
    for other in (hidden, uuid4()):
        with pytest.raises(NotFound, match="Not found"):
            pair.service().propose(pair.one, other, reason="same face")
    assert acts(pair.record.units) == []


def test_nobody_of_limited_access_is_proposed(pair: Pair) -> None:
    with pair.record.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(PERSON).where(PERSON.c.id == pair.other).values(restricted_level=1))
    with pytest.raises((Refused, NotFound)):
        pair.service().propose(pair.one, pair.other, reason="same face")
    assert pair.service().mine() == ()


def test_another_user_does_not_read_it(pair: Pair) -> None:
    pair.service().propose(pair.one, pair.other, reason="same face")
    colleague = pair.record.user("colleague", pair.agency, Role.CLERK, courts=[pair.court])
    assert pair.service(colleague).mine() == ()
