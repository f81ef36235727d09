"""The typed half of the power search: the box, the sentence it makes, what may stand there, what cannot be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.content import Content
from textual.widgets import Static

from db.words.errors import TrackerError
from db.words.text import visible
from screens.find.power_detail import Detail
from screens.find.power_rows import goes_on
from screens.frame.base import BaseScreen
from screens.frame.lines import Tone
from screens.parts.box import SearchBox
from screens.parts.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.cards.search_typed import Reading
    from db.cards.searching import Found
    from db.desk import Desk
    from screens.frame.place import Place

_MOST = 8
"""Words proposed at once."""


class TypingScreen(BaseScreen):
    """What every key in the box says; letters that are typed on the rows go into the box, and act on nobody."""

    ACT_ON_ROWS: ClassVar[frozenset[str]] = frozenset({"export"})
    """Actions whose letters count on the rows."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.found: Found | None = None
        self.reading: Reading | None = None
        self.areas: Mapping[str, str] = {}
        self._may: tuple[str, ...] = ()

    @property
    def box(self) -> SearchBox:
        """The text of the question."""
        return self.query_one(SearchBox)

    @property
    def table(self) -> Table:
        """The searches to choose from, or who was found."""
        return self.query_one(Table)

    def show_choices(self) -> None:
        """The box is empty: the searches there are. Override."""

    @on(SearchBox.Asked)
    def read_text(self, message: SearchBox.Asked) -> None:
        """Every key: what the text asks now, and how many that are."""
        text = message.text
        reading = self.reading = self.desk.search.read(text)
        if self.status.tone is Tone.REFUSED:
            self.status.dismiss()  # it was about the text of before
        if not text.strip():
            self.show_choices()
            return
        self._say(reading, text)
        if reading.query is None:
            self.show_counts("")
            return
        work = partial(self.desk.search.count, reading.query)
        told = partial(self._counted, number=message.number)
        self.ask(work, told, says="Counting", slot="power", refused=self._uncounted)

    @on(SearchBox.Settled)
    def leave_it(self, message: SearchBox.Settled) -> None:
        """A question is noted when its rows are shown, not while it is typed."""
        message.stop()

    def on_key(self, event: events.Key) -> None:
        """Tab in the box takes the first proposed word; a letter on the rows begins another text in the box."""
        if event.key == "tab" and self.focused is self.box and self._may:
            event.stop()
            event.prevent_default()
            self._complete(self._may[0])
        elif self.focused in (self.table, self.query_one(Detail)) and not self.is_asked and self._begins_text(event):
            event.stop()
            event.prevent_default()
            self.box.focus()
            self.box.value = event.character if event.is_printable and event.character else ""
            self.box.cursor_position = len(self.box.value)

    def show_counts(self, text: str) -> None:
        """The line between the sentence and the rows."""
        self.query_one("#power-counts", Static).update(Content(text))

    # -- private ----------------------------------------------------------------------------------

    def _begins_text(self, event: events.Key) -> bool:
        """A letter that is no key of the rows, or ^U, which empties the text."""
        if event.key == "ctrl+u":
            return True
        if event.character is None or not event.character.isalpha():
            return False
        action = self.host.keymap.bound_at(self.keys_at).get(event.key.casefold())
        return action is None or action.id not in self.ACT_ON_ROWS

    def _say(self, reading: Reading, text: str) -> None:
        """What is asked, or the fault of a word that is typed; and what the word at the cursor may become."""
        cursor = self.box.cursor_position
        may = self.desk.search.completions(text, cursor, self.areas)[:_MOST]
        if reading.query is not None and (not self.areas or reading.query.area in self.areas):
            said = [Content(visible(reading.sentence))]
            word = text[:cursor].rpartition(" ")[2].casefold()
            may = may if word and word not in (one.casefold() for one in may) else ()
        else:
            typed = [fault for fault in reading.faults if text[fault.start : fault.end].strip()]
            fault = next((one for one in typed if not one.start < cursor <= one.end), None)
            if fault is None and not may:
                fault = next(iter(reading.faults), None)
            said = [Content.assemble(("! ", "bold"), visible(fault.words))] if fault is not None else []
        self._may = may
        said += [Content(f"may be: {'  '.join(may)}")] if may else []
        self.query_one("#power-sentence", Static).update(Content("\n").join(said))

    def _complete(self, word: str) -> None:
        """The word at the cursor becomes this one; a space follows where nothing can be added to it."""
        text, cursor = self.box.value, self.box.cursor_position
        begun = len(text[:cursor]) - len(text[:cursor].split(" ")[-1])
        done = word if goes_on(word) else f"{word} "
        self.box.value = f"{text[:begun]}{done}{text[cursor:].lstrip()}"
        self.box.cursor_position = begun + len(done)

    def _counted(self, found: Found, *, number: int) -> None:
        shown = self.found is not None and self.found.query == found.query
        if self.box.is_newest(number) and not shown:
            banner = f"  {found.banner}" if found.banner else ""
            self.show_counts(f"{found.words}.{banner}  Enter shows them.")

    def _uncounted(self, problem: TrackerError) -> None:
        """While it is typed, an area that is none yet is no error."""
        self.show_counts(problem.happened)
