"""A dropped file is claimed, taken in and put away; a crash loses none, and two programs do not meet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.cards.feeds import FileOutcome
from db.keeper.drop_folder import DropFolder
from db.words.errors import Misconfigured, TryLater


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two files, and with what is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.xml").write_text("second")
    (folder / "a.xml").write_text("first")
    (folder / ".half").write_text("hidden")
    (folder / "folder").mkdir()
    (folder / "link").symlink_to(folder / "a.xml")
    os.mkfifo(folder / "pipe")
    return folder


def _good(path: Path) -> FileOutcome:
    assert path.parent.name == "taken"
    return FileOutcome(str(path))


def _bad(path: Path) -> FileOutcome:
    return FileOutcome(str(path), refused="It is no list. Nothing was recorded.", exit_code=1)


def _later(path: Path) -> FileOutcome:
    return FileOutcome(str(path), refused="The database is busy.", exit_code=3)


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.startswith(".")) if folder.is_dir() else []


def test_files_are_taken_in_by_name_and_put_with_the_done(inbox: Path) -> None:
    folder = DropFolder(inbox, still=0)
    assert folder.has_work()
    assert [Path(each.file).name for each in folder.turn(_good)] == ["a.xml", "b.xml"]
    assert _names(inbox) == ["done", "folder", "link", "pipe", "taken"]
    assert (_names(inbox / "done"), _names(inbox / "taken")) == (["a.xml", "b.xml"], [])
    assert (inbox / "done" / "a.xml").read_text() == "first"
    assert not folder.has_work()


def test_a_refused_file_has_its_reason_beside_it_and_stops_no_other(inbox: Path) -> None:
    def take(path: Path) -> FileOutcome:
        return _bad(path) if path.name == "a.xml" else _good(path)

    assert [each.exit_code for each in DropFolder(inbox, still=0).turn(take)] == [1, 0]
    assert _names(inbox / "failed") == ["a.xml", "a.xml.reason.txt"]
    assert (inbox / "failed" / "a.xml.reason.txt").read_text() == "It is no list. Nothing was recorded.\n"
    assert _names(inbox / "done") == ["b.xml"]


def test_a_file_that_has_just_changed_is_left(inbox: Path) -> None:
    folder = DropFolder(inbox, still=3600)
    assert not folder.has_work()
    assert list(folder.turn(_good)) == []
    assert {"a.xml", "b.xml"} <= set(_names(inbox))


def test_a_time_that_the_sender_set_does_not_make_a_file_settled(inbox: Path) -> None:
    os.utime(inbox / "a.xml", (1, 1))
    assert list(DropFolder(inbox, still=3600).turn(_good)) == []


def test_what_a_crash_left_is_taken_in_first_at_the_next_start(inbox: Path) -> None:
    def crash(path: Path) -> FileOutcome:
        raise KeyboardInterrupt(path.name)

    with pytest.raises(KeyboardInterrupt):
        list(DropFolder(inbox, still=0).turn(crash))
    assert (_names(inbox / "taken"), (inbox / "a.xml").exists()) == (["a.xml"], False)
    (inbox / "a.xml").write_text("another")
    again = DropFolder(inbox, still=3600)
    assert again.has_work()
    assert len(list(again.turn(_good))) == 1
    assert (inbox / "done" / "a.xml").read_text() == "first"
    assert (inbox / "a.xml").read_text() == "another"


def test_a_file_to_be_tried_later_stays_and_is_tried_again(inbox: Path) -> None:
    folder = DropFolder(inbox, still=0)
    assert [each.exit_code for each in folder.turn(_later)] == [3, 3]
    assert _names(inbox / "taken") == ["a.xml", "b.xml"]
    assert folder.has_work()
    assert len(list(folder.turn(_good))) == 2
    assert (_names(inbox / "taken"), _names(inbox / "done")) == ([], ["a.xml", "b.xml"])


def test_a_name_that_comes_again_takes_no_place_of_another(inbox: Path) -> None:
    folder = DropFolder(inbox, still=0)
    for text in ("one", "two"):
        (inbox / "a.xml").write_text(text)
        (inbox / "b.xml").unlink(missing_ok=True)
        list(folder.turn(_good))
    assert {each.name: each.read_text() for each in (inbox / "done").iterdir()} == {"a.xml": "one", "2-a.xml": "two"}


def test_two_programs_do_not_work_on_one_folder(inbox: Path) -> None:
    turn = DropFolder(inbox, still=0).turn(_good)
    next(turn)
    with pytest.raises(TryLater, match="Another program"):
        next(DropFolder(inbox, still=0).turn(_good))
    assert len(list(turn)) == 1
    assert list(DropFolder(inbox, still=0).turn(_good)) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        DropFolder(tmp_path / "none")
    assert not (tmp_path / "none").exists()
