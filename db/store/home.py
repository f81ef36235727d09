"""One home: the folder for database, configuration, drafts and logs, and whether it is live or a demo."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.store.private_files import create_private, make_private_folder, reason, write_private
from db.store.settings import LARGEST, Settings, parse
from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.store.toml_lines import Name, Value

HOME_VARIABLE: Final = "TRACKER_HOME"
DATABASE_VARIABLE: Final = "TRACKER_DATABASE_URL"
_MARKER: Final = "home.kind"
_CONFIGURATION: Final = "tracker.toml"


class HomeKind(StrEnum):
    """What a home may hold: the record of a court, or invented data only."""

    LIVE = "live"
    DEMO = "demo"


class WrongHome(Misconfigured):
    """A demo was asked of a live home, or the record of a court of a demo home."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where things lie. `kind` is None until the home is made; `number` is its name in the keyring."""

    folder: Path
    configuration_folder: Path
    log_folder: Path
    kind: HomeKind | None = None
    number: str = ""

    @property
    def configuration(self) -> Path:
        """tracker.toml."""
        return self.configuration_folder / _CONFIGURATION

    @property
    def drafts(self) -> Path:
        """The folder of the draft journals."""
        return self.folder / "drafts"

    @property
    def exports(self) -> Path:
        """The folder of prints and exports."""
        return self.folder / "exports"

    @property
    def reference(self) -> Path:
        """The folder of code lists that were brought up to date here."""
        return self.folder / "reference"

    def key_file(self, user_name: str) -> Path:
        """Where the key of a service account of this name lies."""
        plain = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in user_name.casefold())
        return self.folder / "keys" / f"{plain}.key"

    @property
    def database(self) -> Path:
        """The SQLite file; a demo's has another name, so that neither is ever taken for the other."""
        return self.folder / ("demo.db" if self.kind is HomeKind.DEMO else "tracker.db")

    @property
    def exists(self) -> bool:
        """Whether somebody made this home (`tracker init` or `tracker demo`)."""
        return self.kind is not None

    def insist(self, kind: HomeKind) -> None:
        """Raise WrongHome when the home is of the other kind, Misconfigured when it is not made yet."""
        if self.kind is None:
            raise Misconfigured(f"There is no Tracker home in {self.folder}.", to_do="Make one with: tracker init")
        if self.kind is not kind:
            raise _wrong_home(self.folder, is_kind=self.kind)

    def made(self, kind: HomeKind) -> Home:
        """This home, made if it was not: folders of mode 0700 and the mark of its kind.

        Raises WrongHome when it is of the other kind, Misconfigured when it cannot be made.
        """
        if self.kind not in (None, kind):
            raise _wrong_home(self.folder, is_kind=self.kind or kind)
        for folder in (self.folder, self.configuration_folder, self.log_folder, self.drafts):
            make_private_folder(folder)
        if self.kind is None:
            # Two commands may make it at once: the first one's mark stands, and both read it.
            create_private(self.folder / _MARKER, f"{kind} {os.urandom(8).hex()}\n".encode())
        kind_found, number = _mark(self.folder)
        made = replace(self, kind=kind_found, number=number)
        if made.kind is not kind:
            raise _wrong_home(self.folder, is_kind=made.kind or kind)
        _tighten(made.folder)
        return made

    def lacking(self) -> tuple[Path, ...]:
        """Folders that `made` would make."""
        folders = dict.fromkeys((self.folder, self.configuration_folder, self.log_folder, self.drafts))
        return tuple(folder for folder in folders if not folder.exists())

    def unmake(self, folders: Sequence[Path]) -> None:
        """Take the mark and the key file away, and these folders where nothing else is in them.

        For a home that was begun just now and came to nothing.
        """
        for file in (self.folder / _MARKER, self.configuration_folder / "secrets.locked"):
            file.unlink(missing_ok=True)
        for folder in sorted(folders, reverse=True):
            with suppress(OSError):
                folder.rmdir()

    def settings(self) -> Settings:
        """What tracker.toml says; the defaults when there is none.

        Raises Misconfigured as `db.store.settings.parse` does, and for a demo home that names a database.
        """
        text, notices = _read_configuration(self.configuration)
        found = parse(text, path=self.configuration)
        if self.kind is HomeKind.DEMO and found.database_url:
            raise Misconfigured(
                f"{self.configuration} names a database, and this is a demo home, which has its own.",
                to_do="Take database.url out of the file, or name a live home with --home.",
            )
        return replace(found, notices=(*found.notices, *notices))

    def change_settings(self, changes: Mapping[Name, Value | None]) -> Settings:
        """Write these settings, by table and key, into tracker.toml; every other line stays. None removes.

        Raises Misconfigured when the result would not be a right file (nothing is written then) and
        TryLater when it cannot be written.
        """
        # Loaded by the few commands that change a setting.
        from db.store.toml_lines import changed

        text, _ = _read_configuration(self.configuration)
        parse(text, path=self.configuration)
        after = changed(text, changes)
        found = parse(after, path=self.configuration)
        make_private_folder(self.configuration_folder)
        write_private(self.configuration, after.encode("utf-8"))
        return found

    def database_url(self, settings: Settings, environ: Mapping[str, str]) -> str:
        """The address to open: TRACKER_DATABASE_URL (tests), else tracker.toml's, else the home's file."""
        return environ.get(DATABASE_VARIABLE) or settings.database_url or f"sqlite:///{self.database}"


