"""Is this installation sound? Each finding says what was looked at and which file was read."""

from __future__ import annotations

import os
import platform
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import db
from db.keeper.demo_day import day_file, kept_day
from db.keeper.homes import Home, HomeKind
from db.keeper.installation import Installation
from db.keeper.reference import lists_in_force
from db.words.dates import spell
from db.words.errors import TrackerError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

PACKAGES: Final = (
    *("tracker-court", "textual", "typer", "rich", "sqlmodel", "sqlalchemy", "sqlcipher3", "alembic"),
    *("argon2-cffi", "cryptography", "keyring", "lxml", "psycopg"),
)
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class State(StrEnum):
    """How a finding stands: `note` is worth knowing, `wrong` needs somebody."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `file` is the file that was read for it, where there was one."""

    check: str
    state: State
    said: str
    file: str = ""


def examine(
    home: Home, environ: Mapping[str, str], *, prompt: Callable[[str], str | None] | None = None
) -> Iterator[Finding]:
    """Every finding, the cheapest first; a check that cannot be made says why and stops no other.

    `prompt` asks for the passphrase of the home's key file; without it such a home is not opened.
    """
    yield from _program()
    yield from _machine(environ)
    if not home.exists:
        yield Finding("home", State.WRONG, f"There is no home in {home.folder}. Run: tracker init")
        return
    yield Finding("home", State.OK, f"{home.kind} home {home.folder}", str(home.folder / "home.kind"))
    if home.kind is HomeKind.DEMO:
        yield from _demo_day(home)
    yield from _rights(home)
    sound, said, file = lists_in_force(home)
    yield Finding("code lists", State.OK if sound else State.WRONG, said, file)
    installation = Installation(home, environ=environ, prompt=prompt)
    try:
        settings = list(_settings(installation))
        yield from settings
        yield from _secrets(installation)
        if settings[0].state is State.OK:
            yield from _database(installation)
        else:
            yield Finding("database", State.NOTE, "not looked at: the settings do not say where it is")
    finally:
        installation.close()


def _program() -> Iterator[Finding]:
    yield Finding("python", State.OK, f"{platform.python_version()} ({sys.executable})")
    ours = Path(__file__).resolve().parents[1]
    found = Path(db.__file__ or "").resolve().parent
    beside = (ours.parent / "tracker_tui" / "__main__.py").is_file()
    # `db` is a name that another package may have; ours stands beside tracker_tui.
    if found == ours and beside:
        yield Finding("packages", State.OK, f"db, screens and tracker_tui are Tracker's own, in {ours.parent}")
    else:
        yield Finding("packages", State.WRONG, f"another package called db is in the way: {found}")
    for name in PACKAGES:
        try:
            yield Finding(f"version of {name}", State.OK, version(name))
        except PackageNotFoundError:
            optional = name in {"psycopg", "tracker-court"}
            said = "not installed" + (" (a working copy)" if name == "tracker-court" else "")
            yield Finding(f"version of {name}", State.NOTE if optional else State.WRONG, said)


def _machine(environ: Mapping[str, str]) -> Iterator[Finding]:
    encoding = sys.stdout.encoding or ""
    wide = encoding.replace("-", "").casefold() == "utf8"
    yield Finding("character set", State.OK if wide else State.NOTE, encoding or "none; use --accessible")
    term = environ.get("TERM", "")
    said = term or "TERM is not set; the application needs a terminal"
    yield Finding("terminal", State.OK if term not in {"", "dumb"} else State.NOTE, said)
    if environ.get("TMUX"):
        yield Finding("tmux", State.NOTE, "set -sg escape-time 10 makes Esc quick; tracker doctor --keys tests keys")


