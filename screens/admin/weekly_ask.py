"""A form to ask for a weekly list by mail; F10 sends it to the authoriser of the area, whose name is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from db.cards.mail import NewSubscription, weekday_called
from db.words.dates import feed_time
from db.words.errors import BadInput
from db.words.families.mail import MailMode, WeeklyList
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.form import FormLine

if TYPE_CHECKING:
    from db.cards.mail import SubscriptionCard
    from db.desk import Desk

_LISTS = tuple(WeeklyList)
_MODES = {"l": MailMode.LIST, "n": MailMode.NOTICE}


class WeeklyAskScreen(FormScreen):
    """Seven lines, filled with what is usual."""

    PLACE = "admin.weekly_ask"
    TITLE = "Ask for a weekly list"
    HELP: ClassVar[str] = (
        "Which list (1 PPOs in prison, 2 prison details changed, 3 in custody with offences not final), of which area, "
        "to which address in a secure domain, and why. F10 asks; nothing is sent before an authoriser has said yes."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self._area = ""

    def compose_body(self) -> ComposeResult:
        """The lines."""
        yield FormLine("List", id="list", reads=lambda text: _list(text).label, value="1")
        yield FormLine("Area", id="area", reads=str.upper, hint="its code")
        yield FormLine("To", id="to", reads=_address, hint="your mail address")
        yield FormLine("Day", id="day", reads=lambda text: _day(text)[1], value="monday")
        yield FormLine("From", id="at", reads=lambda text: f"{feed_time(text):%H:%M}", value="07:00")
        yield FormLine("Holds", id="mode", reads=lambda text: _mode(text).label, value="l")
        yield FormLine("Reason", id="reason", reads=lambda _: "", hint="what you need it for")

    def on_mount(self) -> None:
        """An empty line means the first area of one's own."""
        self._line("list").enter()
        self.ask(self.desk.subscriptions.areas, self._fill, slot="areas")

    def act_save(self) -> None:
        """F10."""
        try:
            day, _ = _day(self._text("day"))
            new = NewSubscription(
                _list(self._text("list")), self._text("area") or self._area, self._text("to"), self._text("reason"),
                _mode(self._text("mode")), day, feed_time(self._text("at")),
            )  # fmt: skip
        except (BadInput, ValueError) as problem:
            self.refuse(problem.happened if isinstance(problem, BadInput) else "Write the time as 07:00.")
            return
        self.act(partial(self.desk.subscriptions.ask, new), self._asked, says="Asking")

    def _asked(self, card: SubscriptionCard | None) -> None:
        if card is not None:
            work = partial(self.desk.subscriptions.authorisers, card.area)
            self.ask(work, lambda found: self._told(card, tuple(one.words for one in found)), slot="whom")

    def _told(self, card: SubscriptionCard, names: tuple[str, ...]) -> None:
        whom = f"your authoriser: {' or '.join(names[:2])}" if names else "the administrator: no authoriser is there"
        self.saved(f"{card.reference} is asked for. Ask {whom}.")

    def _fill(self, areas: tuple[str, ...]) -> None:
        if areas:
            self._area = areas[0]
            self._line("area").query_one(Input).placeholder = areas[0]

    def _line(self, name: str) -> FormLine:
        return self.query_one(f"#{name}", FormLine)

    def _text(self, name: str) -> str:
        return self._line(name).text


def _list(text: str) -> WeeklyList:
    wanted = text.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(_LISTS):
        return _LISTS[int(wanted) - 1]
    if wanted in {one.value for one in _LISTS}:
        return WeeklyList(wanted)
    raise BadInput("1 in prison, 2 changed, 3 not final")


def _mode(text: str) -> MailMode:
    found = _MODES.get(text.strip().casefold()[:1])
    if found is None:
        raise BadInput("l the list, n a notice alone")
    return found


def _day(text: str) -> tuple[int, str]:
    return weekday_called(text)


def _address(text: str) -> str:
    if text.count("@") != 1:
        raise BadInput("a name, an @ and a domain")
    return ""
