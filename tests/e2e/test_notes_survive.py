"""A note in a real terminal: killed in the middle, hung up, or with the database held, no word is lost."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from db.keeper.homes import Home
from db.keeper.installation import Installation
from db.store.raw_file import opened
from tests.e2e.harness import Terminal, tracker
from tests.support.homes import KEY, PASSWORD, Run, secret_file
from tests.support.machine import slack
from tests.support.record import Record

TEXT = "Ombersley willow, to be heard on Tuesday"


@dataclass(frozen=True)
class Court:
    """A live home with one clerk, one judge, and one defendant on today's list."""

    home: Home
    folder: Path

    def terminal(self) -> Terminal:
        return Terminal(tracker("--home", self.home.folder), home=self.folder)

    def signed_in(self, terminal: Terminal, user: str) -> Terminal:
        terminal.wait_for("Password")
        terminal.write(user).press("enter").write(PASSWORD).press("enter")
        terminal.wait_for("Home")
        return terminal

    def at_a_note(self, terminal: Terminal, letter: str) -> Terminal:
        terminal.press("f2").wait_for("attendance not marked")
        terminal.press("f6")
        terminal.wait_for("Will be seen by")
        terminal.wait_for("Note > SMITH, John")
        return terminal.press("ctrl+t", letter)

    def at_the_first_note(self, terminal: Terminal) -> Terminal:
        """The cursor on the first note of the file, unfolded."""
        if "File > SMITH" not in terminal.text:
            terminal.press("f4").wait_for("File > SMITH")
        terminal.press("6").wait_for(">  6 Notes")
        return terminal.press("down", "enter")

    def bytes_anywhere(self, word: str) -> list[Path]:
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        assert any(path.suffix == ".journal" for path in files)
        return [path for path in files if word.encode() in path.read_bytes()]


@pytest.fixture
def court(live_home: Home, command: Run, tmp_path: Path) -> Court:
    secret = secret_file(tmp_path, "new.pass", PASSWORD)
    folder = live_home.folder
    users = (("clerk", "clerk"), ("judge", "judge"), ("other", "judge"))
    added = [["user", "add", name, "--role", role, "--name", name.title(), "--court", "B01LY"] for name, role in users]
    for words in (
        ("court", "add", "B01LY", "--name", "Northgate", "--room", "01"),
        ("court", "enable", "B01LY"),
        ("terminal", "set", "--court", "B01LY", "--room", "01"),
        *((*user, "--new-password-file", secret) for user in added),
    ):
        said = command(*words, home=folder)
        assert said.code == 0, (words, said.err)
    installation = Installation(live_home)
    record = Record(installation.units)
    with installation.units.raw("keeper") as connection:
        court_id = connection.exec_driver_sql("SELECT id FROM court WHERE code = 'B01LY'").scalar_one()
        agency_id = connection.exec_driver_sql("SELECT id FROM agency WHERE code = 'HMCTS'").scalar_one()
    here, agency = UUID(bytes=court_id), UUID(bytes=agency_id)
    known = record.person(agency, "SMITH", "John")
    record.listing(known, record.case(known, here, case_no="2500123"), here)
    installation.close()
    return Court(live_home, tmp_path)


def _typed(terminal: Terminal, text: str) -> None:
    terminal.write(text).wait_for(text[-20:])
    time.sleep(0.4)  # a quarter of a second is what a kill may cost; the machine may be busy


def test_killed_in_the_middle_the_clerk_is_back_in_the_same_note(court: Court) -> None:
    with court.terminal() as terminal:
        _typed(court.at_a_note(court.signed_in(terminal, "clerk"), "h"), TEXT)
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_for_exit() == -signal.SIGKILL
    assert court.bytes_anywhere("Ombersley") == []

    with court.terminal() as terminal:
        court.signed_in(terminal, "clerk")
        terminal.wait_for("You were writing a hearing note about SMITH, John at")
        terminal.press("y")
        terminal.wait_for("is back; it is not saved yet")
        shown = terminal.wait_for("Note > SMITH, John")
        assert "[h hearing]" in shown
        assert TEXT in shown
        terminal.write("!").wait_for(TEXT + "!")
        terminal.press("f10").wait_for("Saved: hearing note")
        court.at_the_first_note(terminal).wait_for("Tuesday!")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0

    with court.terminal() as terminal:
        court.signed_in(terminal, "clerk")
        time.sleep(1)
        assert "You were writing" not in terminal.text