def _rights(home: Home) -> Iterator[Finding]:
    """Nobody but the owner may reach the home and what lies in it."""
    if sys.platform == "win32":
        return
    open_to = [path for path in (home.folder, *sorted(_files(home))) if path.lstat().st_mode & _OTHERS]
    foreign = [path for path in (home.folder, *_files(home)) if path.lstat().st_uid != os.getuid()]
    for path in open_to:
        mode = "700" if path.is_dir() else "600"
        yield Finding("rights", State.WRONG, f"others can reach {path}; run: chmod {mode} {path}", str(path))
    for path in foreign:
        yield Finding("rights", State.WRONG, f"{path} belongs to another user of this machine", str(path))
    if not open_to and not foreign:
        yield Finding("rights", State.OK, "only this user can reach the home and its files")


def _files(home: Home) -> Iterator[Path]:
    for folder in dict.fromkeys((home.folder, home.configuration_folder, home.drafts, home.folder / "keys")):
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if path.is_file())


def _demo_day(home: Home) -> Iterator[Finding]:
    path = str(day_file(home))
    try:
        day = kept_day(home)
    except TrackerError as problem:
        yield Finding("day of the demo", State.WRONG, problem.sentence, path)
        return
    if day is not None:
        yield Finding("day of the demo", State.OK, spell(day), path)


def _settings(installation: Installation) -> Iterator[Finding]:
    path = installation.home.configuration
    try:
        settings = installation.settings
    except TrackerError as problem:
        yield Finding("settings", State.WRONG, problem.sentence, str(path))
        return
    there = path.exists()
    yield Finding("settings", State.OK, "read" if there else "none written, the defaults hold", str(path))
    for notice in settings.notices:
        yield Finding("settings", State.NOTE, notice, str(path))
    if settings.court:
        room = f", room {settings.room}" if settings.room else ""
        yield Finding("this terminal", State.OK, f"court {settings.court}{room}", str(path))
    elif not installation.is_demo:
        yield Finding("this terminal", State.NOTE, "stands in no court yet: tracker terminal set --court CODE")


def _secrets(installation: Installation) -> Iterator[Finding]:
    # The keyring is what is looked at here, so here it is loaded.
    from db.store.keyrings import MachineKeyring

    try:
        yield Finding("keyring", State.OK, MachineKeyring(f"tracker:{installation.home.number}").name())
    except TrackerError as problem:
        yield Finding("keyring", State.NOTE, f"{problem.happened} A key file or a prompt serves instead.")
    locked = installation.home.configuration_folder / "secrets.locked"
    if locked.exists():
        yield Finding("key file", State.OK, "opened with a passphrase when a secret is needed", str(locked))
    # Said plainly: who can read this file as its owner opens the drafts beside it.
    drafts = installation.home.drafts / "terminal.key"
    if drafts.exists():
        said = "of drafts and the last place lies in a file (0600) beside them, not in a keyring"
        yield Finding("drafts", State.NOTE if not installation.is_demo else State.OK, f"the key {said}", str(drafts))
    for key in sorted((installation.home.folder / "keys").glob("*.key")):
        yield Finding("service account", State.OK, f"key of {key.stem}", str(key))


def _database(installation: Installation) -> Iterator[Finding]:
    # SQLAlchemy and the tables, only when there is a database to look at.
    from db.store.standing import insist_current

    if installation.file is None:
        yield from _server(installation)
        return
    file = str(installation.file)
    try:
        with installation.units.raw("keeper") as connection:
            yield Finding("database", State.OK, f"{connection.dialect.name} opens", file)
            insist_current(connection)
            yield Finding("tables", State.OK, "those of this version", file)
            yield from _base_rows(connection, installation, file)
            yield from _factors(connection, installation, file)
            yield from _sqlite(connection, file, encrypted=installation.key is not None)
    except TrackerError as problem:
        yield Finding("database", State.WRONG, problem.sentence, file)
        return
    yield _encryption(installation, file)
    yield _seals(installation, file)


