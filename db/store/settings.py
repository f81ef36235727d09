"""What tracker.toml says: the database, this terminal, and how the screen looks and answers to keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.store.toml_lines import Name

LARGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """One home's settings; what the file leaves out keeps the value given here."""

    database_url: str = ""
    """`database.url`: postgresql://USER@HOST/DATABASE, never with a password; empty: the home's own file."""

    court: str = ""
    """`terminal.court`: code or name of the court this terminal stands in."""

    room: str = ""
    """`terminal.room`: the court room, as the court list names it."""

    terminal_name: str = ""
    """`terminal.name`: what the audit calls this terminal; empty: the name of the machine."""

    terminal_class: str = "office"
    """`terminal.class`: office, or courtroom, where a terminal may wait longer before it locks."""

    lock_minutes: int = 5
    """`lock.minutes`: minutes without a key until the terminal locks; 5 at most, 15 in a courtroom."""

    network_class: str = "local"
    """`network_class`: which network this terminal is on; sharing rules may ask for one."""

    audit_sink: str = ""
    """`audit.sink`: a file, or syslog, where sealed copies of the audit go."""

    theme: str = ""
    """`theme`: court-light, court-dark, high-contrast or plain."""

    accessible: bool = False
    """`accessible`: plain letters and lines, no mouse, one line that says what changed."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """`[keys]`: another key for an action, by the action's id."""

    notices: tuple[str, ...] = ()
    """What a person should know about the file: settings Tracker does not know, rights that are too wide."""


NAMES: Final[Mapping[Name, str]] = {
    ("database", "url"): "database_url",
    ("terminal", "court"): "court",
    ("terminal", "room"): "room",
    ("terminal", "name"): "terminal_name",
    ("terminal", "class"): "terminal_class",
    ("lock", "minutes"): "lock_minutes",
    ("", "network_class"): "network_class",
    ("audit", "sink"): "audit_sink",
    ("", "theme"): "theme",
    ("", "accessible"): "accessible",
}
_TABLES: Final = frozenset(table for table, _ in NAMES if table)


def parse(text: str, *, path: Path) -> Settings:
    """The settings in this text; `path` is only for the sentences.

    Raises Misconfigured with the line of a syntax error, for a value of the wrong kind, and for a
    database address that carries a password.
    """
    if not text.strip():
        return Settings()
    # Only a home with a file of settings pays for this import before first paint.
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Misconfigured(
            f"{path} cannot be read: {fault}.",
            kept="Tracker did not start, and the file was not touched.",
            to_do="Correct that line, or move the file away and run: tracker init",
        ) from fault
    remapped = values.pop("keys", {})
    if not isinstance(remapped, dict):
        raise _wrong(path, "keys", "a table of lines like: action = 'key'")
    keys = {action: _text(key, path=path, name=f"keys.{action}") for action, key in remapped.items()}
    flat, unknown = _sorted(values)
    accessible = flat.pop("accessible", False)
    if not isinstance(accessible, bool):
        raise _wrong(path, "accessible", "true or false")
    minutes = flat.pop("lock_minutes", 5)
    words = {name: _text(value, path=path, name=name) for name, value in flat.items()}
    refuse_password(words.get("database_url", ""), where=str(path))
    most = most_minutes(words.get("terminal_class", "office"))
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= most:
        raise _wrong(path, "lock_minutes", f"a whole number from 1 to {most}")
    notices = tuple(f"{path}: Tracker knows no setting '{name}'; it was ignored." for name in unknown)
    return Settings(**words, lock_minutes=minutes, accessible=accessible, keys=keys, notices=notices)


def most_minutes(terminal_class: str) -> int:
    """How long a terminal of this class may wait for a key before it locks: a clerk in court listens for long."""
    return {"office": 5, "courtroom": 15}.get(terminal_class, 5)


def _sorted(values: dict[str, object]) -> tuple[dict[str, object], list[str]]:
    """Values by the attribute they set, and the names of those that set nothing."""
    known: dict[str, object] = {}
    unknown: list[str] = []
    for key, value in values.items():
        if key in _TABLES and isinstance(value, dict):
            for inner, held in value.items():
                _put(known, unknown, (key, inner), held)
        else:
            _put(known, unknown, ("", key), value)
    return known, unknown


def _put(known: dict[str, object], unknown: list[str], name: Name, value: object) -> None:
    attribute = NAMES.get(name)
    if attribute is None:
        unknown.append(".".join(part for part in name if part))
    else:
        known[attribute] = value


def _text(value: object, *, path: Path, name: str) -> str:
    if not isinstance(value, str):
        raise _wrong(path, name, "text in quotation marks")
    return value


def _wrong(path: Path, name: str, wanted: str) -> Misconfigured:
    shown = next((".".join(filter(None, known)) for known, given in NAMES.items() if given == name), name)
    return Misconfigured(f"{path}: '{shown}' must be {wanted}.", to_do="Correct that line.")


def refuse_password(url: str, *, where: str) -> None:
    """Raise Misconfigured when a database address carries a password; the sentence does not repeat it."""
    if not url:
        return
    # Only a home on PostgreSQL pays for this import.
    from urllib.parse import parse_qs, urlsplit

    try:
        parts = urlsplit(url)
        carries = parts.password is not None or "password" in parse_qs(parts.query, keep_blank_values=True)
    except ValueError:
        raise Misconfigured(
            f"The database address in {where} is not one.", to_do="Write postgresql://USER@HOST/DATABASE"
        ) from None
    if carries:
        raise Misconfigured(
            f"The database address in {where} carries a password, which anybody who sees it could use.",
            to_do="Take it out, change it at the database, and give the new one when Tracker asks.",
        )
