"""Makes a demo home ready: its folder, its database of invented data, and lists that follow the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.keeper.demo_day import keep_day
from db.keeper.homes import Home, HomeKind
from db.keeper.installation import Installation
from db.keeper.remembered import FILE as SIGNED_HERE
from db.words.errors import Misconfigured, TryLater

if TYPE_CHECKING:
    from datetime import date

    from db.demo.fixture import Fixture
    from db.words.clock import Clock

# Terminal of a demo: the first court's first room.
_COURT, _ROOM = "B90LV", "01"


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What was done: `made` when the data is new, `moved` by how many days its lists went."""

    home: Home
    made: bool
    moved: int


def prepare_demo(
    home: Home, *, clock: Clock, day: date | None = None, reset: bool = False, fixture: Path | None = None
) -> DemoMade:
    """Make or open the demo in `home`; the clock says which day is today.

    `day` moves the clock to that day, and the home lives on it until it is prepared without one. A `fixture` is a
    file of people from which the demo is made anew, and which it lives on the day of.

    Raises BadInput for a fixture that is none, WrongHome when the folder holds a live home, Misconfigured when its
    data belongs to another version of Tracker (`--reset` makes it anew), TryLater when a program has it open that
    would be made anew.
    """
    if home.kind is not None:
        home.insist(HomeKind.DEMO)
    told = _fixture(fixture) if fixture is not None else None
    made = home.made(HomeKind.DEMO)
    if reset or told is not None:
        _clear(made)
    if told is not None:
        day = day or told.as_of
    if day is not None:
        clock.set_day(day)
    new = not made.database.exists()
    if new:
        _build(made, clock, told)
    installation = Installation(made, clock=clock)
    try:
        moved = _follow(installation)
    finally:
        installation.close()
    keep_day(made, day)
    return DemoMade(made, new, moved)


def _fixture(path: Path) -> Fixture:
    """The file of people, checked before anything is thrown away."""
    # Read where a file is named.
    from db.demo.fixture import read_fixture

    return read_fixture(path)


def _build(home: Home, clock: Clock, fixture: Fixture | None = None) -> None:
    """Under another name until it is whole: a demo that was interrupted is begun anew."""
    # The models and the migrations: needed on the first start only.
    from db.demo.build import build
    from db.store.upgrade import upgrade

    half_made = home.database.with_name(f"{home.database.name}.making")
    for file in _with_companions(half_made):
        file.unlink(missing_ok=True)
    installation = Installation(home, clock=clock).on(f"sqlite:///{half_made}")
    installation.settings  # noqa: B018 - a wrong tracker.toml is told before two seconds of work
    upgrade(installation.url)
    build(installation.units, fixture)
    installation.close()
    half_made.rename(home.database)
    if not home.settings().court:
        home.change_settings({("terminal", "court"): _COURT, ("terminal", "room"): _ROOM})


def _follow(installation: Installation) -> int:
    from db.demo.days import follow_calendar

    try:
        installation.insist_ready()
    except Misconfigured as problem:
        raise Misconfigured(problem.happened, kept="", to_do="Make the demo anew with: tracker demo --reset") from None
    return follow_calendar(installation.units)


def _clear(home: Home) -> None:
    """Data, drafts, the last places and the list of checkpoints of a demo; settings stay."""
    # Asked where a demo is made anew.
    from db.store.in_use import is_in_use

    if is_in_use(home.database):
        close = "Close it, then make the demo anew."
        raise TryLater("A program has this demo open.", kept="Nothing of it was changed.", to_do=close)
    files = [*_with_companions(home.database), *_files(home.drafts), *_files(home.folder / "state")]
    files.append(home.folder / SIGNED_HERE)
    try:
        for file in files:
            file.unlink(missing_ok=True)
    except PermissionError as problem:
        raise TryLater(f"{Path(problem.filename).name} is in use.", to_do="Close the demo, then reset it.") from None


def _with_companions(database: Path) -> Iterator[Path]:
    for tail in ("", "-wal", "-shm"):
        yield database.with_name(database.name + tail)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else iter(())
