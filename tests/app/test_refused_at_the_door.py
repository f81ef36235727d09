"""An account past its last day (S33) or on another network (S34) is told so at the sign-in and on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.keeper.homes import Home
from db.keeper.installation import Installation
from db.tables.users import UserAccount
from screens.frame.place import Place
from screens.start.sign_in import SignInScreen
from tests.support.homes import ADMIN, Run, secret_file
from tests.support.screen import TestOpener, TestSession, open_screen, press, type_text, until
from tracker_tui.app.opener import HomeOpener
from tracker_tui.app.ports import Session

ACCOUNT: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
PASSWORD = "seven goats in a boat"
EXPIRED = ("This account is expired.", "Ask P. Hale, who authorised it, to extend it.")
ELSEWHERE = ("This account may be used on these networks only: cjx.", "Use a terminal there, or ask the administrator.")


@pytest.fixture
def home(live_home: Home, tmp_path: Path, command: Run) -> Home:
    """A home with a clerk whom the administrator authorised."""
    secret = secret_file(tmp_path, "new", PASSWORD)
    words = ("user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--new-password-file", secret)
    assert command(*words, home=live_home.folder).code == 0
    return live_home


@pytest.fixture
def installation(home: Home) -> Iterator[Installation]:
    """The same home, to change what no command would."""
    opened = Installation(home)
    yield opened
    opened.close()


def end_yesterday(installation: Installation) -> None:
    """The account's last day is over."""
    with installation.units.raw("keeper", writes=True) as connection:
        boss = sa.select(ACCOUNT.c.id).where(ACCOUNT.c.user_name == ADMIN).scalar_subquery()
        yesterday = installation.clock.now() - timedelta(days=1)
        connection.execute(
            sa.update(ACCOUNT)
            .where(ACCOUNT.c.user_name == "j.moss")
            .values(expires_at=yesterday, authorised_by_id=boss)
        )


def on_network(home: Home, name: str) -> None:
    """This terminal is on another network, as its administrator's settings say."""
    written = home.configuration.read_text()
    assert 'network_class = "' in written
    home.configuration.write_text(re.sub(r'network_class = "\w+"', f'network_class = "{name}"', written))


async def test_S33_the_sign_in_screen_names_who_authorised_an_expired_account(
    home: Home, installation: Installation, tmp_path: Path
) -> None:
    end_yesterday(installation)
    await _refused(home, tmp_path, EXPIRED)


async def test_S34_the_sign_in_screen_names_the_networks_of_an_account(
    home: Home, command: Run, tmp_path: Path
) -> None:
    assert command("user", "change", "j.moss", "--network", "cjx", home=home.folder).code == 0
    on_network(home, "gsi")
    await _refused(home, tmp_path, ELSEWHERE)


class RealDoor(TestOpener):
    """The tests' opener with the door of a real home."""

    def __init__(self, home: Home) -> None:
        super().__init__(TestSession(None))
        self._real = HomeOpener(Installation(home))

    def sign_in(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> Session:
        """As the home answers."""
        return self._real.sign_in(user_name, password, take_over=take_over, code=code)


async def _refused(home: Home, tmp_path: Path, told: tuple[str, ...]) -> None:
    opener = RealDoor(home)
    async with open_screen(
        SignInScreen, tmp=tmp_path, opener=opener, desk=opener, place=Place("start.sign_in")
    ) as pilot:
        await type_text(pilot, "j.moss")
        await press(pilot, "enter")
        await type_text(pilot, PASSWORD)
        await press(pilot, "enter")
        shown = await until(pilot, told[0][:40])
        assert all(part in " ".join(shown.split()) for part in told)
        assert "Password" in shown


def test_S33_the_command_line_names_who_authorised_an_expired_account(
    home: Home, installation: Installation, command: Run
) -> None:
    words = ("user", "list", "--json")
    assert command(*words, home=home.folder, user="j.moss", password=PASSWORD).code == 0
    end_yesterday(installation)
    said = command(*words, home=home.folder, user="j.moss", password=PASSWORD)
    assert (said.code, said.out) == (1, "")
    assert all(part in said.err for part in EXPIRED)
    states = {one["user_name"]: one["state"] for one in json.loads(command(*words, home=home.folder).out)}
    assert states["j.moss"] == "expired"


def test_S34_the_command_line_names_the_networks_of_an_account(home: Home, command: Run) -> None:
    assert command("user", "change", "j.moss", "--network", "cjx", home=home.folder).code == 0
    for network, code in (("gsi", 1), ("cjx", 0)):
        on_network(home, network)
        said = command("user", "list", home=home.folder, user="j.moss", password=PASSWORD)
        assert said.code == code, said.err
        assert all(part in said.err for part in ELSEWHERE) == (code == 1)


def test_S33_S34_a_wrong_password_tells_nothing_of_the_account(
    home: Home, installation: Installation, command: Run
) -> None:
    end_yesterday(installation)
    said = command("user", "list", home=home.folder, user="j.moss", password="not this one, no")
    assert (said.code, "name or the password is wrong" in said.err, "expired" in said.err) == (1, True, False)
