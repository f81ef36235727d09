"""`tracker emergency`, and what the other commands say of somebody under emergency access (S29, S30)."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.desk import Desk
from db.keeper.demo import prepare_demo
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.tables.people import Identifier, Person
from db.tables.system import AuditEvent
from db.words.clock import Clock
from db.words.errors import TrackerError
from db.words.families.people import IdentifierKind
from tests.support.homes import Run

NIGHT = "clerk-bradford"
WHY = "brought in on a warrant at night"
EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
NUMBER: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("emergency") / "demo"
    prepare_demo(find_home(str(folder)), clock=Clock())
    return folder


@pytest.fixture
def demo(_made_once: Path, tmp_path: Path) -> Path:
    """A demo home of this test alone."""
    folder = tmp_path / "demo"
    shutil.copytree(_made_once, folder)
    folder.chmod(0o700)
    return folder


def _open(home: Path) -> str:
    """The night clerk opens emergency access to somebody of another court; the reference of that person."""
    installation = Installation(find_home(str(home)))
    try:
        desk = Desk(installation.units, installation.demo_user(NIGHT).actor, clock=installation.clock)
        with installation.units.raw("keeper") as connection:
            wanted = sa.select(NUMBER.c.raw, PERSON.c.id, PERSON.c.public_ref).join(
                PERSON, PERSON.c.id == NUMBER.c.person_id
            )
            people = connection.execute(wanted.where(NUMBER.c.kind == IdentifierKind.PNC).order_by(PERSON.c.id)).all()
        for raw, person, reference in people:
            try:
                desk.file.vital(person)
            except TrackerError:
                desk.emergency.open(raw, WHY)
                return str(reference)
    finally:
        installation.close()
    raise AssertionError("everybody is relevant to the night clerk")


def _acts(home: Path) -> list[str]:
    installation = Installation(find_home(str(home)))
    try:
        with installation.units.raw("keeper") as connection:
            return list(connection.execute(sa.select(EVENT.c.action).order_by(EVENT.c.id)).scalars())
    finally:
        installation.close()


def test_the_manager_lists_and_reviews_what_the_night_clerk_opened(command: Run, demo: Path) -> None:
    reference = _open(demo)
    said = command("emergency", "list", "--json", "--as", "manager", home=demo, user="")
    (found,) = [one for one in json.loads(said.out) if one["person_ref"] == reference]
    assert (found["person_ref"], found["reason"], found["verdict"]) == (reference, WHY, None)
    assert date.fromisoformat(found["due"]) >= Clock().today() + timedelta(days=5)
    assert WHY in command("emergency", "list", "--as", "manager", home=demo, user="").out
    review = ("emergency", "review", found["id"])
    words = ("--words", "the warrant is on the file")
    own = command(*review, "--justified", *words, "--as", NIGHT, home=demo, user="")
    assert (own.code, "supervisor or court manager" in own.err) == (1, True)
    dry = command(*review, "--not-justified", *words, "--dry-run", "--as", "manager", home=demo, user="")
    assert dry.out == "Would say: Not justified: the warrant is on the file\n"
    done = command(*review, "--not-justified", *words, "--as", "manager", home=demo, user="")
    assert done.out == "Not justified: the warrant is on the file\n"
    assert command(*review, "--justified", *words, "--as", "manager", home=demo, user="").code == 1
    left = json.loads(command("emergency", "list", "--json", "--as", "manager", home=demo, user="").out)
    assert reference not in {one["person_ref"] for one in left}
    assert (
        command("emergency", "review", "no-id", "--justified", *words, "--as", "manager", home=demo, user="").code == 1
    )
    assert _acts(demo).count("emergency.review") == 1


def test_S29_the_file_on_the_command_line_is_one_emergency_reading(command: Run, demo: Path) -> None:
    reference = _open(demo)
    before = _acts(demo)
    said = command("person", "show", reference, "--json", "--as", NIGHT, home=demo, user="")
    assert said.code == 0, said.err
    card = json.loads(said.out)
    assert card["addresses"] == []
    assert card["notes"] == []
    assert _acts(demo)[len(before) :] == ["emergency.read"]


def test_S30_an_export_is_refused_and_on_record(command: Run, demo: Path) -> None:
    reference = _open(demo)
    before = _acts(demo)
    said = command("person", "export", reference, "--stdout", "--as", NIGHT, home=demo, user="")
    assert said.code == 1
    assert said.out == ""
    assert "Emergency access" in said.err
    assert "export.refused" in _acts(demo)[len(before) :]
