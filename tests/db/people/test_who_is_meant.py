"""Who is meant now comes first among those who answer equally well, and the reason says why; near names for nobody."""

from __future__ import annotations

from datetime import time
from uuid import UUID

import pytest

from db.file.file import FileService
from db.file.follow import FollowService
from db.people.here import Here
from db.people.service import PeopleService
from db.unit import Units
from db.words.actor import Actor, Role
from tests.support.record import Known, Record


@pytest.fixture
def court(record: Record) -> UUID:
    return record.court("B05AA", "Harbour Magistrates' Court")


@pytest.fixture
def clerk(record: Record, court: UUID) -> Actor:
    return record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])


@pytest.fixture
def namesakes(record: Record, court: UUID) -> list[Known]:
    """Three whom nothing but their keys tells apart."""
    agency = record.agency("POL")
    return [record.seen_at(record.person(agency, "Moss", "Lee"), court) for _ in range(3)]


def first(people: PeopleService) -> tuple[UUID | None, str]:
    hit = people.find("lee moss").hits[0]
    return hit.person, hit.why[-1]


def test_whoever_is_followed_comes_first(units: Units, clerk: Actor, namesakes: list[Known]) -> None:
    for one in namesakes:
        FollowService(units, clerk).toggle(one.person)
        assert first(PeopleService(units, clerk)) == (one.person, "followed by you")
        FollowService(units, clerk).toggle(one.person)


def test_what_another_follows_moves_nobody(
    units: Units, record: Record, court: UUID, clerk: Actor, namesakes: list[Known]
) -> None:
    other = record.user("other", record.agency("HMCTS2"), Role.CLERK, courts=[court])
    FollowService(units, other).toggle(namesakes[2].person)
    assert all("followed by you" not in hit.why for hit in PeopleService(units, clerk).find("lee moss").hits)


def test_whoever_was_opened_lately_comes_first(units: Units, clerk: Actor, namesakes: list[Known]) -> None:
    for one in namesakes:
        here = Here()
        FileService(units, clerk, here=here).open(one.person)
        assert first(PeopleService(units, clerk, here)) == (one.person, "opened by you lately")


def test_todays_list_of_the_own_room_comes_before_that_of_another_room(
    units: Units, record: Record, court: UUID, clerk: Actor, namesakes: list[Known]
) -> None:
    for known, room, at in zip(namesakes[:2], ("1", "2"), (9, 14), strict=True):
        record.listing(known, record.case(known, court), court, room=room, at=time(at))
    for room, one in (("1", namesakes[0]), ("2", namesakes[1])):
        here = Here("B05AA", room)
        told = f"listed today in your room, Harbour Magistrates' Court {room}"
        assert first(PeopleService(units, clerk, here)) == (one.person, told)


def test_who_is_near_is_not_more_certain(units: Units, clerk: Actor, namesakes: list[Known]) -> None:
    before = PeopleService(units, clerk).find("lee moss").hits
    here = Here()
    here.opened(namesakes[1].person)
    after = PeopleService(units, clerk, here).find("lee moss").hits
    assert {hit.band for hit in before} == {hit.band for hit in after}


def test_for_nobody_names_near_to_one_word_are_told_and_no_hidden_one(
    units: Units, record: Record, court: UUID, clerk: Actor
) -> None:
    police = record.agency("POL")
    record.seen_at(record.person(police, "Shaughnessy", "Kayleigh"), court)
    record.person(police, "Shaughnessey", "Hidden")
    page = PeopleService(units, clerk).find("zebedee shornessy")
    assert not page.hits
    assert page.nearest == ("SHAUGHNESSY, Kayleigh",)
    assert PeopleService(units, clerk).find("qqqq wwww").nearest == ()
