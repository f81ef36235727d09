"""What is printed cannot steer a terminal, keeps data apart from talk, and reads well in a pipe."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from db.words.errors import Refused
from tests.e2e.harness import Terminal
from tracker_tui.cli.output import complain, line, lines_as_they_are, print_json, print_table, progress

HOSTILE = "a\x1b]52;c;eA==\x07b\u202ec\x9b31m[/b][@click=app.quit]x"


def test_hostile_text_is_harmless_in_every_kind_of_output(capsys: pytest.CaptureFixture[str]) -> None:
    line(HOSTILE)
    print_table(("name",), [(HOSTILE,)], empty="none")
    print_json([{"name": HOSTILE}])
    complain(Refused(HOSTILE))
    printed = capsys.readouterr()
    for sign in ("\x1b", "\x07", "\u202e", "\x9b"):
        assert sign not in printed.out + printed.err
    assert "[/b][@click=app.quit]x" in printed.out
    assert json.loads(printed.out[printed.out.index("[\n") :]) == [{"name": HOSTILE}]


def test_a_whole_text_keeps_the_ends_of_its_lines_and_no_other_sign(capsys: pytest.CaptureFixture[str]) -> None:
    lines_as_they_are("a\rb\r\nc\x1b[2J\n\r\nlast\r")
    assert capsys.readouterr().out == "a·b\r\nc·[2J\n\r\nlast·"


def test_a_table_in_a_pipe_cuts_and_wraps_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_table(("first", "second"), [("x" * 300, 1_734), (None, True)], empty="none")
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 4
    assert "x" * 300 in out[2]
    assert "1,734" in out[2]
    assert out[3].strip() == "yes"


def test_an_empty_table_is_talk_and_no_data(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a",), [], empty="Nothing yet. Next: tracker court add CODE")
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Nothing yet. Next: tracker court add CODE\n")


def test_a_table_reads_as_a_clerk_expects(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_table(("code", "name", "rooms"), [("B01LY", "Lavender Hill", 3), ("B99QQ", "Northtown", 12)], empty="")
    shown = [row.rstrip() for row in capsys.readouterr().out.splitlines()]
    assert shown == [
        "code    name            rooms",
        "─────────────────────────────",
        "B01LY   Lavender Hill   3",
        "B99QQ   Northtown       12",
    ]


def test_dates_and_ids_are_text_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"day": date(2025, 3, 12), "id": UUID(int=7)})
    assert json.loads(capsys.readouterr().out) == {"day": "2025-03-12", "id": str(UUID(int=7))}


def test_no_bar_is_drawn_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading") as advance:
        advance(1, 2)
    assert capsys.readouterr().err == ""


BAR = """
from tracker_tui.cli.output import progress
with progress("inbox/list [/b]\\x1b]0;owned\\x07.xml") as advance:
    advance(300, 745)
    input()
"""


def test_a_bar_on_a_terminal_names_the_file_and_how_much_is_done(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", BAR], home=tmp_path) as terminal:
        shown = terminal.wait_for("300/745")
        assert shown.splitlines()[0].startswith("inbox/list [/b]·]0;owned·.xml ━")
        terminal.press("enter")
        assert terminal.wait_for_exit() == 0
    assert b"owned\x07" not in terminal.raw
