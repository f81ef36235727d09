"""The power search (F3 twice, `>`): a question of a whole area as one line of text, its sentence, its rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db.words.dates import short
from screens.find.keeping import KeepLine
from screens.find.power_columns import Fit, fit
from screens.find.power_detail import Detail
from screens.find.power_rows import CHOICES, Choice, about, answered, choices, chosen, rows_of
from screens.find.power_typing import TypingScreen
from screens.frame.messages import ActionAsked, PersonOpened
from screens.frame.place import Place
from screens.parts.box import SearchBox
from screens.parts.painted import EDGE
from screens.parts.rows import Empty, Page
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.search_typed import Reading, SavedCard
    from db.cards.searching import Found
    from db.desk import Desk


class PowerScreen(TypingScreen):
    """The box above; empty, it lists the searches there are, else what the text asks and how many it finds."""

    PLACE = "find.power"
    TITLE = "Power search"
    HELP: ClassVar[str] = (
        "Choose a search with Down and Enter, or type one: crossborder area:MER months:12, or free criteria: area:MER "
        "in-custody offence:burglary>=2. Tab takes the first of the words proposed; what cannot be read is named. The "
        "line below says what is asked, and how many it finds. Enter shows them; there Enter opens the file, x exports "
        "them, Tab leads to the lines below, Esc back to the text; any other letter begins another text. F10 keeps the "
        "search under a name. ? marks who cannot be decided; what is missing stands below, with all that the columns "
        "do not show. Only people whom you may see are found and counted; that you searched is recorded."
    )
    CSS_PATH = "power.tcss"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.home = place.kind
        self.shown = Fit((), (), ())
        self.choices: list[Choice] = choices(())

    def compose_body(self) -> ComposeResult:
        """The box, what it asks, the rows, the row under the cursor."""
        with Horizontal(id="power-line"):
            yield Static("Ask:", id="power-label", markup=False)
            yield SearchBox(id="power-box", placeholder="crossborder, release, convicted, offence ... area:CODE")
        yield Static("", id="power-sentence", markup=False)
        yield Static("", id="power-counts", markup=False)
        yield Table(CHOICES, id="power-rows", empty=Empty("Nobody.", "Esc goes back to the text."), counts=False)
        yield Detail(id="power-detail")
        yield KeepLine()

    def on_mount(self) -> None:
        """Typing is accepted at once; the searches there are stand below."""
        self.box.focus()
        self.show_choices()
        self.ask(self.desk.saved.list, self._take_kept, slot="kept")
        self.ask(self.desk.search.areas, self._take_areas, slot="areas")

    # -- the text ---------------------------------------------------------------------------------

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
        self._show_about(message.key or "")

    def _show_about(self, key: str) -> None:
        row = answered(self.found, key) if self.found is not None else None
        told = about(self.found, row, self.shown) if self.found is not None and row is not None else ""
        self.query_one(Detail).show(told)

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
            self.show_choices()

    def _kept(self, card: SavedCard) -> None:
        self._leave_name()
        self.say(f"Kept as {card.name}{' for the agency' if card.shared else ''}.")
        self.ask(self.desk.saved.list, self._take_kept, slot="kept")

    def _leave_name(self) -> None:
        self.query_one(KeepLine).close()
        self.box.focus()

    def show_choices(self) -> None:
        """The searches there are, as rows to choose from."""
        self.found = None
        self.query_one(Detail).make_room(())
        self.table.columns = CHOICES
        self.table.fill(Page([one.row(number) for number, one in enumerate(self.choices)]), anew=True)
        self.show_counts("Choose a search, or type one. Each is asked of an area and all that lie in it.")
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

    def _run(self, reading: Reading) -> None:
        if reading.query is not None:
            work = partial(self.desk.search.run, reading.query)
            self.ask(work, self._fill, says="Searching", slot="rows")

    def on_resize(self) -> None:
        """Other columns fit; the cursor stays on its record."""
        if self.found is not None:
            self.call_after_refresh(self._fit_again)

    def _fit_again(self) -> None:
        if self.found is not None:
            self._make_columns(self.found)
            rows = rows_of(self.found, self.shown)
            self.table.fill(Page(rows, total=len(rows)))
            self._show_about(self.table.cursor_key)

    def _make_columns(self, found: Found) -> None:
        """As many as fit beside the scrollbar, and room below for what they do not show."""
        self.shown = fit(found, self.table.content_region.width - self.table.styles.scrollbar_size_vertical - EDGE)
        self.table.columns = self.shown.columns
        every = (*found.rows, *found.cannot_decide)
        self.query_one(Detail).make_room(about(found, row, self.shown) for row in every)

    def _fill(self, found: Found, *, again: bool = False) -> None:
        self.found = found
        self._make_columns(found)
        self.table.empty = Empty(
            f"Nobody whom you may see matches in {found.area}." if found.registered
            else f"Nobody whom you may see is registered in {found.area} on {short(found.as_of)}.",
            "Esc goes back to the text.",
        )  # fmt: skip
        rows = rows_of(found, self.shown)
        self.table.fill(Page(rows, total=len(rows)), anew=not again, mark_changes=again)
        banner = f"  {found.banner}" if found.banner else ""
        self.show_counts(f"{found.area}, {short(found.as_of)}: {found.words}.{banner}")
        if not again:
            self.table.focus()
        self.refresh_frame()
