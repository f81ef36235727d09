"""The banner of emergency access: over every screen of that one person, in words and reverse, with the minutes left."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from db.words.dates import court_time
from screens.frame.lines import fitted, padded

if TYPE_CHECKING:
    from db.cards.emergency import OpenAccess
    from screens.frame.base import BaseScreen


class EmergencyBanner(Widget):
    """One line above the record; it says so in words, because colour alone is not seen everywhere."""

    DEFAULT_CSS = "EmergencyBanner { height: 1; background: $paper; color: $alarm; }"

    def __init__(self) -> None:
        super().__init__(id="frame-emergency")
        self.text = ""

    def show(self, text: str) -> None:
        """Say it; painted anew only when something of it changed."""
        if text != self.text:
            self.text = text
            self.refresh()

    def render(self) -> Content:
        """The whole line in reverse, which is red where there are colours."""
        width = self.size.width
        return Content.styled(padded(fitted(self.text, width), width), "bold reverse")


def paint_banner(screen: BaseScreen, access: OpenAccess | None, *, now: datetime) -> None:
    """Put the banner on a screen, or take it away where there is no access."""
    banners = list(screen.query(EmergencyBanner))
    if access is None:
        for banner in banners:
            banner.remove()
        return
    if not banners:
        banners = [EmergencyBanner()]
        screen.mount(banners[0], before="#frame-body")
    minutes, until = access.minutes_left(now), court_time(access.ends_at)[1]
    banners[0].show(f" EMERGENCY ACCESS  {minutes} min left, until {until:%H:%M}  read only, reviewed afterwards")


def blank(screen: BaseScreen) -> None:
    """Nothing of the person stays on a screen that is about to be closed, or lies under the cover."""
    screen.query_one("#frame-body").display = False
    screen.person_label, screen.signs = "", None
    screen.refresh_frame()
