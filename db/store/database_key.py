"""The key of a home's database file: found, made, changed; no live database is opened without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.store.backup import give_key
from db.store.boxes import new_key
from db.store.keyfile import key_file, named_in
from db.store.raw_file import is_plain, opens
from db.store.secrets import Found, SecretName
from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store.backup import Proof
    from db.store.secrets import SecretStore


class NotEncrypted(Misconfigured):
    """The record of a court lies in a file that needs no key."""


class WrongKey(Misconfigured):
    """The key that was found belongs to another database, or the file is damaged."""


def key_of(database: Path, secrets: SecretStore) -> Found:
    """The key that opens this file, and where it is kept; a change of key that was cut short is ended first.

    Raises NotEncrypted, WrongKey, and what `SecretStore.get` raises.
    """
    if is_plain(database):
        raise NotEncrypted(
            f"The database {database} is not encrypted, and Tracker opens no court's record that is not.",
            kept="Nothing was opened.",
            to_do="Encrypt it with: tracker db rekey",
        )
    found = secrets.get(SecretName.DATABASE_KEY)
    if not database.exists() or opens(database, found.as_key()):
        return found
    coming = secrets.find(SecretName.NEXT_DATABASE_KEY)
    if coming is None or not opens(database, coming.as_key()):
        raise WrongKey(
            f"The key in {found.place} does not open {database}: it is another database's, or the file is damaged.",
            kept="Nothing was changed.",
            to_do="Name the right key with TRACKER_KEY_FILE, or restore a backup: tracker db restore FILE",
        )
    _promote(secrets, old=found, new=coming)
    return coming


def own_key(secrets: SecretStore) -> tuple[Found, bool]:
    """The key for a database of this home that is still to be written, and whether it was made now.

    Raises SecretMissing where there is no safe place for one.
    """
    found = secrets.find(SecretName.DATABASE_KEY)
    if found is not None:
        found.as_key()
        return found, False
    value = new_key().hex()
    return Found(value, secrets.keep(SecretName.DATABASE_KEY, value)), True


def key_in(file: Path) -> Found:
    """The key in a file that was given by name. Raises Misconfigured for one that others may read or that is no key."""
    found = Found(key_file(file.absolute(), SecretName.DATABASE_KEY), str(file.absolute()))
    found.as_key()
    return found


def key_for(file: Path, secrets: SecretStore, *, given: Found | None = None) -> bytes | None:
    """The key that opens a backup, None for one that is not encrypted: the one given, else this home's.

    Raises WrongKey when none of them does.
    """
    if is_plain(file):
        return None
    tried: Iterable[SecretName] = (SecretName.DATABASE_KEY, SecretName.FORMER_DATABASE_KEY)
    keys = [given] if given is not None else [one for name in tried if (one := secrets.find(name)) is not None]
    for found in keys:
        if opens(file, found.as_key()):
            return found.as_key()
    said = ", ".join(dict.fromkeys(found.place for found in keys))
    raise WrongKey(
        f"{file} is encrypted, and {f'the key in {said} does not open it' if said else 'this home has no key'}:"
        " it is another home's, was made under an earlier key, is damaged, or is no database.",
        kept="Nothing was changed.",
        to_do="Give the key that it was made with: --key-file FILE",
    )


def change_key(database: Path, secrets: SecretStore, *, given: Found | None = None) -> tuple[Proof, Found, bool]:
    """A new key for the database; a file that was not encrypted is encrypted.

    Gives what the file holds, the new key, and whether the key before is kept for older backups. Raises
    TryLater while anybody has the database open, Refused where a file of the machine holds the key and none is given.
    """
    if is_plain(database):
        found = given or own_key(secrets)[0]
        return give_key(database, was=None, now=found.as_key(), keep_new=lambda: None), found, False
    old = key_of(database, secrets)
    if given is not None:
        if not secrets.keeps(old.place):
            _insist_whole(given, old)
        if given.as_key() == old.as_key():
            raise Refused(f"{given.place} holds the key that the database has already.", kept="Nothing was changed.")
        return give_key(database, was=old.as_key(), now=given.as_key(), keep_new=lambda: None), given, False
    if not secrets.keeps(old.place):
        raise Refused(
            f"The key is in {old.place}, which is not Tracker's to change.",
            kept="The database has the key that it had.",
            to_do="Write a new key into another file (64 hexadecimal digits) and give it with --new-key-file FILE",
        )
    value = new_key().hex()
    proof = give_key(
        database,
        was=old.as_key(),
        now=bytes.fromhex(value),
        keep_new=lambda: secrets.keep(SecretName.NEXT_DATABASE_KEY, value),
    )
    return proof, Found(value, _promote(secrets, old=old, new=Found(value))), True


def _insist_whole(new: Found, old: Found) -> None:
    """The file that takes the place of another one names what that one names besides the database's key."""
    left = named_in(Path(old.place)).keys() - named_in(Path(new.place)).keys() - {SecretName.DATABASE_KEY}
    if left:
        raise Refused(
            f"{old.place} also holds {', '.join(sorted(left))}, and {new.place} does not: they would be lost.",
            kept="The database has the key that it had.",
            to_do=f'Begin {new.place} with a line [secrets], then database-key = "..." and those lines of the old one.',
        )


def _promote(secrets: SecretStore, *, old: Found, new: Found) -> str:
    """The new key is the key; the one before still opens older backups."""
    secrets.keep(SecretName.FORMER_DATABASE_KEY, old.value)
    place = secrets.keep(SecretName.DATABASE_KEY, new.value)
    secrets.forget(SecretName.NEXT_DATABASE_KEY)
    return place
