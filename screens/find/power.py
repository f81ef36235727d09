"""The power search (F3 twice, `>`): a question of a whole area as one line of text, its sentence, its rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db.words.dates import short
from db.words.errors import TrackerError
from screens.find.keeping import KeepLine
from screens.find.power_rows import CHOICES, Choice, about, answered, choices, chosen, columns_of, rows_of
from screens.frame.base import BaseScreen
from screens.frame.messages import ActionAsked, PersonOpened
from screens.frame.place import Place
from screens.parts.box import SearchBox
from screens.parts.rows import Empty, Page
from screens.parts.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.cards.search_typed import Reading, SavedCard
    from db.cards.searching import Found
    from db.desk import Desk

_MOST = 8
"""Words proposed at once."""


class PowerScreen(BaseScreen):
    """The box above; empty, it lists the searches there are, else what the text asks and how many it finds."""

    PLACE = "find.power"
    TITLE = "Power search"
    HELP: ClassVar[str] = (
        "Choose a search with Down and Enter, or type one: crossborder area:MER months:12, or free criteria: area:MER "
        "in-custody offence:burglary>=2. Tab takes the first of the words proposed; what cannot be read is named. The "
        "line below says what is asked, and how many it finds. Enter shows them; there Enter opens the file, x exports "
        "them, Esc goes back to the text. F10 keeps the search under a name. ? marks who cannot be decided; what is "
        "missing below. Only people whom you may see are found and counted; that you searched is recorded."
    )
    CSS_PATH = "power.tcss"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.found: Found | None = None
        self.reading: Reading | None = None
        self.areas: Mapping[str, str] = {}
        self.home = place.kind
        self._may: tuple[str, ...] = ()
        self.choices: list[Choice] = choices(())

    def compose_body(self) -> ComposeResult:
        """The box, what it asks, the rows, the row under the cursor."""
        with Horizontal(id="power-line"):
            yield Static("Ask:", id="power-label", markup=False)
            yield SearchBox(id="power-box", placeholder="crossborder, release, convicted, offence ... area:CODE")
        yield Static("", id="power-sentence", markup=False)
        yield Static("", id="power-counts", markup=False)
        yield Table(CHOICES, id="power-rows", empty=Empty("Nobody.", "Esc goes back to the text."))
        yield Static("", id="power-detail", markup=False)
        yield KeepLine()

    def on_mount(self) -> None:
        """Typing is accepted at once; the searches there are stand below."""
        self.box.focus()
        self._choices()
        self.ask(self.desk.saved.list, self._take_kept, slot="kept")
        self.ask(self.desk.search.areas, self._take_areas, slot="areas")

    @property
    def box(self) -> SearchBox:
        """The text of the question."""
        return self.query_one(SearchBox)

    @property
    def table(self) -> Table:
        """The searches to choose from, or who was found."""
        return self.query_one(Table)

    # -- the text ---------------------------------------------------------------------------------

    @on(SearchBox.Asked)
    def read_text(self, message: SearchBox.Asked) -> None:
        """Every key: what the text asks now, and how many that are."""
        text = message.text
        reading = self.reading = self.desk.search.read(text)
        if not text.strip():
            self._choices()
            return
        self._say(reading, text)
        if reading.query is None:
            self._counts("")
            return
        work = partial(self.desk.search.count, reading.query)
        told = partial(self._counted, number=message.number)
        self.ask(work, told, says="Counting", slot="power", refused=self._uncounted)

    @on(SearchBox.Settled)
    def leave_it(self, message: SearchBox.Settled) -> None:
        """A question is noted when its rows are shown, not while it is typed."""
        message.stop()

    def on_key(self, event: events.Key) -> None:
        """Tab in the box takes the first proposed word, where there is one."""
        if event.key == "tab" and self.focused is self.box and self._may:
            event.stop()
            event.prevent_default()
            self._complete(self._may[0])

    @on(SearchBox.HitsWanted)
    def to_rows(self, message: SearchBox.HitsWanted) -> None:
        """Enter shows who was found; with Down, or without a question, the focus goes below."""
        if (
            self.reading is None
            or not self.reading.text.strip()
            or (not message.enter and self.found is not None and self.found.query == self.reading.query)
        ):
            self.table.focus()
        elif self.reading.query is None:
            self.refuse(self.reading.faults[0].words if self.reading.faults else "Nothing is asked yet.")
        else:
            self._run(self.reading)

    @on(Table.Opened)
    def open_row(self, message: Table.Opened) -> None:
        """Enter: the search under the cursor, or the file of the person."""
        row = answered(self.found, message.key) if self.found is not None else None
        if row is not None:
            self.post_message(PersonOpened(row.person_id))
        elif self.found is None and (choice := chosen(self.choices, message.key)) is not None:
            self._choose(choice)

    @on(Table.Moved)
    def show_detail(self, message: Table.Moved) -> None:
        """What is missing of the row under the cursor, and the offences behind it."""
        row = answered(self.found, message.key or "") if self.found is not None else None
        self.query_one("#power-detail", Static).update(
            Content(about(self.found, row) if self.found is not None and row is not None else "")
        )

    # -- keys -------------------------------------------------------------------------------------

    def act_go_search(self) -> None:
        """`>` in the rows: back into the text."""
        self.box.focus()

    def act_export(self) -> None:
        """What was found, as a file."""
        if self.found is not None:
            self.post_message(ActionAsked("export", about=self.desk.search.text_of(self.found.query)))

    def act_save(self) -> None:
        """F10: keep what is asked under a name."""
        if self.reading is None or self.reading.query is None:
            self.refuse("Nothing is asked yet that could be kept.")
            return
        self.query_one(KeepLine).open()

    @on(KeepLine.Named)
    def keep(self, message: KeepLine.Named) -> None:
        """Enter in the name."""
        save = partial(self.desk.saved.save, message.name, self.box.value, pinned=message.pinned, share=message.shared)
        self.act(save, self._kept, says="Keeping")

    def act_back(self) -> None:
        """Esc leaves the name, in the rows goes to the text, in the empty text leaves."""
        if self.query_one(KeepLine).is_open and not self.status.holds_error:
            self._leave_name()
            return
        if self.focused is self.box or self.status.holds_error:
            super().act_back()
        else:
            self.box.focus()

    def why_not(self, action_id: str) -> str:
        """What needs somebody found."""
        if action_id == "save" and (self.reading is None or self.reading.query is None):
            return "Nothing is asked yet that could be kept."
        if action_id == "export" and (self.found is None or not (self.found.rows or self.found.cannot_decide)):
            return "Nothing is found that could leave."
        return super().why_not(action_id)

    def in_hand(self) -> Place | None:
        """The person of the row under the cursor."""
        row = answered(self.found, self.table.cursor_key) if self.found is not None else None
        return Place("file.person", person=row.person_id) if row is not None else None

    def here(self) -> Place:
        """Without what was typed: a place never holds text of the record."""
        return self.place.at(cursor=self.table.cursor_key) if self.is_mounted else self.place

    def records_changed(self, keys: frozenset[str]) -> None:
        """Something that was read may read otherwise now."""
        if self.found is not None:
            work = partial(self.desk.search.count, self.found.query)
            self.ask(work, partial(self._fill, again=True), says="Reading again", slot="again")

    # -- private ----------------------------------------------------------------------------------

    def _take_areas(self, areas: tuple[tuple[str, str], ...]) -> None:
        self.areas = dict(areas)
        if self.home not in self.areas:
            self.home = next(iter(self.areas), "")
        if not self.areas:
            self.refuse("There is no area yet; an administrator adds areas.")

    def _take_kept(self, kept: tuple[SavedCard, ...]) -> None:
        self.choices = choices(kept)
        if self.found is None and not self.box.value.strip():
            self._choices()

    def _kept(self, card: SavedCard) -> None:
        self._leave_name()
        self.say(f"Kept as {card.name}{' for the agency' if card.shared else ''}.")
        self.ask(self.desk.saved.list, self._take_kept, slot="kept")

    def _leave_name(self) -> None:
        self.query_one(KeepLine).close()
        self.box.focus()

    def _choices(self) -> None:
        self.found = None
        self.table.columns = CHOICES
        self.table.fill(Page([one.row(number) for number, one in enumerate(self.choices)]), anew=True)
        self._counts("Choose a search, or type one. Each is asked of an area and all that lie in it.")
        self.query_one("#power-sentence", Static).update(Content(""))
        self.refresh_frame()

    def _choose(self, choice: Choice) -> None:
        text = choice.text(self.home)
        self.box.value = text
        self.box.cursor_position = len(text)
        self.box.focus()
        reading = self.desk.search.read(text)
        if reading.query is not None:
            self.reading = reading
            self._run(reading)

    def _say(self, reading: Reading, text: str) -> None:
        line = self.query_one("#power-sentence", Static)
        self._may = ()
        if reading.query is not None and (not self.areas or reading.query.area in self.areas):
            line.update(Content(reading.sentence))
            return
        may = self._may = self.desk.search.completions(text, self.box.cursor_position, self.areas)[:_MOST]
        fault = reading.faults[0] if reading.faults else None
        if may:
            line.update(Content(f"may be: {'  '.join(may)}"))
        elif fault is not None:
            line.update(Content.assemble(("! ", "bold"), fault.words))

    def _complete(self, word: str) -> None:
        """The word at the cursor becomes this one; one that is whole is followed by a space."""
        text, cursor = self.box.value, self.box.cursor_position
        begun = len(text[:cursor]) - len(text[:cursor].split(" ")[-1])
        done = word if word.endswith(":") else f"{word} "
        self.box.value = f"{text[:begun]}{done}{text[cursor:].lstrip()}"
        self.box.cursor_position = begun + len(done)

    def _counted(self, found: Found, *, number: int) -> None:
        shown = self.found is not None and self.found.query == found.query
        if self.box.is_newest(number) and not shown:
            banner = f"  {found.banner}" if found.banner else ""
            self._counts(f"{found.words}.{banner}  Enter shows them.")

    def _uncounted(self, problem: TrackerError) -> None:
        """While it is typed, an area that is none yet is no error."""
        self._counts(problem.happened)

    def _run(self, reading: Reading) -> None:
        if reading.query is not None:
            work = partial(self.desk.search.run, reading.query)
            self.ask(work, self._fill, says="Searching", slot="rows")

    def _fill(self, found: Found, *, again: bool = False) -> None:
        self.found = found
        self.table.columns = columns_of(found)
        self.table.empty = Empty(
            f"Nobody whom you may see matches in {found.area}." if found.registered
            else f"Nobody whom you may see is registered in {found.area} on {short(found.as_of)}.",
            "Esc goes back to the text.",
        )  # fmt: skip
        rows = rows_of(found)
        self.table.fill(Page(rows, total=len(rows)), anew=not again, mark_changes=again)
        banner = f"  {found.banner}" if found.banner else ""
        self._counts(f"{found.area}, {short(found.as_of)}: {found.words}.{banner}")
        if not again:
            self.table.focus()
        self.refresh_frame()

    def _counts(self, text: str) -> None:
        self.query_one("#power-counts", Static).update(Content(text))
