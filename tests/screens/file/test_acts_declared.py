"""Each key of the file and the bench page, pressed: what it leaves in the log is what it is declared to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from db.tables.system import AuditEvent
from screens.frame.place import Place
from screens.keys import ACTIONS, Action
from tests.support.declared import SCREENS
from tests.support.file_record import Scene
from tests.support.screen import open_screen, press, settle, until
from tracker_tui.app.handlers.places import make_screen

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
FILE = "file.person"
PRESSED = [each for each in ACTIONS if each.counts_at(FILE) and each.keys and not each.by_part and each.id != "quit"]


def _acts(at: Scene) -> list[str]:
    with at.record.units.raw("keeper") as connection:
        return list(connection.execute(sa.select(EVENT.c.action).order_by(EVENT.c.id)).scalars())


@pytest.mark.parametrize("action", PRESSED, ids=lambda action: action.id)
async def test_a_key_of_the_file_writes_only_what_it_is_declared_to_do(
    at: Scene, tmp_path: Path, action: Action
) -> None:
    place = Place(FILE, person=at.person.person, hearing=at.row.listing)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        # The line of blocks stands there before the file is read; the name comes with the file.
        await until(pilot, "SMITH, John")
        await settle(pilot)
        before = _acts(at)
        assert before == ["file.open"]
        await press(pilot, action.keys[0])
        await pilot.pause(0.3)
        written = _acts(at)[len(before) :]
    said = SCREENS[action.id]
    assert set(written) <= (set(said) if isinstance(said, tuple) else set())
    if action.id in {"follow", "who", "go.bench", "go.list"}:
        assert len(written) == 1
