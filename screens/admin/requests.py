"""Account requests that wait for an answer: authorise with a one-time code, or refuse with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from db.words.dates import court_time, short
from screens.admin.asked import TypedLine
from screens.admin.inbox import InboxScreen
from screens.admin.letter import Letter
from screens.parts.rows import Column, Empty, Row

if TYPE_CHECKING:
    from db.cards.accounts import FirstCode, RequestCard


class RequestsScreen(InboxScreen["RequestCard"]):
    """The inbox; what was asked for stands in full below the list."""

    PLACE = "admin.requests"
    TITLE = "Account requests"
    COLUMNS = (
        Column("Request", 10), Column("Name"), Column("Agency", 8), Column("Roles", 24), Column("Asked", 11),
    )  # fmt: skip
    EMPTY = Empty("No account request is waiting.", "F9 u shows the users; Esc goes back.")
    HELP: ClassVar[str] = (
        "Who asks for an account in your areas. g authorises the request under the cursor and shows a one-time "
        "code to tell the person; d refuses it with a reason. Nobody answers a request of their own."
    )

    def compose_body(self) -> ComposeResult:
        """A code when one was made, and the requests."""
        yield Letter()
        yield from super().compose_body()

    def why_not(self, action_id: str) -> str:
        """What the rules say about the request under the cursor."""
        if action_id in {"account.authorise", "account.refuse"}:
            return self.chosen.why_not if self.chosen else "No request is under the cursor."
        return super().why_not(action_id)

    def act_account_authorise(self) -> None:
        """g."""
        one = self.chosen
        if one is not None:
            self.confirm(
                f"Authorise {one.display_name} as {', '.join(one.roles)} of {one.agency} for a year?",
                lambda: self.act(
                    partial(self.desk.account_requests.authorise, one.reference), self._coded, says="Authorising"
                ),
            )

    def act_account_refuse(self) -> None:
        """d."""
        one = self.chosen
        if one is None:
            return

        def asked(why: str) -> None:
            self.confirm(
                f"Refuse {one.reference}, {one.display_name}? It cannot be undone; they may ask again.",
                lambda: self.act(
                    partial(self.desk.account_requests.refuse, one.reference, reason=why),
                    lambda _: self.done(f"{one.reference} is refused."),
                ),
            )

        self.query_one(TypedLine).put("Why refuse?", asked)

    def _coded(self, told: FirstCode | None) -> None:
        if told is not None:
            self.query_one(Letter).show(told)
        self.done("Authorised. The code is shown once.")

    def work(self) -> Callable[[], tuple[RequestCard, ...]]:
        """Those of the own areas."""
        return self.desk.account_requests.list

    def row(self, one: RequestCard) -> Row:
        """Who asks to be what, and when."""
        cells = (one.reference, one.display_name, one.agency, ", ".join(one.roles), short(court_time(one.asked_at)[0]))
        return Row(one.reference, cells, sign="!" if one.why_not else "")

    def told(self, one: RequestCard) -> list[str]:
        """All that was asked for, and whether it is for the reader to answer."""
        return [
            f"{one.display_name}, would sign in as {one.user_name}",
            f"Roles    {', '.join(one.roles)}",
            f"Courts   {', '.join(one.courts) or 'none'}{f'; area {one.area}' if one.area else ''}",
            f"Contact  {one.contact}",
            f"Reason   {one.reason}",
            f"Not for you: {one.why_not}" if one.why_not else "g authorises, d refuses.",
        ]