def _server(installation: Installation) -> Iterator[Finding]:
    """A PostgreSQL server, as the login of this home sees it; its accounts and log are the owner's to look at."""
    from db.keeper.second_wall import look_at_wall

    try:
        seen = look_at_wall(installation)
    except TrackerError as problem:
        yield Finding("database", State.WRONG, problem.sentence)
        return
    yield Finding("database", State.OK, f"PostgreSQL {seen.server}, with the tables of this version")
    for fault in seen.faults:
        yield Finding("second wall", State.WRONG, fault)
    if not seen.faults:
        said = "row security is forced on every table of the record, and this login cannot go past"
        beside = "beside them it can read alembic_version, the number of the tables' version, and nothing else"
        yield Finding("second wall", State.OK, f"{said}; {beside}")
        with installation.units.raw("sign-in") as connection:
            yield from _factors(connection, installation, "")
    yield _time_limits(seen.limits, seen.unlimited)
    yield _encryption(installation, "")


def _time_limits(limits: tuple[str, ...], unlimited: tuple[str, ...]) -> Finding:
    """A statement that nobody waits for any more must not hold up a courtroom."""
    if not unlimited:
        return Finding("time limits", State.OK, f"of this login: {', '.join(limits)}")
    said = f"this login has none for {', '.join(unlimited)}: what is forgotten there holds others up"
    return Finding("time limits", State.WRONG, f"{said}; run what `tracker db roles` prints")


def _seals(installation: Installation, file: str) -> Finding:
    """How far signed checkpoints cover the log, and whether the sink has them."""
    from db.keeper.sealing import standing

    try:
        stands = standing(installation)
    except TrackerError as problem:
        return Finding("audit", State.WRONG, problem.sentence, str(installation.home.configuration))
    if not stands.number:
        return Finding("audit", State.NOTE, "no signed checkpoint yet: tracker audit checkpoint", file)
    said = f"checkpoint {stands.number} of {stands.made_at} UTC; {stands.waiting_rows:,} rows wait"
    if not stands.sink:
        return Finding("audit", State.NOTE, f"{said}; no audit.sink is set, so no copy lies elsewhere", file)
    unsent = f"; {stands.waiting_checkpoints} not sent to {stands.sink}" if stands.waiting_checkpoints else ""
    return Finding("audit", State.NOTE if stands.due or unsent else State.OK, said + unsent, file)


def _encryption(installation: Installation, file: str) -> Finding:
    """Opened it was, so a live home's file is encrypted: the key says where it was found."""
    if installation.is_demo:
        return Finding("encryption", State.NOTE, "invented data, not encrypted", file)
    if installation.key is None:
        return Finding("encryption", State.NOTE, "the disk of a PostgreSQL server is for its keepers to encrypt")
    from db.store.secrets import SecretName

    place = installation.secrets.get(SecretName.DATABASE_KEY).place
    return Finding("encryption", State.OK, f"the database is encrypted; its key is in: {place}", file)


def _base_rows(connection: Connection, installation: Installation, file: str) -> Iterator[Finding]:
    from db.accounts.credentials import names, site

    if not installation.is_demo:
        site(connection)
    many = len(names(connection))
    state = State.OK if many else State.WRONG
    yield Finding("accounts", state, f"{many:,} may sign in", file)


def _factors(connection: Connection, installation: Installation, file: str) -> Iterator[Finding]:
    """Invented data needs no second factor; everywhere else it is worth knowing that nobody is asked for one."""
    from db.accounts.reading import factors_off

    if installation.is_demo:
        return
    if factors_off(connection):
        said = "switched off at tracker init: administrators and outside terminals come in by password alone"
        yield Finding("second factors", State.NOTE, said, file)
    else:
        yield Finding("second factors", State.OK, "wanted of administrators and of outside terminals", file)


def _sqlite(connection: Connection, file: str, *, encrypted: bool) -> Iterator[Finding]:
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    right = str(mode).casefold() == "wal"
    yield Finding("write-ahead log", State.OK if right else State.WRONG, str(mode), file)
    # Nothing for a file without a key, a sentence with the page for one whose page was altered.
    altered = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalar() if encrypted else None
    found = altered or connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    yield Finding("pages", State.OK if found == "ok" else State.WRONG, str(found), file)
