"""Ways between screens: back, last, the person in hand, drafts, the same place after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, Static

from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import PersonOpened, Saved, SignedIn
from screens.frame.place import Place
from tests.support.screen import SMALL, TestOpener, TestSession, press, screen_text, settle, type_text, until
from tracker_tui.app.app import TrackerApp
from tracker_tui.app.ports import DraftLeft, Folders, Looks

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
        Folders(state=tmp / "state", logs=tmp / "logs"),
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


async def test_the_models_are_asked_for_after_the_first_paint_only(tmp_path: Path) -> None:
    opener = TestOpener()
    painted: list[bool] = []

    class Watched(SignIn):
        def on_mount(self) -> None:
            painted.append(opener.prepared)

    app = TrackerApp(opener, Folders(tmp_path, tmp_path), looks=Looks(idle_seconds=0), maker=Watched)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert painted == [False]
        assert opener.prepared


async def test_a_wrong_password_is_told_and_nobody_comes_in(tmp_path: Path) -> None:
    app = TrackerApp(
        TestOpener(), Folders(tmp_path, tmp_path), maker=lambda desk, place: PAGES[place.screen](desk, place)
    )
    async with app.run_test(size=SMALL) as pilot:
        await type_text(pilot, "wrong")
        await press(pilot, "enter", "f2")
        assert "Error: User name or password is wrong. Try again." in await until(pilot, "Error")
        assert top(pilot).PLACE == "start.sign_in"


async def test_the_notice_of_the_banner_is_said_once_at_start(tmp_path: Path) -> None:
    app = TrackerApp(
        TestOpener(banner="NOT ENCRYPTED", notice="The database is not encrypted yet."),
        Folders(tmp_path, tmp_path),
        maker=lambda desk, place: PAGES[place.screen](desk, place),
    )
    async with app.run_test(size=SMALL) as pilot:
        shown = await until(pilot, "The database is not encrypted yet.")
        assert shown.startswith(" NOT ENCRYPTED ")


async def test_f2_f4_f5_f6_go_to_the_person_in_hand(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f4")
        assert "Not now: No person is in hand" in screen_text(pilot.app)
        await press(pilot, "f2", "f4")
        assert "body of file.person 1" in screen_text(pilot.app)
        await press(pilot, "f5")
        assert "body of file.bench 1" in screen_text(pilot.app)
        await press(pilot, "f6")
        assert "body of write.note 1" in screen_text(pilot.app)
        assert top(pilot).place.hearing == UUID(int=9)


async def test_escape_goes_down_to_home_and_no_further(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4", "escape", "escape", "escape", "escape")
        assert top(pilot).PLACE == "start.home"


async def test_a_place_that_is_open_below_is_gone_back_to_as_it_was(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2")
        first = top(pilot)
        await press(pilot, "f4", "f5", "f2")
        assert top(pilot) is first
        assert len(pilot.app.screen_stack) == 3


async def test_a_second_persons_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4")
        top(pilot).post_message(PersonOpened(KAY))
        await until(pilot, "body of file.person 2")
        assert len(pilot.app.screen_stack) == 4
        await press(pilot, "escape")
        assert top(pilot).PLACE == "day.list"


async def test_minus_goes_to_the_last_screen_and_back_again(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "slash", "minus")
        assert top(pilot).PLACE == "day.list"
        await press(pilot, "minus")
        assert top(pilot).PLACE == "find.box"


async def test_help_and_palette_do_not_pile_up(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f1", "f1", "f1")
        assert len(pilot.app.screen_stack) == 3
        await press(pilot, "f2")
        assert top(pilot).PLACE == "day.list"
        assert len(pilot.app.screen_stack) == 3


async def test_drafts_are_flushed_before_a_screen_is_left(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f6")
        note = top(pilot)
        assert isinstance(note, Page)
        await press(pilot, "f2")
        assert note.flushed == 1


async def test_a_save_says_so_on_the_screen_that_is_shown_next(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f6")
        top(pilot).post_message(Saved("Note saved.", leave=True))
        shown = await until(pilot, "Note saved.")
        assert "body of day.list" in shown


async def test_the_clerk_is_back_at_the_same_place_after_a_restart(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4")
        await pilot.pause(0.1)  # no orderly end: what was kept on arriving there must do
    async with signed_in(tmp_path) as pilot:
        shown = await until(pilot, "body of file.person 1")
        assert "You are back where you were" in shown
        assert top(pilot).place.cursor == "row 7"
        await press(pilot, "escape")
        assert top(pilot).PLACE == "start.home"


async def test_a_draft_left_is_offered_and_gone_on_with(tmp_path: Path) -> None:
    left = DraftLeft("note on LEE, 10:41", Place("write.note", person=LEE, draft=UUID(int=5)))
    async with signed_in(tmp_path, session=TestSession(object(), drafts=(left, left))) as pilot:
        await until(pilot, "Not saved when Tracker ended: note on LEE, 10:41 (1 more).")
        await press(pilot, "y")
        await until(pilot, "body of write.note 1")
        assert top(pilot).place.draft == UUID(int=5)


async def test_changes_made_elsewhere_reach_the_shown_screen_at_once_and_the_others_on_return(tmp_path: Path) -> None:
    session = TestSession(object())
    async with signed_in(tmp_path, session=session) as pilot:
        await press(pilot, "f2")
        below = top(pilot)
        await press(pilot, "f4")
        shown = top(pilot)
        assert isinstance(shown, Page)
        assert isinstance(below, Page)
        session.changes = ["person:1"]
        for _ in range(100):
            await asyncio.sleep(0.02)
            if shown.changed:
                break
        assert shown.changed == [frozenset({"person:1"})]
        assert below.changed == []
        await press(pilot, "escape")
        assert below.changed == [frozenset({"person:1"})]


async def test_the_cover_hides_everything_and_opens_by_password(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4")
        top(pilot).show_person("LEE, Kay", [Sign("violence", alert=True)])
        await press(pilot, "ctrl+l")
        shown = screen_text(pilot.app)
        assert "LEE" not in shown
        assert "violence" not in shown
        await press(pilot, "escape", "f2", "f4", "ctrl+n")
        assert "Tracker is locked" in screen_text(pilot.app)
        await type_text(pilot, "wrong")
        await press(pilot, "enter")
        assert "Error: User name or password is wrong." in screen_text(pilot.app)
        await type_text(pilot, "correct horse")
        await press(pilot, "enter")
        assert "LEE, Kay" in await until(pilot, "body of file.person 1")


async def test_idle_time_covers_the_screen_and_a_key_puts_it_off(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        app = pilot.app
        assert isinstance(app, TrackerApp)
        now = [1000.0]
        app.idle._now = lambda: now[0]
        app.idle._seconds = 300
        await press(pilot, "f2")
        now[0] += 299
        app.idle.look()
        await settle(pilot)
        assert "body of day.list" in screen_text(pilot.app)
        now[0] += 2
        app.idle.look()
        assert "Tracker is locked" in await until(pilot, "locked")


async def test_colours_are_changed_from_the_palette(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "ctrl+p")
        await type_text(pilot, "colours")
        await press(pilot, "enter")
        assert "Colours: court-dark." in await until(pilot, "Colours:")


async def test_a_clash_of_keys_is_told_at_start(tmp_path: Path) -> None:
    async with signed_in(tmp_path, looks=Looks(keys={"go.find": "f2"}, idle_seconds=0)) as pilot:
        app = pilot.app
        assert isinstance(app, TrackerApp)
        below = app.screen_stack[0]
        assert isinstance(below, BaseScreen)
        assert "F2 is asked for by 'Find' and by 'List'" in below.status.text


async def test_quitting_closes_the_session(tmp_path: Path) -> None:
    session = TestSession(object())
    async with signed_in(tmp_path, session=session) as pilot:
        await press(pilot, "f2", "ctrl+q")
    assert session.closed
    assert pilot.app.return_code == 0
