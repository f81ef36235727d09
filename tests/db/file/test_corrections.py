"""Corrections: beside what a source sent, shown before it, kept when the source sends another value, ended by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.cards.person import ValueCard
from db.people.shown import heading, weight
from db.tables.people import Address, Identifier, PersonDetail, SourceRecord
from db.tables.system import AuditEvent
from db.words.actor import Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, LinkState
from db.words.names import NameParts
from tests.support.file_record import Scene, scene
from tests.support.record import Record

BORN = "detail:date_of_birth"
WHY = "birth certificate seen in court"
EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
DETAIL: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]


@pytest.fixture
def at(record: Record) -> Scene:
    return scene(record)


def born(at: Scene) -> tuple[ValueCard, ...]:
    card = at.desk.file.read(at.person.person)
    return next((field.values for field in card.details if field.key == BORN), ())


def send_born(at: Scene, day: date) -> None:
    """The source's next value: the old row ends, another comes."""
    with at.record.units.raw("bulk", writes=True) as connection:
        ended = sa.update(DETAIL).where(
            DETAIL.c.source_record_id == at.person.record,
            DETAIL.c.kind == DetailKind.DATE_OF_BIRTH,
            DETAIL.c.ended_at.is_(None),
        )
        connection.execute(ended.values(ended_at=at.record.clock.now()))
    at.fact(PersonDetail, kind=DetailKind.DATE_OF_BIRTH, value=day.isoformat())


def test_the_correction_is_shown_and_what_was_sent_stands_beside_it(at: Scene) -> None:
    at.desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    card = at.desk.file.read(at.person.person)
    assert card.born == date(1980, 3, 13)
    assert [(value.text, value.flag, value.why) for value in born(at)] == [
        ("Thu 13 Mar 1980", "correction", WHY),
        ("Wed 12 Mar 1980", "corrected", ""),
    ]
    assert at.desk.people.find("smith").hits[0].born == date(1980, 3, 13)


def test_the_history_of_the_field_shows_both_with_the_reason(at: Scene) -> None:
    at.desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    values = at.desk.file.history(at.person.person, BORN).values
    assert {(value.text, value.recorded_by, value.why) for value in values} == {
        ("Thu 13 Mar 1980", "P.Hale", WHY),
        ("Wed 12 Mar 1980", "", ""),
    }
    assert all(value.ended_at is None for value in values)


def test_the_next_value_of_the_feed_does_not_erase_it_and_is_flagged(at: Scene) -> None:
    desk = at.desk
    desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    assert desk.corrections.standing(differing=True).items == ()
    send_born(at, date(1980, 3, 14))
    assert desk.file.read(at.person.person).born == date(1980, 3, 13)
    first = born(at)[0]
    assert first.differs
    assert first.flag == "correction; the source now says Fri 14 Mar 1980"
    (card,) = desk.corrections.standing(differing=True).items
    assert (card.value, card.said, card.now) == ("Thu 13 Mar 1980", "Wed 12 Mar 1980", "Fri 14 Mar 1980")
    assert (card.person, card.why, card.label) == ("SMITH, John", WHY, "born")


def test_a_feed_that_comes_to_say_the_same_is_no_difference(at: Scene) -> None:
    at.desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    send_born(at, date(1980, 3, 13))
    (value,) = born(at)
    assert not value.differs
    assert value.flag == "correction; the source now says the same"


def test_a_feed_that_says_nothing_any_more_is_a_difference(at: Scene) -> None:
    at.desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    with at.record.units.raw("bulk", writes=True) as connection:
        mine = DETAIL.c.source_record_id == at.person.record
        connection.execute(sa.update(DETAIL).where(mine).values(ended_at=at.record.clock.now()))
    (card,) = at.desk.corrections.standing().items
    assert card.differs
    assert card.now == "no longer given"


def test_correcting_again_knows_what_the_source_says_now_and_replaces_the_own_one(at: Scene) -> None:
    desk = at.desk
    desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    send_born(at, date(1980, 3, 14))
    form = desk.corrections.form(at.person.person, BORN)
    assert (form.corrected, form.now, form.why) == ("Thu 13 Mar 1980", "Fri 14 Mar 1980", WHY)
    desk.corrections.correct(at.person.person, BORN, "13/3/1980", why="seen again")
    assert [(one.why, one.differs) for one in desk.corrections.standing().items] == [("seen again", False)]
    assert [value.text for value in born(at)] == ["Thu 13 Mar 1980", "Fri 14 Mar 1980"]


