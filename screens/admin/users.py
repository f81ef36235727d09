"""Users: everybody who has an account, narrowed as one types; Enter opens an account."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.box import SearchBox
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.accounts import UserCard
    from db.cards.page import Page as Found
    from db.desk import Desk

COLUMNS = (Column("User", 18), Column("Name"), Column("Agency", 8), Column("Roles", 24), Column("State", 9))


class UsersScreen(BaseScreen):
    """Type a part of a name, Down goes to the users, Enter opens one."""

    PLACE = "admin.users"
    TITLE = "Users"
    HELP: ClassVar[str] = (
        "Everybody who has an account. Type a part of a name; Down goes to the list, Enter opens the account, "
        "where it is changed, suspended, reset or closed. F9 r is account requests, F9 v accounts to review."
    )
    CSS = "UsersScreen #find-user { height: 1; background: $raised; } UsersScreen #users { height: 1fr; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """The box and the users."""
        yield SearchBox(id="find-user", placeholder="a part of the name; Down goes to the users")
        yield Table(COLUMNS, id="users", empty=Empty("No user has that in the name.", "Esc empties the box."))

    def on_mount(self) -> None:
        """All of them first; the box takes what is typed."""
        self.query_one(SearchBox).focus()
        self._read("", anew=True)

    @on(SearchBox.Asked)
    def narrow(self, message: SearchBox.Asked) -> None:
        """As one types."""
        self._read(message.text, anew=True)

    @on(SearchBox.HitsWanted)
    def to_users(self) -> None:
        """Down or Enter."""
        self.query_one(Table).focus()

    @on(Table.Opened)
    def open_account(self, message: Table.Opened) -> None:
        """Enter on a user."""
        self.post_message(PlaceOpened(Place("admin.user", kind=message.key)))

    def here(self) -> Place:
        """With the cursor."""
        return replace(self.place, cursor=self.query_one(Table).cursor_key)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody changed an account."""
        self._read(self.query_one(SearchBox).value, anew=False)

    def _read(self, typed: str, *, anew: bool) -> None:
        find = " ".join(typed.split())
        self.ask(partial(self.desk.users.list, find=find), partial(self._fill, anew=anew), slot="users")

    def _fill(self, found: Found[UserCard], *, anew: bool) -> None:
        page = Page([_row(one) for one in found.items], total=found.total)
        self.query_one(Table).fill(page, cursor=self.place.cursor, anew=anew, mark_changes=not anew)


def _row(one: UserCard) -> Row:
    cells = (one.user_name, one.display_name, one.agency, ", ".join(one.roles), one.state)
    return Row(one.user_name, cells, sign="" if one.state == "active" else "-")
