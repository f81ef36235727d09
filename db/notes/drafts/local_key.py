"""The keys that drafts lie under: one of the terminal, and for a judge one that only the judge can make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.store.boxes import KEY_BYTES, derive_key, new_key
from db.store.private_files import create_private, make_private_folder, read_private
from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from db.accounts.judge_key import JudgeKey

_FILE: Final = "terminal.key"


def key_path(folder: Path) -> Path:
    """The file of that key."""
    return folder / _FILE


def terminal_key(folder: Path) -> bytes:
    """The 32 byte key of this terminal's drafts, from a 0600 file beside them, made when first asked for.

    For homes that have no keyring and no passphrase. Raises Misconfigured when the file is not ours
    alone or not a key, TryLater when it cannot be written.
    """
    make_private_folder(folder)
    path = key_path(folder)
    if not path.exists():
        # Two programs may start at once: the first one's key stands, and both read it.
        create_private(path, new_key())
    key = read_private(path, purpose="key of the drafts")
    if len(key) != KEY_BYTES:
        raise Misconfigured(f"The key of the drafts {path} was altered.", to_do="Put it back from a backup.")
    return key


def judge_sealing_key(judge: JudgeKey, user_id: UUID) -> bytes:
    """The 32 byte key of one judge's drafts: nobody else on the terminal can make it.

    From the private key, which only the password opens, and not from the password itself: a draft left
    before a change of password still opens after it.
    """
    return derive_key(judge.private, purpose="judge's drafts", about=user_id.bytes)
