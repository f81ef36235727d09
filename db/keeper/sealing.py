"""Signed checkpoints of the audit, made and sent to the sink: by hand, by the timer, when somebody signs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.keeper.installation import Installation
from db.words.errors import TrackerError

if TYPE_CHECKING:
    from pathlib import Path

    from db.audit.sink import Sink
    from db.audit.statement import Checkpoint
    from db.store.secrets import Found

DEMO_KEY: Final = "checkpoint.key"
"""A demo home keeps its key beside its invented data, for its owner alone."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was made and sent. `problem` is why the sink did not take it; nothing is lost then."""

    number: int = 0
    events: int = 0
    heads: int = 0
    digest: str = ""
    shipped: int = 0
    sink: str = ""
    problem: str = ""
    key_place: str = ""
    key_made: bool = False


@dataclass(frozen=True, slots=True)
class Seals:
    """Where checkpoints stand: the last one, rows not covered, checkpoints that the sink does not have."""

    number: int
    made_at: str
    waiting_rows: int
    due: bool
    waiting_checkpoints: int
    sink: str


def standing(installation: Installation) -> Seals:
    """How far the log is covered."""
    # The tables are loaded when this runs.
    from db.audit.checkpoints import standing as look
    from db.audit.checkpoints import waiting
    from db.audit.form import moment

    sink = _sink(installation)
    with installation.units.raw("keeper") as connection:
        stands = look(connection)
        unsent = len(waiting(connection)) if sink is not None else 0
    made_at = moment(stands.made_at) if stands.made_at else ""
    due = stands.due(installation.clock.now())
    return Seals(stands.number, made_at, stands.events, due, unsent, sink.name if sink else "")


def seal(installation: Installation, *, whole: bool = False) -> Sealed:
    """Make a checkpoint of what grew, and send what waits to the sink; the key is made when there is none.

    Raises SecretMissing where no safe place holds a key, Misconfigured for a sink that is none.
    """
    sink = _sink(installation)
    key, made = _key(installation)
    return _sealed(installation, key, sink, whole=whole, key_made=made)


def seal_if_due(installation: Installation) -> Sealed:
    """The same when it is time, where the key is at hand: a terminal that does not hold it leaves it to one that does.

    Nobody waits for it and nothing is refused: what went wrong stands in `problem`.
    """
    # As above.
    from db.audit.checkpoints import standing as look
    from db.store.secrets import SecretName, SecretStore

    # Nobody is asked for a passphrase: a terminal that would have to ask does not hold the key.
    secrets = SecretStore(installation.home, environ=installation.environ)
    try:
        with installation.units.raw("keeper") as connection:
            if not look(connection).due(installation.clock.now()):
                return Sealed()
        if installation.is_demo:
            return seal(installation)
        found = secrets.find(SecretName.CHECKPOINT_KEY)
        return Sealed() if found is None else _sealed(installation, found, _sink(installation))
    except TrackerError as problem:
        return Sealed(problem=problem.sentence)


def public_key(installation: Installation) -> str:
    """The public half of the key, for whoever checks elsewhere; empty where this machine has no key."""
    from db.audit.signing import public_key as public
    from db.store.secrets import SecretName

    if installation.is_demo:
        return public(_key(installation)[0].as_key()).hex()
    found = installation.secrets.find(SecretName.CHECKPOINT_KEY)
    return "" if found is None else public(found.as_key()).hex()


def held_key(installation: Installation) -> str:
    """The same; none is made in a demo that has made no checkpoint either."""
    if installation.is_demo and not (installation.home.folder / DEMO_KEY).exists():
        return ""
    return public_key(installation)


def signing_key(installation: Installation) -> bytes:
    """The secret half, to sign an export with. Raises what `seal` raises."""
    return _key(installation)[0].as_key()


def _sealed(
    installation: Installation, key: Found, sink: Sink | None, *, whole: bool = False, key_made: bool = False
) -> Sealed:
    # As above.
    from db.audit.checkpoints import make
    from db.keeper.remembered import remember, settle

    now = installation.clock.now()
    with installation.units.raw("keeper", writes=True) as connection:
        # What was taken away is written down before a new one bears its number.
        settle(installation, connection)
        made = make(connection, key.as_key(), now, whole=whole)
    if made is not None:
        remember(installation, made)
    shipped, problem = _ship(installation, sink) if sink is not None else (0, "")
    return Sealed(
        number=made.number if made else 0,
        events=made.events if made else 0,
        heads=len(made.heads or ()) if made else 0,
        digest=made.digest if made else "",
        shipped=shipped,
        sink=sink.name if sink else "",
        problem=problem,
        key_place=key.place,
        key_made=key_made,
    )


def _ship(installation: Installation, sink: Sink) -> tuple[int, str]:
    """Send every checkpoint that waits, the oldest first; no transaction is open while the sink is written."""
    from db.audit.checkpoints import waiting

    done = 0
    try:
        with installation.units.raw("keeper") as connection:
            unsent = waiting(connection)
        for each in unsent:
            _ship_one(installation, sink, each)
            done += 1
    except TrackerError as problem:
        return done, problem.sentence
    return done, ""


def _ship_one(installation: Installation, sink: Sink, checkpoint: Checkpoint) -> None:
    from db.audit.checkpoints import lines, shipped

    with installation.units.raw("keeper") as connection:
        sink.write(lines(connection, checkpoint, heads=sink.heads))
    with installation.units.raw("keeper", writes=True) as connection:
        shipped(connection, checkpoint, sink.name, installation.clock.now())


def _sink(installation: Installation) -> Sink | None:
    from db.audit.sink import sink_of

    return sink_of(installation.settings.audit_sink)


def _key(installation: Installation) -> tuple[Found, bool]:
    """The checkpoint key and whether it was made now."""
    from db.audit.signing import new_seed
    from db.store.secrets import Found, SecretName

    if installation.is_demo:
        return _demo_key(installation.home.folder / DEMO_KEY), False
    found = installation.secrets.find(SecretName.CHECKPOINT_KEY)
    if found is not None:
        found.as_key()
        return found, False
    value = new_seed().hex()
    return Found(value, installation.secrets.keep(SecretName.CHECKPOINT_KEY, value)), True


def _demo_key(path: Path) -> Found:
    from db.audit.signing import new_seed
    from db.store.private_files import create_private, read_private
    from db.store.secrets import Found

    if not path.exists():
        create_private(path, new_seed().hex().encode())
    return Found(read_private(path, purpose="checkpoint key of the demo").decode().strip(), str(path))
