"""Five systems send one person, and the prison a namesake too: rules link what is certain, a clerk says the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from db.cards.file import FileCard
from db.cards.person import FieldCard
from db.desk import Desk
from db.tables.people import SourceRecord
from db.words.actor import Actor, Role
from db.words.families.places import AgencyKind
from tests.support import one_person
from tests.support.feeds import Inbox
from tests.support.record import Record

ORDERS = (
    ("libra", "common_platform", "spi", "prison", "probation"),
    ("probation", "prison", "spi", "common_platform", "libra"),
    ("spi", "probation", "libra", "prison", "common_platform"),
)
CERTAIN = frozenset({"libra", "common-platform", "police-case", "prison"})


@dataclass
class Five:
    """The inbox, who loads what the agencies send, and the clerk's desk."""

    inbox: Inbox
    senders: dict[str, Actor]

    @property
    def desk(self) -> Desk:
        return Desk(self.inbox.units, self.inbox.clerk)

    def take(self, order: Iterable[str]) -> None:
        files = one_person.files(self.inbox.units.clock.today())
        for system in order:
            outcome = self.inbox.take(files[system], actor=self.senders.get(system))
            assert (outcome.flagged, outcome.quarantined) == (0, 0), system

    def people(self) -> dict[UUID, set[str]]:
        """The systems whose records make up each person; the namesake's is `namesake`."""
        found: dict[UUID, set[str]] = {}
        for row in self.inbox.rows(SourceRecord):
            system = "namesake" if row.external_id == one_person.NAMESAKE_NOMS else row.system
            found.setdefault(row.person_id, set()).add(system)
        return found

    def decide(self) -> None:
        """Answer every question as the clerk knows it: the namesake is somebody else, the rest is him."""
        review = self.desk.review
        while waiting := review.waiting().items:
            page = review.open(waiting[0].id)
            for compared in page.compared:
                numbers = {*page.side.values, *compared.side.values}
                if one_person.NAMESAKE_NOMS in numbers:
                    review.apart(waiting[0].id, compared.side.record, why="he was born in September")
                else:
                    review.same(waiting[0].id, compared.side.record, why="probation told his earlier home")
                break

    def file(self) -> FileCard:
        (person,) = (key for key, systems in self.people().items() if "libra" in systems)
        return self.desk.file.open(person)


@pytest.fixture
def five(record: Record, tmp_path: Path) -> Five:
    court = record.agency(name="Courts Service")
    room = record.court("B99ZZ", "Overstoke Magistrates' Court")
    prison = record.agency("HMP", AgencyKind.PRISON, "Prison Service")
    probation = record.agency("PROB", AgencyKind.PROBATION, "Probation Service")
    clerk = record.user("clerk", court, Role.CLERK, courts=[room])
    senders = {
        "prison": record.user("warder", prison, Role.PRISON_OFFICER),
        "probation": record.user("officer", probation, Role.PROBATION_OFFICER),
    }
    return Five(Inbox(record.units, clerk, tmp_path), senders)


def said(fields: Iterable[FieldCard]) -> dict[str, dict[str, str]]:
    """Every field's values with the source of each."""
    return {field.label: {value.text: value.source.words for value in field.values} for field in fields}


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_in_any_order_rules_link_four_a_clerk_the_fifth_and_the_namesake_stays_apart(
    five: Five, order: tuple[str, ...]
) -> None:
    five.take(order)
    assert sorted(map(sorted, five.people().values())) == [sorted(CERTAIN), ["namesake"], ["probation"]]
    five.decide()
    assert sorted(map(sorted, five.people().values())) == [sorted({*CERTAIN, "probation"}), ["namesake"]]
    namesake = next(key for key, systems in five.people().items() if systems == {"namesake"})
    assert namesake != five.file().person_id


def test_the_file_says_each_value_with_its_source(five: Five) -> None:
    five.take(ORDERS[0])
    five.decide()
    card = five.file()
    prison, probation = "Prison Service, prison record", "Probation Service, probation record"
    libra, hearing, police = (f"Courts Service, {system}" for system in ("LIBRA", "Common Platform", "police case"))
    names = said(card.names)
    assert names["name"]["TREMELLEN, Jowan"] == probation
    assert names["also known as"] == {"TREMAYNE, John": prison, "TREMELLIN, Joe": hearing}
    assert said(card.numbers) == {
        "arrest/summons number": {one_person.SUMMONS: police},
        "PNC number": {one_person.PNC: prison},
        "CRO number": {one_person.CRO: prison},
        "NOMS number": {one_person.NOMS: prison},
        "probation CRN": {one_person.CRN: probation},
        "local number": {"offender 7304417": probation},
    }
    assert said(card.addresses) == {
        "home address": {
            "2 Capstan Row, Pendrift, ZZ9 4AB": probation, "14B Ropewalk, Pendrift, ZZ9 7QX": police,
        },
        "phone": {"07700900417": hearing},
    }  # fmt: skip
    today = five.inbox.units.clock.today()
    (stay,) = card.custody
    assert (stay.place, stay.source.words, stay.here_now) == ("Quarrydean (HMP)", prison, True)
    assert (stay.since, str(one_person.release(today).year) in stay.release) == (one_person.admitted(today), True)
    assert {case.number: case.source.words for case in card.cases} == {
        one_person.CASE_NO: libra, one_person.URN: hearing, one_person.SPI_URN: police,
    }  # fmt: skip
    assert [line.owner for line in card.held.lines] == ["Probation Service"]


def test_the_file_says_how_each_record_came_to_it(five: Five) -> None:
    five.take(ORDERS[0])
    five.decide()
    assert [(line.source.system, line.link) for line in five.file().records] == [
        ("LIBRA", "not linked"), ("Common Platform", "linked by rule"), ("police case", "linked by rule"),
        ("prison record", "linked by rule"), ("probation record", "confirmed"),
    ]  # fmt: skip