def test_ended_the_source_is_shown_again_and_the_correction_is_history(at: Scene) -> None:
    desk = at.desk
    desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    desk.corrections.end(at.person.person, BORN)
    assert [(value.text, value.flag) for value in born(at)] == [("Wed 12 Mar 1980", "")]
    values = desk.file.history(at.person.person, BORN).values
    assert [(value.why, value.ended_at is not None) for value in values] == [("", False), (WHY, True)]
    with pytest.raises(NotFound):
        desk.corrections.end(at.person.person, BORN)
    with at.record.units.raw("keeper") as connection:
        acts = list(connection.execute(sa.select(EVENT.c.action).order_by(EVENT.c.number)).scalars())
    assert [act for act in acts if act.startswith("fact.")] == ["fact.correct", "fact.correct_end"]


def test_a_reason_and_another_value_are_asked_for(at: Scene) -> None:
    corrections, person = at.desk.corrections, at.person.person
    with pytest.raises(BadInput, match="wants its reason"):
        corrections.correct(person, BORN, "13/3/1980", why=" ")
    with pytest.raises(BadInput, match="the source says already"):
        corrections.correct(person, BORN, "12/3/1980", why=WHY)
    with pytest.raises(BadInput):
        corrections.correct(person, BORN, "x", why=WHY)
    with pytest.raises(BadInput, match="not come yet"):
        corrections.correct(person, BORN, "1/1/2090", why=WHY)
    with pytest.raises(BadInput, match="no value"):
        corrections.correct(person, "name:primary", "  ", why=WHY)
    with pytest.raises(NotFound):
        corrections.correct(person, "custody:", "out", why=WHY)
    assert corrections.standing().items == ()


def test_a_number_is_checked_and_found_by(at: Scene) -> None:
    at.fact(Identifier, kind=IdentifierKind.PNC, raw="2001/1234567Z", canonical=None, valid=False, problem="odd")
    with pytest.raises(BadInput, match="This is no PNC number"):
        at.desk.corrections.correct(at.person.person, "identifier:PNC", "2008/0123457A", why=WHY)
    at.desk.corrections.correct(at.person.person, "identifier:PNC", "2008/0123457N", why=WHY)
    assert [hit.person for hit in at.desk.people.find("2008/0123457N").hits] == [at.person.person]


def test_a_name_is_shown_everywhere_as_corrected(at: Scene) -> None:
    desk = at.desk
    desk.corrections.correct(at.person.person, "name:primary", "smythe, john paul", why=WHY)
    assert desk.file.read(at.person.person).name == "SMYTHE, John Paul"
    assert desk.file.vital(at.person.person).label.startswith("SMYTHE, John Paul")
    assert [row.name for row in desk.day.page(desk.day.start()).items] == ["SMYTHE, John Paul"]  # type: ignore[arg-type]
    assert [hit.label for hit in desk.people.find("smythe").hits] == ["SMYTHE, John Paul"]
    assert [hit.label for hit in desk.people.find("smith").hits] == ["SMYTHE, John Paul"]


def test_an_address_keeps_its_lines_and_its_postcode(at: Scene) -> None:
    at.fact(Address, kind=AddressKind.HOME, lines="1 Mill Lane", postcode="ZZ9 4AB")
    at.desk.corrections.correct(at.person.person, "address:home", "2 Mill Lane, Pendrift, zz97qx", why=WHY)
    (home,) = at.desk.file.read(at.person.person).addresses
    assert [value.text for value in home.values] == ["2 Mill Lane, Pendrift, ZZ9 7QX", "1 Mill Lane, ZZ9 4AB"]


def test_who_only_reads_corrects_nothing_and_a_stranger_finds_nobody(at: Scene, record: Record) -> None:
    usher = record.user("usher", at.agency, Role.USHER, courts=[at.court])
    with pytest.raises(Refused, match="reads only"):
        at.desk_of(usher).corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    assert at.desk_of(usher).corrections.form(at.person.person, BORN).refusal
    stranger = record.user("stranger", record.agency("CPS"), Role.PROSECUTOR)
    for call in ("form", "end"):
        with pytest.raises(NotFound):
            getattr(at.desk_of(stranger).corrections, call)(at.person.person, BORN)
    at.desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    assert at.desk_of(stranger).corrections.standing().items == ()


def test_another_agencys_correction_is_not_ended(at: Scene) -> None:
    at.desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    judge = at.desk_of(at.judge)
    with pytest.raises(Refused, match="another agency's correction"):
        judge.corrections.end(at.person.person, BORN)
    judge.corrections.correct(at.person.person, BORN, "15/3/1980", why="said so on oath")
    assert at.desk.file.read(at.person.person).born == date(1980, 3, 15)
    assert len(judge.corrections.standing().items) == 2


