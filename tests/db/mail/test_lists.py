"""The list in a mail is what its reader finds when asking, and holds nobody whom that reader may not see."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from db.cards.searching import Found
from db.desk import Desk
from db.mail.behalf import Behalf
from db.mail.lists import ask, query_of, sheet_of
from db.mail.message import body
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.mail import WeeklyList
from db.words.keys import uuid7
from tests.support.mail_house import MONDAY, MailHouse, house

__all__ = ["house"]
NAME = "=ADDY"


@pytest.fixture
def inside(house: MailHouse) -> MailHouse:
    """A registered person in the area, held by the newest prison file."""
    house.held(NAME)
    return house


def mailed(house: MailHouse, actor: Actor, kind: WeeklyList = WeeklyList.IN_PRISON) -> Found:
    """As a run reads it: for an account of which nobody is signed in."""
    behalf: Units = Behalf(house.units, house.service)
    return ask(behalf, replace(actor, audit_session=uuid7()), query_of(kind, "LPL", MONDAY))


def test_the_reader_gets_the_same_by_mail_and_by_asking(inside: MailHouse) -> None:
    for kind in WeeklyList:
        assert mailed(inside, inside.reader, kind) == ask(inside.units, inside.reader, query_of(kind, "LPL", MONDAY))
    found = mailed(inside, inside.reader)
    assert [row.name for row in found.rows] == [f"{NAME}, Kim"]
    assert found.download is not None


def test_the_same_rows_stand_on_the_screen_at_any_time(inside: MailHouse) -> None:
    card = inside.ask()
    desk: Desk = inside.desk(inside.reader)
    assert desk.weekly.rows(card.reference).rows == mailed(inside, inside.reader).rows
    assert NAME in desk.weekly.preview(card.reference).text
    with pytest.raises(Refused):
        inside.desk(inside.authoriser).weekly.rows(card.reference)
    assert inside.desk(inside.authoriser).weekly.preview(card.reference).text == ""


def test_who_may_not_see_the_person_gets_an_empty_list(inside: MailHouse) -> None:
    elsewhere = inside.record.user("officer", inside.record.agency("OTHER"), Role.CLERK)
    assert mailed(inside, elsewhere).rows == ()


def test_the_text_says_when_the_prison_file_is_late_and_when_nobody_is_on_it(inside: MailHouse) -> None:
    found, now = mailed(inside, inside.reader), inside.units.clock.now()
    text = body(sheet_of(found, who="A Reader", now=now, late=True))
    assert "This week's prison file has not come." in text
    assert "Prison data of Mon 23 Nov 2026." in text
    inside.at(time(12), MONDAY + timedelta(days=9))
    old = body(sheet_of(mailed(inside, inside.reader), who="A Reader", now=now, late=True))
    assert "Prison data of" in old
    nobody = body(sheet_of(replace(found, rows=()), who="A Reader", now=now))
    assert "None this week." in nobody


def test_whoever_is_read_under_emergency_access_is_left_out(inside: MailHouse) -> None:
    found = mailed(inside, inside.reader)
    sheet = sheet_of(found, who="x", now=inside.units.clock.now(), without={found.rows[0].person_id})
    assert (sheet.rows, sheet.withheld) == ((), 1)
