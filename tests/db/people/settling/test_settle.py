"""Records held against the record: what is certain is linked, what is not is asked once, and a human's word stands."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from db.audit.chain import open_chain
from db.people.deciding import Grounds, apart, decide, undo
from db.people.matching.splink_pairs import finder_of
from db.people.settling.at_once import found_at_once
from db.people.settling.beside import beside
from db.people.settling.settle import Settled, Settling
from db.tables.matching import LinkDecision, ReviewCandidate, ReviewItem
from db.tables.people import Address, SourceRecord
from db.words.actor import Actor, Role
from db.words.families.matching import Engine, LinkKind, ReviewState
from db.words.families.people import AddressKind, IdentifierKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

BORN = date(1981, 4, 3)
PNC = "1981/0000033T"
NOMS = "A4417QK"


class Desk:
    """A court's and a prison's records, and the clerk in whose name rules decide."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.court, self.prison = record.agency(), record.agency("HMP")
        self.clerk: Actor = record.user("clerk", self.court, Role.CLERK)

    def person(
        self, family: str, given: str, *, born: date = BORN, pnc: str = "", cro: str = "", noms: str = "",
        prison: bool = False,
    ) -> Known:  # fmt: skip
        kinds = (IdentifierKind.PNC, pnc), (IdentifierKind.CRO, cro), (IdentifierKind.NOMS, noms)
        numbers = [(kind, value) for kind, value in kinds if value]
        system = "prison" if prison else "libra"
        return self.record.person(
            self.prison if prison else self.court, family, given, born=born, identifiers=numbers, system=system
        )

    def home(self, known: Known, line: str = "4 Invented Row", postcode: str = "QX1 2AB") -> None:
        self.record.put(
            Address(
                person_id=known.person, source_record_id=known.record, recorded_at=self.record.clock.now(),
                kind=AddressKind.HOME, lines=line, postcode=postcode,
            )
        )  # fmt: skip

    def settle(self, *records: UUID, dry: bool = False, engine: Engine = Engine.CORE) -> Settled:
        now, finder = self.record.clock.now(), finder_of(engine)
        with self.record.units.raw("bulk", writes=True) as connection:
            open_chain(connection, self.clerk, now)
            near = found_at_once(connection, finder) if finder else beside
            return Settling(connection, self.clerk, now, run=uuid7(), dry=dry, near=near).run(records)

    def person_of(self, known: Known) -> UUID:
        table = table_of(SourceRecord)
        with self.record.units.raw("keeper") as connection:
            found: UUID = connection.execute(
                sa.select(table.c.person_id).where(table.c.id == known.record)
            ).scalar_one()
        return found

    def rows(self, model: type[SQLModel]) -> list[sa.RowMapping]:
        with self.record.units.raw("keeper") as connection:
            return list(connection.execute(sa.select(table_of(model))).mappings())


def table_of(model: type[SQLModel]) -> sa.Table:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table


@pytest.fixture
def desk(record: Record) -> Desk:
    return Desk(record)


def test_name_birth_and_number_are_linked_with_their_reasons(desk: Desk) -> None:
    court, prison = (
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC),
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC, prison=True),
    )
    done = desk.settle(prison.record)
    assert (done.linked, done.asked, done.new) == (1, 0, 0)
    assert desk.person_of(prison) == desk.person_of(court) == court.person
    decision = desk.rows(LinkDecision)[0]
    assert decision["weight"] >= 20
    assert "PNC exact" in " ".join(json.loads(decision["reasons"]))
    assert desk.settle(prison.record).linked == 0


def test_name_and_birth_alone_are_asked_about_once(desk: Desk) -> None:
    desk.person("Shaughnessy", "Kayleigh")
    prison = desk.person("Shaughnessy", "Kayleigh", prison=True)
    assert desk.settle(prison.record).asked == 1
    assert desk.settle(prison.record).asked == 1
    items, candidates = desk.rows(ReviewItem), desk.rows(ReviewCandidate)
    assert [(row["record_id"], row["state"]) for row in items] == [(prison.record, ReviewState.OPEN)]
    assert len(candidates) == 1
    assert json.loads(candidates[0]["guards"]) == ["name_and_birth_only"]


def test_a_stranger_is_nobody_else(desk: Desk) -> None:
    desk.person("Shaughnessy", "Kayleigh")
    other = desk.person("Marsh", "Declan", born=date(1990, 1, 7), prison=True)
    assert desk.settle(other.record).new == 1
    assert desk.rows(ReviewItem) == []


