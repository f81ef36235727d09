"""What the application does for an action of the registry that the screen left to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.frame import themes
from screens.frame.place import Place

if TYPE_CHECKING:
    from tracker_tui.app.app import TrackerApp


def carry_out(app: TrackerApp, action_id: str, *, about: str = "") -> None:
    """Do it, or say on the status line why not; `about` is what the screen says beside its place."""
    match action_id:
        case "go.file" | "go.bench" | "note.new" | "share.ask" | "ppo.open" | "contacts.open":
            _to_person(app, action_id)
        case "help.open" | "help.keys":
            app.way.over("help", kind=action_id)
        case "palette.open":
            app.way.over("palette")
        case "account.ask":
            app.way.over("ask")
        case "cover.lock":
            app.idle.cover()
        case "print" | "export":
            _take_out(app, action_id, about)
        case "theme.change":
            change_theme(app)
        case "last":
            if not app.way.last():
                refuse(app, "There was no screen before this one.")
        case "quit":
            app.leave()
        case _ if opens := app.keymap.named(action_id).opens:
            app.way.go(Place(opens))
        case _:
            refuse(app, f"{app.keymap.named(action_id).label} is not possible on this screen.")


def _to_person(app: TrackerApp, action_id: str) -> None:
    if not app.way.to_person(action_id):
        refuse(app, "No person is in hand; / finds one.")


def _take_out(app: TrackerApp, action_id: str, about: str) -> None:
    # What leaves is loaded when somebody takes something out.
    from tracker_tui.app.handlers import outputs

    outputs.begin(app, action_id, typed=about)


def change_theme(app: TrackerApp) -> None:
    """The next colour scheme; plain colours are decided at start and stay."""
    name = themes.after(app.theme)
    if name == app.theme:
        refuse(app, "Plain colours were chosen at start, by --plain or NO_COLOR.")
        return
    app.theme = name
    if app.looks.keep_theme:
        app.looks.keep_theme(name)
    say(app, f"Colours: {name}.")


def name_twins(app: TrackerApp) -> None:
    """From now on the footer names ^G beside F1 and ^O for F10: this terminal keeps those keys."""
    if not app.keymap.twins:
        app.keymap = replace(app.keymap, twins=True)
        if app.way.shown:
            app.way.shown.refresh_frame()


def say(app: TrackerApp, text: str) -> None:
    """A sentence on the status line of the screen that is shown once the way there is done."""

    def later(tries: int = 40) -> None:
        shown = app.way.shown
        if shown is not None and shown.is_mounted:
            shown.say(text)
        elif tries:  # on a busy machine the screen that is gone back to may still be being made
            app.set_timer(0.05, lambda: later(tries - 1))

    app.call_after_refresh(later)


def refuse(app: TrackerApp, text: str) -> None:
    """Why not, on the status line of the shown screen."""
    if app.way.shown:
        app.way.shown.refuse(text)
