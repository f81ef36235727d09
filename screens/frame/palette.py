"""The palette (^P or `:`): every action that is possible on the screen below, by name."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from screens.frame.base import BaseScreen
from screens.frame.line import Line
from screens.frame.lines import fitted
from screens.keys import Action

_PASSING = frozenset({"palette.open", "back", "help.keys"})


class Choices(Widget):
    """The actions that match, one a line, with the reason where one is not possible now."""

    DEFAULT_CSS = "Choices { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(id="palette-choices")
        self.rows: list[tuple[Action, str, str]] = []
        self.cursor = 0

    def show(self, rows: list[tuple[Action, str, str]]) -> None:
        """Action, its keys in words, why not; the cursor goes to the first."""
        self.rows, self.cursor = rows, 0
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor, stopping at both ends."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + step))
        self.refresh()

    def render(self) -> Content:
        """The window of lines around the cursor, and below it the chosen action in full."""
        if not self.rows:
            return Content("No action has that in its name. Esc goes back.")
        chosen, keys, reason = self.rows[self.cursor]
        width = self.size.width
        full = wrap(f"{chosen.label} ({keys}): {f'not now: {reason}' if reason else chosen.help}", max(20, width - 1))
        height = max(1, self.size.height - len(full) - 1)
        top = max(0, min(self.cursor - height // 2, len(self.rows) - height))
        lines = []
        for index, (action, keys, reason) in enumerate(self.rows[top : top + height], top):
            text = f"{'>' if index == self.cursor else ' '} {action.label:<16}{keys:<13}"
            text += f"Not now: {reason}" if reason else action.help
            style = "reverse" if index == self.cursor else ("dim" if reason else "")
            lines.append(Content.styled(fitted(text, width), style))
        lines += [Content("")] * (height - len(lines) + 1)
        return Content("\n").join([*lines, *(Content.styled(row, "bold") for row in full)])


class PaletteScreen(BaseScreen):
    """Type a part of the name, Enter acts; the screen below stays as it is."""

    PLACE = "palette"
    TITLE = "All actions"
    HELP: ClassVar[str] = "Type a part of an action's name, choose with the arrows, Enter carries it out."
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
        ("pagedown", "move(10)", "Page down"),
        ("pageup", "move(-10)", "Page up"),
    ]

    def __init__(self, about: BaseScreen) -> None:
        super().__init__()
        self.about = about
        if about.PLACE.startswith("start.sign"):  # over the sign-in and the cover no other key counts either
            self.keys_at = about.PLACE
        self.person_label, self.signs, self.as_at = about.person_label, about.signs, about.as_at

    def compose_body(self) -> ComposeResult:
        """The box and the list."""
        yield Line(id="palette-box", placeholder="a part of the name", select_on_focus=False)
        yield Choices()

    def on_mount(self) -> None:
        """All actions of the screen below, the possible ones first."""
        self._fill("")
        self.query_one(Input).focus()

    @on(Input.Changed, "#palette-box")
    def narrow(self, event: Input.Changed) -> None:
        """Every word typed must be in label, help or id."""
        self._fill(event.value)

    @on(Input.Submitted, "#palette-box")
    async def carry_out_chosen(self) -> None:
        """Close the palette, then do it on the screen below."""
        choices = self.query_one(Choices)
        if not choices.rows:
            return
        action, _, reason = choices.rows[choices.cursor]
        if reason:
            self.refuse(reason)
            return
        self.dismiss()
        self.about.call_after_refresh(self.about.carry_out, action)

    def action_move(self, step: int) -> None:
        """Move the cursor of the list; the box keeps the focus."""
        self.query_one(Choices).move(step)

    def act_back(self) -> None:
        """Esc empties the box first."""
        box = self.query_one(Input)
        if box.value:
            box.value = ""
        else:
            super().act_back()

    def _fill(self, typed: str) -> None:
        words = typed.lower().split()
        keymap = self.host.keymap
        rows = [
            (action, keymap.spoken_for(action), self.about.why_not(action.id))
            for action in keymap.at(self.about.PLACE)
            if action.id not in _PASSING and not action.by_part and all(word in _searched(action) for word in words)
        ]
        # Possible ones first, then those whose name begins so, then what this screen adds to the rest.
        rows.sort(
            key=lambda row: (
                bool(row[2]),
                bool(words) and not row[0].label.lower().startswith(words[0]),
                not row[0].places,
            )
        )
        self.query_one(Choices).show(rows)


def _searched(action: Action) -> str:
    return f"{action.label} {action.help} {action.id}".lower()
