"""What this home remembers of the checkpoints it signed, so that one taken out of the database is missed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from db.store.private_files import read_private, write_private
from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from db.audit.statement import Checkpoint
    from db.keeper.installation import Installation

FILE: Final = "checkpoints.json"
LARGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkpoint that was signed here; `restored` is when an older backup took it out of the log."""

    number: int
    made_at: str
    digest: str
    restored: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """The last checkpoint of one database that was signed here, and those found gone before it was."""

    last: Mark | None = None
    lost: tuple[Mark, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them, the last one at the end."""
        return (*self.lost, *((self.last,) if self.last else ()))

    def missing(self, standing: Mapping[int, str]) -> tuple[Mark, ...]:
        """Those that the log no longer holds; `standing` is its checkpoints' digests by number."""
        return tuple(mark for mark in self.marks if standing.get(mark.number) != mark.digest)


def remembered(installation: Installation) -> Memory:
    """What is known of the database that is open. Raises Misconfigured for a file that was altered."""
    return _all(_path(installation)).get(_name(installation), Memory())


def remember(installation: Installation, made: Checkpoint) -> None:
    """A checkpoint was signed and is in the log. Raises TryLater when that cannot be written down."""
    known = remembered(installation)
    if known.last is None or known.last.number < made.number:
        _keep(installation, Memory(Mark(made.number, made.made_at, made.digest), known.lost))


def settle(installation: Installation, connection: Connection, *, restored: str = "") -> None:
    """Write down which of them are gone, before a new one takes the number of the last.

    `restored` is the moment at which an older backup was put back, where that is why. Raises what `remember` does.
    """
    from db.audit.checkpoints import digests

    known = remembered(installation)
    if not known.marks:
        return
    gone = known.missing(digests(connection, [mark.number for mark in known.marks]))
    lost = tuple(Mark(each.number, each.made_at, each.digest, each.restored or restored) for each in gone)
    now = Memory(None if known.last in gone else known.last, lost)
    if now != known:
        _keep(installation, now)


def _path(installation: Installation) -> Path:
    return installation.home.folder / FILE


def _name(installation: Installation) -> str:
    """The database without who opens it: one home may look at several."""
    if installation.file is not None:
        return "file" if installation.file == installation.home.database else str(installation.file)
    from sqlalchemy.engine import make_url

    parsed = make_url(installation.url)
    host = parsed.host or parsed.query.get("host", "")
    return f"{host}:{parsed.port or ''}/{parsed.database}"


def _keep(installation: Installation, memory: Memory) -> None:
    path = _path(installation)
    known = {**_all(path), _name(installation): memory}
    write_private(path, json.dumps({name: asdict(each) for name, each in known.items()}, indent=1).encode())


def _all(path: Path) -> dict[str, Memory]:
    if not path.exists():
        return {}
    content = read_private(path, purpose="list of checkpoints", most=LARGEST)
    try:
        return {str(name): _memory(plain) for name, plain in json.loads(content).items()}
    except (ValueError, TypeError, AttributeError, KeyError):
        raise Misconfigured(
            f"{path} was altered: it says which checkpoints this machine signed.",
            kept="The log is as it was.",
            to_do="Put it back from a backup of the home; compare the log with its sink before you delete it.",
        ) from None


def _memory(plain: Mapping[str, object]) -> Memory:
    last, lost = plain["last"], plain["lost"]
    return Memory(None if last is None else _mark(last), tuple(map(_mark, lost if isinstance(lost, list) else ())))


def _mark(plain: object) -> Mark:
    if not isinstance(plain, dict):
        raise TypeError
    return Mark(int(plain["number"]), str(plain["made_at"]), str(plain["digest"]), str(plain["restored"]))
