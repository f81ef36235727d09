"""The base of every screen: breadcrumb, vital strip, body, question, status line and key bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from db.words.errors import TrackerError
from screens.frame.asking import Answered, Count, Question
from screens.frame.calls import Calls
from screens.frame.lines import Announcement, KeyBar, Sign, StatusLine, Tone, TopLine, VitalStrip, own
from screens.frame.messages import ActionAsked, BackAsked
from screens.frame.place import Place
from screens.frame.question import Answer, QuestionLine
from screens.keys import Action, reaches_into_text

if TYPE_CHECKING:
    from screens.frame.host import Host

T = TypeVar("T")
_NEED_A_PERSON = frozenset({"go.file", "go.bench", "note.new", "share.ask", "ppo.open", "contacts.open"})
_EVEN_WHILE_ASKED = frozenset({"cover.lock", "quit", "help.open", "copy"})


class BaseScreen(Screen[None]):
    """A screen of Tracker. A subclass sets `PLACE`, `TITLE`, `HELP`, and writes `compose_body`.

    An action of the registry is carried out by the method named after it (`go.list` -> `act_go_list`);
    what a screen does not carry out goes up as `ActionAsked`.
    """

    PLACE: ClassVar[str] = ""
    """Id of the screen in the registry and in the map of places, `errand.screen`."""
    HELP: ClassVar[str] = ""
    """What the screen is for, in two or three sentences; shown by F1."""

    AUTO_FOCUS = ""  # a field that takes the focus by itself would take the letters too

    def __init__(self, place: Place | None = None) -> None:
        super().__init__()
        self.place = place or Place(self.PLACE)
        self.person_label = ""
        self.signs: tuple[Sign, ...] | None = None
        self.as_at: datetime | None = None
        self.pressed = ""
        self.keys_at = self.PLACE
        self.calls = Calls(self)
        self._missed: set[str] = set()

    # -- the frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The frame around `compose_body`; screens do not override this.

        Vital strip and question line come when they are first needed: the first paint has neither.
        """
        yield TopLine()
        with Container(id="frame-body"):
            yield from self.compose_body()
        yield StatusLine()
        yield KeyBar()
        if self.host.accessible:
            yield Announcement()

    def compose_body(self) -> ComposeResult:
        """The screen's own parts."""
        yield from ()

    def _on_mount(self, event: events.Mount) -> None:
        for key, action in self.host.keymap.bound_at(self.keys_at).items():
            into_text = reaches_into_text(key) and key != "ctrl+c"  # fields copy their own selection first
            if not action.by_part:
                self._bindings.bind(key, f"press('{action.id}', '{key}')", action.label, priority=into_text)
        self.refresh_frame()
        self.host.mounted(self)

    @property
    def host(self) -> Host:
        """The application, as far as a screen may know it."""
        return cast("Host", self.app)

    @property
    def title_words(self) -> str:
        """What the breadcrumb calls this screen; override where it depends on what is shown."""
        return self.TITLE or ""

    @property
    def status(self) -> StatusLine:
        """The status line."""
        return self.query_one(StatusLine)

    @property
    def question(self) -> QuestionLine:
        """The question line; put on the screen when it is first needed."""
        for line in own(self, QuestionLine):
            return line
        line = QuestionLine()
        self.mount(line, before="#frame-status")
        return line

    @property
    def is_asked(self) -> bool:
        """Whether a question awaits its answer."""
        return any(line.is_open for line in own(self, QuestionLine))

    def refresh_frame(self) -> None:
        """Paint breadcrumb, strip and key bar anew; call it when what is possible here has changed."""
        if not self.is_mounted and not self.query(TopLine):
            return
        top, crumbs = self.query_one(TopLine), (self.title_words, self.person_label)
        top.show(banner=self.host.banner, crumbs=crumbs, as_at=self.as_at)
        if self.signs is not None and not own(self, VitalStrip):
            self.mount(VitalStrip(), before="#frame-body")
        for strip in own(self, VitalStrip):
            strip.show(self.signs)
        not_now = frozenset(one.id for one in self.host.keymap.at(self.keys_at) if self.why_not(one.id))
        self.query_one(KeyBar).show(self.host.keymap, place=self.keys_at, not_now=not_now)

    def show_person(self, label: str, signs: Sequence[Sign]) -> None:
        """Name the person whose record this is, with the vital strip; stays on help and dialogs too."""
        self.person_label, self.signs = label, tuple(signs)
        self.refresh_frame()

    # -- talking ----------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """A sentence on the status line; the next one replaces it."""
        self._show(text, Tone.SAID)

    def refuse(self, text: str) -> None:
        """Why something is not possible now."""
        self._show(text, Tone.REFUSED)

    def error(self, problem: TrackerError | str) -> None:
        """An error: stays until Esc, can be copied; says what happened, what was kept, what to do."""
        self._show(problem.sentence if isinstance(problem, TrackerError) else problem, Tone.ERROR)

    def announce(self, text: str) -> None:
        """For `--accessible`: the selection, or what was said, on the last row; nothing otherwise."""
        for line in own(self, Announcement):
            line.show(text)

    def _show(self, text: str, tone: Tone) -> None:
        self.status.show(text, tone)
        self.announce(text)

    def choose(self, text: str, choices: Mapping[str, str], answer: Answer, *, default: str = "") -> None:
        """A question with letters; Esc leaves it without an answer when there is no default."""
        self.question.put(text, choices, default=default, answer=answer)
        self.announce(f"{text} {', '.join(f'{letter} {word}' for letter, word in choices.items())}")

    def confirm(self, text: str, then: Callable[[], None]) -> None:
        """A typed `y` acts, everything else is No. `text` says what, whom, how many, and about undo."""

        def answered(letter: str) -> None:
            if letter == "y":
                then()
            else:
                self.say("Nothing was done.")

        self.choose(text, {"y": "yes", "n": "no"}, answered, default="n")

    # -- asking the desk --------------------------------------------------------------------------

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        says: str = "Reading",
        slot: str = "",
        refused: Callable[[TrackerError], None] | None = None,
        count: Count | None = None,
        within: float = 0.0,
    ) -> None:
        """Read through the desk on a thread; only the newest answer of a `slot` ever arrives.

        A refusal goes to the status line, or to `refused`. After a second the status line counts and Esc cancels:
        `count.cancelled` is set, the answer dropped. What is usually there `within` so few seconds is waited for.
        """
        self.calls.start(Question(slot or says, says, refused, count or Count()), work, then=then, within=within)

    def act(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        says: str = "Saving",
        refused: Callable[[TrackerError], None] | None = None,
    ) -> None:
        """Write through the desk on a thread; every answer arrives; pressed twice it acts once."""
        slot = f"act:{says}"
        if slot in self.calls:
            self.refuse(f"{says} is still going on.")
            return
        self.calls.start(Question(slot, says, refused, Count(), fresh=False), work, then=then)

    def on_answered(self, message: Answered) -> None:
        """A call came back; a screen that is gone by then has nothing left to paint."""
        if self.is_attached:
            self.calls.answered(message)

    @property
    def is_asking(self) -> bool:
        """Whether a call of the desk is on its way."""
        return bool(self.calls)

    # -- keys -------------------------------------------------------------------------------------

    def why_not(self, action_id: str) -> str:
        """Why an action of the registry is not possible now, as a sentence; empty when it is.

        Override it, and ask `super()` for what is not yours.
        """
        if action_id in _NEED_A_PERSON and self.in_hand() is None:
            return "No person is in hand; / finds one."
        return ""

    async def action_press(self, action_id: str, key: str) -> None:
        """A key of the registry was pressed: say why not, or carry it out."""
        await self.carry_out(self.host.keymap.named(action_id), key)

    async def carry_out(self, action: Action, key: str = "") -> None:
        """Carry out an action, chosen by key or in the palette."""
        if self.is_asked and action.id not in _EVEN_WHILE_ASKED:
            self.refuse("Answer the question first; Esc leaves it.")
            return
        if reason := self.why_not(action.id):
            self.refuse(reason)
            return
        self.status.make_way(action.id)
        self.pressed = key
        method = getattr(self, action.method, None)
        if method is None:
            self.post_message(ActionAsked(action.id))
            return
        if (outcome := method()) is not None:
            await outcome

    def act_back(self) -> None:
        """Esc: first cancels slow work, then closes a message, then leaves the screen."""
        if self.calls.cancel_slow():
            return
        if self.status.text and self.status.tone is not Tone.SAID:
            self.status.dismiss()
            return
        self.post_message(BackAsked())

    def act_copy(self) -> None:
        """^C: the selected text, else the sentence on the status line."""
        text = self.get_selected_text() or self.status.text
        if text:
            self.app.copy_to_clipboard(text)
            self.say("Copied.") if not self.status.holds_error else None
        else:
            self.refuse("Nothing is selected.")

    # -- for the application ----------------------------------------------------------------------

    @property
    def typing(self) -> bool:
        """Whether a text field has the focus."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def here(self) -> Place:
        """The address of this screen with its cursor, for the way back and for a restart. Override."""
        return self.place

    def come_back(self, place: Place) -> None:
        """Asked for again while open below, perhaps with another record to put the cursor on. Override."""

    def in_hand(self) -> Place | None:
        """The person that F4, F5 and F6 are about here, with case and hearing; None when there is none.

        Override on lists: the row under the cursor.
        """
        return self.place if self.place.person else None

    def flush_draft(self) -> None:
        """Write what is typed to the draft journal now: the application is about to end. Override."""

    def take_changes(self, keys: frozenset[str]) -> None:
        """Called by the application: at once when shown, with what was missed, else when the clerk comes back here."""
        self._missed |= keys
        if self.app.screen is self and self._missed:
            missed, self._missed = frozenset(self._missed), set()
            self.records_changed(missed)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        self.refresh_frame()
        self.take_changes(frozenset())

    def records_changed(self, keys: frozenset[str]) -> None:
        """Records with these keys were changed elsewhere. Override: read again, keep the cursor."""