def test_a_judges_personal_note_is_nowhere_in_the_clear_before_and_after_it_is_saved(court: Court) -> None:
    with court.terminal() as terminal:
        _typed(court.at_a_note(court.signed_in(terminal, "judge"), "j"), TEXT)
        assert court.bytes_anywhere("Ombersley") == []
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()

    with court.terminal() as terminal:
        court.signed_in(terminal, "judge")
        terminal.wait_for("You were writing a judge's personal note about SMITH, John at")
        terminal.press("y").wait_for(TEXT)
        terminal.press("f10").wait_for("Saved: judge's personal note")
        assert court.bytes_anywhere("Ombersley") == []
        terminal.press("f5").wait_for("Ombersley")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    assert court.bytes_anywhere("Ombersley") == []

    for user, key, page in (("other", "f5", "Bench > SMITH"), ("clerk", "f4", "File > SMITH")):
        with court.terminal() as terminal:
            court.signed_in(terminal, user)
            terminal.press("f2").wait_for("case 2500123")
            terminal.press(key).wait_for(page)
            time.sleep(1)
            assert "Ombersley" not in terminal.text


def test_a_judges_note_is_on_the_bench_page_of_another_terminal_within_two_seconds(court: Court) -> None:
    court.home.change_settings({("terminal", "name"): "bench"})
    with court.terminal() as bench:
        court.signed_in(bench, "judge").press("f2").wait_for("case 2500123")
        bench.press("f5").wait_for("Bench > SMITH")
        court.home.change_settings({("terminal", "name"): "chambers"})
        with court.terminal() as desk:
            court.at_a_note(court.signed_in(desk, "judge"), "j").write(TEXT)
            desk.wait_for(TEXT[-20:])
            desk.press("f10")
            bench.wait_for("Ombersley", patience=4 * slack())  # two seconds, and one for the save of a busy machine
            assert "Bench > SMITH" in bench.text


@pytest.mark.parametrize("end", [lambda t: t.kill(signal.SIGHUP), lambda t: t.hang_up()], ids=["signal", "window"])
def test_a_hang_up_loses_not_even_the_last_letter(court: Court, end: Callable[[Terminal], object]) -> None:
    with court.terminal() as terminal:
        court.at_a_note(court.signed_in(terminal, "clerk"), "a")
        terminal.write(TEXT).wait_for(TEXT[-20:])
        end(terminal)
        terminal.wait_for_exit()

    with court.terminal() as terminal:
        court.signed_in(terminal, "clerk")
        terminal.wait_for("You were writing an agency note about SMITH, John at")
        terminal.press("enter").wait_for(TEXT)


def test_with_the_database_held_typing_echoes_the_draft_is_kept_and_the_save_follows(court: Court) -> None:
    with court.terminal() as terminal:
        court.at_a_note(court.signed_in(terminal, "clerk"), "a")
        terminal.write("before ").wait_for("before")
        with opened(court.home.database, bytes.fromhex(KEY)) as others:
            others.execute("BEGIN IMMEDIATE")
            terminal.press("f10")
            began = time.monotonic()
            _typed(terminal, "and while it waits")
            spent = time.monotonic() - began
            assert spent < 4 * slack()
            others.execute("ROLLBACK")
        terminal.wait_for("What you typed since is a draft")
        terminal.press("f10").wait_for("Saved: agency note")
        court.at_the_first_note(terminal).wait_for("before and while it waits")


def test_a_note_is_corrected_withdrawn_and_undone_from_the_file(court: Court) -> None:
    with court.terminal() as terminal:
        court.at_a_note(court.signed_in(terminal, "clerk"), "a")
        terminal.write("Tuesday").press("f10").wait_for("Saved: agency note")
        court.at_the_first_note(terminal).wait_for("Tuesday")
        terminal.press("e").wait_for("(a correction keeps it")
        terminal.wait_for("Tuesday")
        terminal.press("end").write(" week").press("f10").wait_for("agency note, corrected")
        terminal.wait_for("agency, edited")
        terminal.press("u").wait_for("Undo correction of the agency note of")
        terminal.press("y").wait_for("Undone")
        terminal.wait_until_gone("agency, edited")
        court.at_the_first_note(terminal)
        terminal.press("e").wait_for("(a correction keeps it")
        terminal.wait_for("Tuesday")
        terminal.press("ctrl+t", "d").wait_for("Withdraw this note?")
        terminal.press("y").wait_for("Note withdrawn.")
        terminal.wait_for("No notes that you may see")
