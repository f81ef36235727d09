"""Following: a star of one user, and what changed since that user looked, old and new value."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.tables.cases import Bail, Plea
from db.tables.people import FieldChange
from db.words.actor import Role
from db.words.errors import NotFound
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind
from tests.support.file_record import Scene, scene
from tests.support.record import Record

DAY = timedelta(days=1)
SOON = timedelta(seconds=-1)  # recorded just after the look


def _words(at: Scene) -> list[str]:
    return sorted(one.words for one in at.desk.follow.changes())


def test_a_star_is_set_and_taken_away_by_the_same_key_and_is_one_users_own(record: Record) -> None:
    at = scene(record)
    desk, other = at.desk, at.desk_of(record.user("s.vane", at.agency, Role.CLERK, courts=[at.court]))
    assert desk.follow.toggle(at.person.person) is True
    assert [one.person for one in desk.follow.followed()] == ["SMITH, John"]
    assert desk.file.read(at.person.person).followed == frozenset({None})
    assert other.follow.followed() == ()
    assert other.follow.changes() == ()
    assert desk.follow.toggle(at.person.person) is False
    assert desk.follow.followed() == ()
    assert desk.follow.toggle(at.person.person) is True


def test_a_change_is_told_as_old_and_new(record: Record) -> None:
    at = scene(record)
    charge = at.case.charges[0]
    plea = at.fact(Plea, charge_id=charge, kind=PleaKind.NOT_GUILTY, ago=DAY)
    at.desk.follow.toggle(at.person.person)
    _end(record, plea)
    at.fact(Plea, charge_id=charge, kind=PleaKind.GUILTY, ago=SOON)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL, ago=SOON)
    record.put(
        FieldChange(
            person_id=at.person.person, kind="court_case", object_id=at.case.case, field="status", old="active",
            new="closed", changed_at=record.clock.now(),
        )
    )  # fmt: skip
    assert _words(at) == ["bail: conditional bail", "court case status: active -> closed", "plea: not guilty -> guilty"]
    assert at.desk.follow.followed()[0].news == 3


def test_opening_the_file_is_looking_and_reading_it_again_is_not(record: Record) -> None:
    at = scene(record)
    at.desk.follow.toggle(at.person.person)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL)
    at.desk.file.read(at.person.person)
    assert _words(at) == ["bail: conditional bail"]
    at.desk.file.open(at.person.person)
    assert _words(at) == []


def test_what_a_user_did_is_no_news_to_that_user(record: Record) -> None:
    at = scene(record)
    at.desk.follow.toggle(at.person.person)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL, recorded_by_id=at.clerk.user_id)
    assert _words(at) == []


def test_a_followed_case_tells_of_that_case_alone(record: Record) -> None:
    at = scene(record)
    other = record.case(at.person, at.court, case_no="2600002")
    at.desk.follow.toggle(at.person.person, at.case.case)
    at.fact(Plea, charge_id=other.charges[0], kind=PleaKind.GUILTY, ago=SOON)
    at.fact(Plea, charge_id=at.case.charges[0], kind=PleaKind.NOT_GUILTY, ago=SOON)
    assert _words(at) == ["plea: not guilty"]
    assert at.desk.follow.followed()[0].case_no == "2600001"


def test_a_new_hearing_of_a_followed_person_is_news(record: Record) -> None:
    at = scene(record)
    at.desk.follow.toggle(at.person.person)
    record.listing(at.person, at.case, at.court, day=at.today + 7 * DAY)
    assert len(_words(at)) == 1
    assert _words(at)[0].startswith("hearing: ")


def test_nobody_follows_whom_they_may_not_see(record: Record) -> None:
    at = scene(record)
    court = record.court("B77XX", "Westtown")
    stranger = record.user("w.lane", record.agency("W"), Role.CLERK, courts=[court])
    with pytest.raises(NotFound):
        at.desk_of(stranger).follow.toggle(at.person.person)
    with pytest.raises(NotFound):
        at.desk.follow.toggle(at.person.person, record.case(record.person(at.agency, "ELSE"), at.court).case)


def test_looking_at_everything_clears_the_news(record: Record) -> None:
    at = scene(record)
    at.desk.follow.toggle(at.person.person)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL)
    at.desk.follow.looked()
    assert _words(at) == []


def _end(record: Record, row: object) -> None:
    table = type(row).__table__  # type: ignore[attr-defined]
    with record.units.raw("keeper", writes=True) as connection:
        connection.execute(
            table.update().where(table.c.id == row.id).values(ended_at=record.clock.now())  # type: ignore[attr-defined]
        )
