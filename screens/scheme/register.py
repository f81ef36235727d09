"""The register of prolific offenders of an area on a day: one line a person, Enter opens the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from db.words.dates import parse_loose, short, spell
from db.words.errors import BadInput
from screens.frame.base import BaseScreen
from screens.frame.messages import PersonOpened
from screens.frame.place import Place
from screens.parts.form import FormLine
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.schemes import Register, RegisterRow
    from db.desk import Desk

COLUMNS = (
    Column("Rank", 4, right=True), Column("Name"), Column("Born", 11), Column("Area", 8), Column("Strand", 12),
    Column("Review due", 11), Column("Lead", 14, wide=True), Column("Where", 14, wide=True),
)  # fmt: skip
SORTS = ("priority", "name", "review", "since", "area")


class RegisterScreen(BaseScreen):
    """An area and a day above, the register below; both lines take another area or day at any time."""

    PLACE = "scheme.register"
    TITLE = "Register"
    HELP: ClassVar[str] = (
        "Who is registered as a prolific offender in an area, or below it, on a day; as far as you read registrations "
        "in full, else in summary, and one line a person. Tab goes to the area and the day, Enter reads. On the list "
        "Enter opens the file, o the registrations of the person, t puts the list in another order. ! marks a review "
        "that is overdue."
    )
    CSS = "RegisterScreen #register { height: 1fr; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.found: Register | None = None
        self.sort = SORTS[0]
        self._areas: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """The area, the day, the people."""
        yield FormLine("Area", id="area", reads=self._area_words, value=self.place.kind, hint="the code of an area")
        day = f"{self.place.day:%d/%m/%Y}" if self.place.day else "today"
        yield FormLine("As of", id="day", reads=self._day_words, value=day)
        yield Table(COLUMNS, id="register", empty=Empty("Reading the register."))

    def on_mount(self) -> None:
        """The own area first."""
        self.query_one(Table).focus()
        # What stands there gives way to the first letter typed.
        self.line("area").query_one(Input).select_on_focus = True
        self.ask(self.desk.register.areas, self._take_areas, slot="areas")

    @property
    def title_words(self) -> str:
        """Of which area, and how many."""
        found = self.found
        if found is None:
            return "Register"
        twice = f", counted once: {found.twice}" if found.twice else ""
        return f"Register of {found.area} on {short(found.as_of)}: {len(found.rows)}{twice}"

    def line(self, name: str) -> FormLine:
        """The area, or the day."""
        return self.query_one(f"#{name}", FormLine)

    @on(Input.Submitted)
    def read_another(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self.query_one(Table).focus()
        self._read(anew=True)

    @on(Table.Opened)
    def open_file(self, message: Table.Opened) -> None:
        """Enter on a person."""
        self.post_message(PersonOpened(UUID(message.key)))

    def act_register_sort(self) -> None:
        """t: the next order."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._read(anew=True, again=True)
        self.say(f"In order of {self.sort}.")

    def in_hand(self) -> Place | None:
        """The person under the cursor."""
        key = self.query_one(Table).cursor_key
        return Place(self.PLACE, person=UUID(key)) if key else None

    def here(self) -> Place:
        """With area, day and cursor."""
        if not self.is_mounted or self.found is None:
            return self.place
        return replace(self.place, kind=self.found.area, cursor=self.query_one(Table).cursor_key)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody was registered, ranked or deregistered."""
        if self.found is not None:
            self._read(anew=False, again=True)

    # -- private -----------------------------------------------------------------------------------

    def _area_words(self, text: str) -> str:
        return self._areas.get(text.upper(), "" if not self._areas else "no such area")

    def _day_words(self, text: str) -> str:
        return spell(self._day(text))

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())

    def _take_areas(self, areas: tuple[tuple[str, str, str], ...]) -> None:
        self._areas = {code: name for code, name, _ in areas}
        if not areas:
            self.query_one(Table).empty = Empty("There is no area yet.", "tracker area add CODE NAME --kind KIND")
            self.refuse("There is no area yet; an administrator adds areas.")
            return
        if not self.line("area").text:
            self.line("area").text = areas[0][0]
        self._read(anew=True)

    def _read(self, *, anew: bool, again: bool = False) -> None:
        """`again` reads what is shown once more; another question is a consultation of its own."""
        try:
            day = self._day(self.line("day").text or "today")
        except BadInput as problem:
            self.error(problem)
            self.line("day").enter()
            return
        register, area = self.desk.register, self.line("area").text
        work = partial(register.read_area if again else register.of_area, area, as_of=day, sort=self.sort)
        self.ask(work, partial(self._fill, anew=anew), says="Reading the register", slot="register")

    def _fill(self, found: Register, *, anew: bool) -> None:
        self.found = found
        table = self.query_one(Table)
        table.empty = Empty(found.empty_words, "Tab goes to the area and the day.")
        rows = [_row(row, found.as_of) for row in found.rows]
        table.fill(Page(rows, total=len(rows)), cursor=self.place.cursor, anew=anew, mark_changes=not anew)
        if found.rows and found.why:
            self.say(found.why)
        self.refresh_frame()


def _row(row: RegisterRow, day: date) -> Row:
    one = row.main
    cells = (
        str(one.rank or ""), row.name, short(row.born) if row.born else "", " ".join(row.areas), one.strand_words,
        short(one.review_due) if one.review_due else "", one.lead or one.lead_agency, row.where,
    )  # fmt: skip
    return Row(str(row.person_id), cells, sign="!" if one.overdue_at(day) else "")
