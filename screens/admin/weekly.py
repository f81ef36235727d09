"""Subscriptions to weekly lists: one's own and those one authorises, how each stands, and what its mail came to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.words.actor import Role
from db.words.dates import court_time, short
from db.words.families.mail import SubscriptionState
from screens.admin.asked import TypedLine
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.mail import SubscriptionCard
    from db.desk import Desk

COLUMNS = (
    Column("Number", 11), Column("List", 24), Column("Area", 6), Column("Who", 16, wide=True), Column("State"),
    Column("Last mail", 24, wide=True),
)  # fmt: skip
EMPTY = Empty("You have no weekly lists.", "+ asks for one; Esc goes back.")
_KEEPERS = (Role.AUTHORISER, Role.ADMINISTRATOR)


class WeeklyScreen(BaseScreen):
    """The subscriptions; the one under the cursor stands in full below."""

    PLACE = "admin.weekly"
    TITLE = "Weekly lists"
    HELP: ClassVar[str] = (
        "Lists that come by mail every week, encrypted. + asks for one, Enter shows its rows as they are now, z ends "
        "it. An authoriser sees those of the own areas too: g authorises for half a year, d refuses with a reason."
    )
    CSS = "WeeklyScreen #weekly { height: 1fr; } WeeklyScreen #told { height: 7; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, SubscriptionCard] = {}

    def compose_body(self) -> ComposeResult:
        """The subscriptions, the one under the cursor, the line for a reason."""
        yield Table(COLUMNS, id="weekly", empty=EMPTY)
        yield Static(markup=False, id="told")
        yield TypedLine()

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(Table).focus()
        self._read(anew=True)

    def on_screen_resume(self) -> None:
        """Back from the form or the rows: what was asked for stands here."""
        if self.is_mounted:
            self._read(anew=False)

    def here(self) -> Place:
        """With the cursor where it stands."""
        return self.place.at(cursor=self.query_one(Table).cursor_key)

    @on(Table.Moved)
    def show_one(self) -> None:
        """The subscription in full."""
        one, width = self._chosen, max(40, self.size.width - 2)
        self.query_one("#told", Static).update(Content("\n".join(fitted(row, width) for row in _told(one))))
        self.refresh_frame()

    @on(Table.Opened)
    def show_rows(self, event: Table.Opened) -> None:
        """Enter: the rows as they are now, for whom they are."""
        one = self._cards.get(event.key)
        if one is not None and not one.mine:
            self.refuse("A weekly list is read by whom it is for alone.")
        elif one is not None:
            self.post_message(PlaceOpened(Place("admin.weekly_rows", kind=one.reference)))

    def why_not(self, action_id: str) -> str:
        """What can be done with the one under the cursor."""
        if not action_id.startswith("weekly.") or action_id == "weekly.ask":
            return super().why_not(action_id)
        one = self._chosen
        if one is None:
            return "No subscription is under the cursor."
        if action_id == "weekly.revoke":
            return f"It is {one.state.label} already." if one.is_over else ""
        if one.mine:
            return "Nobody authorises a subscription of their own."
        return "" if one.state is SubscriptionState.ASKED else f"It is {one.state.label} already."

    def act_weekly_ask(self) -> None:
        """+."""
        self.post_message(PlaceOpened(Place("admin.weekly_ask")))

    def act_weekly_authorise(self) -> None:
        """g."""
        one = self._chosen
        if one is not None:
            self.confirm(
                f"Send {one.kind.label} of {one.area} to {one.display_name} every week for half a year?",
                lambda: self.act(
                    partial(self.desk.subscriptions.authorise, one.reference), self._authorised, says="Authorising"
                ),
            )

    def act_weekly_refuse(self) -> None:
        """d."""
        one = self._chosen
        if one is None:
            return
        work = self.desk.subscriptions.refuse
        self.query_one(TypedLine).put(
            "Why refuse?",
            lambda why: self.act(
                partial(work, one.reference, reason=why), lambda _: self._done(f"{one.reference} is refused.")
            ),
        )

    def act_weekly_revoke(self) -> None:
        """z."""
        one = self._chosen
        if one is not None:
            self.confirm(
                f"End {one.reference}, {one.kind.label} of {one.area} to {one.address}?",
                lambda: self.act(
                    partial(self.desk.subscriptions.revoke, one.reference),
                    lambda _: self._done(f"{one.reference} is ended."),
                ),
            )

    def act_back(self) -> None:
        """Esc closes the line first."""
        typed = self.query_one(TypedLine)
        typed.close() if typed.is_open else super().act_back()

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody asked, answered or ended one."""
        self._read(anew=False)

    @property
    def _chosen(self) -> SubscriptionCard | None:
        return self._cards.get(self.query_one(Table).cursor_key)

    def _authorised(self, one: SubscriptionCard) -> None:
        until = short(one.expires_on) if one.expires_on else ""
        self._done(f"{one.reference} is authorised until {until}.{f' Not sent yet: {one.why_not}' * bool(one.why_not)}")

    def _done(self, said: str) -> None:
        self.say(said)
        self._read(anew=False)

    def _read(self, *, anew: bool) -> None:
        everybody = self.desk.actor.has(*_KEEPERS)
        self.ask(
            partial(self.desk.subscriptions.list, everybody=everybody), partial(self._fill, anew=anew), slot="weekly"
        )

    def _fill(self, found: tuple[SubscriptionCard, ...], *, anew: bool) -> None:
        self._cards = {one.reference: one for one in found}
        rows = [_row(one) for one in found]
        table = self.query_one(Table)
        table.fill(Page(rows, total=len(rows)), anew=anew, mark_changes=not anew)
        if anew and self.place.cursor:
            table.move_to_key(self.place.cursor)
        self.show_one()


def _row(one: SubscriptionCard) -> Row:
    last = one.last.words if one.last else "never sent"
    cells = (one.reference, one.kind.label, one.area, one.display_name, _state(one), last)
    return Row(one.reference, cells, sign="!" if one.why_not and one.state is SubscriptionState.AUTHORISED else "")


def _state(one: SubscriptionCard) -> str:
    if one.state is SubscriptionState.AUTHORISED and one.expires_on is not None:
        return f"until {short(one.expires_on)}"
    return one.state.label


def _told(one: SubscriptionCard | None) -> list[str]:
    if one is None:
        return []
    answered = f"{one.state.label} by {one.decided_by}" if one.decided_by else one.state.label
    lines = [
        f"{one.kind.heading}, {one.area_name} ({one.area}): {one.mode.label}, {one.when}",
        f"To      {one.address}, for {one.display_name}",
        f"Reason  {one.reason}",
        f"Asked   {short(court_time(one.asked_at)[0])}; {answered}{f': {one.answer}' if one.answer else ''}",
    ]
    if one.why_not and one.state is SubscriptionState.AUTHORISED:
        lines.append(f"Not sent now: {one.why_not}")
    if one.last is not None:
        lines.append(f"Last    {one.last.words}")
    return lines
