"""Each user of the demo has the home of the role, from the real record, and only what that role may read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.cards.home import HomeCard, HomeKind, Opens
from db.demo.users import USERS, DemoUser
from db.desk import Desk
from db.keeper.demo import prepare_demo
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.words.actor import Role
from db.words.clock import Clock

BY_FIRST_ROLE = {
    Role.JUDGE: HomeKind.JUDGE,
    Role.CLERK: HomeKind.CLERK,
    Role.LEGAL_ADVISER: HomeKind.CLERK,
    Role.USHER: HomeKind.CLERK,
    Role.COURT_MANAGER: HomeKind.CLERK,
    Role.ADMINISTRATOR: HomeKind.ADMINISTRATOR,
    Role.TRAINER: HomeKind.TRAINER,
    Role.LISTING_OFFICER: HomeKind.CLERK,
    Role.AUTHORISER: HomeKind.AUTHORISER,
    Role.AUDITOR: HomeKind.AUDITOR,
    Role.BOARD_ANALYST: HomeKind.OTHER,
    Role.PROGRAMME_VIEWER: HomeKind.OTHER,
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A demo home, made once for all users."""
    folder = tmp_path_factory.mktemp("homes") / "demo"
    prepare_demo(find_home(str(folder)), clock=Clock())
    installation = Installation(find_home(str(folder)))
    yield installation
    installation.close()


def _home(demo: Installation, user: str) -> HomeCard:
    return Desk(demo.units, demo.demo_user(user).actor).home.card()


HERE = [user for user in USERS if not user.networks]
"""Those who may come in on this terminal's network."""


@pytest.mark.parametrize("user", HERE, ids=[user.name for user in HERE])
def test_the_home_is_that_of_the_first_role(demo: Installation, user: DemoUser) -> None:
    card = _home(demo, user.name)
    assert card.kind is BY_FIRST_ROLE.get(user.roles[0], HomeKind.AGENCY)
    keys = [line.key for block in card.blocks for line in block.lines]
    assert len(keys) == len(set(keys))
    for block in card.blocks:
        assert block.title
        assert block.lines or (block.why and block.next_key)


@pytest.mark.parametrize("user", ["administrator", "trainer", "auditor", "authoriser", "board", "programme"])
def test_a_role_without_case_data_is_led_to_nobody(demo: Installation, user: str) -> None:
    lines = [line for block in _home(demo, user).blocks for line in block.lines]
    assert all(line.opens in (Opens.NOTHING, Opens.PLACE) and line.person_id is None for line in lines)


def test_a_clerk_has_a_list_and_a_judge_has_notes(demo: Installation) -> None:
    clerk, judge = _home(demo, "clerk"), _home(demo, "judge")
    assert clerk.blocks[0].lines
    assert [block.title for block in judge.blocks][1] == "My notes"
    assert judge.blocks[1].lines


def test_a_judges_own_notes_are_listed_without_a_word_of_them(demo: Installation) -> None:
    assert all("personal" in line.text or "note" in line.text for line in _home(demo, "judge").blocks[1].lines)
    mine = {line.key for line in _home(demo, "judge").blocks[1].lines}
    theirs = {line.key for line in _home(demo, "judge2").blocks[1].lines}
    assert not mine & theirs
