"""Print and export from a screen: which kind, then what, how many and where, a typed y, and the file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from db.cards.day import ListScope
from db.cards.output import Form, ListKind, PlanCard, Wanted, What
from screens.frame.base import BaseScreen
from screens.frame.place import Place

if TYPE_CHECKING:
    from db.desk import Desk
    from tracker_tui.app.app import TrackerApp

_FORMS: Final[Mapping[str, Form]] = {"c": Form.CSV, "j": Form.JSON, "t": Form.TEXT, "x": Form.XLSX}
_KINDS: Final[Mapping[str, ListKind]] = {"c": ListKind.COURT, "p": ListKind.PUBLIC, "w": ListKind.PUBLISHED}
_PRINT: Final = "print"
_POWER: Final = "find.power"


def begin(app: TrackerApp, action_id: str, *, typed: str = "") -> None:
    """Ask which form or kind is wanted of what the shown screen stands on; `typed` is the text of a search."""
    shown, session = app.way.shown, app.session
    if shown is None or session is None:
        return
    place, desk = shown.here(), cast("Desk", session.desk)
    wanted = _asked(desk, typed) if place.screen == _POWER else _wanted(place, typed=typed, printed=action_id == _PRINT)
    if wanted is None:
        shown.refuse("There is nothing here yet to print or to export.")
        return
    ask = partial(_plan, shown, desk, place)
    if not wanted.printed:
        choices = {letter: form.label for letter, form in _FORMS.items()}
        shown.choose("Export as", choices, lambda letter: ask(replace(wanted, form=_FORMS[letter])))
    elif wanted.what is What.LIST:
        choices = {letter: kind.label for letter, kind in _KINDS.items()}
        shown.choose("Print the", choices, lambda letter: ask(replace(wanted, kind=_KINDS[letter])))
    else:
        ask(wanted)


def _asked(desk: Desk, typed: str) -> Wanted | None:
    """The power search that the text asks."""
    query = desk.search.read(typed).query
    return Wanted(What.SEARCH, query=query) if query is not None else None


def _wanted(place: Place, *, typed: str, printed: bool) -> Wanted | None:
    """What the place stands for; None where nothing is shown yet."""
    if typed:
        return Wanted(What.HITS, printed=printed, typed=typed)
    if place.screen == "day.list":
        return Wanted(What.LIST, printed=printed) if place.court and place.day else None
    return Wanted(What.FILE, printed=printed, person_id=place.person) if place.person else None


def _plan(shown: BaseScreen, desk: Desk, place: Place, wanted: Wanted) -> None:
    """Count it, then ask."""

    def work() -> PlanCard:
        return desk.output.plan(_scoped(desk, place, wanted))

    shown.ask(work, partial(_question, shown, desk), says="Counting")


def _scoped(desk: Desk, place: Place, wanted: Wanted) -> Wanted:
    """With the list that the place names: its court, day and room."""
    if wanted.what is not What.LIST or place.court is None or place.day is None:
        return wanted
    room = desk.courts.court(place.court).room(place.room) if place.room else None
    return replace(wanted, scope=ListScope(place.court, place.day, room.id if room else None))


def _question(shown: BaseScreen, desk: Desk, plan: PlanCard) -> None:
    def write() -> None:
        shown.act(partial(desk.output.write, plan.wanted), lambda made: shown.say(made.words), says="Writing")

    shown.confirm(plan.question, write)
