"""The demo has something to show where the clerk decides who is who."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.desk import Desk
from db.keeper.demo import prepare_demo
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.words.clock import Clock


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A demo home."""
    return prepare_demo(find_home(str(tmp_path / "demo"), kind=HomeKind.DEMO), clock=Clock()).home


def test_who_is_who_asks_of_twins_father_and_son_a_slip_and_a_namesake(home: Home) -> None:
    installation = Installation(home)
    desk = Desk(installation.units, installation.demo_user("clerk").actor)
    asked = {card.name: card for card in desk.review.waiting().items}
    assert set(asked) == {"UTLEY, Stuart", "PENHALLOW, Jory", "CALLAGHAN, Charlie", "SMITH, John"}
    assert asked["SMITH, John"].candidates == 2
    guards = {name: desk.review.open(card.id).compared[0].guards for name, card in asked.items()}
    installation.close()
    assert "same name and address, 15 years or more apart" in guards["CALLAGHAN, Charlie"]
    assert "possible twin" in guards["PENHALLOW, Jory"]
