"""A program for tests in a real terminal: the application with a few small screens and hostile data.

Run as `python stage.py FOLDER [plain] [accessible] [start=PLACE] [idle=SECONDS]`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from uuid import UUID

from tracker_tui.app.run import settle_terminal

settle_terminal()

from textual import events  # noqa: E402 - only after the terminal is settled
from textual.app import ComposeResult  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.widgets import Input, Static  # noqa: E402

from screens.frame.base import BaseScreen  # noqa: E402
from screens.frame.lines import Sign  # noqa: E402
from screens.frame.messages import PlaceOpened, SignedIn  # noqa: E402
from screens.frame.place import Place  # noqa: E402
from screens.parts.blocks import Block, BlockPage  # noqa: E402
from screens.parts.box import SearchBox  # noqa: E402
from screens.parts.compare import ComparePane, Difference  # noqa: E402
from screens.parts.editor import NoteEditor  # noqa: E402
from screens.parts.fields import Field  # noqa: E402
from screens.parts.rows import Column, Empty, Page, Row  # noqa: E402
from screens.parts.table import Table  # noqa: E402
from screens.parts.timeline import Happening, Timeline  # noqa: E402
from tests.support.screen import TestOpener, TestSession  # noqa: E402
from tracker_tui.app.app import TrackerApp  # noqa: E402
from tracker_tui.app.ports import Folders, Looks  # noqa: E402

PERSON = UUID("01890000-0000-7000-8000-000000000001")
HOSTILE = (
    "LEE [/b]",
    "[sic] KAY",
    "[@click=app.quit]JO[/]",
    "OSC\x1b]52;c;aGFjaw==\x07END",
    "TITLE\x1b]0;owned\x07END",
    "CSI\x1b[2J\x1b[31mRED",
    "C1\x9b2J\x9d52;c;aGFjaw==\x9cEND",
    "RTL\u202eEVIL\u2066X",
    "NUL\x00BEL\x07BS\x08DEL\x7fCR\rLF\nVT\x0bEND",
    "ZERO\u200bWIDTH\ufeff\u2028LINE",
)
ALL = " ".join(HOSTILE)


class SignInStage(BaseScreen):
    """Any name and the password of the tests."""

    PLACE = "start.sign_in"
    TITLE = "Sign in"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        assert isinstance(desk, TestOpener)
        self.door = desk

    def compose_body(self) -> ComposeResult:
        yield Static("Password:", markup=False)
        yield Input(password=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        typed = event.value
        self.act(lambda: self.door.sign_in("p.hale", typed), lambda session: self.post_message(SignedIn(session)))


class Home(BaseScreen):
    """Every part with every hostile string in it, and ways to go wrong."""

    PLACE = "start.home"
    TITLE = "Home"
    HELP = ALL

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)

    def compose_body(self) -> ComposeResult:
        yield Static("s slow, b broken, p parts, n note", markup=False)

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "s":
                self.ask(lambda: time.sleep(6), lambda _: self.say("slow is over"), says="Sleeping")
            case "b":
                name = ALL
                raise ValueError(f"case data: {name}")
            case "w":
                self.ask(lambda: int(ALL), lambda _: None)
            case "p":
                self.post_message(PlaceOpened(Place("file.person", person=PERSON)))
            case "n":
                event.stop()
                event.prevent_default()
                self.post_message(PlaceOpened(Place("write.note", person=PERSON)))


class Parts(BaseScreen):
    """One of every part."""

    PLACE = "file.person"
    TITLE = "Parts " + HOSTILE[3]

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)

    def compose_body(self) -> ComposeResult:
        yield Table((Column("Name " + HOSTILE[3]), Column("B", 10)), id="hostile")
        yield Timeline(id="line")
        yield BlockPage(
            Block(1, "Block " + HOSTILE[4], empty=Empty(ALL, ALL)), Block(2, "Two", empty=Empty(HOSTILE[5]))
        )
        yield ComparePane(id="pane")
        yield SearchBox(id="box", placeholder=HOSTILE[3])
        yield Field("Label " + HOSTILE[6], id="field", value=ALL)
        yield NoteEditor("\n".join(HOSTILE), id="editor")

    def on_mount(self) -> None:
        table = self.query_one("#hostile", Table)
        table.fill(Page([Row(str(n), (text, text), sign=text[:1]) for n, text in enumerate(HOSTILE)]), anew=True)
        self.query_one(Timeline).show([Happening(str(n), None, text, text, text) for n, text in enumerate(HOSTILE)])
        self.query_one("#block-2", Block).show([*HOSTILE, Content(ALL)])
        self.query_one(ComparePane).show([Difference(text, text, ALL) for text in HOSTILE], theirs_by=ALL)
        field = self.query_one(Field)
        field.echo = ALL
        self.query_one("#field Input", Input).value = ALL
        self.show_person(ALL, [Sign(text, alert=bool(n % 2)) for n, text in enumerate(HOSTILE)])
        self.error(ALL)
        self.choose(ALL, {"y": HOSTILE[3]}, lambda _: None)


class Note(BaseScreen):
    """An editor whose drafts go into a file, as the journal's would."""

    PLACE = "write.note"
    TITLE = "Note"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)

    def compose_body(self) -> ComposeResult:
        yield NoteEditor(id="editor")

    def on_mount(self) -> None:
        self.query_one(NoteEditor).focus()

    def on_note_editor_typed(self, message: NoteEditor.Typed) -> None:
        FOLDER.joinpath("draft.txt").write_text(message.text, encoding="utf-8")

    def flush_draft(self) -> None:
        FOLDER.joinpath("draft.txt").write_text(self.query_one(NoteEditor).text, encoding="utf-8")


SCREENS: dict[str, type[BaseScreen]] = {
    "start.sign_in": SignInStage,
    "start.home": Home,
    "file.person": Parts,
    "write.note": Note,
}
FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()


def main(arguments: list[str]) -> int:
    idle = next((int(one.removeprefix("idle=")) for one in arguments if one.startswith("idle=")), 300)
    looks = Looks(plain="plain" in arguments, accessible="accessible" in arguments, idle_seconds=idle)
    app = TrackerApp(
        TestOpener(TestSession(object()), banner=HOSTILE[3] if "hostile" in arguments else "DEMO"),
        Folders(state=FOLDER / "state", logs=FOLDER / "logs"),
        looks=looks,
        maker=lambda desk, place: SCREENS[place.screen](desk, place),  # type: ignore[call-arg, arg-type]
    )
    app.run(mouse=not looks.accessible)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
