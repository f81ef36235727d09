"""A note form on a real desk, with one defendant on today's list."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from db.accounts.judge_key import make_judge_keys, unwrap
from db.cards.drafts import Draft
from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.keys import uuid7
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.editor import NoteEditor
from screens.write.note import NoteScreen
from tests.support.record import Known, Listed, Record
from tests.support.screen import SMALL, open_screen

HALF = b"h" * 32
HOSTILE = "SM\x1b]52;c;aGk=\x07ITH[/b]"


@dataclass
class Stand:
    """One defendant on today's list, and the people who write about him."""

    record: Record
    clerk: Actor
    judge: Actor
    usher: Actor
    known: Known
    listed: Listed
    folder: Path

    def desk(self, actor: Actor) -> Desk:
        key = None
        if actor.has(Role.JUDGE):
            public, wrapped = make_judge_keys(HALF, actor.user_id)
            key = unwrap(wrapped, HALF, actor.user_id, public=public)
        return Desk(self.record.units, actor, judge_key=key, drafts=self.folder / "drafts")

    def open(
        self, desk: Desk, *, size: tuple[int, int] = SMALL, **place: object
    ) -> AbstractAsyncContextManager[Pilot[int]]:
        at = Place("write.note", person=self.known.person)
        return open_screen(make, tmp=self.folder, desk=desk, place=replace(at, **place), size=size)

    def bodies(self, actor: Actor) -> list[str]:
        return [one.body for one in self.desk(actor).notes.of_person(self.known.person)]


def make(desk: object, place: Place) -> BaseScreen:
    if place.screen == "write.note":
        return NoteScreen(desk, place)
    return _Below(place)


class _Below(BaseScreen):
    """What lies under the form."""

    PLACE = "start.home"
    TITLE = "Below"


@pytest.fixture
def stand(sqlite_url: str, tmp_path: Path) -> Iterator[Stand]:
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court(), record.agency("HMCTS", name="Courts")
    known = record.person(agency, "SMITH", "John")
    listed = record.listing(known, record.case(known, court, case_no="2500123"), court)
    yield Stand(
        record,
        record.user("clerk", agency, Role.CLERK, courts=[court]),
        record.user("judge", agency, Role.JUDGE, courts=[court]),
        record.user("usher", agency, Role.USHER, courts=[court]),
        known,
        listed,
        tmp_path,
    )
    units.close()


def editor(app: App[int]) -> NoteEditor:
    return app.screen.query_one(NoteEditor)


async def kept(desk: Desk, text: str, *, seconds: float = 2.0) -> Draft:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for draft in desk.drafts.pending():
            if draft.text == text:
                return draft
        await asyncio.sleep(0.01)
    raise AssertionError(f"{text[:80]!r} was not kept")


async def saved(stand: Stand, actor: Actor, count: int = 1) -> list[str]:
    for _ in range(200):
        if len(found := stand.bodies(actor)) >= count:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("nothing was saved")


def draft(stand: Stand, text: str) -> Draft:
    return Draft(uuid7(), stand.known.person, text, stand.record.clock.now())
