"""Finding by the service, on both engines: what is typed, what comes, why, and what may not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.cards.asked import PartKind
from db.cards.find import Band, Hit, HitKind, Page
from db.people.service import PeopleService
from db.tables.people import Address
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.people import AddressKind, IdentifierKind
from tests.support.record import Known, Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Town:
    """A court with its clerk; everybody is listed there but `stranger`."""

    clerk: Actor
    court: UUID
    agency: UUID
    kay: Known
    john: Known
    joan: Known
    stranger: Known
    case: UUID


@pytest.fixture
def town(record: Record) -> Town:
    court, elsewhere = record.court("B01AA"), record.court("B02BB", "Faraway Magistrates' Court")
    agency, police = record.agency("HMCTS"), record.agency("POL")
    kay = record.person(
        police,
        "Shaughnessy",
        "Kayleigh",
        born=date(1981, 4, 3),
        sex="F",
        aliases=[("Lee", "K")],
        identifiers=[(IdentifierKind.PNC, "1979/0163001B")],
    )
    john = record.person(police, "Smith", "John", born=date(1980, 3, 12), sex="M")
    joan = record.person(police, "Smithson", "Joan", born=date(1980, 3, 12), sex="F")
    stranger = record.person(police, "Smith", "Hidden", born=date(1980, 3, 12))
    today = record.clock.today()
    tried = record.case(kay, court, case_no="1100012345")
    record.listing(kay, tried, court, at=time(10, 30))
    record.listing(john, record.case(john, court, case_no="1100012346"), court, day=today + timedelta(days=7))
    record.listing(joan, record.case(joan, court, case_no="1100012347"), court, day=today - timedelta(days=7))
    record.listing(stranger, record.case(stranger, elsewhere, case_no="1100012348"), elsewhere)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    return Town(clerk, court, agency, kay, john, joan, stranger, tried.case)


def nearby(record: Record, town: Town, family: str, given: str) -> Known:
    """Somebody with that name whom the town's court deals with."""
    return record.seen_at(record.person(town.agency, family, given), town.court)


def people_of(page: Page) -> list[UUID | None]:
    return [hit.person for hit in page.hits]


def only(page: Page) -> Hit:
    assert len(page.hits) == 1, [hit.label for hit in page.hits]
    return page.hits[0]


@pytest.mark.parametrize(
    "typed", ["shau", "kayl", "kayl shau", "SHAUGHNESSY, Kayleigh", "shaughnessy kay", "k shaughnessy", "kay sh"]
)
def test_a_beginning_of_either_name_in_either_order_finds(units: Units, town: Town, typed: str) -> None:
    hit = only(PeopleService(units, town.clerk).find(typed))
    assert (hit.person, hit.label) == (town.kay.person, "SHAUGHNESSY, Kayleigh")
    assert hit.why
    assert hit.listed_today
    assert hit.next_hearing is not None
    assert hit.next_hearing.at == time(10, 30)


def test_a_comma_says_which_word_is_the_surname(units: Units, town: Town) -> None:
    finder = PeopleService(units, town.clerk)
    assert people_of(finder.find("smith, john")) == [town.john.person]
    assert not finder.find("john, smith").hits


def test_an_alias_finds_and_is_said(units: Units, town: Town) -> None:
    hit = only(PeopleService(units, town.clerk).find("lee k"))
    assert hit.person == town.kay.person
    assert hit.matched == "LEE, K"
    assert hit.label == "SHAUGHNESSY, Kayleigh"
    assert any("alias LEE, K" in reason for reason in hit.why)


def test_whole_names_come_before_beginnings(units: Units, town: Town) -> None:
    page = PeopleService(units, town.clerk).find("smith")
    assert people_of(page) == [town.john.person, town.joan.person]
    assert page.total == 2
    assert page.words == "2"


@pytest.mark.parametrize("typed", ["3/4/81", "03.04.1981", "3 apr 1981", "030481", "1981-04-03"])
def test_a_date_of_birth_alone_is_enough(units: Units, town: Town, typed: str) -> None:
    page = PeopleService(units, town.clerk).find(typed)
    hit = only(page)
    assert hit.person == town.kay.person
    assert hit.why[0] == "date of birth exact"
    assert page.sure == hit, "born that day and on today's list: Enter opens"


