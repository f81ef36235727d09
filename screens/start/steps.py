"""What the door may want besides a password: a code, a first password, a code generator to be set up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

LONGEST = 128
Then = Callable[[Sequence[str]], None]


class Shown(Protocol):
    """A code generator as it is shown once."""

    @property
    def spelled(self) -> str:
        """The secret in groups of four."""

    @property
    def address(self) -> str:
        """The secret as an otpauth address."""

    @property
    def recovery(self) -> Sequence[str]:
        """The recovery codes."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line to type in."""

    label: str
    hidden: bool = True


CODE = (Field("Code", hidden=False),)
TWICE = (Field("New password"), Field("Again"))


class StepPane(Vertical):
    """One step on the way in: a text, its lines, and what to do with what was typed. Nothing of it stays after."""

    def compose(self) -> ComposeResult:
        """Empty until a step is put."""
        yield from ()

    async def put(self, text: str, fields: Sequence[Field], then: Then) -> None:
        """Show a step and go into its first line."""
        await self.clear()
        self._then = then
        await self.mount(Static(Content(text), classes="step-text"))
        for number, field in enumerate(fields, 1):
            line = Input(password=field.hidden, id=f"step-{number}", max_length=LONGEST)
            await self.mount(Horizontal(Static(field.label, classes="label", markup=False), line, classes="field"))
        self.display = True
        self.query(Input).first().focus()

    async def clear(self) -> None:
        """Nothing is wanted any more."""
        self.display = False
        await self.remove_children()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter leads to the next line, and from the last one to the door."""
        event.stop()
        lines = list(self.query(Input))
        at = lines.index(event.input)
        if at + 1 < len(lines):
            lines[at + 1].focus()
            return
        typed = [line.value for line in lines]
        for line in lines:
            line.value = ""
        lines[0].focus()
        self._then(typed)


def generator_text(shown: Shown) -> str:
    """The secret and the recovery codes, for a screen of 80 columns."""
    codes = list(shown.recovery)
    rows = ["   ".join(codes[at : at + 2]) for at in range(0, len(codes), 2)]
    return "\n".join(
        (
            "This account needs a code generator. Put the secret into an authenticator app:",
            f"  {shown.spelled}",
            f"  {shown.address}",
            "",
            "Recovery codes, each good once; write them down now, they are not shown again:",
            *(f"  {row}" for row in rows),
            "",
            "Then type the code that the app shows, and Enter.",
        )
    )
