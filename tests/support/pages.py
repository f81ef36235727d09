"""Pages without content for tests of the application: every place answers with where it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, Static

from screens.frame.base import BaseScreen
from screens.frame.messages import SignedIn
from screens.frame.place import Place
from tests.support.own_box import OwnBox
from tests.support.screen import SMALL, TestOpener, TestSession, press, until
from tracker_tui.app.app import TrackerApp
from tracker_tui.app.ports import Folders, Looks

LEE = UUID(int=1)
KAY = UUID(int=2)


class Page(BaseScreen):
    """Any place: says where it is and remembers what was asked of it."""

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.changed: list[frozenset[str]] = []
        self.flushed = 0

    @property
    def title_words(self) -> str:
        return f"{self.place.screen} {self.place.person.int if self.place.person else ''} {self.place.kind}".strip()

    def compose_body(self) -> ComposeResult:
        yield Static(f"body of {self.title_words}", markup=False)

    def here(self) -> Place:
        return self.place.at(cursor="row 7")

    def records_changed(self, keys: frozenset[str]) -> None:
        self.changed.append(keys)

    def flush_draft(self) -> None:
        self.flushed += 1


class HomePage(Page):
    PLACE = "start.home"


class ListPage(Page):
    PLACE = "day.list"

    def in_hand(self) -> Place:
        return Place("day.list", person=LEE, hearing=UUID(int=9))


class FindPage(Page):
    PLACE = "find.box"


class FilePage(Page):
    PLACE = "file.person"


class BenchPage(Page):
    PLACE = "file.bench"


class NotePage(Page):
    PLACE = "write.note"


class SignIn(BaseScreen):
    PLACE = "start.sign_in"
    TITLE = "Sign in"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        assert isinstance(desk, TestOpener)
        self.door = desk

    def compose_body(self) -> ComposeResult:
        yield Input(password=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        typed, event.input.value = event.value, ""
        self.act(lambda: self.door.sign_in("p.hale", typed), lambda s: self.post_message(SignedIn(s)))


PAGES: dict[str, type[Page | SignIn]] = {
    page.PLACE: page for page in (HomePage, ListPage, FindPage, FilePage, BenchPage, NotePage, SignIn)
}


@asynccontextmanager
async def signed_in(
    tmp: Path, *, session: TestSession | None = None, looks: Looks | None = None
) -> AsyncIterator[Pilot[int]]:
    app = TrackerApp(
        TestOpener(session or TestSession(object()), banner="DEMO", notice="Demo: invented people."),
        Folders(state=tmp / "state", logs=tmp / "logs", box=OwnBox()),
        looks=looks or Looks(idle_seconds=0),
        maker=lambda desk, place: PAGES[place.screen](desk, place),
    )
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "Sign in")
        app.screen.query_one(Input).value = "correct horse"  # quicker than thirteen keys
        await press(pilot, "enter")
        await until(pilot, "body of")
        yield pilot


def top(pilot: Pilot[int]) -> BaseScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BaseScreen)
    return screen
