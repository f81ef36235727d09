"""`tracker feed`: a table and a document for every file, exit codes, and nothing hostile on the terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.feeds import CourtList, Row
from tests.support.homes import Run
from tracker_tui.cli import feed as feed_module

KEYS = [
    "file", "format", "batch", "read", "new", "changed", "unchanged", "flagged", "quarantined", "linked", "asked",
    "seconds", "problems",
]  # fmt: skip


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with a good list, one with a row that has no case number, and no list at all."""
    folder = tmp_path / "inbox"
    (folder / "more").mkdir(parents=True)
    (folder / "a.xml").write_text(CourtList().xml())
    (folder / "b.xml").write_text(CourtList((Row(caseno=""),), on="03/03/2026").xml())
    (folder / "more" / "c.txt").write_text("no list at all")
    (folder / ".hidden").write_text("x")
    return folder


def test_a_folder_is_loaded_and_every_file_told(command: Run, live_home: Home, inbox: Path) -> None:
    first = command("feed", "import", inbox, "--json", home=live_home.folder)
    assert first.code == 1
    files = json.loads(first.out)
    assert [list(each) for each in files] == [KEYS] * 3
    assert [Path(each["file"]).name for each in files] == ["a.xml", "b.xml", "c.txt"]
    assert [each["format"] for each in files] == ["libra-court-list", "libra-court-list", None]
    assert all(each["batch"] for each in files)
    assert [(each["read"], each["new"], each["quarantined"]) for each in files] == [(1, 1, 0), (1, 0, 1), (0, 0, 0)]
    assert [each["code"] for each in files[1]["problems"]] == ["no-case-number"]
    assert files[1]["problems"][0]["at"].startswith("line ")
    assert ".hidden was not read: hidden" in first.err
    second = json.loads(command("feed", "import", inbox, "--json", home=live_home.folder).out)
    assert [(each["new"], each["changed"]) for each in second] == [(0, 0)] * 3
    assert second[1]["problems"] == files[1]["problems"]


def test_the_table_says_what_became_of_each_file(command: Run, live_home: Home, inbox: Path) -> None:
    said = command("feed", "import", inbox / "a.xml", inbox / "more", home=live_home.folder)
    assert said.code == 1
    assert "LIBRA court list (XML)" in said.out
    assert "c.txt: unknown-format" in said.out
    assert command("feed", "import", inbox / "a.xml", home=live_home.folder).code == 0


def test_a_weekly_file_that_waits_is_not_said_to_be_refused(command: Run, live_home: Home, tmp_path: Path) -> None:
    inbox = tmp_path / "prison"
    inbox.mkdir()
    head = "prisonerNumber,firstName,lastName,dateOfBirth,status,prisonId,lastMovementDate"
    weekly = inbox / "week.csv"
    weekly.write_text(f"{head}\nK0001AB,KIM,ADDY,1991-04-04,ACTIVE IN,QWI,2026-11-16\nonly,three,cells\n")
    assert command("agency", "add", "HMPPS", "Prisons", "--kind", "prison", home=live_home.folder).code == 0
    said = command("feed", "import", weekly, "--agency", "HMPPS", home=live_home.folder)
    assert (said.code, "waits for a decision\n" in "".join(f"{row.rstrip()}\n" for row in said.out.splitlines())) == (
        1,
        True,
    )
    dropped = command("feed", "watch", inbox, "--once", "--still", "0", "--agency", "HMPPS", home=live_home.folder)
    assert "week.csv: put into failed/ until somebody decides: 1 of 2 rows are rejected" in dropped.out
    (batch,) = json.loads(command("feed", "list", "--json", home=live_home.folder).out)
    accepted = command("feed", "accept", batch["batch"], inbox / "failed" / "week.csv", home=live_home.folder)
    assert (accepted.code, "1 new" in accepted.out) == (1, True)


def test_on_80_columns_the_counts_are_words(
    command: Run, live_home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = command("feed", "import", inbox / "b.xml", home=live_home.folder)
    assert "1 quarantined" in said.out
    assert max(len(line) for line in said.out.splitlines()[:4]) <= 80


def test_a_dry_run_leaves_no_file_on_record(command: Run, live_home: Home, inbox: Path) -> None:
    said = command("feed", "import", inbox / "a.xml", "--dry-run", home=live_home.folder)
    assert (said.code, "would be loaded" in said.out, "dry run" in said.err) == (0, True, True)
    assert json.loads(command("feed", "list", "--json", home=live_home.folder).out) == []


def test_files_on_record_are_listed_and_shown(command: Run, live_home: Home, inbox: Path) -> None:
    command("feed", "import", inbox, home=live_home.folder)
    listed = json.loads(command("feed", "list", "--json", home=live_home.folder).out)
    assert [each["file"] for each in listed] == ["c.txt", "b.xml", "a.xml"]
    assert [each["state"] for each in listed] == ["refused", "accepted", "accepted"]
    shown = command("feed", "show", listed[0]["batch"], home=live_home.folder)
    assert (shown.code, "unknown-format" in shown.out) == (0, True)
    assert command("feed", "show", "000000", home=live_home.folder).code == 1


def test_no_such_agency_is_a_wrong_use(command: Run, live_home: Home, inbox: Path) -> None:
    said = command("feed", "import", inbox, "--agency", "NONE", home=live_home.folder)
    assert (said.code, said.out) == (2, "")


def test_an_empty_name_is_not_the_folder_one_stands_in(command: Run, live_home: Home) -> None:
    said = command("feed", "import", "", home=live_home.folder)
    assert (said.code, said.out, "An empty name" in said.err) == (2, "", True)


def test_hostile_names_of_files_do_not_reach_the_terminal(command: Run, live_home: Home, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\x1b]0;owned\x07\xff.xml")
    path.write_text(CourtList((Row(family="\u202eQUARMBY"),)).xml())
    for extra in ((), ("--json",)):
        said = command("feed", "import", path, *extra, home=live_home.folder)
        assert said.code == 0
        assert "\x1b]" not in said.out + said.err
        assert "\x07" not in said.out + said.err


def test_an_interruption_tells_what_was_done(
    command: Run, live_home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = feed_module._import

    def interrupted(*given: object, **named: object) -> object:
        for number, outcome in enumerate(original(*given, **named)):  # type: ignore[arg-type]
            if number:
                raise KeyboardInterrupt
            yield outcome

    monkeypatch.setattr(feed_module, "_import", interrupted)
    said = command("feed", "import", inbox / "a.xml", inbox / "b.xml", "--json", home=live_home.folder)
    assert (said.code, len(json.loads(said.out))) == (130, 1)
    assert "goes on where it stopped" in said.err
