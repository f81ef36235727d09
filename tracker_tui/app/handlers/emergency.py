"""Emergency access on the screens: the banner while it lasts, and the person's screens closed when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from screens.frame.banner import blank, paint_banner
from screens.frame.base import BaseScreen
from screens.frame.messages import EmergencyChanged, RecordsChanged
from screens.frame.place import Place
from tracker_tui.app.handlers import actions

if TYPE_CHECKING:
    from textual.screen import Screen

    from db.cards.emergency import OpenAccess
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

    def heard(self, access: OpenAccess | None) -> None:
        """Opened here: its banner, and the page of the person; or closed here, and what is open is read anew."""
        if access is None:
            self.read_again()
            return
        self._open[access.person_id] = access
        self.look()
        self._app.way.back()
        self._app.way.go(Place("file.emergency", person=access.person_id))

    def begin(self) -> None:
        """Somebody signed in: what they have open goes on."""
        self._open.clear()
        self._over.clear()
        self._app.call_after_refresh(self.read_again)

    def changed(self, keys: frozenset[str]) -> None:
        """Somewhere else it was opened, closed or reviewed."""
        if any(key.startswith(KIND) for key in keys):
            self.read_again()

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

    def paint(self, screen: Screen[None]) -> None:
        """The banner on one screen, where it belongs there."""
        if not isinstance(screen, BaseScreen):
            return
        access = self._open.get(screen.place.person) if screen.place.person is not None else None
        if self._open and screen.query("#frame-body"):
            paint_banner(screen, access, now=self._app.clock.now())

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


class EmergencyHost:
    """The part of the application that hears of emergency access; its handlers come besides the application's own."""

    emergencies: Emergencies

    def mounted(self, screen: Screen[None]) -> None:
        """The banner stands before anything of the person does."""
        self.emergencies.paint(screen)

    def on_emergency_changed(self, message: EmergencyChanged) -> None:
        """Opened or closed here."""
        self.emergencies.heard(message.access)

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Perhaps opened, closed or reviewed elsewhere."""
        self.emergencies.changed(message.keys)
