"""What cannot be undone is done by two persons, each with the own password given just before, and once."""

from __future__ import annotations

import pytest

from db.accounts import two_persons
from db.accounts.gate import SCREEN
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused, StepUpNeeded
from db.words.keys import uuid7
from tests.support.door import PASSWORD, House

ERASE = "record.erase"


def _person(house: House, name: str, *, proved: bool = True) -> Actor:
    house.user(name)
    actor = house.door(name).admit(name, PASSWORD, kind=SCREEN).actor
    if proved:
        house.door(name).step_up(actor, PASSWORD)
    return actor


def test_one_asks_another_agrees_and_then_it_is_done_once(house: House) -> None:
    first, second, about = _person(house, "a.one"), _person(house, "b.two"), uuid7()
    now = house.units.clock.now()
    with house.units.raw("keeper", writes=True) as connection:
        asked = two_persons.ask(connection, first, ERASE, about=about, reason="court order", now=now)
        with pytest.raises(Refused, match="Two persons"):
            two_persons.spend(connection, ERASE, about=about, now=now)
        with pytest.raises(Refused, match="Another person"):
            two_persons.agree(connection, first, asked, now=now)
        two_persons.agree(connection, second, asked, now=now)
        with pytest.raises(NotFound):
            two_persons.agree(connection, second, asked, now=now)
        with pytest.raises(Refused, match="Two persons"):
            two_persons.spend(connection, ERASE, about=uuid7(), now=now)
        assert two_persons.spend(connection, ERASE, about=about, now=now) == asked
        with pytest.raises(Refused, match="Two persons"):
            two_persons.spend(connection, ERASE, about=about, now=now)


def test_each_gives_the_own_password_and_says_why(house: House) -> None:
    first, second = _person(house, "a.one"), _person(house, "b.two", proved=False)
    now = house.units.clock.now()
    with house.units.raw("keeper", writes=True) as connection:
        for action, reason in ((ERASE, " "), ("note.save", "x")):
            with pytest.raises(BadInput):
                two_persons.ask(connection, first, action, about=uuid7(), reason=reason, now=now)
        with pytest.raises(StepUpNeeded):
            two_persons.ask(connection, second, ERASE, about=uuid7(), reason="x", now=now)
        asked = two_persons.ask(connection, first, ERASE, about=uuid7(), reason="x", now=now)
        with pytest.raises(StepUpNeeded):
            two_persons.agree(connection, second, asked, now=now)


def test_a_request_stands_for_a_day(house: House) -> None:
    first, second = _person(house, "a.one"), _person(house, "b.two")
    now = house.units.clock.now()
    with house.units.raw("keeper", writes=True) as connection:
        asked = two_persons.ask(connection, first, ERASE, about=uuid7(), reason="x", now=now)
        with pytest.raises(NotFound):
            two_persons.agree(connection, second, asked, now=now + two_persons.STANDS * 1.01)
