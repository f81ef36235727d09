"""Weekly lists by keys: asked for, authorised or refused, read with a step to the file, ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from db.words.families.mail import SubscriptionState
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.mail_house import ADDRESS, MailHouse
from tests.support.record import Record
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen

TODAY = date.today()  # noqa: DTZ011 - the day that the application itself lives on


@pytest.fixture
def house(sqlite_url: str) -> Iterator[MailHouse]:
    units = Units(make_engine(sqlite_url), Clock())
    made = MailHouse(Record(units))
    made.at(time(8), TODAY)
    yield made
    units.close()


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


async def test_a_list_is_asked_for_and_who_says_yes_is_told(house: MailHouse, tmp_path: Path) -> None:
    desk = house.desk(house.reader)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("start.more")) as pilot:
        await until(pilot, "Weekly lists")
        await press(pilot, "i")
        await until(pilot, "You have no weekly lists.")
        await press(pilot, "plus")
        await until(pilot, "MER")
        await until(pilot, "PPOs in prison")
        await press(pilot, "tab")
        await type_text(pilot, "lpl")
        await press(pilot, "tab")
        await type_text(pilot, ADDRESS)
        await press(pilot, "tab", "tab", "tab", "tab")
        await type_text(pilot, "weekly PPO meeting")
        await press(pilot, "f10")
        await until(pilot, "Ask your authoriser: Authoriser or Colleague.")
        await until(pilot, "waiting for an authoriser")
    (card,) = desk.subscriptions.list()
    assert (card.area, card.address, card.when) == ("LPL", ADDRESS, "Monday 07:00")


async def test_what_is_wrong_is_said_and_nothing_is_asked_for(house: MailHouse, tmp_path: Path) -> None:
    desk = house.desk(house.reader)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("admin.weekly_ask")) as pilot:
        await until(pilot, "MER")
        await press(pilot, "tab", "tab")
        await type_text(pilot, "no address")
        await press(pilot, "f10")
        await until(pilot, "Say a mail address")
    assert desk.subscriptions.list(over=True) == ()


async def test_an_authoriser_says_yes_or_no_and_never_to_oneself(house: MailHouse, tmp_path: Path) -> None:
    first = house.ask()
    second = house.ask(address="b.reader@secure.example")
    own = house.ask(actor=house.colleague, address="c.reader@secure.example")
    desk = house.desk(house.colleague)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("admin.weekly")) as pilot:
        await until(pilot, first.reference)
        await press(pilot, "g")
        await until(pilot, "every week for half a year?")
        await press(pilot, "y")
        await until(pilot, "is authorised until")
        await press(pilot, "down")
        await until(pilot, "b.reader@secure.example")
        await press(pilot, "d")
        await until(pilot, "Why refuse?")
        await type_text(pilot, "ask for LPL")
        await press(pilot, "enter")
        await until(pilot, f"{second.reference} is refused.")
        await press(pilot, "end")
        await until(pilot, "c.reader@secure.example")
        await press(pilot, "g")
        await until(pilot, "Nobody authorises a subscription of their own.")
    states = {one.reference: one.state for one in desk.subscriptions.list(everybody=True, over=True)}
    assert states == {
        first.reference: SubscriptionState.AUTHORISED,
        second.reference: SubscriptionState.REFUSED,
        own.reference: SubscriptionState.ASKED,
    }


async def test_enter_shows_the_rows_and_enter_again_the_file(house: MailHouse, tmp_path: Path) -> None:
    house.held("[b]ADDY[/]")
    house.ask()
    desk = house.desk(house.reader)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("admin.weekly")) as pilot:
        await until(pilot, ADDRESS)
        await press(pilot, "enter")
        await until(pilot, "1 person")
        await until(pilot, "[B]ADDY[/]")
        await press(pilot, "enter")
        await until(pilot, "File > [B]ADDY[/], Kim")


async def test_the_own_subscription_is_ended_with_z(house: MailHouse, tmp_path: Path) -> None:
    card = house.subscribed()
    desk = house.desk(house.reader)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("admin.weekly")) as pilot:
        await until(pilot, "until ")
        await press(pilot, "z")
        await until(pilot, "End S-")
        await press(pilot, "y")
        await until(pilot, f"{card.reference} is ended.")
        await until(pilot, "You have no weekly lists.")
