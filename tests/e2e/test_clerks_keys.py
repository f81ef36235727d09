"""What a clerk's hands do in a sitting, in a real terminal: marks, undo, next, back, cover, add, help, fast keys."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.e2e.demo import LIVE, DemoHome, choose_court, row, signed_in, todays_list, wait_under_cursor
from tests.e2e.harness import Terminal
from tests.support.machine import slack

FIRST, SECOND = "SHAUGHNESSY", "O'BRIEN"


def _at_the_list(terminal: Terminal) -> Terminal:
    signed_in(terminal).press("f2").wait_for(FIRST)
    wait_under_cursor(terminal, FIRST)
    return terminal


def test_with_caps_lock_on_a_mark_is_made_and_undone(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("T").wait_for("p present")
        terminal.press("P").wait_for("present. u undoes it")
        wait_under_cursor(terminal, " here ")
        terminal.press("U").wait_for("Undo 'present'")
        terminal.press("Y").wait_for("Undone.")
        wait_under_cursor(terminal, " DNA ")


def test_next_previous_and_last_screen_lead_through_the_list(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("f4").wait_for(f"File > {FIRST}")
        terminal.press("ctrl+n").wait_for(f"File > {SECOND}")
        terminal.press("[").wait_for(f"File > {FIRST}")
        terminal.press("]", "f5").wait_for(f"Bench > {SECOND}")
        terminal.press("-").wait_for(f"File > {SECOND}")
        terminal.press("-").wait_for(f"Bench > {SECOND}")


def test_keys_typed_ahead_are_about_the_defendant_they_lead_to(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal)
        terminal.send(b"\x1bOS" + b"\x0e" + b"\x1b[17~" + b"for the next one")  # F4 ^N F6
        shown = terminal.wait_for("for the next one")
        assert f"Note > {SECOND}" in shown
        terminal.send(b"\x1bw\x1b")  # Esc then a letter in one go, as tmux may send it
        terminal.wait_until_gone("for the next one")


def test_the_cover_hides_every_word_of_the_record(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("f4").wait_for(f"File > {FIRST}")
        terminal.press("ctrl+l")
        shown = terminal.wait_for("Tracker is locked")
        for word in (FIRST, "Kayleigh", "Born", "born", "Receiving", "Mags"):
            assert word not in shown
        terminal.press("f2", "f4").write("wrong").press("enter").wait_for("wrong")
        assert FIRST not in terminal.text
        terminal.write("clerk-in-the-demo").press("enter").wait_for(f"File > {FIRST}")


def test_help_stands_on_every_screen_and_the_palette_acts(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        terminal.wait_for("Password")
        terminal.press("f1").wait_for("Help: ")
        terminal.press("esc").wait_until_gone("Help: ")
        _at_the_list(terminal)
        for key, sign in (
            ("f2", "Defendant"),
            ("f4", "1 Who"),
            ("f5", "Withheld"),
            ("f6", "Will be seen by"),
            ("f3", "Find: "),
        ):
            terminal.press(key).wait_for(sign)
            shown = terminal.press("f1").wait_for("Help: ")
            assert "Places" in shown or "From anywhere" in shown or len(shown.splitlines()) > 10
            terminal.press("esc").wait_until_gone("Help: ")
        terminal.press("f2").wait_for("Defendant")
        terminal.press("ctrl+p").wait_for("a part of the name")
        terminal.write("other court").press("enter").wait_for("Court or room")


def test_who_was_added_becomes_one_with_the_feeds_record_and_keeps_the_note(demo: DemoHome) -> None:
    early = row(1, "Wilfred", "ASHBOURNE")
    demo.take(todays_list(early))
    with demo.terminal() as terminal:
        signed_in(terminal).press("f2").wait_for("North Liverpool")
        choose_court(terminal, "overst", "Overstoke").wait_for("ASHBOURNE")
        terminal.press("+").wait_for("Fill in the lines")
        for words in ("QUENNELL, Delphine", "3/4/85", "Theft from a shop"):
            terminal.write(words).press("tab")
        terminal.wait_for("3 Apr 1985")
        terminal.press("f10").wait_for("is on the list as number")
        wait_under_cursor(terminal, "QUENNELL")
        assert "added here by" in terminal.text
        terminal.press("f6").wait_for("Note > QUENNELL")
        terminal.write("came on a warrant").press("f10").wait_for("Saved: ")

        demo.take(todays_list(early, row(2, "Delphine", "QUENNELL")))
        terminal.wait_for("2600000902", patience=LIVE)
        rows = [line for line in terminal.lines if "QUENNELL" in line and "3 Apr 1985" in line[:48]]
        assert len(rows) == 1, terminal.text
        terminal.press("f4").wait_for("File > QUENNELL")
        terminal.press("6").wait_for(">  6 Notes")
        terminal.press("down", "enter").wait_for("came on a warrant")


def test_a_tiny_window_in_the_middle_of_a_note_keeps_text_and_cursor(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("f6").wait_for("Will be seen by")
        terminal.write("one two three").press("left", "left").wait_for("one two three")
        terminal.resize(20, 5)
        time.sleep(0.3)
        terminal.resize(80, 24)
        terminal.write("X").wait_for("one two thrXee")
        assert f"Note > {FIRST}" in terminal.text


@pytest.mark.parametrize("end", ["^Q", "SIGTERM", "SIGHUP", "window"])
def test_every_end_is_quick_and_loses_no_letter(demo: DemoHome, end: str) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("f6").wait_for("Will be seen by")
        terminal.write("last words of the day").wait_for("words of the day")
        began = time.monotonic()
        if end == "window":
            terminal.hang_up()
        elif end == "^Q":
            terminal.press("ctrl+q")
        else:
            terminal.kill(signal.Signals[end])
        code = terminal.wait_for_exit()
        spent = time.monotonic() - began
        assert spent < 3 * slack()
        assert (code == 0) is (end == "^Q")
    _no_case_data_in(demo.folder / "logs")
    with demo.terminal() as terminal:
        signed_in(terminal, shows="You were writing")
        terminal.press("y").wait_for("last words of the day")


def _no_case_data_in(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            assert FIRST not in path.read_text(encoding="utf-8", errors="replace")


def test_a_byte_that_is_no_text_ends_nothing(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("f6").wait_for("Will be seen by")
        terminal.send(b"at the caf" + b"\xe9 on Tuesday").wait_for("on Tuesday")
        terminal.send(b"\x1b[200~ and \x9b2J pasted\x1b[201~").wait_for("pasted")
        assert "at the caf" in terminal.text


def test_esc_and_a_place_in_one_go_lead_there(demo: DemoHome) -> None:
    with demo.terminal() as terminal:
        _at_the_list(terminal).press("f4").wait_for("1 Who")
        terminal.press("a").wait_for("Also known as")
        terminal.press("esc", "f5").wait_for("Bench > ")
