"""One account: what it may do and how it came to be; suspended, reinstated, reset, extended or closed from here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.cards.account_lines import account_lines
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from screens.admin.asked import TypedLine
from screens.admin.letter import Letter
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place

if TYPE_CHECKING:
    from db.cards.accounts import AccountCard, FirstCode
    from db.desk import Desk

_ACTS = frozenset({"account.change", "account.suspend", "account.code", "account.extend", "account.close"})


class UserScreen(BaseScreen):
    """An account; every act on it asks for a reason, then for a typed y."""

    PLACE = "admin.user"
    TITLE = "User"
    HELP: ClassVar[str] = (
        "One account with everything that was decided about it, the newest first. e changes roles, courts and "
        "areas; d suspends or reinstates; g gives a one-time code; b sets the last day; z closes it for good."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._card: AccountCard | None = None

    def compose_body(self) -> ComposeResult:
        """The code when there is one, the lines of the account, and the line for a reason."""
        yield Letter()
        with VerticalScroll(id="account"):
            yield Static(markup=False)
        yield TypedLine()

    def on_mount(self) -> None:
        """Read it; arrows scroll."""
        self.query_one("#account").focus()
        self._read()

    @property
    def title_words(self) -> str:
        """Whose account."""
        return f"Users > {self._card.user.display_name if self._card else self.place.kind}"

    def why_not(self, action_id: str) -> str:
        """What the rules say, and what the account's state does not allow."""
        if action_id in _ACTS:
            if self._card is None:
                return "The account is not read yet."
            if self._card.why_not:
                return self._card.why_not
            if self._card.user.state == "closed":
                return "The account is closed."
            if action_id == "account.code" and self._card.user.state == "suspended":
                return "The account is suspended; reinstate it first."
        return super().why_not(action_id)

    def act_account_change(self) -> None:
        """e."""
        self.post_message(PlaceOpened(Place("admin.change", kind=self.place.kind)))

    def act_account_suspend(self) -> None:
        """d."""
        user, accounts = self.place.kind, self.desk.accounts
        if self._card is not None and self._card.user.state == "suspended":
            self._with_reason(
                "Why reinstate?",
                f"Let {user} in again?",
                lambda why: partial(accounts.reinstate, user, reason=why),
                f"{user} is active again.",
            )
            return
        self._with_reason(
            "Why suspend?",
            f"Suspend {user}? Open sign-ins end at once; d reinstates.",
            lambda why: partial(accounts.suspend, user, reason=why),
            f"{user} is suspended.",
        )

    def act_account_close(self) -> None:
        """z."""
        user = self.place.kind
        self._with_reason(
            "Why close?",
            f"Close the account {user} for good? It cannot be undone; what they wrote stays.",
            lambda why: partial(self.desk.accounts.end, user, reason=why),
            f"{user} is closed.",
        )

    def act_account_code(self) -> None:
        """g."""
        user = self.place.kind

        def asked(why: str) -> None:
            self.confirm(
                f"Give {user} a one-time code? The old password ends now; it cannot be undone.",
                lambda: self.act(partial(self.desk.accounts.reset, user, reason=why), self._coded, says="Resetting"),
            )

        self.query_one(TypedLine).put("Why a new code?", asked)

    def act_account_extend(self) -> None:
        """b."""
        self.query_one(TypedLine).put("Last day (31/3/27, +90)?", self._last_day)

    def act_back(self) -> None:
        """Esc closes the line first."""
        typed = self.query_one(TypedLine)
        typed.close() if typed.is_open else super().act_back()

    def on_screen_resume(self) -> None:
        """Back from changing it."""
        if self._card is not None:
            self._read()

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody changed an account."""
        self._read()

    def _last_day(self, typed: str) -> None:
        user = self.place.kind
        try:
            day = parse_loose(typed, today=self.desk.clock.today())
        except BadInput as problem:
            self.error(problem)
            return
        self.confirm(
            f"Set the last day of {user} to {spell(day)}?",
            lambda: self.act(
                partial(self.desk.accounts.extend, user, last_day=day), lambda _: self._done("The last day is set.")
            ),
        )

    def _with_reason(self, question: str, sure: str, work: Callable[[str], Callable[[], object]], said: str) -> None:
        def asked(why: str) -> None:
            self.confirm(sure, lambda: self.act(work(why), lambda _: self._done(said)))

        self.query_one(TypedLine).put(question, asked)

    def _coded(self, told: FirstCode | None) -> None:
        if told is not None:
            self.query_one(Letter).show(told)
        self._done("The code is shown once.")

    def _done(self, said: str) -> None:
        self.say(said)
        self._read()

    def _read(self) -> None:
        self.ask(partial(self.desk.users.show, self.place.kind), self._told, slot="open")

    def _told(self, card: AccountCard) -> None:
        self._card = card
        width = max(40, self.size.width - 4)
        rows = [fitted(f"{label:<18}{value}", width * 3) for label, value in account_lines(card)]
        self.query_one("#account Static", Static).update(Content("\n".join(rows)))
        self.refresh_frame()
