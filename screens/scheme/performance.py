"""Performance of an area's scheme in a quarter: a bar for the area, the similar ones, the region and the nation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from db.words.dates import short
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.form import FormLine

if TYPE_CHECKING:
    from db.cards.performance import Figure, MeasureLine, Performance
    from db.desk import Desk

_LONGEST = 30


class PerformanceScreen(BaseScreen):
    """An area and a quarter above, a block of bars for each measure below."""

    PLACE = "scheme.performance"
    TITLE = "Performance"
    HELP: ClassVar[str] = (
        "The scheme of an area in a quarter beside the five areas most like it (by how many are registered, and how "
        "many of 1,000 people), its region and the nation; each person is counted once. Bars of convictions, custody "
        "and overdue reviews are of 100 registered people. A number under 5 is told only to those who read the rows. "
        "Tab goes to the area and the quarter, Enter reads."
    )
    CSS = "PerformanceScreen #bars { height: 1fr; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.found: Performance | None = None
        self._areas: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """The area, the quarter, the bars."""
        yield FormLine("Area", id="area", reads=self._area_words, value=self.place.kind, hint="the code of an area")
        yield FormLine(
            "Quarter", id="quarter", reads=lambda _: "", value=self.place.cursor, hint="2026Q3; now if empty"
        )
        with VerticalScroll(id="bars"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        """The own area first."""
        self.query_one("#bars").focus()
        self.line("area").query_one(Input).select_on_focus = True
        if self.place.kind:
            self._read()
        self.ask(self.desk.register.areas, self._take_areas, slot="areas")

    @property
    def title_words(self) -> str:
        """Of which area and quarter."""
        return f"Performance of {self.found.area}, {self.found.quarter}" if self.found else "Performance"

    def line(self, name: str) -> FormLine:
        """The area, or the quarter."""
        return self.query_one(f"#{name}", FormLine)

    @on(Input.Submitted)
    def read_another(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self.query_one("#bars").focus()
        self._read()

    def here(self) -> Place:
        """With area and quarter."""
        return replace(self.place, kind=self.found.area, cursor=self.found.quarter) if self.found else self.place

    def _take_areas(self, areas: tuple[tuple[str, str, str], ...]) -> None:
        if not areas:
            self.refuse("There is no area yet; an administrator adds areas.")
            return
        self._areas = {code: name for code, name, _ in areas}
        if not self.place.kind:
            self.line("area").text = areas[0][0]
            self._read()

    def _area_words(self, text: str) -> str:
        return self._areas.get(text.upper(), "no such area" if self._areas else "")

    def _read(self) -> None:
        work = partial(self.desk.performance.of_area, self.line("area").text, quarter=self.line("quarter").text)
        self.ask(work, self._show_found, says="Counting", slot="performance")

    def _show_found(self, found: Performance) -> None:
        self.found = found
        self.query_one("#bars Static", Static).update(Content("\n".join(_lines(found))))
        self.refresh_frame()


def _lines(found: Performance) -> Iterator[str]:
    twice = f"; in several areas, counted once: {found.twice}" if found.twice else ""
    yield f"{found.area} {found.area_name}, {found.quarter}, counted {short(found.counted_on)}{twice}"
    yield f"Similar areas: {', '.join(found.similar) or 'none of this level'}"
    for one in found.lines:
        yield ""
        rate = " (of 100 registered)" if one.own.per_100 is not None else ""
        rank = f"  rank {one.rank} of {1 + len(one.similar)}" if one.rank and one.similar else ""
        yield f"{one.measure.label}{rate}{rank}"
        yield from _bars(one)


def _bars(one: MeasureLine) -> Iterator[str]:
    """Region and nation are drawn where rates are compared; their bare numbers would dwarf an area's."""
    rows = [one.own, *one.similar]
    if one.own.per_100 is not None:
        rows += [each for each in (one.region, one.national) if each is not None]
    most = max((_size(each) or 0.0 for each in rows), default=0.0)
    for each in rows:
        size = _size(each)
        bar = "" if size is None or not most else "#" * round(_LONGEST * size / most)
        mark = ">" if each is one.own else " "
        yield f" {mark} {each.area:<10} {_words(each):>14} {bar}"
    if one.own.per_100 is None:
        above = [each for each in (one.region, one.national) if each is not None]
        yield from (f"   {each.area:<10} {_words(each):>14}" for each in above)


def _size(one: Figure) -> float | None:
    return one.per_100 if one.per_100 is not None else one.value


def _words(one: Figure) -> str:
    told = "under 5" if one.value is None else f"{one.value:,}"
    return told if one.per_100 is None else f"{told} ({one.per_100:g})"
