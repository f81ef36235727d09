"""Every screen action and every command says what it does in the words of the log, and does no other thing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.audit.acts import declared
from db.keeper.demo import prepare_demo
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.tables.system import AuditEvent
from db.words.clock import Clock
from screens.keys import ACTIONS
from tests.support.declared import COMMANDS, SCREENS
from tests.support.homes import Run
from tracker_tui.cli.page import every_command

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
SIGN_IN = "user.sign_in"
# A command line of each that a demo home can carry out, and who does; PERSON and FILE are filled in.
DRIVEN = {
    "feed list": ("clerk", ()),
    "person show": ("clerk", ("PERSON",)),
    "person find": ("clerk", ("smith",)),
    "court add": ("administrator", ("B99ZZ", "--name", "Farland Magistrates' Court")),
    "court change": ("administrator", ("B90LV", "--name", "Another name")),
    "court list": ("clerk", ()),
    "area add": ("administrator", ("FAR", "Farland", "--kind", "ward")),
    "area list": ("clerk", ()),
    "area postcode": ("administrator", ("NW", "QX9")),
    "agency change": ("administrator", ("HMCTS", "--name", "Another name")),
    "agency list": ("administrator", ()),
    "agency add": ("administrator", ("FARLAND", "Farland service", "--kind", "voluntary")),
    "user list": ("administrator", ()),
    "audit verify": ("auditor", ()),
    "audit checkpoint": ("auditor", ()),
    "audit key": ("auditor", ()),
    "audit list": ("auditor", ("--user", "clerk", "--from", "today")),
    "audit who-saw": ("clerk", ("PERSON",)),
    "audit export": ("auditor", ("FILE", "--for-commissioner", "--from", "today")),
    "db check": ("administrator", ()),
    "db backup": ("administrator", ("FILE",)),
    "db areas": ("administrator", ()),
    "db relevance": ("administrator", ()),
    "doctor": ("administrator", ()),
    "completion": ("clerk", ("bash",)),
}


def test_every_action_of_a_screen_says_what_it_does() -> None:
    assert {action.id for action in ACTIONS} == set(SCREENS)


def test_every_command_says_what_it_does() -> None:
    assert {" ".join(path) for path, _ in every_command()} == set(COMMANDS)


def test_what_they_say_are_acts_of_the_log() -> None:
    named = [name for said in (*SCREENS.values(), *COMMANDS.values()) if isinstance(said, tuple) for name in said]
    assert [name for name in named if declared(name) is None] == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo home, made once."""
    folder = tmp_path_factory.mktemp("acts") / "demo"
    prepare_demo(find_home(str(folder)), clock=Clock())
    return folder


def _rows(home: Path) -> list[tuple[str, int | None, int | None]]:
    """What the log has, in the order it was written."""
    installation = Installation(find_home(str(home)))
    try:
        with installation.units.raw("keeper") as connection:
            wanted = sa.select(EVENT.c.action, EVENT.c.rows, EVENT.c.milliseconds).order_by(EVENT.c.id)
            return [(row.action, row.rows, row.milliseconds) for row in connection.execute(wanted)]
    finally:
        installation.close()


@pytest.mark.parametrize("words", DRIVEN, ids=str)
def test_a_command_writes_the_acts_it_says_and_one_row_at_that(
    words: str, made: Path, tmp_path: Path, command: Run
) -> None:
    home = tmp_path / "demo"
    shutil.copytree(made, home)
    home.chmod(0o700)
    user, given = DRIVEN[words]
    if "PERSON" in given:
        found = json.loads(command("person", "find", "smith", "--json", home=home, user="").out)
        person = str((found if isinstance(found, list) else found["hits"])[0]["person"])
        given = tuple(person if each == "PERSON" else each for each in given)
    given = tuple(str(tmp_path / "file") if each == "FILE" else each for each in given)
    before = len(_rows(home))
    said = command(*words.split(), *given, "--as", user, home=home, user="")
    # The doctor may well find something about the machine that the tests run on.
    assert said.code == 0 or words == "doctor", said.err
    written = [row for row in _rows(home)[before:] if row[0] != SIGN_IN]
    expected = COMMANDS[words]
    if isinstance(expected, str):
        assert written == []
        return
    ((action, rows, milliseconds),) = written
    assert action in expected
    if not words.startswith("db "):
        assert milliseconds is not None
    if action in {"file.show", "person.find", "audit.read", "audit.who_saw", "audit.verify"}:
        assert rows is not None
