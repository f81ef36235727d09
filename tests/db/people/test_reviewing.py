"""The review queue by its reader: what is asked, what is shown of whom, what a decision does, and taking it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.audit.chain import open_chain
from db.cards.review import FIELDS, Mark
from db.people.reviewing.people import LinkService
from db.people.reviewing.service import ReviewService
from db.people.settling.settle import Settling
from db.tables.people import Person, SourceRecord
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.matching import LinkKind
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

BORN = date(1981, 4, 3)
DAY = date(2026, 2, 3)
PNC, OTHER_PNC = "1981/0000033T", "1990/0000001V"
RECORD: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]


class Queue:
    """Kayleigh on today's list of a court, a prison's record of the same name and birth, and two clerks."""

    def __init__(self, record: Record) -> None:
        self.record, self.units = record, record.units
        self.court_agency = record.agency()
        self.prison = record.agency("HMP", AgencyKind.PRISON)
        self.court = record.court()
        self.ann = record.user("ann", self.court_agency, Role.CLERK, courts=[self.court])
        self.ben = record.user("ben", self.court_agency, Role.CLERK, courts=[self.court])
        self.far = record.user("far", self.court_agency, Role.CLERK, courts=[record.court("B98XX", "Elsewhere")])
        self.known = self.listed("Shaughnessy", "Kayleigh")
        self.sent = self.person("Shaughnessy", "Kayleigh", prison=True)

    def person(self, family: str, given: str, *, pnc: str = "", prison: bool = False) -> Known:
        numbers = [(IdentifierKind.PNC, pnc)] if pnc else []
        owner, system = (self.prison, "prison") if prison else (self.court_agency, "libra")
        return self.record.person(owner, family, given, born=BORN, sex="F", identifiers=numbers, system=system)

    def listed(self, family: str, given: str, *, pnc: str = "") -> Known:
        known = self.person(family, given, pnc=pnc)
        tried = self.record.case(known, court=self.court)
        self.record.listing(known, tried, court=self.court)
        return known

    def ask(self, known: Known) -> None:
        now = self.record.clock.now()
        with self.units.raw("bulk", writes=True) as connection:
            open_chain(connection, self.ann, now)
            Settling(connection, self.ann, now, run=uuid7()).run([known.record])

    def review(self, who: Actor | None = None) -> ReviewService:
        return ReviewService(self.units, who or self.ann)

    def links(self, who: Actor | None = None) -> LinkService:
        return LinkService(self.units, who or self.ann)

    def only(self, who: Actor | None = None) -> UUID:
        items = self.review(who).waiting().items
        assert len(items) == 1
        return items[0].id

    def person_of(self, known: Known) -> UUID:
        with self.units.raw("keeper") as connection:
            query = sa.select(RECORD.c.person_id).where(RECORD.c.id == known.record)
            found: UUID = connection.execute(query).scalar_one()
        return found


@pytest.fixture
def queue(record: Record) -> Queue:
    made = Queue(record)
    made.ask(made.sent)
    return made


def test_a_question_is_for_whoever_may_see_one_of_its_people(queue: Queue) -> None:
    page = queue.review().waiting()
    assert (page.total, [card.today for card in page.items]) == (1, [True])
    assert (page.items[0].name, page.items[0].born) == ("SHAUGHNESSY, Kayleigh", BORN)
    assert queue.review(queue.far).waiting().total == 0
    with pytest.raises(NotFound):
        queue.review(queue.far).open(page.items[0].id)


def test_two_records_stand_side_by_side_with_a_mark_for_every_field(queue: Queue) -> None:
    page = queue.review().open(queue.only())
    assert page.fields == FIELDS
    (compared,) = page.compared
    marks = dict(zip(FIELDS, compared.marks, strict=True))
    assert (marks["surname"], marks["born"], marks["PNC"]) == (Mark.SAME, Mark.SAME, Mark.MISSING)
    assert compared.guards == ("nothing agrees but name and date of birth",)
    assert page.side.values[:2] == ("SHAUGHNESSY", "Kayleigh")


def test_who_opens_a_question_has_it_alone_for_ten_minutes(queue: Queue) -> None:
    question = queue.only()
    queue.review().open(question)
    with pytest.raises(Conflict, match="Ann is looking"):
        queue.review(queue.ben).open(question)
    assert queue.review(queue.ben).waiting().items[0].claimed_by == "Ann"


def test_who_leaves_a_question_undecided_lets_it_go_and_nobody_is_told_of_themselves(queue: Queue) -> None:
    question = queue.only()
    queue.review().open(question)
    assert queue.review().waiting().items[0].claimed_by == "", "one's own looking is told to the others"
    queue.review(queue.ben).let_go(question)
    assert queue.review(queue.ben).waiting().items[0].claimed_by == "Ann", "another's is not let go"
    queue.review().let_go(question)
    assert queue.review(queue.ben).waiting().items[0].claimed_by == ""
    assert queue.review(queue.ben).open(question).question.id == question


def test_looking_leaves_a_question_whose_it_is(queue: Queue) -> None:
    question = queue.only()
    queue.review().open(question)
    (compared,) = queue.review(queue.ben).look(question).compared
    assert compared.guards == ("nothing agrees but name and date of birth",)
    assert queue.review(queue.ben).waiting().items[0].claimed_by == "Ann"
    with pytest.raises(NotFound):
        queue.review(queue.far).look(question)


def test_a_question_names_the_reference_of_whom_the_reader_sees(queue: Queue) -> None:
    assert queue.review().waiting().items[0].ref == "", "the prison's own person is not the clerk's"
    queue.record.seen_at(queue.sent, queue.court)
    (card,) = queue.review().waiting().items
    assert card.ref.startswith("P-")


def test_yes_makes_one_file_and_undoing_asks_again(queue: Queue) -> None:
    question = queue.only()
    decision = queue.review().same(question, queue.known.record)
    assert queue.person_of(queue.sent) == queue.person_of(queue.known)
    assert queue.review().waiting().total == 0
    history = queue.links().history(queue.known.person)
    assert [(card.kind, card.decided_by, card.records) for card in history] == [(LinkKind.MERGE, "Ann", 1)]
    queue.links().undo(decision, why="a slip")
    assert queue.person_of(queue.sent) == queue.sent.person
    assert queue.only() == question


def test_no_and_none_of_these_are_not_asked_again(queue: Queue) -> None:
    queue.review().apart(queue.only(), queue.known.record)
    assert queue.review().waiting().total == 0
    queue.ask(queue.sent)
    assert queue.review().waiting().total == 0
    third = queue.person("Shaughnessy", "Kayleigh", prison=False)
    queue.ask(queue.sent)
    assert queue.review().waiting().total == 0, "nobody in the question matters to the clerk any more"
    assert queue.person_of(third) == third.person


def test_later_is_asked_again_tomorrow(queue: Queue) -> None:
    question = queue.only()
    queue.review().later(question)
    assert queue.review().waiting().total == 0
    queue.review().ask_now(question)
    assert queue.only() == question


def test_against_a_conflict_a_reason_is_wanted(queue: Queue) -> None:
    known = queue.listed("Marsh", "Declan", pnc=PNC)
    sent = queue.person("Marsh", "Declan", pnc=OTHER_PNC, prison=True)
    queue.ask(sent)
    question = next(card.id for card in queue.review().waiting().items if card.name.startswith("MARSH"))
    with pytest.raises(BadInput, match="PNC conflict"):
        queue.review().same(question, known.record)
    queue.review().same(question, known.record, why="he gave a false number, prison has his fingerprints")
    assert queue.person_of(sent) == queue.person_of(known)


def test_limited_access_shows_nothing_and_joins_nobody(queue: Queue) -> None:
    with queue.units.raw("keeper", writes=True) as connection:
        limited = sa.update(PERSON).where(PERSON.c.id == queue.sent.person)
        connection.execute(limited.values(restricted_level=1))
    question = queue.only()
    page = queue.review().open(question)
    assert (page.side.name, page.side.withheld, set(page.side.values)) == ("Limited access", "limited access", {""})
    assert page.question.born is None
    assert page.compared[0].reasons == ()
    with pytest.raises(Refused, match="limited"):
        queue.review().same(question, queue.known.record)


def test_co_defendants_of_one_case_are_never_joined(queue: Queue) -> None:
    other = queue.person("Shaughnessy", "Kaylee")
    tried = queue.record.case(other, court=queue.court)
    queue.record.case(queue.known, court=queue.court, joins=tried.case)
    queue.record.listing(other, tried, court=queue.court)
    with pytest.raises(Refused, match="two defendants of one case"):
        queue.links().merge(queue.known.person, other.person, why="looks the same")


def test_by_hand_a_reason_is_wanted_and_strangers_are_not_found(queue: Queue) -> None:
    other = queue.listed("Shaughnessy", "Kayleigh")
    with pytest.raises(BadInput, match="reason"):
        queue.links().merge(queue.known.person, other.person, why=" ")
    with pytest.raises(NotFound):
        queue.links(queue.far).merge(queue.known.person, other.person, why="the same")
    queue.links().merge(queue.known.person, other.person, why="she said so in court")
    assert queue.person_of(other) == queue.person_of(queue.known)
    assert len(queue.links().records(queue.known.person)) == 2
    queue.links().split(other.record, why="two women after all")
    assert queue.person_of(other) == other.person


def test_roles_without_case_data_decide_nothing(queue: Queue) -> None:
    admin = queue.record.user("admin", queue.court_agency, Role.ADMINISTRATOR)
    usher = queue.record.user("usher", queue.court_agency, Role.USHER, courts=[queue.court])
    for who in (admin, usher):
        with pytest.raises(Refused):
            queue.review(who).waiting()
        with pytest.raises(Refused):
            queue.links(who).merge(queue.known.person, queue.sent.person, why="the same")
