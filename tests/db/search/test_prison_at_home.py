"""The home of who works with prolific offenders says who is in prison, what changed, and when the data is old."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests.support.mail_house import MONDAY, MailHouse, house

__all__ = ["house"]


@pytest.fixture
def inside(house: MailHouse) -> MailHouse:
    house.prison_file(house.units.clock.now() - timedelta(days=7))
    house.held("ADDY")
    return house


def lines(house: MailHouse) -> list[tuple[str, str, str]]:
    blocks = house.desk(house.reader).home.card().blocks
    return [
        (block.title, line.text, line.sign) for block in blocks if "Prison data" in block.title for line in block.lines
    ]


def test_a_home_counts_who_is_in_prison_and_what_the_download_changed(inside: MailHouse) -> None:
    assert lines(inside) == [("Prison data of 23 Nov 2026", "MER: 1 of 1 in prison, 1 change", "~")]


def test_old_prison_data_is_said_to_be_old(inside: MailHouse) -> None:
    inside.at(time(8), MONDAY + timedelta(days=9))
    ((title, _, sign),) = lines(inside)
    assert "older than 8 days" in title
    assert sign == "!"


def test_nobody_else_has_it_and_nobody_before_there_is_a_download(house: MailHouse) -> None:
    assert lines(house) == []
    assert not [b for b in house.desk(house.admin).home.card().blocks if "Prison data" in b.title]
