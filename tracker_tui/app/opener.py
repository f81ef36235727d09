"""The real door of the application: an installation's sign-in, and what a sign-in hands to the screens."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from db.keeper.homes import close_memory
from db.words.errors import Refused, TrackerError
from screens.frame.place import Place
from tracker_tui.app.ports import DraftLeft, Session

if TYPE_CHECKING:
    from db.cards.accounts import NewRequest
    from db.cards.drafts import Draft
    from db.keeper.admitted import Admitted, Enrolment
    from db.keeper.changes import Changes
    from db.keeper.installation import Installation

HOME = "start.home"
HEARD_SECONDS = 60
"""After so long the database is told that this terminal is still there."""


class Sitting:
    """One sign-in: the desk of its actor, what changes elsewhere, and the drafts left from before."""

    def __init__(self, installation: Installation, admitted: Admitted) -> None:
        # Loaded already by `prepare`, after the first paint.
        from db.desk import Desk
        from db.keeper.local_key import LocalKey

        settings = installation.settings
        self.user_name = admitted.actor.user_name
        self.display_name = admitted.actor.display_name
        self.home = HOME
        desk = Desk(
            installation.units,
            admitted.actor,
            clock=installation.clock,
            judge_key=admitted.judge_key,
            drafts=installation.home.drafts,
            drafts_key=lambda: LocalKey(installation).value,
            court=settings.court,
            room=settings.room,
            exports=installation.home.exports,
        )
        desk.last_sign_in, desk.failures = admitted.last_sign_in_at, admitted.failures
        self._desk = desk
        self.desk: object = desk
        self._installation = installation
        self._actor = admitted.actor
        self._changes: Changes | None = None
        self._heard_at = time.monotonic()

    def wait_changes(self, seconds: float) -> Iterable[str]:
        """Record keys changed elsewhere since the last call, as `db.keeper.changes` makes them."""
        if self._changes is None:
            self._changes = self._installation.changes()
        found = self._changes.wait(seconds)
        if time.monotonic() - self._heard_at > HEARD_SECONDS:
            self._heard_at = time.monotonic()
            self._installation.door.mark(self._actor, "used")
        return found

    def over(self) -> str:
        """Why this sign-in stands no more, as a sentence; empty while it does."""
        return self._installation.door.standing(self._actor.audit_session).over

    def locked(self) -> None:
        """The terminal was covered."""
        with suppress(TrackerError):
            self._installation.door.mark(self._actor, "locked")

    def unlock(self, password: str) -> None:
        """The password of the same user again. Raises a TrackerError when it is wrong."""
        self._installation.door.unlock(self._actor, password)

    def step_up(self, password: str) -> None:
        """The password once more, for an act that wants it. Raises a TrackerError when it is wrong."""
        self._desk.step_up(password)

    def change_password(self, old: str, new: str) -> None:
        """Another password in the place of the old one. Raises a TrackerError; in a demo, whose are everybody's."""
        if self._installation.is_demo:
            raise Refused("A demo's passwords are everybody's and stay as they are.")
        self._installation.door.choose_password(self.user_name, old, new)

    def end(self) -> None:
        """Sign out, with the installation open for whoever comes next."""
        with suppress(TrackerError):
            self._installation.door.end(self._actor)

    def drafts_left(self) -> Sequence[DraftLeft]:
        """Drafts of this user that were never saved, newest first."""
        return [DraftLeft(one.label, _place_of(one.draft)) for one in self._desk.drafts.left()]

    def drop_draft(self, draft_id: UUID) -> None:
        """The user does not want this draft any more. Raises TryLater when the disk does not take it."""
        self._desk.drafts.settle(draft_id)

    def close(self) -> None:
        """End the sign-in. The watcher's thread may still wait on its connection, which ends with the process.

        On a database of this machine the log is sealed when it is time; on a server its own timer does that.
        """
        # Loaded by now; only the end of a sign-in needs it.
        from db.keeper.sealing import seal_if_due

        with suppress(TrackerError):
            if self._installation.file is not None:
                seal_if_due(self._installation)
            self._installation.close()


def _place_of(draft: Draft) -> Place:
    form = Place.from_plain(dict(draft.form.address)) if draft.form is not None else None
    if form is not None:
        return replace(form, draft=draft.id)
    return Place(
        "write.note",
        person=draft.person_id,
        case=draft.case_id,
        hearing=draft.hearing_id,
        draft=draft.id,
        kind=draft.note_kind.value,
    )


class HomeOpener:
    """An installation before anybody has signed in. `user_name` is who probably will."""

    def __init__(self, installation: Installation, *, user_name: str = "") -> None:
        self._installation = installation
        self._ready = threading.Lock()
        self.banner = installation.banner
        self.notice = installation.notice
        self.user_name = user_name

    @property
    def hints(self) -> Sequence[tuple[str, str, str]]:
        """In a demo home: who can sign in, as (user name, role in words, password); empty in a live one."""
        if not self._installation.is_demo:
            return ()
        # Constants of the demo only; no data is made or read by this.
        from db.keeper.published import demo_users

        return demo_users()

    def prepare(self) -> None:
        """Load the models, open the database and see that its tables are current."""
        with self._ready:
            close_memory()
            self._installation.insist_ready()

    def ask_for_account(self, new: NewRequest) -> str:
        """Write an account request down and give its reference. Raises a TrackerError with the sentence to show."""
        # Loaded for the few who have no account.
        from db.keeper.asking import ask_for_account

        with self._ready:
            return ask_for_account(self._installation, new)

    def sign_in(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> Session:
        """Let a user in; waits until the database is open. Raises a TrackerError with the sentence to show."""
        with self._ready:
            admitted = self._installation.door.sit_down(user_name, password, take_over=take_over, code=code)
            return Sitting(self._installation, admitted)

    def choose_password(self, user_name: str, old: str, new: str) -> None:
        """A new password in the place of the old one or of a one-time code. Raises a TrackerError with the rule."""
        self._installation.door.choose_password(user_name, old, new)

    def begin_factor(self, user_name: str) -> Enrolment:
        """A code generator to show once."""
        return self._installation.door.begin_factor(user_name)

    def finish_factor(self, shown: Enrolment, password: str, *, code: str) -> None:
        """Keep it, once a code shows that the user's app has it."""
        self._installation.door.finish_factor(shown, password, code=code)
