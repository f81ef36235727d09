"""The demo's weekly prison files: eight of them, and in the newest what somebody in training is to find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from db.cards.searching import Changed, InPrison
from db.desk import Desk
from db.keeper.demo import prepare_demo
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.tables.system import FeedBatch
from db.words.clock import Clock
from db.words.families.exchange import BatchState


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = str(tmp_path_factory.mktemp("weeks") / "demo")
    prepare_demo(find_home(folder), clock=Clock())
    made = Installation(find_home(folder))
    yield made
    made.close()


@pytest.fixture
def ppo(installation: Installation) -> Desk:
    return Desk(installation.units, installation.demo_user("ppo").actor)


def test_there_are_eight_accepted_files_a_week_apart(installation: Installation) -> None:
    table: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
    with installation.units.raw("keeper") as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.taken_at)).all()
    assert [row.state for row in rows] == [BatchState.ACCEPTED] * 8
    days = [row.taken_at.date() for row in rows]
    assert {(later - earlier).days for earlier, later in pairwise(days)} == {7}


def test_the_newest_file_changed_what_was_planted_and_nothing_for_another_spelling(ppo: Desk) -> None:
    found = ppo.search.count(Changed(area="NW"))
    weekly = [row for row in found.rows if row.values]
    fields = Counter(str(row.values[2]) for row in weekly)
    assert fields["HDC eligibility date"] == 3
    assert fields["establishment"] >= 2
    assert fields["no longer listed"] == 2
    assert fields["received"] >= 2
    inside = ppo.search.count(InPrison(area="NW"))
    assert sum(row.band is not None for row in inside.rows) == 2


def test_a_home_says_so_and_a_list_was_sent_last_week(ppo: Desk) -> None:
    assert [block for block in ppo.home.card().blocks if block.title.startswith("Prison data of")]
    (card,) = ppo.subscriptions.list()
    assert card.last is not None
    assert card.why_not == ""


def test_who_is_received_came_since_the_file_before_and_no_curfew_follows_the_release(ppo: Desk) -> None:
    inside = ppo.search.count(InPrison(area="NW"))
    place = {column.key: number for number, column in enumerate(inside.columns)}
    told = {row.person_id: {key: row.values[at] for key, at in place.items()} for row in inside.rows}
    assert inside.prison_data_of is not None
    before = inside.prison_data_of - timedelta(days=7)
    received = [row for row in ppo.search.count(Changed(area="NW")).rows if "received" in row.values]
    since = [told[row.person_id]["since"] for row in received]
    assert all(isinstance(day, date) and day >= before for day in since), since
    dates = [(row["hdced"], row["release"]) for row in told.values()]
    assert all(hdc <= release for hdc, release in dates if isinstance(hdc, date) and isinstance(release, date))


def test_files_are_listed_the_newest_first(installation: Installation) -> None:
    prison = Desk(installation.units, installation.demo_user("prison").actor)
    weeks = [card.file for card in prison.feeds.list().items]
    assert len(weeks) == 8
    assert weeks == sorted(weeks, reverse=True)
