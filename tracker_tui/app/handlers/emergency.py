"""Emergency access on the screens: the banner while it lasts, and the person's screens closed when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from screens.frame.banner import blank, paint_banner
from screens.frame.messages import RecordsChanged
from tracker_tui.app.handlers import actions

if TYPE_CHECKING:
    from db.cards.emergency import OpenAccess
    from screens.frame.base import BaseScreen
    from tracker_tui.app.app import TrackerApp

ENDED = "Emergency access is over; what it showed is closed."
KIND = "emergency_access:"


class Emergencies:
    """What this user has open now. A second after it is over nothing of the person is on the screen."""

    def __init__(self, app: TrackerApp) -> None:
        self._app = app
        self._open: dict[UUID, OpenAccess] = {}
        self._over: set[UUID] = set()

    def start(self) -> None:
        """Look twice a second."""
        self._app.set_interval(0.5, self.look)

    def opened(self, access: OpenAccess) -> None:
        """Somebody opened it here."""
        self._open[access.person_id] = access
        self.look()

    def read_again(self) -> None:
        """At sign-in, and when it changed elsewhere: what is open in truth."""
        shown, session = self._app.way.shown, self._app.session
        if shown is None or session is None:
            return

        def work() -> tuple[OpenAccess, ...]:
            service = getattr(session.desk, "emergency", None)
            return service.mine() if service is not None else ()

        shown.ask(work, self._take, says="Looking for emergency access", slot="emergency")

    def look(self) -> None:
        """Paint the minutes; close what is over."""
        for person in list(self._over):
            self._close(person)
        if not self._open:
            return
        now = self._app.clock.now()
        for person, access in list(self._open.items()):
            if access.ends_at <= now:
                del self._open[person]
                self._end(person)
        for screen in self._app.way.open_screens():
            self.paint(screen)

    def paint(self, screen: BaseScreen) -> None:
        """The banner on one screen, where it belongs there."""
        access = self._open.get(screen.place.person) if screen.place.person is not None else None
        if self._open and screen.query("#frame-body"):
            paint_banner(screen, access, now=self._app.clock.now())

    def forget(self) -> None:
        """Somebody else signs in."""
        self._open.clear()
        self._over.clear()

    def _take(self, found: tuple[OpenAccess, ...]) -> None:
        known = {access.person_id: access for access in found}
        for person in set(self._open) - set(known):
            self._end(person)
        self._open = known
        self.look()

    def _end(self, person: UUID) -> None:
        """Blanked at once, under a cover too; closed as soon as nothing stands in the way."""
        for screen in self._app.way.open_screens():
            if screen.place.person == person:
                blank(screen)
        self._over.add(person)
        self._close(person)
        self._app.post_message(RecordsChanged(frozenset({f"person:{person}"})))

    def _close(self, person: UUID) -> None:
        """Under a cover the screens wait, blank, until it is taken away."""
        if self._app.way.is_barred:
            return
        self._over.discard(person)
        if self._app.way.close_person(person):
            actions.say(self._app, ENDED)
