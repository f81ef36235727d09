"""Other names: read as a clerk types them, found at once by everybody, taken back in the same sign-in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from db.people.names import read_alias
from db.people.service import PeopleService
from db.tables.people import PersonName, SourceRecord
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.people import NameKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

TODAY = date(2026, 11, 22)
NAME: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
SOURCE: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "family", "given_name", "middle"),
    [
        ("lee k", "Lee", "K", ""),
        ("LEE K", "LEE", "K", ""),
        ("k lee", "Lee", "K", ""),
        ("kevin lee", "Lee", "Kevin", ""),
        ("lee, kevin paul", "Lee", "Kevin", "Paul"),
        ("LEE Kevin", "LEE", "Kevin", ""),
        ("kez", "Kez", "", ""),
        ("jan van der berg", "van der Berg", "Jan", ""),
        ("mary-ann o'brien", "O'Brien", "Mary-Ann", ""),
        ("mr kevin lee", "Lee", "Kevin", ""),
    ],
)
def test_a_name_is_read_as_a_clerk_means_it(typed: str, family: str, given_name: str, middle: str) -> None:
    read = read_alias(typed, today=TODAY)
    assert (read.family, read.given, read.middle) == (family, given_name, middle)


def test_a_birth_given_with_the_name_stays_with_it() -> None:
    read = read_alias("lee k 3/4/81", today=TODAY)
    assert (read.shown, read.born_with_it) == ("LEE, K", date(1981, 4, 3))


@pytest.mark.parametrize("typed", ["", "  ", "!!", "123", "lee2 k", "x" * 101, "lee k 31/2/80", "\x1b[2J"])
def test_what_is_no_name_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadInput):
        read_alias(typed, today=TODAY)


@given(st.text(max_size=60))
def test_reading_fails_in_words_only(text: str) -> None:
    with suppress(BadInput):
        assert read_alias(text, today=TODAY).shown


@pytest.fixture
def john(record: Record) -> Known:
    return record.person(record.agency("POL"), "Smith", "John")


@pytest.fixture
def clerk(record: Record, john: Known) -> Actor:
    court = record.court("B01AA")
    record.listing(john, record.case(john, court), court)
    return record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])


def found(units: Units, actor: Actor, text: str) -> list[UUID | None]:
    return [hit.person for hit in PeopleService(units, actor).find(text).hits]


def test_an_alias_is_found_at_the_next_key_on_another_terminal(units: Units, john: Known, clerk: Actor) -> None:
    card = PeopleService(units, clerk).add_alias(john.person, "lee k")
    assert (card.shown, card.kind, card.undoable) == ("LEE, K", NameKind.ALIAS, True)
    other = replace(clerk, audit_session=uuid7(), terminal="other")
    assert found(units, other, "lee k") == [john.person]


def test_an_alias_is_undone_by_a_compensating_entry(units: Units, john: Known, clerk: Actor) -> None:
    service = PeopleService(units, clerk)
    service.add_alias(john.person, "lee k")
    undone = service.undo_last_alias(john.person)
    assert undone is not None
    assert undone.shown == "LEE, K"
    assert found(units, clerk, "lee k") == []
    assert service.aliases(john.person) == ()
    assert service.undo_last_alias(john.person) is None
    with units.raw("keeper") as connection:
        row = connection.execute(sa.select(NAME).where(NAME.c.id == undone.id)).mappings().one()
        acts = list(connection.execute(sa.select(EVENT.c.action).order_by(EVENT.c.number)).scalars())
    assert row["ended_at"] is not None
    assert row["ended_by_id"] == clerk.user_id
    assert acts == ["alias.add", "alias.undo"]


def test_only_what_this_sign_in_added_is_undone(units: Units, john: Known, clerk: Actor) -> None:
    card = PeopleService(units, clerk).add_alias(john.person, "lee k")
    with pytest.raises(Refused, match="in this sign-in"):
        PeopleService(units, clerk).undo_alias(card.id)
    assert not PeopleService(units, clerk).aliases(john.person)[0].undoable


def test_a_name_the_person_has_already_is_refused(units: Units, john: Known, clerk: Actor) -> None:
    service = PeopleService(units, clerk)
    with pytest.raises(Refused, match="already"):
        service.add_alias(john.person, "smith, john")
    service.add_alias(john.person, "lee k")
    with pytest.raises(Refused, match="already"):
        service.add_alias(john.person, "LEE, K.")


def test_aliases_of_one_agency_stand_on_one_record_of_its_own(units: Units, john: Known, clerk: Actor) -> None:
    service = PeopleService(units, clerk)
    for text in ("lee k", "lee kevin", "kez"):
        service.add_alias(john.person, text)
    with units.raw("keeper") as connection:
        own = connection.execute(sa.select(SOURCE).where(SOURCE.c.agency_id == clerk.agency_id)).all()
    assert len(own) == 1
    assert [card.shown for card in service.aliases(john.person)] == ["KEZ", "KEVIN, Lee", "LEE, K"]


def test_nobody_adds_a_name_to_a_person_who_is_not_for_them(
    units: Units, record: Record, john: Known, clerk: Actor
) -> None:
    stranger = record.user("stranger", record.agency("CPS"), Role.PROSECUTOR)
    with pytest.raises(NotFound):
        PeopleService(units, stranger).add_alias(john.person, "lee k")
    reader = record.user("usher", clerk.agency_id, Role.USHER, courts=clerk.courts)
    with pytest.raises(Refused):
        PeopleService(units, reader).add_alias(john.person, "lee k")
    with pytest.raises(NotFound):
        PeopleService(units, stranger).aliases(john.person)


def test_a_name_is_removed_later_by_who_added_it_or_a_manager_and_stays_in_the_history(
    units: Units, record: Record, john: Known, clerk: Actor
) -> None:
    card = PeopleService(units, clerk).add_alias(john.person, "lee k", NameKind.NICKNAME, born=date(1981, 4, 3))
    other = record.user("other", clerk.agency_id, Role.CLERK, courts=clerk.courts)
    manager = record.user("manager", clerk.agency_id, Role.COURT_MANAGER, courts=clerk.courts)
    with pytest.raises(Refused, match="Only who added it"):
        PeopleService(units, other).remove_alias(card.id)
    assert found(units, clerk, "lee k") == [john.person]
    for who in (replace(clerk, audit_session=uuid7()), manager):
        card = PeopleService(units, clerk).add_alias(john.person, "marsh j" if who is manager else "marsh k")
        PeopleService(units, who).remove_alias(card.id)
        with pytest.raises(Refused, match="taken back already"):
            PeopleService(units, who).remove_alias(card.id)
    with units.raw("keeper") as connection:
        rows = connection.execute(sa.select(NAME).where(NAME.c.recorded_by_id.is_not(None))).mappings().all()
        acts = list(connection.execute(sa.select(EVENT.c.action)).scalars())
    assert [(row["kind"], row["born_with_it"], row["ended_at"] is not None) for row in rows] == [
        (NameKind.NICKNAME, date(1981, 4, 3), False), (NameKind.ALIAS, None, True), (NameKind.ALIAS, None, True),
    ]  # fmt: skip
    assert acts.count("alias.remove") == 2


def test_a_name_that_a_source_sent_and_the_main_name_are_not_removed(
    units: Units, record: Record, john: Known, clerk: Actor
) -> None:
    with units.raw("keeper") as connection:
        main = connection.execute(sa.select(NAME.c.id).where(NAME.c.person_id == john.person)).scalar_one()
    with pytest.raises(Refused, match="e corrects the name itself"):
        PeopleService(units, clerk).remove_alias(main)
    police = record.agency("KENT")
    sent = record.person(police, "Lee", "K", aliases=[("Marsh", "J")])
    record.listing(sent, record.case(sent, next(iter(clerk.courts))), next(iter(clerk.courts)))
    alias = PeopleService(units, clerk).aliases(sent.person)[0]
    with pytest.raises(Refused, match="Another agency"):
        PeopleService(units, clerk).remove_alias(alias.id)
