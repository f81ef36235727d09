"""Secrets in files: those the machine hands to a service, and our own one, locked by a passphrase."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.store.boxes import KEY_BYTES, Unreadable, lock, unlock
from db.store.private_files import read_private, write_private
from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

CREDENTIALS_VARIABLE: Final = "CREDENTIALS_DIRECTORY"
KEY_FILE_VARIABLE: Final = "TRACKER_KEY_FILE"
_MAGIC: Final = b"tracker secrets 1\n"
_SALT_BYTES: Final = 16
# Argon2id, 3 passes over 47,104 KiB in one lane (trust.md section 8); the magic line stands for them.
_PASSES, _KIB, _LANES = 3, 47_104, 1
_TABLE: Final = b"[secrets]"


def handed_over(name: str, *, primary: bool, environ: Mapping[str, str]) -> tuple[str, str] | None:
    """(secret, where it was found) out of the files the environment names, or None.

    `$CREDENTIALS_DIRECTORY/tracker.NAME` as systemd makes it; `$TRACKER_KEY_FILE` either begins with a
    line `[secrets]` and holds lines `NAME = "..."`, or is one secret, which then opens the database and
    nothing else (`primary`). Raises Misconfigured for a file that others may read or that is no file.
    """
    folder = environ.get(CREDENTIALS_VARIABLE)
    if folder:
        path = Path(folder) / f"tracker.{name}"
        if os.path.lexists(path):
            return _one(read_private(path, purpose="credential"), path), str(path)
    given = environ.get(KEY_FILE_VARIABLE)
    if given:
        path = Path(given)
        content = read_private(path, purpose="key file")
        if content.lstrip().startswith(_TABLE):
            held = _table(content, path).get(name)
            return None if held is None else (held, str(path))
        if primary:
            return _one(content, path), str(path)
    return None


def password_file(path: Path) -> str:
    """The one password in a file given by `--password-file`; the line end is not part of it.

    Raises Misconfigured for a file that others may read, that is empty, or that is no file.
    """
    return _one(read_private(path, purpose="password file"), path)


def key_file(path: Path, name: str) -> str:
    """The secret of that name in a key file, or the only one in it. Raises Misconfigured as `password_file` does."""
    content = read_private(path, purpose="key file")
    if not content.lstrip().startswith(_TABLE):
        return _one(content, path)
    held = _table(content, path).get(name)
    if held is None:
        raise Misconfigured(f"{path} holds no {name}.", to_do=f'Add a line: {name} = "..."')
    return held


def named_in(path: Path) -> dict[str, str]:
    """Every secret that a key file names; none for a file with one secret. Raises as `key_file`."""
    content = read_private(path, purpose="key file")
    return _table(content, path) if content.lstrip().startswith(_TABLE) else {}


def as_table(secrets: Mapping[str, str]) -> bytes:
    """The content of a key file that names each secret."""
    # A JSON string is a TOML string.
    return "".join(
        (f"{_TABLE.decode()}\n", *(f"{name} = {json.dumps(each)}\n" for name, each in secrets.items()))
    ).encode()


def _one(content: bytes, path: Path) -> str:
    try:
        value = content.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Misconfigured(f"{path} is not UTF-8 text.") from None
    if not value or "\n" in value:
        raise Misconfigured(f"{path} must hold one line, the secret, and nothing else.")
    return value


def _table(content: bytes, path: Path) -> dict[str, str]:
    try:
        table = tomllib.loads(content.decode("utf-8"))["secrets"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # The library's words might repeat a secret.
        raise Misconfigured(f'{path} must hold lines like: name = "secret"') from None
    return {name: value for name, value in table.items() if isinstance(value, str)}


class LockedFile:
    """Our own file of secrets, readable with the passphrase only: Argon2id, then AES-256-GCM."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, passphrase: str) -> dict[str, str]:
        """Every secret in the file.

        Raises Refused for a wrong passphrase or an altered file, Misconfigured when others may read it.
        """
        content = read_private(self.path, purpose="key file")
        salt = content[len(_MAGIC) : len(_MAGIC) + _SALT_BYTES]
        if not content.startswith(_MAGIC) or len(salt) < _SALT_BYTES:
            raise Misconfigured(f"{self.path} is not a key file of Tracker.")
        try:
            box = content[len(_MAGIC) + _SALT_BYTES :]
            plain = unlock(self._key(passphrase, salt), box, about=_MAGIC + salt)
        except Unreadable:
            raise Refused(
                f"The passphrase does not open {self.path}, or the file was altered.", to_do="Type it again."
            ) from None
        held = json.loads(plain)
        return {str(name): str(value) for name, value in held.items()}

    def write(self, secrets: Mapping[str, str], passphrase: str) -> None:
        """Replace the file by these secrets, under a new salt. Raises TryLater when it cannot be written."""
        salt = os.urandom(_SALT_BYTES)
        plain = json.dumps(dict(secrets), sort_keys=True).encode()
        box = lock(self._key(passphrase, salt), plain, about=_MAGIC + salt)
        write_private(self.path, _MAGIC + salt + box)

    def _key(self, passphrase: str, salt: bytes) -> bytes:
        # Loaded when a passphrase is typed, not before first paint.
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(
            passphrase.encode("utf-8", "surrogatepass"),
            salt,
            time_cost=_PASSES,
            memory_cost=_KIB,
            parallelism=_LANES,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
