"""An account's roles, courts, areas, networks and team as a form; F10 says what would be different, then asks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from db.cards.accounts import Change
from db.words.actor import Role
from db.words.errors import BadInput
from screens.frame.base import BaseScreen
from screens.frame.messages import Saved
from screens.frame.place import Place
from screens.parts.fields import Field

if TYPE_CHECKING:
    from db.cards.accounts import AccountCard
    from db.desk import Desk

_FIELDS = (
    ("roles", "Roles, parted by commas"),
    ("courts", "Courts, by code"),
    ("areas", "Areas besides the agency's, by code"),
    ("networks", "Networks it may be used on: local, cjx, gsi, other; empty for every one"),
    ("team", "Team that supervises"),
    ("reason", "Why"),
)


class ChangeScreen(BaseScreen):
    """Six lines, filled with what is; only what is different is changed."""

    PLACE = "admin.change"
    TITLE = "Change an account"
    HELP: ClassVar[str] = (
        "What the account may do from now on. Roles, courts and areas are parted by commas. F10 says what would be "
        "different and asks; open sign-ins of the user feel it at once."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll(id="change-form"):
            for name, label in _FIELDS:
                yield Field(label, id=name, limit=300)

    def on_mount(self) -> None:
        """Fill them with what is."""
        self._field("roles").enter()
        self.ask(partial(self.desk.users.show, self.place.kind), self._fill, slot="open")

    @property
    def title_words(self) -> str:
        """Whose account."""
        return f"Users > {self.place.kind} > Change"

    @on(Input.Submitted)
    def to_next(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.focus_next()

    @on(Input.Changed)
    def read_back(self) -> None:
        """Say which role is none, as one types."""
        try:
            self._roles()
        except BadInput as problem:
            self._field("roles").echo = problem.happened
        else:
            self._field("roles").echo = ""

    def act_save(self) -> None:
        """F10: check, say what would be different, ask."""
        try:
            wanted = self._wanted()
        except BadInput as problem:
            self.error(problem)
            return
        user, reason = self.place.kind, self._field("reason").text
        change = partial(self.desk.accounts.change, user, wanted, reason=reason)
        self.act(partial(change, dry_run=True), partial(self._confirm, change), says="Checking")

    def _confirm(self, change: partial[tuple[str, ...]], said: tuple[str, ...]) -> None:
        self.confirm(f"{self.place.kind}: {', '.join(said)}. Change it?", lambda: self.act(change, self._saved))

    def _saved(self, said: tuple[str, ...]) -> None:
        self.post_message(Saved(f"{self.place.kind}: {', '.join(said)}.", leave=True))

    def _wanted(self) -> Change:
        return Change(
            roles=self._roles(),
            courts=_codes(self._field("courts").text),
            areas=_codes(self._field("areas").text),
            networks=_codes(self._field("networks").text),
            team=self._field("team").text,
        )

    def _roles(self) -> frozenset[Role]:
        """The roles typed; raises BadInput that names the one which is none."""
        wanted = [one.casefold().replace(" ", "_") for one in _codes(self._field("roles").text)]
        known = {role.value for role in Role}
        for one in wanted:
            if one not in known:
                close = ", ".join(sorted(name for name in known if name.startswith(one[:2])))
                raise BadInput(f"There is no role {one}.{f' Perhaps: {close}.' if close else ''}")
        return frozenset(map(Role, wanted))

    def _fill(self, card: AccountCard) -> None:
        for name, value in (
            ("roles", card.user.roles),
            ("courts", card.user.courts),
            ("areas", card.areas),
            ("networks", card.networks),
            ("team", (card.team,)),
        ):
            self._field(name).text = ", ".join(value)

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)


def _codes(typed: str) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in typed.split(",")) if part)
