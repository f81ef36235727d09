"""Joint actions of one person: what each agency does about them and by when; what is open stands first."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.words.dates import short
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.actions import ActionCard
    from db.cards.person import VitalCard
    from db.desk import Desk

COLUMNS = (Column("Due", 12), Column("What"), Column("Agency", 20), Column("State", 17))
_NOTHING = Empty(
    "No action about this person that you may see.",
    "+ takes one on for your agency; every partner of the scheme sees it.",
)


class ActionsScreen(BaseScreen):
    """A line each; + takes one on, k says that one of the own agency is done."""

    PLACE = "scheme.actions"
    TITLE = "Joint actions"
    HELP: ClassVar[str] = (
        "What each partner of the scheme does about this person, and by which day: police, probation, youth offending "
        "team and others, each its own. What is open stands first, the earliest day on top; ! marks what is overdue. "
        "+ takes something on for your agency, k says that an action of your agency is done; it stays in the list."
    )
    CSS = """
    ActionsScreen Table { height: 1fr; }
    ActionsScreen #whole { height: 2; padding: 0 1; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.cards: dict[str, ActionCard] = {}
        self.refusal = ""
        self._was_read = False

    def compose_body(self) -> ComposeResult:
        """The list, and the one under the cursor in full."""
        yield Table(COLUMNS, id="actions", empty=Empty("Reading the actions."))
        yield Static(markup=False, id="whole")

    def on_mount(self) -> None:
        """One consultation."""
        self.query_one(Table).focus()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        self.ask(partial(self.desk.file.vital, person), self._show_vital, slot="vital")
        self.ask(partial(self.desk.actions.refusal, person), self._may, slot="may")
        self.ask(partial(self.desk.actions.of, person), self._take, says="Reading the actions", slot="actions")

    @on(Table.Moved)
    def show_whole(self) -> None:
        """What a narrow terminal cuts off."""
        one = self._chosen
        by = f", taken on by {one.taken_by}" if one is not None and one.taken_by else ""
        self.query_one("#whole", Static).update(Content(f"{one.what} ({one.owner}{by})" if one else ""))
        self.refresh_frame()

    def why_not(self, action_id: str) -> str:
        """Who takes on, and whose it is to say that it is done."""
        if action_id == "action.add":
            return self.refusal
        if action_id == "action.done":
            one = self._chosen
            if one is None:
                return "No action is under the cursor."
            if one.done_on is not None:
                return "That is done already."
            return "" if one.own else f"{one.owner} took it on and says when it is done."
        return super().why_not(action_id)

    def act_action_add(self) -> None:
        """+."""
        self.post_message(PlaceOpened(Place("scheme.action", person=self.place.person)))

    def act_action_done(self) -> None:
        """k."""
        one = self._chosen
        if one is not None:
            work = partial(self.desk.actions.done, one.id, version=one.version)
            self.confirm(f"Is it done: {one.what}?", lambda: self.act(work, self._done))

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody took something on, or did it."""
        self._again()

    def on_screen_resume(self) -> None:
        """Back from the form."""
        self._again()

    def here(self) -> Place:
        """With the cursor."""
        return replace(self.place, cursor=self.query_one(Table).cursor_key) if self.is_mounted else self.place

    # -- private -----------------------------------------------------------------------------------

    @property
    def _chosen(self) -> ActionCard | None:
        return self.cards.get(self.query_one(Table).cursor_key)

    def _again(self) -> None:
        if self._was_read and self.place.person is not None:
            self.ask(partial(self.desk.actions.read, self.place.person), self._take, slot="actions")

    def _done(self, card: ActionCard) -> None:
        self.say(f"Done: {card.what}")
        self._again()

    def _may(self, refusal: str) -> None:
        self.refusal = refusal
        self.refresh_frame()

    def _take(self, found: tuple[ActionCard, ...]) -> None:
        anew, self._was_read = not self._was_read, True
        today, table = self.host.clock.today(), self.query_one(Table)
        self.cards = {str(one.id): one for one in found}
        table.empty = _NOTHING
        rows = [
            Row(key, (short(one.due) if one.due else "", one.what, one.owner, _state(one)),
                sign="!" if one.overdue_at(today) else "")
            for key, one in self.cards.items()
        ]  # fmt: skip
        table.fill(Page(rows, total=len(rows)), cursor=self.place.cursor, anew=anew)
        self.show_whole()

    def _show_vital(self, vital: VitalCard) -> None:
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])


def _state(one: ActionCard) -> str:
    return f"done {short(one.done_on)}" if one.done_on else "open"
