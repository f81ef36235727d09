"""An account's roles, courts, areas, networks and team as a form; F10 says what would be different, then asks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from db.cards.accounts import Change
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, TrackerError
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.compare import ComparePane, Difference
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


class ChangeScreen(FormScreen):
    """Six lines, filled with what is; only what is different is changed."""

    PLACE = "admin.change"
    TITLE = "Change an account"
    HELP: ClassVar[str] = (
        "What the account may do from now on. Roles, courts and areas are parted by commas. F10 says what would be "
        "different and asks; open sign-ins of the user feel it at once."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.seen: Change | None = None
        """The account as it stood when the form was filled."""
        self._theirs: tuple[tuple[str, str], ...] = ()

    def compose_body(self) -> ComposeResult:
        """The lines, and the comparison that takes their place where two administrators meet."""
        with VerticalScroll(id="change-form"):
            for name, label in _FIELDS:
                yield Field(label, id=name, limit=300)
        yield ComparePane(id="compare")

    def on_mount(self) -> None:
        """Fill them with what is."""
        self.query_one(ComparePane).display = False
        self._field("roles").enter()
        self.ask(partial(self.desk.users.show, self.place.kind), self._fill, slot="open")

    @property
    def title_words(self) -> str:
        """Whose account."""
        return f"Users > {self.place.kind} > Change"

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
        if self._theirs:
            self.refuse("Choose field by field: Left yours, Right the other, Enter is done.")
            return
        try:
            wanted = self._wanted()
        except BadInput as problem:
            self.error(problem)
            return
        user, reason = self.place.kind, self._field("reason").text
        change = partial(self.desk.accounts.change, user, wanted, reason=reason, seen=self.seen)
        check = partial(change, dry_run=True)
        self.act(check, partial(self._confirm, change), says="Checking", refused=self._not_saved)

    def _confirm(self, change: partial[tuple[str, ...]], said: tuple[str, ...]) -> None:
        self.confirm(
            f"{self.place.kind}: {', '.join(said)}. Change it?",
            lambda: self.act(change, self._saved, refused=self._not_saved),
        )

    def _not_saved(self, problem: TrackerError) -> None:
        """Somebody else was quicker: both values of each field are put side by side."""
        if not isinstance(problem, Conflict) or not problem.theirs:
            self.error(problem)
            return
        self._theirs = problem.theirs
        pane = self.query_one(ComparePane)
        pane.show(
            [Difference(name, self._field(name).text, theirs) for name, theirs in problem.theirs],
            theirs_by=problem.theirs_by,
        )
        self.query_one("#change-form").display, pane.display = False, True
        pane.focus()
        self.say("This account was changed elsewhere. Left takes yours, Right the other, Enter is done.")

    @on(ComparePane.Chosen)
    def take_choice(self, message: ComparePane.Chosen) -> None:
        """What was chosen stands in the lines again; nothing is saved before F10."""
        for name, theirs in self._theirs:
            if not message.mine.get(name, True):
                self._field(name).text = theirs
        self._take_as_seen(dict(self._theirs))
        self._leave_compare("What you chose stands here; F10 saves it.")

    def act_back(self) -> None:
        """Esc: out of the comparison with what was typed, else out of the form."""
        if self._theirs and not self.status.holds_error:
            self._leave_compare("Nothing was chosen; what you typed is here.")
        else:
            super().act_back()

    def _leave_compare(self, said: str) -> None:
        self._theirs = ()
        self.query_one("#change-form").display, self.query_one(ComparePane).display = True, False
        self._field("roles").enter()
        self.say(said)

    def _take_as_seen(self, theirs: dict[str, str]) -> None:
        """The other values were seen now."""
        if self.seen is not None:
            read = {name: self._value(name, text) for name, text in theirs.items()}
            self.seen = replace(self.seen, **read)

    @staticmethod
    def _value(name: str, text: str) -> Any:  # noqa: ANN401 - of the field's own type
        if name == "team":
            return text
        return frozenset(map(Role, _codes(text))) if name == "roles" else _codes(text)

    def _saved(self, said: tuple[str, ...]) -> None:
        self.saved(f"{self.place.kind}: {', '.join(said)}.")

    def _wanted(self) -> Change:
        """Only what differs from what was seen, so that another administrator's change of the rest is kept."""
        typed: dict[str, Any] = {
            "roles": self._roles(),
            "courts": _codes(self._field("courts").text),
            "areas": _codes(self._field("areas").text),
            "networks": _codes(self._field("networks").text),
            "team": self._field("team").text,
        }
        seen = self.seen or Change()
        return Change(**{name: value for name, value in typed.items() if value != getattr(seen, name)})

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
        self.fill(
            {
                "roles": ", ".join(card.user.roles),
                "courts": ", ".join(card.user.courts),
                "areas": ", ".join(card.areas),
                "networks": ", ".join(card.networks),
                "team": card.team,
            }
        )
        self.seen = Change(
            roles=frozenset(map(Role, card.user.roles)),
            courts=_codes(", ".join(card.user.courts)),
            areas=_codes(", ".join(card.areas)),
            networks=_codes(", ".join(card.networks)),
            team=card.team,
        )

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)


def _codes(typed: str) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in typed.split(",")) if part)
