"""The terminal application: it hosts the screens, passes their messages on, and ends in order."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from screens.frame import messages, themes
from screens.frame.asking import Asker
from screens.frame.controls import AsciiOnly, Controls
from screens.frame.keymap import make_keymap
from screens.frame.place import Place
from tracker_tui.app import crash, dressing, keyboard, signals
from tracker_tui.app.handlers import actions, arrival, places
from tracker_tui.app.handlers.emergency import Emergencies, EmergencyHost
from tracker_tui.app.handlers.idle import Idle
from tracker_tui.app.handlers.navigate import Navigator
from tracker_tui.app.live import LiveHost, Watcher
from tracker_tui.app.ports import Folders, Looks, Opener, Session
from tracker_tui.app.resume import Resume
from tracker_tui.app.typeahead import TypeAhead

if TYPE_CHECKING:
    from db.words.clock import Clock


class TrackerApp(EmergencyHost, LiveHost, App[int], inherit_bindings=False):
    """Tracker in a terminal; everything it needs comes in by the constructor.

    `first` is the place painted first, before any database work; `maker` makes screens from places.
    """

    TITLE = "Tracker"
    CSS_PATH = themes.BASE_CSS
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        opener: Opener,
        folders: Folders,
        *,
        looks: Looks | None = None,
        clock: Clock | None = None,
        first: Place | None = None,
        maker: places.Maker = places.make_screen,
    ) -> None:
        self.looks = looks or Looks()
        plain = self.looks.plain or "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        keyboard.read_escape_first()
        self.opener, self.folders = opener, folders
        self._clock = clock
        self.banner = opener.banner
        self.accessible = self.looks.accessible
        self.asker = Asker()
        self.keymap = make_keymap(self.looks.keys)
        self.session: Session | None = None
        self.watcher: Watcher | None = None
        self.idle, self.emergencies = Idle(self, self.looks.idle_seconds), Emergencies(self)
        self.resume = Resume(folders.state, folders.box)
        self.typeahead = TypeAhead(self)
        self.way = Navigator(self, maker)
        self.way.desk = opener
        self._first = first or Place("start.sign_in")
        self._last_filters: tuple[LineFilter, ...] = (Controls(), AsciiOnly()) if self.accessible else (Controls(),)
        dressing.wear(self, themes.PLAIN if plain else self.looks.theme)

    @property
    def clock(self) -> Clock:
        """The one clock; its time zones are loaded when it is first asked, after the first paint."""
        if self._clock is None:
            from db.words.clock import Clock

            self._clock = Clock()
        return self._clock

    def step_up(self, password: str) -> None:
        """The password once more, for an act that wants it; on a thread."""
        if self.session is not None:
            self.session.step_up(password)

    def change_password(self, old: str, new: str) -> None:
        """Another password for whoever is signed in; on a thread."""
        if self.session is not None:
            self.session.change_password(old, new)

    def get_default_screen(self) -> Screen[None]:
        """The sign-in: painted before the models are loaded."""
        screen = self.way.first(self._first)
        dressing.read_style_sheets(self, screen)
        return screen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, then ours: no data steers the terminal."""
        return [*super().get_line_filters(), *self._last_filters]

    def _set_pointer_shape(self, shape: str) -> None:
        """No mouse pointer shapes: older terminals print the sequence."""

    def on_mount(self) -> None:
        """Signals are ours from here on; a screen reader needs the terminal's own cursor."""
        if not self.is_headless:
            signals.end_in_order(asyncio.get_running_loop(), self.hang_up)
        if self.accessible and self._driver:
            self._driver.write("\x1b[?25h")

    def on_ready(self) -> None:
        """The first paint is done: now the models may be loaded."""
        gc.freeze()
        gc.enable()
        arrival.greet(self)
        arrival.prepare(self)
        self.idle.start()

    # -- keys -------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """A fast Esc-then-letter reaches us as alt+letter: it is Esc, then the letter."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.idle.touched()
            if self.typeahead.must_wait(event):
                return
            letter = event.key[-1] if event.key[:-1] in ("alt+", "alt+shift+") else ""
            if letter:
                await super().on_event(events.Key("escape", "\x1b"))
                event = events.Key(letter, letter)
            elif event.key == "ctrl+j":  # Enter, pressed before the terminal was ours
                event = events.Key("enter", "\r")
        await super().on_event(event)

    def on_app_blur(self) -> None:
        """The terminal took a key for itself (its own help or menu): the footer now names ^G and ^O."""
        actions.name_twins(self)

    # -- messages of the screens ------------------------------------------------------------------

    def on_place_opened(self, message: messages.Opening) -> None:
        """Go there; the messages that name what they open are the same wish."""
        self.way.go(message.place)

    on_person_opened = on_bench_opened = on_case_opened = on_list_opened = on_note_requested = on_place_opened

    def on_saved(self, message: messages.Saved) -> None:
        """Say so where the clerk now is."""
        if message.leave:
            self.way.back()
        actions.say(self, message.said)

    def on_status_said(self, message: messages.StatusSaid) -> None:
        """A sentence for the shown screen."""
        actions.say(self, message.said)

    def on_error_said(self, message: messages.ErrorSaid) -> None:
        """An error for the shown screen."""
        if self.way.shown:
            self.way.shown.error(message.said)

    def on_back_asked(self) -> None:
        """One screen down."""
        self.way.back()

    def on_action_asked(self, message: messages.ActionAsked) -> None:
        """What the screen left to us."""
        actions.carry_out(self, message.action_id, about=message.about)

    def on_signed_in(self, message: messages.SignedIn) -> None:
        """Home."""
        arrival.welcome(self, message.session)

    def on_sign_in_over(self, message: messages.SignInOver) -> None:
        """Taken over, run out, ended: covered at once, and told why."""
        self.idle.cover(over=message.why)

    def on_other_user_asked(self, message: messages.OtherUserAsked) -> None:
        """Another clerk at this terminal."""
        arrival.hand_over(self, message.user_name)

    def on_records_changed(self, message: messages.RecordsChanged) -> None:
        """Every open screen reads again what it shows, the shown one at once."""
        for screen in self.way.open_screens():
            screen.take_changes(message.keys)

    def on_store_lost(self, message: messages.StoreLost) -> None:
        """The banner says it; what is typed goes on being kept."""
        self.banner = "DATABASE AWAY: read only" if message.away else self.opener.banner
        for screen in self.way.open_screens():
            screen.refresh_frame()

    def on_faulted(self, message: messages.Faulted) -> None:
        """A worker met what nobody expected."""
        self._handle_exception(message.error)

    # -- the end ----------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Leave in order: drafts, place, session; no worker is waited for."""
        self.leave()

    def leave(self, return_code: int = 0) -> None:
        """Flush, remember the place, close the session, stop."""
        self.way.flush_drafts()
        arrival.farewell(self)
        self.exit(return_code, return_code=return_code)

    def hang_up(self) -> None:
        """The terminal is going away, or somebody asks us to end."""
        signals.end_for_certain()
        self.leave(signals.INTERRUPTED)

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's stop when its input thread dies: the terminal is gone, as with a hang-up."""
        self.hang_up()

    def _handle_exception(self, error: Exception) -> None:
        """Instead of Textual's traceback with locals: drafts, a number, a scrubbed report, exit code 1."""
        said = crash.told(error, now=self.clock.local(), folder=self.folders.logs)
        if self._exception is None:  # test harnesses re-raise the first one
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        if self._running:
            self.way.flush_drafts()
        self._exit_renderables[:] = [said]
        self._close_messages_no_wait()
