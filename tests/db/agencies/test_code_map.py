"""What another system calls a court or room leads to ours, and the lists of that system go there."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.agencies.code_map import CodeMapService
from db.agencies.set_up import COURTS_AGENCY
from db.cards.accounts import CourtCode
from db.tables.hearings import Listing
from db.tables.places import Court
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from tests.support.feeds import CourtList, Inbox
from tests.support.record import Record


@pytest.fixture
def admin(record: Record) -> Actor:
    """An administrator of the courts' agency."""
    return record.user("p.hale", record.agency(COURTS_AGENCY), Role.ADMINISTRATOR, every_court=True)


def test_a_list_goes_to_the_court_and_room_that_its_codes_are_mapped_to(
    record: Record, admin: Actor, tmp_path: Path
) -> None:
    court = record.court("B01QQ")
    room = record.room(court, "Assembly Room")
    codes = CodeMapService(record.units, admin)
    codes.put(CourtCode("libra", "B99ZZ", "", "b01qq", ""))
    codes.put(CourtCode("libra", "B99ZZ", "01", "B01QQ", "Assembly Room"))
    clerk = record.user("clerk", admin.agency_id, Role.CLERK, every_court=True)
    inbox = Inbox(record.units, clerk, tmp_path)
    inbox.take(CourtList())
    assert [(row.court_id, row.room_id) for row in inbox.rows(Listing)] == [(court, room)]
    assert [row.code for row in inbox.rows(Court)] == ["B01QQ"]


def test_a_code_that_is_mapped_again_leads_elsewhere(record: Record, admin: Actor) -> None:
    record.court("B01QQ")
    record.court("B02QQ", "Another")
    codes = CodeMapService(record.units, admin)
    codes.put(CourtCode("libra", "1840", "", "B01QQ", ""))
    assert codes.check(CourtCode("libra", "1840", "", "B02QQ", "")).court == "B02QQ"
    assert [one.court for one in codes.list()] == ["B01QQ"]
    codes.put(CourtCode("libra", "1840", "", "B02QQ", ""))
    assert codes.list() == (CourtCode("libra", "1840", "", "B02QQ", ""),)


def test_what_cannot_be_mapped_says_why(record: Record, admin: Actor) -> None:
    record.court("B01QQ")
    codes = CodeMapService(record.units, admin)
    for wanted, fault in (
        (CourtCode("fax", "1840", "", "B01QQ", ""), BadInput),
        (CourtCode("libra", " ", "", "B01QQ", ""), BadInput),
        (CourtCode("libra", "1840", "7", "B01QQ", ""), BadInput),
        (CourtCode("libra", "1840", "", "B03QQ", ""), NotFound),
        (CourtCode("libra", "1840", "7", "B01QQ", "99"), NotFound),
    ):
        with pytest.raises(fault):
            codes.check(wanted)
    clerk = record.user("clerk", admin.agency_id, Role.CLERK)
    with pytest.raises(Refused):
        CodeMapService(record.units, clerk).put(CourtCode("libra", "1840", "", "B01QQ", ""))
