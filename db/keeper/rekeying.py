"""The key of a home's database file: changed, or written down for a safe place away from the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from db.keeper.installation import Installation


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What a change of key did: `first` when the file was in the clear before, `place` where the new key is.

    `former_kept` when the key before is kept beside it, so that older backups can be restored.
    """

    file: Path
    rows: int
    place: str
    first: bool
    former_kept: bool


def rekey(installation: Installation, *, new_key_file: Path | None = None) -> Rekeyed:
    """Give the database file a new key, or encrypt one that lies in the clear; all of it or nothing.

    Raises TryLater while anybody has the database open, Refused for PostgreSQL and a demo, and where a file that is
    not Tracker's holds the key and no `new_key_file` is given.
    """
    # SQLCipher is loaded when this runs.
    from db.keeper.local_key import move_in
    from db.store.database_key import change_key, key_in
    from db.store.raw_file import is_plain

    file = insist_own_file(installation)
    first = is_plain(file)
    given = None if new_key_file is None else key_in(new_key_file)
    installation.close()
    proof, key, former_kept = change_key(file, installation.secrets, given=given)
    move_in(installation, key.place)
    again = installation.on(installation.url, key=key.as_key())
    again.note("database.encrypt" if first else "database.rekey")
    again.close()
    return Rekeyed(file, proof.total, key.place, first, former_kept)


def write_key(installation: Installation, target: Path) -> None:
    """Write the key of the database file into a new file, 0600. Raises Conflict rather than write over another."""
    from db.keeper.files import write_new_key

    insist_own_file(installation)
    key = installation.key
    if key is None:
        raise Misconfigured("This database has no key.")
    # The entry first: no key leaves without one.
    installation.note("database.key")
    write_new_key(target, key.hex())


def write_named(installation: Installation, target: Path) -> tuple[str, ...]:
    """Write every secret of this home into a new key file, 0600, each by its name; gives the names.

    A checkpoint key is made where there is none. Raises Conflict rather than write over another, Refused for a demo.
    """
    # The secrets are looked for when this runs.
    from db.audit.signing import new_seed
    from db.keeper.files import write_new_named
    from db.store.secrets import SecretName

    if installation.is_demo or installation.file is not None:
        insist_own_file(installation)
    passing = {SecretName.NEXT_DATABASE_KEY}
    held = {name: found for name in SecretName if name not in passing and (found := installation.secrets.find(name))}
    values = {name.value: found.value for name, found in held.items()}
    if installation.file is None:
        values.pop(SecretName.DATABASE_KEY, None)
    elif installation.key is not None:
        values.pop(SecretName.POSTGRES_PASSWORD, None)
        values[SecretName.DATABASE_KEY.value] = installation.key.hex()
    values.setdefault(SecretName.CHECKPOINT_KEY.value, new_seed().hex())
    installation.note("database.key")
    write_new_named(target, values)
    return tuple(values)


def insist_own_file(installation: Installation) -> Path:
    """The database file of a live home. Raises Refused for PostgreSQL and a demo, Misconfigured where there is none."""
    if installation.is_demo:
        raise Refused("A demo has no key: its data are invented and stand in the program.", kept="")
    if installation.file is None:
        raise Refused(
            "The database is PostgreSQL: Tracker keeps no key of it.",
            kept="",
            to_do="Encrypt the server's disk, and its backups where they are kept.",
        )
    if not installation.file.exists():
        raise Misconfigured(f"There is no database {installation.file} yet.", to_do="Run: tracker init")
    return installation.file
