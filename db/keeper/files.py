"""Secret files of the machine, as commands read and write them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from db.store.keyfile import as_table, password_file
from db.store.private_files import create_private, make_private_folder
from db.words.errors import Conflict

__all__ = ["password_file", "write_new_key", "write_new_named"]


def write_new_key(path: Path, key: str) -> None:
    """Write a service account's key file, 0600. Raises Conflict rather than write over another."""
    make_private_folder(path.parent)
    if not create_private(path, f"{key}\n".encode()):
        raise Conflict(f"There is a file {path} already.", to_do="Move it away, or name another with --key-file.")


def write_new_named(path: Path, secrets: Mapping[str, str]) -> None:
    """Write a key file that names each secret, 0600. Raises Conflict rather than write over another."""
    make_private_folder(path.parent)
    if not create_private(path, as_table(secrets)):
        raise Conflict(f"There is a file {path} already.", to_do="Name another one.")