def test_a_correction_goes_where_its_record_goes_and_comes_back(at: Scene, record: Record) -> None:
    other = record.person(record.agency("POL"), "Smith", "Jon", born=date(1980, 3, 12))
    record.listing(other, record.case(other, at.court, case_no="2600002"), at.court)
    desk = at.desk
    desk.corrections.correct(at.person.person, BORN, "13/3/1980", why=WHY)
    joined = desk.links.merge(at.person.person, other.person, why="the same man")
    parted = desk.links.split(at.person.record, why="not the same man")
    record_of = {one.id: one.person_id for one in rows_of(at)}
    made = next(one for one in rows_of(at) if one.external_id.startswith("corrects:"))
    assert made.person_id == record_of[at.person.record]
    for decision in (parted, joined):
        desk.links.undo(decision)
    assert desk.file.read(at.person.person).born == date(1980, 3, 13)


def test_a_correction_is_no_record_to_be_taken_out_and_does_not_make_its_own_a_second(at: Scene) -> None:
    at.desk.corrections.correct(at.person.person, "name:primary", "smythe, john", why=WHY)
    assert [card.record for card in at.desk.links.records(at.person.person)] == [at.person.record]
    with pytest.raises(Refused, match="only record"):
        at.desk.links.split(at.person.record, why="x")
    made = next(one for one in rows_of(at) if one.external_id.startswith("corrects:"))
    with pytest.raises(Refused, match="A correction goes with the record"):
        at.desk.links.split(made.id, why="x")


def rows_of(at: Scene) -> list[SourceRecord]:
    with at.record.units.raw("keeper") as connection:
        table: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
        return [SourceRecord(**row) for row in connection.execute(sa.select(table)).mappings()]


def test_a_confirmed_shorter_name_is_not_the_heading(at: Scene, record: Record) -> None:
    short = record.person(record.agency("POL"), "SMITH", "J", born=date(1980, 3, 12))
    record.listing(short, record.case(short, at.court, case_no="2600003"), at.court)
    at.desk.links.merge(at.person.person, short.person, why="the same man")
    card = at.desk.file.read(at.person.person)
    assert card.name == "SMITH, John"
    assert {row.name for row in at.desk.day.page(at.desk.day.start()).items} == {"SMITH, John"}  # type: ignore[arg-type]
    assert [hit.label for hit in at.desk.people.find("smith").hits] == ["SMITH, John"]


def test_a_shorter_name_that_was_corrected_so_is_the_heading(at: Scene, record: Record) -> None:
    short = record.person(record.agency("POL"), "SMITH", "J", born=date(1980, 3, 12))
    record.listing(short, record.case(short, at.court, case_no="2600003"), at.court)
    at.desk.links.merge(at.person.person, short.person, why="the same man")
    at.desk.corrections.correct(at.person.person, "name:primary", "Smith, J", why="goes by the initial")
    assert at.desk.file.read(at.person.person).name == "SMITH, J"
    assert [hit.label for hit in at.desk.people.find("smith").hits] == ["SMITH, J"]


def test_of_two_main_names_the_fuller_is_the_heading_also_where_the_shorter_is_newer() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)

    def shown_of(*names: tuple[NameParts, datetime]) -> str:
        claims = [
            (weight(LinkState.AUTO, moment, UUID(int=place)), name, f"{name.given} {name.family}")
            for place, (name, moment) in enumerate(names)
        ]
        return heading(claims)

    full, initial = NameParts(given="John", family="Smith"), NameParts(given="J", family="Smith")
    other = NameParts(given="Jack", family="Smith")
    assert shown_of((full, early), (initial, late)) == "John Smith"
    assert shown_of((full, early), (other, late)) == "Jack Smith", "another name is no shorter one"


def test_the_history_names_the_record_and_the_file_that_it_came_by(at: Scene, record: Record) -> None:
    prison = record.agency("HMP")
    sent = record.person(prison, "MARSH", "Ann", born=date(1980, 3, 12), system="prison")
    record.listing(sent, record.case(sent, at.court, case_no="2600004"), at.court)
    with record.units.raw("keeper", writes=True) as connection:
        table: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
        connection.execute(sa.update(table).where(table.c.id == sent.record).values(external_id="A4417QK"))
    (value,) = at.desk.file.history(sent.person, BORN).values
    assert (value.record, value.batch, value.source.words) == ("A4417QK", None, "HMP, prison record")
