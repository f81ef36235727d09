"""The fault report, the resume file, the watcher: small parts of the application on their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from db.words.errors import TryLater
from screens.frame.place import Place
from tests.support.own_box import OwnBox
from tracker_tui.app import crash
from tracker_tui.app.live import Watcher
from tracker_tui.app.resume import Resume

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def broken(name: str) -> Exception:
    try:
        try:
            raise KeyError(name)
        except KeyError as first:
            raise ValueError(f"no such {name}") from first
    except ValueError as error:
        return error


def test_a_report_has_types_and_lines_and_nothing_of_the_data() -> None:
    text = crash.report(broken("SECRET NAME"), number="F-1", now=NOW)
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_last_resort.py:" in text
    assert "SECRET" not in text
    assert "raise" not in text


def test_a_report_is_for_one_pair_of_eyes_and_never_overwritten(tmp_path: Path) -> None:
    path = crash.keep("text", number="F-1", folder=tmp_path / "logs")
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    assert crash.keep("other", number="F-1", folder=tmp_path / "logs") is None
    assert path.read_text(encoding="utf-8") == "text"


def test_a_report_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    said = crash.told(broken("X"), now=NOW, folder=blocked / "logs")
    assert "Fault number F-1124-" in said
    assert "could not be written" in said


IDS = st.none() | st.uuids()


@given(
    st.builds(
        Place,
        screen=st.sampled_from(["day.list", "file.person"]),
        person=IDS,
        case=IDS,
        court=IDS,
        room=st.text(max_size=5),
        day=st.none() | st.dates(),
        cursor=st.text(max_size=5),
        section=st.integers(0, 9),
    )
)
def test_a_place_comes_back_as_it_was_written(place: Place) -> None:
    assert Place.from_plain(place.to_plain()) == place


def test_a_resume_file_is_per_user_and_per_day(tmp_path: Path) -> None:
    resume = Resume(tmp_path / "state", OwnBox())
    place = Place("file.person", person=UUID(int=1))
    resume.keep("../p.hale", place, day=TODAY)
    assert resume.read("../p.hale", day=TODAY) == place
    assert resume.read("../p.hale", day=date(2026, 11, 25)) is None
    assert resume.read("other", day=TODAY) is None
    assert [path.parent for path in tmp_path.rglob("resume-*")] == [tmp_path / "state"]


def test_a_resume_file_that_is_broken_or_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    box = OwnBox()
    resume = Resume(tmp_path, box)
    resume.keep("a", Place("day.list"), day=TODAY)
    (file,) = tmp_path.glob("resume-*")
    assert b"day.list" not in file.read_bytes()
    for text in (
        "",
        "[]",
        "{}",
        '{"kept": "2026-11-24", "place": {"screen": 1}}',
        '{"kept":"2026-11-24","place":{"screen":"x","person":"?"}}',
    ):
        for content in (text.encode(), box.lock(text.encode(), about=file.name)):
            file.write_bytes(content)
            assert resume.read("a", day=TODAY) is None
    Resume(file / "below", box).keep("a", Place("day.list"), day=TODAY)


def test_without_a_key_no_place_is_kept(tmp_path: Path) -> None:
    Resume(tmp_path).keep("a", Place("day.list"), day=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_resume_file_is_its_users_alone(tmp_path: Path) -> None:
    resume = Resume(tmp_path, OwnBox())
    resume.keep("a", Place("day.list"), day=TODAY)
    (first,) = tmp_path.iterdir()
    resume.keep("b", Place("day.list"), day=TODAY)
    (second,) = set(tmp_path.iterdir()) - {first}
    second.write_bytes(first.read_bytes())
    assert resume.read("b", day=TODAY) is None
    assert (resume.read("a", day=TODAY), first.stat().st_mode & 0o777) == (Place("day.list"), 0o600)


def test_the_watcher_passes_changes_on_and_tells_loss_and_return_once() -> None:
    script: list[list[str] | None] = [["a"], None, None, [], ["b", "c"]]
    changed: list[frozenset[str]] = []
    lost: list[bool] = []
    done = threading.Event()

    def wait(seconds: float) -> Iterable[str]:
        if not script:
            done.set()
            time.sleep(0.01)
            return []
        step = script.pop(0)
        if step is None:
            raise TryLater("The database is away.")
        return step

    watcher = Watcher(wait, changed=changed.append, lost=lost.append)
    watcher.start()
    assert done.wait(10)
    watcher.stop()
    assert changed == [frozenset({"a"}), frozenset({"b", "c"})]
    assert lost == [True, False]


def test_stopping_the_watcher_waits_for_nothing() -> None:
    def wait(seconds: float) -> Iterable[str]:
        time.sleep(6)
        return []

    watcher = Watcher(wait, changed=lambda _: None, lost=lambda _: None)
    watcher.start()
    began = time.monotonic()
    watcher.stop()
    assert time.monotonic() - began < 1
