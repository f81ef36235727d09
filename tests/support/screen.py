"""Screens under test: the real application around a screen, driven by keys, read as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from textual.app import App
from textual.pilot import Pilot

from db.words.clock import Clock
from db.words.errors import Refused
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tracker_tui.app.app import TrackerApp
from tracker_tui.app.ports import DraftLeft, Folders, Looks, Session

SMALL = (80, 24)
LARGE = (120, 40)


@dataclass
class TestSession:
    """A sign-in whose desk is whatever the test gives."""

    __test__ = False
    desk: object
    user_name: str = "p.hale"
    display_name: str = "P. Hale"
    home: str = "start.home"
    drafts: Sequence[DraftLeft] = ()
    changes: list[str] = field(default_factory=list)
    closed: bool = False
    why_over: str = ""
    chosen: str = ""

    def wait_changes(self, seconds: float) -> Iterable[str]:
        """What the test has put into `changes`."""
        import time

        time.sleep(min(seconds, 0.05))
        found, self.changes = self.changes, []
        return found

    def drafts_left(self) -> Sequence[DraftLeft]:
        """The drafts that the test gave."""
        return self.drafts

    def drop_draft(self, draft_id: UUID) -> None:
        """Leave the draft out from now on."""
        self.drafts = [one for one in self.drafts if one.place.draft != draft_id]

    def over(self) -> str:
        """What the test has put into `why_over`."""
        return self.why_over

    def locked(self) -> None:
        """Nothing hears of it."""

    def unlock(self, password: str) -> None:
        """The password of the tests."""
        check(password)

    def step_up(self, password: str) -> None:
        """The password of the tests, once more."""
        check(password)

    def change_password(self, old: str, new: str) -> None:
        """Remember the new one; the old one is the password of the tests."""
        check(old)
        self.chosen = new

    def end(self) -> None:
        """As `close`."""
        self.closed = True

    def close(self) -> None:
        """Remember that the end was orderly."""
        self.closed = True


@dataclass
class TestOpener:
    """An installation with one user; the password is `correct horse`."""

    __test__ = False
    session: TestSession = field(default_factory=lambda: TestSession(None))
    banner: str = ""
    notice: str = ""
    user_name: str = ""
    hints: Sequence[tuple[str, str, str]] = ()
    prepared: bool = False

    def prepare(self) -> None:
        """Remember that the application asked for it."""
        self.prepared = True

    def sign_in(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> Session:
        """Let the one user in."""
        check(password)
        return self.session


def check(password: str) -> None:
    """The one password of the tests."""
    if password != "correct horse":
        raise Refused("User name or password is wrong.", kept="", to_do="Try again.")


@asynccontextmanager
async def open_screen(
    make: Callable[[object, Place], BaseScreen],
    *,
    tmp: Path,
    desk: object = None,
    place: Place | None = None,
    size: tuple[int, int] = SMALL,
    looks: Looks | None = None,
    opener: TestOpener | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Pilot[int]]:
    """The real application with one screen, signed in; `make` is the screen's class (desk, place).

    Screens that are asked for by other places are made by the same `make`: give a function that looks
    at `place.screen` when the test goes from one to another.
    """
    given = opener or TestOpener(TestSession(desk))
    app = TrackerApp(
        given,
        Folders(state=tmp / "state", logs=tmp / "logs"),
        looks=looks or Looks(idle_seconds=0),
        clock=clock,
        first=place or Place(getattr(make, "PLACE", "test")),
        maker=lambda from_app, where: make(desk if from_app is given else from_app, where),
    )
    app.session = given.session
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def screen_text(app: App[int]) -> str:
    """What a clerk reads: one line a row, spaces at the end cut."""
    screen = app.screen
    strips = screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys as Textual names them, once what is on its way has been read: a key too early is refused."""
    await settle(pilot)
    await pilot.press(*keys)
    await settle(pilot)


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type text into whatever has the focus."""
    await pilot.press(*("space" if sign == " " else sign for sign in text))
    await settle(pilot)


async def settle(pilot: Pilot[int], *, seconds: float = 2.0) -> None:
    """Wait until no call of the desk is on its way and everything is painted."""
    await pilot.pause()
    for _ in range(int(seconds / 0.01)):
        app, screen = pilot.app, pilot.app.screen
        asking = isinstance(screen, BaseScreen) and screen.is_asking
        if not asking and not (isinstance(app, TrackerApp) and app.typeahead.is_busy):
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


async def until(pilot: Pilot[int], text: str, *, seconds: float = 15.0) -> str:
    """Wait for a text on the screen and return the screen; fails with the whole screen."""
    shown = ""
    for _ in range(int(seconds / 0.02)):
        shown = screen_text(pilot.app)
        if text in shown:
            return shown
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError(f"{text!r} did not come; the screen was:\n{shown}")