def test_name_and_birth_narrow_together(units: Units, town: Town) -> None:
    finder = PeopleService(units, town.clerk)
    assert people_of(finder.find("smi 12/3/80")) == [town.john.person, town.joan.person]
    first, near = finder.find("joan 12/3/80").hits
    assert (first.person, near.person) == (town.joan.person, town.john.person)
    assert first.score > near.score
    assert people_of(finder.find("smith 1980")) == [town.john.person, town.joan.person]
    assert finder.find("john smith 12/3/80").sure is not None


def test_a_birthday_narrows_a_name(units: Units, town: Town) -> None:
    people = PeopleService(units, town.clerk)
    assert people_of(people.find("smi 12/3")) == [town.john.person, town.joan.person]
    assert people.find("smi 13/3").hits[0].warnings == ("born another day",)


def test_a_correction_says_what_a_word_is(units: Units, town: Town) -> None:
    people = PeopleService(units, town.clerk)
    told = {"john": PartKind.FAMILY}
    assert people_of(people.find("smith john")) == [town.john.person]
    assert people_of(people.find("smith john", corrections=told)) == []


def test_where_nobody_answers_everything_a_part_is_shown_with_its_warning(units: Units, town: Town) -> None:
    page = PeopleService(units, town.clerk).find("kayleigh 12/3/80")
    warned = {hit.person: hit.warnings for hit in page.hits}
    assert warned[town.kay.person] == ("born another day",)
    assert warned[town.john.person] == ("another name",)
    assert page.sure is None


@pytest.mark.parametrize("typed", ["79/163001B", "1979/0163001b", "79/163001 b"])
def test_a_number_finds_in_every_form(units: Units, town: Town, typed: str) -> None:
    page = PeopleService(units, town.clerk).find(typed)
    hit = only(page)
    assert (hit.person, hit.band) == (town.kay.person, Band.STRONG)
    assert hit.pnc == "79/163001B"
    assert page.sure == hit


def test_a_wrong_check_letter_is_said(units: Units, town: Town) -> None:
    page = PeopleService(units, town.clerk).find("79/163001C")
    assert only(page).person == town.kay.person
    assert only(page).warnings == ("79/163001C: its check letter is wrong",)
    assert page.sure is None
    assert "check letter is wrong" in page.query.words


def test_a_case_number_finds_the_case_and_its_defendant(units: Units, town: Town) -> None:
    page = PeopleService(units, town.clerk).find("1100012345")
    assert [hit.kind for hit in page.hits] == [HitKind.CASE, HitKind.PERSON]
    assert page.hits[0].id == town.case
    assert "SHAUGHNESSY, Kayleigh" in page.hits[0].why
    assert page.hits[1].why[0] == "defendant in case 1100012345"
    assert page.total == 2


def test_a_day_finds_its_hearings(units: Units, town: Town) -> None:
    finder = PeopleService(units, town.clerk)
    hit = only(finder.find("today"))
    assert (hit.kind, hit.person, hit.listed_today) == (HitKind.HEARING, town.kay.person, True)
    assert hit.hearing is not None
    assert hit.why[0].startswith("10:30 Northtown")
    assert not finder.find("smith today").hits
    assert only(finder.find("lee today")).person == town.kay.person
    later = (town.clerk.today + timedelta(days=7)).isoformat()
    assert only(finder.find(f"smith {later}")).person == town.john.person


def test_a_postcode_finds_and_narrows(units: Units, record: Record, town: Town) -> None:
    for known in (town.kay, town.john):
        record.put(
            Address(
                person_id=known.person,
                source_record_id=known.record,
                recorded_at=record.clock.now(),
                kind=AddressKind.HOME,
                lines="1 Any Street",
                postcode="ZZ3 4AB",
            )
        )
    finder = PeopleService(units, town.clerk)
    assert set(people_of(finder.find("zz3 4ab"))) == {town.kay.person, town.john.person}
    assert people_of(finder.find("zz34ab smith")) == [town.john.person]


