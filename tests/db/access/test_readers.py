"""Who will see a note, in words: by agency where those of one name differ, with `some` where one agency's do."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from db.access.facts import person_fact
from db.access.readers import NoteAt, will_see
from db.access.relevance import ASSIGNED
from db.access.standing import team_id
from db.tables.users import UserAccount
from db.words.actor import Role
from db.words.families.access import Category, Level, Recipient, Scope
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind
from tests.support.case_rows import works_in
from tests.support.cases import Cases
from tests.support.record import Record

Words = tuple[tuple[str, ...], tuple[str, ...]]


@pytest.fixture
def at(record: Record) -> Cases:
    return Cases(record)


def _told(at: Cases, kind: NoteKind = NoteKind.AGENCY) -> Words:
    """What the form says of a note that a probation officer is about to write on X."""
    note = NoteAt(at.user["probation"], at.x.person)
    with at.units.raw("keeper") as connection:
        told = will_see(connection, at.units.standing, note, kinds=[kind], now=at.record.clock.now())
    return told[kind]


def _share(at: Cases, recipient: Recipient, to: UUID) -> None:
    at.grant("PROB", Category.AGENCY_NOTE, Level.FULL, recipient, recipient_id=to)


def test_of_an_agency_some_see_it_and_some_do_not_where_a_rule_names_one_of_them(at: Cases) -> None:
    _share(at, Recipient.USER, at.user["clerk l"].user_id)
    at.record.user("second", at.agency["HMCTS"], Role.CLERK, courts=[at.l])
    seen, unseen = _told(at)
    assert "some court staff" in seen
    assert "some court staff" in unseen


def test_agencies_of_one_name_stand_apart_where_one_sees_it_and_another_does_not(at: Cases) -> None:
    other = at.record.agency("OTHER", AgencyKind.COURT, "Other Court Staff")
    at.record.user("elsewhere", other, Role.CLERK, courts=[at.l])
    _share(at, Recipient.AGENCY, other)
    seen, unseen = _told(at)
    assert "court staff (Other Court Staff)" in seen
    assert [words for words in unseen if words.startswith("court staff (")]
    assert not {"court staff", "some court staff"} & {*seen, *unseen}


def test_the_supervising_team_and_who_works_in_the_area_are_among_the_readers(at: Cases) -> None:
    assert _told(at, NoteKind.SHARED)[0] == ("court staff", "judges", "police")
    accounts: sa.Table = UserAccount.__table__
    far = at.user["probation far"]
    at.relevant(Scope.TEAM, team_id(far.agency_id, "North"), ASSIGNED)
    with at.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(accounts).where(accounts.c.id == far.user_id).values(team="North"))
    assert _told(at, NoteKind.SHARED)[0] == ("court staff", "judges", "police", "Probation")
    at.relevant(Scope.AREA, at.area["LPL"], "registered")
    at.record.put(works_in(at, "yot"))
    assert "youth offending team" in _told(at, NoteKind.SHARED)[0]


def test_who_sits_at_every_court_meets_the_day_of_a_hearing_at_any(at: Cases) -> None:
    everywhere = at.record.user("everywhere", at.agency["HMCTS"], Role.CLERK, every_court=True)
    nowhere = at.record.user("nowhere", at.agency["HMCTS"], Role.CLERK, courts=[at.m])
    case = at.record.case(at.x, at.l, case_no="2600000009")

    def days() -> list[bool]:
        with at.units.raw("keeper") as connection:
            standings = [at.units.standing(connection, one) for one in (everywhere, nowhere)]
            return [person_fact(connection, one, at.x.person).hearing_day for one in standings]

    assert days() == [False, False], "X is on tomorrow's list"
    at.record.listing(at.x, case, at.l, day=at.today)
    assert days() == [True, False]
