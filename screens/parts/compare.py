"""Two versions of one record side by side: the clerk chooses field by field, nothing is thrown away unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from db.words.text import fold, visible
from screens.frame.lines import fitted, padded


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both versions."""

    field: str
    mine: str
    theirs: str


class ComparePane(Widget, can_focus=True):
    """Up and Down go from field to field, Left takes yours, Right the other one, Enter is done."""

    @dataclass
    class Chosen(Message):
        """Field -> whether the clerk's own version is taken."""

        pane: ComparePane
        mine: Mapping[str, bool]

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "move(-1)", "Up"),
        ("down", "move(1)", "Down"),
        ("left", "take(True)", "Yours"),
        ("right", "take(False)", "The other"),
        ("enter", "done", "Done"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._differences: tuple[Difference, ...] = ()
        self._mine: dict[str, bool] = {}
        self._cursor = 0
        self._theirs_by = ""

    def show(self, differences: Sequence[Difference], *, theirs_by: str) -> None:
        """`theirs_by` says who saved the other version and when; the clerk's own stands chosen at first."""
        self._differences = tuple(differences)
        self._mine = {one.field: True for one in differences}
        self._cursor, self._theirs_by = 0, theirs_by
        self.refresh(layout=True)

    def action_move(self, step: int) -> None:
        """To another field."""
        self._cursor = max(0, min(len(self._differences) - 1, self._cursor + step))
        self.refresh()

    def action_take(self, mine: bool) -> None:  # noqa: FBT001 - an argument of a binding
        """Take one version of this field."""
        if self._differences:
            self._mine[self._differences[self._cursor].field] = mine
            self.refresh()

    def action_done(self) -> None:
        """Hand the choice up."""
        self.post_message(self.Chosen(self, dict(self._mine)))

    def render(self) -> Content:
        """`[x]` marks the version that is taken; long texts are wrapped inside their half."""
        half = max(10, (self.size.width - 3) // 2)
        heads = f"{padded('Yours', half)} | {fitted('Saved by ' + self._theirs_by, half)}"
        lines = [Content.styled(heads, "bold")]
        for index, one in enumerate(self._differences):
            at_cursor = index == self._cursor
            name = fitted(f"{'>' if at_cursor else ' '} {one.field}", self.size.width)
            lines.append(Content.styled(name, "bold reverse" if at_cursor else "bold"))
            lines.extend(_beside(one, mine=self._mine[one.field], half=half))
        return Content("\n").join(lines)


def _beside(one: Difference, *, mine: bool, half: int) -> list[Content]:
    left, right = _wrapped(one.mine, half - 4), _wrapped(one.theirs, half - 4)
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    marks = [("[x] ", "[ ] ") if mine else ("[ ] ", "[x] ")] + [("    ", "    ")] * (rows - 1)
    return [
        Content(f"{box}{padded(text, half - 4)} | {other_box}{other}")
        for text, other, (box, other_box) in zip(left, right, marks, strict=True)
    ]


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        shown = visible(paragraph)
        lines.extend(str(line).rstrip() for line in Content(shown).wrap(width)) if shown else lines.append("")
    return lines or ["(empty)"]


class PairPane(Widget, can_focus=True):
    """Two records side by side to be read: `=` before what is the same in both, `/` before what differs."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._rows: tuple[Difference, ...] = ()

    def show(self, rows: Sequence[Difference]) -> None:
        """Field, the one, the other; what is empty on a side is not known there and neither same nor different."""
        self._rows = tuple(rows)
        self.refresh(layout=True)

    def render(self) -> Content:
        """Texts longer than their half are wrapped, never cut."""
        name = max([len(one.field) for one in self._rows], default=0) + 3
        half = max(10, (self.size.width - name - 3) // 2)
        lines: list[Content] = []
        for one in self._rows:
            left, right = _wrapped(one.mine or "-", half), _wrapped(one.theirs or "-", half)
            height = max(len(left), len(right))
            heads = [f"{same_sign(one)} {one.field}", *[""] * (height - 1)]
            pairs = zip(heads, left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True)
            lines += [Content(f"{padded(head, name)}{padded(mine, half)} | {theirs}") for head, mine, theirs in pairs]
        return Content("\n").join(lines)


def same_sign(row: Difference) -> str:
    """`=` the same in both, `/` different, nothing where one side is not known."""
    if not row.mine or not row.theirs:
        return " "
    return "=" if fold(row.mine) == fold(row.theirs) else "/"