@pytest.mark.parametrize("typed", ["hidden", "smith hidden", "1100012348", "12/3/80"])
def test_somebody_not_relevant_is_absent_from_hits_and_counts(units: Units, town: Town, typed: str) -> None:
    page = PeopleService(units, town.clerk).find(typed)
    assert town.stranger.person not in people_of(page)
    assert page.total == len(page.hits)
    assert not any("Hidden" in reason for hit in page.hits for reason in hit.why)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.TRAINER])
def test_roles_without_case_data_find_nobody(units: Units, record: Record, town: Town, role: Role) -> None:
    actor = record.user("blind", town.agency, role, courts=[town.court], every_court=True)
    page = PeopleService(units, actor).find("smith")
    assert (page.hits, page.total) == ((), 0)


@pytest.mark.parametrize(
    "typed",
    ["'", '"', "%", "_", "*", "smi%", "sm__h", "' OR 1=1 --", "smith OR a", "s%th", "\x1b[2J",
     "\u202esmith", "😀", "[/b]",
     "x" * 10_000, "a " * 5_000, "12/" * 3000, "\x00", "\ud800", "名前", ",,,", "0" * 32, "-1", "+28"],
)  # fmt: skip
def test_hostile_text_is_literal_text(units: Units, town: Town, typed: str) -> None:
    page = PeopleService(units, town.clerk).find(typed)
    assert town.john.person not in people_of(page) or "smi" in typed
    assert len(page.query.text) <= 200


def test_a_name_of_one_letter_is_whole(units: Units, record: Record, town: Town) -> None:
    oh = record.seen_at(record.person(town.agency, "O", "Min"), town.court)
    page = PeopleService(units, town.clerk).find("o")
    assert people_of(page) == [oh.person]


def test_surnames_of_several_words_are_found_however_they_are_spaced(units: Units, record: Record, town: Town) -> None:
    made = [
        nearby(record, town, "van der Berg", "Jan"), nearby(record, town, "McDonald", "Flora"),
        nearby(record, town, "Northern Rail Ltd", ""), nearby(record, town, "O'Brien", "Sean"),
    ]  # fmt: skip
    finder = PeopleService(units, town.clerk)
    for typed, known in zip(("van der berg jan", "flora mc donald", "northern rail", "sean o'br"), made, strict=True):
        assert people_of(finder.find(typed)) == [known.person], typed


def test_more_than_a_screenful_is_counted_and_said(units: Units, record: Record, town: Town) -> None:
    for number in range(7):
        nearby(record, town, "Quarrel", f"Q{'abcdefg'[number]}")
    page = PeopleService(units, town.clerk).find("quarrel", limit=5)
    assert len(page.hits) == 5
    assert page.words == "5 of 7"


def test_who_is_listed_today_is_shown_first_however_many_share_the_name(
    units: Units, record: Record, town: Town
) -> None:
    for _ in range(6):
        nearby(record, town, "Quarrel", "Aaron")
    last = nearby(record, town, "Quarrel", "Zed")
    record.listing(last, record.case(last, town.court), town.court)
    page = PeopleService(units, town.clerk).find("quarrel", limit=5)
    assert page.hits[0].person == last.person
    assert page.hits[0].listed_today


def test_a_settled_lookup_leaves_one_row_without_text(units: Units, town: Town) -> None:
    finder = PeopleService(units, town.clerk)
    page = finder.find("smith 12/3/80")
    with units.raw("keeper") as connection:
        assert connection.execute(sa.select(EVENT)).all() == []
    finder.settled(page)
    finder.settled(finder.find("12/3/80 smith"))
    finder.settled(finder.find(""))
    with units.raw("keeper") as connection:
        rows = connection.execute(sa.select(EVENT)).mappings().all()
    assert len(rows) == 2
    assert {row["rows"] for row in rows} == {2}
    assert rows[0]["after_hash"] == rows[1]["after_hash"], "the same question has the same keyed hash"
    assert rows[0]["reason"] == "by name, born; scope court, user"
    assert rows[0]["person_id"] is rows[0]["object_id"] is None
    assert "smith" not in str(dict(rows[0])).lower()


def test_the_kinds_of_word_are_told(units: Units, town: Town) -> None:
    query = PeopleService(units, town.clerk).find("smi 12/3/80 79/163001B zz").query
    assert query.kinds == (PartKind.NAME, PartKind.BORN, PartKind.NUMBER)
