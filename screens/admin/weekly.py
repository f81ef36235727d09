"""Subscriptions to weekly lists: one's own and those one authorises, how each stands, and what its mail came to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from db.words.actor import Role
from db.words.dates import court_time, short
from db.words.families.mail import SubscriptionState
from screens.admin.asked import TypedLine
from screens.admin.inbox import InboxScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.mail import SubscriptionCard

_KEEPERS = (Role.AUTHORISER, Role.ADMINISTRATOR)


class WeeklyScreen(InboxScreen["SubscriptionCard"]):
    """The subscriptions; the one under the cursor stands in full below."""

    PLACE = "admin.weekly"
    TITLE = "Weekly lists"
    COLUMNS = (
        Column("Number", 11), Column("List", 24), Column("Area", 6), Column("Who", 16, wide=True), Column("State"),
        Column("Last mail", 24, wide=True),
    )  # fmt: skip
    EMPTY = Empty("You have no weekly lists.", "+ asks for one; Esc goes back.")
    HELP: ClassVar[str] = (
        "Lists that come by mail every week, encrypted. + asks for one, Enter shows its rows as they are now, z ends "
        "it. An authoriser sees those of the own areas too: g authorises for half a year, d refuses with a reason."
    )

    def on_screen_resume(self) -> None:
        """Back from the form or the rows: what was asked for stands here."""
        if self.is_mounted:
            self._read(anew=False)

    @on(Table.Opened)
    def show_rows(self, event: Table.Opened) -> None:
        """Enter: the rows as they are now, for whom they are."""
        one = self.card(event.key)
        if one is not None and not one.mine:
            self.refuse("A weekly list is read by whom it is for alone.")
        elif one is not None:
            self.post_message(PlaceOpened(Place("admin.weekly_rows", kind=one.reference)))

    def why_not(self, action_id: str) -> str:
        """What can be done with the one under the cursor."""
        if not action_id.startswith("weekly.") or action_id == "weekly.ask":
            return super().why_not(action_id)
        one = self.chosen
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
        one = self.chosen
        if one is not None:
            self.confirm(
                f"Send {one.kind.label} of {one.area} to {one.display_name} every week for half a year?",
                lambda: self.act(
                    partial(self.desk.subscriptions.authorise, one.reference), self._authorised, says="Authorising"
                ),
            )

    def act_weekly_refuse(self) -> None:
        """d."""
        one = self.chosen
        if one is None:
            return
        work = self.desk.subscriptions.refuse
        self.query_one(TypedLine).put(
            "Why refuse?",
            lambda why: self.act(
                partial(work, one.reference, reason=why), lambda _: self.done(f"{one.reference} is refused.")
            ),
        )

    def act_weekly_revoke(self) -> None:
        """z."""
        one = self.chosen
        if one is not None:
            self.confirm(
                f"End {one.reference}, {one.kind.label} of {one.area} to {one.address}?",
                lambda: self.act(
                    partial(self.desk.subscriptions.revoke, one.reference),
                    lambda _: self.done(f"{one.reference} is ended."),
                ),
            )

    def _authorised(self, one: SubscriptionCard) -> None:
        until = short(one.expires_on) if one.expires_on else ""
        self.done(f"{one.reference} is authorised until {until}.{f' Not sent yet: {one.why_not}' * bool(one.why_not)}")

    def work(self) -> Callable[[], tuple[SubscriptionCard, ...]]:
        """One's own; who authorises or looks after mail reads those of others too."""
        return partial(self.desk.subscriptions.list, everybody=self.desk.actor.has(*_KEEPERS))

    def row(self, one: SubscriptionCard) -> Row:
        """With its state, and how its last mail went."""
        last = one.last.words if one.last else "never sent"
        cells = (one.reference, one.kind.label, one.area, one.display_name, _state(one), last)
        return Row(one.reference, cells, sign="!" if one.why_not and one.state is SubscriptionState.AUTHORISED else "")

    def told(self, one: SubscriptionCard) -> list[str]:
        """To whom it goes and when, why, who answered what, and what keeps it from being sent."""
        return _told(one)


def _state(one: SubscriptionCard) -> str:
    if one.state is SubscriptionState.AUTHORISED and one.expires_on is not None:
        return f"until {short(one.expires_on)}"
    return one.state.label


def _told(one: SubscriptionCard) -> list[str]:
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