def locate(named: str | None, *, environ: Mapping[str, str], kind: HomeKind = HomeKind.LIVE) -> Home:
    """The home of `--home`, else of TRACKER_HOME, else of the platform's usual folders; makes nothing.

    `kind` chooses between the usual folders only: a named home is what its mark says. Raises
    Misconfigured when the name is taken by a file or the mark cannot be read.
    """
    given = named or environ.get(HOME_VARIABLE)
    if given:
        folder = Path(given).expanduser().absolute()
        home = Home(folder, configuration_folder=folder, log_folder=folder / "logs")
    else:
        # 20 ms that a named home need not pay before first paint.
        from platformdirs import PlatformDirs

        usual = PlatformDirs("tracker" if kind is HomeKind.LIVE else "tracker-demo", appauthor=False)
        home = Home(usual.user_data_path, usual.user_config_path, usual.user_log_path)
    if home.folder.exists() and not home.folder.is_dir():
        raise Misconfigured(f"{home.folder} is not a folder.", to_do="Name a folder with --home.")
    kind_found, number = _mark(home.folder)
    return replace(home, kind=kind_found, number=number)


def _mark(folder: Path) -> tuple[HomeKind | None, str]:
    """Kind and number of the home in this folder; None where there is no home."""
    path = folder / _MARKER
    try:
        kind, _, number = path.read_text("ascii").strip().partition(" ")
        return HomeKind(kind), number
    except FileNotFoundError:
        return None, ""
    except (OSError, ValueError) as fault:
        said = reason(fault) if isinstance(fault, OSError) else "it was altered"
        raise Misconfigured(
            f"It cannot be told what kind of home {folder} is: {path} cannot be read ({said}).",
            to_do="Run Tracker as the user who made it, or put the file back from a backup.",
        ) from fault


def _read_configuration(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of tracker.toml, empty where there is none, and what a person should know of the file."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return "", ()
    except OSError as fault:
        raise Misconfigured(f"{path} cannot be read: {reason(fault)}.") from fault
    if len(content) > LARGEST:
        raise Misconfigured(f"{path} is too long to be a configuration file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Misconfigured(f"{path} is not UTF-8 text (line {line}).", to_do="Correct that line.") from fault
    if sys.platform != "win32" and mode & (stat.S_IWGRP | stat.S_IWOTH):
        # Who can change the address of the database can put another one in its place.
        return text, (f"{path} can be changed by other users of this machine; run: chmod 600 {path}",)
    return text, ()


def _tighten(folder: Path) -> None:
    """Close a home to everybody else, also one in a folder that was there before."""
    if sys.platform == "win32":
        return
    found = folder.stat()
    shared = bool(found.st_mode & stat.S_ISVTX)
    if found.st_uid == os.getuid() and found.st_mode & 0o077 and not shared:
        folder.chmod(0o700)


def _wrong_home(folder: Path, *, is_kind: HomeKind) -> WrongHome:
    if is_kind is HomeKind.LIVE:
        return WrongHome(
            f"{folder} holds the record of a court, and a demo never opens that.",
            to_do="Name another folder with --home.",
        )
    return WrongHome(
        f"{folder} is a demo home with invented data; the record of a court is never kept there.",
        to_do="Name another folder with --home.",
    )
