"""A rule that is revoked withholds in a screen that is open, within two seconds, on both engines (S13, G3)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.cards.sharing import RuleTerms
from db.keeper.changes import Changes
from db.tables.system import AuditEvent
from db.words.families.access import Category, Level, Recipient
from screens.frame.messages import SignedIn
from screens.frame.place import Place
from tests.support.machine import slack
from tests.support.screen import LARGE, TestOpener, TestSession, open_screen, screen_text, until
from tests.support.sharing_court import Sharing
from tracker_tui.app.handlers.places import make_screen

FOR_JUDGES = RuleTerms(Category.TREATMENT, Level.FULL, Recipient.ROLE, word="judge")
TALL = (LARGE[0], 60)


class LiveSession(TestSession):
    """A sign-in that hears of other sessions as the real one does."""

    changes_of: Changes

    def wait_changes(self, seconds: float) -> Iterable[str]:
        """From the database."""
        return self.changes_of.wait(seconds)


@pytest.mark.parametrize("screen", ["file.person", "file.bench"])
async def test_the_judges_open_screen_turns_to_withheld_within_two_seconds(
    sharing: Sharing, tmp_path: Path, screen: str
) -> None:
    lead = sharing.desk(sharing.drug_lead).sharing
    rule = lead.add(FOR_JUDGES)
    desk = sharing.desk(sharing.judge)
    session = LiveSession(desk, home=screen)
    session.changes_of = Changes(sharing.record.units)
    place = Place(screen, person=sharing.person)
    try:
        async with open_screen(
            lambda made_for, where: make_screen(made_for, where if where.person else place),
            tmp=tmp_path, desk=desk, place=place, opener=TestOpener(session), size=TALL,
        ) as pilot:  # fmt: skip
            pilot.app.post_message(SignedIn(session))
            await until(pilot, "SMITH, John")
            if screen == "file.person":
                await until(pilot, "positive")
            else:
                await until(pilot, "Withheld")
                assert "Drug Service" not in _withheld(screen_text(pilot.app))
            await asyncio.sleep(0.2)  # the watcher has begun to listen
            lead.end(rule.id)
            await until(
                pilot, "held by Drug Service" if screen == "file.person" else "Drug Service", seconds=2.0 * slack()
            )
            shown = screen_text(pilot.app)
            assert "positive" not in shown
    finally:
        session.changes_of.close()
    event = AuditEvent.__table__
    with sharing.record.units.raw("keeper") as connection:
        acts = connection.scalars(sa.select(event.c.action).where(event.c.user_id == sharing.judge.user_id)).all()
    assert set(acts) == {"file.open" if screen == "file.person" else "bench.open"}, "the audit shows the earlier view"


def _withheld(shown: str) -> str:
    return " ".join(line for line in shown.splitlines() if "Withheld" in line)
