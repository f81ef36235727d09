"""Account requests that wait for an answer: authorise with a one-time code, or refuse with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.words.dates import court_time, short
from screens.admin.asked import TypedLine
from screens.admin.letter import Letter
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.accounts import FirstCode, RequestCard
    from db.desk import Desk

COLUMNS = (Column("Request", 10), Column("Name"), Column("Agency", 8), Column("Roles", 24), Column("Asked", 11))
EMPTY = Empty("No account request is waiting.", "F9 u shows the users; Esc goes back.")


class RequestsScreen(BaseScreen):
    """The inbox; what was asked for stands in full below the list."""

    PLACE = "admin.requests"
    TITLE = "Account requests"
    HELP: ClassVar[str] = (
        "Who asks for an account in your areas. g authorises the request under the cursor and shows a one-time "
        "code to tell the person; d refuses it with a reason. Nobody answers a request of their own."
    )
    CSS = "RequestsScreen #requests { height: 1fr; } RequestsScreen #asked { height: 8; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, RequestCard] = {}

    def compose_body(self) -> ComposeResult:
        """A code when one was made, the requests, the one under the cursor, the line for a reason."""
        yield Letter()
        yield Table(COLUMNS, id="requests", empty=EMPTY)
        yield Static(markup=False, id="asked")
        yield TypedLine()

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(Table).focus()
        self._read(anew=True)

    @on(Table.Moved)
    def show_one(self) -> None:
        """What was asked for, in full."""
        one, width = self._chosen, max(40, self.size.width - 2)
        self.query_one("#asked", Static).update(Content("\n".join(fitted(row, width) for row in _told(one))))
        self.refresh_frame()

    def why_not(self, action_id: str) -> str:
        """What the rules say about the request under the cursor."""
        if action_id in {"account.authorise", "account.refuse"}:
            return self._chosen.why_not if self._chosen else "No request is under the cursor."
        return super().why_not(action_id)

    def act_account_authorise(self) -> None:
        """g."""
        one = self._chosen
        if one is not None:
            self.confirm(
                f"Authorise {one.display_name} as {', '.join(one.roles)} of {one.agency} for a year?",
                lambda: self.act(
                    partial(self.desk.account_requests.authorise, one.reference), self._coded, says="Authorising"
                ),
            )

    def act_account_refuse(self) -> None:
        """d."""
        one = self._chosen
        if one is None:
            return

        def asked(why: str) -> None:
            self.confirm(
                f"Refuse {one.reference}, {one.display_name}? It cannot be undone; they may ask again.",
                lambda: self.act(
                    partial(self.desk.account_requests.refuse, one.reference, reason=why),
                    lambda _: self._done(f"{one.reference} is refused."),
                ),
            )

        self.query_one(TypedLine).put("Why refuse?", asked)

    def act_back(self) -> None:
        """Esc closes the line first."""
        typed = self.query_one(TypedLine)
        typed.close() if typed.is_open else super().act_back()

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody asked, or answered."""
        self._read(anew=False)

    @property
    def _chosen(self) -> RequestCard | None:
        return self._cards.get(self.query_one(Table).cursor_key)

    def _coded(self, told: FirstCode | None) -> None:
        if told is not None:
            self.query_one(Letter).show(told)
        self._done("Authorised. The code is shown once.")

    def _done(self, said: str) -> None:
        self.say(said)
        self._read(anew=False)

    def _read(self, *, anew: bool) -> None:
        self.ask(self.desk.account_requests.list, partial(self._fill, anew=anew), slot="requests")

    def _fill(self, found: tuple[RequestCard, ...], *, anew: bool) -> None:
        self._cards = {one.reference: one for one in found}
        rows = [_row(one) for one in found]
        self.query_one(Table).fill(Page(rows, total=len(rows)), anew=anew, mark_changes=not anew)
        self.show_one()


def _row(one: RequestCard) -> Row:
    cells = (one.reference, one.display_name, one.agency, ", ".join(one.roles), short(court_time(one.asked_at)[0]))
    return Row(one.reference, cells, sign="!" if one.why_not else "")


def _told(one: RequestCard | None) -> list[str]:
    if one is None:
        return []
    return [
        f"{one.display_name}, would sign in as {one.user_name}",
        f"Roles    {', '.join(one.roles)}",
        f"Courts   {', '.join(one.courts) or 'none'}{f'; area {one.area}' if one.area else ''}",
        f"Contact  {one.contact}",
        f"Reason   {one.reason}",
        f"Not for you: {one.why_not}" if one.why_not else "g authorises, d refuses.",
    ]
