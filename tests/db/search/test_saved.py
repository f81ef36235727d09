"""Kept searches: one's own, pinned first; shared with the agency and no further; never one that names somebody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.desk import Desk
from db.words.actor import Role
from db.words.errors import BadInput, NotFound, Refused
from tests.support.areas_asked import OWN, Asked
from tests.support.databases import Database


@pytest.fixture
def dales(database: Database) -> Iterator[Asked]:
    """Users of several agencies."""
    made = Asked(database, OWN)
    yield made
    made.units.close()


def _names(desk: Desk) -> list[str]:
    return [card.name for card in desk.saved.list()]


def test_an_own_search_is_kept_pinned_changed_and_dropped(dales: Asked) -> None:
    desk = dales.desk()
    desk.saved.save("Releases", "release  area:DAL days:14")
    desk.saved.save("A first one", "inprison area:DAL")
    assert _names(desk) == ["A first one", "Releases"]
    desk.saved.save("releases", "release area:HIL", pinned=True)
    assert [(one.name, one.text, one.pinned) for one in desk.saved.list()] == [
        ("releases", "release area:HIL", True), ("A first one", "inprison area:DAL", False),
    ]  # fmt: skip
    assert desk.saved.named("RELEASES").text == "release area:HIL"
    assert _names(dales.desk("police")) == []
    desk.saved.drop("releases")
    assert _names(desk) == ["A first one"]
    with pytest.raises(NotFound):
        desk.saved.drop("releases")
    with pytest.raises(NotFound):
        desk.saved.named("releases")


def test_a_shared_one_is_the_agencys_and_nobody_elses(dales: Asked) -> None:
    desk, colleague, other = dales.desk(), dales.desk("police"), dales.desk("probation")
    desk.saved.save("Ours", "crossborder area:DAL", share=True)
    assert [(one.name, one.shared) for one in colleague.saved.list()] == [("Ours", True)]
    assert _names(other) == []
    with pytest.raises(Refused):
        desk.saved.save("Named", "area:DAL name:ashby", share=True)
    desk.saved.save("Named", "area:DAL name:ashby")
    with pytest.raises(Refused):
        dales.desk("prosecutor").saved.save("Theirs", "area:DAL", share=True)
    colleague.saved.drop("Ours", shared=True)
    assert _names(colleague) == []


def test_what_asks_nothing_is_not_kept(dales: Asked) -> None:
    desk = dales.desk()
    for name, text in (("x", "colour:red"), ("x", ""), ("", "area:DAL"), ("x" * 41, "area:DAL"), ("x", "release")):
        with pytest.raises(BadInput):
            desk.saved.save(name, text)
    with pytest.raises(Refused):
        dales.desk("auditor").saved.save("x", "area:DAL")
    desk.saved.save("Dry", "area:DAL", dry_run=True)
    desk.saved.save("[b]Odd[/b] name", "area:DAL")
    assert _names(desk) == ["[b]Odd[/b] name"]
    assert Role.PPO_OFFICER in dales.actor().roles
