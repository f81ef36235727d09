"""Coming in and going out: models after the first paint, home after sign-in, drafts, the last place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from screens.frame.asking import run_for
from screens.frame.base import BaseScreen
from screens.frame.messages import RecordsChanged, SignInOver, StoreLost
from screens.frame.place import Place
from tracker_tui.app.handlers import actions
from tracker_tui.app.live import Watcher
from tracker_tui.app.ports import DraftLeft, Session

if TYPE_CHECKING:
    from tracker_tui.app.app import TrackerApp


def prepare(app: TrackerApp) -> None:
    """Load the models on a thread, the first paint being done; the status line counts if it takes long."""
    app.emergencies.start()
    if app.way.shown:
        app.way.shown.act(app.opener.prepare, lambda _: None, says="Opening the record")


def greet(app: TrackerApp) -> None:
    """What has to be said once at start: key clashes, else, where it is listened to, what the banner means."""
    shown = app.way.shown
    if shown is None:
        return
    if app.keymap.problems:
        shown.error(" ".join(app.keymap.problems))
    elif app.opener.notice:
        shown.announce(app.opener.notice)  # the sign-in has it on the screen already


def welcome(app: TrackerApp, handed_out: object) -> None:
    """Home of the role, then the drafts left and the place of the last sitting."""
    session = cast(Session, handed_out)
    app.session = session
    app.way.desk = session.desk
    home = app.way.start_at(Place(session.home))
    app.watcher = Watcher(
        lambda seconds: _watched(app, session, seconds),
        changed=lambda keys: _post(app, RecordsChanged(keys)),
        lost=lambda away: _post(app, StoreLost(away)),
    )
    app.watcher.start()
    app.screen_change_signal.subscribe(app, lambda _: app.call_after_refresh(keep_place, app, session))
    app.call_after_refresh(_look_for_drafts, app, home, session)
    app.emergencies.begin()


def farewell(app: TrackerApp) -> None:
    """Remember the place and close the session; neither may hold the end up."""
    if app.watcher:
        app.watcher.stop()
    session, app.session = app.session, None
    if session is None:
        return
    keep_place(app, session)
    run_for(session.close, seconds=0.5)


def hand_over(app: TrackerApp, user_name: str) -> None:
    """Somebody else, or the same user anew: what was typed is in the journal, and the sign-in is on the screen."""
    app.way.flush_drafts()
    if app.watcher:
        app.watcher.stop()
    session, app.session = app.session, None
    if session is not None:
        keep_place(app, session)
        run_for(session.end, seconds=0.5)
    app.way.desk = app.opener
    app.way.bottom().come_back(Place("start.sign_in", kind=user_name))


def _watched(app: TrackerApp, session: Session, seconds: float) -> Iterable[str]:
    """What changed elsewhere; a sign-in that was taken over meanwhile is told of before anything else is shown."""
    keys = session.wait_changes(seconds)
    if app.session is session and (why := session.over()):
        app.post_message(SignInOver(why))
        if app.watcher:
            app.watcher.stop()
        return ()
    return keys


def keep_place(app: TrackerApp, session: Session | None) -> None:
    """Remember where the clerk is, so that a kill or a dropped line brings them back there."""
    place = app.way.resting_place()
    if place is not None and session is not None:
        app.resume.keep(session.user_name, place, day=app.clock.today())


def _look_for_drafts(app: TrackerApp, home: BaseScreen, session: Session) -> None:
    def found(drafts: tuple[DraftLeft, ...]) -> None:
        if drafts:
            _offer(app, home, session, drafts)
        else:
            _go_to_last_place(app, home, session)

    home.ask(lambda: tuple(session.drafts_left()), found, says="Looking for drafts", slot="drafts")


def _offer(app: TrackerApp, home: BaseScreen, session: Session, drafts: tuple[DraftLeft, ...]) -> None:
    """One draft after the other, the newest first; Enter goes on with it, and nothing goes without a typed y."""
    first, *rest = drafts
    others = f" ({len(rest)} more)" if rest else ""

    def next_one() -> None:
        if rest:
            _offer(app, home, session, tuple(rest))

    def drop(letter: str) -> None:
        draft = first.place.draft
        if letter != "y" or draft is None:
            home.say("The draft is kept; you are asked again at the next sign-in.")
            return
        home.act(lambda: session.drop_draft(draft), lambda _: next_one(), says="Dropping the draft")

    def answered(letter: str) -> None:
        if letter == "y":
            app.way.go(first.place)
        elif letter == "n":
            home.choose(f"Drop the text of {first.label} for good?", {"y": "yes", "n": "no"}, drop, default="n")
        else:
            home.say("The draft is kept; you are asked again at the next sign-in.")
            next_one()

    home.choose(
        f"You were writing {first.label}{others}. Back to it?",
        {"y": "yes", "n": "no", "l": "later"},
        answered,
        default="y",
    )


def _go_to_last_place(app: TrackerApp, home: BaseScreen, session: Session) -> None:
    place = app.resume.read(session.user_name, day=app.clock.today())
    if place is None or place.screen == home.PLACE or app.way.shown is not home:
        return  # the clerk who has gone somewhere already is not taken away from there
    app.way.go(place)
    actions.say(app, "You are back where you were; Esc goes back.")


def _post(app: TrackerApp, message: RecordsChanged | StoreLost) -> None:
    app.post_message(message)
