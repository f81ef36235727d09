"""`tracker feed expect`, `status` and `watch`: exit codes, documents, and what becomes of a dropped file."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from db.keeper.homes import Home
from db.words.dates import court_time, short
from tests.support.feeds import CourtList, Row
from tests.support.homes import Run
from tracker_tui.cli import feed_health

KEYS = [
    "format", "agency", "every_days", "by", "last_at", "last_batch", "age_seconds", "due_on", "late", "refused",
    "health",
]  # fmt: skip


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A drop folder with a list and with something that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xml").write_text(CourtList().xml())
    (folder / "c.txt").write_text("no list at all")
    return folder


def test_a_feed_is_expected_stands_well_fails_and_ends(command: Run, live_home: Home, tmp_path: Path) -> None:
    home = live_home.folder
    said = command("feed", "expect", "libra-court-list", "--every", "1w", "--by", "07:30", home=home)
    assert (said.code, "expected every 7 days by 07:30" in said.out) == (0, True)
    good, broken = tmp_path / "a.xml", tmp_path / "b.xml"
    good.write_text(CourtList().xml())
    broken.write_text(CourtList((Row("2600000009"),)).xml()[:-40])
    assert command("feed", "import", good, home=home).code == 0
    (card,) = json.loads((said := command("feed", "status", "--json", home=home)).out)
    assert (said.code, list(card), card["every_days"], card["by"]) == (0, KEYS, 7, "07:30")
    assert (card["health"], card["refused"], card["late"]) == ("on-time", 0, False)
    told = command("feed", "status", home=home).out
    day, at = court_time(datetime.fromisoformat(card["last_at"]))
    assert f"{short(day)} {at:%H:%M}, " in told, "the hour of the last file is the court's"
    assert f"{short(date.fromisoformat(card['due_on']))} 07:30" in told
    assert command("feed", "import", broken, home=home).code == 1
    said = command("feed", "status", home=home)
    assert (said.code, "failed" in said.out) == (1, True)
    assert command("feed", "expect", "libra-court-list", "--end", home=home).code == 0
    said = command("feed", "status", home=home)
    assert (said.code, "No feed is expected" in said.out + said.err) == (0, True)


@pytest.mark.parametrize("words", [("--every", "often"), ("--every", "0d"), ("--by", "25:00"), ("--agency", "NONE")])
def test_a_wrong_saying_is_a_wrong_use(command: Run, live_home: Home, words: tuple[str, ...]) -> None:
    assert command("feed", "expect", "prisoner", *words, home=live_home.folder).code == 2


def test_a_dry_run_expects_nothing(command: Run, live_home: Home) -> None:
    said = command("feed", "expect", "prisoner", "--dry-run", home=live_home.folder)
    assert (said.code, "would be expected every day" in said.out) == (0, True)
    assert json.loads(command("feed", "status", "--json", home=live_home.folder).out) == []


def test_dropped_files_are_taken_in_and_put_away(command: Run, live_home: Home, inbox: Path) -> None:
    said = command("feed", "watch", inbox, "--once", "--still", "0", home=live_home.folder)
    assert said.code == 1
    assert "a.xml: done: read 1, new 1" in said.out
    assert "c.txt: failed: " in said.out
    assert (inbox / "done" / "a.xml").is_file()
    assert (inbox / "failed" / "c.txt.reason.txt").read_text().strip()
    assert [each.name for each in inbox.iterdir() if each.is_file()] == []
    listed = json.loads(command("feed", "list", "--json", home=live_home.folder).out)
    assert sorted(each["file"] for each in listed) == ["a.xml", "c.txt"]
    assert command("feed", "watch", inbox, "--once", home=live_home.folder).code == 0


def test_a_dry_run_moves_nothing_and_leaves_no_file_on_record(command: Run, live_home: Home, inbox: Path) -> None:
    said = command("feed", "watch", inbox, "--dry-run", home=live_home.folder)
    assert (said.code, "a.xml: would be done: read 1, new 1" in said.out, "dry run" in said.err) == (1, True, True)
    assert sorted(each.name for each in inbox.iterdir()) == ["a.xml", "c.txt"]
    assert json.loads(command("feed", "list", "--json", home=live_home.folder).out) == []


def test_a_file_that_comes_while_it_watches_is_taken_in_until_it_is_stopped(
    command: Run, live_home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = []

    def wait(_seconds: float) -> None:
        turns.append(1)
        if len(turns) > 1:
            raise KeyboardInterrupt
        (inbox / "late.xml").write_text(CourtList((Row("2600000009"),), on="03/03/2026").xml())

    monkeypatch.setattr(feed_health, "_wait", wait)
    said = command("feed", "watch", inbox, "--still", "0", home=live_home.folder)
    assert (said.code, "Stopped." in said.err) == (130, True)
    assert "late.xml: done: read 1, new 1" in said.out
    assert sorted(each.name for each in (inbox / "done").iterdir()) == ["a.xml", "late.xml"]


def test_a_folder_that_is_none_and_an_agency_that_is_none_are_said_at_once(
    command: Run, live_home: Home, inbox: Path, tmp_path: Path
) -> None:
    assert command("feed", "watch", tmp_path / "none", "--once", home=live_home.folder).code == 2
    said = command("feed", "watch", inbox, "--once", "--still", "0", "--agency", "NONE", home=live_home.folder)
    assert said.code == 2
    assert (inbox / "a.xml").is_file()
