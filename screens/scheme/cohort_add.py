"""Who may be put into a cohort: the register of its area, narrowed as one types; Enter puts one in, and out again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult

from db.words.dates import short
from db.words.text import fold
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.box import SearchBox
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.cohorts import CohortCard, MemberCard
    from db.cards.schemes import Register, RegisterRow
    from db.desk import Desk

COLUMNS = (
    Column("In", 3), Column("Name"), Column("Born", 12), Column("Reference", 15), Column("Area", 8),
    Column("Strand", 14, wide=True),
)  # fmt: skip


class CohortAddScreen(BaseScreen):
    """`Place.kind` is the cohort's code."""

    PLACE = "scheme.cohort_add"
    TITLE = "Put people in"
    HELP: ClassVar[str] = (
        "The register of the cohort's area: only who is registered can be in a cohort. Type a part of a name, a "
        "reference or an area; Down goes to the list. Enter puts the person under the cursor into the cohort, and "
        "takes one who is in it out again. Esc leads back; nothing is fixed before the cohort is locked."
    )
    CSS = """
    CohortAddScreen #narrow { height: 1; background: $raised; }
    CohortAddScreen Table { height: 1fr; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.cohort: CohortCard | None = None
        self._in: set[str] = set()
        self._rows: dict[str, RegisterRow] = {}

    def compose_body(self) -> ComposeResult:
        """The box and the register."""
        yield SearchBox(id="narrow", placeholder="name, reference or area; Down goes to the register")
        yield Table(COLUMNS, id="register", empty=Empty("Reading the register."), counts=True)

    def on_mount(self) -> None:
        """The cohort first: its area is that of the register."""
        self.query_one(SearchBox).focus()
        self.ask(partial(self.desk.cohorts.show, self.place.kind), self._take_cohort, says="Reading the cohort")

    @property
    def title_words(self) -> str:
        """Which cohort, and how many are in it."""
        return f"Cohort {self.place.kind} > Put people in: {len(self._in)} so far"

    @on(SearchBox.Asked)
    def narrow(self) -> None:
        """As one types: everything is in memory."""
        self._fill(anew=True)

    @on(SearchBox.HitsWanted)
    def to_register(self) -> None:
        """Down or Enter."""
        self.query_one(Table).focus()

    @on(Table.Opened)
    def in_or_out(self, message: Table.Opened) -> None:
        """Enter."""
        key, code = message.key, self.place.kind
        row = self._rows.get(key)
        if row is None:
            return
        if key in self._in:
            work = partial(self.desk.cohorts.remove, code, UUID(key))
            self.act(work, lambda _: self._now(key, f"{row.name} is out of {code}."))
        else:
            add = partial(self.desk.cohorts.add, code, UUID(key))
            self.act(add, lambda _: self._now(key, f"{row.name} is in {code}."))

    def in_hand(self) -> Place | None:
        """The person under the cursor."""
        key = self.query_one(Table).cursor_key
        return Place(self.PLACE, person=UUID(key)) if key else None

    # -- private -----------------------------------------------------------------------------------

    def _take_cohort(self, found: tuple[CohortCard, tuple[MemberCard, ...]]) -> None:
        self.cohort, people = found
        self._in = {str(one.person_id) for one in people}
        area = self.cohort.area
        self.refresh_frame()
        self.ask(partial(self.desk.register.of_area, area, sort="name"), self._take, says="Reading the register")

    def _take(self, found: Register) -> None:
        self._rows = {str(one.person_id): one for one in found.rows}
        self.query_one(Table).empty = Empty(
            f"Nobody of the register of {found.area} fits.", "Only who is registered there can be put in."
        )
        self._fill(anew=True)

    def _now(self, key: str, said: str) -> None:
        self._in ^= {key}
        self.say(said)
        self._fill(anew=False)
        self.refresh_frame()

    def _fill(self, *, anew: bool) -> None:
        words = fold(self.query_one(SearchBox).value).split()
        rows = [
            Row(key, ("in" if key in self._in else "", one.name, short(one.born) if one.born else "", one.reference,
                      " ".join(one.areas), one.main.strand_words))
            for key, one in self._rows.items()
            if all(word in fold(f"{one.name} {one.reference} {' '.join(one.areas)}") for word in words)
        ]  # fmt: skip
        self.query_one(Table).fill(Page(rows, total=len(rows)), anew=anew)
