"""Coming in and going out: first paint, sign-in, drafts, the same place again, the cover."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from textual.widgets import Input

from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from tests.support.machine import slack
from tests.support.pages import LEE, PAGES, SignIn, signed_in, top
from tests.support.screen import SMALL, TestOpener, TestSession, press, screen_text, settle, type_text, until
from tracker_tui.app.app import TrackerApp
from tracker_tui.app.ports import DraftLeft, Folders, Looks


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


async def test_the_notice_of_the_banner_is_announced_once_at_start(tmp_path: Path) -> None:
    app = TrackerApp(
        TestOpener(banner="NOT ENCRYPTED", notice="The database is not encrypted yet."),
        Folders(tmp_path, tmp_path),
        looks=Looks(accessible=True),
        maker=lambda desk, place: PAGES[place.screen](desk, place),
    )
    async with app.run_test(size=SMALL) as pilot:
        shown = await until(pilot, "The database is not encrypted yet.")
        assert shown.startswith(" NOT ENCRYPTED ")


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
    left = DraftLeft("a note on LEE, 10:41", Place("write.note", person=LEE, draft=UUID(int=5)))
    async with signed_in(tmp_path, session=TestSession(object(), drafts=(left, left))) as pilot:
        await until(pilot, "You were writing a note on LEE, 10:41 (1 more). Back to it?")
        await press(pilot, "y")
        await until(pilot, "body of write.note 1")
        assert top(pilot).place.draft == UUID(int=5)


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


async def test_help_and_palette_are_no_way_past_the_cover(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2")
        app = pilot.app
        assert isinstance(app, TrackerApp)
        for over in ("f1", "ctrl+p"):
            await press(pilot, "ctrl+l", over)
            assert "F2" not in screen_text(app)
            await press(pilot, "f2", "f3", "f4", "f5", "f6", "slash")
            app.post_message(PlaceOpened(Place("find.box")))
            await settle(pilot)
            assert top(pilot).PLACE in {"help", "palette"}
            await press(pilot, "escape", "escape", "escape")
            assert "Tracker is locked" in screen_text(app)
            await type_text(pilot, "correct horse")
            await press(pilot, "enter")
            await until(pilot, "body of day.list")


async def test_help_on_the_sign_in_opens_no_place(tmp_path: Path) -> None:
    app = TrackerApp(
        TestOpener(), Folders(tmp_path, tmp_path), maker=lambda desk, place: PAGES[place.screen](desk, place)
    )
    async with app.run_test(size=SMALL) as pilot:
        for over in ("f1", "ctrl+p"):
            await press(pilot, over, "f3", "f2")
            assert top(pilot).PLACE in {"help", "palette"}
            await press(pilot, "escape", "escape")


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
    kept: list[str] = []
    async with signed_in(tmp_path, looks=Looks(keep_theme=kept.append, idle_seconds=0)) as pilot:
        await press(pilot, "ctrl+p")
        await type_text(pilot, "colours")
        await press(pilot, "enter")
        assert "Colours: court-dark." in await until(pilot, "Colours:")
    assert kept == ["court-dark"]


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


async def test_a_draft_left_goes_only_by_a_second_answer_and_the_next_is_offered(tmp_path: Path) -> None:
    first, second = (DraftLeft(f"a note {n}", Place("write.note", person=LEE, draft=UUID(int=n))) for n in (1, 2))
    session = TestSession(object(), drafts=(first, second))
    async with signed_in(tmp_path, session=session) as pilot:
        await until(pilot, "You were writing a note 1 (1 more).")
        await press(pilot, "n")
        await until(pilot, "Drop the text of a note 1 for good?")
        await press(pilot, "y")
        await until(pilot, "You were writing a note 2. Back to it?")
        assert session.drafts == [second]
        await press(pilot, "n")
        await press(pilot, "enter")
        await until(pilot, "The draft is kept")
        assert session.drafts == [second]


async def test_a_draft_answered_with_later_stays_and_the_next_is_offered(tmp_path: Path) -> None:
    left = [DraftLeft(f"a note {n}", Place("write.note", person=LEE, draft=UUID(int=n))) for n in (1, 2)]
    session = TestSession(object(), drafts=left)
    async with signed_in(tmp_path, session=session) as pilot:
        await until(pilot, "a note 1 (1 more)")
        await press(pilot, "l")
        await until(pilot, "You were writing a note 2. Back to it?")
        await press(pilot, "l")
        assert session.drafts == left


async def test_the_cover_returns_to_the_same_field_with_its_text_and_cursor(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f3")
        field = Input()
        await pilot.app.screen.query_one("#frame-body").mount(field)
        field.focus()
        await type_text(pilot, "smith")
        await press(pilot, "left", "left", "ctrl+l")
        assert "smith" not in screen_text(pilot.app)
        await type_text(pilot, "correct horse")
        await press(pilot, "enter")
        await until(pilot, "smith")
        assert pilot.app.focused is field
        assert (field.value, field.cursor_position) == ("smith", 3)


async def test_another_clerk_signs_in_from_the_cover_and_the_first_ones_screens_are_gone(tmp_path: Path) -> None:
    session = TestSession(object())
    async with signed_in(tmp_path, session=session) as pilot:
        await press(pilot, "f2", "ctrl+l", "tab")
        await type_text(pilot, "k.lee")
        await press(pilot, "enter")
        await settle(pilot)
        assert session.closed
        assert top(pilot).PLACE == "start.sign_in"
        assert [screen.PLACE for screen in pilot.app.way.open_screens()] == ["start.sign_in"]


async def test_a_sign_in_that_was_taken_over_is_covered_and_told_why_within_two_seconds(tmp_path: Path) -> None:
    session = TestSession(object())
    async with signed_in(tmp_path, session=session) as pilot:
        await press(pilot, "f2")
        session.why_over = "This sign-in has ended: taken over at office 1."
        shown = await until(pilot, "taken over at office 1", seconds=2.0 * slack())
        assert "body of day.list" not in shown
        assert "Password" not in shown
        await press(pilot, "escape", "f2")
        assert "taken over" in screen_text(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        assert top(pilot).PLACE == "start.sign_in"
