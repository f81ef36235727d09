"""Another name that a person uses: one line, read back before it is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.words.errors import BadInput
from db.words.families.people import NameKind
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import Saved
from screens.frame.place import Place
from screens.parts.fields import DateField, Field

if TYPE_CHECKING:
    from db.cards.find import AliasCard
    from db.cards.person import VitalCard
    from db.desk import Desk


_KINDS = {"a": NameKind.ALIAS, "n": NameKind.NICKNAME, "m": NameKind.MAIDEN, "s": NameKind.SPELLING}


class AliasScreen(BaseScreen):
    """Type a name, see how it is read, save it."""

    PLACE = "file.alias"
    TITLE = "Another name"
    HELP = (
        "Adds a name that the person also uses; from the find screen what was typed there is proposed. Type it as you "
        "hear it: lee k is LEE, K; a date after it is the birth given with it. Enter or F10 saves; u in the file takes "
        "it back during this sign-in; d on its line removes it later: who added it may, and an administrator or court "
        "manager of the agency. The kind is a letter, the birth a day."
    )
    CSS = "#alias-form { padding: 1 2; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """One line, its reading below."""
        with Vertical(id="alias-form"):
            yield Field("Also known as", id="alias", limit=120)
            yield Field("Kind: a also known as, n nickname, m maiden name, s other spelling", id="kind", value="a")
            yield DateField("Date of birth given with it, if any", id="born", today=self.host.clock.today, past=True)
            yield Static(Content("Tab goes on, Enter or F10 saves, Esc leaves without saving."))

    def on_mount(self) -> None:
        """The line has the focus; whose record it is stands above."""
        heard, self.desk.heard = self.desk.heard, ""
        if heard:
            self.field.text = heard
        self.field.enter()
        if self.place.person is not None:
            self.ask(partial(self.desk.file.vital, self.place.person), self._show_vital, slot="vital")

    @property
    def field(self) -> Field:
        """The line."""
        return self.query_one("#alias", Field)

    @property
    def kind(self) -> NameKind | None:
        """The kind that the letter says; None for no letter of one."""
        return _KINDS.get(self.query_one("#kind", Field).text.casefold()[:1])

    @on(Input.Changed)
    def read_back(self) -> None:
        """Say how the name will be stored, or why it is none."""
        text = self.field.text
        self.query_one("#kind", Field).echo = self.kind.label if self.kind else "Type a, n, m or s."
        if not text:
            self.field.echo = ""
            return
        try:
            read = self.desk.people.read_alias(text)
        except BadInput as problem:
            self.field.echo = problem.happened
        else:
            born = f", born {read.born_with_it:%d.%m.%Y}" if read.born_with_it else ""
            self.field.echo = f"{read.shown}{born}"

    @on(Input.Submitted)
    def enter_saves(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.act_save()

    def act_save(self) -> None:
        """F10."""
        text, person = self.field.text, self.place.person
        if not text:
            self.refuse("Type a name first, like lee k.")
        elif self.kind is None:
            self.refuse("Say of which kind it is: a, n, m or s.")
        elif person is not None:
            try:
                born = self.query_one(DateField).day
            except BadInput as problem:
                self.error(problem)
                return
            self.act(partial(self.desk.people.add_alias, person, text, self.kind, born=born), self._saved)

    def _saved(self, alias: AliasCard) -> None:
        self.post_message(Saved(f"{alias.kind.label.capitalize()} {alias.shown}; u takes it back.", leave=True))

    def _show_vital(self, vital: VitalCard) -> None:
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])