def test_two_who_both_seem_certain_are_asked_about(desk: Desk) -> None:
    for _ in range(2):
        desk.home(desk.person("Shaughnessy", "Kayleigh"))
    prison = desk.person("Shaughnessy", "Kayleigh", prison=True)
    desk.home(prison)
    done = desk.settle(prison.record)
    assert (done.linked, done.asked) == (0, 1)
    assert len(desk.rows(ReviewCandidate)) == 2


def test_a_record_whose_numbers_lead_to_two_files_makes_them_one(desk: Desk) -> None:
    court = desk.person("Shaughnessy", "Kayleigh", pnc=PNC)
    prison = desk.person("Shaughnessy", "Kayleigh", noms=NOMS, prison=True)
    both = desk.person("Shaughnessy", "Kayleigh", pnc=PNC, noms=NOMS)
    done = desk.settle(both.record)
    assert (done.linked, done.asked, len(done.decisions)) == (1, 0, 2)
    assert desk.person_of(both) == desk.person_of(prison) == desk.person_of(court)
    assert desk.rows(ReviewItem) == []


def test_a_record_whose_numbers_lead_to_two_who_exclude_each_other_is_asked_about(desk: Desk) -> None:
    desk.person("Shaughnessy", "Kayleigh", pnc=PNC, cro="000033/81N")
    desk.person("Shaughnessy", "Kayleigh", noms=NOMS, cro="041277/08T", prison=True)
    both = desk.person("Shaughnessy", "Kayleigh", pnc=PNC, noms=NOMS)
    done = desk.settle(both.record)
    assert (done.linked, done.asked) == (0, 1)
    assert desk.rows(LinkDecision) == []
    assert desk.person_of(both) == both.person


def test_what_a_human_took_apart_no_rule_joins_again(desk: Desk) -> None:
    court, prison = (
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC),
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC, prison=True),
    )
    desk.settle(prison.record)
    now = desk.record.clock.now()
    with desk.record.units.raw("bulk", writes=True) as connection:
        where, pairs = apart(connection, prison.record, now=now)
        decide(
            connection, LinkKind.SPLIT, where, about=pairs, grounds=Grounds(why="another"), actor=desk.clerk, now=now
        )
    done = desk.settle(prison.record)
    assert (done.linked, done.asked) == (0, 0)
    assert desk.person_of(prison) != desk.person_of(court)


def test_a_limited_person_is_never_joined_by_a_rule(desk: Desk) -> None:
    from db.tables.people import Person

    court, prison = (
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC),
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC, prison=True),
    )
    with desk.record.units.raw("keeper", writes=True) as connection:
        table = table_of(Person)
        connection.execute(sa.update(table).where(table.c.id == court.person).values(restricted_level=1))
    done = desk.settle(prison.record)
    assert (done.linked, done.asked) == (0, 1)


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    desk.person("Shaughnessy", "Kayleigh", pnc=PNC)
    prison = desk.person("Shaughnessy", "Kayleigh", pnc=PNC, prison=True)
    assert desk.settle(prison.record, dry=True).linked == 1
    assert desk.rows(LinkDecision) == []
    assert desk.person_of(prison) == prison.person


def test_an_undone_link_leaves_both_as_they_were(desk: Desk) -> None:
    desk.person("Shaughnessy", "Kayleigh", pnc=PNC)
    prison = desk.person("Shaughnessy", "Kayleigh", pnc=PNC, prison=True)
    done = desk.settle(prison.record)
    now = desk.record.clock.now()
    with desk.record.units.raw("bulk", writes=True) as connection:
        undo(connection, done.decisions[0], why="not her", actor=desk.clerk, now=now)
    assert desk.person_of(prison) == prison.person


@pytest.mark.parametrize("engine", Engine)
def test_each_engine_links_asks_and_leaves_alone_the_same(desk: Desk, engine: Engine) -> None:
    court, prison = (
        desk.person("Shaughnessy", "Kayleigh", pnc=PNC),
        desk.person("Shaughnessy", "Kaylee", pnc=PNC, prison=True),
    )
    namesake = desk.person("Shaughnessy", "Kayleigh", prison=True)
    stranger = desk.person("Quill", "Odette", born=date(1990, 7, 2))
    done = desk.settle(court.record, namesake.record, stranger.record, engine=engine)
    assert (done.linked, done.asked, done.new) == (1, 1, 1)
    assert desk.person_of(court) == desk.person_of(prison)
    assert desk.person_of(namesake) not in {desk.person_of(court), desk.person_of(stranger)}
