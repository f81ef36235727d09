"""Sign-in: user name and password, typed at once; what the home is stands above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from db.words.errors import TrackerError
from db.words.refusals import CodeWanted, FactorToSetUp, PasswordToChoose, SignedInElsewhere
from screens.frame.base import BaseScreen
from screens.frame.lines import padded
from screens.frame.messages import SignedIn
from screens.frame.place import Place
from screens.start.steps import CODE, TWICE, Field, Shown, StepPane, Then, generator_text

LONGEST_PASSWORD = 128
COLUMN = 38
"""Cells of one of the two columns of a demo's users."""


class Door(Protocol):
    """The part of the application's opener that this screen needs.

    `notice` says what must be known of this home. `hints` are a demo's users: user name, role, password.
    `user_name` is who probably signs in.
    """

    notice: str
    hints: Sequence[tuple[str, str, str]]
    user_name: str

    def sign_in(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> object:
        """A sign-in; raises a TrackerError with the sentence to show."""

    def choose_password(self, user_name: str, old: str, new: str) -> None:
        """A new password in the place of a one-time code."""

    def begin_factor(self, user_name: str) -> Shown:
        """A code generator to show once."""

    def finish_factor(self, shown: Shown, password: str, *, code: str) -> None:
        """Keep it, once a code shows that it works."""


class SignInScreen(BaseScreen):
    """The first screen; nothing of the record is loaded when it is painted."""

    PLACE = "start.sign_in"
    TITLE = "Tracker > Sign in"
    CSS_PATH = "sign_in.tcss"
    HELP: ClassVar[str] = (
        "Type your user name, Enter, your password, Enter. A wrong name and a wrong password are answered "
        "alike; after three wrong tries you wait. A one-time code goes where the password goes. Whoever has "
        "forgotten the password asks the administrator for one."
    )

    def __init__(self, door: Door, place: Place) -> None:
        super().__init__(place)
        self.door = door
        self._held = ("", "")

    def compose_body(self) -> ComposeResult:
        """Two fields, what this home is, and in a demo who can sign in."""
        with Horizontal(classes="field"):
            yield Static("User name", classes="label", markup=False)
            yield Input(self.door.user_name, id="user-name", max_length=64)
        with Horizontal(classes="field"):
            yield Static("Password", classes="label", markup=False)
            yield Input(password=True, id="password", max_length=LONGEST_PASSWORD)
        yield StepPane(id="step")
        yield Static(Content(self.door.notice), id="notice")
        yield Static(Content(self._hints()), id="hints")

    def on_mount(self) -> None:
        """The field that is still empty takes what is typed."""
        self.query_one(StepPane).display = False
        self.query_one("#password" if self.door.user_name else "#user-name", Input).focus()

    @on(Input.Submitted, "#user-name")
    def go_on(self) -> None:
        """Enter leads to the password."""
        self.set_focus(self.query_one("#password", Input))

    @on(Input.Submitted, "#password")
    def sign_in(self) -> None:
        """Ask at the door; the password leaves the screen whatever the answer is."""
        field = self.query_one("#password", Input)
        user_name, password = self.query_one("#user-name", Input).value.strip(), field.value
        if not user_name or not password:
            self.refuse("Type both, the user name and the password.")
            self.query_one("#password" if user_name else "#user-name", Input).focus()
            return
        field.value = ""
        self._held = (user_name, password)
        self._try()

    def act_back(self) -> None:
        """Out of a step, back to the password; there is nothing behind the sign-in."""
        self.status.dismiss()
        if self.query_one(StepPane).display:
            self.begin_anew()

    def come_back(self, place: Place) -> None:
        """Another user at this terminal; `kind` is the name that was typed on the cover."""
        self.query_one("#user-name", Input).value = place.kind
        self.status.dismiss()  # what was said of an earlier try is nobody's any more
        self.begin_anew()

    def begin_anew(self) -> None:
        """Only name and password are wanted; nothing that was typed is kept."""
        self._held = ("", "")
        self.call_later(self.query_one(StepPane).clear)
        self._show_hints(shown=True)
        self.query_one("#password", Input).focus()

    # -- what the door wants ----------------------------------------------------------------------

    def _try(self, *, take_over: bool = False, code: str = "") -> None:
        user_name, password = self._held
        self.act(
            lambda: self.door.sign_in(user_name, password, take_over=take_over, code=code),
            self._let_in,
            says="Signing in",
            refused=lambda problem: self._refused(problem, code=code),
        )

    def _let_in(self, session: object) -> None:
        self.begin_anew()
        self.post_message(SignedIn(session))

    def _refused(self, problem: TrackerError, *, code: str) -> None:
        match problem:
            case SignedInElsewhere():
                self._ask_about_other(problem, code)
            case CodeWanted():
                self._step("Type the code of your code generator, or a recovery code.", CODE, self._with_code)
            case PasswordToChoose():
                self._step(
                    "The one-time code is right. Choose a password: twelve characters or more; three or four "
                    "unrelated words make a good one.",
                    TWICE,
                    self._choose,
                )
            case FactorToSetUp():
                name = self._held[0]
                self.act(lambda: self.door.begin_factor(name), self._show_generator, says="Making a secret")
            case _:
                self.error(problem)
                self._back_to_password() if not code else None

    def _back_to_password(self) -> None:
        if not self.query_one(StepPane).display:
            self._held = ("", "")
            self.query_one("#password", Input).focus()

    def _ask_about_other(self, problem: SignedInElsewhere, code: str) -> None:
        since = problem.since.astimezone(self.host.clock.local().tzinfo)

        def answered(letter: str) -> None:
            if letter == "y":
                self._try(take_over=True, code=code)
            else:
                self.begin_anew()
                self.say("Nobody was signed out.")

        text = f"You are signed in at {problem.terminal} since {since:%H:%M}. Take over?"
        self.choose(text, {"y": "yes", "n": "no"}, answered, default="n")

    def _with_code(self, typed: Sequence[str]) -> None:
        self._try(code=typed[0])

    def _choose(self, typed: Sequence[str]) -> None:
        new, again = typed
        if new != again:
            self.refuse("The two passwords differ. Type both again.")
            return
        user_name, old = self._held

        def chosen(_: None) -> None:
            self._held = (user_name, new)
            self.say("The password is set.")
            self._try()

        self.act(lambda: self.door.choose_password(user_name, old, new), chosen, says="Setting the password")

    def _show_generator(self, shown: Shown) -> None:
        def typed(lines: Sequence[str]) -> None:
            _name, password = self._held
            self.act(
                lambda: self.door.finish_factor(shown, password, code=lines[0]),
                lambda _: self._try(code=lines[0]),
                says="Keeping the code generator",
            )

        self._step(generator_text(shown), CODE, typed)

    def _step(self, text: str, fields: Sequence[Field], then: Then) -> None:
        self._show_hints(shown=False)
        self.call_later(self.query_one(StepPane).put, text, fields, then)

    def _show_hints(self, *, shown: bool) -> None:
        for name in ("#notice", "#hints"):
            self.query_one(name).display = shown

    def _hints(self) -> str:
        if not self.door.hints:
            return "Enter goes on. F1 says what this is; ^Q leaves. No account yet: ^P, then ask."
        cells = [padded(f"{name:<18} {role}", COLUMN) for name, role, _password in self.door.hints]
        half = (len(cells) + 1) // 2
        rows = [" ".join(cells[n : n + half + 1 : half]) for n in range(half)]
        name, _role, password = self.door.hints[0]
        # A demo's passwords are made alike; a column of them would be cut at 80 columns.
        told = f"Who can sign in. The password is the name and {password.removeprefix(name)}: {password}"
        return "\n".join([told, *rows])
