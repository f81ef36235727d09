"""Accounts to look at again, and why: keep each, or open it to suspend or close it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.accounts import DueCard
    from db.desk import Desk

COLUMNS = (Column("User", 18), Column("Agency", 8), Column("Roles", 20), Column("Why"))


class ReviewScreen(BaseScreen):
    """The review queue."""

    PLACE = "admin.review"
    TITLE = "Accounts to review"
    HELP: ClassVar[str] = (
        "Accounts that were not reviewed for a year, end within 30 days, or were not used for 60. k keeps the one "
        "under the cursor for another year; Enter opens it, to suspend or close it."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """One table."""
        yield Table(COLUMNS, id="due", empty=Empty("No account is due for review.", "F9 u shows the users."))

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(Table).focus()
        self._read(anew=True)

    @on(Table.Opened)
    def open_account(self, message: Table.Opened) -> None:
        """Enter."""
        self.post_message(PlaceOpened(Place("admin.user", kind=message.key)))

    def why_not(self, action_id: str) -> str:
        """Nothing under the cursor, nothing to keep."""
        if action_id == "account.keep" and not self.query_one(Table).cursor_key:
            return "No account is under the cursor."
        return super().why_not(action_id)

    def act_account_keep(self) -> None:
        """k."""
        user = self.query_one(Table).cursor_key
        self.confirm(
            f"{user} is still needed as it is, for another year?",
            lambda: self.act(partial(self.desk.account_review.keep, user), lambda _: self._done(user)),
        )

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody changed an account."""
        self._read(anew=False)

    def _done(self, user: str) -> None:
        self.say(f"{user} is kept.")
        self._read(anew=False)

    def _read(self, *, anew: bool) -> None:
        self.ask(self.desk.account_review.due, partial(self._fill, anew=anew), slot="due")

    def _fill(self, due: tuple[DueCard, ...], *, anew: bool) -> None:
        rows = [
            Row(one.user.user_name, (one.user.user_name, one.user.agency, ", ".join(one.user.roles), one.why))
            for one in due
        ]
        self.query_one(Table).fill(Page(rows, total=len(rows)), anew=anew)
        self.refresh_frame()
