"""Ways between screens: places, back, the last screen, and the person in hand."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from textual.app import App

from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tracker_tui.app.handlers.places import Maker

_OF_PERSON = {
    "go.file": "file.person",
    "go.bench": "file.bench",
    "note.new": "write.note",
    "share.ask": "share.ask",
    "ppo.open": "scheme.person",
    "contacts.open": "scheme.contacts",
}
_PASSING = frozenset({"help", "palette"})
_NOT_COME_BACK_TO = ("help", "palette", "start.", "write.")


class Navigator:
    """Keeps the stack of screens short and remembers the place before this one.

    A place that is already open below is gone back to, as it was left; a second person's file takes
    the place of the first.
    """

    def __init__(self, app: App[int], maker: Maker) -> None:
        self._app = app
        self._maker = maker
        self._before: Place | None = None
        self._floor = 1
        self.desk: object = None

    @property
    def shown(self) -> BaseScreen | None:
        """The screen on top, when it is one of ours."""
        screen = self._app.screen
        return screen if isinstance(screen, BaseScreen) else None

    def first(self, place: Place) -> BaseScreen:
        """The screen that is painted before anything else is known."""
        return self._maker(self.desk, place)

    @property
    def is_barred(self) -> bool:
        """The sign-in or the cover stands, or help over them: no place is shown, whatever asks for it."""
        shown = self.shown
        return shown is not None and shown.keys_at.startswith("start.sign")

    def go(self, place: Place) -> None:
        """Show a place. Drafts on the screen that is left are flushed first."""
        if self.is_barred:
            return
        self._leave()
        below = self._open_at(place)
        if below is not None:
            self._pop_to(below)
            below.come_back(place)
            return
        screen = self._maker(self.desk, place)
        shown = self.shown
        if shown is not None and shown.PLACE in {*_PASSING, place.screen}:
            self._app.switch_screen(screen)
        else:
            self._app.push_screen(screen)

    def over(self, name: str, *, kind: str = "") -> None:
        """Open help, the palette or an account request over the shown screen; over help or palette nothing opens."""
        shown = self.shown
        if shown is None or shown.PLACE in _PASSING:
            return
        # Loaded when first asked for: the first paint does not wait for them.
        if name == "help":
            from screens.frame.help import HelpScreen

            self._app.push_screen(HelpScreen(shown, kind=kind))
        elif name == "ask":
            self._app.push_screen(self._maker(self.desk, Place("start.sign_up")))
        else:
            from screens.frame.palette import PaletteScreen

            self._app.push_screen(PaletteScreen(shown))

    def start_at(self, place: Place) -> BaseScreen:
        """Home, after sign-in: nothing but the sign-in stays below, and no key leads back to it.

        Textual cannot take its lowest screen away.
        """
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        screen = self._maker(self.desk, place)
        self._app.push_screen(screen)
        self._floor = 2
        return screen

    def bottom(self) -> BaseScreen:
        """Back to the sign-in, with nothing above it; what was below is closed, record and all."""
        self._floor = 1
        self._before = None
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        shown = self.shown
        if shown is None:
            raise LookupError("the lowest screen is one of ours")
        return shown

    def back(self) -> bool:
        """Leave the screen on top; False when it is the lowest one."""
        if len(self._app.screen_stack) <= self._floor:
            return False
        self._leave()
        self._app.pop_screen()
        return True

    def close_person(self, person: UUID) -> bool:
        """Close every screen of this person with what lies above it; False when there is none, or none that may be."""
        stack = self._app.screen_stack
        mine = [
            place
            for place, screen in enumerate(stack)
            if isinstance(screen, BaseScreen) and screen.place.person == person and place >= self._floor
        ]
        if self._before is not None and self._before.person == person:
            self._before = None
        if not mine or self.is_barred:
            return False
        self._leave()
        self._before = None
        while len(self._app.screen_stack) > mine[0]:
            self._app.pop_screen()
        return True

    def last(self) -> bool:
        """The place before this one; False when there was none."""
        if self._before is None:
            return False
        self.go(self._before)
        return True

    def to_person(self, action_id: str, kind: str = "") -> bool:
        """F4, F5 or F6 for the person in hand; False when nobody is."""
        hand = self.shown.in_hand() if self.shown else None
        if hand is None:
            return False
        self.go(replace(hand, screen=_OF_PERSON[action_id], kind=kind, cursor="", section=0))
        return True

    def open_screens(self) -> list[BaseScreen]:
        """Every open screen of ours, the shown one last."""
        return [screen for screen in self._app.screen_stack if isinstance(screen, BaseScreen)]

    def flush_drafts(self) -> None:
        """What is typed anywhere goes to the journal now."""
        for screen in self.open_screens():
            screen.flush_draft()

    def resting_place(self) -> Place | None:
        """The place to come back to after a restart: the highest where nothing is being typed."""
        for screen in reversed(self.open_screens()):
            if screen.is_mounted and not screen.PLACE.startswith(_NOT_COME_BACK_TO):
                return screen.here()
        return None

    def _leave(self) -> None:
        shown = self.shown
        if shown is None:
            return
        shown.flush_draft()
        if shown.PLACE not in _PASSING and not shown.PLACE.startswith("start.sign"):
            self._before = shown.here()

    def _open_at(self, place: Place) -> BaseScreen | None:
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, BaseScreen) and _same(screen.here(), place):
                return screen
        return None

    def _pop_to(self, screen: BaseScreen) -> None:
        while self._app.screen is not screen:
            self._app.pop_screen()


def _same(one: Place, other: Place) -> bool:
    """Whether two addresses are the same page; where it was scrolled to does not count.

    A list asked for without court or day is the terminal's own, so whichever list is open serves; a note
    asked for without a draft is the one that is being written about this person.
    """
    if one.screen != other.screen:
        return False
    pairs = [
        (one.person, other.person), (one.case, other.case), (one.hearing, other.hearing),
        (one.court, other.court), (one.room, other.room), (one.day, other.day),
        (one.draft, other.draft), (one.kind, other.kind),
    ]  # fmt: skip
    loose = one.screen == "day.list" or (one.screen == "write.note" and one.kind != "edit")
    return all(asked == there or (loose and asked in (None, "")) for there, asked in pairs)
