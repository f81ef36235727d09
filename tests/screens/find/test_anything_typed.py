"""Whatever is typed or pasted into the box is text to look for: it steers neither the search nor the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unicodedata import category

import pytest
from textual import events

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.find.box import FindScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, settle, type_text, until

HOSTILE = {
    "quotes": "'\"`",
    "a quote that closes a statement": "x' OR '1'='1",
    "a statement": '"; DROP TABLE person; --',
    "wildcards of LIKE": "%_%",
    "wildcards of the shell": "*?[a-z]",
    "operators of full text search": 'NEAR("a" "b") AND NOT c* OR ^d : -e',
    "a placeholder": ":name ? %s {0} $1",
    "a regular expression": "(a+)+$ .* \\d",
    "a backslash": "\\ \\\\ \\x00",
    "controls": "\x00\x01\x07\x08\x7f",
    "an escape that would clear the screen": "\x1b[2J\x1b]52;c;aGFjaw==\x07",
    "a C1 control": "\x9b31m",
    "markup": "[bold]x[/] [@click=app.quit]y[/] &lt;b&gt;",
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽",
    "right to left": "\u202eEVIL \u0645\u062d\u0645\u062f \u05d3\u05d5\u05d3",
    "joined and stacked marks": "Z\u0351\u036b\u0343\u036aa\u0302\u200d\u200b",
    "wide signs": "ＷＩＤＥ 漢字",
    "a lone surrogate": "\ud800",
    "ten thousand letters": "x" * 10_000,
    "ten thousand words": "a " * 5_000,
    "ten thousand quotes": "\"'" * 5_000,
}
SHOWN_BY_MANY = ("SMITH, John", "SHAUGHNESSY, Kayleigh")


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    for family, given in (("Smith", "John"), ("Shaughnessy", "Kayleigh")):
        record.seen_at(record.person(agency, family, given, born=date(1980, 3, 12)), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    yield Desk(units, clerk)
    units.close()


@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_text_is_answered_as_literal_text(kind: str, desk: Desk, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        screen.box.post_message(events.Paste(HOSTILE[kind]))
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert not any(category(sign) in ("Cc", "Cf", "Cs") for sign in shown.replace("\n", ""))
        assert all(name not in shown for name in SHOWN_BY_MANY), "no sign of the box stands for any name"
        assert screen.page is not None
        assert screen.page.asked == screen.box.value
        assert screen.status.text == ""
        await press(pilot, "escape")
        assert screen.box.value == ""
        await type_text(pilot, "kayl")
        assert "SHAUGHNESSY, Kayleigh" in await until(pilot, "name kayl…")
